import { createRandom, type Day, type Random, toDay } from "@rollcall/sandbox-kit"
import type { CompanyInfo, CompanyOptions, Json, Row } from "../world.js"
import { type ColumnOf, columnsOf, type StoredTable } from "./columns/index.js"

export type Values<T extends StoredTable> = { [Column in ColumnOf<T>]?: Json }

/** A company while it is being written. Ids come from one counter: unique in the company, ascending in every table. */
export type Draft = {
  company: CompanyInfo
  today: Day
  tables: Record<string, Row[]>
  nextId(): string
  /** A generator of its own for the label, the same for the same seed. */
  random(label: string): Random
  /** Appends a row made of the parts, later ones winning; columns that are not given are null. */
  add<T extends StoredTable>(table: T, ...parts: Values<T>[]): Row
  /** As `add`, for rows whose id was taken before or is not from the counter. */
  addWithId<T extends StoredTable>(table: T, id: string, ...parts: Values<T>[]): Row
}

export function startDraft(options: CompanyOptions, describe: (id: string) => CompanyInfo): Draft {
  const tables: Record<string, Row[]> = {}
  const blanks: Record<string, Row> = {}
  for (const [table, names] of Object.entries(columnsOf)) {
    tables[table] = []
    blanks[table] = { id: "", ...Object.fromEntries(names.map((name) => [name, null])) }
  }
  let last = readFirstId(options.firstId) - 1n
  const nextId = () => {
    last += 1n
    return last.toString()
  }
  const addWithId: Draft["addWithId"] = (table, id, ...parts) => {
    // A copy of one blank, then the values: all rows of a table share their shape, which halves time and memory.
    const row: Row = Object.assign({ ...blanks[table] }, ...parts, { id })
    tables[table]?.push(row)
    return row
  }
  return {
    company: describe(nextId()),
    today: toDay(options.today),
    tables,
    nextId,
    random: (label) => createRandom(`${options.seed}/${label}`),
    add: (table, ...parts) => addWithId(table, nextId(), ...parts),
    addWithId,
  }
}

function readFirstId(text = "1001"): bigint {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`firstId must be a positive whole number as text, got ${text}`)
  return BigInt(text)
}
