import { defined, number, type Remote, refuseInput, text } from "@rollcall/connector-kit"
import type { WriteBody } from "@rollcall/contract"
import { decimalsOf } from "../currencies.js"
import { weeklyHoursOf } from "../working-time.js"
import type { Values } from "./person.js"

type Body = WriteBody<"employments", "create">
export type Terms = Pick<Body, "job_title" | "pay_rate" | "pay_period" | "pay_currency" | "weekly_hours" | "end_date">

type Given = {
  /** Of the legal entity, in which every salary is. */
  currency: string | undefined
  /** The version that it goes on from. */
  base: Remote | undefined
  /** Where the terms stand in the body. */
  path: string
}

/** What a version says of pay, title and hours, in Factorial's units. */
export function termsOf(terms: Terms, given: Given): Values {
  return defined({
    job_title: terms.job_title,
    ends_on: terms.end_date,
    ...payOf(terms, given),
    ...hoursOf(terms, given),
  })
}

const FREQUENCIES: Partial<Record<NonNullable<Terms["pay_period"]>, string>> = {
  annually: "yearly",
  monthly: "monthly",
  weekly: "weekly",
  daily: "daily",
  hourly: "hourly",
}

/** Amount and frequency go together: one without the other would make another salary of what is there. */
function payOf({ pay_rate, pay_period, pay_currency }: Terms, { currency, base, path }: Given): Values {
  if (pay_rate === undefined) {
    if (pay_period !== undefined || pay_currency !== undefined)
      refuseInput(`${path}pay_rate`, "is required with it: give the pay of one period")
    return {}
  }
  if (currency === undefined)
    return refuseInput(
      `${path}pay_rate`,
      path === ""
        ? "has no currency here: this connection reads no legal entity of the person"
        : "has no currency here: give company, the legal entity",
    )
  if (pay_currency !== undefined && pay_currency.toUpperCase() !== currency)
    refuseInput(`${path}pay_currency`, `is ${currency} here: the legal entity decides`)
  const frequency = pay_period === undefined ? base && text(base, "salary_frequency") : FREQUENCIES[pay_period]
  if (!frequency) refuseInput(`${path}pay_period`, `is required: give one of ${Object.keys(FREQUENCIES).join(", ")}`)
  return { salary_amount: minorUnits(pay_rate, currency, `${path}pay_rate`), salary_frequency: frequency }
}

function minorUnits(amount: number, currency: string, path: string): number {
  const decimals = decimalsOf(currency)
  if (decimals === undefined) return refuseInput(path, `can't be written: ${currency} is no currency that is known`)
  return shifted(amount, decimals) ?? refuseInput(path, `has more decimals than ${currency}: give ${decimals} at most`)
}

/** A whole number of the unit that is so many decimals smaller. Undefined: there is a rest. */
function shifted(amount: number, decimals: number): number | undefined {
  const whole = Math.round(amount * 10 ** decimals)
  return whole / 10 ** decimals === amount ? whole : undefined
}

/** Hundredths of an hour in a week. A part-time rate is of the full week that the hours before were a part of. */
function hoursOf({ weekly_hours: hours }: Terms, { base, path }: Given): Values {
  if (hours === undefined) return {}
  const hundredths = shifted(hours, 2) ?? refuseInput(`${path}weekly_hours`, "has more than two decimals")
  const [rate, before] = base ? [number(base, "working_time_percentage_in_cents"), weeklyHoursOf(base)] : []
  const percentage = rate && before ? Math.min(10_000, Math.round((rate * hours) / before)) : undefined
  return { working_hours: hundredths, working_hours_frequency: "week", working_time_percentage_in_cents: percentage }
}
