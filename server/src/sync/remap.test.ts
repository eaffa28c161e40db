import { expect, it } from "vitest"
import { describeOnBoth } from "../db/testing.js"
import { covers } from "./asked.js"
import { rowsOf as rows, type World, worldsOn } from "./testing.js"

const groups = { groups: [[rows(1, 3)]] }

describeOnBoth("A mapping that is changed", (openDb) => {
  const start = worldsOn(openDb)
  const remap = ({ sync, account }: World, resource = "groups") => {
    const what = { environmentId: account.environmentId, integration: account.integration, accountId: null, resource }
    return sync.remap(what, new AbortController().signal)
  }

  it("asks each copy for one run, however often it is asked, which calls nobody and tells what changed", async () => {
    const world = await start()
    world.company.lists = groups
    await remap(world)
    expect(await world.lastRuns(), "without a copy").toEqual([])
    await world.run(["groups"])
    const { calls } = world.company
    world.company.version = "2"
    await remap(world)
    await remap(world)
    await remap(world, "locations")
    await world.work()
    const [run, ...before] = await world.lastRuns()
    expect(before).toHaveLength(1)
    expect(run).toMatchObject({ trigger: "mapping", status: "completed", resources: ["groups"], tables: {} })
    expect(world.company.calls).toBe(calls)
    expect(await world.events()).toEqual(["record:updated 1", "record:updated 2", "record:updated 3"])
  })

  it("while a worker makes records ends its turn: nothing is made of the old one, and the next turn has the new one", async () => {
    let looks = 0
    const world = await start({ isCurrent: async () => ++looks !== 1 })
    world.company.lists = groups
    await world.sync.start(world.account, ["groups"])
    await world.work()
    expect(await world.ids("groups")).toEqual([])
    expect(world.sent.at(-1)).toMatchObject({ queue: "sync", afterSeconds: 0 })
    await world.work()
    expect(await world.ids("groups")).toHaveLength(3)
    expect((await world.lastRuns())[0]).toMatchObject({ status: "completed", error: null })
  })

  it("while a hint is followed leaves the hint to be followed again", async () => {
    let isCurrent = true
    const world = await start({ isCurrent: async () => isCurrent })
    world.company.lists = groups
    await world.run(["groups"])
    world.company.lists = { groups: [[rows(1, 3, { title: "new" })]] }
    isCurrent = false
    const hint = { table: "groups", column: "id", values: ["1"] }
    expect(await world.follow(hint)).toMatchObject([{ hint, error: { name: "StaleMapping" } }])
    expect(await world.events()).toEqual([])
    isCurrent = true
    expect(await world.follow(hint)).toEqual([])
    expect(await world.events()).toEqual(["record:updated 1"])
  })
})

it.each([
  ["id,name", "id,name", true],
  ["id,name,shirt", "id,name", true],
  ["id,name", "id,name,shirt", false],
  ["*", "id,name", true],
  ["id,name", "*", false],
  ["id from 1 to 2 days abc", "id from 1 to 2 days abc", true],
  ["id,name abc", "id xyz", false],
  ["id,Cost%20center", "id,Cost%20center", true],
])("columns %s have all of %s: %s", (has, wanted, expected) => expect(covers(has, wanted)).toBe(expected))
