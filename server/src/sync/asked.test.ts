import { afterEach, beforeEach, expect, it } from "vitest"
import { describeOnBoth } from "../db/testing.js"
import { startPeople } from "./testing/people.js"
import { worldsOn } from "./testing.js"

let people: Awaited<ReturnType<typeof startPeople>>
beforeEach(async () => {
  people = await startPeople(3)
})
afterEach(() => people.close())

describeOnBoth("A list that is asked for by what stands in another one", (openDb) => {
  const start = worldsOn(openDb)

  it("is asked for after that one was read, and whole when there is more to ask for", async () => {
    const { has, takeCalls, hr } = people
    const { run, runScheduled, rows } = await start({ hr })
    const custom = async () => (await rows("employees")).map(({ custom_fields }) => custom_fields)
    await run(["employees"])
    const calls = takeCalls()
    expect(calls.toSorted()).toEqual(["fields", "jobs", "people?fields=id,name,pay,status"])
    expect(calls.indexOf("fields")).toBeLessThan(calls.findIndex((call) => call.startsWith("people")))
    expect(await custom()).toEqual([{}, {}, {}])
    has.fields = [{ id: 1, alias: "shoe" }]
    expect((await runScheduled()).tables.people?.mode).toBe("full")
    expect(takeCalls()).toContain("people?fields=id,name,pay,status,shoe")
    expect(await custom()).toEqual([{ shoe: "42" }, { shoe: "42" }, { shoe: "42" }])
  })

  it("is asked for what is left when that one is refused", async () => {
    const { has, takeCalls, hr } = people
    has.fields = [{ id: 1, alias: "shoe" }]
    const { run } = await start({ hr })
    await run(["employees"])
    has.refused.add("fields")
    takeCalls()
    const { tables } = await run(["employees"])
    expect([tables.fields?.status, tables.people?.status]).toEqual(["skipped", "done"])
    expect(takeCalls()).toContain("people?fields=id,name,pay,status")
  })

  it("is asked for by a hint with what the copy has, without reading it again", async () => {
    const { has, takeCalls, hr } = people
    has.fields = [{ id: 1, alias: "shoe" }]
    const { run, follow, rows } = await start({ hr })
    await run(["employees"])
    takeCalls()
    has.people[0] = { ...has.people[0], shoe: "43" }
    expect(await follow({ table: "people", column: "id", values: ["1"] })).toEqual([])
    expect(takeCalls()).toEqual(["people?fields=id,name,pay,status,shoe&ids=1"])
    expect((await rows("employees"))[0]).toMatchObject({ custom_fields: { shoe: "43" } })
  })
})
