/**
 * So many requests in so many seconds, over all processes: callers' own limits, and what an HR system lets us ask. A
 * bucket is a row of the database. A process leases a few requests of it at a time, so that most requests cost no query.
 */
import type { Clock } from "../clock.js"
import type { Db } from "../db/index.js"
import { sweepBuckets, takeRequests } from "./store.js"

export type Rate = { requests: number; seconds: number }

export type Ask = {
  rate: Rate
  /** The part of all requests that may be used at once, up to 1: what is above it is kept for others. */
  part?: number
  /** Whoever is ready to wait for so long is counted now and goes later. */
  patienceSeconds?: number
}

export type Allowed = {
  isAllowed: boolean
  /** Until the request may go. Not allowed: until it makes sense to ask again. */
  waitSeconds: number
  /** Requests that could go at once. */
  left: number
  /** Until all requests are there again. */
  fullSeconds: number
}

export type Buckets = { take(key: string, ask: Ask): Promise<Allowed>; close(): void }

/** A lease is this part of the rate: what idle processes can waste at most. */
const LEASE_PART = 25
const SWEEP_MS = 600_000

type Lease = { left: number; usedSeconds: number; leasing: Promise<boolean> | null; crowdedUntilMs: number }
type Asked = { db: Db; clock: Clock; key: string; bounds: Bounds; lease: Lease }

export function createBuckets(db: Db, clock: Clock): Buckets {
  const leases = new Map<string, Lease>()
  const close = clock.every(SWEEP_MS, () => {
    for (const [key, lease] of leases) if (!lease.leasing) leases.delete(key)
    void sweepBuckets(db).catch(() => {})
  })
  return {
    close,
    async take(key, ask) {
      const name = `${ask.part ?? 1} ${key}`
      const lease = leases.get(name) ?? { left: 0, usedSeconds: 0, leasing: null, crowdedUntilMs: 0 }
      leases.set(name, lease)
      const asked = { db, clock, key, bounds: boundsOf(ask), lease }
      // Several requests wait for one lease. Who finds it used up leases again, until the database says no; waiters
      // wake in the order they came, so each lease brings every one of them nearer.
      while (lease.left < 1) {
        lease.leasing ??= renew(asked).finally(() => {
          lease.leasing = null
        })
        if (!(await lease.leasing)) break
      }
      if (lease.left >= 1) {
        lease.left--
        return allowed(asked, 0)
      }
      return asked.bounds.patienceSeconds > 0 ? queue(asked) : refused(asked)
    },
  }
}

type Bounds = { rate: Rate; secondsEach: number; mostSeconds: number; patienceSeconds: number; batch: number }

function boundsOf({ rate, part = 1, patienceSeconds = 0 }: Ask): Bounds {
  const secondsEach = rate.seconds / rate.requests
  // However small a part is, one request may go.
  const mostSeconds = Math.max(secondsEach, part * rate.seconds)
  const batch = Math.max(1, Math.floor(Math.min(rate.requests / LEASE_PART, mostSeconds / secondsEach)))
  return { rate, secondsEach, mostSeconds, patienceSeconds, batch }
}

/** False: nothing is left in the database. */
async function renew({ db, clock, key, bounds, lease }: Asked): Promise<boolean> {
  const { secondsEach, mostSeconds, batch } = bounds
  const isCrowded = clock.elapsedMs() < lease.crowdedUntilMs
  // Whoever is patient queues for a single one.
  const sizes = [...(isCrowded ? [] : [batch]), ...(bounds.patienceSeconds > 0 ? [] : [1])]
  for (const requests of sizes) {
    const taken = await takeRequests(db, { key, requests, secondsEach, mostSeconds })
    lease.usedSeconds = taken.usedSeconds
    if (taken.isCounted) {
      lease.left += requests
      return true
    }
    const missingSeconds = taken.usedSeconds + requests * secondsEach - mostSeconds
    if (requests === batch) lease.crowdedUntilMs = clock.elapsedMs() + missingSeconds * 1_000
  }
  return false
}

/** Counted now, to go when its turn comes. */
async function queue(asked: Asked): Promise<Allowed> {
  const { db, key, bounds, lease } = asked
  const { secondsEach, patienceSeconds } = bounds
  const mostSeconds = bounds.mostSeconds + patienceSeconds
  const { isCounted, usedSeconds } = await takeRequests(db, { key, requests: 1, secondsEach, mostSeconds })
  lease.usedSeconds = usedSeconds
  return isCounted ? allowed(asked, Math.max(0, usedSeconds - bounds.mostSeconds)) : refused(asked)
}

const allowed = ({ bounds: { rate, secondsEach }, lease }: Asked, waitSeconds: number): Allowed => {
  const free = Math.floor((rate.seconds - lease.usedSeconds) / secondsEach)
  const left = Math.max(0, Math.min(rate.requests, free + lease.left))
  return { isAllowed: true, waitSeconds, left, fullSeconds: Math.max(0, lease.usedSeconds) }
}

const refused = ({ bounds: { secondsEach, mostSeconds }, lease: { usedSeconds } }: Asked): Allowed => ({
  isAllowed: false,
  waitSeconds: Math.max(0, usedSeconds + secondsEach - mostSeconds),
  left: 0,
  fullSeconds: Math.max(0, usedSeconds),
})
