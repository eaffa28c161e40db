import { expect, it } from "vitest"
import { createClock, createWall } from "./clock.js"
import { followDatabase } from "./database-time.js"
import { describeOnBoth } from "./db/testing.js"

const MONTH = 30 * 86_400_000

describeOnBoth("A process whose host has another time than the database", (openDb) => {
  it.each([
    ["30 days ahead", MONTH, 1],
    ["30 days behind", -MONTH, 1],
    ["not a minute away", 30_000, 0],
    ["on time", 0, 0],
  ])("follows the database's: %s", async (_name, aheadMs, told) => {
    const { db } = await openDb()
    const wall = createWall(() => Date.now() + aheadMs)
    const clock = createClock({ wallMs: wall.nowMs })
    const errors: object[] = []
    const stop = await followDatabase({ db, wall, clock, log: { error: (facts) => errors.push(facts) } })
    stop()
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(10_000)
    expect(errors.length).toBe(told)
  })
})
