import type { Json, Row } from "../world.js"
import { type Answer, type Call, type Endpoint, isDay, objectIn, personOf, refuse } from "./call.js"

/** What is taken over from another system: balances that are adjusted, and time that was used. */
export const timeOffImports: readonly Endpoint[] = [
  {
    method: "PUT",
    path: "v1/employees/:id/time_off/balance_adjustment",
    form: "classic",
    area: "time_off",
    run: adjust,
  },
  { method: "PUT", path: "v1/employees/:id/time_off/history", form: "classic", area: "time_off", run: recordUse },
]

type Values = { [name: string]: Json }

function adjust(call: Call): Answer {
  const values = objectIn(call)
  return put(call, { values, amount: amountIn(values), timeOffTypeId: typeIn(call, values) })
}

/** `used` takes away, of a request or of a type; `override` is an adjustment that is said in another way. */
function recordUse(call: Call): Answer {
  const values = objectIn(call)
  const { eventType = "used", timeOffRequestId } = values
  if (eventType !== "used" && eventType !== "override") throw refuse(400, "eventType must be used or override")
  if (eventType === "override" || timeOffRequestId === undefined) {
    const sign = eventType === "used" ? -1 : 1
    return put(call, { values, amount: sign * amountIn(values), timeOffTypeId: typeIn(call, values) })
  }
  const request = requestIn(call, timeOffRequestId)
  if (request.status !== "approved") throw refuse(400, "The request is not approved")
  const known = call.running.store.ofEmployee("timeOffAdjustments", String(request.employeeId))
  if (known.some((row) => row.timeOffRequestId === request.id))
    throw refuse(409, "The request is in the history already")
  // An approved request counts by itself.
  return put(call, { values, amount: 0, timeOffTypeId: String(request.typeId), timeOffRequestId: request.id })
}

type Entry = { values: Values; amount: number; timeOffTypeId: string; timeOffRequestId?: string }

function put(call: Call, { values, amount, timeOffTypeId, timeOffRequestId }: Entry): Answer {
  const { id: employeeId } = personOf(call, call.params.id ?? "")
  const { date, note = null } = values
  if (!isDay(date)) throw refuse(400, "Give date, as YYYY-MM-DD")
  const row = call.running.store.insert("timeOffAdjustments", {
    employeeId,
    timeOffTypeId,
    amount,
    date,
    note: typeof note === "string" ? note : null,
    timeOffRequestId: timeOffRequestId ?? null,
  })
  return { status: 201, headers: { location: `${call.url.replace(/\/employees\/.*/, "")}/time_off/history/${row.id}` } }
}

function amountIn({ amount }: Values): number {
  const number = typeof amount === "string" && amount !== "" ? Number(amount) : amount
  if (typeof number === "number" && Number.isFinite(number)) return number
  throw refuse(400, "Give amount, as a number of hours or days")
}

function typeIn({ running }: Call, { timeOffTypeId }: Values): string {
  const type = running.store.find("timeOffTypes", String(timeOffTypeId ?? ""))
  if (!type) throw refuse(400, "timeOffTypeId must be the id of a time off type")
  return type.id
}

function requestIn(call: Call, id: Json): Row {
  const request = call.running.store.find("timeOffRequests", String(id))
  const person = personOf(call, call.params.id ?? "")
  if (!request || request.employeeId !== person.id) throw refuse(404, "Time off request not found")
  return request
}
