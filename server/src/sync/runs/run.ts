import type { Days, PagePosition } from "@rollcall/connector-kit"
import type { Replaced } from "../../gateway/index.js"

/** What made the run: a new connection, the schedule, a caller, the company's midnight, a hint from the HR system, another mapping. */
export type Trigger = "connect" | "schedule" | "request" | "clock" | "hint" | "mapping"

/** Triggers whose runs may read what has changed only; others read every row. */
export const INCREMENTAL: readonly Trigger[] = ["schedule", "hint"]

/**
 * queued -> running -> completed | failed | held. held: a deletion of many rows waits for a person, who confirms it
 * (-> running), or for a later run that looks again (-> failed, superseded).
 */
export type RunStatus = "queued" | "running" | RunEnd
export type RunEnd = "completed" | "failed" | "held"

/**
 * First the tables of a run, several side by side, then its resources, one after another.
 * A table: pending -> reading -> done (only changes were read, or the list was not told whole, which `error` says)
 * | sweeping (rows are missing from a complete scan) -> deleting -> done | held (too many of them) -> deleting, once
 * confirmed. From each of the first four: skipped (the HR system refuses the table), failed.
 * A resource: pending -> deriving -> done | skipped (its table is refused) | failed | held (its table is; -> pending, once confirmed).
 */
export type StepStatus =
  | "pending"
  | "reading"
  | "sweeping"
  | "deleting"
  | "deriving"
  | "done"
  | "skipped"
  | "failed"
  | "held"
export const OPEN_STEPS: readonly StepStatus[] = ["pending", "reading", "sweeping", "deleting", "deriving"]

/** Of a table the mirror's rows are counted, of a resource the records. */
export type Progress = {
  pages: number
  rows: number
  created: number
  updated: number
  deleted: number
  /** Rows that could not be mapped, or have no id; the first of them are in `bad`. */
  skipped: number
  /** Rows in which a character was replaced because it can't be kept. */
  replaced: Replaced[]
  /** Declared columns that the connection has no right to. */
  lacking: readonly string[]
  calls: number
  /** Rows in all, as far as the HR system has said. */
  estimate: number | null
  bad: BadRow[]
}

/** A row that can't be mapped, and why. */
export type BadRow = { id: string; message: string }

/** What a feed of changes has told: values whose rows have changed, and where it goes on. */
export type News = { values: readonly string[]; latest: Date | null; askedAt: Date }

/** Where a step goes on. Times are ISO text. */
export type Checkpoint = {
  /** Of a table that is read a few values at a time: `after` is the last value that was read. */
  position: PagePosition
  page: number
  startedAt: string
  /** What is kept of the table, and what it is asked for. */
  columns: string
  /** Only changes since then are read. */
  since: string | null
  /** Of a table that is read by days: those that are read, and in which a row may be missing. */
  days: Days | null
  /** Of a table whose changes a feed tells: values to be read, how many are, rows that were gone, and where it goes on. */
  feed: { values: readonly string[]; done: number; gone: number; latest: string | null } | null
  /** The table was never read to its end before. */
  isFirst: boolean
  /** Rows that were read. */
  read: number
  /** Rows in all, as the list says on its last page and as it said on its first. */
  total: number | null
  promised: number | null
  /** A position that was read, and the number of its page: one that comes back leads in a circle. */
  mark: { position: string; page: number }
  /** Pages without rows before this one, in a row. */
  empty: number
  /** What tells the rows of the page before this one: a list that ignores what page is asked for gives them again. */
  last: string | null
  /** Times that a list was read from its start again because it did not add up. */
  restarts: number
  tries: number
  /** After trouble: not before then. */
  retryAt: string | null
  /** The list did not add up twice: nothing is taken as deleted. */
  isDoubted: boolean
  /** The table answered nothing although rows of it are known. */
  isEmptied: boolean
  isConfirmed: boolean
  /** Declared columns that the connection has no right to; null: no page has said it. */
  lacking: readonly string[] | null
  /** Of a resource: the view that is derived, the last row of it that was, and what was touched until this is in it. */
  view: string | null
  after: string | null
  upTo: number
  /** Of a resource: the mapping and the day that rows of the view were made with. */
  madeWith: string | null
}

export type Step = {
  runId: string
  place: number
  kind: "table" | "resource"
  /** Of the table, or the resource. */
  name: string
  status: StepStatus
  mode: "full" | "incremental" | null
  checkpoint: Checkpoint
  progress: Progress
  error: string | null
  startedAt: Date | null
  finishedAt: Date | null
}

export type Run = {
  id: string
  environmentId: string
  accountId: string
  trigger: Trigger
  status: RunStatus
  error: string | null
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
}

export const NO_PROGRESS: Progress = {
  pages: 0,
  rows: 0,
  created: 0,
  updated: 0,
  deleted: 0,
  skipped: 0,
  replaced: [],
  lacking: [],
  calls: 0,
  estimate: null,
  bad: [],
}

export const NO_CHECKPOINT: Checkpoint = {
  position: {},
  page: 0,
  startedAt: new Date(0).toISOString(),
  columns: "",
  since: null,
  days: null,
  feed: null,
  isFirst: false,
  read: 0,
  total: null,
  promised: null,
  mark: { position: "", page: 0 },
  empty: 0,
  last: null,
  restarts: 0,
  tries: 0,
  retryAt: null,
  isDoubted: false,
  isEmptied: false,
  isConfirmed: false,
  lacking: null,
  view: null,
  after: null,
  upTo: 0,
  madeWith: null,
}

/** Bad rows, and replaced values, that a run tells of. */
export const MOST_BAD = 20
