import type { Connector } from "@rollcall/connector-kit"
import { AppError } from "../errors.js"
import type { OAuthClient } from "./token-endpoint.js"

/** What accounts need to know of an integration. */
export type IntegrationFacts = {
  id: string
  name: string
  category: string
  auth: Connector["auth"]
  api: Connector["api"]
  connect: Connector["connect"]
  /** Origins by name, without a trailing slash; `production` is always there. */
  hosts: Readonly<Record<string, string>> & { production: string }
  /** The operator's OAuth client, unless an environment brings its own. */
  client: OAuthClient | null
}

/** `host` names one of the integration's hosts, if any. Throws `invalid_request`. */
export function assertHost(
  integrations: readonly IntegrationFacts[],
  integration: string,
  { host }: Readonly<Record<string, unknown>>,
): void {
  const facts = integrations.find((one) => one.id === integration)
  if (facts && host !== undefined && host !== null) originOf(facts, String(host))
}

/** Origin of one of the integration's hosts. Throws `invalid_request` for one that it does not have. */
export function originOf(facts: IntegrationFacts, host: string | null): string {
  const name = host ?? "production"
  const found = Object.hasOwn(facts.hosts, name) ? facts.hosts[name] : undefined
  if (found !== undefined) return found
  const names = Object.keys(facts.hosts).join(", ")
  throw new AppError("invalid_request", `${facts.name} has no host ${String(host).slice(0, 50)}; there is ${names}`)
}

export const hostIn = (context: Readonly<Record<string, unknown>>): string | null =>
  typeof context.host === "string" ? context.host : null

export function factsIn(integrations: readonly IntegrationFacts[], integration: string): IntegrationFacts {
  const facts = integrations.find((one) => one.id === integration)
  if (facts) return facts
  throw new AppError("unavailable", `this server has no ${integration} any more`, { isUndone: true })
}

/** Throws `invalid_request` for a way to authorise that the integration does not have. */
export function assertOffered({ auth, id }: IntegrationFacts, method: "api_key" | "oauth2"): void {
  if (auth[method]) return
  throw new AppError("invalid_request", `authentication_method: ${id} takes ${Object.keys(auth).join(" or ")}`)
}
