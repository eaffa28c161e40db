import { listOf } from "../lists/query.js"
import { checkBody } from "../rows/write.js"
import { compareIds } from "../store.js"
import { type Behaviour, type Call, Refusal, type Row } from "../world.js"
import { announce, findNamed, refuse, textOf } from "./rules.js"
import { minutesBetween } from "./written-shifts.js"

const SHIFTS = "attendance/shifts"

/** One shift runs at a time. Clock times are local; `now` is a moment with its offset. */
export const shifts: Record<string, Behaviour> = {
  [`POST ${SHIFTS}/clock_in`]: (call) => clockIn(call, "clock_in", call.body.now),
  [`POST ${SHIFTS}/clock_out`]: (call) => clockOut(call, "clock_out", call.body.now),
  [`POST ${SHIFTS}/toggle_clock`]: (call) =>
    running(call)
      ? clockOut(call, "toggle_clock", call.body.clock_time)
      : clockIn(call, "toggle_clock", call.body.clock_time),
  [`POST ${SHIFTS}/break_start`]: (call) => {
    clockOut(call, "break_start", call.body.now)
    return clockIn(call, "break_start", call.body.now)
  },
  [`POST ${SHIFTS}/break_end`]: (call) => {
    clockOut(call, "break_end", call.body.now)
    return clockIn(call, "break_end", call.body.now)
  },
  [`POST ${SHIFTS}/autofill`]: autofill,
  "GET attendance/worked_times": workedTimes,
}

function employeeOf(call: Call): string {
  return findNamed("employees/employees", call, call.body.employee_id ?? call.credential.employeeId).id
}

const running = (call: Call): Row | undefined =>
  call.world.store
    .where(SHIFTS, { employee_id: employeeOf(call) })
    .find((row) => row.clock_in !== null && row.clock_out === null)

const clockOf = (call: Call, given: unknown) => {
  const moment = typeof given === "string" ? new Date(given) : call.world.clock.now()
  if (Number.isNaN(moment.getTime())) throw new Refusal(422, { errors: { now: ["is invalid"] } })
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: call.world.company.timezone,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(moment)
  const [date = "", time = ""] = parts.split(" ")
  return { date, time }
}

function clockIn(call: Call, action: string, given: unknown): Row {
  const employeeId = employeeOf(call)
  if (running(call))
    throw refuse(409, call.world.company.locale === "es" ? "Ya hay un fichaje en curso" : "A shift is already running")
  const { date, time } = clockOf(call, given)
  const row = call.world.store.insert(SHIFTS, {
    employee_id: employeeId,
    company_id: call.world.company.id,
    date,
    reference_date: date,
    clock_in: time.slice(0, 5),
    clock_in_with_seconds: time,
    in_source: "api",
    minutes: 0,
    // A break is a stretch that does not count as work.
    workable: action !== "break_start",
    observations: textOf(call.body.observations),
    location_type: textOf(call.body.location_type),
    workplace_id: call.world.store.find("employees/employees", employeeId)?.location_id ?? null,
  })
  return announce(SHIFTS, action, { row, call })
}

function clockOut(call: Call, action: string, given: unknown): Row {
  const open = running(call)
  if (!open) throw refuse(422, "open_shift")
  const { time } = clockOf(call, given)
  const minutes = minutesBetween(String(open.clock_in), time)
  const row =
    call.world.store.update(SHIFTS, open.id, { clock_out: time.slice(0, 5), out_source: "api", minutes }) ?? open
  return action.startsWith("break") ? row : announce(SHIFTS, action, { row, call })
}

/** A whole day from nine to five for each working day that has no shift. */
function autofill(call: Call): Row[] {
  const body = checkBody(SHIFTS, "autofill", call)
  const employees = Array.isArray(body.employee_ids) ? body.employee_ids.map(String) : []
  const dates = datesBetween(String(body.start_on), String(body.end_on)).filter(
    (date) => new Date(date).getUTCDay() % 6 !== 0,
  )
  return employees.flatMap((employeeId) => {
    findNamed("employees/employees", call, employeeId)
    const taken = new Set(call.world.store.where(SHIFTS, { employee_id: employeeId }).map((row) => row.date))
    return dates
      .filter((date) => !taken.has(date))
      .map((date) => {
        const values = {
          employee_id: employeeId,
          company_id: call.world.company.id,
          date,
          reference_date: date,
          clock_in: "09:00",
          clock_in_with_seconds: "09:00:00",
          clock_out: "17:00",
          minutes: 480,
          workable: true,
          in_source: "autofill",
          out_source: "autofill",
        }
        return announce(SHIFTS, "autofill", { row: call.world.store.insert(SHIFTS, values), call })
      })
  })
}

/** Employees by days of the query. Both are needed (seen live); a year is the most. */
function workedTimes(call: Call): Row[] {
  const employees = listOf(call.query["employee_ids[]"])
  const start = call.query.start_on
  if (employees.length === 0 || typeof start !== "string")
    throw new Refusal(422, { errors: { errors: ["employee_ids and start_on are required"] } })
  const end = typeof call.query.end_on === "string" ? call.query.end_on : start
  const { store } = call.world
  const days = datesBetween(start, end)
  const holidays = new Set(store.all("holidays/company_holidays").map((row) => `${row.location_id} ${row.date}`))
  return [...new Set(employees)].sort(compareIds).flatMap((id) => {
    const employee = store.find("employees/employees", id)
    if (!employee) return []
    const tracked = new Map<string, number>()
    for (const { date, minutes } of store.where(SHIFTS, { employee_id: id }))
      tracked.set(String(date), (tracked.get(String(date)) ?? 0) + Number(minutes ?? 0))
    return days.map((date) =>
      worked(employee, {
        date,
        minutes: tracked.get(date) ?? 0,
        isHoliday: holidays.has(`${employee.location_id} ${date}`),
      }),
    )
  })
}

function datesBetween(start: string, end: string): string[] {
  const [from, to] = [Date.parse(start.slice(0, 10)), Date.parse(end.slice(0, 10))]
  const count = Number.isNaN(from) || Number.isNaN(to) ? 0 : Math.min(366, Math.round((to - from) / 86_400_000) + 1)
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    new Date(from + index * 86_400_000).toISOString().slice(0, 10),
  )
}

type WorkedDay = { date: string; minutes: number; isHoliday: boolean }

function worked({ id: employeeId, company_id }: Row, { date, minutes: tracked, isHoliday }: WorkedDay): Row {
  const weekday = new Date(date).getUTCDay()
  const day_type = isHoliday ? "bank_holiday" : weekday === 0 ? "sunday" : weekday === 6 ? "saturday" : "workday"
  return {
    id: `${employeeId}_${date}`,
    employee_id: employeeId,
    date,
    company_id: company_id ?? null,
    tracked_minutes: tracked,
    multiplied_minutes: tracked,
    pending_minutes: 0,
    minutes: tracked,
    time_unit: "minute",
    worked_time_blocks: [],
    day_type,
  }
}
