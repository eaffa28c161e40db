import { renderColumns } from "../rows/render.js"
import type { Said } from "../said.js"
import type { MemoryStore } from "../store.js"
import type { Json, Row } from "../world.js"
import type { Edit } from "./fault.js"

/** In a list the row `hides` is missing and the row `shows` is there in its place; counts and cursors stay right. */
export const duplicateRow: Edit = (said, { fault }, store) => {
  // Rows that are asked for by their ids are there.
  if (said.form !== "page" || said.query["ids[]"] !== undefined) return said
  const hidden = fault.hides ?? said.rows.at(-1)?.id
  const shown = fault.shows === undefined ? said.rows[0] : rowOf(said, fault.shows, store)
  return shown ? { ...said, rows: said.rows.map((row) => (row.id === hidden ? shown : row)) } : said
}

/** A single answer shows somebody else's row. */
export const anotherRow: Edit = (said, { fault }, store) => {
  const [asked] = said.rows
  if (said.form !== "object" || !asked) return said
  const other = fault.shows ?? store.all(said.table).find(({ id }) => id !== asked.id)?.id
  const shown = other === undefined ? undefined : rowOf(said, other, store)
  return shown ? { ...said, rows: [shown] } : said
}

function rowOf(said: Said, id: string, store: MemoryStore): Row | undefined {
  const found = store.find(said.table, id)
  return found && said.present(found)
}

/** Any value in a column, in every row or in one. */
export const cell: Edit = (said, { fault }) => {
  const { id, column = "", value = null, json = JSON.stringify(value) } = fault
  const before = columnsOf(said)
  return {
    ...said,
    columns: (row) => {
      const columns = before(row)
      if (id !== undefined && row.id !== id) return columns
      const isThere = columns.some(([name]) => name === column)
      return isThere ? columns.map((one) => (one[0] === column ? [column, json] : one)) : [...columns, [column, json]]
    },
  }
}

/** The same things, in the opposite order. */
export const order: Edit = (said, { fault }) => {
  if (fault.what === "rows") return { ...said, rows: said.rows.toReversed() }
  if (fault.what === "lists") return { ...said, rows: said.rows.map(withListsReversed) }
  const before = columnsOf(said)
  return { ...said, columns: (row) => before(row).toReversed() }
}

const withListsReversed = (row: Row): Row => ({
  ...Object.fromEntries(Object.entries(row).map(([name, value]) => [name, reverseLists(value)])),
  id: row.id,
})

function reverseLists(value: Json): Json {
  if (Array.isArray(value)) return value.map(reverseLists).toReversed()
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, reverseLists(inner)]))
}

/** Ids as JSON numbers, as before 2026-07-01, in the columns of the version that was asked for. */
export const numericIds: Edit = (said) => ({
  ...said,
  columns: (row) => renderColumns(row, { ...said.rendering, hasNumberIds: true }),
})

const columnsOf = (said: Said) => said.columns ?? ((row: Row) => renderColumns(row, said.rendering))
