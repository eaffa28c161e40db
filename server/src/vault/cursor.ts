/**
 * Positions in lists that callers bring back: signed, so that only we can have made one, and bound to what they were
 * made for, so that no other account, list or filter goes on with them.
 */
import { AppError } from "../errors.js"
import type { Vault } from "./index.js"

export type Signer = Pick<Vault, "sign" | "verify">

const PURPOSE = "list cursor"
/** Longer than any that we write. */
const MOST_CHARACTERS = 2_000

export function writeCursor(signer: Signer, binding: string, position: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify({ b: binding, ...position })
  return `${Buffer.from(text).toString("base64url")}.${signer.sign(text, PURPOSE)}`
}

/**
 * The position as it was written; `read` answers undefined for what is not one of now, because another version of
 * Rollcall wrote it. Throws `cursor.invalid`.
 */
export function readCursor<T>(
  signer: Signer,
  { binding, cursor }: { binding: string; cursor: string },
  read: (position: unknown) => T | undefined,
): T {
  const text = readSigned(signer, cursor)
  if (text === undefined) throw refuse("is not one of ours: send it as it was answered, or leave it out to start over")
  const position: { b?: unknown } = JSON.parse(text)
  const found = read(position)
  if (found === undefined) throw refuse("is out of date: leave it out to start over")
  if (position.b === binding) return found
  throw refuse(
    "belongs to another account, list or filter: repeat the call it came from, or leave it out to start over",
  )
}

const refuse = (what: string) => new AppError("cursor.invalid", `the cursor ${what}`)

/** The signed text, if the cursor is exactly what we wrote: nothing before, behind or beside it. */
function readSigned(signer: Signer, cursor: string): string | undefined {
  if (cursor.length > MOST_CHARACTERS) return undefined
  const [body = "", signature = "", ...rest] = cursor.split(".")
  const bytes = Buffer.from(body, "base64url")
  const text = bytes.toString("utf8")
  const isExact = rest.length === 0 && bytes.toString("base64url") === body
  return isExact && signer.verify(text, signature, PURPOSE) ? text : undefined
}
