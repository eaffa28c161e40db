import type { Entries, Entry } from "@rollcall/sandbox-kit"
import type { CompanyInfo, Json, Row } from "../world.js"

/** What a company is made of, and how far its clock is ahead of the real one. */
export type CompanyState = {
  settings: Record<string, Json>
  company: CompanyInfo
  tables: Record<string, Row[]>
  clockOffsetMs: number
}

export const COMPANY = "company"
const ROWS = "rows of "
export const rowsOf = (table: string): string => `${ROWS}${table}`

export function* writeCompany({ tables, ...rest }: CompanyState): Iterable<Entry> {
  for (const [name, value] of Object.entries(rest)) yield [COMPANY, name, value]
  for (const [table, rows] of Object.entries(tables)) for (const row of rows) yield [rowsOf(table), row.id, row]
}

/** Null: no company was kept. */
export function readCompany(entries: Entries | null): CompanyState | null {
  const kept = entries?.get(COMPANY)
  if (!entries || !kept) return null
  const tables: Record<string, Row[]> = {}
  for (const [map, values] of entries)
    if (map.startsWith(ROWS)) tables[map.slice(ROWS.length)] = [...values.values()] as Row[] // we wrote them
  return { ...Object.fromEntries(kept), tables } as CompanyState // likewise
}
