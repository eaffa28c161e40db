import type { ResourceName } from "@rollcall/contract"
import type { Api } from "./api.js"
import type { Auth } from "./auth.js"
import type { Catalogue } from "./catalogue.js"
import type { Remote } from "./remote.js"
import type { RemoteQuery } from "./request.js"
import type { Table } from "./table.js"
import type { Resource } from "./view.js"
import type { Webhooks } from "./webhooks.js"

/** The company's own day decides statuses; its time zone comes from one of its small tables. */
export type CompanyDay = {
  table: Table
  timeZone(rows: readonly Remote[]): string | undefined
}

/** Who a credential speaks for. `context` is kept with the account and shown to the caller; `fields` declare its keys. */
export type Identity = {
  companyId: string
  companyName: string | null
  context: Readonly<Record<string, unknown>>
}

/** Kinds of data that a connection is checked for; the page that connects has words for each. */
export type DataKind =
  | "employees"
  | "contracts"
  | "teams"
  | "locations"
  | "legal_entities"
  | "time_off"
  | "custom_fields"
  | "job_catalog"

export type ConnectCheck = {
  data: DataKind
  /** A list: one row of it is asked for. */
  path: string
  query?: RemoteQuery
  /** What the customer must allow, in the HR system's own word. */
  permission: string
  /** True: without it the connection is of no use. */
  isRequired: boolean
}

/** What a new credential is asked, so that a customer sees at once what was connected and what is missing. */
export type Connect = {
  /** A list whose first row says it; undefined: the answer makes no sense. */
  identity: { path: string; fields: readonly string[]; read(rows: readonly Remote[]): Identity | undefined }
  checks: readonly ConnectCheck[]
}

/** A supported HR system: data and small pure functions. A capability exists when its key exists. */
export type Connector = {
  /** The integration's public name: small letters, digits and `_`. */
  id: string
  name: string
  category: "hris"
  auth: Auth
  api: Api
  /** Of the mappings: another one makes every row of the synced copy anew, without a call. */
  version: string
  connect: Connect
  companyDay: CompanyDay
  resources: { readonly [R in ResourceName]?: Resource<R> }
  proxy: Catalogue
  /** Without it changes are only found by polling. */
  webhooks?: Webhooks
}

export const defineConnector = (connector: Connector): Connector => connector
