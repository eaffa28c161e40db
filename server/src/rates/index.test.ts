import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { afterEach, beforeAll, expect, test } from "vitest"
import { createClock } from "../clock.js"
import type { Db } from "../db/index.js"
import { describeOnBoth } from "../db/testing.js"
import { type Ask, type Buckets, createBuckets } from "./index.js"

describeOnBoth("rates", (openDb) => {
  let db: Db
  const made: { close(): void }[] = []
  beforeAll(async () => {
    db = (await openDb()).db
  })
  afterEach(() => {
    for (const one of made.splice(0)) one.close()
  })
  /** One process. */
  const open = (): Buckets => {
    const buckets = createBuckets(db, createClock())
    made.push(buckets)
    return buckets
  }
  /** As if that much time had gone by. */
  const pass = (key: string, seconds: number) =>
    sql`update rate_bucket set tat = tat - make_interval(secs => ${seconds}::float8) where key = ${key}`.execute(db)

  // So slow that nothing is given back during a test.
  test.each([1, 7, 50, 500, 501])("of many calls at once in two processes exactly %i get through", async (requests) => {
    const ask = { rate: { requests, seconds: requests * 1_000 } }
    const [one, two] = [open(), open()]
    const key = randomUUID()
    const calls = Array.from({ length: requests + 40 }, (_, index) => (index % 2 === 0 ? one : two).take(key, ask))
    const answers = await Promise.all(calls)
    const atOnce = answers.filter(({ isAllowed }) => isAllowed).length
    expect(atOnce).toBeLessThanOrEqual(requests)
    // What is missing is leased by the process that was asked less, and still to be had there.
    let late = 0
    for (const process of [one, two]) while (late < 100 && (await process.take(key, ask)).isAllowed) late++
    expect(atOnce + late).toBe(requests)
    const refused = answers.filter(({ isAllowed }) => !isAllowed)
    for (const { left, waitSeconds } of refused) {
      expect(left).toBe(0)
      expect(waitSeconds).toBeGreaterThan(0)
      expect(waitSeconds).toBeLessThanOrEqual(1_000)
    }
  })

  test("one process alone may use the whole limit at once", async () => {
    const [buckets, ask] = [open(), { rate: { requests: 500, seconds: 500_000 } }]
    const answers = await Promise.all(Array.from({ length: 500 }, () => buckets.take("alone", ask)))
    expect(answers.filter(({ isAllowed }) => isAllowed)).toHaveLength(500)
  })

  test("what is left is told, one less at each call", async () => {
    const [buckets, ask] = [open(), { rate: { requests: 10, seconds: 10_000 } }]
    const left = []
    for (let call = 0; call < 10; call++) left.push((await buckets.take("told", ask)).left)
    expect(left).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
  })

  test("the allowance comes back with time, never more than all of it", async () => {
    const [buckets, ask] = [open(), { rate: { requests: 5, seconds: 5_000 } }]
    const take = async () => (await buckets.take("refill", ask)).isAllowed
    const count = async () => {
      let got = 0
      while (got < 20 && (await take())) got++
      return got
    }
    expect(await count()).toBe(5)
    await pass("refill", 2_000)
    expect(await count()).toBe(2)
    await pass("refill", 1_000_000)
    expect(await count()).toBe(5)
  })

  test("keys don't use up one another's allowance", async () => {
    const [buckets, ask] = [open(), { rate: { requests: 1, seconds: 1_000 } }]
    const all = [await buckets.take("a", ask), await buckets.take("b", ask), await buckets.take("a", ask)]
    expect(all.map(({ isAllowed }) => isAllowed)).toEqual([true, true, false])
  })

  test("whoever may use a part leaves the rest to others, and one request always goes", async () => {
    const rate = { requests: 100, seconds: 100_000 }
    const buckets = open()
    const count = async (key: string, ask: Ask) => {
      let got = 0
      while (got < 200 && (await buckets.take(key, ask)).isAllowed) got++
      return got
    }
    expect(await count("shared", { rate, part: 0.1 })).toBe(10)
    expect(await count("shared", { rate, part: 0.25 })).toBe(15)
    expect(await count("shared", { rate })).toBe(75)
    expect(await count("tiny", { rate, part: 0.001 })).toBe(1)
  })

  test("whoever is patient is counted and told when to go, one after another, and refused beyond that", async () => {
    const rate = { requests: 100, seconds: 100_000 }
    const [buckets, key] = [open(), "queue"]
    const ask = { rate, part: 0.02, patienceSeconds: 3_500 }
    const waits = []
    for (let call = 0; call < 6; call++) waits.push(await buckets.take(key, ask))
    expect(waits.map(({ isAllowed }) => isAllowed)).toEqual([true, true, true, true, true, false])
    const seconds = waits.map(({ waitSeconds }) => Math.round(waitSeconds / 100) * 100)
    expect(seconds).toEqual([0, 0, 1_000, 2_000, 3_000, 4_000])
    await pass(key, 5_000)
    expect(await buckets.take(key, ask)).toMatchObject({ isAllowed: true, waitSeconds: 0 })
  })

  test("a lease of many requests costs one statement, and so does each request near the limit", async () => {
    let statements = 0
    const counted = db.withPlugin({
      transformQuery: ({ node }) => {
        statements++
        return node
      },
      transformResult: async ({ result }) => result,
    })
    const buckets = createBuckets(counted, createClock())
    made.push(buckets)
    const ask = { rate: { requests: 250, seconds: 250_000 }, part: 0.2, patienceSeconds: 100_000 }
    for (let call = 0; call < 50; call++) await buckets.take("leased", ask)
    expect(statements).toBe(5)
    for (let call = 0; call < 10; call++) expect((await buckets.take("leased", ask)).waitSeconds).toBeGreaterThan(0)
    expect(statements).toBe(5 + 1 + 10)
  })
})
