import { type Body, type Json, needId } from "@rollcall/sandbox-kit"
import { Person } from "../fields/person.js"
import type { Running } from "../running.js"
import type { Row } from "../world.js"
import { changeEmployee, createEmployee, removeEmployee } from "../writes/employees.js"
import { addRow, changeRow, removeRow } from "../writes/rows.js"

/** What a reader of the answer wants to know of a person. Days that are not known are null. */
function shortOf(running: Running, { id }: Row): Body {
  const row = running.store.find("employees", id)
  if (!row) return { id }
  const { status, terminationDate } = new Person(row, running.scene())
  const { firstName = null, lastName = null, hireDate = null } = row
  return { id, firstName, lastName, status, hireDate, terminationDate }
}

/** Fields by alias or id, as in `POST v1/employees`; what a new employee needs is filled in. */
export function hire(running: Running, body: Body): Body {
  const pay = body.payRate === undefined ? {} : { payType: "Salary", payPer: "Year" }
  const row = createEmployee(running, {
    firstName: "Nova",
    lastName: "Person",
    hireDate: running.clock.today(),
    employmentHistoryStatus: "Full-Time",
    ...pay,
    ...body,
  })
  return shortOf(running, row)
}

/** Reasons by the names of their options. */
const LEAVING = { reason: "4314", type: "4313", rehire: "4315", regrettable: "4509", comment: "4046" }
type Leaving = keyof typeof LEAVING
const isLeaving = (name: string): name is Leaving => Object.hasOwn(LEAVING, name)

/** `date` is the last day worked; one ahead is planned. */
export function terminate(running: Running, { employeeId, date = running.clock.today(), ...rest }: Body): Body {
  const id = needId("employeeId", employeeId)
  const said = Object.entries(rest).map(([name, value]) => [isLeaving(name) ? LEAVING[name] : name, value])
  const blank = Object.fromEntries(Object.values(LEAVING).map((field) => [field, null]))
  const status = { employmentHistoryStatus: "Terminated", employeeStatusDate: date }
  return shortOf(running, changeEmployee(running, id, { ...blank, ...status, ...Object.fromEntries(said) }))
}

/** The same employee id; the day of the first hire is kept. */
export function rehire(running: Running, body: Body): Body {
  const { employeeId, date = running.clock.today(), employmentStatus = "Full-Time", ...fields } = body
  const id = needId("employeeId", employeeId)
  const before = running.store.find("employees", id)
  const blank = Object.fromEntries(Object.values(LEAVING).map((field) => [field, null]))
  const row = changeEmployee(running, id, {
    ...blank,
    originalHireDate: before?.originalHireDate ?? before?.hireDate ?? null,
    hireDate: date,
    employmentHistoryStatus: employmentStatus,
    employeeStatusDate: date,
    ...fields,
  })
  return shortOf(running, row)
}

/** A row of compensation that goes on from the current one: `payRate`, and any of its fields. */
export function raise(running: Running, { employeeId, date = running.clock.today(), reason, ...fields }: Body): Body {
  const because = reason === undefined ? {} : { payChangeReason: reason }
  return shortOf(
    running,
    changeEmployee(running, needId("employeeId", employeeId), { payRateEffectiveDate: date, ...because, ...fields }),
  )
}

/** A row of jobInfo that goes on from the current one: department, division, location, jobTitle, reportsTo, teams. */
export function move(running: Running, { employeeId, date = running.clock.today(), managerId, ...fields }: Body): Body {
  const manager = managerId === undefined ? {} : { reportsTo: managerId }
  return shortOf(
    running,
    changeEmployee(running, needId("employeeId", employeeId), { [DATE_OF_JOB]: date, ...manager, ...fields }),
  )
}
const DATE_OF_JOB = "4047"

export function change(running: Running, { employeeId, fields = {}, ...rest }: Body): Body {
  const id = needId("employeeId", employeeId)
  const named = typeof fields === "object" && fields !== null && !Array.isArray(fields) ? fields : {}
  return shortOf(running, changeEmployee(running, id, { ...rest, ...named }))
}

export function remove(running: Running, { employeeId }: Body): Body {
  const id = needId("employeeId", employeeId)
  removeEmployee(running, id)
  return { id, isDeleted: true }
}

/** A row of any table, by the names of its columns. */
export function putTableRow(running: Running, { employeeId, table, rowId, ...values }: Body): Json {
  const place = { employeeId: needId("employeeId", employeeId), table: needId("table", table) }
  if (rowId === undefined) return addRow(running, place, values)
  return changeRow(running, { ...place, id: needId("rowId", rowId) }, values)
}

export function removeTableRow(running: Running, { employeeId, table, rowId }: Body): Json {
  const place = { employeeId: needId("employeeId", employeeId), table: needId("table", table) }
  removeRow(running, { ...place, id: needId("rowId", rowId) })
  return { id: needId("rowId", rowId), isDeleted: true }
}
