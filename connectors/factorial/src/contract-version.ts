import { day, idOf, instant, number, type Remote, text } from "@rollcall/connector-kit"
import type { Employment } from "@rollcall/contract"
import { toMajorUnits, toPeriod } from "./money.js"
import { employmentTypeOf, weeklyHoursOf } from "./working-time.js"

/** Oldest first. An employee has many versions, some ahead; ids say nothing about their order in time. */
export function sortVersions(versions: readonly Remote[]): Remote[] {
  return versions
    .filter((version) => effectiveOn(version) !== null)
    .sort((a, b) => (effectiveOn(a) ?? "").localeCompare(effectiveOn(b) ?? "") || compareIds(idOf(a), idOf(b)))
}

const effectiveOn = (version: Remote) => day(version, "effective_on") ?? day(version, "starts_on") ?? null
const compareIds = (a = "", b = "") => a.length - b.length || a.localeCompare(b)

/** The version in force on a day: the latest one not after it. */
export const versionOn = (sorted: readonly Remote[], today: string): Remote | undefined =>
  sorted.findLast((version) => (effectiveOn(version) ?? "") <= today)

/** The one to show: in force today, or else the first that is coming. */
export const shownVersion = (sorted: readonly Remote[], today: string): Remote | undefined =>
  versionOn(sorted, today) ?? sorted[0]

/** Last day of a version: its contract's end, or the day before the next version, whichever is earlier. */
export function endOf(version: Remote, siblings: readonly Remote[] | undefined): string | null | undefined {
  const ends = day(version, "ends_on") ?? null
  if (siblings === undefined) return ends ?? undefined
  const sorted = sortVersions(siblings)
  const at = sorted.findIndex((one) => idOf(one) === idOf(version))
  const next = at < 0 ? undefined : sorted[at + 1]
  const before = next ? dayBefore(effectiveOn(next)) : null
  if (ends === null || before === null) return ends ?? before
  return ends < before ? ends : before
}

function dayBefore(of: string | null): string | null {
  if (of === null) return null
  const at = new Date(`${of}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return null
  at.setUTCDate(at.getUTCDate() - 1)
  return at.toISOString().slice(0, 10)
}

/** Tenants on the job catalogue have no title of their own on a version: the node's name is the title. */
export function titleOf(version: Remote, nodes: readonly Remote[] | undefined): string | null | undefined {
  const own = text(version, "job_title")
  if (own) return own
  const uuid = text(version, "job_catalog_tree_node_uuid")
  if (!uuid) return own
  if (nodes === undefined) return undefined
  const node = nodes.find((one) => text(one, "uuid") === uuid)
  return node ? (text(node, "name") ?? text(node, "job_catalog_title") ?? null) : null
}

export const nodeKeys = (versions: readonly Remote[]): string[] =>
  versions.filter((one) => !text(one, "job_title")).flatMap((one) => text(one, "job_catalog_tree_node_uuid") ?? [])

/** The version's own currency, or its legal entity's: before 2026-10-01 versions had none. */
export function currencyOf(
  version: Remote,
  entity: Remote | undefined,
  isEntityKnown: boolean,
): string | null | undefined {
  const own = text(version, "salary_currency")
  if (own) return own.toUpperCase()
  if (!isEntityKnown) return undefined
  const currency = entity && text(entity, "currency")
  return currency ? currency.toUpperCase() : null
}

export type EmploymentFacts = {
  siblings: readonly Remote[] | undefined
  employee: Remote | undefined
  /** Undefined: legal entities could not be read. */
  entities: readonly Remote[] | undefined
  nodes: readonly Remote[] | undefined
}

export const entityOf = (employee: Remote | undefined, entities: readonly Remote[] | undefined): Remote | undefined =>
  entities?.find((one) => idOf(one) === (employee && idOf(employee, "legal_entity_id")))

/** One version of a contract as an employment. */
export function toEmployment(version: Remote, { siblings, employee, entities, nodes }: EmploymentFacts): Employment {
  const employeeId = idOf(version, "employee_id")
  const currency = currencyOf(version, entityOf(employee, entities), entities !== undefined && employee !== undefined)
  const period = toPeriod(text(version, "salary_frequency"))
  return {
    id: idOf(version) ?? "",
    employee: employeeId === undefined ? null : { id: employeeId, name: employee && text(employee, "full_name") },
    job_title: titleOf(version, nodes),
    pay_rate: toMajorUnits(number(version, "salary_amount"), currency),
    pay_period: period.value,
    pay_period_source: period.source,
    pay_frequency: period.value,
    pay_frequency_source: period.source,
    pay_currency: currency,
    effective_date: effectiveOn(version),
    start_date: day(version, "starts_on"),
    end_date: endOf(version, siblings),
    ...employmentTypeOf(version),
    weekly_hours: weeklyHoursOf(version),
    created_at: instant(version, "created_at"),
    updated_at: instant(version, "updated_at"),
  }
}
