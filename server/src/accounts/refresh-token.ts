/**
 * One refresh at a time for an account, over all processes. Steps: take a lease on this version of the credentials ->
 * ask the token endpoint -> store the new pair under the next version, unless the account is gone or was reconnected.
 * Nobody uses the new pair before it is stored. A process that dies in between leaves a lease that runs out; the next
 * refresh then finds out whether the old token still works, and says `needs_reauth` when it doesn't. From then on
 * nobody asks again unless somebody wants it tried by hand. A refresh token whose answer could not be read is spent:
 * it is forgotten, and what is left of the pair is used to its end. A token endpoint that asks to be left alone is not
 * asked before that is over, except by hand.
 */
import type { Credentials } from "@rollcall/connector-kit"
import type { Clock } from "../clock.js"
import type { Db } from "../db/index.js"
import { type Lease, withLease } from "../db/lease.js"
import { AppError } from "../errors.js"
import { retry } from "../retry.js"
import type { ContextVault } from "./context-vault.js"
import { readCredentials, withTokens } from "./credentials.js"
import type { Emit } from "./lifecycle.js"
import { storeRefreshed, storeSpent } from "./refresh-store.js"
import { objectAt } from "./secrets.js"
import {
  type AccountRow,
  findAccount,
  findAccountForUpdate,
  setHold,
  setNeedsReauth,
  setRefreshAfter,
} from "./store.js"
import { GrantFailure, type TokenPair } from "./token-answer.js"

export type RefreshDeps = {
  db: Db
  after: Clock["after"]
  /** Milliseconds that only ever grow, whatever is done to the clock. */
  elapsedMs(): number
  wait(ms: number): Promise<void>
  now(): Date
  contexts: ContextVault
  emit: Emit
  /** Asks the token endpoint. */
  requestTokens(row: AccountRow, refreshToken: string): Promise<TokenPair>
  onError(error: unknown, accountId: string): void
  recordRefresh(outcome: RefreshOutcome): void
}

/** `failed`: nobody could be asked, or the new pair could not be stored. The others are what the token endpoint said. */
export type RefreshOutcome = "refreshed" | GrantFailure["kind"] | "failed"

export type RefreshWanted = {
  environmentId: string
  id: string
  isStale(credentials: Credentials): boolean
  /** A grant that was refused before is asked for again, and a token endpoint that wants to be left alone, too. */
  isByHand: boolean
}

const POLL_MS = 50
const PATIENCE_MS = 20_000
const TRIES = 3
const LONGEST_PAUSE_MS = 5_000
/** The new pair is nowhere but here until it is stored, and the old one is dead: some ten seconds of tries. */
const STORE_TRIES = 8
const STORE_PAUSE_MS = 2_000

/** Refresh this long before the end. */
const AHEAD_MS = 120_000

export const isNearEnd = (credentials: Credentials, nowMs: number): boolean =>
  credentials.method === "oauth2" &&
  credentials.refreshToken !== undefined &&
  credentials.expiresAt !== undefined &&
  credentials.expiresAt.getTime() - nowMs < AHEAD_MS

/** Good for the call at hand, whatever the token endpoint says. */
export const isUsable = (credentials: Credentials, nowMs: number): boolean =>
  credentials.method === "oauth2" && (credentials.expiresAt?.getTime() ?? 0) > nowMs + 5_000

/** The credentials after those that are stale: refreshed here, or by whoever was first. Undefined: the customer must reconnect. */
export async function refreshCredentials(deps: RefreshDeps, wanted: RefreshWanted): Promise<Credentials | undefined> {
  const deadlineMs = deps.elapsedMs() + PATIENCE_MS
  while (deps.elapsedMs() < deadlineMs) {
    const row = await findAccount(deps.db, wanted.environmentId, wanted.id)
    if (!row) throw new AppError("account.not_found", "the account has been removed")
    const credentials = credentialsOf(deps, row)
    if (credentials && !wanted.isStale(credentials)) return credentials
    if (row.status === "needs_reauth" && !wanted.isByHand) return undefined
    const leftMs = (row.refresh_after?.getTime() ?? 0) - deps.now().getTime()
    if (leftMs > 0 && !wanted.isByHand) throw limited(leftMs)
    if (credentials?.method !== "oauth2" || credentials.refreshToken === undefined) {
      await giveUp(deps, row, REFUSED)
      return undefined
    }
    const { refreshToken } = credentials
    const outcome = await withLease({ db: deps.db, clock: deps }, leaseOf(row), async (lease) => ({
      refreshed: await refreshOnce(deps, { row, lease }, refreshToken),
    }))
    if (!outcome) await deps.wait(POLL_MS)
    else if (outcome.refreshed !== "superseded") return outcome.refreshed
  }
  throw new AppError("server.unavailable", "the connection's token is being refreshed: try again in a moment", {
    retryAfterSeconds: 1,
    isUndone: true,
  })
}

const credentialsOf = ({ contexts }: RefreshDeps, row: AccountRow): Credentials | undefined =>
  readCredentials(contexts.fields(row.integration), row.authentication_method, contexts.open(row))

export const limited = (leftMs: number) =>
  new AppError(
    "upstream.rate_limited",
    "the HR system's rate limit is used up, so the connection's token can't be refreshed",
    {
      retryAfterSeconds: Math.ceil(leftMs / 1000),
      isUndone: true,
    },
  )

const REVOKED = "the HR system no longer accepts the refresh token: the customer has to reconnect"
const REFUSED = "the HR system does not accept the credential: the customer has to reconnect"

/** The customer has to act; said once. */
const giveUp = (deps: RefreshDeps, row: AccountRow, error: string): Promise<void> =>
  deps.db.transaction().execute(async (tx) => {
    const changed = await setNeedsReauth(tx, row.id, { version: row.credential_version, error })
    if (changed) await deps.emit(tx, changed, "authentication_error")
  })

/** Of one version of the credentials: new ones of the customer's need not wait for a refresh of the old ones to end. */
const leaseOf = ({ id, credential_version }: AccountRow) => ({ work: `refresh ${credential_version}`, accountId: id })

/** Left of the lease at least when the token endpoint is asked; it is renewed while that answers. */
const MARGIN_MS = 3_000

type Leased = { row: AccountRow; lease: Lease }

/** `superseded`: the credentials are others by now than those that were refreshed. */
async function refreshOnce(
  deps: RefreshDeps,
  { row, lease }: Leased,
  refreshToken: string,
): Promise<Credentials | undefined | "superseded"> {
  // Somebody may have refreshed between our reading and the lease.
  const current = await findAccount(deps.db, row.environment_id, row.id)
  if (current?.credential_version !== row.credential_version) return "superseded"
  const ask = async () => {
    if (lease.leftMs() < MARGIN_MS) throw new GrantFailure("transient", "this process was held up")
    return deps.requestTokens(row, refreshToken)
  }
  try {
    const pair = await askAgain(deps, ask)
    const stored = await storeAgain(deps, () => storePair(deps, row, pair))
    deps.recordRefresh("refreshed")
    return stored
  } catch (error) {
    deps.recordRefresh(error instanceof GrantFailure ? error.kind : "failed")
    if (!(error instanceof GrantFailure)) throw error
    return await settleFailure(deps, row, error)
  }
}

async function settleFailure(
  deps: RefreshDeps,
  row: AccountRow,
  failure: GrantFailure,
): Promise<undefined | "superseded"> {
  if (failure.kind === "revoked") {
    await giveUp(deps, row, REVOKED)
    return undefined
  }
  if (failure.kind === "unreadable") {
    deps.onError(failure, row.id)
    await storeAgain(deps, () => forgetSpent(deps, row))
    return "superseded"
  }
  const { retryAfterMs } = failure
  if (retryAfterMs > 0) await leaveAlone(deps, row, new Date(deps.now().getTime() + retryAfterMs))
  const advice = failure.kind === "client" ? "check its id and secret" : "try again in a moment"
  const wait = retryAfterMs > 0 ? { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) } : {}
  throw new AppError("upstream.failed", `${failure.message}: ${advice}`, { cause: failure, isUndone: true, ...wait })
}

async function leaveAlone(deps: RefreshDeps, row: AccountRow, until: Date): Promise<void> {
  await setRefreshAfter(deps.db, row.id, until)
  const old = credentialsOf(deps, row)
  // Nobody can call without a new token.
  if (!(old && isUsable(old, deps.now().getTime()))) await setHold(deps.db, row.id, until)
}

/** The refresh token may have been used up by an answer that nobody could read: it is never sent again. */
function forgetSpent(deps: RefreshDeps, row: AccountRow): Promise<void> {
  return deps.db.transaction().execute(async (tx) => {
    const current = await findAccountForUpdate(tx, row.environment_id, row.id)
    if (current?.credential_version !== row.credential_version) return
    const context = deps.contexts.open(current)
    const oauth = objectAt(context, "oauth")
    const { refresh_token: _, ...token } = objectAt(oauth, "token")
    const { secrets } = deps.contexts.close(current, { ...context, oauth: { ...oauth, token } })
    await storeSpent(tx, row.id, secrets)
  })
}

/** Into the context as it is now: it may have been patched since the row was read. */
function storePair(
  deps: RefreshDeps,
  row: AccountRow,
  pair: TokenPair,
): Promise<Credentials | undefined | "superseded"> {
  return deps.db.transaction().execute(async (tx) => {
    const current = await findAccountForUpdate(tx, row.environment_id, row.id)
    if (current?.credential_version !== row.credential_version) return "superseded"
    const refreshed = withTokens(deps.contexts.open(current), pair, deps.now())
    const stored = await storeRefreshed(tx, row.id, deps.contexts.close(current, refreshed))
    if (current.status === "needs_reauth") await deps.emit(tx, stored, "reactivated")
    return readCredentials(deps.contexts.fields(current.integration), current.authentication_method, refreshed)
  })
}

/** While the token endpoint has trouble. */
const askAgain = <T>({ wait }: RefreshDeps, ask: () => Promise<T>): Promise<T> =>
  retry(ask, {
    pauseMs(error, tried) {
      if (!(error instanceof GrantFailure) || error.kind !== "transient" || tried >= TRIES) return undefined
      return error.retryAfterMs > LONGEST_PAUSE_MS ? undefined : Math.max(error.retryAfterMs, 200 * 2 ** tried)
    },
    wait,
  })

/** A database in trouble must not cost the customer the connection. */
const storeAgain = <T>({ wait }: RefreshDeps, store: () => Promise<T>): Promise<T> =>
  retry(store, {
    pauseMs: (_, tried) => (tried < STORE_TRIES ? Math.min(STORE_PAUSE_MS, 200 * 2 ** tried) : undefined),
    wait,
  })
