import { dayOf, formatDay, formatTime, partsOf } from "@rollcall/sandbox-kit"
import type { Json } from "../world.js"
import type { Draft } from "./draft.js"
import type { Person } from "./people.js"

type PeriodPlan = {
  isDefault: boolean
  from: [number, number]
  to: [number, number]
  hours: number
  start: string | null
}
type SchedulePlan = { name: string; archived: boolean; periods: PeriodPlan[] }

const wholeYear = { isDefault: true, from: [1, 1], to: [12, 31] } satisfies Partial<PeriodPlan>

const plans: SchedulePlan[] = [
  {
    name: "Oficina con jornada intensiva",
    archived: false,
    periods: [
      { ...wholeYear, hours: 8, start: "09:00" },
      { isDefault: false, from: [7, 1], to: [8, 31], hours: 7, start: "08:00" },
    ],
  },
  { name: "Flexible 40 h", archived: false, periods: [{ ...wholeYear, hours: 8, start: null }] },
  { name: "Support, early", archived: false, periods: [{ ...wholeYear, hours: 8, start: "06:30" }] },
  { name: "Horario 2019", archived: true, periods: [{ ...wholeYear, hours: 7.5, start: "09:30" }] },
]

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"]

/** Work schedules, the periods of the year they change in and the hours of each weekday. */
export function writeSchedules(draft: Draft, people: Person[]): void {
  const ids = plans.map(() => draft.nextId())
  for (const [index, plan] of plans.entries()) {
    const scheduleId = ids[index] ?? ""
    const periods = plan.periods.map((period) => writePeriod(draft, scheduleId, period))
    const members = people.filter((person, at) => !plan.archived && person.stage !== "left" && at % 6 === index)
    const createdAt = formatTime(draft.today - 900 + index, 600)
    draft.addWithId("work_schedule/schedules", scheduleId, {
      name: plan.name,
      archived_at: plan.archived ? formatTime(draft.today - 300, 600) : null,
      company_id: draft.company.id,
      created_at: createdAt,
      updated_at: createdAt,
      employee_ids: members.map((person) => person.id),
      periods,
    })
  }
}

function writePeriod(draft: Draft, scheduleId: string, period: PeriodPlan): Json {
  const { year } = partsOf(draft.today)
  const values = {
    default: period.isDefault,
    schedule_id: scheduleId,
    start_month: period.from[0],
    start_day: period.from[1],
    end_month: period.to[0],
    end_day: period.to[1],
    schedule_type: period.start === null ? "flexible" : "fixed",
  }
  const row = draft.add("work_schedule/overlap_periods", values)
  for (const weekday of weekdays) {
    draft.add("work_schedule/day_configurations", {
      overlap_period_id: row.id,
      weekday,
      start_at: period.start,
      duration_in_seconds: period.hours * 3600,
    })
  }
  const start = formatDay(dayOf(year, ...period.from))
  return { id: row.id, ...values, start_date: start, end_date: formatDay(dayOf(year, ...period.to)) }
}
