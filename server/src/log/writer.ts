import type { Clock } from "../clock.js"

type Writing<T> = {
  clock: Clock
  write(batch: readonly T[]): Promise<void>
  /** Told how many entries are lost, and why. */
  onLost(count: number, error: unknown): void
}

export type Writer<T> = {
  add(entry: T): void
  /** Ends when all that was added before is written, or lost. */
  flush(): Promise<void>
  close(): Promise<void>
}

/** What a killed process loses is what came in so long. */
const EVERY_MS = 1_000
const BATCH = 500
/** While the database is slow or away; what comes beyond is lost. */
const MOST_WAITING = 10_000

/**
 * Entries are written in batches, beside the work that they are of: they neither slow it down nor let it fail. A batch that
 * can't be written is tried once more and then lost.
 */
export function createWriter<T>({ clock, write, onLost }: Writing<T>): Writer<T> {
  let waiting: T[] = []
  let lost = 0
  let writing: Promise<void> | undefined

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH)
      waiting = waiting.slice(BATCH)
      const lose = (error: unknown) => onLost(batch.length, error)
      await write(batch).catch(() => write(batch).catch(lose))
    }
    if (lost > 0) onLost(lost, new Error("more came than could be written"))
    lost = 0
  }
  const forget = () => {
    writing = undefined
  }
  const begin = (): Promise<void> => {
    writing ??= writeAll().finally(forget)
    return writing
  }
  const stop = clock.every(EVERY_MS, () => void (waiting.length > 0 && begin()))
  const flush = async () => {
    await writing
    if (waiting.length > 0) await begin()
  }
  return {
    add(entry) {
      if (waiting.length >= MOST_WAITING) lost++
      else waiting.push(entry)
      if (waiting.length >= BATCH) void begin()
    },
    flush,
    async close() {
      stop()
      await flush()
    },
  }
}
