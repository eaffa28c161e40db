import { formatDay, formatTime, type Random, startOfMonth } from "@rollcall/sandbox-kit"
import type { ContractTaxonomies } from "./contract-taxonomies.js"
import type { Draft } from "./draft.js"
import { drawSocialSecurityNumber } from "./identity.js"
import type { Person } from "./people.js"

/** What payroll keeps about people, and the codes its programs know them by. */
export function writePayrollFacts(draft: Draft, people: Person[], taxonomies: ContractTaxonomies): void {
  const random = draft.random("payroll")
  writeFamilies(draft, people, random)
  writeIdentifiers(draft, people, random)
  writeGermanData(draft, people, random)
  writeSupplements(draft, { people, taxonomies, random })
  writeCodes(draft, people)
}

const civilStatuses = [
  "single",
  "single",
  "married",
  "married",
  "cohabitating",
  "divorced",
  "civil_partnership",
  "widow",
  "unknown",
]

function writeFamilies(draft: Draft, people: Person[], random: Random): void {
  for (const person of people) {
    if (!random.chance(0.7)) continue
    draft.add("payroll/family_situations", {
      employee_id: person.id,
      civil_status: random.pick(civilStatuses),
      number_of_dependants: random.pick([0, 0, 0, 1, 2, 3, null]),
    })
  }
}

function writeIdentifiers(draft: Draft, people: Person[], random: Random): void {
  for (const person of people) {
    const { code } = person.workplace.country
    if (code !== "pt" && code !== "de") continue
    draft.add("payroll_employees/identifiers", {
      employee_id: person.id,
      social_security_number: random.chance(0.8) ? drawSocialSecurityNumber(random) : null,
      tax_id: `0000${random.int(1_000_000, 9_999_999)}`,
      country: code,
    })
  }
}

function writeGermanData(draft: Draft, people: Person[], random: Random): void {
  for (const person of people) {
    if (person.workplace.country.code !== "de" || person.stage === "future") continue
    draft.add("payroll_employees/german_employee_data", {
      employee_id: person.id,
      country_of_birth: "000",
      place_of_birth: random.pick(["Berlin", "Köln", "Łódź", null]),
      health_insurer_company_number: "00000000",
      contribution_class_health_insurance: 1,
      contribution_class_unemployment_insurance: 1,
      contribution_class_pension_insurance: 1,
      contribution_class_nursing_insurance: 1,
      additional_contribution_to_nursing_insurance: random.chance(0.5),
      tax_class: random.pick([1, 1, 3, 4, 5]),
      child_tax_allowance: random.pick([0, 0.5, 1, null]),
      denomination: random.pick(["ev", "rk", "nd", null]),
      personnel_leasing: 0,
      highest_level_of_professional_training: random.int(0, 6),
      highest_level_of_education: random.int(1, 4),
    })
  }
}

type SupplementSources = { people: Person[]; taxonomies: ContractTaxonomies; random: Random }

/** There is no list of policy periods: the id is all one ever sees of them. */
function writeSupplements(draft: Draft, { people, taxonomies, random }: SupplementSources): void {
  const periodId = draft.nextId()
  for (const person of people) {
    if (person.stage === "future" || person.stage === "left" || !random.chance(0.15)) continue
    const kinds = taxonomies.compensationKinds.get(person.workplace.legalEntityId) ?? []
    const isTime = random.chance(0.2)
    const minutes = isTime ? random.int(60, 600) * 100 : null
    const at = formatTime(draft.today - random.int(1, 20), 640)
    draft.add("payroll/supplements", {
      employee_id: person.id,
      company_id: draft.company.id,
      contracts_taxonomy_id: kinds[isTime ? 3 : 0] ?? null,
      amount_in_cents: isTime ? null : random.int(50, 900) * 100,
      unit: isTime ? "time" : "money",
      effective_on: formatDay(startOfMonth(draft.today)),
      created_at: at,
      updated_at: at,
      description: random.chance(0.3) ? "Guardia de fin de semana" : null,
      payroll_policy_period_id: periodId,
      employee_observations: [],
      raw_minutes_in_cents: minutes,
      minutes_in_cents: minutes,
      equivalent_minutes_in_cents: minutes,
      currency: person.workplace.country.currency,
      legal_entity_id: person.workplace.legalEntityId,
    })
  }
}

function writeCodes(draft: Draft, people: Person[]): void {
  const add = (integration: string, target: { type: string; id: string }, code: string) => {
    const values = {
      company_id: draft.company.id,
      code,
      codeable_id: target.id,
      codeable_type: target.type,
      integration,
    }
    draft.add("payroll_integrations_base/codes", values)
  }
  for (const [index, entity] of (draft.tables["companies/legal_entities"] ?? []).entries()) {
    add(entity.country === "de" ? "datev" : "a3innuva", { type: "LegalEntity", id: entity.id }, `E${index + 1}`)
  }
  const german = people.filter((person) => person.workplace.country.code === "de")
  for (const [index, person] of german.entries())
    add("datev", { type: "Employee", id: person.id }, String(1000 + index))
}
