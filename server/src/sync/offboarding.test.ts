import { UpstreamError } from "@rollcall/connector-kit"
import { expect, it } from "vitest"
import { describeOnBoth } from "../db/testing.js"
import { nameRecordEvents } from "./named-events/index.js"
import { type World, worldsOn } from "./testing.js"

describeOnBoth("Someone who leaves is told as terminated", (openDb) => {
  const start = worldsOn(openDb)
  const begin = async () => {
    const world = await start()
    world.company.nameEvents = (resource, before, after) =>
      nameRecordEvents(resource, { before, after }, { today: "2026-11-23" })
    return world
  }
  const people = ({ company }: World, ...rows: object[]) => {
    company.lists = { employees: [rows.map((row, index) => [{ id: String(index + 1), ...row }])] }
  }
  const named = async ({ events }: World) => (await events()).filter((one) => one.startsWith("employee:"))
  const ACTIVE = { employment_status: "active" }
  const GONE = { employment_status: "inactive" }

  it("once anybody could know that they were there, which is when the first sync came to its end", async () => {
    const world = await begin()
    const { company, run, ids } = world
    people(world, ACTIVE, ACTIVE, ACTIVE)
    company.onPage = async (_table, page) => {
      if (page === 1) throw new UpstreamError("no", { verdict: "stop", reason: "answer", status: 400 })
    }
    await run(["employees"])
    expect(await ids("employees")).toEqual([])
    company.onPage = async () => {}
    people(world, GONE, ACTIVE, ACTIVE)
    await run(["employees"])
    expect(await named(world)).toEqual([])
    people(world, GONE, GONE, ACTIVE)
    company.onPage = async (_table, page) => {
      if (page === 2) throw new UpstreamError("no", { verdict: "stop", reason: "answer", status: 400 })
    }
    // Of a later run what was read is told, although it has not come to its end.
    await run(["employees"])
    expect(await named(world)).toEqual(["employee:terminated 2"])
  })

  it("although the state could not be read for a while; and only once, whatever could not be read afterwards", async () => {
    const world = await begin()
    const { run } = world
    for (const row of [ACTIVE, {}, GONE, {}, { job_title: "x" }, GONE]) {
      people(world, row)
      await run(["employees"])
    }
    expect(await named(world)).toEqual(["employee:terminated 1"])
  })

  it("by being taken away, and by nothing when the state before was the end already", async () => {
    const world = await begin()
    const { company, run } = world
    const rest = Array.from({ length: 8 }, () => ACTIVE)
    people(world, ACTIVE, GONE, GONE, ...rest)
    await run(["employees"])
    people(world, ACTIVE, {}, GONE, ...rest)
    await run(["employees"])
    company.lists = { employees: [(company.lists.employees?.[0] ?? []).slice(3)] }
    await run(["employees"])
    expect(await named(world)).toEqual(["employee:terminated 1"])
  })
})
