import type { Employee, Employment } from "@rollcall/contract"
import { type NamedEvent, referenceTo } from "./event.js"

/** What a person is paid by the terms of a job; null: nothing is said about pay. */
export type Pay = { amount: number; currency: string | null; period: string | null } | null

type Change = { before: Employee; after: Employee; today: string }

/**
 * Compares two lines of pay over time: before and after. On each day that either line has a version from, the pay that
 * held is held against the pay that holds. So a raise is told once, when it is recorded, with its own first day, as is a
 * correction of the past or a raise that was taken back. `until` is the last day before the next version. Nothing holds
 * after the end of what was in force: a raise that was ahead of somebody who leaves before it leads to no pay.
 */
export function namePay({ before, after }: Change): NamedEvent[] {
  if (!before.employments || !after.employments) return []
  const [was, is] = [lineOf(before.employments), lineOf(after.employments)]
  const days = [...new Set([...was, ...is].map(({ day }) => day))].sort()
  return days.flatMap((day, index): NamedEvent[] => {
    const [from, line] = [payOn(was, day), payOn(is, day)]
    if (from === undefined || line === undefined || isSamePay(from, line)) return []
    const to = hasEnded(is, day) ? null : line
    if (isSamePay(from, to)) return []
    const next = days[index + 1]
    const until = next === undefined ? null : dayBefore(next)
    const details = { employee: referenceTo(after), source: "salary", from, to, until }
    return [{ type: "compensation:changed", effective_date: day, changed_fields: ["employments"], details }]
  })
}

type Step = { day: string; end: string | null; pay: Pay | undefined; id: string }

/** Oldest first; of versions from the same day the one that was made last counts, in whatever order they are listed. */
const lineOf = (employments: readonly Employment[]): Step[] =>
  employments
    .flatMap((version) =>
      version.effective_date
        ? { day: version.effective_date, end: version.end_date ?? null, pay: payOf(version), id: version.id }
        : [],
    )
    .sort(byDay)

/** Of versions from the same day the one that was made last comes last. */
export const byDay = (a: { day: string; id: string }, b: { day: string; id: string }): number =>
  compare(a.day, b.day) || a.id.length - b.id.length || compare(a.id, b.id)

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** Undefined: it could not be read. */
const payOf = ({ pay_rate, pay_currency, pay_period }: Employment): Pay | undefined =>
  typeof pay_rate === "number"
    ? { amount: pay_rate, currency: pay_currency ?? null, period: pay_period ?? null }
    : pay_rate

function payOn(line: readonly Step[], day: string): Pay | undefined {
  const step = line.findLast((one) => one.day <= day)
  return step ? step.pay : null
}

function hasEnded(line: readonly Step[], day: string): boolean {
  const end = line.findLast((one) => one.day <= day)?.end ?? null
  return end !== null && end < day
}

/** A currency or period that one side doesn't know is no change. */
export function isSamePay(one: Pay, other: Pay): boolean {
  if (one === null || other === null) return one === other
  const agrees = (a: string | null, b: string | null) => a === null || b === null || a === b
  return one.amount === other.amount && agrees(one.currency, other.currency) && agrees(one.period, other.period)
}

/** Null for what is no day of the calendar, and before its first. */
function dayBefore(day: string): string | null {
  const at = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(day)) return null
  at.setUTCDate(at.getUTCDate() - 1)
  return at.getUTCFullYear() < 0 ? null : at.toISOString().slice(0, 10)
}
