import type { ResourceName } from "@rollcall/contract"
import type { RemoteQuery, RemoteRequest } from "./api.js"
import type { Remote } from "./remote.js"
import type { PartName } from "./resource.js"

/** Unified records that a posted row speaks of. */
export type Touch = {
  resource: ResourceName
  /** `id`: the records with these ids. `employee_id`: all records of these people, whatever their ids. */
  by: "id" | "employee_id"
  /** Nothing else of these records can have changed; none: anything can. */
  part?: PartName
  /** Never throws for odd data: what cannot be read is left out. */
  ids(row: Remote): readonly string[]
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
  /** What of a resource no event tells, in words: it is only found by polling. A resource without words is told whole. */
  polled: { readonly [R in ResourceName]?: string }
}
