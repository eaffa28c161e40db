/**
 * Integrated accounts: a customer's authorised connection, its credentials and its status (the states stand in
 * lifecycle.ts). Secrets are sealed apart from the open context and opened only for a call. An account may be seen a
 * second late by other processes. It knows no HTTP routes and no resources of the HR system.
 */
import type { MappingOverrides, UnifiedModelOverride } from "@rollcall/contract"
import type { Clock } from "../clock.js"
import type { Db } from "../db/index.js"
import type { Egress } from "../egress/index.js"
import { AppError } from "../errors.js"
import type { Jobs } from "../jobs/index.js"
import type { Buckets } from "../rates/index.js"
import type { Vault } from "../vault/index.js"
import { createAccountCalls, createAccountNotes, createCredentials } from "./access.js"
import type { Account, AccountCalls, AccountNotes } from "./account.js"
import { type AccountAdmin, createAdmin } from "./admin.js"
import { createContextVault } from "./context-vault.js"
import { createInstalled, type Installed } from "./installed/index.js"
import type { IntegrationFacts } from "./integration.js"
import { isRefreshable, keepGrantsAlive } from "./keep-alive.js"
import type { EventSink } from "./lifecycle.js"
import { createEmit } from "./lifecycle.js"
import { createLink, type Link, type LinkSettings } from "./link/index.js"
import { createLoader } from "./loader.js"
import {
  createTokenCalls,
  createTokenRequest,
  isSame,
  needsReauth,
  type Refresh,
  shareRefreshes,
} from "./oauth-client.js"
import type { RefreshOutcome } from "./refresh-token.js"
import { countByStatus } from "./store.js"
import { createTurns } from "./turns.js"
import { createUpstreams, type TransportOf, type Upstreams } from "./upstream.js"

export type Accounts = Pick<AccountCalls, "find"> & {
  /** The account became another one by somebody else's doing; `*`: any may have. */
  forget(id: string): void
} & AccountNotes &
  Pick<Upstreams, "upstream" | "filesAt"> & {
    admin: AccountAdmin
    installed: Installed
    link: Link
    /** Refreshes a token now. Throws what the caller has to do when that can't be. */
    refreshNow(environmentId: string, id: string): Promise<void>
    /** Refreshes grants that would end unused. */
    keepAlive(): Promise<number>
    /** Over all environments. */
    countByStatus(): Promise<{ status: string; count: number }[]>
  }

export type AccountsDeps = {
  db: Db
  vault: Vault
  egress: Egress
  jobs: Pick<Jobs, "send">
  integrations: readonly IntegrationFacts[]
  events: EventSink
  transportOf: TransportOf
  buckets: Buckets
  after: Clock["after"]
  /** Milliseconds that only ever grow, whatever is done to the clock. */
  elapsedMs(): number
  /** Rejects when it is aborted. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
  linkSettings(environmentId: string): Promise<LinkSettings>
  /** What users changed about the mappings of an account. Undefined: nothing. */
  loadOverrides(account: Account): Promise<MappingOverrides | undefined>
  /** Checks an account's own ones; what is answered makes them all of it, in a transaction that holds its row. */
  prepareOverrides(account: Account, given: UnifiedModelOverride): Promise<(tx: Db) => Promise<void>>
  now(): Date
  onError(error: unknown, accountId: string): void
  /** How each refresh of a token ended. */
  recordRefresh(outcome: RefreshOutcome): void
}

export const createAccounts = (deps: AccountsDeps): Accounts => assembleAccounts(deps).accounts

/** With the parts of a call, which are tested by themselves and nobody else's. */
export function assembleAccounts(deps: AccountsDeps): { accounts: Accounts; calls: AccountCalls } {
  const { db, vault, integrations, now } = deps
  const installed = createInstalled({ db, vault, integrations })
  const contexts = createContextVault(vault, integrations)
  const emit = createEmit({ integrations, contexts, events: deps.events })
  const loader = createLoader({ ...deps, contexts })
  const findCall = createTokenCalls({ ...deps, installed })
  const refresh = shareRefreshes(
    { ...deps, contexts, emit, requestTokens: createTokenRequest(findCall) },
    loader.forget,
  )
  const calls = createAccountCalls({ ...deps, loader, refresh })
  const notes = createAccountNotes({ ...deps, emit, loader })
  const turns = createTurns(deps)
  const upstreams = createUpstreams({ ...deps, calls, turns })
  const byHand: Refresh = (account, isStale) => refresh({ ...account, isByHand: true }, isStale)
  // Checks are asked for by a person: a grant that was refused before may be good again.
  const checking = { ...calls, ...createCredentials({ now, loader, refresh: byHand }) }
  const shared = { ...deps, installed, contexts, emit, findCall, forget: loader.forget }
  const accounts: Accounts = {
    ...notes,
    find: calls.find,
    forget: loader.forget,
    upstream: upstreams.upstream,
    filesAt: upstreams.filesAt,
    installed,
    admin: createAdmin({ ...shared, ...upstreams, calls }),
    link: createLink({ ...shared, ...createUpstreams({ ...deps, calls: checking, turns }), calls: checking }),
    async refreshNow(environmentId, id) {
      const loaded = await loader.load(environmentId, id)
      const stale = loaded?.credentials
      if (!stale || !isRefreshable(stale)) {
        throw new AppError("request.invalid", NOTHING_TO_REFRESH)
      }
      if (!(await byHand({ environmentId, id }, (one) => isSame(one, stale)))) throw needsReauth()
    },
    countByStatus: () => countByStatus(db),
    keepAlive: () => keepGrantsAlive({ ...deps, refresh, loader }),
  }
  return { accounts, calls }
}

const NOTHING_TO_REFRESH =
  "this connection has no refresh token, so there is nothing to refresh: check it with POST /integrated-account/run-post-install-actions, or give new credentials with PATCH /integrated-account/{id}/credentials"

export type * from "./account.js"
export type { NewAccount } from "./admin.js"
export { baseUrlOf, type IntegrationFacts } from "./integration.js"
export type { EventSink } from "./lifecycle.js"
export type * from "./link/index.js"
export { problemOf } from "./link/index.js"
export type { AccountPatch } from "./patch.js"
export type { RefreshOutcome } from "./refresh-token.js"
export type { AccountFilters, Times } from "./store.js"
export { PRIORITIES, type Priority } from "./turns.js"
export type { AccountUpstream, TransportOf } from "./upstream.js"
