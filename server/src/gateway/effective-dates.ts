import { type ResourceName, readMoment } from "@rollcall/contract"

type Row = Readonly<Record<string, unknown>> & { id: string }

/** First and last day on which a row holds, by its own columns. */
const DATES: { readonly [R in ResourceName]?: { from: string; to: string } } = {
  employees: { from: "start_date", to: "termination_date" },
  employments: { from: "effective_date", to: "end_date" },
  employee_compensations: { from: "start_date", to: "end_date" },
  timeoff_requests: { from: "start_time", to: "end_time" },
}

export const hasDates = (resource: ResourceName): boolean => DATES[resource] !== undefined

/**
 * A row as its own dates tell it was on a day; undefined: it did not hold on that day. A person's job on that day comes
 * from the employment that held then; what has no dates (name, team, manager) stays as it was first recorded.
 */
export function rowOn(resource: ResourceName, row: Row, day: string): Row | undefined {
  const dates = DATES[resource]
  if (!dates) return row
  if (resource === "employees") return employeeOn(row, day)
  if (!holdsOn(row, dates, day)) return undefined
  return resource === "employee_compensations" ? { ...row, status: "active" } : row
}

/** A person was employed on the days of their employments, also before the stint that is shown. */
function employeeOn(row: Row, day: string): Row | undefined {
  const { employees, employments } = DATES
  const versions = Array.isArray(row.employments) ? row.employments.filter(isObject) : []
  const held = versions
    .filter((one) => employments && holdsOn(one, employments, day))
    // Newest first already; of several that begin on one day the first holds.
    .reduce<Values | undefined>((best, one) => (best && startOf(best) >= startOf(one) ? best : one), undefined)
  const left = dayAt(row, "termination_date")
  if (!held && !(employees && holdsOn(row, employees, day))) return undefined
  if (left !== undefined && left < day) return undefined
  const status = { employment_status: "active", employment_status_source: `employed on ${day}` }
  if (!held) return { ...row, ...status }
  const { job_title, employment_type, employment_type_source, weekly_hours } = held
  return { ...row, ...status, job_title, employment_type, employment_type_source, weekly_hours }
}

type Values = Readonly<Record<string, unknown>>

function holdsOn(row: Values, { from, to }: { from: string; to: string }, day: string): boolean {
  const [start, end] = [dayAt(row, from), dayAt(row, to)]
  return start !== undefined && start <= day && (end === undefined || day <= end)
}

const startOf = (version: Values) => dayAt(version, "effective_date") ?? ""

const isObject = (value: unknown): value is Values => typeof value === "object" && value !== null

const dayAt = (row: Values, key: string): string | undefined => {
  const value = row[key]
  return typeof value === "string" ? readMoment(value)?.day : undefined
}
