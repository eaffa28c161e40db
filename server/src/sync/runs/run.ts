import type { ResourceName } from "@rollcall/contract"
import type { BadRow, PullPosition } from "../../gateway/index.js"

/** What made the run: a new connection, the schedule, a caller, the company's midnight, a hint from the HR system. */
export type Trigger = "connect" | "schedule" | "request" | "clock" | "hint"

/** Triggers whose runs may read what has changed only; others read every row. */
export const SPARING: readonly Trigger[] = ["schedule", "hint"]

/**
 * queued -> running -> completed | failed | held. held: a deletion of many rows waits for a person, who confirms it
 * (-> running), or for a later run that looks again (-> failed, superseded).
 */
export type RunStatus = "queued" | "running" | RunEnd
export type RunEnd = "completed" | "failed" | "held"

/**
 * One resource of a run. pending -> reading -> done (only changes were read, or the list was not told whole, which `error` says)
 * | sweeping (rows are missing from a complete scan) -> deleting -> done | held (too many of them) -> deleting, once
 * confirmed. From each of the first four: skipped (the HR system refuses the resource), failed.
 */
export type StepStatus = "pending" | "reading" | "sweeping" | "deleting" | "done" | "skipped" | "failed" | "held"
export const OPEN_STEPS: readonly StepStatus[] = ["pending", "reading", "sweeping", "deleting"]

export type Progress = {
  pages: number
  rows: number
  created: number
  updated: number
  deleted: number
  /** Rows that could not be mapped; the first of them are in `bad`. */
  skipped: number
  /** Rows, joined ones too, in which a character was replaced because it can't be kept. */
  replaced: BadRow[]
  calls: number
  /** Rows in all, as far as the HR system has said. */
  estimate: number | null
  bad: BadRow[]
}

export type ListProgress = {
  read: number
  /** Rows in all, as the list says on its last page and as it said on its first. */
  total: number | null
  promised: number | null
  /** Rows that could not be mapped. */
  bad: number
}

/** Where a step goes on. Times are ISO text. */
export type Checkpoint = {
  position: PullPosition
  page: number
  startedAt: string
  /** Only changes since then are read. */
  since: string | null
  /** No complete sync was there before. */
  isFirst: boolean
  /** By index of the list. */
  lists: Record<string, ListProgress>
  /** A position that was read, and the number of its page: one that comes back leads in a circle. */
  mark: { position: string; page: number }
  /** Pages without rows before this one, in a row. */
  empty?: number
  /** Times that a list was read from its start again because it did not add up. */
  restarts: number
  tries: number
  /** After trouble: not before then. */
  retryAt: string | null
  /** Lists that answered nothing although rows of theirs are known. */
  emptied: number[]
  isConfirmed: boolean
}

export type Step = {
  runId: string
  place: number
  resource: ResourceName
  status: StepStatus
  mode: "whole" | "changes" | null
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
  calls: 0,
  estimate: null,
  bad: [],
}

export const NO_CHECKPOINT: Checkpoint = {
  position: { source: 0, page: {} },
  page: 0,
  startedAt: new Date(0).toISOString(),
  since: null,
  isFirst: false,
  lists: {},
  mark: { position: "", page: 0 },
  restarts: 0,
  tries: 0,
  retryAt: null,
  emptied: [],
  isConfirmed: false,
}

/** Bad rows, and replaced values, that a run tells of. */
export const MOST_BAD = 20
