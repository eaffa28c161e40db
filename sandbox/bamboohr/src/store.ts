import type { Json, Row, TableName } from "./world.js"

type Table = { rows: Row[]; byId: Map<string, Row>; byEmployee: Map<string, Row[]> | null }

/** Told of every row that is put or, with null, taken away. */
export type OnPut = (table: TableName, id: string, row: Row | null) => void

/** Where the last id of each table is kept. It is no table of the company. */
const LAST_IDS = "last ids"

/** A company's tables, in the order in which lists answer them. Rows are never changed in place: an update puts a new one. */
export class Store {
  readonly #tables = new Map<TableName, Table>()
  readonly #lastIds = new Map<TableName, number>()
  readonly #onPut: OnPut

  constructor(tables: Readonly<Record<TableName, Row[]>>, onPut: OnPut = () => {}) {
    this.#onPut = onPut
    for (const { id, last } of tables[LAST_IDS] ?? []) this.#lastIds.set(id, Number(last))
    for (const [name, rows] of Object.entries(tables)) {
      if (name === LAST_IDS) continue
      this.#tables.set(name, { rows, byId: new Map(rows.map((row) => [row.id, row])), byEmployee: null })
    }
  }

  tables(): TableName[] {
    return [...this.#tables.keys()]
  }

  all(table: TableName): readonly Row[] {
    return this.#table(table).rows
  }

  find(table: TableName, id: string): Row | undefined {
    return this.#table(table).byId.get(id)
  }

  /** Rows whose `employeeId` it is, in the order of the table. */
  ofEmployee(table: TableName, employeeId: string): readonly Row[] {
    const held = this.#table(table)
    held.byEmployee ??= indexByEmployee(held.rows)
    return held.byEmployee.get(employeeId) ?? []
  }

  /** A number that no row of the table has had since the company runs. */
  newId(table: TableName): string {
    const known = this.#lastIds.get(table) ?? this.all(table).reduce((last, row) => Math.max(last, Number(row.id)), 0)
    const next = known + 1
    this.#remember(table, next)
    return String(next)
  }

  #remember(table: TableName, last: number): void {
    this.#lastIds.set(table, last)
    this.#onPut(LAST_IDS, table, { id: table, last })
  }

  /** Without an id, a new one is given. */
  insert(table: TableName, values: { [column: string]: Json }): Row {
    const held = this.#table(table)
    const row: Row = { ...values, id: typeof values.id === "string" ? values.id : this.newId(table) }
    held.rows.push(row)
    held.byId.set(row.id, row)
    if (held.byEmployee) addTo(held.byEmployee, row)
    this.#onPut(table, row.id, row)
    return row
  }

  /** Undefined when there is no such row. */
  update(table: TableName, id: string, patch: { [column: string]: Json }): Row | undefined {
    const held = this.#table(table)
    const before = held.byId.get(id)
    if (!before) return undefined
    const row: Row = { ...before, ...patch, id }
    held.rows[held.rows.indexOf(before)] = row
    held.byId.set(id, row)
    if (row.employeeId === before.employeeId) {
      const list = held.byEmployee?.get(String(row.employeeId))
      if (list) list[list.indexOf(before)] = row
    } else held.byEmployee = null
    this.#onPut(table, id, row)
    return row
  }

  remove(table: TableName, id: string): Row | undefined {
    const held = this.#table(table)
    const row = held.byId.get(id)
    if (!row) return undefined
    // The id of a row that was removed is never given again.
    if (!this.#lastIds.has(table) && /^\d+$/.test(id)) this.#remember(table, Number(this.newId(table)) - 1)
    held.rows.splice(held.rows.indexOf(row), 1)
    held.byId.delete(id)
    const list = held.byEmployee?.get(String(row.employeeId))
    list?.splice(list.indexOf(row), 1)
    this.#onPut(table, id, null)
    return row
  }

  #table(name: TableName): Table {
    const found = this.#tables.get(name)
    if (found) return found
    const made: Table = { rows: [], byId: new Map(), byEmployee: null }
    this.#tables.set(name, made)
    return made
  }
}

function addTo(index: Map<string, Row[]>, row: Row): void {
  if (typeof row.employeeId !== "string") return
  const there = index.get(row.employeeId)
  if (there) there.push(row)
  else index.set(row.employeeId, [row])
}

function indexByEmployee(rows: readonly Row[]): Map<string, Row[]> {
  const index = new Map<string, Row[]>()
  for (const row of rows) addTo(index, row)
  return index
}
