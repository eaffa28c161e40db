import type { ResourceName } from "@rollcall/contract"

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
  const [from, to] = [dayAt(row, dates.from), dayAt(row, dates.to)]
  if (from === undefined || from > day || (to !== undefined && to < day)) return undefined
  if (resource === "employees") return employeeOn(row, day)
  return resource === "employee_compensations" ? { ...row, status: "active" } : row
}

function employeeOn(row: Row, day: string): Row {
  const status = { employment_status: "active", employment_status_source: `employed on ${day}` }
  const versions = Array.isArray(row.employments) ? row.employments.filter(isObject) : []
  const held = versions
    .filter((one) => (dayAt(one, "effective_date") ?? "9999") <= day)
    .sort((a, b) => (dayAt(b, "effective_date") ?? "").localeCompare(dayAt(a, "effective_date") ?? ""))[0]
  if (!held) return { ...row, ...status }
  const { job_title, employment_type, employment_type_source, weekly_hours } = held
  return { ...row, ...status, job_title, employment_type, employment_type_source, weekly_hours }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null

const dayAt = (row: Readonly<Record<string, unknown>>, key: string): string | undefined => {
  const value = row[key]
  return typeof value === "string" ? value.slice(0, 10) : undefined
}
