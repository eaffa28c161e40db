import type { Clock } from "../clock.js"
import { keepRenewing } from "../db/keep-renewing.js"

/** How old the last renewal may be before the holder doubts itself: less than the lease. */
const DOUBT_MS = 4_500
const LOOK_MS = 500

export type HeldLease = {
  /** False from the first renewal that was refused, and when none has come through for too long. */
  isOurs(): boolean
  /** Aborted before it may be somebody else's: what is on its way must end. */
  lost: AbortSignal
  /** Resolves when the lease may be given back. */
  stop(): Promise<void>
}

/** `renew` answers whether the lease is still ours, and throws when nobody can tell. */
export function holdLease(
  renew: () => Promise<boolean>,
  clock: Pick<Clock, "after" | "every" | "elapsedMs">,
): HeldLease {
  const losing = new AbortController()
  let sureAt = clock.elapsedMs()
  let isRefused = false
  const renewOnce = async () => {
    const askedAt = clock.elapsedMs()
    const isOurs = await renew()
    if (isOurs) sureAt = askedAt
    return isOurs
  }
  const onLost = () => {
    isRefused = true
  }
  const endRenewing = keepRenewing(clock, { renew: renewOnce, onLost })
  const isDoubtful = () => clock.elapsedMs() - sureAt > DOUBT_MS
  // Of its own, because a renewal may hang as long as the database does.
  const endDoubts = clock.every(LOOK_MS, () => isDoubtful() && losing.abort())
  return {
    isOurs: () => !isRefused && !losing.signal.aborted && !isDoubtful(),
    lost: losing.signal,
    stop() {
      endDoubts()
      return endRenewing()
    },
  }
}
