import type { ResourceName } from "@rollcall/contract"
import type { Api } from "./api.js"
import type { Auth } from "./auth.js"
import type { Catalogue } from "./catalogue.js"
import type { Connect } from "./connect.js"
import type { Remote } from "./remote.js"
import type { Table } from "./table.js"
import type { Resource } from "./view.js"
import type { Webhooks } from "./webhooks.js"

/**
 * The company's own day decides statuses. Its time zone comes from one of its small tables, from a declared setting of the
 * account, or from both: the table's zone wins.
 */
export type CompanyDay =
  | { table: Table; timeZone(rows: readonly Remote[]): string | undefined; setting?: string }
  | { table?: undefined; setting: string }

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
  /** Absent: nothing tells the company's time zone. `context.sync.time_zone` of an account says it, else it is UTC. */
  companyDay?: CompanyDay
  resources: { readonly [R in ResourceName]?: Resource<R> }
  proxy: Catalogue
  /** Without it changes are only found by polling. */
  webhooks?: Webhooks
}

export const defineConnector = (connector: Connector): Connector => connector
