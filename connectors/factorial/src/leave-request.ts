import {
  idOf,
  localTime,
  parseInput,
  type Remote,
  type RemoteRequest,
  refuseInput,
  text,
  type WriteContext,
} from "@rollcall/connector-kit"
import { addDays, isSameText, newTimeoffRequest, readMoment } from "@rollcall/contract"
import { typeName } from "./resources/timeoff-types.js"

type Body = ReturnType<typeof newTimeoffRequest.parse>

/** In the company's clock. `minutes` pass between two moments with an offset, also while clocks are put forward or back. */
type LocalBody = Body & { minutes: number | undefined }
type Given = Readonly<Record<string, unknown>>

/** A leave from a unified body, in the company's days and clock. `remote_data` has the last word. */
export function toLeave(given: Given, types: readonly Remote[], context: Pick<WriteContext, "toLocal">): RemoteRequest {
  const body = localBody(parseInput(newTimeoffRequest, given), context)
  const [startOn, finishOn] = [body.start_time.slice(0, 10), body.end_time.slice(0, 10)]
  if (finishOn < startOn) refuseInput("end_time", `is before start_time: give ${startOn} or later`)
  const leave = {
    employee_id: body.employee.id,
    leave_type_id: findType(body, types),
    start_on: startOn,
    finish_on: finishOn,
    ...noteOf(body),
    ...halfDayOf(body, startOn === finishOn),
    ...hoursOf(body, { isOneDay: startOn === finishOn, isNextDay: addDays(startOn, 1) === finishOn }),
    ...body.remote_data,
  }
  return { method: "POST", path: "timeoff/leaves", body: leave }
}

function localBody(body: Body, context: Pick<WriteContext, "toLocal">): LocalBody {
  const local = (path: "start_time" | "end_time") => localTime(path, body[path], context)
  const [from, to] = [readMoment(body.start_time), readMoment(body.end_time)]
  const minutes = from?.offset && to?.offset ? (to.atMs - from.atMs) / 60_000 : undefined
  return { ...body, start_time: local("start_time"), end_time: local("end_time"), minutes }
}

/** By id, or by any of its names without case; the choices are named when it is not clear. */
function findType(body: Body, types: readonly Remote[]): string {
  const passed = body.remote_data?.leave_type_id
  if (typeof passed === "string" || typeof passed === "number") return String(passed)
  const [path, wanted] = body.reason ? ["reason.id", body.reason.id] : ["timeoff_type", body.timeoff_type]
  const choices = () =>
    types.map((one) => `${typeName(one) ?? "a type without a name"} (${idOf(one) ?? ""})`).join(", ")
  if (wanted === undefined) return refuseInput(path, `is required: give a name or id of ${choices()}`)
  const isNamed = (name: string | null | undefined) => typeof name === "string" && isSameText(name, wanted)
  const byId = types.find((one) => idOf(one) === wanted)
  const byName = types.filter((one) => ["translated_name", "name", "identifier"].some((key) => isNamed(text(one, key))))
  const exact = byName.filter((one) => isNamed(typeName(one)))
  const [found, ...others] = byId ? [byId] : exact.length > 0 ? exact : byName
  if (!found) return refuseInput(path, `${wanted} is not a type here: give a name or id of ${choices()}`)
  if (others.length > 0)
    return refuseInput(path, `${wanted} is the name of several types: give the id of one of ${choices()}`)
  return idOf(found) ?? ""
}

/** Factorial has one text for both. */
function noteOf({ description, employee_note }: Body): { description?: string } {
  if (description && employee_note && description !== employee_note)
    refuseInput("employee_note", "is another text than description, and Factorial keeps one: give one of them")
  const note = description || employee_note
  return note ? { description: note } : {}
}

function halfDayOf({ session }: Body, isOneDay: boolean): { half_day?: string } {
  if (session === undefined || session === "full") return {}
  if (!isOneDay) refuseInput("session", "a half day is of one day: give the same day in start_time and end_time")
  // Misspelled so in the API.
  return { half_day: session === "morning" ? "beggining_of_day" : "end_of_day" }
}

const clockOf = (moment: string): string | undefined => readMoment(moment)?.clock

type Days = { isOneDay: boolean; isNextDay: boolean }
type Hours = { start_time?: string; hours_amount_in_cents?: number }

/** Hours are asked for by `units: hours`, or by two clock times less than a day apart. */
function hoursOf(
  { units, amount, start_time, end_time, minutes: passed }: LocalBody,
  { isOneDay, isNextDay }: Days,
): Hours {
  const [from, to] = [clockOf(start_time), clockOf(end_time)]
  const isMidnight = (from === undefined || from === "00:00") && (to === undefined || to === "00:00" || to === "23:59")
  const onClock = from && to ? minutesOf(to) - minutesOf(from) + (isOneDay ? 0 : 1_440) : 0
  const minutes = from && to ? (passed ?? onClock) : 0
  const isOverNight = isNextDay && from !== undefined && to !== undefined && minutes < 1_440
  if (units !== "hours" && (units === "days" || !(isOneDay || isOverNight) || isMidnight)) {
    if (typeof amount === "number")
      refuseInput("amount", "Factorial counts the days itself: leave it out, or give units: hours")
    return {}
  }
  if (!isOneDay && !isOverNight)
    refuseInput("units", "an absence of hours is shorter than a day: give clock times less than 24 hours apart")
  const hours = amount ?? minutes / 60
  if (!(hours > 0) || hours > 24) refuseInput(...noHours({ amount, hasClock: from !== undefined && to !== undefined }))
  return { ...(from ? { start_time: from } : {}), hours_amount_in_cents: Math.round(hours * 100) }
}

/** By what the hours were told. */
const noHours = ({ amount, hasClock }: { amount: number | undefined; hasClock: boolean }): [string, string] =>
  amount === undefined && hasClock
    ? ["end_time", "is not later than start_time: give a later clock time, or the number of hours in amount"]
    : ["amount", "give the number of hours, 24 at most"]

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
