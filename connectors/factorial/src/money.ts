import { lookUp } from "@rollcall/connector-kit"
import type { Employment } from "@rollcall/contract"

const digits = new Map<string, number>()

/** Decimals of a currency's minor unit, as ISO 4217 has them; 2 for a code that is no currency. */
function decimalsOf(currency: string): number {
  const known = digits.get(currency)
  if (known !== undefined) return known
  let found = 2
  try {
    found = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    // Not a currency code: cents are the HR system's own habit.
  }
  digits.set(currency, found)
  return found
}

/** One division, so that the result is the closest number to the exact amount. */
export function toMajorUnits(
  minor: number | null | undefined,
  currency: string | null | undefined,
): number | null | undefined {
  if (minor === null || minor === undefined) return minor
  return minor / 10 ** (currency ? decimalsOf(currency) : 2)
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
