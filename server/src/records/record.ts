import type { ResourceName } from "@rollcall/contract"

/** Whose rows of which resource. */
export type RecordPlace = { environmentId: string; accountId: string; resource: ResourceName }

/** A unified row as parsed JSON. */
export type RecordRow = Record<string, unknown> & { id: string }

/** A row as the HR system has it now. */
export type NewRecord = {
  id: string
  /** Name of the view that made it. */
  view: string
  /** The unified row as JSON text: what is stored, hashed and answered. */
  text: string
  /** The HR system's own row as JSON text, when it is to be kept. */
  remoteText?: string
  /** Values of filters by id and enum, by filter name. */
  keys: Readonly<Record<string, readonly string[]>>
}

/** What became of one row; `before` null: created, `after` null: deleted. */
export type RecordChange =
  | { id: string; before: null; after: RecordRow }
  | { id: string; before: RecordRow; after: RecordRow }
  | { id: string; before: RecordRow; after: null }

/** What every answer from the copy says on its age. */
export type Age = {
  /** When the first complete read ended; null: there was none. */
  firstSyncedAt: Date | null
  /** When the last complete read began. */
  dataAsOf: Date | null
  lastAttempt: { at: Date; result: string; error: string | null }
}

/** How fresh the copy of one resource is. */
export type Freshness = Age & {
  /** When the last complete read of every row began. */
  wholeAsOf: Date | null
  /** IANA name of the zone that the company's day is read in. */
  timeZone: string
  /** Before then versions are missing, because they were too old to be kept; null: none is. */
  historyFrom: Date | null
}

/**
 * How an attempt to refresh a resource ended. `completeAsOf`: it was complete, and began then. `readAsOf`: it came to its
 * end, but something may be older or missing: enough for a first answer, and nothing becomes fresher by it.
 */
export type Attempt = {
  result: string
  error?: string | undefined
  completeAsOf?: Date | undefined
  readAsOf?: Date | undefined
  isWhole?: boolean | undefined
  timeZone?: string | undefined
}
