import { checkBody } from "../rows/write.js"
import type { Behaviour, Call, Json, Row } from "../world.js"
import { announce, complain, findNamed, patchNamed, textOf } from "./rules.js"

const EMPLOYEES = "employees/employees"
const VERSIONS = "contracts/contract_versions"

/** People are made with their contract, never deleted, and terminated by day. */
export const employees: Record<string, Behaviour> = {
  [`POST ${EMPLOYEES}/create_with_contract`]: hire,
  [`POST ${EMPLOYEES}/invite`]: (call) => act(call, "invite", { active: true }),
  [`POST ${EMPLOYEES}/set_regular_access_start_date`]: (call) => act(call, "set_regular_access_start_date", {}),
  [`POST ${EMPLOYEES}/terminate`]: terminate,
  [`POST ${EMPLOYEES}/unterminate`]: (call) =>
    act(call, "unterminate", {
      terminated_on: null,
      is_terminating: false,
      termination_reason: null,
      termination_reason_type: null,
      active: true,
    }),
  [`PUT ${EMPLOYEES}`]: update,
}

function act(call: Call, action: string, patch: Record<string, Json>): Row {
  checkBody(EMPLOYEES, action, call)
  return announce(EMPLOYEES, action, { row: patchNamed(EMPLOYEES, call, patch), call })
}

function hire(call: Call): Row {
  const { store, company, clock } = call.world
  const body = checkBody(EMPLOYEES, "create_with_contract", call)
  const email = String(body.email)
  const taken = store.all(EMPLOYEES).some((row) => row.login_email === email)
  if (taken) throw complain(call, "email", "taken")
  const { address_line1, contract_starts_on, contract_effective_on, ...given } = body
  const startsOn = textOf(contract_starts_on) ?? textOf(contract_effective_on) ?? clock.today()
  const employee = store.insert(EMPLOYEES, {
    ...Object.fromEntries(
      Object.entries(given).filter(([name]) => Object.hasOwn(BLANK_PERSON, name) || name in ALLOWED),
    ),
    full_name: `${String(body.first_name)} ${String(body.last_name)}`,
    preferred_name: body.first_name ?? null,
    email: null,
    login_email: email,
    access_id: String(store.all(EMPLOYEES).length + 900_001),
    company_id: company.id,
    legal_entity_id: textOf(body.legal_entity_id) ?? store.all("companies/legal_entities")[0]?.id ?? null,
    location_id: textOf(body.location_id) ?? store.all("locations/locations")[0]?.id ?? null,
    address_line_1: address_line1 ?? null,
    is_terminating: false,
    attendable: true,
    active: false,
    disability_percentage_cents: 0,
    seniority_calculation_date: startsOn,
  })
  signContract(call, employee, startsOn)
  // Fresh employees come with null e-mails in this event (seen live); a read shows them.
  announce(EMPLOYEES, "create_with_contract", { row: { ...employee, email: null, login_email: null }, call })
  return employee
}

function signContract({ world: { store, company, clock }, body }: Call, employee: Row, startsOn: string): void {
  const common = {
    company_id: company.id,
    employee_id: employee.id,
    starts_on: startsOn,
    ends_on: body.ends_on ?? null,
    country: store.find("companies/legal_entities", String(employee.legal_entity_id))?.country ?? company.country,
  }
  const contract = store.insert("contracts/contracts", {
    ...common,
    legal_entity_id: employee.legal_entity_id ?? null,
    schedule: startsOn > clock.today() ? "upcoming" : "ongoing",
  })
  store.insert(VERSIONS, {
    ...common,
    ...ORDINARY_HOURS,
    effective_on: textOf(body.contract_effective_on) ?? startsOn,
    contracts_contract_id: contract.id,
    job_catalog_tree_node_uuid: body.job_catalog_tree_node_uuid ?? null,
    has_trial_period: body.has_trial_period === true,
    trial_period_ends_on: body.trial_period_ends_on ?? null,
  })
}

const ORDINARY_HOURS = {
  working_hours: 4000,
  working_hours_frequency: "week",
  working_week_days: "monday,tuesday,wednesday,thursday,friday",
  bank_holiday_treatment: "non_workable",
  has_payroll: false,
  fr_forfait_jours: false,
  es_has_teleworking_contract: false,
}
const BLANK_PERSON = {
  first_name: "",
  last_name: "",
  gender: "",
  identifier: "",
  identifier_type: "",
  birthday_on: "",
  nationality: "",
}
const ALLOWED = {
  address_line_2: 1,
  postal_code: 1,
  city: 1,
  state: 1,
  country: 1,
  manager_id: 1,
  timeoff_manager_id: 1,
  phone_number: 1,
  company_identifier: 1,
  identifier_expiration_date: 1,
}

function terminate(call: Call): Row {
  const { terminated_on, termination_reason } = checkBody(EMPLOYEES, "terminate", call)
  const day = String(terminated_on).slice(0, 10)
  const isAhead = day >= call.world.clock.today()
  const manager = textOf(call.body.termination_assigned_manager_id)
  const id = findNamed(EMPLOYEES, call).id
  for (const report of call.world.store.where(EMPLOYEES, { manager_id: id })) {
    if (manager) call.world.store.update(EMPLOYEES, report.id, { manager_id: manager })
  }
  return act(call, "terminate", {
    terminated_on: day,
    is_terminating: isAhead,
    termination_reason: termination_reason ?? null,
    ...(isAhead ? {} : { active: false }),
  })
}

function update(call: Call): Row {
  const { id: _, ...patch } = checkBody(EMPLOYEES, "update", { ...call, body: { ...call.body, id: call.id } })
  const before = findNamed(EMPLOYEES, call)
  if (patch.bank_number && !patch.bank_number_format && !before.bank_number_format)
    throw complain(call, "bank_number_format", "blank")
  const named = { ...before, ...patch }
  const full_name =
    patch.first_name || patch.last_name ? `${String(named.first_name)} ${String(named.last_name)}` : before.full_name
  const known = Object.fromEntries(Object.entries(patch).filter(([name]) => Object.hasOwn(before, name)))
  return announce(EMPLOYEES, "update", {
    row: patchNamed(EMPLOYEES, call, { ...known, full_name: full_name ?? null }),
    call,
  })
}
