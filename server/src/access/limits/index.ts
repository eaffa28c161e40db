/**
 * Callers' own limits: so many requests in so many seconds, for each API token and each account, over all processes.
 * A process leases a few requests at a time from the database, so that most requests cost no query.
 */
import type { Clock } from "../../clock.js"
import type { Db } from "../../db/index.js"
import type { Allowance } from "../caller.js"
import { sweepBuckets, takeTokens } from "./store.js"

export type Rate = { requests: number; seconds: number }
export type Limits = { take(kind: "token" | "account", id: string): Promise<Allowance> }

/** A lease is this part of the limit: what idle processes can waste at most. */
const LEASE_PART = 25
const SWEEP_MS = 600_000

type Lease = { left: number; usedSeconds: number; leasing: Promise<boolean> | null }

type Rates = { token: Rate; account: Rate }

export function createLimits(db: Db, rates: Rates, clock: Clock): Limits & { close(): void } {
  const leases = new Map<string, Lease>()
  const close = clock.every(SWEEP_MS, () => {
    for (const [key, lease] of leases) if (!lease.leasing) leases.delete(key)
    void sweepBuckets(db).catch(() => {})
  })

  return {
    close,
    async take(kind, id) {
      const rate = rates[kind]
      const key = `${kind} ${id}`
      const lease = leases.get(key) ?? { left: 0, usedSeconds: 0, leasing: null }
      leases.set(key, lease)
      // Several requests wait for one lease. Who finds it used up leases again, until the database says no; waiters
      // wake in the order they came, so each lease brings every one of them nearer.
      while (lease.left < 1) {
        lease.leasing ??= renew(db, { key, rate, lease }).finally(() => {
          lease.leasing = null
        })
        if (!(await lease.leasing)) break
      }
      const isAllowed = lease.left >= 1
      if (isAllowed) lease.left--
      return allowanceOf(rate, lease, isAllowed)
    },
  }
}

type Renewing = { key: string; rate: Rate; lease: Lease }

/** False: nothing is left in the database. */
async function renew(db: Db, { key, rate, lease }: Renewing): Promise<boolean> {
  const secondsEach = rate.seconds / rate.requests
  const batch = Math.max(1, Math.floor(rate.requests / LEASE_PART))
  for (const tokens of batch > 1 ? [batch, 1] : [1]) {
    const taken = await takeTokens(db, { key, tokens, secondsEach, burstSeconds: rate.seconds })
    lease.usedSeconds = taken.usedSeconds
    if (!taken.isGranted) continue
    lease.left += tokens
    return true
  }
  return false
}

function allowanceOf(rate: Rate, lease: Lease, isAllowed: boolean): Allowance {
  const secondsEach = rate.seconds / rate.requests
  const free = Math.floor((rate.seconds - lease.usedSeconds) / secondsEach)
  const waitSeconds = isAllowed ? lease.usedSeconds : lease.usedSeconds + secondsEach - rate.seconds
  return {
    isAllowed,
    limit: rate.requests,
    remaining: isAllowed ? Math.max(0, Math.min(rate.requests, free + lease.left)) : 0,
    resetSeconds: Math.max(1, Math.ceil(waitSeconds)),
  }
}
