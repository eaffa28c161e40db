import type { EnvironmentIntegration } from "@rollcall/contract"
import type { IntegrationFacts } from "../integration.js"
import { hostIn, type LinkParts } from "./accept.js"
import { type LinkToken, readLinkToken, stateOf } from "./tokens.js"

/** What a token is used for. */
export type Target = { token: LinkToken; installed: EnvironmentIntegration; facts: IntegrationFacts }

/** For the OAuth client and host in use. */
export const placeOf = ({ token, installed, facts }: Target) => ({
  integration: facts.id,
  environment_id: token.environment_id,
  environment_integration_id: installed.id,
  host: hostIn(installed.override),
})

/** An open token and an integration that is switched on for it. */
export async function findTarget(
  parts: LinkParts,
  text: string,
  integration: string,
): Promise<Target | { kind: "closed" } | { kind: "unknown_integration" }> {
  const token = await readLinkToken(parts, text)
  return token && stateOf(token, parts.now()) === "open" ? targetOf(parts, token, integration) : { kind: "closed" }
}

export async function targetOf(
  { installed, integrations }: LinkParts,
  token: LinkToken,
  integration: string,
): Promise<Target | { kind: "unknown_integration" }> {
  const facts = integrations.find((one) => one.id === integration)
  const page = await installed.page(token.environment_id, { limit: 1, integration, is_enabled: true })
  const [row] = page.rows
  return facts && row ? { token, facts, installed: row } : { kind: "unknown_integration" }
}
