import type { Json } from "../json.js"
import type { Edit, Row } from "./said.js"

/** In a list the row `hides` is missing and the row `shows` is there in its place; counts and cursors stay right. */
export const duplicateRow: Edit = (said, { fault }) => {
  // Rows that are asked for by their ids are there.
  if (said.form !== "list") return said
  const hidden = fault.hides ?? said.rows.at(-1)?.id
  const shown = fault.shows === undefined ? said.rows[0] : said.other({ is: fault.shows })
  return shown ? { ...said, rows: said.rows.map((row) => (row.id === hidden ? shown : row)) } : said
}

/** A single answer shows somebody else's row. */
export const anotherRow: Edit = (said, { fault }) => {
  const [asked] = said.rows
  if (said.form !== "one" || !asked) return said
  const shown = said.other(fault.shows === undefined ? { isNot: asked.id } : { is: fault.shows })
  return shown ? { ...said, rows: [shown] } : said
}

/** Any value in a column, in every row or in one. */
export const cell: Edit = (said, { fault }) => {
  const { id, column = "", value = null, json = JSON.stringify(value) } = fault
  return {
    ...said,
    columns(row: Row) {
      const columns = said.columns(row)
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
  return { ...said, columns: (row: Row) => said.columns(row).toReversed() }
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
