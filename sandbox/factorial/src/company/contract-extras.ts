import { addMonths, type Day, formatDay, startOfMonth } from "@rollcall/sandbox-kit"
import type { Json, Row } from "../world.js"
import { columnsOf } from "./columns/index.js"
import type { ContractTaxonomies } from "./contract-taxonomies.js"
import type { CurrentVersion } from "./contracts.js"
import type { Draft, Values } from "./draft.js"
import type { Person } from "./people.js"

/** What hangs on contract versions: pay besides the salary, marks of promotion, history, pauses of seasonal work. */
export function writeContractExtras(
  draft: Draft,
  current: Map<Person, CurrentVersion>,
  taxonomies: ContractTaxonomies,
): void {
  writeCompensations(draft, current, taxonomies)
  writeHistories(draft, current)
  writeActivityPeriods(draft, current)
}

function writeCompensations(draft: Draft, current: Map<Person, CurrentVersion>, taxonomies: ContractTaxonomies): void {
  const random = draft.random("compensations")
  for (const [person, { row, term, plan }] of current) {
    const kinds = taxonomies.compensationKinds.get(term.workplace.legalEntityId) ?? []
    const { currency } = term.workplace.country
    const common = { contract_version_id: row.id, sync_with_supplements: true, unit: "money", currency }
    const startsOn = formatDay(plan.effectiveOn)
    const base: Values<"contracts/compensations"> = { ...common, starts_on: startsOn, first_payment_on: startsOn }
    const isSales = person.seat.department.key === "sales"
    if (isSales || person.seat.rank !== "member" || random.chance(0.15)) {
      draft.add("contracts/compensations", {
        ...base,
        contracts_taxonomy_id: kinds[0] ?? null,
        description: isSales ? "Comisión sobre objetivos" : "Yearly bonus",
        compensation_type: isSales ? "up_to" : "fixed",
        amount: random.int(6, 40) * 50_000,
        recurrence: "yearly",
        recurrence_count: 12,
      })
    }
    if (random.chance(0.3)) writeMeals(draft, base, kinds[1] ?? null)
    if (person.seat.rank === "top") {
      const undefinedAmount = { compensation_type: "undefined", recurrence: "", recurrence_count: 3 }
      draft.add("contracts/compensations", { ...base, ...undefinedAmount, contracts_taxonomy_id: kinds[4] ?? null })
    }
  }
}

function writeMeals(draft: Draft, base: Values<"contracts/compensations">, kind: string | null): void {
  draft.add("contracts/compensations", {
    ...base,
    contracts_taxonomy_id: kind,
    compensation_type: "per_worked_day",
    amount: 1100,
    recurrence: "monthly",
    recurrence_count: 1,
    time_condition: "custom",
    minimum_amount_of_hours: 5,
    minimum_amount_of_hours_in_cents: 500,
  })
}

/** Versions entered over the last half year, as they were when they were entered. */
function writeHistories(draft: Draft, current: Map<Person, CurrentVersion>): void {
  const since = formatDay(draft.today - 180)
  const versionColumns = new Set(columnsOf["contracts/contract_versions"])
  const shared = (columnsOf["contracts/contract_version_histories"] ?? []).filter((name) => versionColumns.has(name))
  const actions = new Map([...current.values()].map(({ row, plan }) => [row.id, plan.action]))
  for (const version of draft.tables["contracts/contract_versions"] ?? []) {
    const action = actions.get(version.id) ?? null
    if (action !== null) {
      draft.add("contracts/contract_version_meta_data", { contract_version_id: version.id, action_type: action })
    }
    const isRecent = typeof version.created_at === "string" && version.created_at > since
    if (!isRecent) continue
    const copied: Record<string, Json> = {}
    for (const name of shared) copied[name] = version[name] ?? null
    draft.add("contracts/contract_version_histories", copied, {
      original_contract_version_id: version.id,
      contracts_contract_version_id: version.id,
      changed_at: version.created_at ?? null,
      author: "Company",
      action_type: action === null ? "create" : action,
    })
  }
}

/** Seasonal contracts rest from November to February. */
function writeActivityPeriods(draft: Draft, current: Map<Person, CurrentVersion>): void {
  const contracts = new Map((draft.tables["contracts/contracts"] ?? []).map((row) => [row.id, row]))
  for (const [person, { row, term }] of current) {
    const contract = contracts.get(String(row.contracts_contract_id))
    if (!person.traits.has("discontinuous") || contract === undefined) continue
    const rest = startOfMonth(addMonths(term.startsOn, 5))
    const back = startOfMonth(addMonths(rest, 4))
    addPeriod(draft, { contract, person, type: "activity", from: term.startsOn, to: rest - 1 })
    addPeriod(draft, { contract, person, type: "inactivity", from: rest, to: back - 1 })
    addPeriod(draft, { contract, person, type: "activity", from: back, to: null })
  }
}

type Period = { contract: Row; person: Person; type: "activity" | "inactivity"; from: Day; to: Day | null }

/** The id is the contract's and the first day's digits: composed as in the original, yet a number. */
function addPeriod(draft: Draft, { contract, person, type, from, to }: Period): void {
  const id = `${contract.id}${formatDay(from).replaceAll("-", "")}`
  draft.addWithId("contracts/contract_activity_periods", id, {
    contract_id: contract.id,
    employee_id: person.id,
    type,
    activity_period_starts_on: formatDay(from),
    activity_period_ends_on: to === null ? null : formatDay(to),
  })
}
