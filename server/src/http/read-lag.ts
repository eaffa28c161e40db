import type { Clock } from "../clock.js"
import type { Lag } from "./metrics.js"

/** However many look, the database is asked once in so long. */
const KEEP_MS = 1_000
/** One that is slow must not make the scrape of what the process knows fail. */
const PATIENCE_MS = 2_000

/** Reads at most once a second, one reading at a time. Undefined: the database does not answer. */
export function createLagReader(clock: Pick<Clock, "elapsedMs" | "after">, read: () => Promise<Lag>) {
  let last: { endsAtMs: number; lag: Promise<Lag | undefined> } | undefined
  const begin = () => {
    const started = { endsAtMs: Number.POSITIVE_INFINITY, lag: read().catch(() => undefined) }
    void started.lag.then(() => {
      started.endsAtMs = clock.elapsedMs() + KEEP_MS
    })
    return started
  }
  return async (): Promise<Lag | undefined> => {
    if (!last || last.endsAtMs <= clock.elapsedMs()) last = begin()
    let cancel = () => {}
    const late = new Promise<undefined>((resolve) => {
      cancel = clock.after(PATIENCE_MS, () => resolve(undefined))
    })
    return Promise.race([last.lag, late]).finally(() => cancel())
  }
}
