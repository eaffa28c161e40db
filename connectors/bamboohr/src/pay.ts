import { lookUp, type Money, money, type Remote, text } from "@rollcall/connector-kit"
import type { Employment } from "@rollcall/contract"

type Period = NonNullable<Employment["pay_period"]>

/** `Pay Period` is said by the schedule. */
const PERIODS: Readonly<Record<string, Period>> = {
  hour: "hourly",
  day: "daily",
  week: "weekly",
  month: "monthly",
  quarter: "quarterly",
  year: "annually",
}

/** Schedules are the company's own list; the model has no word for twice a month. */
const FREQUENCIES: Readonly<Record<string, Period>> = {
  daily: "daily",
  "every day": "daily",
  weekly: "weekly",
  "every week": "weekly",
  biweekly: "biweekly",
  "bi-weekly": "biweekly",
  "every other week": "biweekly",
  monthly: "monthly",
  "every month": "monthly",
  "once a month": "monthly",
  quarterly: "quarterly",
  "every quarter": "quarterly",
  yearly: "annually",
  annually: "annually",
  "every year": "annually",
  "once a year": "annually",
}

export type Pay = {
  amount: number | null | undefined
  currency: string | null | undefined
  period: Period | null | undefined
  periodSource: string | null | undefined
  frequency: Period | null | undefined
  frequencySource: string | null | undefined
}

/** An empty amount is no money, and then its currency says nothing either. */
export const amountOf = (row: Remote, column: string): { amount: number | null; currency: string | null } | Absent => {
  const found: Money | null | undefined = money(row, column)
  return found === undefined ? ABSENT : (found ?? { amount: null, currency: null })
}
type Absent = { amount: undefined; currency: undefined }
const ABSENT: Absent = { amount: undefined, currency: undefined }

/** Of a row of `compensation`. */
export function payOf(row: Remote): Pay {
  const [paidPer, schedule] = [text(row, "paidPer"), text(row, "paySchedule")]
  const frequency = lookUp(schedule?.trim() ?? schedule, FREQUENCIES)
  const isByPeriod = paidPer?.trim().toLowerCase() === "pay period"
  return {
    ...amountOf(row, "rate"),
    period: isByPeriod ? frequency : lookUp(paidPer?.trim() ?? paidPer, PERIODS),
    periodSource: isByPeriod && schedule ? `${paidPer}, ${schedule}` : paidPer,
    frequency,
    frequencySource: schedule,
  }
}
