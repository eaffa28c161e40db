import { randomUUID } from "node:crypto"
import { afterEach, beforeAll, expect, test } from "vitest"
import { createClock } from "../clock.js"
import type { Db } from "../db/index.js"
import { describeOnBoth } from "../db/testing.js"
import { createBuckets } from "../rates/index.js"
import { createTurns, type Priority } from "./turns.js"

const LONG_MS = 1e12
const GET = { method: "GET" } as const
const POST = { method: "POST" } as const

describeOnBoth("turns", (openDb) => {
  let db: Db
  const made: { close(): void }[] = []
  beforeAll(async () => {
    db = (await openDb()).db
  })
  afterEach(() => {
    for (const one of made.splice(0)) one.close()
  })
  /** One process, whose clock stands until it is moved. */
  const open = () => {
    const buckets = createBuckets(db, createClock())
    made.push(buckets)
    let nowMs = Date.parse("2026-11-26T10:00:00Z")
    const turns = createTurns({ buckets, now: () => new Date(nowMs) })
    const pass = (ms: number) => {
      nowMs += ms
    }
    return { ...turns, pass }
  }
  // So slow that nothing comes back during a test.
  const RATE = { requests: 200, seconds: 1e6 }
  const callerOf = (accountId: string, limits: object = { rate: RATE }) => ({
    sync: { accountId, limits, priority: "sync" as Priority },
    hint: { accountId, limits, priority: "hint" as Priority },
    live: { accountId, limits, priority: "live" as Priority },
  })

  test("a sync alone never asks for more than the limit in any span of its length", async () => {
    const [turns, { sync }] = [open(), callerOf(randomUUID())]
    const moments: number[] = []
    for (let call = 0; call < 500; call++) moments.push(await turns.take(sync, GET, LONG_MS))
    for (const [index, from] of moments.entries()) {
      const within = moments.slice(index).filter((at) => at < from + RATE.seconds * 1_000)
      expect(within.length).toBeLessThanOrEqual(RATE.requests)
    }
    expect(moments.filter((at) => at === 0).length).toBeGreaterThan(0)
  })

  test("a sync that waits leaves calls for hints, and those leave most of them for people, in every process", async () => {
    const [here, there, { sync, hint, live }] = [open(), open(), callerOf(randomUUID())]
    const goes = async (turns: typeof here, caller: typeof sync) => (await turns.take(caller, GET, 0)) === 0
    const count = async (turns: typeof here, caller: typeof sync) => {
      let calls = 0
      while (calls < 300 && (await goes(turns, caller))) calls++
      return calls
    }
    expect(await count(here, sync)).toBeLessThanOrEqual(10)
    expect(await goes(there, sync)).toBe(false)
    expect(await count(there, hint)).toBeGreaterThanOrEqual(30)
    expect(await goes(here, hint)).toBe(false)
    expect(await count(here, live)).toBeGreaterThanOrEqual(130)
    expect(await goes(there, live)).toBe(false)
  })

  test("a call that would wait too long is told how long, and not counted", async () => {
    const [turns, { sync }] = [open(), callerOf(randomUUID())]
    while ((await turns.take(sync, GET, 0)) === 0);
    const waits = await Promise.all([1, 2, 3].map(() => turns.take(sync, GET, 1_000)))
    for (const waitMs of waits) {
      expect(waitMs).toBeGreaterThan(1_000)
      expect(waitMs).toBeLessThan(6_000_000)
    }
  })

  test("only the methods that are limited are counted, and nothing is where nothing is said", async () => {
    const turns = open()
    const { live } = callerOf(randomUUID(), { rate: { ...RATE, requests: 1, methods: ["POST"] } })
    expect(await turns.take(live, POST, 0)).toBe(0)
    expect(await turns.take(live, POST, 0)).toBeGreaterThan(0)
    const free = callerOf(randomUUID(), {}).sync
    for (let call = 0; call < 50; call++) {
      expect(await turns.take(live, GET, 0)).toBe(0)
      expect(await turns.take(free, POST, 0)).toBe(0)
    }
  })

  test("what the HR system says is left is kept for those who come first, until there is more", async () => {
    const [turns, accountId] = [open(), randomUUID()]
    const { sync, hint, live } = callerOf(accountId, {})
    const said = (remaining: number) => turns.end(accountId, { limit: 100, remaining, resetSeconds: 30 })
    const waits = async () => {
      const found = []
      for (const caller of [sync, hint, live]) {
        found.push(await turns.take(caller, GET, 0))
        if (found.at(-1) === 0) turns.end(accountId, {})
      }
      return found
    }
    said(26)
    expect(await waits()).toEqual([0, 0, 0])
    said(25)
    expect(await waits()).toEqual([30_000, 0, 0])
    said(10)
    expect(await waits()).toEqual([30_000, 30_000, 0])
    turns.pass(29_000)
    expect(await turns.take(sync, GET, 5_000)).toBe(1_000)
    turns.pass(1_000)
    turns.end(accountId, {})
    expect(await waits()).toEqual([0, 0, 0])
  })

  test("calls on their way count as used: what is left was told before them", async () => {
    const [turns, accountId] = [open(), randomUUID()]
    const { sync, live } = callerOf(accountId, {})
    turns.end(accountId, { limit: 100, remaining: 30, resetSeconds: 30 })
    for (let call = 0; call < 4; call++) expect(await turns.take(live, GET, 0)).toBe(0)
    expect(await turns.take(sync, GET, 0)).toBe(0)
    expect(await turns.take(sync, GET, 0)).toBe(30_000)
    turns.end(accountId, {})
    expect(await turns.take(sync, GET, 0)).toBe(0)
  })

  test("a count without its whole keeps ten, and one without an end ten seconds", async () => {
    const [turns, accountId] = [open(), randomUUID()]
    const { sync } = callerOf(accountId, {})
    turns.end(accountId, { remaining: 10 })
    expect(await turns.take(sync, GET, 0)).toBe(10_000)
    turns.end(accountId, { remaining: 11 })
    expect(await turns.take(sync, GET, 0)).toBe(0)
  })
})
