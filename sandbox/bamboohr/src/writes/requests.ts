import type { Running } from "../running.js"
import { type Json, Refusal, type Row } from "../world.js"
import { parseValue } from "./parse-value.js"

type Values = { [name: string]: Json }

const STATUSES = ["requested", "approved", "denied", "declined"]

/** Whose request it is, and the user who makes it. */
export type Asking = { employeeId: string; userId: string | null }

/** Throws refusals: 400 for what is asked for. */
export function createRequest(running: Running, { employeeId, userId }: Asking, values: Values): Row {
  const { store, clock } = running
  const status = String(values.status ?? "requested")
  if (!STATUSES.includes(status)) throw wrong(`status must be one of ${STATUSES.join(", ")}`)
  const type = store.find("timeOffTypes", String(values.timeOffTypeId ?? ""))
  if (!type || type.isRetired === true) throw wrong("timeOffTypeId must be the id of a time off type")
  const [start, end] = [dayIn(running, values, "start"), dayIn(running, values, "end")]
  if (end < start) throw wrong("end must not be before start")
  const dates = datesOf(values, { start, end })
  const replaced = values.previousRequest === undefined ? undefined : requestOf(running, String(values.previousRequest))
  const request = store.insert("timeOffRequests", {
    employeeId,
    typeId: type.id,
    status: status === "declined" ? "denied" : status,
    statusChangedOn: momentOf(clock.now()),
    statusChangedBy: userId,
    start,
    end,
    created: clock.today(),
    amount: plain(Object.values(dates).reduce((sum, amount) => sum + Number(amount), 0)),
    dates,
    notes: notesOf(values.notes ?? null),
    ...(replaced && { previousRequest: replaced.id }),
  })
  if (replaced) store.update("timeOffRequests", replaced.id, { status: "superceded" })
  return request
}

const CHANGES = new Map([
  ["approved", "approved"],
  ["denied", "denied"],
  ["declined", "denied"],
  ["canceled", "canceled"],
  ["cancelled", "canceled"],
])

/** Throws refusals: 400 for the status, 404 for the request. */
export function changeRequest(
  running: Running,
  { id, userId }: { id: string; userId: string | null },
  values: Values,
): Row {
  const request = requestOf(running, id)
  const status = CHANGES.get(String(values.status))
  if (status === undefined) throw wrong(`status must be one of ${[...CHANGES.keys()].join(", ")}`)
  if (request.status === "superceded") throw wrong("The request was replaced by another one")
  const notes = typeof request.notes === "object" && !Array.isArray(request.notes) ? request.notes : {}
  const patch = {
    status,
    statusChangedOn: momentOf(running.clock.now()),
    statusChangedBy: userId,
    notes: typeof values.note === "string" && values.note !== "" ? { ...notes, manager: values.note } : notes,
  }
  return running.store.update("timeOffRequests", id, patch) ?? request
}

function requestOf({ store }: Running, id: string): Row {
  const request = store.find("timeOffRequests", id)
  if (!request) throw new Refusal(404, { message: "Time off request not found" })
  return request
}

const wrong = (message: string): Refusal => new Refusal(400, { message })

function dayIn({ store, company }: Running, values: Values, name: string): string {
  const day = parseValue(values[name] ?? null, { name, type: "date" }, { store, currency: company.currency })
  if (typeof day !== "string") throw wrong(`Give ${name}, as YYYY-MM-DD`)
  return day
}

/** Amounts by day. Without them the whole amount lies on the first day, and nothing on the others. */
function datesOf({ dates, amount }: Values, { start, end }: { start: string; end: string }): { [day: string]: string } {
  const given = Array.isArray(dates) ? dates : []
  const found: { [day: string]: string } = {}
  for (const one of given) {
    const { ymd, amount: part } = typeof one === "object" && one !== null && !Array.isArray(one) ? one : {}
    if (typeof ymd !== "string" || ymd < start || ymd > end) throw wrong("dates must be days from start to end")
    found[ymd] = plain(amountIn(part))
  }
  if (given.length > 0) return found
  const whole = amountIn(amount)
  for (let day = Date.parse(`${start}T00:00:00Z`); day <= Date.parse(`${end}T00:00:00Z`); day += 86_400_000)
    found[new Date(day).toISOString().slice(0, 10)] = "0"
  found[start] = plain(whole)
  return found
}

function amountIn(given: Json | undefined): number {
  const isNumber = typeof given === "number" || (typeof given === "string" && /^\d+(\.\d+)?$/.test(given))
  if (!isNumber || Number(given) < 0) throw wrong("amount must be a number of hours or days")
  return Number(given)
}

const plain = (amount: number): string => String(Math.round(amount * 100) / 100)

/** Given as a list, kept and shown by who wrote them. */
function notesOf(given: Json): { [from: string]: Json } {
  const notes: { [from: string]: Json } = {}
  for (const one of Array.isArray(given) ? given : []) {
    const { from, note } = typeof one === "object" && one !== null && !Array.isArray(one) ? one : {}
    if ((from === "employee" || from === "manager") && typeof note === "string") notes[from] = note
    else throw wrong("A note is from employee or manager, with a note")
  }
  return notes
}

/** `2026-05-29 10:28:31`, UTC without saying so. */
const momentOf = (moment: Date): string => moment.toISOString().slice(0, 19).replace("T", " ")
