import { defined, money, type Remote, refuseInput, text } from "@rollcall/connector-kit"
import type { WriteBody } from "@rollcall/contract"

type Terms = Pick<WriteBody<"employments", "create">, "pay_rate" | "pay_period" | "pay_currency">

/** What a salary says, before it is written as fields of a person or as a row of pay. */
export type Pay = { rate: string; paidPer: string | undefined; type: string | undefined }

const PAID_PER: Partial<Record<NonNullable<Terms["pay_period"]>, string>> = {
  hourly: "Hour",
  daily: "Day",
  weekly: "Week",
  monthly: "Month",
  quarterly: "Quarter",
  annually: "Year",
}

/** Undefined: nothing is said of pay. `base` is the row of pay that it goes on from. */
export function payIn(terms: Terms, { base, path }: { base: Remote | undefined; path: string }): Pay | undefined {
  const { pay_rate: rate, pay_period: period, pay_currency } = terms
  if (rate === undefined) {
    if (period !== undefined || pay_currency !== undefined)
      refuseInput(`${path}pay_rate`, "is required with it: give the pay of one period")
    return undefined
  }
  const currency = pay_currency?.toUpperCase() ?? (base && money(base, "rate")?.currency)
  if (!currency) return refuseInput(`${path}pay_currency`, "is required: give an ISO 4217 code")
  const before = base && text(base, "type")
  if (period === undefined) {
    if (!(base && text(base, "paidPer"))) refuseInput(`${path}pay_period`, `is required: give one of ${PERIODS}`)
    return { rate: amountOf(rate, currency, path), paidPer: undefined, type: undefined }
  }
  const paidPer = PAID_PER[period] ?? refuseInput(`${path}pay_period`, `can't be written: give one of ${PERIODS}`)
  const isHourly = period === "hourly"
  const isKept = before && /hour/i.test(before) === isHourly
  return { rate: amountOf(rate, currency, path), paidPer, type: isKept ? before : isHourly ? "Hourly" : "Salary" }
}

const PERIODS = Object.keys(PAID_PER).join(", ")
const MOST_DECIMALS = 4

function amountOf(amount: number, currency: string, path: string): string {
  if (Number(amount.toFixed(MOST_DECIMALS)) !== amount)
    refuseInput(`${path}pay_rate`, `has more than ${MOST_DECIMALS} decimals`)
  const text = Number(amount.toFixed(2)) === amount ? amount.toFixed(2) : amount.toFixed(MOST_DECIMALS)
  return `${text} ${currency}`
}

/** A row of pay, which goes on from another one where nothing else is said. */
export function payRow({ rate, paidPer, type }: Pay, from: string, base: Remote = {}) {
  const kept = (column: string) => text(base, column) ?? undefined
  const overtime = money(base, "overtimeRate")
  return defined({
    startDate: from,
    rate,
    type: type ?? kept("type"),
    paidPer: paidPer ?? kept("paidPer"),
    paySchedule: kept("paySchedule"),
    exempt: kept("exempt"),
    overtimeRate: overtime?.currency ? `${overtime.amount} ${overtime.currency}` : undefined,
  })
}
