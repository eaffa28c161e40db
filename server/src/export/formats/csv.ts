import type { Column } from "@rollcall/contract"
import { stringify } from "csv-stringify/sync"
import { type Cell, flattener, type Portions } from "./flat-row.js"

/**
 * RFC 4180 with one line of names. A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a
 * carriage return) gets an apostrophe before it, because what people type into an HR system may be read there.
 */
const OPTIONS = { escape_formulas: true, record_delimiter: "\r\n" } as const

export async function* writeCsv(portions: Portions, columns: readonly Column[]): AsyncGenerator<string> {
  const cellsOf = flattener(columns)
  yield stringify([columns.map(({ name }) => name)], OPTIONS)
  for await (const rows of portions)
    yield stringify(
      rows.map((text) => cellsOf(JSON.parse(text)).map(asText)),
      OPTIONS,
    )
}

/** A number stays one: with its sign it is no formula. */
const asText = (cell: Cell): string | number | null =>
  cell === null || typeof cell === "string" || typeof cell === "number" ? cell : JSON.stringify(cell)
