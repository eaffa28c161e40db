import type { Row } from "../world.js"

const MAX_DAYS = 3_660
export const HOURS_A_DAY = 8

function daysBetween(row: Row): Date[] {
  const start = new Date(`${row.start_on}T00:00:00Z`)
  const finish = new Date(`${row.finish_on ?? row.start_on}T00:00:00Z`)
  const count = Math.min(MAX_DAYS, Math.max(0, Math.round((finish.getTime() - start.getTime()) / 86_400_000) + 1))
  return Array.from({ length: count }, (_, index) => new Date(start.getTime() + index * 86_400_000))
}

/** Length of a leave in the calendar. */
export const calendarDays = (row: Row): number => daysBetween(row).length

/** Working days from Monday to Friday; half of one for a half day, the part of one for hours. */
export function usedDays(row: Row): number {
  if (typeof row.hours_amount_in_cents === "number")
    return Math.round((row.hours_amount_in_cents / (100 * HOURS_A_DAY)) * 100) / 100
  const working = daysBetween(row).filter((day) => day.getUTCDay() % 6 !== 0).length
  return row.half_day === null ? working : 0.5
}

/** Days and hours that could be worked, and those that the leave takes, by calendar date. */
export function durationByDay(row: Row): Record<string, Record<string, Record<string, number>>> {
  const days = daysBetween(row)
  const isPart = typeof row.hours_amount_in_cents === "number" || row.half_day !== null
  const spread = (unit: (isWorking: boolean) => number) =>
    Object.fromEntries(days.map((day) => [day.toISOString().slice(0, 10), unit(day.getUTCDay() % 6 !== 0)]))
  const workable = (isWorking: boolean) => (isWorking ? 1 : 0)
  const used = (isWorking: boolean) => (isPart ? usedDays(row) / days.length : workable(isWorking))
  const inBoth = (unit: (isWorking: boolean) => number) => ({
    days: spread(unit),
    hours: spread((isWorking) => unit(isWorking) * HOURS_A_DAY),
  })
  return { workable_units_by_day: inBoth(workable), used_units_by_day: inBoth(used) }
}
