import type { Paging } from "./paging/index.js"
import { idOf, isRemote, type Remote } from "./remote.js"
import type { RemoteQuery, RemoteRequest } from "./request.js"

/** Rows are an array under one key of the body, and what is said of the pages is under another. */
export type KeyedRows = { rows: string; meta: string }

/** Where the rows are in a body: under a key, or where a function finds them; anything but an array is no list. */
export type RowsIn = KeyedRows | ((body: unknown) => unknown)

/** How lists are paged and read. */
export type ListStyle = { page: Paging; rows: RowsIn }

/** Rows of small tables by the names they are declared by; of one that is refused, none. */
export type References = Readonly<Record<string, readonly Remote[]>>

/** A list whose call depends on nothing. */
export type PlainList = ListStyle & {
  name: string
  /**
   * The call that reads it, with these parameters: those of the page, of the values and changes that are asked for, and of
   * a caller. `references`: rows of the tables that it is built from, `{}` where none are declared.
   */
  list(ask: RemoteQuery, references: References): RemoteRequest
  /** What tells its rows apart. */
  id?: string | ((row: Remote) => string | undefined)
  /** Whether a 404 to the call with these parameters says that there are no rows: nobody has these values, or the company no such list. */
  isEmptyAt404?(ask: RemoteQuery): boolean
}

/** The first and the last day of what is asked for, `YYYY-MM-DD`. */
export type Days = { first: string; last: string }

/** Of a list that can only be asked for by days: which ones, where nobody says others. */
export type AskedDays = {
  /** Names of parameters: the first and the last day. `windows` cuts what lies between them. */
  parameters: { from: string; to: string }
  /** The column that says which day a row is of. */
  column: string
  /** Days before today, and after it. A setting of the account may widen them. */
  back: number
  ahead: number
  /** Days before today in which rows still change: between two full reads a sync reads no others. */
  recent: number
}

/**
 * Of a list that the HR system tells only for given values of a column, a few at a time. `values` names them from all rows
 * of `of`. A value that is refused, while others are answered, has no rows.
 */
export type PerValue = {
  column: string
  parameter: string
  of: List
  /** `days`: those that are asked for, of a list that is asked for by days. */
  values(rows: readonly Remote[], days?: Days): readonly string[]
  /** Values of one call; one unless said. */
  atOnce?: number
}

/** A list that can be read. */
export type List = PlainList & {
  days?: AskedDays
  perValue?: PerValue
  /** Columns that are read. */
  columns?: readonly string[]
  /** Small lists from whose rows the call is built, e.g. where columns are asked for by name. */
  references?: Readonly<Record<string, List>>
  /**
   * Names of the columns that an answer gives, where the answer names them; undefined: it does not. The connection lacks
   * the right to other declared columns: they are taken off the rows, and told.
   */
  granted?(body: unknown): readonly string[] | undefined
  /** Columns without which rows say nothing: an answer that has rows, and one of these in none of them, counts as refused. */
  essential?: readonly string[]
}

/** The list with the rows of what its call is built from, which `find` reads. */
export async function bindList(list: List, find: (reference: List) => Promise<readonly Remote[]>): Promise<List> {
  const { references, ...bound } = list
  if (!references) return list
  const read = async ([name, reference]: [string, List]) => [name, await find(reference)] as const
  const rows = Object.fromEntries(await Promise.all(Object.entries(references).map(read)))
  return { ...bound, list: (ask) => list.list(ask, rows) }
}

/** Declared columns that an answer does not give, because the connection has no right to them. Undefined: it is not said. */
export function lackingIn({ columns = [], granted, ...list }: List, body: unknown): string[] | undefined {
  const given = granted?.(body)
  if (!given) return undefined
  const known = new Set([...given, idColumnOf(list)])
  return columns.filter((column) => !known.has(column))
}

/** The first of the essential columns that no row has. */
export const findWithheld = ({ essential = [] }: List, rows: readonly Remote[]): string | undefined =>
  rows.length === 0 ? undefined : essential.find((column) => rows.every((row) => row[column] === undefined))

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
