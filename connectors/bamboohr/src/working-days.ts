import { isRemote, number, objectOf, type Remote, text } from "@rollcall/connector-kit"
import { isDay, type TimeoffRequest } from "@rollcall/contract"
import type { Rows } from "./timeline.js"

const NAMES = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]

/** Hours of a day of the week, as the company has them; `default` is said of the days that are not named. */
export function hoursOn(day: string, types: readonly Remote[]): number | undefined {
  const given = types.flatMap((type) => (Array.isArray(type.defaultHours) ? [type.defaultHours] : []))[0] ?? []
  const named = (name: string | undefined) =>
    given.filter(isRemote).find((one) => text(one, "name")?.trim().toLowerCase() === name)
  const found = named(NAMES[new Date(`${day}T00:00:00Z`).getUTCDay()]) ?? named("default")
  return (found && number(found, "amount")) ?? undefined
}

type Session = Pick<TimeoffRequest, "session" | "session_source">

/**
 * Full when every day that counts is a whole one. Anything else may be a morning, an afternoon, or hours of several days
 * that stand on the first one: which of them is not told.
 */
export function sessionOf(row: Remote, types: Rows): Session {
  const [dates, amount] = [objectOf(row, "dates"), objectOf(row, "amount")]
  if (dates === undefined || amount === undefined) return {}
  const unit = text(amount, "unit")
  const isInDays = unit === "days"
  if (types === undefined && !isInDays) return {}
  const counted = Object.keys(dates).flatMap((day): [string, number][] => {
    const value = number(dates, day)
    return isDay(day) && value && value > 0 ? [[day, value]] : []
  })
  const isWhole = ([day, value]: [string, number]) => value === (isInDays ? 1 : hoursOn(day, types ?? []))
  const said = [text(amount, "amount"), unit].filter(Boolean).join(" ")
  return {
    session: counted.length > 0 && counted.every(isWhole) ? "full" : null,
    session_source: said === "" ? null : said,
  }
}
