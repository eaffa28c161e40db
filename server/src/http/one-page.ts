import { ADMIN_LIMIT } from "@rollcall/contract"
import { AppError, notFound } from "../errors.js"

type Query = Readonly<Record<string, unknown>>
type Listed<T> = { result: T[]; next_cursor: string | null; limit: number }

/** A page of rows that come with the server itself. A filter is a list of texts, of which the row's own is one. */
export function pageOf<T extends { id: string }>(
  rows: readonly T[],
  { limit: asked, next_cursor, ...filters }: Query,
): Listed<T> {
  const limit = typeof asked === "number" ? asked : ADMIN_LIMIT
  const wanted = rows.filter((row) => isWanted(row, filters))
  const from = typeof next_cursor === "string" ? placeAfter(wanted, next_cursor) : 0
  const result = wanted.slice(from, from + limit)
  const last = from + limit < wanted.length ? result.at(-1) : undefined
  return { result, next_cursor: last ? Buffer.from(last.id).toString("base64url") : null, limit }
}

const isWanted = (row: object, filters: Query): boolean =>
  Object.entries(filters).every(
    ([name, wanted]) => !Array.isArray(wanted) || wanted.includes(String(Reflect.get(row, name) ?? valueAt(row, name))),
  )

const valueAt = (row: object, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>(
      (value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined),
      row,
    )

function placeAfter(rows: readonly { id: string }[], cursor: string): number {
  const id = Buffer.from(cursor, "base64url").toString("utf8")
  const place = rows.findIndex((row) => row.id === id)
  if (place < 0) throw new AppError("cursor.invalid", "next_cursor is of another list: leave it out to start over")
  return place + 1
}

/** The row of an id. Throws what there is when there is none. `list` answers them all. */
export function oneOf<T extends { id: string }>(
  rows: readonly T[],
  { id }: { id: string },
  { what, list }: { what: string; list: string },
): T {
  const found = rows.find((row) => row.id === id)
  if (found) return found
  const known = rows.length <= MOST_NAMED ? `; there is ${rows.map((row) => row.id).join(", ")}` : ""
  throw notFound(`there is no ${what} ${id.slice(0, 80)}${known}`, `Send an id that ${list} lists.`)
}
const MOST_NAMED = 20

/** What comes with the server has no moment of creation but this API's first day. */
const RELEASED = "2026-11-01T00:00:00.000Z"
export const BUILT_IN = { created_at: RELEASED, updated_at: RELEASED }
