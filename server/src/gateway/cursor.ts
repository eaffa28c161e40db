import { createHash } from "node:crypto"
import type { PagePosition } from "@rollcall/connector-kit"
import { z } from "zod"
import { AppError } from "../errors.js"

/** Where a list goes on: after (or before) the row `edge` on an upstream page, or at the page's start (or end). */
export type Position = {
  /** Name of the view. */
  view: string
  page: PagePosition
  edge?: string
  direction: "forward" | "backward"
  /** Rows of this list that the pages before this one had. */
  read?: number
  /** Rows of a page, where pages are counted: page 3 is another one when pages are larger. */
  size?: number
}

/** Signs text so that only we can have made it. */
export type Signer = {
  sign(text: string, purpose: string): string
  verify(text: string, signature: string, purpose: string): boolean
}

const PURPOSE = "list cursor"

const payload = z.object({
  b: z.string(),
  v: z.string(),
  p: z.object({ after: z.string(), before: z.string(), page: z.number() }).partial(),
  e: z.string().optional(),
  d: z.enum(["f", "b"]),
  n: z.number().int().min(0).optional(),
  z: z.number().int().min(1).optional(),
})

/** What a cursor is bound to: another account, list or filter must not go on with it. */
export const bindingOf = (parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 22)

export function writeCursor(signer: Signer, binding: string, position: Position): string {
  const { view, page, edge, direction, read, size } = position
  const d = direction === "forward" ? "f" : "b"
  const text = JSON.stringify({ b: binding, v: view, p: page, e: edge, d, n: read || undefined, z: size })
  return `${Buffer.from(text).toString("base64url")}.${signer.sign(text, PURPOSE)}`
}

export function readCursor(signer: Signer, binding: string, cursor: string): Position {
  const text = readSigned(signer, cursor)
  if (text === undefined) {
    throw refuse("next_cursor is not one of ours: send it as it was answered, or leave it out to start over")
  }
  const { data: read } = payload.safeParse(JSON.parse(text))
  // Another version of Rollcall wrote other cursors.
  if (!read) throw refuse("next_cursor is out of date: leave it out to start over")
  if (read.b !== binding) {
    throw refuse(
      "next_cursor belongs to another account, list or filter: repeat the call it came from, or leave it out to start over",
    )
  }
  const { after, before, page } = read.p
  return {
    view: read.v,
    page: {
      ...(after === undefined ? {} : { after }),
      ...(before === undefined ? {} : { before }),
      ...(page === undefined ? {} : { page }),
    },
    direction: read.d === "f" ? "forward" : "backward",
    ...(read.e === undefined ? {} : { edge: read.e }),
    ...(read.n === undefined ? {} : { read: read.n }),
    ...(read.z === undefined ? {} : { size: read.z }),
  }
}

const refuse = (message: string) => new AppError("invalid_request", message)

/** The signed text, if the cursor is exactly what we wrote: nothing before, behind or beside it. */
function readSigned(signer: Signer, cursor: string): string | undefined {
  if (cursor.length > 2_000) return undefined
  const [body = "", signature = "", ...rest] = cursor.split(".")
  const bytes = Buffer.from(body, "base64url")
  const text = bytes.toString("utf8")
  const isExact = rest.length === 0 && bytes.toString("base64url") === body
  return isExact && signer.verify(text, signature, PURPOSE) ? text : undefined
}
