import { day, flag, type Remote } from "@rollcall/connector-kit"
import type { Employee } from "@rollcall/contract"

type Status = Pick<Employee, "employment_status" | "employment_status_source">

/**
 * From dates, never from `active`, which is access to the app: people at work have it false. Terminated is a
 * termination before today; pending is a first contract that is still ahead; anybody else is active, also the one
 * whose last day is today or to come.
 */
export function employmentStatusOf(employee: Remote, sorted: readonly Remote[] | undefined, today: string): Status {
  const terminatedOn = day(employee, "terminated_on")
  if (terminatedOn === undefined) return {}
  if (terminatedOn !== null && terminatedOn < today) {
    return { employment_status: "inactive", employment_status_source: `terminated_on ${terminatedOn}` }
  }
  const startsOn = firstDayOf(sorted)
  if (startsOn && startsOn > today)
    return { employment_status: "pending", employment_status_source: `starts_on ${startsOn}` }
  const leaving =
    terminatedOn === null
      ? flag(employee, "is_terminating")
        ? "is_terminating"
        : undefined
      : `terminated_on ${terminatedOn}`
  return { employment_status: "active", employment_status_source: leaving ?? "employed" }
}

/** First day of the person's first contract. */
export function firstDayOf(sorted: readonly Remote[] | undefined): string | null | undefined {
  if (sorted === undefined) return undefined
  const days = sorted.flatMap((version) => day(version, "starts_on") ?? day(version, "effective_on") ?? [])
  return days.length > 0 ? days.reduce((first, one) => (one < first ? one : first)) : null
}
