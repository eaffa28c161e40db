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
import { type AccountRow, dropLease, findAccount, setNeedsReauth, storeRefreshed, takeLease } from "./store.js"

export type RenewalParts = {
  db: Db
  now(): Date
  open(row: AccountRow): Context
  seal(id: string, secret: Context): Buffer
  /** Asks the token endpoint. */
  refresh(row: AccountRow, refreshToken: string): Promise<TokenPair>
}

const LEASE_SECONDS = 30
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
    const context = joinContext({ open: row.context, secret: parts.open(row) })
    const credentials = readCredentials(row.authentication_method, context)
    if (credentials && !isStale(credentials)) return credentials
    if (credentials?.method !== "oauth2" || credentials.refreshToken === undefined) {
      await setNeedsReauth(parts.db, row.id, { version: row.credential_version, error: REFUSED })
      return undefined
    }
    const { credential_version: version } = row
    if (await takeLease(parts.db, row.id, { version, seconds: LEASE_SECONDS })) {
      return refreshOnce(parts, row, { context, refreshToken: credentials.refreshToken })
    }
    await sleep(POLL_MS)
  }
  throw new AppError("unavailable", "the connection's token is being refreshed: try again in a moment", { retryAfterSeconds: 1, isUndone: true })
}

const REFUSED = "the HR system no longer accepts the credential: the customer has to reconnect"

type Leased = { context: Context; refreshToken: string }

async function refreshOnce(parts: RenewalParts, row: AccountRow, { context, refreshToken }: Leased): Promise<Credentials | undefined> {
  const { credential_version: version } = row
  try {
    const pair = await tryRefresh(parts, row, refreshToken)
    const renewed = withTokens(context, pair, parts.now())
    const { open, secret } = splitContext(renewed)
    const isStored = await storeRefreshed(parts.db, row.id, { version, secrets: parts.seal(row.id, secret), context: JSON.stringify(open) })
    if (!isStored) throw new AppError("not_found", "the account was removed or reconnected meanwhile: try again")
    return readCredentials(row.authentication_method, renewed)
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

async function tryRefresh(parts: RenewalParts, row: AccountRow, refreshToken: string): Promise<TokenPair> {
  for (let tried = 1; ; tried++) {
    try {
      return await parts.refresh(row, refreshToken)
    } catch (error) {
      const isTransient = error instanceof RefreshFailure && error.kind === "transient"
      if (!isTransient || tried >= TRIES) throw error
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
