import type { Json } from "../json.js"
import type { Strike } from "./fault.js"

/** Its name and its value as JSON. */
export type Column = [name: string, json: string]

export type Row = { id: string; [key: string]: Json }

/**
 * The rows of an answer before they are written. The system makes it, lets faults change it, and writes what it then
 * says: rows by `columns`, the next page and the count by `page`.
 */
export type Said = {
  /** `one`: a single row that was asked for by its id. `these`: a list of rows that were asked for by their ids. */
  form: "one" | "list" | "these"
  rows: Row[]
  /** Null: it has no pages. */
  page: Page | null
  columns(row: Row): Column[]
  /** A row of the same table as this reader may see it: the one with the id `is`, or any without the id `isNot`. */
  other(wanted: { is: string } | { isNot: string }): Row | undefined
  /** What stands in `page.all`, as this reader may see it. */
  present(row: Row): Row
}

/** `from` is the place of the first row in `all`. */
export type Page = {
  all: readonly Row[]
  from: number
  /** Null: everything at once. */
  limit: number | null
  /** Pages are asked for by number instead of by cursor. */
  isNumbered: boolean
  /** Any JSON: a fault may say what is no number. */
  total: Json
  next: Next
}

/**
 * What comes after the page: nothing, the page that begins with `all[at]`, or a page that never was (`beyond` is another
 * number every time). Where pages have numbers only the first differs from the others.
 */
export type Next = null | { at: number } | { beyond: number }

/** A fault on the rows and pages of an answer. */
export type Edit = <S extends Said>(said: S, strike: Strike) => S
