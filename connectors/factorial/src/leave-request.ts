import { InputProblem, idOf, type Remote, type RemoteRequest, text } from "@rollcall/connector-kit"
import { newTimeoffRequest } from "@rollcall/contract"
import { typeName } from "./resources/timeoff-types.js"

type Body = ReturnType<typeof newTimeoffRequest.parse>

const refuse = (path: string, message: string): never => {
  throw new InputProblem([{ path, message }])
}

/** A leave from a unified body. `remote_data` has the last word. */
export function toLeave(given: Readonly<Record<string, unknown>>, types: readonly Remote[]): RemoteRequest {
  const body = newTimeoffRequest.parse(given)
  const [startOn, finishOn] = [body.start_time.slice(0, 10), body.end_time.slice(0, 10)]
  if (finishOn < startOn) refuse("end_time", `is before start_time: give ${startOn} or later`)
  const leave = {
    employee_id: body.employee.id,
    leave_type_id: findType(body, types),
    start_on: startOn,
    finish_on: finishOn,
    ...((body.description ?? body.employee_note) ? { description: body.description ?? body.employee_note } : {}),
    ...halfDayOf(body, startOn === finishOn),
    ...hoursOf(body, startOn === finishOn),
    ...body.remote_data,
  }
  return { method: "POST", path: "timeoff/leaves", body: leave }
}

/** By id, or by any of its names without case; the choices are named when it is not clear. */
function findType(body: Body, types: readonly Remote[]): string {
  const passed = body.remote_data?.leave_type_id
  if (typeof passed === "string" || typeof passed === "number") return String(passed)
  const wanted = body.reason?.id ?? body.timeoff_type
  const choices = () => types.map((one) => `${typeName(one)} (${idOf(one)})`).join(", ")
  if (wanted === undefined) return refuse("timeoff_type", `is required: give a name or id of ${choices()}`)
  const fold = (name: string | null | undefined) => name?.normalize("NFC").trim().toLocaleLowerCase("en")
  const byId = types.find((one) => idOf(one) === wanted)
  const namesOf = (one: Remote) => [text(one, "translated_name"), text(one, "name"), text(one, "identifier")].map(fold)
  const byName = types.filter((one) => namesOf(one).includes(fold(wanted)))
  const exact = byName.filter((one) => fold(typeName(one)) === fold(wanted))
  const [found, ...others] = byId ? [byId] : exact.length > 0 ? exact : byName
  if (!found) return refuse("timeoff_type", `${wanted} is not a type here: give a name or id of ${choices()}`)
  if (others.length > 0)
    return refuse("timeoff_type", `${wanted} is the name of several types: give the id of one of ${choices()}`)
  return idOf(found) ?? ""
}

function halfDayOf({ session }: Body, isOneDay: boolean): { half_day?: string } {
  if (session === undefined || session === "full") return {}
  if (!isOneDay) refuse("session", "a half day is of one day: give the same day in start_time and end_time")
  // Misspelled so in the API.
  return { half_day: session === "morning" ? "beggining_of_day" : "end_of_day" }
}

const clockOf = (moment: string): string | undefined => /[T ](\d{2}:\d{2})/.exec(moment)?.[1]

/** Hours are asked for by `units: hours`, or by two clock times of one day. */
function hoursOf(
  { units, amount, start_time, end_time }: Body,
  isOneDay: boolean,
): { start_time?: string; hours_amount_in_cents?: number } {
  const [from, to] = [clockOf(start_time), clockOf(end_time)]
  const isMidnight = (from === undefined || from === "00:00") && (to === undefined || to === "00:00" || to === "23:59")
  if (units !== "hours" && (units === "days" || !isOneDay || isMidnight)) return {}
  if (!isOneDay) refuse("units", "an absence of hours is of one day: give the same day in start_time and end_time")
  const hours = amount ?? (from && to ? minutesBetween(from, to) / 60 : 0)
  if (!(hours > 0) || hours > 24) refuse("amount", "give the number of hours, or a later clock time in end_time")
  return { ...(from ? { start_time: from } : {}), hours_amount_in_cents: Math.round(hours * 100) }
}

function minutesBetween(from: string, to: string): number {
  const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
  return minutes(to) - minutes(from)
}
