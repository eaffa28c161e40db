import type { Paging } from "./paging/index.js"
import { idOf, isRemote, type Remote } from "./remote.js"
import type { RemoteQuery, RemoteRequest } from "./request.js"

/** Rows are an array under one key of the body, and what is said of the pages is under another. */
export type KeyedRows = { rows: string; meta: string }

/** Where the rows are in a body: under a key, or where a function finds them; anything but an array is no list. */
export type RowsIn = KeyedRows | ((body: unknown) => unknown)

/** How lists are paged and read. */
export type ListStyle = { page: Paging; rows: RowsIn }

/** A list that can be read. */
export type List = ListStyle & {
  name: string
  /** The call that reads it, with these parameters: those of the page, of the values and changes that are asked for, and of a caller. */
  list(ask: RemoteQuery): RemoteRequest
  /** What tells its rows apart. */
  id?: string | ((row: Remote) => string | undefined)
}

/** The body is the array. */
export const bareRows = (body: unknown): unknown => body

/** The body, or what a function finds in it, is an object of rows by id; the id becomes a column of the row. */
export const rowsById =
  (column = "id", within: (body: unknown) => unknown = (body) => body) =>
  (body: unknown): unknown => {
    const found = within(body)
    if (!isRemote(found)) return undefined
    return Object.entries(found).map(([id, row]) => (isRemote(row) ? { ...row, [column]: id } : row))
  }

export const isKeyed = (rows: RowsIn): rows is KeyedRows => typeof rows !== "function"

/** Undefined: the body is no list. */
export function rowsOf(rows: RowsIn, body: unknown): readonly unknown[] | undefined {
  const found = isKeyed(rows) ? isRemote(body) && body[rows.rows] : rows(body)
  return Array.isArray(found) ? found : undefined
}

/** The column of what tells rows apart; an id that is made of several columns is kept in `id`. */
export const idColumnOf = ({ id = "id" }: Pick<List, "id">): string => (typeof id === "string" ? id : "id")

/** A row with its own id, if that is made of several columns. */
export function named({ id }: Pick<List, "id">, row: Remote): Remote {
  if (typeof id !== "function") return row
  return { ...row, id: id(row) }
}

/** What tells a row of the list apart, as it was read. */
export const idIn = (list: Pick<List, "id">, row: Remote): string | undefined => idOf(row, idColumnOf(list))
