/**
 * Integrated accounts: a customer's authorised connection, its credentials and its status.
 * States: active -> needs_reauth (the HR system refuses the credential and it can't be refreshed) -> active again
 * (a call is accepted, or new credentials are stored) -> gone (deleted). Secrets are sealed apart from the open
 * context and opened only for a call. An account may be seen a second late by other processes. It knows no HTTP
 * routes and no resources of the HR system.
 */
import type { Credentials } from "@rollcall/connector-kit"
import { LRUCache } from "lru-cache"
import type { Db } from "../db/index.js"
import type { Egress } from "../egress/index.js"
import { AppError } from "../errors.js"
import type { Place, Vault } from "../vault/index.js"
import type { Account, AccountAccess } from "./account.js"
import { type AccountAdmin, createAdmin } from "./admin.js"
import { readCredentials } from "./credentials.js"
import { createInstalled, type Installed } from "./installed/index.js"
import type { IntegrationFacts } from "./integration.js"
import { isNearEnd, refreshTokens } from "./refresh.js"
import { type RenewalParts, renewCredentials } from "./renewal.js"
import { type Context, joinContext } from "./secrets.js"
import { toAccount } from "./show.js"
import * as store from "./store.js"

export type Accounts = AccountAccess & { admin: AccountAdmin; installed: Installed }
export type AccountsParts = {
  db: Db
  vault: Vault
  egress: Egress
  integrations: readonly IntegrationFacts[]
  now(): Date
}

const CACHE_MS = 1_000
type Cached = { account: Account; credentials: Credentials | undefined }
type IsStale = (credentials: Credentials) => boolean
type Renew = (account: Account, isStale: IsStale) => Promise<Credentials | undefined>

export function createAccounts(parts: AccountsParts): Accounts {
  const { db, vault, integrations, now } = parts
  const installed = createInstalled({ db, vault, integrations })
  const seal = (id: string, secret: Context) => vault.seal(JSON.stringify(secret), placeOf(id))
  const open = (row: store.AccountRow): Context => JSON.parse(vault.open(row.secrets, placeOf(row.id)).toString("utf8"))
  const { load, forget } = createLoader(db, open)
  const renew = shareRenewals({ db, now, open, seal, refresh: createRefresh(parts, installed) }, forget)
  return {
    installed,
    admin: createAdmin({ db, vault, installed, integrations, now, seal, open, forget }),
    find: async (environmentId, id) => (await load(environmentId, id))?.account,
    async credentials(account) {
      const loaded = await load(account.environmentId, account.id)
      if (!loaded) throw new AppError("not_found", "the account has been removed")
      if (!loaded.credentials) throw needsReauth()
      return freshen(loaded.credentials, { now, renew: (isStale) => renew(account, isStale) })
    },
    renew: (account, refused) => renew(account, (one) => isSame(one, refused)),
    async noteAccepted(account) {
      if (account.status !== "needs_reauth") return
      await store.setReactivated(db, account.id)
      forget(account.id)
    },
    async noteForbidden(account, { resource, method, missingScopes }) {
      const occurred_at = now().toISOString()
      await store.setForbidden(db, account.id, { resource, method, missing_scopes: missingScopes, occurred_at })
    },
    async hold(account, until) {
      if (account.heldUntil === null || account.heldUntil < until) account.heldUntil = until
      await store.setHold(db, account.id, until)
    },
  }
}

/** Accounts with their opened credentials, remembered for a second; `forget("*")` forgets all. */
function createLoader(db: Db, open: (row: store.AccountRow) => Context) {
  const cache = new LRUCache<string, Cached>({ max: 10_000, ttl: CACHE_MS })
  let changes = 0
  const forget = (id: string) => {
    changes++
    if (id === "*") cache.clear()
    else cache.delete(id)
  }
  const load = async (environmentId: string, id: string): Promise<Cached | undefined> => {
    const cached = cache.get(id)
    if (cached) return cached.account.environmentId === environmentId ? cached : undefined
    const seen = changes
    const row = await store.findAccount(db, environmentId, id)
    if (!row) return undefined
    const context = joinContext({ open: row.context, secret: open(row) })
    const loaded = { account: toAccount(row), credentials: readCredentials(row.authentication_method, context) }
    // What was read before a change made here may not be remembered after it.
    if (seen === changes) cache.set(id, loaded)
    return loaded
  }
  return { load, forget }
}

/** In this process, everybody who wants the same account renewed waits for one renewal. */
function shareRenewals(renewal: RenewalParts, forget: (id: string) => void): Renew {
  const renewing = new Map<string, Promise<Credentials | undefined>>()
  return async (account, isStale) => {
    for (let running = renewing.get(account.id); running; running = renewing.get(account.id)) {
      const renewed = await running
      // Others may have asked for less: a token that is not near its end can still be the one that was refused.
      if (!renewed || !isStale(renewed)) return renewed
    }
    const started = renewCredentials(renewal, account, isStale).finally(() => {
      renewing.delete(account.id)
      forget(account.id)
    })
    renewing.set(account.id, started)
    return started
  }
}

type Freshening = { now(): Date; renew(isStale: IsStale): Promise<Credentials | undefined> }

/** The credentials, refreshed first when their end is near. */
async function freshen(credentials: Credentials, { now, renew }: Freshening): Promise<Credentials> {
  const isStale = (one: Credentials) => isNearEnd(one, now().getTime())
  if (!isStale(credentials)) return credentials
  let renewed: Credentials | undefined
  try {
    renewed = await renew(isStale)
  } catch (error) {
    // The token endpoint has trouble, but what we have is good for a while yet.
    if (isUsable(credentials, now().getTime())) return credentials
    throw error
  }
  if (!renewed) throw needsReauth()
  return renewed
}

const placeOf = (id: string): Place => ({ table: "integrated_account", row: id, column: "secrets" })

const needsReauth = () =>
  new AppError("unauthorized", "the HR system no longer accepts this connection: the customer has to reconnect", {
    isUndone: true,
  })

const isUsable = (credentials: Credentials, nowMs: number): boolean =>
  credentials.method === "oauth2" && (credentials.expiresAt?.getTime() ?? 0) > nowMs + 5_000

const isSame = (one: Credentials, other: Credentials): boolean =>
  one.method === "api_key" && other.method === "api_key"
    ? one.apiKey === other.apiKey
    : one.method === "oauth2" && other.method === "oauth2" && one.accessToken === other.accessToken

function createRefresh({ egress, integrations }: AccountsParts, installed: Installed): RenewalParts["refresh"] {
  return async (row, refreshToken) => {
    const facts = integrations.find((one) => one.id === row.integration)
    const client = (await installed.clientOf(row.environment_id, row.environment_integration_id)) ?? facts?.client
    if (!facts || !client) {
      throw new AppError(
        "unavailable",
        "the token can't be refreshed without an OAuth client: set FACTORIAL_CLIENT_ID and FACTORIAL_CLIENT_SECRET, or the environment's own",
        { isUndone: true },
      )
    }
    const call = { baseUrl: facts.baseUrl, connector: facts, client, dispatcher: egress.dispatcher }
    return refreshTokens(call, refreshToken)
  }
}

export type * from "./account.js"
export type { AccountPatch, NewAccount } from "./admin.js"
export type { IntegrationFacts } from "./integration.js"
export type { AccountFilters, Times } from "./store.js"
