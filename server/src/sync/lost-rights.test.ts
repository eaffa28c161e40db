import { afterEach, beforeEach, expect, it } from "vitest"
import { describeOnBoth } from "../db/testing.js"
import { nameRecordEvents } from "./index.js"
import { startPeople } from "./testing/people.js"
import { type World, worldsOn } from "./testing.js"

let people: Awaited<ReturnType<typeof startPeople>>
beforeEach(async () => {
  people = await startPeople(3)
})
afterEach(() => people.close())

describeOnBoth("A right that is lost", (openDb) => {
  const starts = worldsOn(openDb)
  const start = async () => {
    const world = await starts({ hr: people.hr, nameEvents: nameRecordEvents })
    await world.run(["employees"])
    return world
  }
  /** Types of events, with the fields that have changed and those that are not known any more. */
  const told = async ({ changes, account }: World) => {
    const { rows } = await changes.read(account.environmentId, { after: 0, limit: 500 })
    const names = (value: unknown) => (Array.isArray(value) ? value.map(String).sort() : [])
    return rows.map(({ type, payload }) => [type, names(payload.changed_fields), names(payload.unknown_fields)])
  }

  it("to columns takes their fields away and is told once, as no change of anybody, and so when it is back", async () => {
    const world = await start()
    const { run, rows, forbidden } = world
    const before = await rows("employees")
    people.has.withheld.add("pay").add("status")
    for (let round = 0; round < 2; round++) {
      const { tables, progress } = await run(["employees"])
      expect([tables.people?.lacking_columns, tables.jobs?.lacking_columns]).toEqual([["pay", "status"], []])
      expect(progress.employees?.lacking_columns).toEqual(["people.pay", "people.status"])
      for (const row of await rows("employees")) {
        expect(Object.keys(row).sort()).toEqual(["custom_fields", "employments", "id", "job_title", "name"])
        expect(row.employments).toEqual([{ id: `j${row.id}`, effective_date: "2026-01-01" }])
      }
      expect([forbidden, await told(world)]).toEqual([["employees"], []])
    }
    people.has.withheld.clear()
    expect((await run(["employees"])).tables.people?.lacking_columns).toEqual([])
    expect([await rows("employees"), await told(world)]).toEqual([before, []])
  })

  it("hides a change until it is back, and is named beside other changes", async () => {
    const world = await start()
    const { run } = world
    const { has } = people
    has.withheld.add("pay").add("status")
    has.people[0] = { ...has.people[0], name: "Other", pay: 20, status: "inactive" }
    await run(["employees"])
    expect(await told(world)).toEqual([["record:updated", ["name"], ["employment_status", "employments"]]])
    has.withheld.clear()
    await run(["employees"])
    expect((await told(world)).slice(1)).toEqual([
      ["record:updated", ["employment_status", "employments"], []],
      ["employee:terminated", ["employment_status"], []],
      ["compensation:changed", ["employments"], []],
    ])
  })

  it("in one row is that row's", async () => {
    const world = await start()
    const { run, rows, forbidden } = world
    const { pay: _pay, ...withheld } = people.has.people[1] ?? {}
    people.has.people[1] = withheld
    await run(["employees"])
    const pays = (await rows("employees")).map(({ employments }) => JSON.stringify(employments).includes("pay_rate"))
    expect([pays, forbidden, await told(world)]).toEqual([[true, false, true], [], []])
  })

  it("to a list that rows show takes their fields away, and what changed meanwhile is told when it is back", async () => {
    const world = await start()
    const { run, rows, forbidden } = world
    people.has.refused.add("jobs")
    for (let round = 0; round < 2; round++) {
      expect((await run(["employees"])).tables.jobs?.status).toBe("skipped")
      expect(await rows("employees")).not.toContainEqual(expect.objectContaining({ job_title: expect.anything() }))
      expect([forbidden, await told(world)]).toEqual([["employees"], []])
    }
    people.has.refused.clear()
    people.has.jobs[0] = { ...people.has.jobs[0], title: "Chef" }
    await run(["employees"])
    expect(await told(world)).toEqual([
      ["record:updated", ["job_title"], []],
      ["employee:job_changed", ["job_title"], []],
    ])
  })

  it("is told once of a resource that loses several lists and columns at the same time", async () => {
    const { run, forbidden } = await start()
    people.has.refused.add("jobs").add("fields")
    people.has.withheld.add("pay")
    for (let round = 0; round < 2; round++) {
      expect((await run(["employees"])).tables.jobs?.status).toBe("skipped")
      expect(forbidden).toEqual(["employees"])
    }
  })

  it("is seen in the answer to a hint, and the schedule's next run reads every row", async () => {
    const world = await start()
    const { follow, runScheduled, rows } = world
    people.has.withheld.add("status")
    await follow({ table: "people", column: "id", values: ["1"] })
    const known = async () => (await rows("employees")).map((row) => row.employment_status)
    expect([await known(), await told(world)]).toEqual([[undefined, "active", "active"], []])
    expect((await runScheduled()).tables.people?.mode).toBe("full")
    expect([await known(), await told(world)]).toEqual([[undefined, undefined, undefined], []])
  })
})
