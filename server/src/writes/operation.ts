import type { Lookups, Remote, RemoteRequest } from "@rollcall/connector-kit"
import type { Action, ErrorCode, ResourceName } from "@rollcall/contract"
import type { ErrorDetails } from "../errors.js"

/**
 * running -> done | failed (nothing happened) | partial (some steps happened) | unknown.
 * unknown -> the same, by reading, when `nextAt` has come; where nothing can be read it stays so, and `askPerson` says what a
 * person has to look at. A running one that no process holds was left by a process that died.
 */
export type OperationState = "running" | "done" | "failed" | "partial" | "unknown"

/**
 * planned -> sent (committed before the request leaves) -> done | failed (nothing happened) | unknown (nobody heard the
 * answer, or it can't be believed). unknown -> done, when reading shows it; planned, when reading shows that it did not
 * happen; failed, where the HR system had answered with an error and nothing is to be seen.
 */
export type StepState = "planned" | "sent" | "done" | "failed" | "unknown"

export type Operation = {
  id: string
  environmentId: string
  accountId: string
  resource: ResourceName
  action: Action
  /** As the caller gave it; null for a create. */
  rowId: string | null
  state: OperationState
  hasKey: boolean
  fingerprint: Uint8Array
  resultId: string | null
  askPerson: string | null
  nextAt: Date | null
  createdAt: Date
  updatedAt: Date
}

/** All that a plan is made of: made again from the same facts, it comes out the same. */
export type Facts = {
  body: Readonly<Record<string, unknown>>
  /** Of the row that it is done to, under its table's own names. */
  id: string
  row: Remote
  lookups: Lookups
  today: string
  zone: string | undefined
  remoteQuery?: unknown
}

/** What went out, and what it was made from. */
export type Sent = {
  request: RemoteRequest
  rows: Lookups
  /** Ids of rows that were like the wanted one already; null: they could not be read. */
  before: readonly string[] | null
}

/** A failure as it is told again. */
export type Refusal = {
  code: ErrorCode
  message: string
  /** What the HR system answered; undefined: nothing. */
  status: number | undefined
  /** It is certain that nothing happened. */
  isCertain: boolean
  /** The HR system called it a success, but what it answered can't be believed. */
  isAccepted: boolean
  details: Pick<ErrorDetails, "failures" | "remote" | "retryAfterSeconds" | "nextAction">
}

export type KeptStep = {
  position: number
  name: string
  state: StepState
  sent: Sent | undefined
  answered: Remote | undefined
  failure: Refusal | undefined
  tries: number
  sentAt: Date | null
  unknownSince: Date | null
  endedAt: Date | null
}

/** Work that one process does for an operation. */
export const leaseOf = (id: string): string => `write ${id}`
