import { createHash, randomUUID } from "node:crypto"
import type { Db } from "../../db/index.js"
import { assertStorable } from "../../db/storable.js"
import { AppError, badField } from "../../errors.js"
import type { Place, Vault } from "../../vault/index.js"
import { assertOwnSmall, type ContextVault } from "../context-vault.js"
import type { IntegrationFacts } from "../integration.js"
import type { Context } from "../secrets.js"
import { findAccount } from "../store.js"
import { assertFits } from "./given-context.js"
import type { OAuthOutcome } from "./outcome.js"
import { isAllowedRedirect, type LinkSettings } from "./settings.js"
import { findLinkToken, insertLinkToken, type LinkTokenRow, revokeLinkToken } from "./store.js"

/** For a new connection `tenantId`, for a reconnect `integratedAccountId`. */
export type NewLinkToken = {
  tenantId?: string | undefined
  integratedAccountId?: string | undefined
  scopes?: readonly string[] | undefined
  context?: Context | undefined
  redirectUri?: string | undefined
  persistPreviousContext?: boolean | undefined
  region?: string | undefined
  isSandbox?: boolean | undefined
  expiresInSeconds?: number | undefined
}

/** What a token carries besides whom it is for. */
export type LinkOptions = {
  scopes?: string[]
  redirectUri?: string
  persistPreviousContext?: boolean
  region?: string
  isSandbox?: boolean
}

export type LinkToken = Omit<LinkTokenRow, "options" | "secrets" | "notice"> & {
  options: LinkOptions
  context: Context
  /** What went wrong at the HR system's consent page, until the next try. */
  notice: OAuthOutcome | null
}

export type TokenState = "open" | "expired" | "used" | "revoked" | "locked"

export type TokenDeps = {
  db: Db
  integrations: readonly IntegrationFacts[]
  vault: Vault
  contexts: ContextVault
  now(): Date
  linkSettings(environmentId: string): Promise<LinkSettings>
}

const DEFAULT_SECONDS = 3_600
/** Credentials that one token may try: enough for typing mistakes, too few for guessing. */
export const MOST_TRIES = 25

/** Tokens are kept by it only. */
export const hashOf = (token: string): Buffer => createHash("sha256").update(`link ${token.toLowerCase()}`).digest()
const sealedAt = (id: string): Place => ({ table: "link_token", row: id, column: "secrets" })

export async function createLinkToken(
  { db, vault, now, linkSettings, integrations, contexts }: TokenDeps,
  environmentId: string,
  wish: NewLinkToken,
): Promise<string> {
  const { tenantId, integratedAccountId: accountId, context = {} } = wish
  assertStorable({ tenant_id: tenantId, context, redirect_uri: wish.redirectUri, scopes: wish.scopes })
  const account = accountId === undefined ? undefined : await findAccount(db, environmentId, accountId)
  if (accountId !== undefined && !account) {
    throw new AppError("account.not_found", `there is no integrated account ${accountId} in this environment`)
  }
  // Both are fine as long as they mean the same customer.
  const isForeign = account && tenantId !== undefined && tenantId !== account.tenant_id
  if (isForeign || (!account && tenantId === undefined)) {
    const how = "tenant_id for a new connection, integrated_account_id to reconnect one"
    throw new AppError("request.invalid", `give one of the two: ${how}`)
  }
  const meant = account ? integrations.filter(({ id }) => id === account.integration) : integrations
  assertFits(context, { integrations: meant, contexts, before: account?.context ?? {} })
  if (account && wish.persistPreviousContext)
    assertOwnSmall(contexts.fields(account.integration), { ...contexts.open(account), ...context })
  await assertRedirect(wish.redirectUri, await linkSettings(environmentId))
  const token = randomUUID()
  const id = randomUUID()
  await insertLinkToken(db, {
    id,
    environment_id: environmentId,
    hash: hashOf(token),
    tenant_id: account?.tenant_id ?? tenantId ?? null,
    integrated_account_id: accountId ?? null,
    is_reconnect: accountId !== undefined,
    options: JSON.stringify(optionsOf(wish)),
    secrets: vault.seal(JSON.stringify(context), sealedAt(id)),
    expires_at: new Date(now().getTime() + (wish.expiresInSeconds ?? DEFAULT_SECONDS) * 1000),
  })
  return token
}

async function assertRedirect(uri: string | undefined, { redirectUris }: LinkSettings): Promise<void> {
  if (uri === undefined || isAllowedRedirect(uri, redirectUris)) return
  const message = isAllowedRedirect(uri, [])
    ? "is not on this environment's list of redirect addresses: add it to link.redirect_uris of PATCH /environment/:id"
    : "give an http or https address without a user name"
  throw badField("redirect_uri", message)
}

const optionsOf = (wish: NewLinkToken): LinkOptions => ({
  ...(wish.scopes === undefined ? {} : { scopes: [...wish.scopes] }),
  ...(wish.redirectUri === undefined ? {} : { redirectUri: wish.redirectUri }),
  ...(wish.persistPreviousContext === undefined ? {} : { persistPreviousContext: wish.persistPreviousContext }),
  ...(wish.region === undefined ? {} : { region: wish.region }),
  ...(wish.isSandbox === undefined ? {} : { isSandbox: wish.isSandbox }),
})

/** The token with its context opened; undefined when there is none. */
export async function readLinkToken({ db, vault }: TokenDeps, token: string): Promise<LinkToken | undefined> {
  const row = await findLinkToken(db, hashOf(token))
  return row && openToken(vault, row)
}

export function openToken(vault: Vault, row: LinkTokenRow): LinkToken {
  const { options, secrets, notice, ...rest } = row
  const context: Context = secrets ? JSON.parse(vault.open(secrets, sealedAt(row.id)).toString("utf8")) : {}
  // Options are written by createLinkToken only, notices by setNotice only.
  return { ...rest, options: options as LinkOptions, notice: notice as OAuthOutcome | null, context }
}

export function stateOf(token: LinkTokenRow | LinkToken, now: Date): TokenState {
  if (token.revoked_at) return "revoked"
  if (token.used_at) return "used"
  if (token.expires_at <= now) return "expired"
  return token.tries > MOST_TRIES ? "locked" : "open"
}

export const revoke = ({ db }: TokenDeps, environmentId: string, token: string): Promise<boolean> =>
  revokeLinkToken(db, environmentId, hashOf(token))
