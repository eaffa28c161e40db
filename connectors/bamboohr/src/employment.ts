import { day, idOf, type Remote, text } from "@rollcall/connector-kit"
import type { Employment } from "@rollcall/contract"
import { employmentTypeOf, reasonOf } from "./employment-type.js"
import { type Found, personOf } from "./names.js"
import { payOf } from "./pay.js"
import { type History, type Source, timeline, type Version, versionOf, withStatus } from "./timeline.js"

/** Ids of rows are told apart by their tables. */
export const PREFIXES: Readonly<Record<Source, string>> = { jobs: "job-", pays: "pay-", statuses: "status-" }

/** What of a person a version is made of; `today` is the company's day. */
export type EmploymentFacts = History & { person?: Found; report?: Found; today: string }

/** The version that a row begins, as an employment; undefined: it begins none. */
export function employmentOf(source: Source, row: Remote, related: EmploymentFacts) {
  const facts = { ...related, statuses: withStatus(related.statuses) }
  const version = versionOf(source, row, facts)
  return version && toEmployment(version, facts)
}

/** All versions of a person, the newest first. */
export const employmentsOf = (facts: EmploymentFacts): Employment[] =>
  timeline(facts)
    .toReversed()
    .map((version) => toEmployment(version, facts))

function toEmployment(version: Version, facts: EmploymentFacts): Employment {
  const { jobs, pays, statuses, person, report, today } = facts
  const { row, start, job, status, ending } = version
  // What ends a version may stand in any of the tables.
  const isWhole = Boolean(jobs && pays && statuses)
  return {
    id: `${PREFIXES[version.source]}${idOf(row) ?? ""}`,
    employee: personOf(row, person, report),
    job_title: version.source === "jobs" || jobs ? (job ? text(job, "jobTitle") : null) : undefined,
    ...(version.source === "pays" || pays ? payFields(version.pay) : {}),
    pay_group: isWhole && report && isOn(version, today) ? text(report, "payGroup") : undefined,
    effective_date: start,
    start_date: isWhole && person && report ? startOf(version, person, report) : undefined,
    end_date: isWhole ? version.end : undefined,
    ...(version.source === "statuses" || statuses
      ? employmentTypeOf(status ? text(status, "employmentStatus") : null)
      : {}),
    end_reason: isWhole ? (ending ? reasonOf(ending) : null) : undefined,
  }
}

const isOn = ({ start, end }: Version, today: string) => start <= today && today <= (end ?? today)

/** The latest day not after the version on which the person was hired, or came back. */
function startOf({ start, begins, isRehire }: Version, person: Remote, report: Remote): string | undefined {
  const [original, hired] = [day(report, "originalHireDate"), day(person, "hireDate")]
  if (original === undefined || hired === undefined) return undefined
  const known = [original, hired, isRehire ? begins : null].flatMap((one) => (one && one <= start ? [one] : []))
  return known.sort().at(-1) ?? begins
}

function payFields(row: Remote | undefined): Partial<Employment> {
  if (row === undefined)
    return {
      ...{ pay_rate: null, pay_currency: null, pay_period: null, pay_period_source: null },
      ...{ pay_frequency: null, pay_frequency_source: null, flsa_status: null },
    }
  const pay = payOf(row)
  return {
    pay_rate: pay.amount,
    pay_currency: pay.currency,
    pay_period: pay.period,
    pay_period_source: pay.periodSource,
    pay_frequency: pay.frequency,
    pay_frequency_source: pay.frequencySource,
    flsa_status: text(row, "exempt"),
  }
}
