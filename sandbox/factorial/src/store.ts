import { KEEPS_NOTHING, type Keeper } from "@rollcall/sandbox-kit"
import { type FieldSpec, tableColumns } from "./spec/index.js"
import { COMPANY, rowsOf } from "./state/kept-company.js"
import type { Clock, Json, Row, Store } from "./world.js"

type Table = { rows: Row[]; byId: Map<string, Row>; byEmployee: Map<string, Row[]> | null }

const compareNumbers = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

/** Ids are numbers of any length, the longer the greater, or made of several with `/`, `_` or `-` between them. */
export function compareIds(a: string, b: string): number {
  if (!/[/_-]/.test(a)) return compareNumbers(a, b)
  const [left, right] = [a.split(/[/_-]/), b.split(/[/_-]/)]
  for (const [index, part] of left.entries()) {
    const order = compareNumbers(part, right[index] ?? "")
    if (order !== 0) return order
  }
  return left.length - right.length
}

/** A company's tables. Rows are never changed in place: an update puts a new row, so rendered rows can be kept. */
export class MemoryStore implements Store {
  readonly #tables = new Map<string, Table>()
  readonly #clock: Clock
  readonly #keeper: Keeper
  #lastId = 1_000n

  constructor(tables: Record<string, Row[]>, clock: Clock, keeper: Keeper = KEEPS_NOTHING) {
    this.#clock = clock
    this.#keeper = keeper
    for (const [name, rows] of Object.entries(tables)) {
      this.#tables.set(name, { rows, byId: new Map(rows.map((row) => [row.id, row])), byEmployee: null })
      // Ids of these are made of other ids, so they say nothing about the counter.
      if (name === "contracts/contract_activity_periods") continue
      for (const { id } of rows) if (/^\d+$/.test(id) && BigInt(id) > this.#lastId) this.#lastId = BigInt(id)
    }
    const kept = keeper.entries?.get(COMPANY)?.get("lastId")
    if (typeof kept === "string" && BigInt(kept) > this.#lastId) this.#lastId = BigInt(kept)
  }

  tables(): string[] {
    return [...this.#tables.keys()]
  }

  all(table: string): Row[] {
    return this.#table(table).rows
  }

  find(table: string, id: string): Row | undefined {
    return this.#table(table).byId.get(id)
  }

  where(table: string, match: Record<string, Json>): Row[] {
    const { employee_id, ...rest } = match
    const rows = typeof employee_id === "string" ? this.byEmployee(table, employee_id) : this.all(table)
    const wanted = Object.entries(typeof employee_id === "string" ? rest : match)
    return rows.filter((row) => wanted.every(([name, value]) => row[name] === value))
  }

  /** Rows of one employee, in the order of their ids. */
  byEmployee(table: string, employeeId: string): Row[] {
    const held = this.#table(table)
    held.byEmployee ??= indexByEmployee(held.rows)
    return held.byEmployee.get(employeeId) ?? []
  }

  get lastId(): string {
    return String(this.#lastId)
  }

  newId(): string {
    this.#lastId += 1n
    // So that the id of a row that was removed is never given again.
    this.#keeper.put(COMPANY, "lastId", this.lastId)
    return this.lastId
  }

  insert(table: string, values: Record<string, Json>): Row {
    const held = this.#table(table)
    const now = this.#clock.now().toISOString()
    const blank = Object.fromEntries(
      Object.entries(tableColumns(table)).map(([name, spec]) => [name, blankOf(name, spec, now)]),
    )
    const row: Row = { ...blank, ...values, id: typeof values.id === "string" ? values.id : this.newId() }
    held.rows.push(row)
    held.byId.set(row.id, row)
    if (held.byEmployee) addTo(held.byEmployee, row)
    this.#keeper.put(rowsOf(table), row.id, row)
    return row
  }

  update(table: string, id: string, patch: Record<string, Json>): Row | undefined {
    const held = this.#table(table)
    const before = held.byId.get(id)
    if (!before) return undefined
    const touched = typeof before.updated_at === "string" ? { updated_at: this.#clock.now().toISOString() } : {}
    const row: Row = { ...before, ...touched, ...patch, id }
    held.rows[placeOf(held.rows, before)] = row
    held.byId.set(id, row)
    const key = employeeOf(row)
    const list = held.byEmployee?.get(key ?? "")
    if (key !== employeeOf(before)) held.byEmployee = null
    else if (list) list[list.indexOf(before)] = row
    this.#keeper.put(rowsOf(table), id, row)
    return row
  }

  remove(table: string, id: string): Row | undefined {
    const held = this.#table(table)
    const row = held.byId.get(id)
    if (!row) return undefined
    held.rows.splice(placeOf(held.rows, row), 1)
    held.byId.delete(id)
    const list = held.byEmployee?.get(employeeOf(row) ?? "")
    list?.splice(list.indexOf(row), 1)
    this.#keeper.put(rowsOf(table), id, null)
    return row
  }

  #table(name: string): Table {
    const found = this.#tables.get(name)
    if (found) return found
    const made: Table = { rows: [], byId: new Map(), byEmployee: null }
    this.#tables.set(name, made)
    return made
  }
}

function blankOf(name: string, spec: FieldSpec, now: string): Json {
  if (name === "created_at" || name === "updated_at")
    return spec.t === "integer" ? Math.floor(Date.parse(now) / 1000) : now
  if (spec.t === "array") return []
  if (spec.n === 1) return null
  return spec.t === "boolean" ? false : spec.t === "integer" || spec.t === "number" ? 0 : null
}

/** Rows lie in the order of their ids, except some whose ids are not theirs. */
function placeOf(rows: readonly Row[], row: Row): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareIds(rows[middle]?.id ?? "", row.id) < 0) low = middle + 1
    else high = middle
  }
  return rows[low] === row ? low : rows.indexOf(row)
}

function employeeOf(row: Row): string | null {
  const key = row.employee_id ?? (row.valuable_type === "Employee" ? row.valuable_id : null)
  return typeof key === "string" ? key : null
}

function addTo(index: Map<string, Row[]>, row: Row): void {
  const key = employeeOf(row)
  if (key === null) return
  const there = index.get(key)
  if (there) there.push(row)
  else index.set(key, [row])
}

function indexByEmployee(rows: readonly Row[]): Map<string, Row[]> {
  const index = new Map<string, Row[]>()
  for (const row of rows) addTo(index, row)
  return index
}
