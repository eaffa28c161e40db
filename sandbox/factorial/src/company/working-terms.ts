import type { Json } from "../world.js"
import type { Term, VersionPlan } from "./contract-terms.js"
import type { Person } from "./people.js"

/** Hours in hundredths, as Factorial keeps them: 4000 a week is 40 h. */
export type WorkingTime = {
  hours: number
  frequency: "week" | "day" | "month" | "year"
  days: string[]
  /** Percent x 100; null on ordinary full-time contracts, and on some part-time ones. */
  percentage: number | null
  /** Against full time. */
  ratio: number
}

const fiveDays = ["monday", "tuesday", "wednesday", "thursday", "friday"]

export function workingTimeOf(person: Person): WorkingTime {
  const { traits, random } = person
  const { code, fullWeek } = person.workplace.country
  const days = code === "mx" ? [...fiveDays, "saturday"] : fiveDays
  const full: WorkingTime = { hours: fullWeek, frequency: "week", days, percentage: null, ratio: 1 }
  if (traits.has("part_time_percentage")) return reduce(full, random.pick([0.5, 0.6, 0.75, 0.8]))
  if (traits.has("part_time_hours")) {
    const ratio = random.pick([0.6, 0.8])
    const worked = days.slice(0, Math.round(days.length * ratio))
    return { ...full, hours: Math.round(fullWeek * ratio), days: worked, ratio }
  }
  if (traits.has("hours_per_day")) return { ...full, hours: fullWeek / days.length, frequency: "day" }
  if (traits.has("hours_per_month")) return { ...full, hours: Math.round((fullWeek * 52) / 12), frequency: "month" }
  if (traits.has("hours_per_year")) return { ...full, hours: 178000, frequency: "year" }
  if (traits.has("full_time_percentage")) return { ...full, percentage: 10000 }
  return full
}

function reduce(full: WorkingTime, ratio: number): WorkingTime {
  return { ...full, hours: Math.round(full.hours * ratio), percentage: Math.round(ratio * 10000), ratio }
}

type TimeColumn =
  | "working_hours"
  | "working_hours_frequency"
  | "working_week_days"
  | "working_time_percentage_in_cents"
  | "annual_working_time_distribution"
  | "max_legal_yearly_hours"
  | "maximum_weekly_hours"

export function workingTimeValues(time: WorkingTime): Record<TimeColumn, Json> {
  return {
    working_hours: time.hours,
    working_hours_frequency: time.frequency,
    working_week_days: time.days.join(","),
    working_time_percentage_in_cents: time.percentage,
    annual_working_time_distribution: time.ratio < 1 ? "limit_daily_hours" : "limit_workdays",
    max_legal_yearly_hours: time.frequency === "year" ? time.hours : null,
    maximum_weekly_hours: time.frequency === "day" ? 4000 : null,
  }
}

type PayColumn = "salary_amount" | "salary_currency" | "salary_frequency"

/** Pay in minor units per frequency; the currency is often left to the legal entity. */
export function payValues(
  person: Person,
  term: Term,
  at: { plan: VersionPlan; time: WorkingTime },
): Record<PayColumn, Json> {
  const { country } = term.workplace
  const frequency = payFrequency(person, term)
  const isForeign = person.traits.has("paid_in_dollars")
  const ratio = frequency === "hourly" ? 1 : at.time.ratio
  const rate = isForeign ? 1.1 : country.payLevel
  const yearly = person.job.basePay * person.job.pay * rate * spread(term) * at.plan.pay * ratio
  const hasCurrency = isForeign || person.hiredOn % 4 !== 1
  return {
    salary_amount: roundPay(yearly, frequency),
    salary_currency: isForeign ? "USD" : hasCurrency ? country.currency : null,
    salary_frequency: frequency,
  }
}

type Frequency = "yearly" | "monthly" | "weekly" | "hourly"

function payFrequency(person: Person, term: Term): Frequency {
  if (person.traits.has("paid_by_hour")) return "hourly"
  const { code } = term.workplace.country
  if (code === "mx" || (code === "pt" && person.hiredOn % 3 === 0)) return "monthly"
  return code === "gb" && person.hiredOn % 6 === 0 ? "weekly" : "yearly"
}

const periods: Record<Frequency, { perYear: number; step: number }> = {
  yearly: { perYear: 1, step: 50_000 },
  monthly: { perYear: 12, step: 1_000 },
  weekly: { perYear: 52, step: 100 },
  hourly: { perYear: 2080, step: 5 },
}

function roundPay(yearly: number, frequency: Frequency): number {
  const { perYear, step } = periods[frequency]
  return Math.round((yearly * 100) / perYear / step) * step
}

/** The same for every version of a contract. */
function spread(term: Term): number {
  return 0.92 + ((term.startsOn * 7919) % 24) / 100
}
