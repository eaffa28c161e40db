import { day, number, type Remote, text } from "@rollcall/connector-kit"
import { addDays, type TimeoffRequest } from "@rollcall/contract"
import { endDay, laterOf } from "./dates.js"

const DAY_MINUTES = 1_440

/**
 * Days, or local clock times for an absence of hours. One that runs past midnight ends on the next day, also when its
 * last day says otherwise; none ends before it begins.
 */
export function timesOf(row: Remote): Pick<TimeoffRequest, "start_time" | "end_time"> {
  const [start, finish] = [day(row, "start_on"), endDay(row, "finish_on")]
  const last = start && finish ? laterOf(start, finish) : finish
  const from = minutesOf(text(row, "start_time"))
  if (!start || from === undefined) return { start_time: start, end_time: last }
  const until = from + Math.max(0, (number(row, "hours_amount_in_cents") ?? 0) * 0.6)
  const nextDay = until >= DAY_MINUTES ? addDays(start, 1) : undefined
  const clockEnd = until >= DAY_MINUTES && nextDay === undefined ? DAY_MINUTES - 1 : until % DAY_MINUTES
  return {
    start_time: `${start}T${clock(from)}`,
    end_time: `${laterOf(last ?? start, nextDay ?? start)}T${clock(clockEnd)}`,
  }
}

/** Minutes after midnight as digits, `H:MM`, or ISO: which one Factorial sends today is not known. */
function minutesOf(given: string | null | undefined): number | undefined {
  if (!given) return undefined
  if (/^\d{1,4}$/.test(given)) return Number(given) < DAY_MINUTES ? Number(given) : undefined
  const [, hours, minutes] = /(?:^|[T ])(\d{1,2}):(\d{2})(?!\d)/.exec(given) ?? []
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined
  return Number(hours) * 60 + Number(minutes)
}

function clock(minutes: number): string {
  const part = (value: number) => String(Math.floor(value)).padStart(2, "0")
  return `${part(minutes / 60)}:${part(minutes % 60)}:00`
}
