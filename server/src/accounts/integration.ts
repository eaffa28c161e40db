import type { Connector } from "@rollcall/connector-kit"
import type { OAuthClient } from "./refresh.js"

/** What accounts need to know of an integration. */
export type IntegrationFacts = {
  id: string
  name: string
  category: string
  auth: Connector["auth"]
  /** Host in use, without a trailing slash. */
  baseUrl: string
  /** The operator's OAuth client, unless an environment brings its own. */
  client: OAuthClient | null
}
