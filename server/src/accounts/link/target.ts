import type { EnvironmentIntegration } from "@rollcall/contract"
import type { Db } from "../../db/index.js"
import { hostIn, type IntegrationFacts } from "../integration.js"
import { findAccount } from "../store.js"
import type { LinkParts } from "./parts.js"
import { type LinkToken, readLinkToken, stateOf } from "./tokens.js"

/** What a token is used for, and on which of the integration's hosts. */
export type Target = {
  token: LinkToken
  installed: EnvironmentIntegration
  facts: IntegrationFacts
  host: string | null
}

/** For the OAuth client and host in use. */
export const placeOf = ({ token, installed, facts, host }: Target) => ({
  integration: facts.id,
  environment_id: token.environment_id,
  environment_integration_id: installed.id,
  host,
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
  { db, installed, integrations }: LinkParts,
  token: LinkToken,
  integration: string,
): Promise<Target | { kind: "unknown_integration" }> {
  const facts = integrations.find((one) => one.id === integration)
  const page = await installed.page(token.environment_id, { limit: 1, integrations: [integration], is_enabled: true })
  const [row] = page.rows
  if (!facts || !row) return { kind: "unknown_integration" }
  return { token, facts, installed: row, host: await hostOf(db, token, row) }
}

/** The caller's word, else where the account to reconnect is, else the environment's choice; null: production. */
async function hostOf(db: Db, token: LinkToken, installed: EnvironmentIntegration): Promise<string | null> {
  const id = token.is_reconnect ? token.integrated_account_id : null
  const account = id === null ? undefined : await findAccount(db, token.environment_id, id)
  return hostIn(token.context) ?? hostIn(account?.context ?? {}) ?? hostIn(installed.override)
}
