import type { EmployeeCompensation } from "@rollcall/contract"
import { type ChangeOf, type NamedEvent, referenceTo } from "./event.js"
import { isSamePay, type Pay } from "./pay.js"

/** Salaries are told by the employee's row, which has every version of them and so knows the amount before. */
const TOLD_BY_EMPLOYEE: readonly unknown[] = ["salary", "hourly"]

/** Further pay: bonuses, commissions, equity and what has no known type. Appeared, changed or taken away. */
export function nameCompensation({ before, after, today }: ChangeOf<"employee_compensations">): NamedEvent[] {
  const row = after ?? before
  if (!row || TOLD_BY_EMPLOYEE.includes(row.type)) return []
  const [from, to] = [payOf(before), payOf(after)]
  if (from === undefined || to === undefined || isSamePay(from, to)) return []
  const details = {
    employee: referenceTo(row.employee),
    source: row.type ?? "other",
    description: row.description ?? null,
    from,
    to,
    until: after?.end_date ?? null,
  }
  const changed_fields = (["amount", "currency", "period"] as const).filter((name) => from?.[name] !== to?.[name])
  const effective_date = after ? (after.start_date ?? null) : today
  return [{ type: "compensation:changed", effective_date, changed_fields, details }]
}

/** Undefined: it could not be read. */
function payOf(row: EmployeeCompensation | null): Pay | undefined {
  if (!row) return null
  const { amount, currency, period } = row
  return typeof amount === "number" ? { amount, currency: currency ?? null, period: period ?? null } : amount
}
