import { type AuthField, type ConnectCheck, type Settings, settingsIn } from "@rollcall/connector-kit"
import type { Db } from "../../db/index.js"
import type { Installed } from "../installed/index.js"
import type { IntegrationFacts } from "../integration.js"
import { findAccount } from "../store.js"
import { contextFor } from "./given-context.js"
import type { OAuthOutcome } from "./outcome.js"
import { type CheckRun, readRun } from "./run.js"
import { isAllowedRedirect, type LinkSettings } from "./settings.js"
import { findActiveAccount } from "./store.js"
import { type LinkToken, readLinkToken, stateOf, type TokenDeps, type TokenState } from "./tokens.js"
import { askedFields } from "./typed.js"

/** An integration that the customer may choose. */
export type Offer = {
  id: string
  name: string
  /** How it can be authorised, best first. */
  methods: readonly ("oauth2" | "api_key")[]
  /** What the customer is asked for, by method. */
  asked: Readonly<Record<"oauth2" | "api_key", readonly AuthField[]>>
  documentationLinks: { oauth2?: string | undefined; api_key?: string | undefined }
  /** Shown where one may choose; others are reached by their name only, or to reconnect. */
  isListed: boolean
  /** Kinds of data that are checked, with the words for them. */
  data: readonly Pick<ConnectCheck, "data" | "label" | "translations">[]
}

export type LinkedAccount = {
  id: string
  integration: string
  status: string
  lastError: string | null
  companyName: string | null
  run: CheckRun | undefined
  /** As they are now; what is typed may replace them. */
  settings: Settings
}

/** Everything the page needs to know of a token. */
export type LinkState = {
  state: TokenState
  settings: LinkSettings
  isReconnect: boolean
  redirectUri: string | undefined
  offers: readonly Offer[]
  /** The account to reconnect, or the one that the token has made. */
  account: LinkedAccount | undefined
  /** A company that the same tenant connected before with another token. */
  existing: { integration: string; companyName: string | null } | undefined
  notice: OAuthOutcome | null
  /** When the token was used, milliseconds since the epoch. */
  usedAtMs: number | null
}

export type LinkStateDeps = TokenDeps & {
  installed: Installed
  integrations: readonly IntegrationFacts[]
  hasClient(environmentId: string, installedId: string, integration: string): Promise<boolean>
}

/** Undefined: there is no such token. */
export async function readLinkState(
  deps: LinkStateDeps,
  text: string,
): Promise<{ token: LinkToken; linkState: LinkState } | undefined> {
  const token = await readLinkToken(deps, text)
  if (!token) return undefined
  const [settings, account, offers] = await Promise.all([
    deps.linkSettings(token.environment_id),
    readAccount(deps, token),
    offersOf(deps, token),
  ])
  const isNew = !token.is_reconnect && token.integrated_account_id === null
  const existing = isNew ? await readExisting(deps.db, token, offers) : undefined
  // The list may have changed since the token was made.
  const uri = token.options.redirectUri
  const linkState: LinkState = {
    state: stateOf(token, deps.now()),
    settings,
    isReconnect: token.is_reconnect,
    redirectUri: uri !== undefined && isAllowedRedirect(uri, settings.redirectUris) ? uri : undefined,
    offers: account ? offers.filter((one) => one.id === account.integration) : offers,
    account,
    existing,
    notice: token.notice,
    usedAtMs: token.used_at?.getTime() ?? null,
  }
  return { token, linkState }
}

async function readAccount({ db, contexts }: LinkStateDeps, token: LinkToken): Promise<LinkedAccount | undefined> {
  if (token.integrated_account_id === null) return undefined
  const row = await findAccount(db, token.environment_id, token.integrated_account_id)
  if (!row) return undefined
  const run = readRun(row.last_action_run_result)
  return {
    id: row.id,
    integration: row.integration,
    status: row.status,
    lastError: row.last_error,
    companyName: nameIn(row.context),
    // What other tokens did before is not this one's to show.
    run: run?.link_token_id === token.id ? run : undefined,
    settings: settingsIn(contexts.fields(row.integration).declared, row.context),
  }
}

async function readExisting(db: Db, token: LinkToken, offers: readonly Offer[]): Promise<LinkState["existing"]> {
  for (const { id: integration } of offers) {
    const of = { environmentId: token.environment_id, tenantId: token.tenant_id ?? "", integration }
    const found = await findActiveAccount(db, of)
    if (found) return { integration, companyName: nameIn(found.context) }
  }
  return undefined
}

const nameIn = (context: Record<string, unknown>): string | null =>
  typeof context.company_name === "string" ? context.company_name : null

/** Installed and switched on; OAuth only where there is a client for it. */
async function offersOf(deps: LinkStateDeps, { environment_id: environmentId, context }: LinkToken): Promise<Offer[]> {
  const { rows } = await deps.installed.page(environmentId, { limit: 1_000, is_enabled: true })
  const offers = rows.map(async (row): Promise<Offer[]> => {
    const facts = deps.integrations.find((one) => one.id === row.integration_id)
    if (!facts) return []
    const hasOAuth = facts.auth.oauth2 && (await deps.hasClient(environmentId, row.id, facts.id))
    const methods = [...(hasOAuth ? (["oauth2"] as const) : []), ...(facts.auth.api_key ? (["api_key"] as const) : [])]
    const fields = deps.contexts.fields(facts.id)
    const given = contextFor(facts, fields, context)
    const asked = { oauth2: askedFields(fields, "oauth2", given), api_key: askedFields(fields, "api_key", given) }
    const { oauth2, api_key } = facts.auth
    const documentationLinks = { oauth2: oauth2?.documentationLink, api_key: api_key?.documentationLink }
    const { id, name } = facts
    return [{ id, name, methods, asked, documentationLinks, isListed: row.show_in_catalog, data: facts.connect.checks }]
  })
  return (await Promise.all(offers)).flat()
}
