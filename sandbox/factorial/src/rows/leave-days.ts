import type { Row } from "../world.js"

const MAX_DAYS = 3_660

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
  if (typeof row.hours_amount_in_cents === "number") return Math.round((row.hours_amount_in_cents / 800) * 100) / 100
  const working = daysBetween(row).filter((day) => day.getUTCDay() % 6 !== 0).length
  return row.half_day === null ? working : 0.5
}
