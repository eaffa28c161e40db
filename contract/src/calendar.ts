/**
 * Days and moments as text, with the arithmetic done on dates. A day is `YYYY-MM-DD` of the years 1 to 9999, so that
 * days compare as their text does; what lies outside has no text and is undefined.
 */
const DAY_MS = 86_400_000

/** Of a month that has so many days in every year but a leap year. */
const DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether it is `YYYY-MM-DD` of a day that the calendar has. Every cell of every row is asked, so no date is made. */
export function isDay(text: string): boolean {
  if (text.length !== 10 || text[4] !== "-" || text[7] !== "-") return false
  const [year, month, day] = [digitsIn(text, 0, 4), digitsIn(text, 5, 7), digitsIn(text, 8, 10)]
  const isLeap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return year > 0 && day > 0 && day <= (DAYS_IN[month - 1] ?? 0) + Number(isLeap)
}

/** NaN when something else than a digit stands there. */
function digitsIn(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 0x30
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/** Milliseconds at which a day begins in UTC; undefined for text that is no day of the calendar. */
const startOf = (text: string): number | undefined => (isDay(text) ? Date.parse(`${text}T00:00:00Z`) : undefined)

/** The day that many days later; undefined outside the years 1 to 9999 and for text that is no day. */
export function addDays(day: string, days: number): string | undefined {
  const at = startOf(day)
  const moved = new Date((at ?? Number.NaN) + Math.trunc(days) * DAY_MS)
  if (Number.isNaN(moved.getTime())) return undefined
  const text = moved.toISOString().slice(0, 10)
  return isDay(text) ? text : undefined
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i

export type Moment = {
  day: string
  /** `HH:MM`; undefined: only a day was given. */
  clock: string | undefined
  /** `Z` or `+02:00`; undefined: a clock on somebody's wall. */
  offset: string | undefined
  /** Milliseconds since the epoch; without an offset as if it were UTC. */
  atMs: number
}

/** A day or an ISO 8601 date-time; undefined for anything else, and for days and clock times that don't exist. */
export function readMoment(text: string): Moment | undefined {
  const [, day = "", hours, minutes, seconds = "00", zone] = MOMENT.exec(text) ?? []
  const start = startOf(day)
  if (start === undefined || Number(hours ?? 0) > 23 || Number(minutes ?? 0) > 59 || Number(seconds) > 59) {
    return undefined
  }
  const clock = hours === undefined ? undefined : `${hours}:${minutes}`
  const offset = zone?.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, "$1:$2")
  const atMs = clock === undefined ? start : Date.parse(`${text.replace(" ", "T").slice(0, 16)}${restOf(text, offset)}`)
  return Number.isNaN(atMs) ? undefined : { day, clock, offset, atMs }
}

/** Seconds and offset of a date-time in the one form that every reader of ISO 8601 takes. */
function restOf(text: string, offset = "Z"): string {
  return `${/^:\d{2}(?:\.\d{1,3})?/.exec(text.slice(16))?.[0] ?? ""}${offset}`
}

/** Whether a query's value is a moment; an unencoded `+` of an offset arrives as a space. */
export const isMoment = (given: string): boolean => readMoment(withPlus(given)) !== undefined

/** `2026-03-01T00:00:00 02:00` as it was meant. */
export const withPlus = (given: string): string => given.replace(/ (?=\d{2}:?\d{2}$)(?<=T.+)/i, "+")
