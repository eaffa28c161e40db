import { createHash, randomBytes, randomUUID } from "node:crypto"
import { LRUCache } from "lru-cache"
import { type Clock, within } from "../clock.js"
import type { Db } from "../db/index.js"
import { knownSecrets } from "../db/known-secrets.js"
import type { Caller } from "./caller.js"
import { findCaller, noteUse, USE_NOTED_SECONDS } from "./token-store.js"

/** Tokens are stored as hashes only: whoever reads the database can't call. They are random, so one round is enough. */
export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest()

export const newApiToken = (): string => `rc_${randomBytes(32).toString("base64url")}`
/** Clients expect a UUID here. */
export const newAccountToken = (): string => randomUUID()

/** Whose a token is. What was answered may be this old, but never older than a revocation made in this process. */
const CACHE_MS = 1_000
const RECALL_MS = 86_400_000
/** How long a database that says nothing is waited for. */
const RECALL_PATIENCE_MS = 2_000

const KEPT = {
  tables: ["api_token", "api_token_earlier_secret", "account_token", "mcp_token"],
  column: "hash",
  hashOf: hashToken,
} as const

export type Authentication = {
  authenticate(token: string): Promise<Caller | undefined>
  /**
   * Who a token is of, also while the database is away: then as it was when it was last looked up here, within a day. For
   * what a process says of itself only, because a revocation elsewhere is not known then.
   */
  recall(token: string): Promise<Caller | undefined>
  /** Those of the tokens that are there, by one query. */
  known(tokens: readonly string[]): Promise<ReadonlySet<string>>
  /** After a revocation. */
  forget(): void
}

type OnClock = { perf: { now(): number }; ttlResolution: number }

/** Beside the call: when a token was last used is worth no wait and no failure. */
function createUseNotes(db: Db, onClock: OnClock): (caller: Caller) => void {
  const noted = new LRUCache<string, true>({ max: 10_000, ttl: USE_NOTED_SECONDS * 1_000, ...onClock })
  return ({ kind, tokenId }) => {
    if (kind !== "api_token" || noted.has(tokenId)) return
    noted.set(tokenId, true)
    void noteUse(db, tokenId).catch(() => noted.delete(tokenId))
  }
}

export function createAuthentication(db: Db, clock: Clock): Authentication {
  const onClock = { perf: { now: clock.elapsedMs }, ttlResolution: 0 }
  const callers = new LRUCache<string, { caller: Caller | undefined }>({ max: 10_000, ttl: CACHE_MS, ...onClock })
  const known = new LRUCache<string, Caller>({ max: 1_000, ttl: RECALL_MS, ...onClock })
  const note = createUseNotes(db, onClock)
  let revocations = 0
  const authenticate = async (token: string): Promise<Caller | undefined> => {
    const cached = callers.get(token)
    if (cached) return cached.caller
    const seen = revocations
    const caller = await findCaller(db, hashToken(token))
    if (caller) note(caller)
    // What was looked up before a revocation may not be remembered after it.
    if (seen !== revocations) return caller
    callers.set(token, { caller })
    if (caller) known.set(token, caller)
    else known.delete(token)
    return caller
  }
  return {
    authenticate,
    async recall(token) {
      const found = authenticate(token)
      if (!known.has(token)) return found
      await within(
        clock,
        RECALL_PATIENCE_MS,
        found.catch(() => {}),
      )
      return known.get(token)
    },
    known: (tokens) => knownSecrets(db, KEPT, tokens),
    forget() {
      revocations++
      callers.clear()
      known.clear()
    },
  }
}
