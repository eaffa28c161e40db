import type { EnvironmentIntegration } from "@rollcall/contract"
import type { Db } from "../../db/index.js"
import { type IntegrationFacts, whereIn } from "../integration.js"
import type { Context } from "../secrets.js"
import { findAccount } from "../store.js"
import type { LinkDeps } from "./deps.js"
import { contextFor } from "./given-context.js"
import type { ConnectOutcome } from "./outcome.js"
import { type LinkToken, readLinkToken, stateOf } from "./tokens.js"
import { askedFields, readTyped, type Typed } from "./typed.js"

/** What a token is used for, and where the account is or will be. */
export type Target = {
  token: LinkToken
  installed: EnvironmentIntegration
  facts: IntegrationFacts
  /** The host and the settings that addresses are made of. */
  where: Context
}

/** For the OAuth client and the addresses in use. */
export const connectionOf = ({ token, installed, facts, where }: Target) => ({
  integration: facts.id,
  environment_id: token.environment_id,
  environment_integration_id: installed.id,
  context: where,
})

type Chosen = { integration: string; method: "api_key" | "oauth2"; typed: Typed }

/** An open token, an integration that is switched on for it, and what was typed, once it is known to be right. */
export async function findTarget(
  deps: LinkDeps,
  text: string,
  { integration, method, typed }: Chosen,
): Promise<{ target: Target; values: Typed } | ConnectOutcome> {
  const token = await readLinkToken(deps, text)
  if (!token || stateOf(token, deps.now()) !== "open") return { kind: "closed" }
  const target = await targetOf(deps, token, integration)
  if ("kind" in target) return target
  if (!target.facts.auth[method]) return { kind: "unknown_integration" }
  const fields = deps.contexts.fields(integration)
  const asked = askedFields(fields, method, contextFor(target.facts, fields, token.context))
  const read = readTyped(asked, typed)
  return "kind" in read ? read : { target: withTyped(target, read.values), values: read.values }
}

/** Where the account is by what the customer typed, which never is what the caller has said. */
export const withTyped = (target: Target, values: Typed): Target => ({
  ...target,
  where: { ...target.where, ...whereIn(target.facts, values) },
})

export async function targetOf(
  { db, installed, integrations, contexts }: LinkDeps,
  token: LinkToken,
  integration: string,
): Promise<Target | { kind: "unknown_integration" }> {
  const facts = integrations.find((one) => one.id === integration)
  const page = await installed.page(token.environment_id, { limit: 1, integrations: [integration], is_enabled: true })
  const [row] = page.rows
  if (!facts || !row) return { kind: "unknown_integration" }
  // The caller's word, else where the account to reconnect is, else the environment's choice.
  const given = contextFor(facts, contexts.fields(integration), token.context)
  const said = [{ host: row.override.host }, await contextBefore(db, token), given]
  const where = Object.assign({}, ...said.map((context) => whereIn(facts, context)))
  return { token, facts, installed: row, where }
}

async function contextBefore(db: Db, token: LinkToken): Promise<Context> {
  const id = token.is_reconnect ? token.integrated_account_id : null
  const account = id === null ? undefined : await findAccount(db, token.environment_id, id)
  return account?.context ?? {}
}
