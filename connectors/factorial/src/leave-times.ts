import { day, number, type Remote, text } from "@rollcall/connector-kit"
import { addDays, type TimeoffRequest } from "@rollcall/contract"
import { endDay, laterOf } from "./dates.js"

const DAY_MINUTES = 1_440

/**
 * Days, or local clock times for an absence of hours. One that runs past midnight ends on the day that its hours reach,
 * also when its last day says otherwise; none ends before it begins.
 */
export function timesOf(row: Remote): Pick<TimeoffRequest, "start_time" | "end_time"> {
  const [start, finish] = [day(row, "start_on"), endDay(row, "finish_on")]
  const last = start && finish ? laterOf(start, finish) : finish
  const from = minutesOf(text(row, "start_time"))
  if (!start || from === undefined) return { start_time: start, end_time: last }
  // Hundredths of an hour can't say every minute: 20 minutes are 33 of them.
  const until = from + Math.max(0, Math.round((number(row, "hours_amount_in_cents") ?? 0) * 0.6))
  const reached = addDays(start, Math.floor(until / DAY_MINUTES))
  const clockEnd = reached === undefined ? DAY_MINUTES - 1 : until % DAY_MINUTES
  return {
    start_time: `${start}T${clock(from)}`,
    end_time: `${laterOf(last ?? start, reached ?? start)}T${clock(clockEnd)}`,
  }
}

/** Minutes after midnight as digits, `H:MM` of 24 or 12 hours, or ISO: which one Factorial sends today is not known. */
export function minutesOf(given: string | null | undefined): number | undefined {
  if (!given) return undefined
  if (/^\d{1,4}$/.test(given)) return Number(given) < DAY_MINUTES ? Number(given) : undefined
  const [, hours, minutes, half] = CLOCK.exec(given) ?? []
  const hour = half === undefined ? Number(hours) : hourOf(Number(hours), half)
  return Number(minutes) > 59 || !(hour <= 23) ? undefined : hour * 60 + Number(minutes)
}

const CLOCK = /(?:^|[T ])(\d{1,2}):(\d{2})(?!\d)[^ap]*(?:([ap])\.?\s?m)?/i

/** 12 a.m. is midnight; an hour that a half day does not have is none. */
function hourOf(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return Number.NaN
  return (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0)
}

function clock(minutes: number): string {
  const part = (value: number) => String(Math.floor(value)).padStart(2, "0")
  return `${part(minutes / 60)}:${part(minutes % 60)}:00`
}
