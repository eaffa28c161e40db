import { expect, it } from "vitest"
import { describeOnBoth } from "../db/testing.js"
import { nameRecordEvents } from "./named-events/index.js"
import { rowsOf, type World, worldsOn } from "./testing.js"

const person = (id: string, groups: string[]) => ({ id, employment_status: "active", group_ids: groups })
const version = (id: string, employee: string, starts: string) => ({ id, employee_id: employee, starts_on: starts })
const others = Array.from({ length: 8 }, (_, index) => version(`${index + 10}`, "9", "2026-01-01"))

describeOnBoth("A hint", (openDb) => {
  const start = worldsOn(openDb)
  const readVersions = async ({ rows }: World) =>
    (await rows("employments")).slice(0, 3).map(({ id, end_date }) => `${id} ${end_date}`)

  it("that a group is gone lets its members leave at once, although it names none of them", async () => {
    const { company, run, follow, events } = await start()
    company.nameEvents = (resource, before, after) =>
      nameRecordEvents(resource, { before, after }, { today: "2026-11-23" })
    const groups = Array.from({ length: 10 }, (_, index) => ({ id: `g${index}` }))
    const people = [person("1", ["g0", "g1"]), person("2", ["g1"]), person("3", ["g0"])]
    company.lists = { employees: [[people]], groups: [[groups]] }
    await run(["employees", "groups"])
    company.lists = { employees: [[people]], groups: [[groups.slice(1)]] }
    company.calls = 0
    await follow({ table: "groups", column: "id", values: ["g0"] })
    expect((await events()).sort()).toEqual([
      "employee:group_left 1",
      "employee:group_left 3",
      "record:deleted g0",
      "record:updated 1",
      "record:updated 3",
    ])
    // The group by id and singly; its members are in the mirror.
    expect(company.calls).toBe(2)
  })

  it("after an update of the mapping says why rows differ that nobody named, once", async () => {
    const { company, run, follow, account, changes } = await start()
    company.lists = { groups: [[rowsOf(1, 3)]] }
    await run(["groups"])
    company.version = "2"
    await follow({ table: "groups", column: "id", values: ["1"] })
    company.name = "new"
    await follow({ table: "company", column: "id", values: ["1"] })
    await run(["groups"])
    const { rows } = await changes.read(account.environmentId, { after: 0, limit: 100 })
    const told = rows.map(({ payload }) => [payload.record_id, payload.changed_fields, payload.cause])
    expect(told).toEqual([1, 2, 3].map((id) => [String(id), ["name", "version"], "mapping"]))
  })

  it("that a version of a contract is gone opens the one before it, although it names no person", async () => {
    const world = await start()
    const { company, run, follow } = world
    const first = version("1", "7", "2026-01-01")
    company.lists = { employments: [[[first, version("2", "7", "2027-01-01"), ...others]]] }
    await run(["employments"])
    expect(await readVersions(world)).toEqual(["1 2027-01-01", "2 null", "10 null"])
    company.lists = { employments: [[[first, ...others]]] }
    company.calls = 0
    await follow({ table: "employments", column: "id", values: ["2"] })
    expect((await readVersions(world)).slice(0, 2)).toEqual(["1 null", "10 null"])
    expect(company.calls).toBe(2)
  })

  it("of a person reads that person's rows only, and takes away those that are denied", async () => {
    const world = await start()
    const { company, run, follow } = world
    const second = version("2", "7", "2026-06-01")
    company.lists = { employments: [[[version("1", "7", "2026-01-01"), second, ...others]]] }
    await run(["employments"])
    company.lists = { employments: [[[second, version("3", "7", "2027-01-01"), ...others]]] }
    company.calls = 0
    await follow({ table: "employments", column: "employee_id", values: ["7"] })
    expect(await readVersions(world)).toEqual(["2 2027-01-01", "3 null", "10 null"])
    // Those of the person, and the missing one by its id.
    expect(company.calls).toBe(2)
  })

  it("is not believed when the row that a person's rows lack is there when it is asked for by id", async () => {
    const world = await start()
    const { company, run, follow } = world
    const [first, second] = [version("1", "7", "2026-01-01"), version("2", "7", "2027-01-01")]
    company.lists = { employments: [[[first, second, ...others]]] }
    await run(["employments"])
    // It belongs to somebody else now.
    company.lists = { employments: [[[first, { ...second, employee_id: "8" }, ...others]]] }
    await follow({ table: "employments", column: "employee_id", values: ["7"] })
    expect(await readVersions(world)).toEqual(["1 null", "2 null", "10 null"])
    expect((await world.events()).sort()).toEqual(["record:updated 1", "record:updated 2"])
  })

  it("of a row that is gone asks twice, where the list is the only way to ask", async () => {
    const { company, run, follow, ids } = await start()
    company.listOnly.add("groups")
    company.lists = { groups: [[rowsOf(1, 9)]] }
    await run(["groups"])
    company.lists = { groups: [[rowsOf(2, 9)]] }
    company.calls = 0
    await follow({ table: "groups", column: "id", values: ["1", "2"] })
    expect(await ids("groups")).toEqual(rowsOf(2, 9).map(({ id }) => `${id} old`))
    expect(company.calls).toBe(2)
  })

  it("of several rows follows those that answer, and is kept for the one that doesn't", async () => {
    const { company, run, follow, rows, events } = await start()
    company.lists = { groups: [[rowsOf(1, 3)]] }
    await run(["groups"])
    company.lists = { groups: [[rowsOf(1, 3, { title: "new" })]] }
    company.unanswered.add("2")
    const hint = { table: "groups", column: "id", values: ["1", "2", "3"] }
    const error = expect.objectContaining({ message: expect.stringContaining("no answer for 2") })
    expect(await follow(hint)).toEqual([{ hint, error }])
    expect((await rows("groups")).map(({ title }) => title)).toEqual(["new", undefined, "new"])
    expect(await events()).toEqual(["record:updated 1", "record:updated 3"])
  })

  it("of a row that nobody knew creates it and tells of it; followed again it changes nothing", async () => {
    const { company, run, follow, ids, events } = await start()
    company.lists = { groups: [[rowsOf(1, 3)]] }
    await run(["groups"])
    company.lists = { groups: [[rowsOf(1, 4)]] }
    for (let times = 0; times < 2; times++) await follow({ table: "groups", column: "id", values: ["4"] })
    expect(await ids("groups")).toEqual(["1 old", "2 old", "3 old", "4 old"])
    expect(await events()).toEqual(["record:created 4"])
  })

  it("of a table that was never read is followed by a run after it, and one of no table by nothing", async () => {
    const { company, follow, work, ids, lastRuns, events } = await start()
    company.lists = { groups: [[rowsOf(1, 3)]] }
    expect(await follow({ table: "unknown", column: "id", values: ["1"] })).toEqual([])
    expect(await lastRuns()).toEqual([])
    await follow({ table: "groups", column: "id", values: ["1"] })
    await follow({ table: "groups", column: "id", values: ["2"] })
    expect((await lastRuns()).map(({ trigger, status }) => [trigger, status])).toEqual([["hint", "queued"]])
    await work()
    expect([await ids("groups"), await events()]).toEqual([["1 old", "2 old", "3 old"], []])
  })
})

describeOnBoth("An answer to a write of ours", (openDb) => {
  const start = worldsOn(openDb)

  it("is in the copy at once, and in what shows it", async () => {
    const { company, run, sync, account, events, rows } = await start()
    company.lists = { employments: [[[version("1", "7", "2026-01-01")]]] }
    await run(["employments"])
    company.calls = 0
    await sync.takeWritten(account, {
      rows: [{ table: "employments", row: version("2", "7", "2027-01-01") }],
      touched: [],
    })
    expect((await rows("employments")).map(({ id, end_date }) => [id, end_date])).toEqual([
      ["1", "2027-01-01"],
      ["2", null],
    ])
    expect([(await events()).sort(), company.calls]).toEqual([["record:created 2", "record:updated 1"], 0])
  })

  it("waits for the run that reads its table for the first time", async () => {
    const { company, sync, account, rows, events } = await start()
    company.lists = { employments: [[[]]] }
    await sync.takeWritten(account, {
      rows: [{ table: "employments", row: version("2", "7", "2027-01-01") }],
      touched: [],
    })
    expect([await rows("employments"), await events()]).toEqual([[], []])
  })
})
