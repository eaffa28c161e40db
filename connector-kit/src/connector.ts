import type { ResourceName } from "@rollcall/contract"
import type { Api } from "./api.js"
import type { Catalogue } from "./catalogue.js"
import type { Remote } from "./remote.js"
import type { Resource } from "./resource.js"

/** How a customer authorises; data for forms, documentation and the OAuth client. */
export type ApiKeyAuth = {
  format: "api_key"
  fields: readonly AuthField[]
  documentationLink?: string
}
export type OAuth2Auth = {
  format: "oauth2"
  /** Paths on the API host. */
  authorizePath: string
  tokenPath: string
  revokePath: string
  scopes: readonly string[]
  scopeSeparator: string
  authorizeParams: Readonly<Record<string, string>>
  /** True: every refresh answers a new refresh token and the old pair dies. */
  refreshRotates: boolean
}
export type AuthField = {
  name: string
  label: string
  type: "text" | "password"
  required: boolean
  placeholder?: string
  helpText?: string
}

/** The company's own day decides statuses; its time zone comes from one of its reference lists. */
export type CompanyDay = {
  path: string
  timeZone(rows: readonly Remote[]): string | undefined
}

/** A supported HR system: data and small pure functions. A capability exists when its key exists. */
export type Connector = {
  /** The integration's public name, e.g. `factorial`. */
  id: string
  name: string
  category: "hris"
  auth: { api_key?: ApiKeyAuth; oauth2?: OAuth2Auth }
  api: Api
  companyDay: CompanyDay
  resources: { readonly [R in ResourceName]?: Resource<R> }
  proxy: Catalogue
}

export const defineConnector = (connector: Connector): Connector => connector
