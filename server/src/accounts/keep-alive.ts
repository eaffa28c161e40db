import type { Credentials } from "@rollcall/connector-kit"
import type { Db } from "../db/index.js"
import type { Loader } from "./loader.js"
import { listIdleGrants, noteLookedAfter } from "./renewal-store.js"
import { isSame, type Renew } from "./renewer.js"

type KeepAliveParts = { db: Db; now(): Date; renew: Renew; loader: Loader; onError(error: unknown, id: string): void }

/** Factorial ends a grant that nobody has refreshed for a week: half of it leaves three days to try again. */
const IDLE_MS = 3.5 * 86_400_000
const BATCH = 100

/**
 * Refreshes grants that no call has refreshed for days. One that fails stays first in line for the next round; one
 * without a refresh token is looked at again after as long. Answers how many were refreshed.
 */
export async function keepGrantsAlive({ db, now, renew, loader, onError }: KeepAliveParts): Promise<number> {
  const idle = await listIdleGrants(db, { before: new Date(now().getTime() - IDLE_MS), limit: BATCH })
  let refreshed = 0
  for (const { id, environment_id } of idle) {
    try {
      const loaded = await loader.load(environment_id, id)
      const stale = loaded?.credentials
      if (!stale) continue
      if (!isRefreshable(stale)) await noteLookedAfter(db, id)
      else if (await renew({ environmentId: environment_id, id }, (one) => isSame(one, stale))) refreshed++
    } catch (error) {
      onError(error, id)
    }
  }
  return refreshed
}

export const isRefreshable = (credentials: Credentials): boolean =>
  credentials.method === "oauth2" && credentials.refreshToken !== undefined
