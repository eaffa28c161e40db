import { UpstreamError } from "@rollcall/connector-kit"
import { expect, it } from "vitest"
import { describeOnBoth } from "../db/testing.js"
import { nameEvents } from "./name-events.js"
import { row, rowOf, type World, worldsOn } from "./testing.js"

const person = (id: string, groups: string[]) =>
  rowOf(
    { id, employment_status: "active", groups: groups.map((group) => ({ id: group, name: group })) },
    { keys: { "groups[id]": groups } },
  )
const version = (id: string, employee: string, end: string | null) =>
  rowOf({ id, employee: { id: employee }, end_date: end }, { keys: { employee_id: [employee] } })

describeOnBoth("A hint", (openDb) => {
  const start = worldsOn(openDb)
  const readRows = async ({ records, account }: World, resource: "employments" | "groups") => {
    const place = { environmentId: account.environmentId, accountId: account.id, resource }
    return (await records.list(place, { limit: 99 })).map(({ id, row: { end_date } }) => `${id} ${end_date}`)
  }

  it("that a group is gone lets its members leave at once, although it names none of them", async () => {
    const { company, run, sync, account, events } = await start()
    company.nameEvents = (resource, before, after) => nameEvents(resource, { before, after }, { today: "2026-11-23" })
    const groups = Array.from({ length: 10 }, (_, index) => row(`g${index}`))
    company.lists = {
      employees: [[[person("1", ["g0", "g1"]), person("2", ["g1"]), person("3", ["g0"])]]],
      groups: [[groups]],
    }
    await run(["employees", "groups"])
    company.lists = {
      employees: [[[person("1", ["g1"]), person("2", ["g1"]), person("3", [])]]],
      groups: [[groups.slice(1)]],
    }
    await sync.readAgain({ account, resource: "groups", by: "id", ids: ["g0"] })
    expect(await events()).toEqual([
      "record:deleted g0",
      "record:updated 1",
      "employee:group_left 1",
      "record:updated 3",
      "employee:group_left 3",
    ])
  })

  it("that a version of a contract is gone opens the one before it, although it names no person", async () => {
    const world = await start()
    const { company, run, sync, account } = world
    company.asksPeople.add("employments")
    const others = Array.from({ length: 8 }, (_, index) => version(`${index + 10}`, "9", null))
    company.lists = { employments: [[[version("1", "7", "2026-12-31"), version("2", "7", null), ...others]]] }
    await run(["employments"])
    company.lists = { employments: [[[version("1", "7", null), ...others]]] }
    company.calls = 0
    await sync.readAgain({ account, resource: "employments", by: "id", ids: ["2"] })
    expect((await readRows(world, "employments")).slice(0, 2)).toEqual(["1 null", "10 null"])
    // The row by id and singly, and the person's versions.
    expect(company.calls).toBe(3)
  })

  it("of a person reads that person's rows only, and takes away those that are denied", async () => {
    const world = await start()
    const { company, run, sync, account } = world
    company.asksPeople.add("employments")
    const others = Array.from({ length: 8 }, (_, index) => version(`${index + 10}`, "9", null))
    company.lists = { employments: [[[version("1", "7", null), version("2", "7", null), ...others]]] }
    await run(["employments"])
    company.lists = { employments: [[[version("2", "7", "2026-12-31"), version("3", "7", null), ...others]]] }
    await sync.readAgain({ account, resource: "employments", by: "employee_id", ids: ["7"] })
    expect((await readRows(world, "employments")).slice(0, 3)).toEqual(["2 2026-12-31", "3 null", "10 null"])
  })

  it("of several rows follows those that answer, and is kept for the one that doesn't", async () => {
    const world = await start()
    const { company, run, sync, account, ids } = world
    company.lists = { groups: [[[row("1"), row("2"), row("3")]]] }
    await run(["groups"])
    company.name = "new"
    company.onAsk = async (_resource, asked) => {
      if (asked.includes("2")) throw new UpstreamError("odd", { verdict: "stop", reason: "answer", status: 400 })
    }
    const asked = sync.readAgain({ account, resource: "groups", by: "id", ids: ["1", "2", "3"] })
    await expect(asked).rejects.toThrow("no answer for 2")
    expect(await ids("groups")).toEqual(["1 new", "2 old", "3 new"])
  })
})
