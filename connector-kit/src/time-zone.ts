import { readMoment } from "@rollcall/contract"
import { refuseInput } from "./verdict.js"
import type { WriteContext } from "./writes.js"

/**
 * Whether it is the name of a time zone, as the IANA has them. An offset such as +02:00 is no place: it knows no summer,
 * and databases read its sign the other way round.
 */
export function isTimeZone(name: string): boolean {
  if (!/^[a-z]/i.test(name) || name.length > 100) return false
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }))
  } catch {
    return false
  }
}

/** A moment of a body, as the company's clock shows it. Throws `InputProblem`. */
export function localTime(path: string, given: string, { toLocal }: Pick<WriteContext, "toLocal">): string {
  const local = toLocal(given)
  if (local === undefined)
    return refuseInput(
      path,
      "has an offset, but the company's time zone is not known: give its own local time, without an offset",
    )
  if (!readMoment(local)) refuseInput(path, "is on no day of the years 1 to 9999 in the company's time zone")
  return local
}
