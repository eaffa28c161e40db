import { createRandom, type Day, type Random, toDay } from "@rollcall/sandbox-kit"
import type { CompanyInfo, CompanyOptions, Json, Row, TableName } from "../world.js"

/** A company while it is being written. */
export type Draft = {
  company: CompanyInfo
  today: Day
  size: number
  tables: Record<TableName, Row[]>
  /** A generator of its own for the label, the same for the same seed. */
  random(label: string): Random
  /** Appends a row; without an id it gets the next one of its table. */
  add(table: TableName, values: { [column: string]: Json }): Row
  /** Id of the option of that name in the list of that alias or field id. Throws when there is none. */
  option(list: string, name: string): number
}

/** Each table counts by itself, so ids of one occur in others too. */
const FIRST_IDS: Readonly<Record<TableName, number>> = {
  lists: 3440,
  options: 18250,
  jobInfo: 38500,
  compensation: 40200,
  employmentStatus: 27200,
  bonus: 900,
  commission: 500,
  customCertifications: 3100,
  users: 2370,
  timeOffTypes: 77,
  timeOffPolicies: 60,
  timeOffAssignments: 1,
  timeOffRequests: 1500,
  holidays: 1500,
  files: 300,
}

export function startDraft(options: CompanyOptions, company: CompanyInfo): Draft {
  const tables: Record<TableName, Row[]> = {}
  const next = new Map<TableName, number>()
  const optionIds = new Map<string, number>()
  const nextId = (table: TableName) => {
    const id = next.get(table) ?? FIRST_IDS[table] ?? 1
    next.set(table, id + 1)
    return String(id)
  }
  const rowsOf = (table: TableName): Row[] => {
    tables[table] ??= []
    return tables[table]
  }
  const add: Draft["add"] = (table, values) => {
    const row: Row = { ...values, id: typeof values.id === "string" ? values.id : nextId(table) }
    rowsOf(table).push(row)
    if (table === "options") optionIds.set(`${row.list}/${row.name}`, Number(row.id))
    return row
  }
  return {
    company,
    today: toDay(options.today),
    size: options.size,
    tables,
    random: (label) => createRandom(`${options.seed}/${label}`),
    add,
    option(list, name) {
      const id = optionIds.get(`${list}/${name}`)
      if (id === undefined) throw new Error(`the list ${list} has no option ${name}`)
      return id
    },
  }
}
