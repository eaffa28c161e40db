import { afterEach, expect, it } from "vitest"
import { putClock, readClockOffset } from "../db/index.js"
import { describeOnBoth, testClock } from "../db/testing.js"
import { BACK, startClockings } from "./testing/clockings.js"
import { worldsOn } from "./testing.js"

type Clockings = Awaited<ReturnType<typeof startClockings>>
const opened: Clockings[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

describeOnBoth("A table that is read by days, and for a few values at a time", (openDb) => {
  const starts = worldsOn(openDb)
  const start = async (count: number) => {
    const clockings = await startClockings(count)
    opened.push(clockings)
    const world = await starts({ hr: clockings.hr })
    await putClock(world.db, testClock().offsetMs())
    const ids = async () => (await world.rows("attendance")).map(({ id }) => id)
    const asked = () => clockings.takeCalls().filter((call) => call.startsWith("days?"))
    return { ...clockings, ...world, ids, asked }
  }

  it("is read in full for its days, with no more calls than it takes", async () => {
    const { run, ids, asked, dayAgo } = await start(5)
    expect((await run(["attendance"])).tables.days).toMatchObject({ status: "done", mode: "full", rows: 10 })
    expect(await ids()).toHaveLength(10)
    const calls = asked()
    // Where no answer says that it is the last page, each list ends with one that is empty.
    expect(calls).toHaveLength(2 * 3)
    for (const call of calls) expect(call).toContain(`from=${dayAgo(BACK)}`)
  })

  it("is read for its last days between two full reads, and what is gone of these is deleted alone", async () => {
    const { run, runScheduled, ids, asked, has, dayAgo } = await start(4)
    await run(["attendance"])
    asked()
    const gone = [`1_${dayAgo(8)}`, `1_${dayAgo(1)}`]
    has.days = has.days.filter(({ id }) => !gone.includes(id))
    const { tables } = await runScheduled()
    expect(tables.days).toMatchObject({ status: "done", mode: "incremental", rows: 3, deleted: 1 })
    expect(await ids()).toContain(gone[0])
    expect(await ids()).not.toContain(gone[1])
    for (const call of asked()) expect(call).not.toContain(`from=${dayAgo(BACK)}`)
    await run(["attendance"])
    expect(await ids()).not.toContain(gone[0])
  })

  it("keeps rows whose day is not read any more", async () => {
    const { db, run, ids, has, dayAgo } = await start(2)
    await run(["attendance"])
    has.days = []
    await putClock(db, (await readClockOffset(db)) + 5 * 86_400_000)
    await run(["attendance"])
    expect(await ids()).toEqual(expect.arrayContaining([`1_${dayAgo(8)}`, `2_${dayAgo(8)}`]))
  })

  it("has no rows of a value that is gone, and is not asked again before its hours are over", async () => {
    const { run, runScheduled, rows, has, takeCalls } = await start(3)
    has.without.set("2", 404)
    await run(["timeoff_balances"])
    expect(await rows("timeoff_balances")).toMatchObject([
      { id: "1-rest", balance: 3 },
      { id: "3-rest", balance: 3 },
    ])
    takeCalls()
    expect((await runScheduled()).tables.balances).toMatchObject({
      status: "done",
      mode: "incremental",
      upstream_calls: 0,
    })
    expect(takeCalls().filter((call) => call.endsWith("/balances"))).toEqual([])
  })
  it("is held against the days that were read, and not against what is missing of others", async () => {
    const { run, runScheduled, ids, has, dayAgo } = await start(30)
    await run(["attendance"])
    has.days = has.days.filter(({ day }) => day !== dayAgo(8))
    expect((await run(["attendance"])).tables.days).toMatchObject({ status: "held" })
    has.days = has.days.filter(({ id }) => id !== `1_${dayAgo(1)}`)
    const { tables } = await runScheduled()
    expect(tables.days).toMatchObject({ status: "done", mode: "incremental", deleted: 1 })
    expect(await ids()).toHaveLength(59)
  })

  it("keeps rows of other days than those that are asked for by a hint", async () => {
    const { db, run, follow, ids, has, dayAgo } = await start(2)
    await run(["attendance"])
    has.days = has.days.filter(({ id }) => id !== `1_${dayAgo(1)}`)
    await putClock(db, (await readClockOffset(db)) + 5 * 86_400_000)
    await follow({ table: "days", column: "person", values: ["1"] })
    expect((await ids()).sort()).toEqual([`1_${dayAgo(8)}`, `2_${dayAgo(8)}`, `2_${dayAgo(1)}`])
  })

  it("keeps what people had worked whom nobody asks for any more, because they had left before", async () => {
    const { run, ids, has, dayAgo } = await start(100)
    await run(["attendance"])
    for (let id = 1; id <= 15; id++) has.ended.set(String(id), dayAgo(20))
    for (let round = 0; round < 3; round++)
      expect((await run(["attendance"])).tables.days).toMatchObject({ status: "done", deleted: 0 })
    expect(await ids()).toHaveLength(200)
  })

  it("keeps the rows of values that are refused, be they many, and says so", async () => {
    const { run, rows, has } = await start(200)
    await run(["timeoff_balances"])
    const some = Array.from({ length: 33 }, (_, index) => String(6 * (index + 1)))
    const sync = async (statusOf: (at: number) => number) => {
      for (const [at, id] of some.entries()) has.without.set(id, statusOf(at))
      await run(["timeoff_balances"])
      const { balances } = (await run(["timeoff_balances"])).tables
      return { told: balances?.error ?? "", left: (await rows("timeoff_balances")).length }
    }
    const allRefused = await sync(() => 403)
    expect(allRefused).toMatchObject({ left: 200 })
    expect(allRefused.told).toContain("33 missing rows could not be asked for")
    const halfRefused = await sync((at) => (at % 2 === 0 ? 403 : 200))
    expect(halfRefused).toMatchObject({ left: 184 })
    expect(halfRefused.told).toContain("17 missing rows could not be asked for")
    // Of one who is asked for alone, 404 is an answer.
    expect(await sync(() => 404)).toMatchObject({ told: "", left: 167 })
  })
})
