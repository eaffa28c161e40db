import { LRUCache } from "lru-cache"

/**
 * Lists of the HR system that are kept for a short time, by who wants them and by their call. A list that is on its way
 * is shared. A write of the account through this process forgets them at once; another process sees it after `ttlMs`.
 */
export type KeptLists<T> = {
  read(owner: string, call: string, load: () => Promise<T>): Promise<T>
  forget(owner: string): void
}

/** `maxSize` bounds the sizes of all that is kept; a list that is larger by itself is not kept at all. */
type Bounds<T> = { ttlMs: number; maxSize: number; sizeOf(list: T): number }

export function createKeptLists<T extends object>(now: () => number, bounds: Bounds<T>): KeptLists<T> {
  const kept = new LRUCache<string, T>({
    ttl: bounds.ttlMs,
    maxSize: bounds.maxSize,
    sizeCalculation: (list) => bounds.sizeOf(list) + 1,
    perf: { now },
    ttlResolution: 0,
  })
  const loading = new Map<string, Promise<T>>()
  return {
    read(owner, call, load) {
      const key = `${owner} ${call}`
      const found = kept.get(key) ?? loading.get(key)
      if (found) return Promise.resolve(found)
      kept.purgeStale()
      const started = load()
        .then((list) => {
          // What was forgotten on its way is not kept.
          if (loading.get(key) === started) kept.set(key, list)
          return list
        })
        .finally(() => loading.get(key) === started && loading.delete(key))
      loading.set(key, started)
      return started
    },
    forget(owner) {
      for (const key of [...kept.keys(), ...loading.keys()]) {
        if (!key.startsWith(`${owner} `)) continue
        kept.delete(key)
        loading.delete(key)
      }
    },
  }
}

/** Small tables (teams, locations, leave types) that relations look things up in: some 50 MB at most, over every account. */
export const SMALL_TABLES = { ttlMs: 30_000, maxSize: 50_000, sizeOf: (rows: readonly unknown[]) => rows.length }

/** Values that lists are read for, such as the ids of people: of the rows that name them nothing is kept. Some 20 MB at most. */
export const VALUES = { ttlMs: 30_000, maxSize: 200_000, sizeOf: (values: readonly string[]) => values.length }

/** The same for scans. */
export const SCANNED_VALUES = { ...VALUES, ttlMs: 300_000 }

type Answer = { bytes: number }

/** Answers that hold several pages of a list. Read, they take some times their bytes. */
export const ANSWERS = { ttlMs: 30_000, maxSize: 16 * 1024 * 1024, sizeOf: ({ bytes }: Answer) => bytes }

/** The same for scans, which take their time, of the longest answers that are read at all. */
export const SCANNED_ANSWERS = { ...ANSWERS, ttlMs: 300_000, maxSize: 64 * 1024 * 1024 }
