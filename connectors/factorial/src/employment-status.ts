import { flag, type Remote } from "@rollcall/connector-kit"
import type { Employee } from "@rollcall/contract"
import { shownVersion, stintOf, versionOn } from "./contract-version.js"
import { endDay } from "./dates.js"

type Status = Pick<Employee, "employment_status" | "employment_status_source">

/**
 * From dates, never from `active`, which is access to the app: people at work have it false. Terminated is a
 * termination before today; pending is nobody whose contract holds today but one is ahead; anybody else is active, also
 * the one whose last day is today or to come.
 */
export function employmentStatusOf(employee: Remote, sorted: readonly Remote[] | undefined, today: string): Status {
  const terminatedOn = endDay(employee, "terminated_on")
  if (terminatedOn === undefined) return {}
  if (terminatedOn !== null && terminatedOn < today) {
    return { employment_status: "inactive", employment_status_source: `terminated_on ${terminatedOn}` }
  }
  const startsOn = comingStart(sorted, today)
  if (startsOn) return { employment_status: "pending", employment_status_source: `starts_on ${startsOn}` }
  const leaving =
    terminatedOn === null
      ? flag(employee, "is_terminating")
        ? "is_terminating"
        : undefined
      : `terminated_on ${terminatedOn}`
  return { employment_status: "active", employment_status_source: leaving ?? "employed" }
}

/** First day of the stint ahead, when no contract holds today. */
function comingStart(sorted: readonly Remote[] | undefined, today: string): string | undefined {
  if (!sorted || versionOn(sorted, today)) return undefined
  const shown = shownVersion(sorted, today)
  const start = shown && stintOf(shown, sorted)?.start
  return start && start > today ? start : undefined
}
