import type { Credentials } from "@rollcall/connector-kit"
import type { Db } from "../db/index.js"
import type { Loader } from "./loader.js"
import { type IdleGrant, listIdleGrants, noteLookedAfter } from "./renewal-store.js"
import { isSame, type Renew } from "./renewer.js"

type KeepAliveParts = { db: Db; now(): Date; renew: Renew; loader: Loader; onError(error: unknown, id: string): void }

/** Factorial ends a grant that nobody has refreshed for a week: half of it leaves three days to try again. */
const IDLE_MS = 3.5 * 86_400_000
const BATCH = 100

/** Refreshes at once: most of the time is spent waiting for the token endpoint. */
const AT_ONCE = 4

/**
 * Refreshes every grant that no call has refreshed for days. One that fails comes again in the next round and holds up
 * nobody in this one; one without a refresh token is looked at again after as long. Answers how many were refreshed.
 */
export async function keepGrantsAlive(parts: KeepAliveParts): Promise<number> {
  const before = new Date(parts.now().getTime() - IDLE_MS)
  let refreshed = 0
  let last: IdleGrant | undefined
  do {
    const idle = await listIdleGrants(parts.db, { before, last, limit: BATCH })
    last = idle.length < BATCH ? undefined : idle.at(-1)
    const work = async () => {
      for (let next = idle.shift(); next; next = idle.shift()) if (await keepAlive(parts, next)) refreshed++
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  } while (last)
  return refreshed
}

async function keepAlive(
  { db, renew, loader, onError }: KeepAliveParts,
  { id, environment_id: environmentId }: IdleGrant,
): Promise<boolean> {
  try {
    const stale = (await loader.load(environmentId, id))?.credentials
    if (!stale) return false
    if (isRefreshable(stale)) return (await renew({ environmentId, id }, (one) => isSame(one, stale))) !== undefined
    await noteLookedAfter(db, id)
  } catch (error) {
    onError(error, id)
  }
  return false
}

export const isRefreshable = (credentials: Credentials): boolean =>
  credentials.method === "oauth2" && credentials.refreshToken !== undefined
