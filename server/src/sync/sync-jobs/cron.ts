import { badField } from "../../errors.js"

/** The minutes that five fields choose, in UTC. */
export type Cron = {
  minutes: readonly number[]
  hours: readonly number[]
  days: ReadonlySet<number>
  months: ReadonlySet<number>
  weekdays: ReadonlySet<number>
  /** When both the day of the month and the weekday are restricted, either one is enough, as cron has it. */
  isEitherDay: boolean
}

type Field = { name: string; from: number; to: number; words?: readonly string[] }

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
const FIELDS: readonly [Field, Field, Field, Field, Field] = [
  { name: "minute", from: 0, to: 59 },
  { name: "hour", from: 0, to: 23 },
  { name: "day of month", from: 1, to: 31 },
  { name: "month", from: 1, to: 12, words: MONTHS },
  // 7 is Sunday too.
  { name: "weekday", from: 0, to: 7, words: WEEKDAYS },
]

const refuse = (message: string) => badField("cron_expression", message)

/** Reads `*`, numbers, names, ranges, steps and lists of them. Throws `request.invalid` that names the field. */
export function parseCron(expression: string): Cron {
  const parts = expression.trim().split(/\s+/)
  if (parts.length !== FIELDS.length)
    throw refuse("give five fields: minute, hour, day of month, month, weekday; for example 0 6 * * 1")
  const [minutes, hours, days, months, weekdays] = FIELDS.map((field, place) => parseField(field, parts[place] ?? ""))
  if (!minutes || !hours || !days || !months || !weekdays) throw refuse("give five fields")
  return {
    minutes,
    hours,
    days: new Set(days),
    months: new Set(months),
    weekdays: new Set(weekdays.map((day) => day % 7)),
    isEitherDay: !parts[2]?.startsWith("*") && !parts[4]?.startsWith("*"),
  }
}

function parseField(field: Field, text: string): number[] {
  const values = new Set(text.split(",").flatMap((part) => parsePart(field, part)))
  return [...values].sort((a, b) => a - b)
}

function parsePart(field: Field, part: string): number[] {
  const { name, from, to } = field
  const [, range = "", step] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(part) ?? []
  const [first, last, ...more] = range === "*" ? [from, to] : range.split("-").map((one) => numberOf(field, one))
  const every = step === undefined ? 1 : Number(step)
  // `5/15` goes on to the end of the field.
  const end = last ?? (step === undefined ? first : to)
  if (first === undefined || end === undefined || more.length > 0 || every < 1 || end < first)
    throw refuse(`${part.slice(0, 40)} is no ${name}: give ${from} to ${to}, *, a range, a step or a list`)
  return Array.from({ length: Math.floor((end - first) / every) + 1 }, (_, place) => first + place * every)
}

function numberOf({ name, from, to, words }: Field, text: string): number {
  const word = words?.indexOf(text.toLowerCase()) ?? -1
  const value = word >= 0 ? word + (name === "month" ? 1 : 0) : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= from && value <= to))
    throw refuse(`${text.slice(0, 40) || "nothing"} is no ${name}: give ${from} to ${to}, *, a range, a step or a list`)
  return value
}

const DAY_MS = 86_400_000
/** The 29th of February comes again within eight years. */
const MOST_DAYS = 8 * 366

/** The first moment after this one. Undefined: there is none, as on the 31st of February. */
export function nextAfter(cron: Cron, after: Date): Date | undefined {
  const midnight = Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate())
  for (let day = 0; day <= MOST_DAYS; day++) {
    const start = midnight + day * DAY_MS
    if (!isDay(cron, new Date(start))) continue
    const moments = cron.hours.flatMap((hour) => cron.minutes.map((minute) => start + (hour * 60 + minute) * 60_000))
    const next = moments.find((at) => at > after.getTime())
    if (next !== undefined) return new Date(next)
  }
  return undefined
}

function isDay({ days, months, weekdays, isEitherDay }: Cron, day: Date): boolean {
  if (!months.has(day.getUTCMonth() + 1)) return false
  const [isDate, isWeekday] = [days.has(day.getUTCDate()), weekdays.has(day.getUTCDay())]
  return isEitherDay ? isDate || isWeekday : isDate && isWeekday
}
