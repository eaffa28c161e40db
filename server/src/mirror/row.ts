import { createHash } from "node:crypto"
import { idIn, type Remote, valuesOf } from "@rollcall/connector-kit"
import { valueText } from "@rollcall/contract"
import type { MirrorTable } from "./graph.js"

/** A row as it is kept. */
export type KeptRow = { id: string; text: string; hash: string; keys: readonly RowKey[] }
export type RowKey = { column: string; value: string }

/** Longer values don't fit into an index, and ids are not so long. */
const MOST_CHARS = 250

/** Undefined: it has no id, or one that is too long. With `keepsAll` the row is kept as it came, not only the columns that are used. */
export function keepRow({ table, columns, keys }: MirrorTable, row: Remote, keepsAll: boolean): KeptRow | undefined {
  const id = idIn(table, row)
  if (id === undefined || id.length > MOST_CHARS) return undefined
  const given = columns.filter((name) => row[name] !== undefined)
  const text = keepsAll
    ? JSON.stringify(row)
    : `{${given.map((name) => `${JSON.stringify(name)}:${JSON.stringify(row[name])}`).join()}}`
  // Most rows have only plain values, whose text in one order is their value.
  const isPlain = !keepsAll && given.every((name) => typeof row[name] !== "object" || row[name] === null)
  const value = isPlain ? text : valueText(keepsAll ? row : Object.fromEntries(given.map((name) => [name, row[name]])))
  return { id, text, hash: createHash("sha256").update(value).digest("hex"), keys: keysOf(keys, row) }
}

/** The values that relations find the row by, each once. */
export function keysOf(columns: readonly string[], row: Remote): RowKey[] {
  const short = (column: string) => new Set(valuesOf(row, column).filter((value) => value.length <= MOST_CHARS))
  return columns.flatMap((column) => [...short(column)].map((value) => ({ column, value })))
}
