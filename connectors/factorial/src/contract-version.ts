import { compareTexts, day, idOf, instant, number, type Remote, sortById, text } from "@rollcall/connector-kit"
import { addDays, type Employment } from "@rollcall/contract"
import { endDay, laterOf } from "./dates.js"
import { toMajorUnits, toPeriod } from "./money.js"
import { employmentTypeOf, weeklyHoursOf } from "./working-time.js"

/**
 * Oldest first, each once, without those that begin on no day. An employee has many versions, some ahead; ids say
 * nothing about their order in time, but of several that begin on one day the one with the greatest id was made last,
 * and it is the one that holds.
 */
export function sortVersions(versions: readonly Remote[]): Remote[] {
  return sortById(versions)
    .filter((version) => effectiveOn(version) !== null)
    .sort((a, b) => compareTexts(effectiveOn(a) ?? "", effectiveOn(b) ?? ""))
}

/** Versions whose first day can't be read: whether they hold is not known, but they are there. */
export const withoutDay = (versions: readonly Remote[]): Remote[] =>
  sortById(versions).filter((version) => effectiveOn(version) === null)

export const effectiveOn = (version: Remote): string | null =>
  day(version, "effective_on") ?? day(version, "starts_on") ?? null

/** First day of a version's contract. It has begun when the version holds, whatever the row says. */
function startOf(version: Remote): string | null | undefined {
  const [start, effective] = [day(version, "starts_on"), effectiveOn(version)]
  return start && effective && effective < start ? effective : start
}

/** A contract that ended before its version began never holds. */
function isVoid(version: Remote): boolean {
  const [start, end] = [effectiveOn(version), endDay(version, "ends_on")]
  return Boolean(start && end && end < start)
}

/** The version in force on a day: the latest one not after it, if its contract has not ended. */
export function versionOn(sorted: readonly Remote[], at: string): Remote | undefined {
  const latest = sorted.findLast((version) => !isVoid(version) && (effectiveOn(version) ?? "") <= at)
  return latest && at <= (endDay(latest, "ends_on") ?? at) ? latest : undefined
}

/** The one to show: in force on that day, else the first that is coming, else the last that has been. */
export function shownVersion(sorted: readonly Remote[], at: string): Remote | undefined {
  const valid = sorted.filter((version) => !isVoid(version))
  const coming = () => valid.find((version) => (effectiveOn(version) ?? "") > at)
  return versionOn(valid, at) ?? coming() ?? valid.at(-1) ?? sorted.at(-1)
}

/** The last one that had begun on the day somebody left, else the first one. */
export const leftVersion = (sorted: readonly Remote[], leftOn: string): Remote | undefined =>
  sorted.findLast((version) => !isVoid(version) && (effectiveOn(version) ?? "") <= leftOn) ?? sorted[0]

/**
 * Last day of a version: its contract's end, or the day before the next version that ever holds, whichever is earlier,
 * but never before its first day. Undefined: it is not known whether another version follows.
 */
export function endOf(version: Remote, siblings: readonly Remote[] | undefined): string | null | undefined {
  const [start, ends] = [effectiveOn(version), endDay(version, "ends_on") ?? null]
  if (siblings === undefined) return ends === null || start === null ? (ends ?? undefined) : laterOf(ends, start)
  const sorted = sortVersions(siblings).filter((one) => !isVoid(one) || idOf(one) === idOf(version))
  const at = sorted.findIndex((one) => idOf(one) === idOf(version))
  const next = at < 0 ? undefined : sorted[at + 1]
  const before = next ? (addDays(effectiveOn(next) ?? "", -1) ?? start) : null
  const end = ends !== null && before !== null ? (ends < before ? ends : before) : (ends ?? before)
  return end === null || start === null ? end : laterOf(end, start)
}

/** Contracts that follow each other without a day between them. */
export type Stint = { start: string; end: string | null }

/** The stint that a version belongs to. */
export function stintOf(version: Remote, sorted: readonly Remote[]): Stint | undefined {
  const valid = sorted.filter((one) => !isVoid(one) || one === version)
  const at = valid.indexOf(version)
  if (at < 0) return undefined
  let [first, last] = [at, at]
  while (first > 0 && isFollowed(valid[first - 1], valid[first])) first--
  while (last + 1 < valid.length && isFollowed(valid[last], valid[last + 1])) last++
  const before = valid[first - 1]
  const ended = (before && endDay(before, "ends_on")) ?? ""
  const starts = valid
    .slice(first, last + 1)
    .flatMap((one) => [day(one, "starts_on") ?? [], effectiveOn(one) ?? []].flat())
  // A start that lies in the stint before is that of the first contract ever.
  const start = starts.filter((one) => one > ended).sort(compareTexts)[0]
  if (start === undefined) return undefined
  const end = endOf(valid[last] ?? version, sorted) ?? null
  return { start, end: end === null ? null : laterOf(end, start) }
}

/** Whether no day lies between a version's end and the next one. */
function isFollowed(version: Remote | undefined, next: Remote | undefined): boolean {
  const end = version && endDay(version, "ends_on")
  const dayAfter = end ? addDays(end, 1) : undefined
  return dayAfter === undefined || dayAfter >= ((next && effectiveOn(next)) ?? "")
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

/** Undefined: not read. Null: there is none. */
export type Found = Remote | null | undefined

/** The version's own currency, or its legal entity's: before 2026-10-01 versions had none. */
export function currencyOf(version: Remote, person: Found, entity: Found): string | null | undefined {
  const own = text(version, "salary_currency")
  if (own) return own.trim().toUpperCase()
  if (!person || entity === undefined) return undefined
  const currency = entity && text(entity, "currency")
  return currency ? currency.trim().toUpperCase() : null
}

export type EmploymentFacts = {
  siblings?: readonly Remote[] | undefined
  person?: Found
  entity?: Found
  nodes?: readonly Remote[] | undefined
}

/** One version of a contract as an employment. */
export function toEmployment(version: Remote, { siblings, person, entity, nodes }: EmploymentFacts): Employment {
  const employeeId = idOf(version, "employee_id")
  const currency = currencyOf(version, person, entity)
  const period = toPeriod(text(version, "salary_frequency"))
  return {
    id: idOf(version) ?? "",
    employee:
      employeeId === undefined ? null : { id: employeeId, name: person ? text(person, "full_name") : undefined },
    job_title: titleOf(version, nodes),
    pay_rate: toMajorUnits(number(version, "salary_amount"), currency),
    pay_period: period.value,
    pay_period_source: period.source,
    pay_frequency: period.value,
    pay_frequency_source: period.source,
    pay_currency: currency,
    effective_date: effectiveOn(version),
    start_date: startOf(version),
    end_date: endOf(version, siblings),
    ...employmentTypeOf(version),
    weekly_hours: weeklyHoursOf(version),
    created_at: instant(version, "created_at"),
    updated_at: instant(version, "updated_at"),
  }
}
