import type { Settings } from "./auth.js"
import type { List, References } from "./list.js"
import type { Remote } from "./remote.js"
import type { RemoteRequest } from "./request.js"
import type { Table } from "./table.js"

/** Rows of a table that may have changed: those with these values in a column that the table can be asked by. */
export type Touch = {
  table: Table
  column: string
  /** Never throws for odd data: what can't be read is left out. */
  values(row: Remote): readonly string[]
}

/** One kind of event that the HR system posts. */
export type WebhookEvent = {
  /** The HR system's name for it. */
  type: string
  touches: readonly Touch[]
  /** True: the HR system may not know this name, and nothing is missing then. */
  isOptional?: boolean
}

/** A subscription as the HR system shows it; what it does not show is undefined. */
export type Subscription = {
  id: string
  events?: readonly string[]
  targetUrl?: string
  isEnabled?: boolean
}

/**
 * What is asked for. `secret` is of our making, for an HR system that takes one; `settings` are the account's; `references`
 * are the rows of the lists that are declared.
 */
export type NewSubscription = {
  events: readonly string[]
  targetUrl: string
  secret: string
  companyId: string
  settings: Settings
  references: References
}

export type Posted = {
  /** A header by its lower-case name. */
  header(name: string): string | undefined
  /** As it came. */
  body: Uint8Array
  secret: string
  now: Date
}

/** How the HR system tells what changed. What it posts is a hint: the rows that it names are read again. */
export type Webhooks = {
  events: readonly WebhookEvent[]
  /** Tables of which events tell something, but not everything: the rest is only found by polling. */
  partlyTold: readonly Table[]
  /** Whether a subscription is for one event, or for all of them. */
  eventsOfOne: "one" | "all"
  /** The subscriptions that the credential may see. */
  list(companyId: string, settings: Settings): List
  /** Of a row of that list, or of the answer to `subscribe`. Undefined: it is none. */
  read(row: Remote): Subscription | undefined
  subscribe(wanted: NewSubscription): RemoteRequest
  /** Lists that `subscribe` and `replace` are built from, e.g. of what may be watched. */
  references?: Readonly<Record<string, List>>
  /** Makes an existing subscription the wanted one, and switches it on. Absent: it is ended, and another one made. */
  replace?(id: string, wanted: NewSubscription): RemoteRequest
  unsubscribe(id: string, settings: Settings): RemoteRequest
  /**
   * The secret in the answer to `subscribe`, for an HR system that makes it and tells it once. `replace` keeps it. A
   * subscription whose secret was lost is ended, and another one made. Absent: the secret is ours.
   */
  secretOf?(answer: Remote): string | undefined
  /** Whether the HR system has posted this, and lately if that can be told. Never throws. Compare with `isSameSecret`. */
  verify(posted: Posted): boolean
  /** The event in what was posted. Absent: a subscription is for one event, which says it. */
  eventOf?(body: unknown): string | undefined
  /** The rows in what was posted. Absent: it is a row, or an array of them. */
  rowsOf?(body: unknown): readonly Remote[]
}
