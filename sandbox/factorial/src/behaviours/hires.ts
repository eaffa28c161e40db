import { checkBody } from "../rows/write.js"
import { tableColumns } from "../spec/index.js"
import type { Call, Json, Row } from "../world.js"
import { announce, complain, findNamed, textOf } from "./rules.js"
import { joinTeam } from "./teams.js"

const EMPLOYEES = "employees/employees"
const VERSIONS = "contracts/contract_versions"
const LEVEL = "jobcatalog_treelevel"

type Values = Record<string, Json>

/** Somebody new: the person, the contract with its first version, and a place in a team. All of it, or nothing. */
export function hire(call: Call): Row {
  const { store, company, clock } = call.world
  const body = checkBody(EMPLOYEES, "create_with_contract", call)
  assertNew(call, body)
  const startsOn = textOf(body.contract_starts_on) ?? textOf(body.contract_effective_on) ?? clock.today()
  const employee = store.insert(EMPLOYEES, {
    ...personIn(body),
    full_name: `${String(body.first_name)} ${String(body.last_name)}`,
    preferred_name: body.first_name ?? null,
    // The address that is given is the one to sign in with.
    email: null,
    login_email: body.email ?? null,
    access_id: String(store.all(EMPLOYEES).length + 900_001),
    company_id: company.id,
    legal_entity_id: textOf(body.legal_entity_id) ?? store.all("companies/legal_entities")[0]?.id ?? null,
    location_id: textOf(body.location_id) ?? store.all("locations/locations")[0]?.id ?? null,
    address_line_1: body.address_line1 ?? null,
    is_terminating: false,
    attendable: true,
    active: false,
    disability_percentage_cents: 0,
    seniority_calculation_date: textOf(body.seniority_calculation_date) ?? startsOn,
  })
  signContract({ ...call, body }, employee, startsOn)
  const team = textOf(body.team_id)
  if (team !== null) joinTeam({ ...call, body: { team_id: team, employee_id: employee.id } })
  // Fresh employees come with null e-mails in this event (seen live); a read shows them.
  announce(EMPLOYEES, "create_with_contract", { row: { ...employee, email: null, login_email: null }, call })
  return employee
}

/** Nothing is stored before everything that is named is known. */
function assertNew(call: Call, body: Values): void {
  const { store, company } = call.world
  if (body.company_id !== company.id) throw complain(call, "company_id", "invalid")
  const isTaken = store.all(EMPLOYEES).some((row) => row.login_email === String(body.email))
  if (isTaken) throw complain(call, "email", "taken")
  assertPlaces(call, body)
  if (textOf(body.team_id) !== null) findNamed("teams/teams", call, body.team_id)
  const node = textOf(body.job_catalog_tree_node_uuid)
  if (node === null) return
  const isLevel = store.all("job_catalog/tree_nodes").some((row) => row.uuid === node && row.type === LEVEL)
  if (!isLevel) throw complain(call, "job_catalog_tree_node_uuid", "invalid")
}

const PLACES: Readonly<Record<string, string>> = {
  manager_id: EMPLOYEES,
  timeoff_manager_id: EMPLOYEES,
  legal_entity_id: "companies/legal_entities",
  location_id: "locations/locations",
}

/** Whom and what a person belongs to has to be there. */
export function assertPlaces(call: Call, values: Values): void {
  for (const [column, table] of Object.entries(PLACES)) {
    const id = textOf(values[column])
    if (id !== null && !call.world.store.find(table, id)) throw complain(call, column, "missing")
  }
}

/** What of the body is of the person: the rest is of the contract, or of other programs. */
function personIn(body: Values): Values {
  const columns = tableColumns(EMPLOYEES)
  return Object.fromEntries(Object.entries(body).filter(([name]) => Object.hasOwn(columns, name)))
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
    ...termsIn(body),
    effective_on: textOf(body.contract_effective_on) ?? startsOn,
    contracts_contract_id: contract.id,
    job_catalog_tree_node_uuid: body.job_catalog_tree_node_uuid ?? null,
    has_trial_period: body.has_trial_period === true,
    trial_period_ends_on: body.trial_period_ends_on ?? null,
  })
}

/** `contracts_maximum_weekly_hours` of the body is `maximum_weekly_hours` of the version. */
function termsIn(body: Values): Values {
  const given = Object.entries(body).filter(([name, value]) => name.startsWith("contracts_") && value !== null)
  return Object.fromEntries(given.map(([name, value]) => [name.slice("contracts_".length), value]))
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
