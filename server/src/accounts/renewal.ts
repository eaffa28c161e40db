/**
 * One refresh at a time for an account, over all processes. Steps: take a lease on this version of the credentials ->
 * ask the token endpoint -> store the new pair under the next version, unless the account is gone or was reconnected.
 * Nobody uses the new pair before it is stored. A process that dies in between leaves a lease that runs out; the next
 * refresh then finds out whether the old token still works, and says `needs_reauth` when it doesn't.
 */
import { setTimeout as sleep } from "node:timers/promises"
import type { Credentials } from "@rollcall/connector-kit"
import type { Db } from "../db/index.js"
import { AppError } from "../errors.js"
import { readCredentials, stampExpiry } from "./credentials.js"
import { RefreshFailure, type TokenPair } from "./refresh.js"
import { type Context, joinContext, objectAt, splitContext } from "./secrets.js"
import {
  type AccountRow,
  dropLease,
  findAccount,
  findAccountForUpdate,
  setNeedsReauth,
  storeRefreshed,
  takeLease,
} from "./store.js"

export type RenewalParts = {
  db: Db
  now(): Date
  open(row: AccountRow): Context
  seal(id: string, secret: Context): Buffer
  /** Asks the token endpoint. */
  refresh(row: AccountRow, refreshToken: string): Promise<TokenPair>
}

/** Longer than all tries at the token endpoint together: a second process must not refresh meanwhile. */
const LEASE_SECONDS = 45
const POLL_MS = 50
const PATIENCE_MS = 20_000
const TRIES = 3

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
      await setNeedsReauth(parts.db, row.id, { version: row.credential_version, error: REFUSED })
      return undefined
    }
    const { credential_version: version } = row
    if (await takeLease(parts.db, row.id, { version, seconds: LEASE_SECONDS })) {
      const outcome = await refreshOnce(parts, row, credentials.refreshToken)
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

const REFUSED = "the HR system no longer accepts the credential: the customer has to reconnect"

/** `superseded`: the account went or was reconnected while the token endpoint was asked. */
async function refreshOnce(
  parts: RenewalParts,
  row: AccountRow,
  refreshToken: string,
): Promise<Credentials | undefined | "superseded"> {
  const { credential_version: version } = row
  try {
    const pair = await tryAgain(
      () => parts.refresh(row, refreshToken),
      (error) => error instanceof RefreshFailure && error.kind === "transient",
    )
    // The old pair is dead by now: a database in trouble must not cost the customer the connection.
    return await tryAgain(
      () => storePair(parts, row, pair),
      () => true,
    )
  } catch (error) {
    if (error instanceof RefreshFailure && error.kind === "revoked") {
      await setNeedsReauth(parts.db, row.id, { version, error: error.message })
      return undefined
    }
    await dropLease(parts.db, row.id, version)
    if (!(error instanceof RefreshFailure)) throw error
    throw new AppError("upstream_failed", `${error.message}: try again in a moment`, { cause: error, isUndone: true })
  }
}

/** Into the context as it is now: it may have been patched since the row was read. */
function storePair(
  parts: RenewalParts,
  row: AccountRow,
  pair: TokenPair,
): Promise<Credentials | undefined | "superseded"> {
  const { credential_version: version } = row
  return parts.db.transaction().execute(async (tx) => {
    const current = await findAccountForUpdate(tx, row.environment_id, row.id)
    if (current?.credential_version !== version) return "superseded"
    const renewed = withTokens(contextOf(parts, current), pair, parts.now())
    const { open, secret } = splitContext(renewed)
    await storeRefreshed(tx, row.id, { version, secrets: parts.seal(row.id, secret), context: JSON.stringify(open) })
    return readCredentials(current.authentication_method, renewed)
  })
}

const contextOf = (parts: RenewalParts, row: AccountRow): Context =>
  joinContext({ open: row.context, secret: parts.open(row) })

async function tryAgain<T>(act: () => Promise<T>, isWorthIt: (error: unknown) => boolean): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await act()
    } catch (error) {
      if (tried >= TRIES || !isWorthIt(error)) throw error
      await sleep(200 * 2 ** tried)
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
