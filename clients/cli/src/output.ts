import { stringify } from "csv-stringify/sync"
import { cellText, chooseColumns, valueAt } from "./columns.js"
import { meant } from "./hint.js"
import type { Io } from "./io.js"
import { renderTable } from "./table.js"
import { renderThing } from "./thing.js"

export const FORMATS = ["table", "json", "ndjson", "csv"] as const
export type Shown = { output?: (typeof FORMATS)[number] | undefined; columns?: string | undefined }

type Row = Readonly<Record<string, unknown>>

/** Rows as a table, JSON, a line of JSON each, or CSV. `kind` names what they are. */
export function printRows(
  io: Io,
  rows: readonly unknown[],
  { output = "table", columns, kind }: Shown & { kind: string },
) {
  const all = rows.map((row) => (typeof row === "object" && row !== null ? (row as Row) : { value: row }))
  if (output === "json") return io.out(`${JSON.stringify(rows, null, 2)}\n`)
  if (output === "ndjson") return io.out(all.map((row) => `${JSON.stringify(row)}\n`).join(""))
  const names = chooseColumns(all, kind, columns)
  if (columns !== undefined && all.length > 0) tellUnknown(io, all, names)
  if (output === "csv") {
    const lines = all.map((row) => names.map((name) => cellText(valueAt(row, name))))
    return io.out(stringify([names, ...lines], { escape_formulas: true }))
  }
  if (all.length === 0) return io.err("none\n")
  const table = names.map((title) => ({ title, cells: all.map((row) => cellText(valueAt(row, title))) }))
  return io.out(renderTable(table, io.isTerminal ? io.columns : undefined))
}

/** A column that no row has is empty, as one may be whose value is not known; a mistyped one is told. */
function tellUnknown(io: Io, rows: readonly Row[], names: readonly string[]): void {
  for (const name of names.filter((one) => rows.every((row) => valueAt(row, one) === undefined))) {
    const near = meant(name, namesIn(rows))
    io.err(`no row has ${name}${near === undefined ? "" : `: did you mean ${near}?`}\n`)
  }
}

/** `manager` and `manager.name`. */
function namesIn(rows: readonly Row[]): string[] {
  const inner = (name: string, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.keys(value).map((one) => `${name}.${one}`)
      : []
  const all = rows.flatMap((row) => Object.entries(row).flatMap(([name, value]) => [name, ...inner(name, value)]))
  return [...new Set(all)]
}

/** One thing as lines and tables, or all of it as JSON. */
export function printOne(io: Io, thing: unknown, { output = "table", columns, kind }: Shown & { kind: string }) {
  if (output === "json" || typeof thing !== "object" || thing === null) return io.out(`${asText(thing)}\n`)
  if (output !== "table") return printRows(io, [thing], { output, columns, kind })
  const named =
    columns === undefined
      ? Object.entries(thing).filter(([name]) => name !== "remote_data")
      : chooseColumns([], kind, columns).map((name) => [name, valueAt(thing as Row, name)] as const)
  io.out(renderThing(named, io.isTerminal ? io.columns : undefined))
}

const asText = (thing: unknown): string => (typeof thing === "string" ? thing : JSON.stringify(thing ?? {}, null, 2))
