import { authFields, type Connector, fillAddress, namesIn, settingsIn } from "@rollcall/connector-kit"
import { AppError, badField } from "../errors.js"
import type { Context } from "./secrets.js"
import type { OAuthClient } from "./token-endpoint.js"

/** What accounts need to know of an integration. */
export type IntegrationFacts = {
  id: string
  name: string
  category: string
  auth: Connector["auth"]
  api: Connector["api"]
  connect: Connector["connect"]
  /** Templates of addresses by name, without a trailing slash; `production` is always there. */
  hosts: Readonly<Record<string, string>> & { production: string }
  /** The operator's OAuth client, unless an environment brings its own. */
  client: OAuthClient | null
}

/** `host` names one of the integration's hosts, if any. Throws `request.invalid`. */
export function assertHost(integrations: readonly IntegrationFacts[], integration: string, { host }: Context): void {
  const facts = integrations.find((one) => one.id === integration)
  if (facts && host !== undefined && host !== null) templateOf(facts, String(host))
}

function templateOf(facts: IntegrationFacts, name: string): string {
  const found = Object.hasOwn(facts.hosts, name) ? facts.hosts[name] : undefined
  if (found !== undefined) return found
  const names = Object.keys(facts.hosts).join(", ")
  throw new AppError("request.invalid", `${facts.name} has no host ${name.slice(0, 50)}; there is ${names}`)
}

/**
 * Where an account with this context is: one of the integration's hosts, filled with the account's settings. Throws
 * `request.invalid` for a host that there is not, and for a setting that is missing.
 */
export function baseUrlOf(facts: IntegrationFacts, context: Context): string {
  const filled = addressOf(facts, context)
  if (filled !== undefined) return filled
  const template = templateOf(facts, hostIn(context) ?? "production")
  const settings = settingsIn(authFields(facts.auth), context)
  const missing = namesIn(template).find((name) => !Object.hasOwn(settings, name))
  throw badField(`context.${missing ?? "host"}`, `is needed to reach ${facts.name}`)
}

export const hostIn = (context: Context): string | null => (typeof context.host === "string" ? context.host : null)

/** The same; undefined where there is no such host, and while a setting is missing. */
export function addressOf(facts: IntegrationFacts, context: Context): string | undefined {
  const name = hostIn(context) ?? "production"
  const template = Object.hasOwn(facts.hosts, name) ? facts.hosts[name] : undefined
  return template === undefined ? undefined : fillAddress(template, settingsIn(authFields(facts.auth), context))
}

/** What of a context says where the account is. */
export function whereIn(facts: IntegrationFacts, context: Context): Context {
  const host = hostIn(context)
  return { ...(host === null ? {} : { host }), ...settingsIn(authFields(facts.auth), context) }
}

export function factsIn(integrations: readonly IntegrationFacts[], integration: string): IntegrationFacts {
  const facts = integrations.find((one) => one.id === integration)
  if (facts) return facts
  throw new AppError("integration.not_installed", `this server has no ${integration} any more`, { isUndone: true })
}

/** Throws `request.invalid` for a way to authorise that the integration does not have. */
export function assertOffered({ auth, id }: IntegrationFacts, method: "api_key" | "oauth2"): void {
  if (auth[method]) return
  throw new AppError("request.invalid", `authentication_method: ${id} takes ${Object.keys(auth).join(" or ")}`)
}
