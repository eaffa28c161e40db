import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { createClock } from "../clock.js"
import { LEASE_SECONDS } from "../db/keep-renewing.js"
import { holdLease } from "./lease.js"

const LEASE_MS = LEASE_SECONDS * 1_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it("A lease is ours for as long as its renewals succeed, however long the work takes", async () => {
  const renew = vi.fn(async () => true)
  const held = holdLease(renew, createClock())
  await vi.advanceTimersByTimeAsync(10 * LEASE_MS)
  expect(held.isOurs()).toBe(true)
  await held.stop()
  const { length } = renew.mock.calls
  expect(length).toBeGreaterThanOrEqual(20)
  await vi.advanceTimersByTimeAsync(LEASE_MS)
  expect(renew.mock.calls).toHaveLength(length)
})

it("After a renewal that was refused nothing more begins, and what is on its way may end", async () => {
  const held = holdLease(async () => false, createClock())
  await vi.advanceTimersByTimeAsync(LEASE_MS / 2)
  expect(held.isOurs()).toBe(false)
  expect(held.lost.aborted).toBe(false)
  await held.stop()
})

it("A holder that can't renew ends everything before the lease has run out", async () => {
  for (const renew of [() => Promise.reject(new Error("away")), () => new Promise<boolean>(() => {})]) {
    const held = holdLease(renew, createClock())
    await vi.advanceTimersByTimeAsync(LEASE_MS - 1_000)
    expect(held.lost.aborted).toBe(true)
    void held.stop()
  }
})

it("A renewal that failed once is forgotten when the next one succeeds", async () => {
  let tries = 0
  const renew = async () => {
    if (++tries % 2 === 1) throw new Error("away")
    return true
  }
  const held = holdLease(renew, createClock())
  await vi.advanceTimersByTimeAsync(5 * LEASE_MS)
  expect(held.isOurs()).toBe(true)
  await held.stop()
})
