import { at } from "@rollcall/sandbox-kit"
import type { Json } from "../world.js"
import type { Choice, ContractTaxonomies } from "./contract-taxonomies.js"
import type { Term } from "./contract-terms.js"
import type { Values } from "./draft.js"
import type { Person } from "./people.js"
import type { WorkingTime } from "./working-terms.js"

type VersionValues = Values<"contracts/contract_versions">

/** The columns and the `version_data` block of the contract's country; other countries' columns stay null. */
export function countryValues(
  person: Person,
  term: Term,
  from: { time: WorkingTime; taxonomies: ContractTaxonomies },
): VersionValues {
  const { code } = term.workplace.country
  const type = contractType(person, term, from.taxonomies)
  const day = from.time.ratio < 1 ? from.taxonomies.partDay : from.taxonomies.fullDay
  const fields = type === undefined ? [] : [field("contract_type", "Contract type", type)]
  if (code === "es") fields.push(field("work_type", "Working day type", day))
  const country: VersionValues = {
    version_data: {
      country_data: {
        country: code,
        fields,
        template_fragments: { company_fragment_id: null, country_fragment_id: null, legal_entity_fragment_id: null },
      },
    },
  }
  if (type === undefined) return country
  if (code === "es") return { ...country, ...spanishValues(person, { type, day, taxonomies: from.taxonomies }) }
  if (code === "fr") {
    return { ...country, fr_contract_type_id: type.id, fr_employee_type: "cadre", fr_coefficient: "115" }
  }
  return { ...country, ...(code === "de" ? { de_contract_type_id: type.id } : { pt_contract_type_id: type.id }) }
}

function contractType(person: Person, term: Term, taxonomies: ContractTaxonomies): Choice | undefined {
  const { code } = term.workplace.country
  if (code === "es" && person.traits.has("discontinuous")) return taxonomies.discontinuous
  if (code === "es" && person.traits.has("fixed_term") && term.startsOn % 2 === 0) return taxonomies.trainee
  return (term.isFixed ? taxonomies.fixed : taxonomies.open)[code]
}

function spanishValues(
  person: Person,
  from: { type: Choice; day: Choice; taxonomies: ContractTaxonomies },
): VersionValues {
  return {
    es_contract_type_id: from.type.id,
    es_working_day_type_id: from.day.id,
    es_cotization_group: person.seat.rank === "member" ? 5 : 1,
    es_has_teleworking_contract: person.hiredOn % 4 === 0,
    es_education_level_id: at(from.taxonomies.educationLevels, person.hiredOn).id,
    es_professional_category_id: at(from.taxonomies.professionalCategories, person.hiredOn).id,
    es_job_description: person.hiredOn % 5 === 0 ? person.job.title : null,
  }
}

function field(name: string, label: string, choice: Choice): Json {
  return { name, field_name: label, value_label: choice.name, value_id: choice.id }
}
