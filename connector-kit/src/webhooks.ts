import type { Remote } from "./remote.js"
import type { RemoteQuery, RemoteRequest } from "./request.js"
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

/** A subscription as the HR system shows it. */
export type Subscription = { id: string; event: string; targetUrl: string; isEnabled: boolean }
/** What is asked for: one event to one address, with a secret that comes back in a header of every delivery. */
export type NewSubscription = { event: string; targetUrl: string; challenge: string; companyId: string }

/** How the HR system tells what changed. What it posts is a hint: the record is read again. */
export type Webhooks = {
  /** A list whose rows say which company the credential is for. */
  company: { path: string; idOf(rows: readonly Remote[]): string | undefined }
  /** The list of the company's subscriptions. */
  list(companyId: string): { path: string; query?: RemoteQuery }
  /** Undefined: the row is not one. */
  read(row: Remote): Subscription | undefined
  subscribe(wanted: NewSubscription): RemoteRequest
  /** Gives an existing subscription another address and secret, and switches it on. */
  replace(id: string, wanted: NewSubscription): RemoteRequest
  unsubscribe(id: string): RemoteRequest
  /** Header of a delivery that carries the challenge; lower case. */
  challengeHeader: string
  events: readonly WebhookEvent[]
  /** Tables of which events tell something, but not everything: the rest is only found by polling. */
  partlyTold: readonly Table[]
}
