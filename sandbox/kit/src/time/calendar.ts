/** Days as whole numbers since 1970-01-01, so that no time zone can move them. */
export type Day = number

const DAY_MS = 86_400_000

/** Throws on anything but a real `YYYY-MM-DD`. */
export function toDay(text: string): Day {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00.000Z`) : Number.NaN
  if (Number.isNaN(ms) || formatDay(ms / DAY_MS) !== text) throw new Error(`not a date, want YYYY-MM-DD: ${text}`)
  return ms / DAY_MS
}

/** A company names the same few thousand days over and over: each is written once. */
const written = new Map<Day, string>()

export function formatDay(day: Day): string {
  let text = written.get(day)
  if (text === undefined) {
    text = new Date(day * DAY_MS).toISOString().slice(0, 10)
    written.set(day, text)
  }
  return text
}

/** Date-time as Factorial writes it; `minute` counts from midnight UTC and stays within the day. */
export function formatTime(day: Day, minute: number, second = 0): string {
  return `${formatDay(day)}T${formatClock(minute)}:${two(second)}.000Z`
}

/** `HH:MM` */
export function formatClock(minute: number): string {
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

export function unixSeconds(day: Day, minute: number): number {
  return day * 86_400 + minute * 60
}

/** 0 is Monday. */
export function weekdayOf(day: Day): number {
  return (((day + 3) % 7) + 7) % 7
}

export function isWeekend(day: Day): boolean {
  return weekdayOf(day) > 4
}

/** The same or the next day from Monday to Friday. */
export function nextWeekday(day: Day): Day {
  const weekday = weekdayOf(day)
  return weekday > 4 ? day + 7 - weekday : day
}

/** Year, month 1-12 and day of the month. */
export function partsOf(day: Day): { year: number; month: number; date: number } {
  const at = new Date(day * DAY_MS)
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() }
}

/** Month may run over 12 or under 1. */
export function dayOf(year: number, month: number, date: number): Day {
  return Date.UTC(year, month - 1, date) / DAY_MS
}

/** Same date that many months on, or the last one the month has. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = partsOf(day)
  const last = partsOf(dayOf(year, month + months + 1, 0)).date
  return dayOf(year, month + months, Math.min(date, last))
}

export function startOfMonth(day: Day): Day {
  const { year, month } = partsOf(day)
  return dayOf(year, month, 1)
}

/** Whole years lived on that day. */
export function ageOn(day: Day, born: Day): number {
  const now = partsOf(day)
  const then = partsOf(born)
  const hadBirthday = now.month > then.month || (now.month === then.month && now.date >= then.date)
  return now.year - then.year - (hadBirthday ? 0 : 1)
}

/** Easter Sunday of the western church (Gauss, as published by Meeus). */
export function easterOf(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor((8 * b + 13) / 25)
  const e = (19 * a + b - Math.floor(b / 4) - d + 15) % 30
  const f = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - e - (c % 4)) % 7
  const g = Math.floor((a + 11 * e + 22 * f) / 451)
  const month = Math.floor((e + f - 7 * g + 114) / 31)
  return dayOf(year, month, ((e + f - 7 * g + 114) % 31) + 1)
}
