/**
 * What a change of a record means for people: `employee:hired`, `timeoff_request:approved` and so on, besides the plain
 * `record:*` events. A pure function of the row before, the row after and the company's day.
 * Promise: every fact is told once. A person is hired when they first appear, also ahead of their first day, and
 * terminated on the day their employment is over, not when that is planned; pay is told when it is recorded, with the
 * day from which it holds. A field that could not be read (absent) is never a change. It knows no store, no account
 * and no clock; a first sync is not news, so it must not ask.
 */
import type { NameEvents } from "../events.js"
import { nameCompensation } from "./compensation.js"
import { nameEmployee } from "./employee.js"
import type { NamedEvent, RowChange } from "./event.js"
import { nameTimeoff } from "./timeoff.js"

export function nameEvents(change: RowChange): NamedEvent[] {
  if (change.resource === "employees") return nameEmployee(change)
  if (change.resource === "employee_compensations") return nameCompensation(change)
  if (change.resource === "timeoff_requests") return nameTimeoff(change)
  return []
}

/** The same, as events that follow the record's own. */
export const nameRecordEvents: NameEvents = (resource, { before, after }, { today }) => {
  const change = { resource, before, after, today } as RowChange // rows of a resource are its rows
  return nameEvents(change).map(({ type, ...payload }) => ({ type, payload }))
}
