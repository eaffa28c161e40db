import type { Person } from "../fields/person.js"
import { Person as PersonOf } from "../fields/person.js"
import type { TableDefinition } from "../fields/tables.js"
import type { Json } from "../world.js"
import { element, fieldElements, text, xmlDocument } from "../xml.js"
import { type Answer, type Call, type Endpoint, peopleOf, personOf, refuse, unsorted } from "./call.js"
import { columnsOf, tableOf } from "./table-rows.js"

/** Tables of one employee or of all, and the feeds of changes. */
export const tables: readonly Endpoint[] = [
  { method: "GET", path: "v1/employees/:id/tables/:table", form: "classic", area: "tables", run: getTable },
  { method: "GET", path: "v1/employees/changed", form: "classic", area: "changes", run: getChanged },
  { method: "GET", path: "v1/employees/changed/tables/:table", form: "classic", area: "changes", run: getChangedTable },
]

function getTable(call: Call): Answer {
  const { params, running, scene, rights } = call
  const definition = tableOf(call)
  const people = new Map<string, Person | null>()
  const personFor = (id: string): Person | null => {
    const known = people.get(id)
    if (known !== undefined) return known
    const row = running.store.find("employees", id)
    const person = row ? new PersonOf(row, scene) : null
    people.set(id, person && rights.seesEmployee(person) ? person : null)
    return people.get(id) ?? null
  }
  const rows =
    params.id === "all"
      ? unsorted(running.store.all(definition.alias))
      : running.store.ofEmployee(definition.alias, personOf(call, params.id ?? "").id)
  const json = rows.flatMap((row) => {
    const person = personFor(String(row.employeeId))
    if (!person) return []
    return [{ id: row.id, employeeId: person.id, ...columnsOf(row, { call, definition, person, form: "table" }) }]
  })
  return { json, xml: () => tableXml(json) }
}

function tableXml(rows: readonly { [column: string]: Json }[]): string {
  const written = rows.map((row) => {
    return element("row", { id: row.id, employeeId: row.employeeId }, fieldElements(row, ["id", "employeeId"]))
  })
  return xmlDocument(element("table", {}, written.join("")))
}

const TYPES = new Map([
  ["inserted", "Inserted"],
  ["updated", "Updated"],
  ["deleted", "Deleted"],
])

/** A moment may be told twice: what changed in the very second of `since` is in again, so that nothing is missed. */
function getChanged(call: Call): Answer {
  const { query, running } = call
  const since = readSince(query)
  const type = query.get("type")?.toLowerCase()
  if (type !== undefined && !TYPES.has(type)) throw refuse(400, "type must be inserted, updated or deleted")
  const removed = running.store
    .all("removedEmployees")
    .map(({ id, lastChanged }) => ({ id, action: "Deleted", lastChanged: String(lastChanged) }))
  const there = peopleOf(call).map(({ row }) => {
    return { id: row.id, action: String(row.change), lastChanged: String(row.lastChanged) }
  })
  const found = [...there, ...removed].filter(({ action, lastChanged }) => {
    return Date.parse(lastChanged) >= since && (type === undefined || TYPES.get(type) === action)
  })
  const latest = found.reduce((last, { lastChanged }) => (lastChanged > last ? lastChanged : last), secondOf(since))
  const xml = () =>
    xmlDocument(element("employees", { latest }, found.map((one) => element("employee", one, "")).join("")))
  return { json: { latest, employees: Object.fromEntries(found.map((one) => [one.id, one])) }, xml }
}

/** All rows of everybody who changed in any way, without their ids. */
function getChangedTable(call: Call): Answer {
  const definition = tableOf(call)
  const since = readSince(call.query)
  const people = peopleOf(call).filter(({ row }) => Date.parse(String(row.lastChanged)) >= since)
  const found = people.flatMap((person) => {
    const rows = changedRows(call, definition, person)
    return rows.length === 0 ? [] : [{ id: person.id, lastChanged: String(person.row.lastChanged), rows }]
  })
  const employees = Object.fromEntries(found.map(({ id, ...rest }) => [id, rest]))
  const xml = () => {
    const inner = found.map(({ id, lastChanged, rows }) => {
      return element(
        "employee",
        { id, lastChanged },
        rows.map((row) => element("row", {}, fieldElements(row, []))).join(""),
      )
    })
    return xmlDocument(element("table", { id: text(definition.alias) }, inner.join("")))
  }
  return { json: { table: definition.alias, employees }, xml }
}

function changedRows(call: Call, definition: TableDefinition, person: Person): { [column: string]: Json }[] {
  const rows = person.rows(definition.alias)
  return rows.map((row) => columnsOf(row, { call, definition, person, form: "feed" }))
}

const secondOf = (moment: number): string => `${new Date(moment).toISOString().slice(0, 19)}Z`

/** A plus in the zone that was not encoded arrives as a blank, and is refused as at BambooHR. */
function readSince(query: URLSearchParams): number {
  const text = query.get("since")
  const moment =
    text !== null && /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(moment)) throw refuse(400, "since must be a moment such as 2026-06-01T00:00:00Z")
  return moment
}
