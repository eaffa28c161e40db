import { compareTexts, day, idOf, type Remote, sortById, text } from "@rollcall/connector-kit"
import { addDays } from "@rollcall/contract"

export type Rows = readonly Remote[] | undefined

/** The tables of history of one person, by what their rows begin. */
export type History = {
  /** `jobInfo` */
  jobs?: Rows
  /** `compensation` */
  pays?: Rows
  /** `employmentStatus` */
  statuses?: Rows
}
export type Source = keyof History

/** What holds from one day to another, with the row of each table that is in force on its first day. */
export type Version = {
  /** The row that it is named by: of several tables' rows of one date, that of the greatest table. */
  source: Source
  row: Remote
  start: string
  /** Last day; null: open. */
  end: string | null
  job: Remote | undefined
  pay: Remote | undefined
  status: Remote | undefined
  /** The `Terminated` row on whose day it ends. */
  ending: Remote | undefined
  /** First day since the person was last away. */
  begins: string
  /** Whether the person was away before. */
  isRehire: boolean
}

type Dated = { date: string; row: Remote }

const DATES: Readonly<Record<Source, string>> = { jobs: "date", pays: "startDate", statuses: "date" }

/** From the greatest to the least. */
const SOURCES: readonly Source[] = ["jobs", "pays", "statuses"]

/**
 * Rows by their dates, the oldest first. Of several with one date the one with the greatest id was made last, and it is
 * the one that holds. A row without a date that can be read never holds.
 */
export function byDate(rows: readonly Remote[], column: string): Dated[] {
  const found = new Map<string, Remote>()
  for (const row of sortById(rows)) {
    const date = day(row, column)
    if (date) found.set(date, row)
  }
  return [...found].map(([date, row]) => ({ date, row })).sort((a, b) => compareTexts(a.date, b.date))
}

export const isTermination = (status: Remote): boolean =>
  text(status, "employmentStatus")?.trim().toLowerCase() === "terminated"

const inForce = (rows: readonly Dated[], date: string) => rows.findLast((one) => one.date <= date)

/**
 * A version begins on each date of a row, the oldest first, and ends on the day before the next one. A `Terminated` row
 * begins none: what was before it ends on that very day, the last one of work, and nothing begins until a row of another
 * status. Where there is job information, nothing begins before it.
 */
export function timeline({ jobs = [], pays = [], statuses = [] }: History): Version[] {
  const dated = {
    jobs: byDate(jobs, DATES.jobs),
    pays: byDate(pays, DATES.pays),
    statuses: byDate(statuses, DATES.statuses),
  }
  const first = dated.jobs[0]?.date ?? ""
  const owners = new Map<string, { source: Source; row: Remote }>()
  for (const source of SOURCES) {
    for (const { date, row } of dated[source]) {
      const isNone = source === "statuses" && isTermination(row)
      if (!(owners.has(date) || isNone) && date >= first && isAtWork(dated.statuses, date))
        owners.set(date, { source, row })
    }
  }
  const begun = [...owners]
    .map(([start, owner]) => ({ start, ...owner }))
    .sort((a, b) => compareTexts(a.start, b.start))
  return begun.reduce<Version[]>((before, one, at) => {
    const version = { ...one, ...lifeOf(one.start, begun[at + 1]?.start, dated), ...periodOf(one.start, before.at(-1)) }
    before.push(version)
    return before
  }, [])
}

type Sorted = Readonly<Record<Source, readonly Dated[]>>

/** What is in force on its first day, and when and how it ends. */
function lifeOf(start: string, next: string | undefined, { jobs, pays, statuses }: Sorted) {
  const termination = statuses.find(({ date, row }) => date >= start && isTermination(row))
  const ending = termination && (next === undefined || termination.date < next) ? termination : undefined
  return {
    end: ending?.date ?? (next === undefined ? null : (addDays(next, -1) ?? start)),
    ending: ending?.row,
    job: inForce(jobs, start)?.row,
    pay: inForce(pays, start)?.row,
    status: statuses.findLast(({ date, row }) => date <= start && !isTermination(row))?.row,
  }
}

/** Whether somebody was away between two versions. */
function periodOf(start: string, before: Version | undefined): Pick<Version, "begins" | "isRehire"> {
  if (before === undefined) return { begins: start, isRehire: false }
  const isFollowing = before.end !== null && addDays(before.end, 1) === start
  return isFollowing ? { begins: before.begins, isRehire: before.isRehire } : { begins: start, isRehire: true }
}

/** The day of a termination is still one of work, unless the person was away before it. */
function isAtWork(statuses: readonly Dated[], date: string): boolean {
  const now = inForce(statuses, date)
  if (!(now && isTermination(now.row))) return true
  const before = statuses.findLast((one) => one.date < date)
  return now.date === date && !(before && isTermination(before.row))
}

/** Rows that say what somebody's status is. Without a right to it nobody knows who was there when. */
export const withStatus = (statuses: Rows): Rows =>
  statuses?.every((row) => row.employmentStatus !== undefined) ? statuses : undefined

/** The version that a row of a table begins; undefined: it begins none. */
export function versionOf(source: Source, row: Remote, history: History): Version | undefined {
  const id = idOf(row)
  const own = { ...history, [source]: history[source] ?? [row] }
  return timeline(own).find((version) => version.source === source && idOf(version.row) === id)
}

/** The last day on which somebody who began or was there on a day was at work before another one; null: none is known. */
export function leftOn(statuses: readonly Remote[], from: string, until: string | undefined): string | null {
  const within = byDate(statuses, DATES.statuses).filter(({ date }) => until === undefined || date < until)
  const last = within.at(-1)
  if (!(last && isTermination(last.row))) return null
  const at = within.findLastIndex(({ row }) => !isTermination(row))
  const left = within[at + 1]?.date ?? last.date
  return left >= from ? left : from
}
