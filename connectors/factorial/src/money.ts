import { lookUp } from "@rollcall/connector-kit"
import type { Employment } from "@rollcall/contract"
import { decimalsOf } from "./currencies.js"

/**
 * One division, so that the result is the closest number to the exact amount. Undefined when the currency is unknown,
 * because its decimals are: no amount is better than one that is a hundred times too large.
 */
export function toMajorUnits(
  minor: number | null | undefined,
  currency: string | null | undefined,
): number | null | undefined {
  if (minor === null || minor === undefined) return minor
  const decimals = currency ? decimalsOf(currency) : undefined
  return decimals === undefined ? undefined : minor / 10 ** decimals
}

type Period = NonNullable<Employment["pay_period"]>
const PERIODS: Readonly<Record<string, Period>> = {
  yearly: "annually",
  annually: "annually",
  monthly: "monthly",
  biweekly: "biweekly",
  weekly: "weekly",
  daily: "daily",
  hourly: "hourly",
  quarterly: "quarterly",
  one_time: "one_time",
}

/** The list of frequencies is open, so an unknown one is null beside its source. */
export const toPeriod = (
  source: string | null | undefined,
): { value: Period | null | undefined; source: string | null | undefined } => ({
  value: lookUp(source, PERIODS),
  source,
})
