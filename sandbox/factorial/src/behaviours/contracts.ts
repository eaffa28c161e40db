import { checkBody } from "../rows/write.js"
import type { Behaviour, Call, Json, Row } from "../world.js"
import { announce, complain, findNamed, patchNamed } from "./rules.js"

const VERSIONS = "contracts/contract_versions"

/** A salary and its frequency come together; a version may be dated ahead, and a copy of the one in force. */
export const contracts: Record<string, Behaviour> = {
  [`POST ${VERSIONS}`]: create,
  [`PUT ${VERSIONS}`]: update,
  // The vendor's own pick of a person's contract: the version in force, or the last one.
  "GET contracts/reference_contracts": referenceContracts,
}

function create(call: Call): Row {
  const { store, company } = call.world
  const body = checkBody(VERSIONS, "create", call)
  if (!store.find("employees/employees", String(body.employee_id))) throw complain(call, "employee_id", "missing")
  if (body.salary_amount && !body.salary_frequency) throw complain(call, "salary_frequency", "blank")
  const employee = store.find("employees/employees", String(body.employee_id))
  const entity = store.find("companies/legal_entities", String(employee?.legal_entity_id))
  const defaults: Record<string, Json> = {
    company_id: company.id,
    country: entity?.country ?? company.country,
    has_payroll: false,
    fr_forfait_jours: false,
    es_has_teleworking_contract: false,
    bank_holiday_treatment: "non_workable",
    salary_currency: body.salary_amount ? (entity?.currency ?? null) : null,
  }
  const { id: _, copy_current_contract_version, ...values } = body
  const others = store.where(VERSIONS, { employee_id: String(body.employee_id) })
  const current = copy_current_contract_version === true ? versionInForce(others, call.world.clock.today()) : undefined
  const same = others.findLast((one) => one.starts_on === values.starts_on) ?? others.at(-1)
  defaults.contracts_contract_id = same?.contracts_contract_id ?? null
  return announce(VERSIONS, "create", {
    row: store.insert(VERSIONS, { ...defaults, ...termsOf(current), ...shaped(values) }),
    call,
  })
}

function update(call: Call): Row {
  const body = checkBody(VERSIONS, "update", { ...call, body: { ...call.body, id: call.id } })
  const before = findNamed(VERSIONS, call)
  if (body.salary_amount && !body.salary_frequency && !before.salary_frequency)
    throw complain(call, "salary_frequency", "blank")
  const { id: _, ...patch } = body
  const known = Object.fromEntries(Object.entries(shaped(patch)).filter(([name]) => Object.hasOwn(before, name)))
  return announce(VERSIONS, "update", { row: patchNamed(VERSIONS, call, known), call })
}

/** Days without a clock time. */
const shaped = (values: Record<string, Json>): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      name.endsWith("_on") && typeof value === "string" ? value.slice(0, 10) : value,
    ]),
  )

function referenceContracts({ world }: Call): Row[] {
  const today = world.clock.today()
  return world.store.all("employees/employees").flatMap((employee) => {
    return versionInForce(world.store.where(VERSIONS, { employee_id: employee.id }), today) ?? []
  })
}

/** The one that holds today, else the first one. */
function versionInForce(versions: readonly Row[], today: string): Row | undefined {
  const sorted = versions.toSorted((a, b) => String(a.effective_on).localeCompare(String(b.effective_on)))
  return sorted.findLast((one) => String(one.effective_on) <= today) ?? sorted[0]
}

/** What a copy takes over: everything but what the row is and when it was made. */
function termsOf(version: Row | undefined): Record<string, Json> {
  if (version === undefined) return {}
  const { id: _, created_at: __, updated_at: ___, ...terms } = version
  return terms
}
