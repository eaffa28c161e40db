import { addMonths, type Day, formatDay, formatTime, startOfMonth } from "@rollcall/sandbox-kit"
import type { Row } from "../world.js"
import type { CurrentVersion } from "./contracts.js"
import type { Draft } from "./draft.js"
import type { Person } from "./people.js"
import type { Workplace } from "./places.js"

const conceptPlans = [
  { name: "base_salary", label: "Base salary", category: "earnings_fixed_salary", unit: "money", own: false },
  { name: "bonus", label: "Bonus", category: "earnings_variable", unit: "money", own: false },
  { name: "meal_voucher", label: "Cheque comida", category: "earnings_benefits_in_kind", unit: "money", own: false },
  { name: "mileage", label: "Kilometraje", category: "earnings_others", unit: "distance", own: false },
  { name: "income_tax", label: "IRPF", category: "deductions", unit: "money", own: false },
  {
    name: "social_security",
    label: "Seguridad Social empresa",
    category: "company_contribution",
    unit: "money",
    own: false,
  },
  { name: "night_hours", label: "Horas nocturnas", category: "earnings_variable", unit: "time", own: true },
  { name: "net_pay", label: "Net pay", category: "summarized_values", unit: "money", own: false },
]

type PaySetup = { concepts: Row[]; runs: Row[] }

/** Payroll: kinds of pay, a cycle a legal entity, the runs of the last months and the lines of some people in them. */
export function writePayRuns(draft: Draft, current: Map<Person, CurrentVersion>, workplaces: Workplace[]): void {
  const concepts = conceptPlans.map((plan) => writeConcept(draft, plan))
  writeAdditional(draft, current, concepts)
  const cycles = writeCycles(draft, workplaces)
  const runs = cycles.flatMap((cycle) => [-3, -2, -1, 0].map((months) => writeRun(draft, cycle, months)))
  writeLines(draft, current, { concepts, runs })
}

function writeConcept(draft: Draft, plan: (typeof conceptPlans)[number]): Row {
  const at = formatTime(draft.today - 800, 600)
  return draft.add("compensations/concepts", {
    category: plan.category,
    company_id: draft.company.id,
    default: !plan.own,
    description: plan.label,
    label: plan.label,
    name: plan.name,
    translated_name: plan.label,
    unit_name: plan.unit === "money" ? "cents" : plan.unit === "distance" ? "km" : "minutes",
    unit_type: plan.unit,
    enabled: plan.name !== "mileage",
    created_at: at,
    updated_at: at,
  })
}

function writeAdditional(draft: Draft, current: Map<Person, CurrentVersion>, concepts: Row[]): void {
  const random = draft.random("additional")
  const [, bonus, meals] = concepts
  for (const [person, { row, plan }] of current) {
    if (!random.chance(0.2)) continue
    const isPerDay = random.chance(0.3)
    const at = formatTime(Math.min(plan.effectiveOn, draft.today - 1), 620)
    draft.add("compensations/additional_compensations", {
      contract_version_id: row.id,
      company_id: draft.company.id,
      payroll_concept_id: (isPerDay ? meals : bonus)?.id ?? null,
      employee_id: person.id,
      recurrence: random.pick(["monthly", "every_3_months", "every_12_months", null]),
      first_payment_on: formatDay(startOfMonth(plan.effectiveOn)),
      description: isPerDay ? "Cheque comida" : null,
      amount_strategy_type: isPerDay ? "contracts_per_worked_day_amount_strategy" : "contracts_fixed_amount_strategy",
      amount_strategy_id: draft.nextId(),
      amount: isPerDay ? 1100 : random.int(2, 30) * 10_000,
      upper_limit: isPerDay ? 24_200 : null,
      per_worked_day_definition: isPerDay ? workedDay : null,
      created_at: at,
      updated_at: at,
    })
  }
}

const workedDay = {
  calculation_source: "attendance",
  reference_time: "worked_time",
  minimum_amount_of_hours_in_minutes: 300,
  work_locations: ["office"],
  timeoff_leave_type_ids: [],
  eligible_days: ["monday", "tuesday", "wednesday", "thursday", "friday"],
}

function writeCycles(draft: Draft, workplaces: Workplace[]): Row[] {
  const countries = [...new Set(workplaces.map((place) => place.country))]
  const at = formatTime(draft.today - 700, 600)
  return countries.map((country) => {
    return draft.add("compensations/cycles", {
      company_id: draft.company.id,
      recurrence: "monthly",
      first_payment: formatDay(startOfMonth(draft.today - 700)),
      currency: country.currency,
      country: country.code,
      closure_day: 25,
      alerts_day: 20,
      created_at: at,
      updated_at: at,
    })
  })
}

function writeRun(draft: Draft, cycle: Row, months: number): Row {
  const startsOn: Day = addMonths(startOfMonth(draft.today), months)
  const endsOn = addMonths(startsOn, 1) - 1
  const status = months < -1 ? "completed" : months === -1 ? "in_review" : "open"
  const createdAt = formatTime(Math.min(startsOn, draft.today - 1), 60)
  return draft.add("compensations/payroll_runs", {
    label: `${formatDay(startsOn).slice(0, 7)} ${String(cycle.country).toUpperCase()}`,
    starts_on: formatDay(startsOn),
    ends_on: formatDay(endsOn),
    status,
    locked: status === "completed",
    locked_at: status === "completed" ? formatTime(endsOn, 900) : null,
    cycle_id: cycle.id,
    company_id: draft.company.id,
    payment_type: "regular",
    closure_date: formatDay(startsOn + 24),
    alerts_date: formatDay(startsOn + 19),
    created_at: createdAt,
    updated_at: createdAt,
  })
}

/** Lines of the first 25 people of the first cycle, in its last completed run. */
function writeLines(draft: Draft, current: Map<Person, CurrentVersion>, { concepts, runs }: PaySetup): void {
  const run = runs.find((row) => row.status === "completed")
  const [base, , , , tax] = concepts
  if (run === undefined || base === undefined || tax === undefined) return
  const paid = [...current]
    .filter(([, { row }]) => row.country === "es" && row.salary_frequency === "yearly")
    .slice(0, 25)
  const at = String(run.locked_at)
  for (const [person, { row }] of paid) {
    const amount = Math.round(Number(row.salary_amount) / 12)
    const line = { payroll_run_employee_id: person.id, payroll_run_id: run.id, created_at: at, updated_at: at }
    const fixed = {
      ...line,
      payroll_concept_id: base.id,
      amount_strategy_type: "compensations_fixed_amount_strategy",
      amount,
    }
    const variable = {
      ...line,
      payroll_concept_id: tax.id,
      amount_strategy_type: "compensations_variable_amount_strategy",
      amount: -Math.round(amount * 0.19),
    }
    draft.add("compensations/employees_compensations", {
      ...fixed,
      amount_is_overwritten: false,
      result_type: "compensation",
    })
    draft.add("compensations/payroll_results", { ...variable, amount_is_overwritten: false })
    draft.add("compensations/payroll_run_employees_compensations", { ...fixed, result_type: "compensation" })
    draft.add("compensations/payroll_run_employees_compensations", { ...variable, result_type: "payroll_result" })
  }
}
