import { listOf } from "../lists/query.js"
import { type Behaviour, type Call, Refusal, type Row } from "../world.js"

/** Lists that are made when they are asked for. */
export const computed: Record<string, Behaviour> = {
  "GET api_public/credentials": (call) => [credential(call)],
  "GET timeoff/allowance_stats": allowanceStats,
  "GET contracts/materialized_templates": () => [],
  "GET timeoff/french_leave_day_counts": frenchCounts,
}

/** Which side is filled tells a person's token from a company's. */
function credential({ world, credential: own }: Call): Row {
  const { company, store } = world
  const person = own.employeeId === null ? undefined : store.find("employees/employees", own.employeeId)
  const user = person
    ? {
        email: person.email ?? null,
        login_email: person.login_email ?? null,
        full_name: person.full_name ?? null,
        first_name: person.first_name ?? null,
        last_name: person.last_name ?? null,
        employee_id: person.id,
        role: "basic",
      }
    : {}
  const side = person
    ? {}
    : {
        name: company.name,
        legal_name: company.legalName,
        locale: company.locale,
        subscription_plan: "enterprise",
        tin: "B00000000",
        tos: true,
        gdpr_tos: true,
        onboarded_on: "2015-03-02",
      }
  return { id: own.id, company_id: company.id, ...user, ...side }
}

const MAX_EMPLOYEES = 25

/** Entitlement of the year against approved absences; naming somebody invisible empties the page. */
function allowanceStats({ world, query }: Call): Row[] {
  const { store, clock } = world
  const wanted = listOf(query["employee_ids[]"])
  if (wanted.length > MAX_EMPLOYEES)
    throw new Refusal(422, { errors: { errors: [`at most ${MAX_EMPLOYEES} employee_ids`] } })
  if (wanted.some((id) => !store.find("employees/employees", id))) return []
  const date = typeof query.reference_date === "string" ? query.reference_date : clock.today()
  const people = wanted.length > 0 ? wanted : store.all("employees/employees").map((row) => row.id)
  return people.flatMap((employeeId) => {
    const assignment = store
      .where("timeoff/policy_assignments", { employee_id: employeeId })
      .toSorted((a, b) => String(a.effective_at).localeCompare(String(b.effective_at)))
      .findLast((one) => String(one.effective_at) <= date)
    if (!assignment) return []
    const allowances = store.where("timeoff/allowances", { timeoff_policy_id: assignment.timeoff_policy_id ?? null })
    return allowances.map((allowance) => stat(world, { employeeId, allowance, date }))
  })
}

type Asked = { employeeId: string; allowance: Row; date: string }

function stat({ store }: Call["world"], { employeeId, allowance, date }: Asked): Row {
  const year = Number(date.slice(0, 4))
  const types = Array.isArray(allowance.leave_type_ids) ? allowance.leave_type_ids : []
  const counts = (one: Row) =>
    one.approved === true &&
    one.deleted_at === null &&
    types.includes(one.leave_type_id ?? null) &&
    String(one.start_on).startsWith(String(year))
  const taken = store.where("timeoff/leaves", { employee_id: employeeId }).filter(counts)
  const units = (rows: readonly Row[]) => rows.reduce((sum, one) => sum + unitsOf(one, allowance), 0)
  const used = units(taken.filter((one) => String(one.start_on) <= date))
  const ahead = units(taken) - used
  const total = Number(allowance.holiday_allowance_in_cents ?? 0) / 100
  const text = (value: number) => value.toFixed(2)
  const entitled = ["total_accrued_units", "total", "policy_allowance", "prorated_allowance_days", "total_in_decimal"]
  const unused = [
    "accumulated_carry_over",
    "incidences",
    "accrued_incidences",
    "available_incidences",
    "used_carry_over",
  ]
  return {
    id: `${employeeId}/${allowance.id}/${date}`,
    allowance_id: allowance.id,
    employee_id: employeeId,
    year,
    cycles: [],
    cycle_carry_overs: [],
    max_balance_cap: null,
    ...Object.fromEntries(entitled.map((name) => [name, text(total)])),
    ...Object.fromEntries(unused.map((name) => [name, text(0)])),
    available_days: text(total - used - ahead),
    used_days: text(used),
    used_units_until_reference_date: text(used),
    outstanding_units: text(ahead),
  }
}

function unitsOf(leave: Row, allowance: Row): number {
  if (allowance.allowance_type === "hours") return Number(leave.hours_amount_in_cents ?? 0) / 100
  if (leave.half_day !== null) return 0.5
  const days = (Date.parse(String(leave.finish_on ?? leave.start_on)) - Date.parse(String(leave.start_on))) / 86_400_000
  return Math.round(days) + 1
}

function frenchCounts({ world, query }: Call): Row[] {
  const ids = listOf(query["leave_ids[]"])
  const isWindow = typeof query.from === "string" && typeof query.to === "string"
  if (ids.length === 0 && !isWindow)
    throw new Refusal(422, { errors: { errors: ["leave_ids, or from and to, are required"] } })
  const rows = world.store
    .all("timeoff/leaves")
    .filter((row) =>
      ids.length > 0
        ? ids.includes(row.id)
        : String(row.start_on) <= String(query.to) && String(row.finish_on ?? row.start_on) >= String(query.from),
    )
  return rows.map((row) => ({
    id: row.id,
    leave_id: row.id,
    amount: unitsOf(row, { id: "", allowance_type: "days" }),
    unit: "days",
  }))
}
