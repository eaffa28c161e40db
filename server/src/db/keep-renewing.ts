import type { Clock } from "../clock.js"

/**
 * Leases are short, so that what a dead process held goes on soon, and are renewed while their holder lives. Whoever
 * looks for what nobody holds looks again at the moment at which a lease ends that was not renewed: work that lost its
 * process goes on some six seconds later.
 */
export const LEASE_SECONDS = 6
export const RENEW_MS = 1_500

type Renewed = {
  /** False: somebody else has the lease, or what it was for has gone. */
  renew(): Promise<boolean>
  /** Called once; nothing is renewed after that. */
  onLost(): void
  everyMs?: number | undefined
}

/**
 * Renews a lease until the answered function is called, which resolves when no renewal is on its way any more: the lease
 * may be given back then. A database in trouble is asked again.
 */
export function keepRenewing(
  clock: Pick<Clock, "after">,
  { renew, onLost, everyMs = RENEW_MS }: Renewed,
): () => Promise<void> {
  let isEnded = false
  let running = Promise.resolve()
  const renewOnce = async () => {
    const isOurs = await renew().catch(() => true)
    if (isEnded) return
    if (isOurs) cancel = clock.after(everyMs, begin)
    else {
      isEnded = true
      onLost()
    }
  }
  const begin = () => {
    running = renewOnce()
  }
  let cancel = clock.after(everyMs, begin)
  return () => {
    isEnded = true
    cancel()
    return running
  }
}
