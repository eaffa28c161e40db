import { randomUUID } from "node:crypto"
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest"
import { createClock } from "../clock.js"
import { insertAccount } from "../records/testing.js"
import type { Db } from "./index.js"
import { keepRenewing, LEASE_SECONDS, takeLease, withLease } from "./lease.js"
import { describeOnBoth, putLease } from "./testing.js"

const LEASE_MS = LEASE_SECONDS * 1_000

describe("A lease that is renewed", () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  const keep = (renew: () => Promise<boolean>) => {
    const clock = createClock()
    return keepRenewing(clock, { sinceMs: clock.elapsedMs(), renew })
  }

  it("is ours for as long as renewals succeed, and renewed no more once it is stopped", async () => {
    const renew = vi.fn(async () => true)
    const lease = keep(renew)
    await vi.advanceTimersByTimeAsync(10 * LEASE_MS)
    expect(lease.leftMs()).toBeGreaterThan(LEASE_MS / 2)
    await lease.stop()
    const { length } = renew.mock.calls
    await vi.advanceTimersByTimeAsync(LEASE_MS)
    expect(renew.mock.calls).toHaveLength(length)
  })

  it("is asked for again when the database was away for a moment", async () => {
    let tries = 0
    const lease = keep(async () => {
      if (++tries % 2 === 1) throw new Error("away")
      return true
    })
    await vi.advanceTimersByTimeAsync(5 * LEASE_MS)
    expect([lease.leftMs() > 0, lease.lost.aborted]).toEqual([true, false])
    await lease.stop()
  })

  it("is lost when a renewal is refused, and not asked for again", async () => {
    const renew = vi.fn(async () => false)
    const lease = keep(renew)
    await vi.advanceTimersByTimeAsync(LEASE_MS / 2)
    expect([lease.leftMs(), lease.lost.aborted, renew.mock.calls.length]).toEqual([0, true, 1])
  })

  it("runs out for a holder that can't renew it, also while a renewal hangs", async () => {
    for (const renew of [() => Promise.reject(new Error("away")), () => new Promise<boolean>(() => {})]) {
      const lease = keep(renew)
      await vi.advanceTimersByTimeAsync(LEASE_MS - 1_000)
      expect(lease.leftMs()).toBeLessThanOrEqual(1_000)
      void lease.stop()
    }
  })

  it("is not given back while a renewal is on its way, which would take it again", async () => {
    let answer = (_isOurs: boolean) => {}
    const lease = keep(() => new Promise<boolean>((resolve) => (answer = resolve)))
    await vi.advanceTimersByTimeAsync(LEASE_MS / 2)
    let hasStopped = false
    const stopped = lease.stop().then(() => (hasStopped = true))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(hasStopped).toBe(false)
    answer(true)
    expect(await stopped).toBe(true)
  })
})

describeOnBoth("a lease", (openDb) => {
  const clock = createClock()
  let db: Db
  let accountId: string
  beforeAll(async () => {
    db = (await openDb()).db
  })
  beforeEach(async () => {
    accountId = (await insertAccount(db)).accountId
  })
  const take = (work = "sync") => takeLease({ db, clock }, { work, accountId })

  it("is one holder's until it is given back; other work for the account has its own", async () => {
    const first = await take()
    expect([await take(), (await take("refresh 1")) !== undefined]).toEqual([undefined, true])
    await first?.stop()
    await first?.drop(db)
    const second = await take()
    expect(await second?.keep(db)).toBe(true)
    expect(await first?.keep(db)).toBe(false)
    await first?.drop(db)
    expect(await second?.keep(db), "only one's own is given back").toBe(true)
  })

  it("of a dead process is taken when its time is over, and can't be kept by it then", async () => {
    const dead = await take()
    await dead?.stop()
    await putLease(db, { work: "sync", accountId }, -1)
    const next = await take()
    expect([await dead?.keep(db), await next?.keep(db)]).toEqual([false, true])
  })

  it("is not to be had for what is not there, and goes with it", async () => {
    expect(await takeLease({ db, clock }, { work: "deliver", webhookId: randomUUID() })).toBeUndefined()
    const lease = await take()
    await db.deleteFrom("integrated_account").where("id", "=", accountId).execute()
    expect([await lease?.keep(db), await take()]).toEqual([false, undefined])
  })

  it("is given back after work that failed", async () => {
    const key = { work: "sync", accountId }
    await expect(withLease({ db, clock }, key, () => Promise.reject(new Error("no")))).rejects.toThrow("no")
    expect(
      await withLease({ db, clock }, key, async () => withLease({ db, clock }, key, async () => 1)),
    ).toBeUndefined()
    expect(await withLease({ db, clock }, key, async () => 1)).toBe(1)
  })
})
