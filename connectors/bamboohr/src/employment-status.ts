import { day, type Remote, text } from "@rollcall/connector-kit"
import type { Employee } from "@rollcall/contract"
import type { Found } from "./names.js"
import { isTermination, type Rows } from "./timeline.js"

type Status = Pick<Employee, "employment_status" | "employment_status_source">

/**
 * Dates first: BambooHR has people who are hired ahead under either word, and the word may be empty. A last day that is
 * ahead, or today, is still one of work. Where the last day may not be seen, the words have to do, and the facts are not
 * told: a right that is lost is no change of anybody.
 */
export function employmentStatusOf(employee: Remote, { report, statuses }: Related, today: string): Status {
  const status = text(employee, "status")
  const name = text(employee, "employmentStatusName")
  const hired = day(employee, "hireDate")
  const left = report ? day(report, "terminationDate") : undefined
  const hasLeft = name ? isTermination({ employmentStatus: name }) : false
  const leftOn = left === undefined && hasLeft ? (lastDayIn(statuses) ?? EVER) : left
  const found = pick({ status, hired, left: leftOn }, today)
  const known = [
    status ? [`status ${status}`] : [],
    name ?? [],
    left ? [`terminationDate ${left}`] : [],
    hired && hired > today ? [`hireDate ${hired}`] : [],
  ].flat()
  const isTold = found !== undefined && ![status, name, left].includes(undefined)
  return {
    employment_status: found,
    employment_status_source: isTold ? (known.length > 0 ? known.join(", ") : null) : undefined,
  }
}

type Related = { report?: Found; statuses?: Rows }

/** The day of the last row that says so: where the report may not be read, that day itself is still a day of work. */
function lastDayIn(statuses: Rows | undefined): string | undefined {
  const days = (statuses ?? []).filter(isTermination).flatMap((row) => day(row, "date") ?? [])
  return days.toSorted().at(-1)
}

const EVER = "0001-01-01"

type Facts = Record<"status" | "hired" | "left", string | null | undefined>

function pick({ status, hired, left }: Facts, today: string): Status["employment_status"] {
  if (hired && hired > today) return "pending"
  if (left && left < today) return "inactive"
  const word = status?.trim().toLowerCase()
  if (word === "inactive") return "inactive"
  if (word === "active" || hired || left) return "active"
  // Nothing says anything of it: null where all of it could be read.
  return status === undefined || hired === undefined || left === undefined ? undefined : null
}

/**
 * First day of somebody's employment here: the first one ever, where it is kept beside that of a rehire. With one of both
 * out of sight nobody knows which one it is.
 */
export function firstDayOf(employee: Remote, report: Remote): string | null | undefined {
  const [hired, original] = [day(employee, "hireDate"), day(report, "originalHireDate")]
  if (hired === undefined || original === undefined) return undefined
  return original && hired && original < hired ? original : (hired ?? original)
}
