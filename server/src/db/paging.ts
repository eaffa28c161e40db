import type { Vault } from "../vault/index.js"

/** Keyset position in an admin list: rows are ordered by creation, then id. */
export type After = { createdAt: Date; id: string }
export type PageQuery = { limit: number; cursor?: string | undefined }
export type Page<T> = { rows: T[]; nextCursor: string | null }

const PURPOSE = "admin cursor"

/** Undefined: not a cursor of this list. `binding` names environment and list. */
export function readAfter(vault: Vault, binding: string, cursor: string): After | undefined {
  const [body = "", signature = "", ...tail] = cursor.split(".")
  const text = Buffer.from(body, "base64url").toString("utf8")
  // Decoding skips what is not base64url: only the cursor as it was written is one.
  if (tail.length > 0 || Buffer.from(text).toString("base64url") !== body) return undefined
  if (!vault.verify(`${binding} ${text}`, signature, PURPOSE)) return undefined
  const [createdAt = "", id = ""] = text.split(" ")
  return { createdAt: new Date(createdAt), id }
}

/** Takes one row more than the page has, and says where the next page begins. */
export function toPage<T extends { id: string; created_at: Date }>(
  vault: Vault,
  binding: string,
  { rows, limit }: { rows: readonly T[]; limit: number },
): Page<T> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  if (rows.length <= limit || !last) return { rows: shown, nextCursor: null }
  const text = `${last.created_at.toISOString()} ${last.id}`
  return {
    rows: shown,
    nextCursor: `${Buffer.from(text).toString("base64url")}.${vault.sign(`${binding} ${text}`, PURPOSE)}`,
  }
}
