import { day, idOf, many, one, type Remote, resource, text, toText, view } from "@rollcall/connector-kit"
import { addDays, type EmployeeCompensation } from "@rollcall/contract"
import { type Found, personOf } from "../names.js"
import { amountOf, payOf } from "../pay.js"
import * as tables from "../tables.js"
import { byDate, leftOn, type Rows, withStatus } from "../timeline.js"

const ofPerson = { employeeId: "employeeId" }
const people = {
  person: one(tables.employees, ofPerson, { fields: ["employee"] }),
  report: one(tables.report, { id: "employeeId" }, { fields: ["employee"] }),
}
const push = { employee_id: toText("employeeId"), "employee[id]": toText("employeeId") }

const salaries = view({
  from: tables.pays,
  relations: {
    siblings: many(tables.pays, ofPerson, { fields: ["end_date", "status"] }),
    statuses: many(tables.statuses, ofPerson, { fields: ["end_date", "status"] }),
    ...people,
  },
  idPrefix: "compensation-",
  followsToday: true,
  unsupported: ["end_reason", "created_at", "updated_at"],
  push,
  map(row, related, { today }): EmployeeCompensation {
    const pay = payOf(row)
    const type = text(row, "type")
    const statuses = withStatus(related.statuses)
    const [start, end] = [day(row, "startDate"), endOf(row, { ...related, statuses })]
    return {
      ...shared(row, "compensation-", related),
      type: typeOf(type, text(row, "paidPer")),
      type_source: type,
      description: text(row, "comment"),
      amount: pay.amount,
      currency: pay.currency,
      period: pay.period,
      period_source: pay.periodSource,
      payment_frequency: pay.frequency,
      payment_frequency_source: pay.frequencySource,
      status: end === undefined ? undefined : statusOf(row, related.siblings, { start, end, today }),
      start_date: start,
      end_date: end,
    }
  },
})

type Single = { date: string; amount: string; comment: string; type: "bonus" | "commission" }

/** A bonus or a commission, which is paid on one day. */
function single(row: Remote, { date, amount, comment, type }: Single, today: string) {
  const paidOn = day(row, date)
  return {
    type,
    type_source: type,
    description: text(row, comment),
    ...amountOf(row, amount),
    period: "one_time",
    status: paidOn === undefined ? undefined : paidOn === today ? "active" : "inactive",
    start_date: paidOn,
    end_date: paidOn,
  } satisfies Partial<EmployeeCompensation>
}

const BONUS: Single = { date: "bonusDate", amount: "bonusAmount", comment: "bonusComment", type: "bonus" }
const COMMISSION: Single = {
  date: "commissionDate",
  amount: "commissionAmount",
  comment: "commissionComment",
  type: "commission",
}
const ofSingle = {
  relations: people,
  followsToday: true,
  mayBeRefused: true as const,
  unsupported: ["end_reason", "created_at", "updated_at", "payment_frequency", "payment_frequency_source"],
  push,
}

const bonuses = view({
  ...ofSingle,
  from: tables.bonuses,
  idPrefix: "bonus-",
  map: (row, related, { today }): EmployeeCompensation => ({
    ...shared(row, "bonus-", related),
    ...single(row, BONUS, today),
  }),
})

const commissions = view({
  ...ofSingle,
  from: tables.commissions,
  idPrefix: "commission-",
  map: (row, related, { today }): EmployeeCompensation => ({
    ...shared(row, "commission-", related),
    ...single(row, COMMISSION, today),
  }),
})

/** Why a row of pay began is in `remote_data` alone: it is no reason of an end. */
export const employeeCompensations = resource("employee_compensations", { salaries, bonuses, commissions })

function shared(row: Remote, prefix: string, { person, report }: { person?: Found; report?: Found }) {
  return {
    id: `${prefix}${idOf(row) ?? ""}`,
    employee: personOf(row, person, report),
  }
}

/** What somebody is paid by; the word of the company, else the hours that it is paid for. */
function typeOf(type: string | null | undefined, paidPer: string | null | undefined): EmployeeCompensation["type"] {
  if (type && /salary|salaried/i.test(type)) return "salary"
  if (type && /hour/i.test(type)) return "hourly"
  if (type && /commission/i.test(type)) return "commission"
  if (paidPer && /^hour/i.test(paidPer)) return "hourly"
  return type === undefined ? undefined : null
}

type Siblings = { siblings?: Rows; statuses?: Rows }

/** The row's own end, or the day before the next row; the last day of work, where the person has not come back since. */
function endOf(row: Remote, { siblings, statuses }: Siblings): string | null | undefined {
  const start = day(row, "startDate")
  if (siblings === undefined || statuses === undefined) return undefined
  const next = start ? byDate(siblings, "startDate").find(({ date }) => date > start)?.date : undefined
  const own = day(row, "endDate") ?? (next === undefined ? null : (addDays(next, -1) ?? null))
  const left = start ? leftOn(statuses, start, next) : null
  return left !== null && (own === null || left < own) ? left : own
}

type Life = { start: string | null | undefined; end: string | null; today: string }

/** Of several rows of one date the last one holds. */
function statusOf(row: Remote, siblings: Rows, { start, end, today }: Life): EmployeeCompensation["status"] {
  if (!start || start > today || (end !== null && end < today)) return "inactive"
  const held = byDate(siblings ?? [], "startDate").find(({ date }) => date === start)
  return held === undefined || idOf(held.row) === idOf(row) ? "active" : "inactive"
}
