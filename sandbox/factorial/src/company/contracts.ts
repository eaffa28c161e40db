import { addMonths, type Day, formatDay, formatTime } from "@rollcall/sandbox-kit"
import type { Json, Row } from "../world.js"
import { countryValues } from "./contract-country.js"
import type { ContractTaxonomies } from "./contract-taxonomies.js"
import { planTerms, type Term, type VersionPlan } from "./contract-terms.js"
import type { Draft, Values } from "./draft.js"
import type { Job, JobCatalogue } from "./job-catalogue.js"
import type { Person } from "./people.js"
import type { Workplace } from "./places.js"
import { payValues, type WorkingTime, workingTimeOf, workingTimeValues } from "./working-terms.js"

/** What is in force today, or will be first; null for somebody without a contract on file. */
export type CurrentVersion = { row: Row; plan: VersionPlan; term: Term }

type Sources = { people: Person[]; workplaces: Workplace[]; taxonomies: ContractTaxonomies; jobs: JobCatalogue }

/** Contracts and their versions; answers each person's current version. */
export function writeContracts(draft: Draft, sources: Sources): Map<Person, CurrentVersion> {
  const terms = sources.people.map((person) => planTerms(person, draft.today, sources.workplaces))
  const contracts = terms.map((list, index) => {
    const person = sources.people[index]
    return list.map((term) => (person === undefined ? "" : writeContract(draft, person, term)))
  })
  const current = new Map<Person, CurrentVersion>()
  for (const [index, person] of sources.people.entries()) {
    const time = workingTimeOf(person)
    const plans = (terms[index] ?? []).flatMap((term, number) => {
      const contractId = contracts[index]?.[number] ?? null
      return inOrderOfEntry(person, term.versions).map((plan) => ({ term, plan, contractId }))
    })
    for (const { term, plan, contractId } of plans) {
      const row = writeVersion(draft, { person, term, plan, contractId, time, sources })
      const known = current.get(person)
      if (isBetter(plan, known?.plan, draft.today)) current.set(person, { row, plan, term })
    }
  }
  return current
}

/** The latest that applies today, else the first to come. */
function isBetter(plan: VersionPlan, known: VersionPlan | undefined, today: Day): boolean {
  if (known === undefined) return true
  if (plan.effectiveOn > today) return known.effectiveOn > today && plan.effectiveOn < known.effectiveOn
  return known.effectiveOn > today || plan.effectiveOn > known.effectiveOn
}

/** Corrections of the past are entered last, so the highest id is not the current version. */
function inOrderOfEntry(person: Person, versions: VersionPlan[]): VersionPlan[] {
  return person.traits.has("backdated_version") ? [...versions.slice(1), ...versions.slice(0, 1)] : versions
}

function writeContract(draft: Draft, person: Person, term: Term): string {
  const isExpired = term.endsOn !== null && term.endsOn < draft.today
  return draft.add("contracts/contracts", {
    employee_id: person.id,
    country: term.workplace.country.code,
    company_id: draft.company.id,
    legal_entity_id: term.workplace.legalEntityId,
    starts_on: formatDay(term.startsOn),
    ends_on: term.endsOn === null ? null : formatDay(term.endsOn),
    is_discontinuous: person.traits.has("discontinuous"),
    schedule: isExpired ? "expired" : term.startsOn > draft.today ? "upcoming" : "ongoing",
  }).id
}

type VersionDraft = {
  person: Person
  term: Term
  plan: VersionPlan
  contractId: string | null
  time: WorkingTime
  sources: Sources
}

function writeVersion(draft: Draft, version: VersionDraft): Row {
  const { person, term, plan, contractId, time, sources } = version
  const enteredOn = Math.min(plan.effectiveOn - person.random.int(2, 30), draft.today - 1)
  const enteredAt = formatTime(enteredOn, person.random.int(480, 1080))
  const values: Values<"contracts/contract_versions"> = {
    company_id: draft.company.id,
    employee_id: person.id,
    effective_on: formatDay(plan.effectiveOn),
    country: term.workplace.country.code,
    contracts_contract_id: contractId,
    starts_on: formatDay(term.startsOn),
    ends_on: term.endsOn === null ? null : formatDay(term.endsOn),
    has_payroll: !person.traits.has("bare_contract") && term.workplace.country.code !== "us",
    bank_holiday_treatment: "non_workable",
    es_has_teleworking_contract: false,
    fr_forfait_jours: false,
    created_at: enteredAt,
    updated_at: enteredAt,
  }
  // A tenant that never set up payroll answers ids, dates and booleans only.
  if (person.traits.has("bare_contract")) return draft.add("contracts/contract_versions", values)
  return draft.add(
    "contracts/contract_versions",
    values,
    jobValues(person, sources.jobs.shift(person.job, plan.step)),
    trialValues(term),
    payValues(person, term, { plan, time }),
    workingTimeValues(time),
    countryValues(person, term, { time, taxonomies: sources.taxonomies }),
  )
}

function trialValues(term: Term): Record<"has_trial_period" | "trial_period_ends_on", Json> {
  const hasTrial = !term.isFixed
  return { has_trial_period: hasTrial, trial_period_ends_on: hasTrial ? formatDay(addMonths(term.startsOn, 6)) : null }
}

type JobColumn = "job_title" | "job_catalog_level_id" | "job_catalog_tree_node_uuid"

/** Half the people have their title in the catalogue only, as companies on the catalogue do. */
function jobValues({ hiredOn }: Person, job: Job): Partial<Record<JobColumn, Json>> {
  if (job.nodeUuid === null) return { job_title: job.title }
  // From the day of hire, so that all versions of a person agree.
  const style = hiredOn % 10
  if (style === 0) return { job_title: job.title }
  const levelId = style % 3 === 0 ? job.levelId : null
  const title = style > 5 ? job.title : null
  return { job_title: title, job_catalog_tree_node_uuid: job.nodeUuid, job_catalog_level_id: levelId }
}
