import { addDays } from "@rollcall/contract"

/** One for each zone that was asked for: making one costs more than a mapped row. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const two = "2-digit"
  const date = { year: "numeric", month: two, day: two } as const
  const clock = { hour: two, minute: two, second: two, hourCycle: "h23" } as const
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    calendar: "iso8601",
    numberingSystem: "latn",
    ...date,
    ...clock,
  })
  formats.set(timeZone, made)
  return made
}

/** `YYYY-MM-DDTHH:MM:SS` on the wall in a time zone; an unknown zone counts as UTC. */
export function clockIn(timeZone: string, at: Date): string {
  try {
    const parts = Object.fromEntries(
      formatOf(timeZone)
        .formatToParts(at)
        .map(({ type, value }) => [type, value]),
    )
    const { year = "", month, day, hour, minute, second } = parts
    return `${year.padStart(4, "0")}-${month}-${day}T${hour}:${minute}:${second}`
  } catch {
    return at.toISOString().slice(0, 19)
  }
}

/** `YYYY-MM-DD` in a time zone; an unknown zone counts as UTC. */
export const dayIn = (timeZone: string, at: Date): string => clockIn(timeZone, at).slice(0, 10)

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/**
 * The moment at which a day ends in a time zone: the first minute of the next one there. The last day that has a text
 * ends as in UTC.
 */
export function endOfDay(timeZone: string, day: string): Date {
  const utc = Date.parse(`${day}T00:00:00Z`)
  if (addDays(day, 2) === undefined || addDays(day, -2) === undefined) return new Date(utc + 24 * HOUR_MS)
  // Zones are 12 hours behind UTC to 14 ahead; clocks are put forward and back on whole minutes.
  let [before, after] = [utc - 15 * HOUR_MS, utc + 38 * HOUR_MS]
  while (after - before > MINUTE_MS) {
    const middle = before + Math.floor((after - before) / 2 / MINUTE_MS) * MINUTE_MS
    if (dayIn(timeZone, new Date(middle)) > day) after = middle
    else before = middle
  }
  return new Date(after)
}
