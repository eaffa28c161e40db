import type { Row } from "../world.js"
import type { Draft } from "./draft.js"
import {
  type LeaveTypeKey,
  type LeaveTypePlan,
  leaveTypePlans,
  type PolicyPlan,
  policyPlans,
} from "./leave-type-list.js"

export type PolicyRows = { policy: Row; country: string; holidays: Row }
export type TimeOffRules = { types: Record<LeaveTypeKey, Row>; policies: PolicyRows[] }

/** Leave types, policies and the allowances that join them. */
export function writeTimeOffRules(draft: Draft, countryCodes: Set<string>): TimeOffRules {
  const rules: TimeOffRules = { types: writeTypes(draft), policies: [] }
  for (const plan of policyPlans) {
    if (countryCodes.has(plan.country)) rules.policies.push(writePolicy(draft, plan, rules.types))
  }
  linkTypes(draft, Object.values(rules.types))
  return rules
}

function writeTypes(draft: Draft): TimeOffRules["types"] {
  const rows = new Map(leaveTypePlans.map((plan) => [plan.key, writeType(draft, plan)]))
  const find = (key: LeaveTypeKey): Row => {
    const row = rows.get(key)
    if (row === undefined) throw new Error(`no leave type ${key} in the list`)
    return row
  }
  return {
    holiday: find("holiday"),
    sick: find("sick"),
    parental: find("parental"),
    compassionate: find("compassionate"),
    overtime: find("overtime"),
    public_duty: find("public_duty"),
    home_office: find("home_office"),
    birthday: find("birthday"),
    unpaid: find("unpaid"),
    medical_hours: find("medical_hours"),
    blood_donation: find("blood_donation"),
    garden: find("garden"),
  }
}

function writeType(draft: Draft, plan: LeaveTypePlan): Row {
  return draft.add("timeoff/leave_types", {
    name: plan.name,
    translated_name: plan.label,
    identifier: plan.identifier,
    color: plan.color,
    active: plan.active ?? true,
    editable: plan.identifier === "custom",
    approval_required: plan.approval ?? true,
    accrues: plan.accrues ?? false,
    attachment: plan.attachment ?? false,
    allow_endless: plan.endless ?? false,
    restricted: plan.restricted ?? false,
    visibility: plan.visible ?? true,
    workable: plan.workable ?? false,
    payable: plan.payable ?? true,
    company_id: draft.company.id,
    is_attachment_mandatory: plan.key === "medical_hours",
    allowance_ids: [],
    half_days_units_enabled: plan.key !== "parental",
    max_days_in_cents: plan.maxDays ?? null,
    details_required: plan.key === "public_duty",
  })
}

function writePolicy(draft: Draft, plan: PolicyPlan, types: TimeOffRules["types"]): PolicyRows {
  const policy = draft.add("timeoff/policies", {
    name: plan.name,
    main: plan.country === "es",
    company_id: draft.company.id,
    description: plan.description,
  })
  const holidays = writeAllowance(draft, {
    policy,
    position: 1,
    name: "Base",
    type: "days",
    units: plan.days,
    daysType: plan.daysType,
    source: "base_units",
    unlimited: plan.unlimited ?? false,
    typeIds: [types.holiday.id],
  })
  if (plan.country === "es" || plan.country === "de") writeExtraAllowances(draft, policy, types)
  return { policy, country: plan.country, holidays }
}

/** A few days for private matters, and hours of overtime to be taken off. */
function writeExtraAllowances(draft: Draft, policy: Row, types: TimeOffRules["types"]): void {
  const common = { policy, daysType: "working_days", unlimited: false }
  writeAllowance(draft, {
    ...common,
    position: 2,
    name: "Asuntos propios",
    type: "days",
    units: 2,
    source: "base_units",
    typeIds: [types.birthday.id, types.public_duty.id],
  })
  writeAllowance(draft, {
    ...common,
    position: 3,
    name: "Overtime",
    type: "hours",
    units: 0,
    source: "overtime_units",
    typeIds: [types.overtime.id],
  })
}

type AllowancePlan = {
  policy: Row
  position: number
  name: string
  type: "days" | "hours"
  units: number
  daysType: string
  source: string
  unlimited: boolean
  typeIds: string[]
}

function writeAllowance(draft: Draft, plan: AllowancePlan): Row {
  return draft.add("timeoff/allowances", {
    accrued_units_availability: "current_cycle",
    allowance_type: plan.type,
    available_days: "all_days",
    carry_over_days: plan.position === 1 ? 5 : 0,
    carry_over_units_in_cents: plan.position === 1 ? 500 : 0,
    count_holiday_as_workable: plan.daysType === "natural_days",
    cycle_length: 12,
    cycle_start: "jan",
    days_type: plan.daysType,
    expire_in_months: 3,
    frequency: "yearly",
    holiday_allowance_in_cents: plan.units * 100,
    leave_type_ids: plan.typeIds,
    name: plan.name,
    negative_counter_type: "negative_counter_enabled",
    position: plan.position,
    proration_type: "proration_enabled",
    pto_proratio_enabled: false,
    range_type: plan.daysType === "natural_days" ? "exact_range" : null,
    rounding: "half_day",
    source_units: plan.source,
    tenure_period_transition: "beginning_of_cycle",
    tenure_periods: tenurePeriods(draft, plan),
    tenure_periods_enabled: plan.units === 28,
    timeoff_cycle: "jan_dec",
    timeoff_policy_id: plan.policy.id,
    unlimited_accrued_hours: false,
    unlimited_carry_over: false,
    unlimited_carry_over_expiration: false,
    unlimited_holidays: plan.unlimited,
  })
}

/** Germany gives a day more after five years. */
function tenurePeriods(draft: Draft, plan: AllowancePlan) {
  if (plan.units !== 28) return []
  const shape = { period_type: "years", period_length: 5, adjustment_in_cents: 100, balance_type: "fixed_balance" }
  const unused = {
    time_worked_based_hours_accrued_in_cents: null,
    time_worked_based_per_hours_worked_in_cents: null,
    max_cap_in_cents: null,
  }
  return [{ id: draft.nextId(), ...shape, ...unused }]
}

function linkTypes(draft: Draft, types: Row[]): void {
  const allowances = draft.tables["timeoff/allowances"] ?? []
  for (const type of types) {
    const linked = allowances.filter((row) => Array.isArray(row.leave_type_ids) && row.leave_type_ids.includes(type.id))
    type.allowance_ids = linked.map((row) => row.id)
  }
}
