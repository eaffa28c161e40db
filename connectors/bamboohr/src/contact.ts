import { lookUp, type Remote, text } from "@rollcall/connector-kit"
import type { Employee } from "@rollcall/contract"

type Email = NonNullable<Employee["emails"]>[number]
type Phone = NonNullable<Employee["phones"]>[number]

/**
 * The work address is the first one, so without a right to it nobody knows which one is. Undefined too: none is there
 * among those that may be seen.
 */
export function emailsOf(employee: Remote): Email[] | undefined {
  const [work, home] = [text(employee, "workEmail"), text(employee, "homeEmail")]
  if (work === undefined || (!work && home === undefined)) return undefined
  const isSame = work?.toLowerCase() === home?.toLowerCase()
  return [
    work ? [{ email: work, type: "work" as const, is_primary: true }] : [],
    home && !(work && isSame) ? [{ email: home, type: "personal" as const, is_primary: !work }] : [],
  ].flat()
}

/** Undefined: none is there among those that may be seen. */
export function phonesOf(employee: Remote): Phone[] | undefined {
  const [mobile, work, home] = [text(employee, "mobilePhone"), text(employee, "workPhone"), text(employee, "homePhone")]
  const numbers = [mobile, work, home]
  if (numbers.includes(undefined) && !numbers.some(Boolean)) return undefined
  const extension = text(employee, "workPhoneExtension")
  return [
    mobile ? [{ number: mobile, type: "mobile" as const }] : [],
    work ? [{ number: work, extension, type: "work" as const }] : [],
    home ? [{ number: home }] : [],
  ].flat()
}

const GENDERS: Readonly<Record<string, NonNullable<Employee["gender"]>>> = {
  female: "female",
  male: "male",
  nonbinary: "non_binary",
}

/** The list is open, and hyphens come in several forms. */
export function genderOf(report: Remote): Pick<Employee, "gender" | "gender_source"> {
  const source = text(report, "gender")
  const word = source?.replace(/[\s\p{Pd}_]/gu, "") ?? source
  return { gender: lookUp(word, GENDERS, "other"), gender_source: source }
}
