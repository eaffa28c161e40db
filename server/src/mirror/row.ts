import { hash } from "node:crypto"
import { idIn, type Remote, valuesOf } from "@rollcall/connector-kit"
import type { MirrorTable } from "./graph.js"

/** A row as it is kept. `hash`: of its text. */
export type KeptRow = { id: string; value: Remote; text: string; hash: string; keys: readonly RowKey[] }
export type RowKey = { column: string; value: string }

/** Longer values don't fit into an index, and ids are not so long. */
const MOST_CHARS = 250

/** Undefined: it has no id, or one that is too long. With `keepsAll` the row is kept as it came, not only the columns that are used. */
export function keepRow({ table, columns, keys }: MirrorTable, row: Remote, keepsAll: boolean): KeptRow | undefined {
  const id = idIn(table, row)
  if (id === undefined || id.length > MOST_CHARS) return undefined
  const value = keepsAll || columns === null ? row : pick(row, columns)
  const text = JSON.stringify(value)
  return { id, value, text, hash: hash("sha256", text), keys: keysOf(keys, row) }
}

function pick(row: Remote, columns: readonly string[]): Remote {
  const picked: Record<string, unknown> = {}
  for (const name of columns) if (row[name] !== undefined) picked[name] = row[name]
  return picked
}

/** The values that relations find the row by, each once. */
export function keysOf(columns: readonly string[], row: Remote): RowKey[] {
  const short = (column: string) => new Set(valuesOf(row, column).filter((value) => value.length <= MOST_CHARS))
  return columns.flatMap((column) => [...short(column)].map((value) => ({ column, value })))
}
