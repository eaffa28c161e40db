import { readCursor, type Signer, writeCursor } from "../vault/cursor.js"

/** Keyset position in an admin list: rows are ordered by creation, then id. */
export type After = { createdAt: Date; id: string }
export type PageQuery = { limit: number; cursor?: string | undefined }
export type Page<T> = { rows: T[]; nextCursor: string | null }

/** Where a page begins; `limit` is one more than the page has, which tells whether there is a next one. */
export type At = { after: After | undefined; limit: number }

type Created = { id: string; created_at: Date }

type Listing<Row extends Created, Shown> = {
  /** What the list is of, with its environment. */
  binding: string
  query: PageQuery
  list(at: At): Promise<readonly Row[]>
  show(row: Row): Shown
}

/** A page of an environment's rows as callers see them. Throws `request.invalid` for a cursor of another list. */
export async function readPage<Row extends Created, Shown>(
  signer: Signer,
  { binding, query: { limit, cursor }, list, show }: Listing<Row, Shown>,
): Promise<Page<Shown>> {
  const after = cursor === undefined ? undefined : readCursor(signer, { binding, cursor }, readAfter)
  const found = await list({ after, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  const nextCursor = last ? writeCursor(signer, binding, { at: last.created_at.toISOString(), id: last.id }) : null
  return { rows: rows.map(show), nextCursor }
}

function readAfter(position: unknown): After | undefined {
  const { at, id }: { at?: unknown; id?: unknown } = Object(position)
  return typeof at === "string" && typeof id === "string" ? { createdAt: new Date(at), id } : undefined
}
