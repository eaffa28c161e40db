import { compareTexts, idsOf, isRemote, number, objectOf, type Remote, text } from "@rollcall/connector-kit"
import type { Employment } from "@rollcall/contract"

/** The shortest full-time week by law among Factorial's countries is France's. Below it is part time. */
const FULL_TIME_FROM_HOURS = 35

/** `working_hours` is hundredths of an hour per frequency. An unknown frequency gives unknown hours. */
export function weeklyHoursOf(version: Remote): number | null | undefined {
  const hundredths = number(version, "working_hours")
  if (hundredths === undefined || hundredths === null) return hundredths
  const hours = hundredths / 100
  const frequency = text(version, "working_hours_frequency")
  if (frequency === "week") return hours
  if (frequency === "day") return daysOf(version).size > 0 ? round(hours * daysOf(version).size) : null
  if (frequency === "month") return round((hours * 12) / 52)
  if (frequency === "year") return round(hours / 52)
  return null
}

const round = (value: number) => Math.round(value * 100) / 100

function daysOf(version: Remote): Set<string> {
  const value = version.working_week_days
  const names = Array.isArray(value)
    ? idsOf(version, "working_week_days")
    : typeof value === "string"
      ? value.split(",")
      : []
  return new Set(names.map((name) => name.trim().toLowerCase()).filter((name) => name !== ""))
}

type TypeOf = Pick<Employment, "employment_type" | "employment_type_source">

const INTERNSHIP = /intern(?!a)|práctic|practic|becari|\bstage\b|stagiaire|praktik|estági|estagi/i
const TRAINEE = /aprend|apprenti|ausbild|azubi|trainee|formación|formacao|formação|alternance/i
const FIXED_TERM = /temporal|temporary|fixed|détermin(?!é.*in)|\bcdd\b|befrist(?!.*un)|termo certo/i
const OPEN_ENDED = /indefinid|indétermin|\bcdi\b|unbefrist|permanent|sem termo|open/i

/**
 * From what the contract says of itself, in this order: internship, training, fixed term, part time, full time. An end
 * alone is no fixed term: a termination writes one into the last version of any contract.
 * The source lists the facts, so that a reader who ranks them otherwise can.
 */
export function employmentTypeOf(version: Remote): TypeOf {
  const label = countryField(version, "contract_type")
  const percentage = number(version, "working_time_percentage_in_cents") ?? null
  const hours = weeklyHoursOf(version) ?? null
  const facts = [
    label === undefined ? [] : [`contract_type ${label}`],
    percentage === null ? [] : [`working_time_percentage_in_cents ${percentage}`],
    hours === null ? [] : [`weekly_hours ${hours}`],
  ].flat()
  const employment_type_source = facts.length > 0 ? facts.join(", ") : null
  return { employment_type: pick({ label, percentage, hours }), employment_type_source }
}

type Facts = { label: string | undefined; percentage: number | null; hours: number | null }

function pick({ label = "", percentage, hours }: Facts): NonNullable<TypeOf["employment_type"]> | null {
  if (INTERNSHIP.test(label)) return "internship"
  if (TRAINEE.test(label)) return "trainee"
  if (FIXED_TERM.test(label) && !OPEN_ENDED.test(label)) return "temporary"
  // Without a percentage the hours decide: ordinary full-time contracts have none.
  if (percentage !== null) return percentage < 10_000 ? "part_time" : "full_time"
  if (hours !== null) return hours < FULL_TIME_FROM_HOURS ? "part_time" : "full_time"
  return null
}

/** Country fields of a version by their key, never by their label, which is in the company's language. */
export function countryField(version: Remote, name: string): string | undefined {
  const country = objectOf(objectOf(version, "version_data") ?? {}, "country_data")
  const fields = country?.fields
  if (!Array.isArray(fields)) return undefined
  // Said twice, the same one is taken whatever their order.
  const labels = fields.filter(isRemote).flatMap((one) => (one.name === name ? (text(one, "value_label") ?? []) : []))
  return labels.sort(compareTexts)[0]
}
