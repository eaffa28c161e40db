import { findField } from "../fields/index.js"
import { Person } from "../fields/person.js"
import type { Json, Row } from "../world.js"
import { changeEmployee, createEmployee, removeEmployee } from "../writes/employees.js"
import { addRow, changeRow, removeRow } from "../writes/rows.js"
import { type Answer, type Call, type Endpoint, objectIn, personOf, refuse } from "./call.js"
import { grant, valuesOf } from "./field-values.js"
import { tableOf } from "./table-rows.js"

/** Writes of people and of rows of their tables. Answers are as seen live, not as described. */
export const employeeWrites: readonly Endpoint[] = [
  { method: "POST", path: "v1/employees", form: "classic", area: "employees", run: create },
  { method: "POST", path: "v1/employees/:id", form: "classic", area: "employees", run: change },
  { method: "DELETE", path: "v1/employees/:id", form: "classic", area: "employees", run: remove },
  ...["v1", "v1_1"].flatMap((version): Endpoint[] => [
    { method: "POST", path: `${version}/employees/:id/tables/:table`, form: "classic", area: "tables", run: add },
    {
      method: "POST",
      path: `${version}/employees/:id/tables/:table/:rowId`,
      form: "classic",
      area: "tables",
      run: put,
    },
  ]),
  { method: "DELETE", path: "v1/employees/:id/tables/:table/:rowId", form: "classic", area: "tables", run: takeAway },
]

function create(call: Call): Answer {
  const values = objectIn(call)
  assertWritable(call, values)
  const row = createEmployee(call.running, values)
  const base = call.url.replace(/\/employees$/, "")
  return { status: 201, headers: { location: `${base}/employees/${row.id}` }, json: shortOf(call, row, []) }
}

function change(call: Call): Answer {
  const { id } = personOf(call, call.params.id ?? "")
  const values = objectIn(call)
  assertWritable(call, values)
  return { json: shortOf(call, changeEmployee(call.running, id, values), Object.keys(values)) }
}

/** A field that the caller may not see can't be written either. */
function assertWritable({ rights }: Call, values: { [name: string]: Json }): void {
  for (const name of Object.keys(values)) {
    const field = findField(name)
    if (field && !rights.seesField(field)) throw refuse(403, `You may not change ${name}`)
  }
}

function shortOf(call: Call, row: Row, changed: readonly string[]): Json {
  const person = new Person(row, call.scene)
  const granted = grant(["firstName", "lastName", "status", ...changed], call.rights)
  return valuesOf(person, granted, { rights: call.rights, form: "employee" })
}

function remove(call: Call): Answer {
  removeEmployee(call.running, personOf(call, call.params.id ?? "").id)
  return { status: 204 }
}

function placeOf(call: Call): { employeeId: string; table: string; id: string } {
  const { params } = call
  return { employeeId: personOf(call, params.id ?? "").id, table: tableOf(call).alias, id: params.rowId ?? "" }
}

function add(call: Call): Answer {
  addRow(call.running, placeOf(call), objectIn(call))
  return {}
}

function put(call: Call): Answer {
  changeRow(call.running, placeOf(call), objectIn(call))
  return {}
}

function takeAway(call: Call): Answer {
  removeRow(call.running, placeOf(call))
  return { json: { success: true } }
}
