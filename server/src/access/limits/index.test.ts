import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { afterEach, beforeAll, expect, test } from "vitest"
import { createClock } from "../../clock.js"
import type { Db } from "../../db/index.js"
import { describeOnBoth } from "../../db/testing.js"
import { createLimits, type Rate } from "./index.js"

describeOnBoth("callers' limits", (openDb) => {
  let db: Db
  const made: { close(): void }[] = []
  beforeAll(async () => {
    db = (await openDb()).db
  })
  afterEach(() => {
    for (const one of made.splice(0)) one.close()
  })
  const limitsOf = (rate: Rate) => {
    const limits = createLimits(db, { token: rate, account: rate }, createClock())
    made.push(limits)
    return limits
  }
  /** As if that much time had gone by. */
  const pass = (id: string, seconds: number) =>
    sql`update rate_bucket set tat = tat - make_interval(secs => ${seconds}::float8) where key = ${`token ${id}`}`.execute(
      db,
    )

  // So slow that nothing is given back during a test.
  test.each([1, 7, 50, 500, 501])("of many calls at once in two processes exactly %i get through", async (requests) => {
    const rate = { requests, seconds: requests * 1_000 }
    const [one, two] = [limitsOf(rate), limitsOf(rate)]
    const id = randomUUID()
    const calls = Array.from({ length: requests + 40 }, (_, index) => (index % 2 === 0 ? one : two).take("token", id))
    const answers = await Promise.all(calls)
    const atOnce = answers.filter(({ isAllowed }) => isAllowed).length
    expect(atOnce).toBeLessThanOrEqual(requests)
    // What is missing is leased by the process that was asked less, and still to be had there.
    let late = 0
    for (const process of [one, two]) while (late < 100 && (await process.take("token", id)).isAllowed) late++
    expect(atOnce + late).toBe(requests)
    const refused = answers.filter(({ isAllowed }) => !isAllowed)
    for (const { limit, remaining, resetSeconds } of refused) {
      expect({ limit, remaining }).toEqual({ limit: requests, remaining: 0 })
      expect(resetSeconds).toBeGreaterThan(0)
      expect(resetSeconds).toBeLessThanOrEqual(1_000)
      expect(Number.isInteger(resetSeconds)).toBe(true)
    }
  })

  test("one process alone may use the whole limit at once", async () => {
    const limits = limitsOf({ requests: 500, seconds: 500_000 })
    const answers = await Promise.all(Array.from({ length: 500 }, () => limits.take("token", "alone")))
    expect(answers.filter(({ isAllowed }) => isAllowed)).toHaveLength(500)
  })

  test("what is left is told, one less at each call", async () => {
    const limits = limitsOf({ requests: 10, seconds: 10_000 })
    const left = []
    for (let call = 0; call < 10; call++) left.push((await limits.take("token", "told")).remaining)
    expect(left).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
  })

  test("the allowance comes back with time, never more than all of it", async () => {
    const limits = limitsOf({ requests: 5, seconds: 5_000 })
    const take = async () => (await limits.take("token", "refill")).isAllowed
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

  test("a refused caller is told at least one second, however fast the limit is", async () => {
    const limits = limitsOf({ requests: 1, seconds: 0.9 })
    const answers = [await limits.take("token", "fast"), await limits.take("token", "fast")]
    expect(answers.map(({ isAllowed }) => isAllowed)).toEqual([true, false])
    expect(answers[1]?.resetSeconds).toBe(1)
  })

  test("callers and kinds don't use up one another's allowance", async () => {
    const limits = limitsOf({ requests: 1, seconds: 1_000 })
    const all = [await limits.take("token", "a"), await limits.take("token", "b"), await limits.take("account", "a")]
    expect(all.map(({ isAllowed }) => isAllowed)).toEqual([true, true, true])
    expect(await limits.take("token", "a")).toMatchObject({ isAllowed: false })
  })
})
