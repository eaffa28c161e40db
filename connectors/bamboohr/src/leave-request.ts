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
import { hoursOn } from "./working-days.js"

type Body = ReturnType<typeof newTimeoffRequest.parse>

/** Longer ones are slips. */
const MOST_DAYS = 1_000

/** A request from a unified body, in the company's days. `remote_data` has the last word. */
export function toLeave(
  given: Readonly<Record<string, unknown>>,
  types: readonly Remote[],
  context: Pick<WriteContext, "toLocal">,
): RemoteRequest {
  const body = localBody(parseInput(newTimeoffRequest, given), context)
  const type = findType(body, types)
  const days = daysOf(body)
  const amounts = amountsOf(body, { type, days, types })
  const note = noteOf(body)
  const leave = {
    status: "requested",
    start: days[0],
    end: days.at(-1),
    timeOffTypeId: numeric(idOf(type) ?? ""),
    amount: sum(amounts),
    dates: days.map((ymd, at) => ({ ymd, amount: amounts[at] })),
    ...(note === "" ? {} : { notes: [{ from: "employee", note }] }),
    ...body.remote_data,
  }
  return { method: "PUT", path: `v1/employees/${employeeOf(body)}/time_off/request`, body: leave }
}

/** The id stands in the path; `0` would be the credential's own person. */
function employeeOf({ employee }: Body): string {
  return /^[1-9]\d{0,14}$/.test(employee.id)
    ? employee.id
    : refuseInput("employee.id", "is no id of an employee here: give the id of a row of employees")
}

const numeric = (id: string) => (/^\d{1,15}$/.test(id) ? Number(id) : id)
const sum = (amounts: readonly number[]) => round(amounts.reduce((all, one) => all + one, 0))
const round = (value: number) => Math.round(value * 10_000) / 10_000

type LocalBody = Body & { minutes: number | undefined }

function localBody(body: Body, context: Pick<WriteContext, "toLocal">): LocalBody {
  const local = (path: "start_time" | "end_time") => localTime(path, body[path], context)
  const [start_time, end_time] = [local("start_time"), local("end_time")]
  const [from, to] = [readMoment(start_time), readMoment(end_time)]
  const hasClock = from?.clock !== undefined && to?.clock !== undefined
  return { ...body, start_time, end_time, minutes: hasClock ? (to.atMs - from.atMs) / 60_000 : undefined }
}

/** By id, or by its name without case; the choices are named when it is not clear. */
function findType(body: Body, types: readonly Remote[]): Remote {
  const choices = () => types.map((one) => `${nameOf(one)} (${idOf(one) ?? ""})`).join(", ")
  const [path, wanted] = typeAsked(body)
  if (wanted === undefined) return refuseInput(path, `is required: give a name or id of ${choices()}`)
  const byId = types.find((one) => idOf(one) === wanted)
  const byName = types.filter((one) => isSameText(text(one, "name") ?? "", wanted))
  const [found, ...others] = byId ? [byId] : byName
  if (!found) return refuseInput(path, `${wanted} is not a type here: give a name or id of ${choices()}`)
  if (others.length > 0)
    return refuseInput(path, `${wanted} is the name of several types: give the id of one of ${choices()}`)
  return found
}

const nameOf = (type: Remote) => text(type, "name") ?? "a type without a name"

/** With the name under which it was sent. */
function typeAsked({ remote_data, reason, timeoff_type }: Body): [path: string, wanted: string | undefined] {
  const passed = remote_data?.timeOffTypeId
  if (typeof passed === "string" || typeof passed === "number") return ["remote_data.timeOffTypeId", String(passed)]
  return reason ? ["reason.id", reason.id] : ["timeoff_type", timeoff_type]
}

/** Every day from the first to the last one. */
function daysOf({ start_time, end_time }: Body): string[] {
  const [first, last] = [start_time.slice(0, 10), end_time.slice(0, 10)]
  if (last < first) refuseInput("end_time", `is before start_time: give ${first} or later`)
  const days: string[] = []
  for (let one: string | undefined = first; one !== undefined && one <= last; one = addDays(one, 1)) {
    if (days.length === MOST_DAYS)
      refuseInput("end_time", `is more than ${MOST_DAYS} days after start_time: give an earlier day`)
    days.push(one)
  }
  return days
}

type Counted = { type: Remote; days: readonly string[]; types: readonly Remote[] }

/** In the unit of the type. A day of the week on which the company does not work counts nothing. */
function amountsOf(body: LocalBody, { type, days, types }: Counted): number[] {
  const isInHours = text(type, "units") === "hours"
  const hours = hoursAsked(body, days)
  if (hours !== undefined) {
    if (isInHours) return hours
    return refuseInput(
      body.units === undefined ? "start_time" : "units",
      `${nameOf(type)} is counted in days: leave out units and clock times, or give a session`,
    )
  }
  if (body.amount !== undefined)
    refuseInput(
      "amount",
      "is a number of hours: give units: hours with it, or leave it out, because days are counted here",
    )
  const share = shareOf(body, days)
  const amounts = days.map((one) => {
    const usual = hoursOn(one, types)
    return round((isInHours ? (usual ?? 0) : Number(usual !== 0)) * share)
  })
  if (sum(amounts) === 0)
    refuseInput("start_time", "the company works on none of these days: give another one, or hours")
  return amounts
}

/** Half of one day. Which half of it BambooHR can't say, so a note does. */
function shareOf({ session }: Body, days: readonly string[]): number {
  if (session === undefined || session === "full") return 1
  if (days.length > 1) refuseInput("session", "a half day is of one day: give the same day in start_time and end_time")
  return 0.5
}

const DAY_MINUTES = 1_440

/** Hours of one day, or of a night, by its days: by `units: hours`, or by two clock times. Undefined: whole days are asked for. */
function hoursAsked({ units, amount, minutes, start_time, end_time }: LocalBody, days: readonly string[]) {
  const clocks = [start_time, end_time].map((one) => readMoment(one)?.clock)
  const isMidnight = clocks[0] === "00:00" && (clocks[1] === "00:00" || clocks[1] === "23:59")
  const isNight = minutes !== undefined && days.length === 2 && minutes < DAY_MINUTES
  const isOnClock = minutes !== undefined && !isMidnight && (days.length === 1 || isNight)
  if (units !== "hours" && (units === "days" || !isOnClock)) return undefined
  if (days.length > 1 && !isNight)
    refuseInput("units", "an absence of hours is of one day: give the same day in start_time and end_time")
  const hours = amount ?? (minutes ?? 0) / 60
  const midnight = Date.parse(`${days[1]}T00:00:00Z`)
  const before = isNight ? (midnight - (readMoment(start_time)?.atMs ?? midnight)) / 3_600_000 : hours
  const first = round(Math.min(hours, before))
  return hours > 0 && hours <= 24
    ? days.map((_, at) => (at === 0 ? first : round(hours - first)))
    : amount === undefined && minutes !== undefined
      ? refuseInput(
          "end_time",
          "is not later than start_time: give a later clock time, or the number of hours in amount",
        )
      : refuseInput("amount", "give the number of hours, 24 at most")
}

/** What people write, and what BambooHR has no place for. */
function noteOf({ description, employee_note, session, minutes, start_time, end_time, units }: LocalBody): string {
  const [from, to] = [readMoment(start_time)?.clock, readMoment(end_time)?.clock]
  const isTimed = minutes !== undefined && minutes > 0 && minutes < 1_439 && units !== "days"
  return [
    ...new Set([description, employee_note]),
    session === "morning" || session === "afternoon" ? `Half day: ${session}.` : undefined,
    isTimed && from && to ? `From ${from} to ${to}.` : undefined,
  ]
    .filter(Boolean)
    .join("\n")
}
