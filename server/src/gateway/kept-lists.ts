import type { Remote } from "@rollcall/connector-kit"
import { LRUCache } from "lru-cache"

/**
 * Small tables (teams, locations, leave types) that relations look things up in, kept per account for a short time.
 * A write of the account through this process empties them at once; another process sees it after `TTL_MS`.
 */
export type ReferenceLists = {
  read(accountId: string, list: string, load: () => Promise<Remote[]>): Promise<readonly Remote[]>
  forget(accountId: string): void
}

const TTL_MS = 30_000
/** Rows kept in all, over every account: some 50 MB at most. */
const MAX_ROWS = 50_000

export function createReferenceLists(now: () => number): ReferenceLists {
  const kept = new LRUCache<string, readonly Remote[]>({
    ttl: TTL_MS,
    maxSize: MAX_ROWS,
    sizeCalculation: (rows) => rows.length + 1,
    perf: { now },
    ttlResolution: 0,
  })
  const loading = new Map<string, Promise<readonly Remote[]>>()
  const generations = new Map<string, number>()
  return {
    read(accountId, list, load) {
      const key = `${accountId} ${list}`
      const found = kept.get(key) ?? loading.get(key)
      if (found) return Promise.resolve(found)
      const generation = generations.get(accountId)
      const started = load()
        .then((rows) => {
          if (generations.get(accountId) === generation) kept.set(key, rows)
          return rows
        })
        .finally(() => loading.delete(key))
      loading.set(key, started)
      return started
    },
    forget(accountId) {
      generations.set(accountId, (generations.get(accountId) ?? 0) + 1)
      for (const key of [...kept.keys(), ...loading.keys()]) {
        if (!key.startsWith(`${accountId} `)) continue
        kept.delete(key)
        loading.delete(key)
      }
    },
  }
}
