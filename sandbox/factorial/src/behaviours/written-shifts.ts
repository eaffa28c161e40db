import { checkBody } from "../rows/write.js"
import type { Behaviour, Call, Json, Row } from "../world.js"
import { announce, complain, findNamed, patchNamed, textOf } from "./rules.js"

const SHIFTS = "attendance/shifts"

/** Shifts that are entered by hand. A company credential has to say whose they are. */
export const writtenShifts: Record<string, Behaviour> = {
  [`POST ${SHIFTS}`]: create,
  [`PUT ${SHIFTS}`]: update,
}

function create(call: Call): Row {
  const body = checkBody(SHIFTS, "create", call)
  const employee = findNamed("employees/employees", call, body.employee_id ?? call.credential.employeeId)
  const date = String(body.date).slice(0, 10)
  const times = timesOf(call, body.clock_in, body.clock_out)
  const source = textOf(body.source) ?? "api"
  const values = {
    employee_id: employee.id,
    company_id: call.world.company.id,
    date,
    reference_date: textOf(body.reference_date)?.slice(0, 10) ?? date,
    ...times,
    in_source: times.clock_in === null ? null : source,
    out_source: times.clock_out === null ? null : source,
    observations: textOf(body.observations),
    half_day: textOf(body.half_day),
    workable: body.workable !== false,
    location_type: textOf(body.location_type),
    workplace_id: textOf(body.workplace_id) ?? employee.location_id ?? null,
    time_settings_break_configuration_id: textOf(body.time_settings_break_configuration_id),
  }
  return announce(SHIFTS, "create", { row: call.world.store.insert(SHIFTS, values), call })
}

function update(call: Call): Row {
  const { id: _, ...patch } = checkBody(SHIFTS, "update", { ...call, body: { ...call.body, id: call.id } })
  const before = findNamed(SHIFTS, call)
  const known = Object.fromEntries(Object.entries(patch).filter(([name]) => Object.hasOwn(before, name)))
  const times = timesOf(call, patch.clock_in ?? before.clock_in_with_seconds, patch.clock_out ?? before.clock_out)
  const out_source = before.out_source ?? (times.clock_out === null ? null : "api")
  const row = patchNamed(SHIFTS, call, { ...known, ...times, out_source })
  return announce(SHIFTS, "update", { row, call })
}

function timesOf(call: Call, start: Json | undefined, end: Json | undefined) {
  const clock_in_with_seconds = clockOf(call, "clock_in", start)
  const [clock_in, clock_out] = [clock_in_with_seconds, clockOf(call, "clock_out", end)].map(
    (clock) => clock?.slice(0, 5) ?? null,
  )
  return {
    clock_in: clock_in ?? null,
    clock_in_with_seconds,
    clock_out: clock_out ?? null,
    minutes: minutesBetween(clock_in, clock_out),
  }
}

/** `HH:MM:SS` of `HH:MM`, `HH:MM:SS` or a moment whose clock is the place's. */
function clockOf(call: Call, field: string, given: Json | undefined): string | null {
  const text = textOf(given)
  if (text === null) return null
  const clock = /(?:^|T)([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?/.exec(text)
  if (!clock) throw complain(call, field, "invalid")
  return `${clock[1]}:${clock[2]}:${clock[3] ?? "00"}`
}

const MINUTES_A_DAY = 1_440
const toMinutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** Between two clock times, past midnight too; 0 while a shift runs. */
export function minutesBetween(start: string | null | undefined, end: string | null | undefined): number {
  if (!start || !end) return 0
  return (toMinutes(end) - toMinutes(start) + MINUTES_A_DAY) % MINUTES_A_DAY
}
