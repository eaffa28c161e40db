/**
 * One refresh at a time for an account, over all processes. Steps: take a lease on this version of the credentials ->
 * ask the token endpoint -> store the new pair under the next version, unless the account is gone or was reconnected.
 * Nobody uses the new pair before it is stored. A process that dies in between leaves a lease that runs out; the next
 * refresh then finds out whether the old token still works, and says `needs_reauth` when it doesn't. A process that
 * was paused past its lease sends nothing and stores nothing.
 */
import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import type { Credentials } from "@rollcall/connector-kit"
import type { Db } from "../db/index.js"
import { AppError } from "../errors.js"
import { readCredentials, stampExpiry } from "./credentials.js"
import type { Tell } from "./lifecycle.js"
import { dropLease, type Lease, storeRefreshed, takeLease } from "./renewal-store.js"
import { type Context, joinContext, objectAt, splitContext } from "./secrets.js"
import { type AccountRow, findAccount, findAccountForUpdate, setNeedsReauth } from "./store.js"
import { GrantFailure, type TokenPair } from "./token-endpoint.js"

export type RenewalParts = {
  db: Db
  now(): Date
  open(row: AccountRow): Context
  seal(id: string, secret: Context): Buffer
  tell: Tell
  /** Asks the token endpoint. */
  refresh(row: AccountRow, refreshToken: string): Promise<TokenPair>
}

/** Longer than all tries at the token endpoint together: a second process must not refresh meanwhile. */
const LEASE_SECONDS = 45
/** The last moment to ask the token endpoint, whose answer may take ten seconds. */
const SEND_WITHIN_MS = 30_000
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

/** The credentials after `stale`: refreshed here, or by whoever was first. Undefined: the customer must reconnect. */
export async function renewCredentials(
  parts: RenewalParts,
  place: { environmentId: string; id: string },
  isStale: (credentials: Credentials) => boolean,
): Promise<Credentials | undefined> {
  const deadline = Date.now() + PATIENCE_MS
  while (Date.now() < deadline) {
    const row = await findAccount(parts.db, place.environmentId, place.id)
    if (!row) throw new AppError("not_found", "the account has been removed")
    const credentials = readCredentials(row.authentication_method, contextOf(parts, row))
    if (credentials && !isStale(credentials)) return credentials
    if (credentials?.method !== "oauth2" || credentials.refreshToken === undefined) {
      await giveUp(parts, row, REFUSED)
      return undefined
    }
    const lease = { id: row.id, version: row.credential_version, holder: randomUUID() }
    // Before the lease begins: a process that is paused while it takes one must not think that it is fresh.
    const sendBefore = performance.now() + SEND_WITHIN_MS
    if (await takeLease(parts.db, lease, LEASE_SECONDS)) {
      const outcome = await refreshOnce(parts, { row, lease, sendBefore }, credentials.refreshToken)
      if (outcome !== "superseded") return outcome
      continue
    }
    await sleep(POLL_MS)
  }
  throw new AppError("unavailable", "the connection's token is being refreshed: try again in a moment", {
    retryAfterSeconds: 1,
    isUndone: true,
  })
}

const REVOKED = "the HR system no longer accepts the refresh token: the customer has to reconnect"
const REFUSED = "the HR system no longer accepts the credential: the customer has to reconnect"

/** The customer has to act; said once. */
const giveUp = (parts: RenewalParts, row: AccountRow, error: string): Promise<void> =>
  parts.db.transaction().execute(async (tx) => {
    const changed = await setNeedsReauth(tx, row.id, { version: row.credential_version, error })
    if (changed) await parts.tell(tx, changed, "authentication_error")
  })

type Leased = { row: AccountRow; lease: Lease; sendBefore: number }

/** `superseded`: the account went or was reconnected while the token endpoint was asked. */
async function refreshOnce(
  parts: RenewalParts,
  { row, lease, sendBefore }: Leased,
  refreshToken: string,
): Promise<Credentials | undefined | "superseded"> {
  const ask = () => {
    if (performance.now() > sendBefore) throw new GrantFailure("transient", "this process was held up")
    return parts.refresh(row, refreshToken)
  }
  try {
    const pair = await askAgain(ask)
    return await storeAgain(() => storePair(parts, row, pair))
  } catch (error) {
    if (error instanceof GrantFailure && error.kind === "revoked") {
      await giveUp(parts, row, REVOKED)
      return undefined
    }
    await dropLease(parts.db, lease)
    if (!(error instanceof GrantFailure)) throw error
    const advice = error.kind === "client" ? "check its id and secret" : "try again in a moment"
    throw new AppError("upstream_failed", `${error.message}: ${advice}`, { cause: error, isUndone: true })
  }
}

/** Into the context as it is now: it may have been patched since the row was read. */
function storePair(
  parts: RenewalParts,
  row: AccountRow,
  pair: TokenPair,
): Promise<Credentials | undefined | "superseded"> {
  return parts.db.transaction().execute(async (tx) => {
    const current = await findAccountForUpdate(tx, row.environment_id, row.id)
    if (current?.credential_version !== row.credential_version) return "superseded"
    const renewed = withTokens(contextOf(parts, current), pair, parts.now())
    const { open, secret } = splitContext(renewed)
    const sealed = { secrets: parts.seal(row.id, secret), context: JSON.stringify(open) }
    const stored = await storeRefreshed(tx, row.id, sealed)
    if (current.status === "needs_reauth") await parts.tell(tx, stored, "reactivated")
    return readCredentials(current.authentication_method, renewed)
  })
}

const contextOf = (parts: RenewalParts, row: AccountRow): Context =>
  joinContext({ open: row.context, secret: parts.open(row) })

/** While the token endpoint has trouble. */
async function askAgain<T>(ask: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof GrantFailure) || error.kind !== "transient" || tried >= TRIES) throw error
      if (error.retryAfterMs > LONGEST_PAUSE_MS) throw error
      await sleep(Math.max(error.retryAfterMs, 200 * 2 ** tried))
    }
  }
}

/** A database in trouble must not cost the customer the connection. */
async function storeAgain<T>(store: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await store()
    } catch (error) {
      if (tried >= STORE_TRIES) throw error
      await sleep(Math.min(STORE_PAUSE_MS, 200 * 2 ** tried))
    }
  }
}

function withTokens(context: Context, pair: TokenPair, now: Date): Context {
  const oauth = objectAt(context, "oauth")
  const { expires_at: _, expires_in: __, ...token } = objectAt(oauth, "token")
  const renewed = {
    ...token,
    access_token: pair.accessToken,
    ...(pair.refreshToken === undefined ? {} : { refresh_token: pair.refreshToken }),
    ...(pair.expiresInSeconds === undefined ? {} : { expires_in: pair.expiresInSeconds }),
  }
  return stampExpiry({ ...context, oauth: { ...oauth, token: renewed } }, now)
}
