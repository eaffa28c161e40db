import { type Remote, text } from "@rollcall/connector-kit"
import type { Employment } from "@rollcall/contract"
import { byDate, isTermination, type Rows } from "./timeline.js"

type TypeOf = Pick<Employment, "employment_type" | "employment_type_source">
type Type = NonNullable<TypeOf["employment_type"]>

/** The list is the company's own and freely extended; the first word that is found says the type. */
const WORDS: readonly (readonly [RegExp, Type])[] = [
  [/\bintern(?:s|ship)?\b/i, "internship"],
  [/\b(?:trainee|apprentice)/i, "trainee"],
  [/contract/i, "contract"],
  [/\btemp|season|fixed/i, "temporary"],
  [/volunteer/i, "volunteer"],
  [/per[\s-]?diem|casual/i, "per_diem"],
  [/\bpart/i, "part_time"],
  [/\bfull/i, "full_time"],
]

/** A name without any of the words is null, never full time. */
export function employmentTypeOf(source: string | null | undefined): TypeOf {
  const found = source ? WORDS.find(([word]) => word.test(source)) : undefined
  return { employment_type: source === undefined ? undefined : (found?.[1] ?? null), employment_type_source: source }
}

/**
 * What somebody is today. `Terminated` is no type, so of somebody who has left it is the one before; of somebody who is to
 * come it is the first one ahead.
 */
export function currentTypeOf(employee: Remote, statuses: Rows, today: string): TypeOf {
  const name = text(employee, "employmentStatusName")
  if (name === undefined || (name && !isTermination({ employmentStatus: name }))) return employmentTypeOf(name)
  if (statuses === undefined) return {}
  const found = name ? beforeLeaving(statuses, today) : byDate(statuses, "date").find(({ date }) => date > today)?.row
  return found
    ? employmentTypeOf(text(found, "employmentStatus"))
    : { employment_type: null, employment_type_source: name }
}

/** Whoever has left may be coming back: what is ahead does not count. */
function beforeLeaving(statuses: readonly Remote[], today: string): Remote | undefined {
  const sorted = byDate(statuses, "date").flatMap(({ date, row }) => (date > today ? [] : [row]))
  const left = sorted.findLastIndex(isTermination)
  return sorted.slice(0, Math.max(0, left)).findLast((row) => !isTermination(row))
}

/** Columns end on `Id`, and hold the company's words. The reason is the closer one, the type says who wanted it. */
export const reasonOf = (status: Remote): string | null | undefined =>
  text(status, "terminationReasonId") ?? text(status, "terminationTypeId")

/** Why somebody left on a day. Without such a row nothing is said of it. */
export function terminationReasonOf(leftOn: string | null | undefined, statuses: Rows): string | null | undefined {
  if (statuses === undefined || leftOn === undefined) return undefined
  const found = byDate(statuses, "date").find(({ date, row }) => date === leftOn && isTermination(row))
  return (found && reasonOf(found.row)) ?? null
}
