import { createHash } from "node:crypto"
import type { PagePosition } from "@rollcall/connector-kit"
import { z } from "zod"
import { AppError } from "../errors.js"

/** Where a list goes on: after (or before) the row `edge` on an upstream page, or at the page's start (or end). */
export type Position = {
  /** Index of the source list. */
  source: number
  page: PagePosition
  edge?: string
  direction: "forward" | "backward"
  /** Rows of this list that the pages before this one had. */
  read?: number
}

/** Signs text so that only we can have made it. */
export type Signer = {
  sign(text: string, purpose: string): string
  verify(text: string, signature: string, purpose: string): boolean
}

const PURPOSE = "list cursor"

const payload = z.object({
  b: z.string(),
  s: z.number().int().min(0),
  p: z.object({ after: z.string(), before: z.string(), page: z.number() }).partial(),
  e: z.string().optional(),
  d: z.enum(["f", "b"]),
  n: z.number().int().min(0).optional(),
})

/** What a cursor is bound to: another account, list or filter must not go on with it. */
export const bindingOf = (parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 22)

export function writeCursor(signer: Signer, binding: string, position: Position): string {
  const { source, page, edge, direction, read } = position
  const way = direction === "forward" ? "f" : "b"
  const text = JSON.stringify({ b: binding, s: source, p: page, e: edge, d: way, n: read || undefined })
  return `${Buffer.from(text).toString("base64url")}.${signer.sign(text, PURPOSE)}`
}

export function readCursor(signer: Signer, binding: string, cursor: string): Position {
  const [body = "", signature = ""] = cursor.split(".")
  const text = Buffer.from(body, "base64url").toString("utf8")
  if (cursor.length > 2_000 || !signer.verify(text, signature, PURPOSE)) {
    throw new AppError(
      "invalid_request",
      "next_cursor is not one of ours: send it as it was answered, or leave it out to start over",
    )
  }
  const read = payload.parse(JSON.parse(text))
  if (read.b !== binding) {
    throw new AppError(
      "invalid_request",
      "next_cursor belongs to another account, list or filter: repeat the call it came from, or leave it out to start over",
    )
  }
  const page: PagePosition = {
    ...(read.p.after === undefined ? {} : { after: read.p.after }),
    ...(read.p.before === undefined ? {} : { before: read.p.before }),
    ...(read.p.page === undefined ? {} : { page: read.p.page }),
  }
  return {
    source: read.s,
    page,
    direction: read.d === "f" ? "forward" : "backward",
    ...(read.e === undefined ? {} : { edge: read.e }),
    ...(read.n === undefined ? {} : { read: read.n }),
  }
}
