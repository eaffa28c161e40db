import { hash } from "node:crypto"
import type { PagePosition } from "@rollcall/connector-kit"
import { z } from "zod"
import { readCursor, type Signer, writeCursor } from "../vault/cursor.js"

/** Where a list goes on: after (or before) the row `edge` on an upstream page, or at the page's start (or end). */
export type Position = {
  /** Name of the view. */
  view: string
  page: PagePosition
  edge?: string
  direction: "forward" | "backward"
  /** Rows of this list that the pages before this one had. */
  read?: number
}

/** Strict: another version of Rollcall wrote other cursors. */
const payload = z.strictObject({
  b: z.string(),
  v: z.string(),
  p: z.record(z.string(), z.unknown()),
  e: z.string().optional(),
  d: z.enum(["f", "b"]),
  n: z.number().int().min(0).optional(),
})

/** What a cursor is bound to: another account, list or filter must not go on with it. */
export const bindingOf = (parts: readonly unknown[]): string =>
  hash("sha256", JSON.stringify(parts), "base64url").slice(0, 22)

export function writePosition(signer: Signer, binding: string, position: Position): string {
  const { view, page, edge, direction, read } = position
  const d = direction === "forward" ? "f" : "b"
  return writeCursor(signer, binding, { v: view, p: page, e: edge, d, n: read || undefined })
}

/** Throws `request.invalid`. */
export const readPosition = (signer: Signer, binding: string, cursor: string): Position =>
  readCursor(signer, { binding, cursor }, toPosition)

function toPosition(text: unknown): Position | undefined {
  const { data: read } = payload.safeParse(text)
  if (!read) return undefined
  return {
    view: read.v,
    page: read.p,
    direction: read.d === "f" ? "forward" : "backward",
    ...(read.e === undefined ? {} : { edge: read.e }),
    ...(read.n === undefined ? {} : { read: read.n }),
  }
}
