import { cellText } from "./columns.js"
import { renderTable } from "./table.js"

type Row = Readonly<Record<string, unknown>>
type Line = readonly [name: string, text: string]
type Part = { name: string; rows: readonly Row[] }
type Parts = { lines: Line[]; tables: Part[] }

/**
 * One thing as a person reads it: a line for each value, `sync.enabled` for one inside another, then a table for each list of
 * things. Lines are whole, because they may be secrets or addresses that are copied; tables are cut to the width.
 */
export function renderThing(named: readonly (readonly [string, unknown])[], width: number | undefined): string {
  const parts: Parts = { lines: [], tables: [] }
  for (const [name, value] of named) place(parts, name, value)
  const tables = parts.tables.map(({ name, rows }) => `\n${name}\n${renderRows(rows, width)}`)
  return [...(parts.lines.length > 0 ? [renderLines(parts.lines)] : []), ...tables].join("")
}

const renderLines = (lines: readonly Line[]): string =>
  renderTable(
    [
      { title: "field", cells: lines.map(([name]) => name) },
      { title: "value", cells: lines.map(([, text]) => text) },
    ],
    undefined,
  )

function place(parts: Parts, name: string, value: unknown): void {
  if (isObject(value) && !isReference(value)) {
    const rows = rowsOf(value)
    if (rows) parts.tables.push({ name, rows })
    else if (Object.keys(value).length === 0) parts.lines.push([name, ""])
    else for (const [inner, one] of Object.entries(value)) place(parts, `${name}.${inner}`, one)
  } else if (isListOfThings(value)) parts.tables.push({ name, rows: value })
  else parts.lines.push([name, cellText(value)])
}

const isObject = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value)

/** Told whole, or nearly, by what `cellText` makes of it: `{ id, name }`, `{ email, type }`. */
function isReference(value: Row): boolean {
  const names = Object.keys(value)
  const isNamed = ["name", "email", "number"].some((name) => typeof value[name] === "string")
  return names.length <= 3 && (isNamed || (names.length === 1 && names[0] === "id"))
}

const isListOfThings = (value: unknown): value is readonly Row[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => isObject(one) && !isReference(one))

/** A map from names to things that are alike, such as the resources of a sync, is a table; a few values are not worth one. */
function rowsOf(value: Row): readonly Row[] | undefined {
  const entries = Object.entries(value)
  const shapes = new Set(entries.map(([, one]) => (isObject(one) ? Object.keys(one).sort().join() : "")))
  if (shapes.size !== 1 || ([...shapes][0] ?? "").split(",").length < 3) return undefined
  return entries.map(([name, one]) => ({ name, ...(one as Row) })) // its shape is that of an object
}

function renderRows(rows: readonly Row[], width: number | undefined): string {
  const flat = rows.map((row) => new Map(Object.entries(row).flatMap(([name, value]) => cellsOf(name, value))))
  const names = [...new Set(flat.flatMap((row) => [...row.keys()]))]
  const columns = names.map((title) => ({ title, cells: flat.map((row) => row.get(title) ?? "") }))
  return renderTable(
    columns.filter(({ cells }) => cells.some((cell) => cell !== "")),
    width,
  )
}

function cellsOf(name: string, value: unknown): Line[] {
  if (!isObject(value) || isReference(value)) return [[name, wordsOf(value)]]
  return Object.entries(value).flatMap(([inner, one]) => cellsOf(`${name}.${inner}`, one))
}

/** What is too deep for columns: the names of things, or `type: work, city: Madrid` where they have none. */
function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join("; ")
  if (!isObject(value) || ["name", "id"].some((name) => typeof value[name] === "string")) return cellText(value)
  return Object.entries(value)
    .map(([name, one]) => `${name}: ${wordsOf(one)}`)
    .join(", ")
}
