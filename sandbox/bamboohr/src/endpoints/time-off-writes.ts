import { firstLast, Person } from "../fields/person.js"
import { photoUrlOf } from "../fields/read.js"
import type { Json, Row } from "../world.js"
import { changeRequest, createRequest } from "../writes/requests.js"
import { type Answer, type Call, type Endpoint, objectIn, personOf, refuse } from "./call.js"
import { requestOf } from "./time-off.js"
import { balanceOf } from "./time-off-balances.js"

/** Requests made and decided. */
export const timeOffWrites: readonly Endpoint[] = [
  { method: "PUT", path: "v1/employees/:id/time_off/request", form: "classic", area: "time_off", run: create },
  { method: "PUT", path: "v1/time_off/requests/:id/status", form: "classic", area: "time_off", run: decide },
]

function create(call: Call): Answer {
  const { running, rights, params, wantsJson } = call
  const person = personOf(call, params.id ?? "")
  const request = createRequest(running, { employeeId: person.id, userId: rights.level.userId }, objectIn(call))
  const location = call.url.replace(/\/employees\/.*/, `/time_off/requests/${request.id}`)
  return { status: 201, headers: { location }, ...(wantsJson && { json: createdOf(call, person, request) }) }
}

/** Another shape than in lists: moments, numbers, no icon, and who may approve it. */
function createdOf(call: Call, person: Person, request: Row): Json {
  const { id, employeeId, start, end, created, status, name, type, amount, dates } = requestOf(request, {
    call,
    person,
  })
  const balance = balanceOf(call, person, { typeId: type.id, end: String(end) })
  return {
    id,
    employeeId,
    start,
    end,
    created,
    status: { ...status, lastChanged: request.statusChangedOn ?? null },
    name,
    type: { id: type.id, name: type.name },
    amount,
    notes: [],
    dates,
    comments: [],
    approvers: approversOf(call, person),
    actions: { view: true, edit: true, cancel: true, approve: true, deny: true, bypass: true },
    policyType: balance.policyType,
    usedYearToDate: balance.used,
    balanceOnDateOfRequest: balance.balance,
  }
}

function approversOf({ running, scene }: Call, { manager }: Person): Json[] {
  const user = manager && running.store.ofEmployee("users", manager.id)[0]
  if (!manager || !user) return []
  const photoUrl = photoUrlOf(new Person(manager, scene))
  return [{ userId: user.id, displayName: firstLast(manager), employeeId: manager.id, photoUrl }]
}

function decide(call: Call): Answer {
  const { running, rights, params } = call
  const request = running.store.find("timeOffRequests", params.id ?? "")
  if (!request) throw refuse(404, "Time off request not found")
  personOf(call, String(request.employeeId))
  changeRequest(running, { id: request.id, userId: rights.level.userId }, objectIn(call))
  return {}
}
