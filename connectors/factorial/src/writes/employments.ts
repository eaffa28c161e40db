import {
  day,
  defined,
  idOf,
  type Lookups,
  type Remote,
  refuseInput,
  text,
  type WriteContext,
  write,
} from "@rollcall/connector-kit"
import { currencyOf, effectiveOn, sortVersions, versionOn } from "../contract-version.js"
import { contractVersions, legalEntities, people } from "../tables.js"
import type { Values } from "./person.js"
import { termsOf } from "./terms.js"

/** A new version of the contract: what is left out goes on as it is on the day before. */
export const createEmployment = write("employments", "create", {
  takes: [
    "employee",
    "effective_date",
    "job_title",
    "pay_rate",
    "pay_period",
    "pay_currency",
    "weekly_hours",
    "end_date",
    "remote_data",
  ],
  references: { entities: legalEntities },
  reads: ({ body: { employee } }) => ({
    person: { table: people, value: employee.id },
    versions: { table: contractVersions, column: "employee_id", value: employee.id },
  }),
  view: "versions",
  plan({ body }, lookups, context) {
    const { effective_date: from, end_date: until } = body
    if (until !== undefined && until < from) refuseInput("end_date", `is before effective_date: give ${from} or later`)
    const { versions } = lookups
    if (versions === undefined)
      return refuseInput("employee", "can't be given terms: this connection may not read those that they have")
    const before = versionBefore(versions, from)
    const version = {
      employee_id: body.employee.id,
      effective_on: from,
      starts_on: (before && day(before, "starts_on")) ?? from,
      ...goingOn(before, versions, context),
      ...termsOf(body, { currency: currencyIn(lookups, before), base: before, path: "" }),
      ...body.remote_data,
    }
    return [
      {
        name: "create_version",
        request: { method: "POST", path: "contracts/contract_versions", body: version },
        row: contractVersions,
        echoes: ["employee_id", "effective_on"],
        settled: {
          table: contractVersions,
          query: { "employee_ids[]": [body.employee.id] },
          isLike: (row) => effectiveOn(row) === version.effective_on,
        },
        // Where a version ends follows from the next one.
        touches: () => [{ table: contractVersions, column: "employee_id", value: body.employee.id }],
      },
    ]
  },
})

/** The version in force on the day before, unless its contract is over by then: that is another contract. */
function versionBefore(versions: readonly Remote[], from: string): Remote | undefined {
  const sorted = sortVersions(versions)
  const last = sorted.findLast((one) => (effectiveOn(one) ?? "") <= from)
  return last && versionOn(sorted, from) === last ? last : undefined
}

const TERMS = [
  ...["job_title", "job_catalog_tree_node_uuid", "ends_on", "has_trial_period", "trial_period_ends_on"],
  ...["salary_amount", "salary_frequency", "working_hours", "working_hours_frequency", "working_week_days"],
  ...["working_time_percentage_in_cents", "bank_holiday_treatment", "annual_working_time_distribution"],
]

/**
 * Factorial's own copy takes over what a version has for its country too, but only of the one in force today. What it copies
 * exactly is not described, so the terms are sent besides.
 */
function goingOn(before: Remote | undefined, versions: readonly Remote[], { today }: WriteContext): Values {
  if (before === undefined) return {}
  const isCurrent = versionOn(sortVersions(versions), today) === before
  const terms = TERMS.flatMap((name) => (before[name] === null ? [] : [[name, before[name]] as const]))
  return defined({ ...Object.fromEntries(terms), copy_current_contract_version: isCurrent || undefined })
}

/** The currency of the version before, else of the legal entity. */
function currencyIn(lookups: Lookups, before: Remote | undefined): string | undefined {
  const { person: [person] = [], entities = [] } = lookups
  const entityId = person && idOf(person, "legal_entity_id")
  const entity = entities.find((one) => idOf(one) === entityId)
  const own = before && currencyOf(before, person, entity)
  return own ?? (entity && text(entity, "currency"))?.toUpperCase()
}
