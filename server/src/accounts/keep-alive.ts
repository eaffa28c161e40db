import type { Credentials } from "@rollcall/connector-kit"
import type { Db } from "../db/index.js"
import type { IntegrationFacts } from "./integration.js"
import type { Loader } from "./loader.js"
import { isSame, type Refresh } from "./oauth-client.js"
import { type IdleGrant, listIdleGrants, recordKeptAlive } from "./refresh-store.js"

type KeepAliveDeps = {
  db: Db
  now(): Date
  refresh: Refresh
  loader: Loader
  integrations: readonly IntegrationFacts[]
  onError(error: unknown, id: string): void
}

/** A grant is refreshed when half its time is over, which leaves as much to try again. */
const HALF_DAY_MS = 0.5 * 86_400_000
const BATCH = 100

/** Refreshes at once: most of the time is spent waiting for the token endpoint. */
const AT_ONCE = 4

/**
 * Refreshes every grant that the HR system would end unused and that no call has refreshed for long. One that fails comes again in the next round and holds up
 * nobody in this one; one without a refresh token is looked at again after as long. Answers how many were refreshed.
 */
export async function keepGrantsAlive(deps: KeepAliveDeps): Promise<number> {
  let refreshed = 0
  for (const { id, auth } of deps.integrations) {
    const days = auth.oauth2?.refreshIdleDays
    if (days === undefined) continue
    refreshed += await keepIdle(deps, id, new Date(deps.now().getTime() - days * HALF_DAY_MS))
  }
  return refreshed
}

async function keepIdle(deps: KeepAliveDeps, integration: string, before: Date): Promise<number> {
  let refreshed = 0
  let last: IdleGrant | undefined
  do {
    const idle = await listIdleGrants(deps.db, { integration, before, last, limit: BATCH })
    last = idle.length < BATCH ? undefined : idle.at(-1)
    const work = async () => {
      for (let next = idle.shift(); next; next = idle.shift()) if (await keepAlive(deps, next)) refreshed++
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  } while (last)
  return refreshed
}

async function keepAlive(
  { db, refresh, loader, onError }: KeepAliveDeps,
  { id, environment_id: environmentId }: IdleGrant,
): Promise<boolean> {
  try {
    const stale = (await loader.load(environmentId, id))?.credentials
    if (!stale) return false
    if (isRefreshable(stale)) return (await refresh({ environmentId, id }, (one) => isSame(one, stale))) !== undefined
    await recordKeptAlive(db, id)
  } catch (error) {
    onError(error, id)
  }
  return false
}

export const isRefreshable = (credentials: Credentials): boolean =>
  credentials.method === "oauth2" && credentials.refreshToken !== undefined
