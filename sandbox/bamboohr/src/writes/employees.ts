import { type Field, findField, STORED_COLUMNS } from "../fields/index.js"
import { Person } from "../fields/person.js"
import { findTable } from "../fields/tables.js"
import type { Running } from "../running.js"
import { type Json, Refusal, type Row } from "../world.js"
import { parseValue } from "./parse-value.js"
import { filledFields, record } from "./record.js"

type Values = { [alias: string]: Json }

/** Values by where they are kept. */
type Sorted = { row: Values; tables: Map<string, Values> }

/** Throws refusals: 400 for values, 406 for a field, 409 for a number or address that somebody has. */
export function createEmployee(running: Running, values: Values): Row {
  const sorted = sortValues(running, values)
  for (const name of ["firstName", "lastName"])
    if (typeof sorted.row[name] !== "string") throw new Refusal(400, { message: "Give firstName and lastName" })
  assertAllowed(running, null, sorted.row)
  const employee = running.store.insert("employees", { ...BLANK, ...sorted.row })
  const hired = sorted.row.hireDate
  const date = typeof hired === "string" ? hired : running.clock.today()
  for (const [table, columns] of sorted.tables) putRow(running, { employeeId: employee.id, table, date }, columns)
  running.changes.tell({
    action: "Created",
    employeeId: employee.id,
    changedFields: filledFields(running, employee.id),
  })
  return running.store.find("employees", employee.id) ?? employee
}

/** What every employee has, when nothing was given. */
const BLANK: Values = {
  ...Object.fromEntries(STORED_COLUMNS.map((column) => [column, null])),
  hasPhoto: false,
  isShownActive: null,
  change: "Inserted",
}

/** Values of tables hold from today on. */
export function changeEmployee(running: Running, employeeId: string, values: Values): Row {
  const before = running.store.find("employees", employeeId)
  if (!before) throw new Refusal(404, { message: "Employee not found" })
  const sorted = sortValues(running, values)
  for (const name of ["firstName", "lastName"])
    if (sorted.row[name] === null) throw new Refusal(400, { message: `${name} can't be empty` })
  assertAllowed(running, before, sorted.row)
  const date = running.clock.today()
  record(running, { employeeId }, () => {
    running.store.update("employees", employeeId, sorted.row)
    for (const [table, columns] of sorted.tables) putRow(running, { employeeId, table, date }, columns)
  })
  return running.store.find("employees", employeeId) ?? before
}

/** Everything of the person goes, and whoever reported to him reports to nobody, which is a change of theirs. */
export function removeEmployee(running: Running, employeeId: string): void {
  const { store } = running
  if (!store.find("employees", employeeId)) throw new Refusal(404, { message: "Employee not found" })
  const jobs = store.all("jobInfo").filter((row) => row.reportsTo === employeeId && row.employeeId !== employeeId)
  for (const reportId of new Set(jobs.map((row) => String(row.employeeId))))
    record(running, { employeeId: reportId }, () => {
      for (const row of jobs.filter((one) => one.employeeId === reportId))
        store.update("jobInfo", row.id, { reportsTo: null })
    })
  store.remove("employees", employeeId)
  for (const table of store.tables().filter((name) => name !== "users"))
    for (const row of [...store.ofEmployee(table, employeeId)]) store.remove(table, row.id)
  for (const user of store.ofEmployee("users", employeeId)) store.update("users", user.id, { status: "disabled" })
  running.changes.tell({ action: "Deleted", employeeId, changedFields: [] })
}

function sortValues(running: Running, values: Values): Sorted {
  const { store, company } = running
  const sorted: Sorted = { row: {}, tables: new Map() }
  for (const [name, value] of Object.entries(values)) {
    const field = findField(name)
    if (!field) throw new Refusal(406, { message: `There is no field ${name}` })
    const place = placeOf(field)
    if (!place) throw new Refusal(400, { message: `${name} is computed and can't be written` })
    const list = place.table === null ? listOf(field) : columnOf(place.table, place.column)?.list
    const parsed = parseValue(value, { name, type: field.type, list }, { store, currency: company.currency })
    if (place.table === null) sorted.row[place.column] = parsed
    else sorted.tables.set(place.table, { ...sorted.tables.get(place.table), [place.column]: parsed })
  }
  return sorted
}

function placeOf({ source, alias }: Field): { table: string | null; column: string } | null {
  if (source.kind === "column") return { table: null, column: source.column }
  if (source.kind === "table") return { table: source.table, column: source.column }
  return alias === "reportsTo" ? { table: "jobInfo", column: "reportsTo" } : null
}

/** Lists go by the alias of the standard field, or by the id of the company's own. */
const listOf = ({ alias, id, group }: Field): string => (group === "custom" ? String(id) : (alias ?? String(id)))

const columnOf = (table: string, name: string) => findTable(table)?.columns.find((column) => column.name === name)

type Putting = { employeeId: string; table: string; date: string }

/** Changes the row of that day, or adds one that goes on from the row that held. */
function putRow(running: Running, { employeeId, table, date }: Putting, values: Values): void {
  const { store } = running
  const definition = findTable(table)
  const employee = store.find("employees", employeeId)
  if (!definition || !employee) return
  const { dateColumn, columns } = definition
  const day = typeof values[dateColumn] === "string" ? values[dateColumn] : date
  const current = new Person(employee, running.scene()).current(table)
  if (current && current[dateColumn] === day) {
    store.update(table, current.id, values)
    return
  }
  const blank = Object.fromEntries(columns.map(({ name }) => [name, current?.[name] ?? null]))
  store.insert(table, { employeeId, ...blank, ...values, [dateColumn]: day })
}

/** Who has it already, but for the person himself. */
function assertAllowed({ store }: Running, before: Row | null, row: Values): void {
  for (const name of ["employeeNumber", "workEmail"]) {
    const value = row[name]
    const other = typeof value === "string" && store.all("employees").find((one) => one[name] === value)
    if (other && other.id !== before?.id) throw new Refusal(409, { message: `Another employee has this ${name}` })
  }
  const whole = { ...before, ...row }
  const hasAddress = ["address1", "city", "state", "zipcode"].some((name) => typeof row[name] === "string")
  if (hasAddress && typeof whole.country !== "string") throw new Refusal(400, { message: "An address needs a country" })
}
