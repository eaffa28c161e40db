import type { CountryCode } from "./countries.js"
import type { Draft } from "./draft.js"
import type { Workplace } from "./places.js"

export type Choice = { id: string; name: string }

/** The lists contract versions and compensations point to. */
export type ContractTaxonomies = {
  open: Partial<Record<CountryCode, Choice>>
  fixed: Partial<Record<CountryCode, Choice>>
  discontinuous: Choice
  trainee: Choice
  fullDay: Choice
  partDay: Choice
  educationLevels: Choice[]
  professionalCategories: Choice[]
  /** Ids of kinds of compensation by legal entity, in the order of `compensationKinds`. */
  compensationKinds: Map<string, string[]>
}

export const compensationKinds = ["Bonus", "Meal allowance", "Company car", "Transport", "Stock plan"]

export function writeContractTaxonomies(draft: Draft, workplaces: Workplace[]): ContractTaxonomies {
  const template = draft.add("contracts/contract_templates", {
    company_id: draft.company.id,
    contract_version_type: "Contracts::Es::ContractVersion",
  })
  for (const type of ["Contracts::Fr::ContractVersion", "Contracts::De::ContractVersion"]) {
    draft.add("contracts/contract_templates", { company_id: draft.company.id, contract_version_type: type })
  }
  const spanish = (table: SpanishTable) => writeSpanish(draft, table, template.id)
  const [esOpen, esFixed, discontinuous, trainee] = four(spanish("contracts/spanish_contract_types"))
  const [fullDay, partDay] = four(spanish("contracts/spanish_working_day_types"))
  const [frOpen, frFixed] = four(writeCountry(draft, "contracts/french_contract_types"))
  const [deOpen, deFixed] = four(writeCountry(draft, "contracts/german_contract_types"))
  const [ptOpen, ptFixed] = four(writeCountry(draft, "contracts/portuguese_contract_types"))
  return {
    open: { es: esOpen, fr: frOpen, de: deOpen, pt: ptOpen },
    fixed: { es: esFixed, fr: frFixed, de: deFixed, pt: ptFixed },
    discontinuous,
    trainee,
    fullDay,
    partDay,
    educationLevels: spanish("contracts/spanish_education_levels"),
    professionalCategories: spanish("contracts/spanish_professional_categories"),
    compensationKinds: writeCompensationKinds(draft, workplaces),
  }
}

const spanishNames = {
  "contracts/spanish_contract_types": ["Indefinido", "Temporal", "Fijo discontinuo", "Prácticas"],
  "contracts/spanish_working_day_types": ["Jornada completa", "Jornada parcial", "Jornada reducida", "Turnos"],
  "contracts/spanish_education_levels": ["Bachillerato", "Grado universitario", "Máster", "Doctorado"],
  "contracts/spanish_professional_categories": ["Titulado superior", "Titulado medio", "Técnico", "Administrativo"],
}
type SpanishTable = keyof typeof spanishNames

function writeSpanish(draft: Draft, table: SpanishTable, template: string): Choice[] {
  return spanishNames[table].map((name, index) => {
    const values = { name, default: index === 0, contracts_contract_template_id: template }
    return { id: draft.add(table, values).id, name }
  })
}

const countryNames = {
  "contracts/french_contract_types": ["CDI", "CDD", "Stage", "Alternance"],
  "contracts/german_contract_types": ["Unbefristet", "Befristet", "Werkstudent", "Minijob"],
  "contracts/portuguese_contract_types": ["Sem termo", "A termo certo", "A termo incerto", "Estágio"],
}
type CountryTable = keyof typeof countryNames

function writeCountry(draft: Draft, table: CountryTable): Choice[] {
  return countryNames[table].map((name) => ({ id: draft.add(table, { name }).id, name }))
}

function four(choices: Choice[]): [Choice, Choice, Choice, Choice] {
  const [a, b, c, d] = choices
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error("want four choices")
  return [a, b, c, d]
}

function writeCompensationKinds(draft: Draft, workplaces: Workplace[]): Map<string, string[]> {
  const kinds = new Map<string, string[]>()
  for (const { legalEntityId } of workplaces) {
    if (kinds.has(legalEntityId)) continue
    const rows = compensationKinds.map((name, index) => {
      const values = { name, archived: index === 4, default: index < 2, legal_entity_id: legalEntityId }
      return draft.add("contracts/taxonomies", values).id
    })
    kinds.set(legalEntityId, rows)
  }
  return kinds
}
