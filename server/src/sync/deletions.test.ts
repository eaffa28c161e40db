import { expect, it } from "vitest"
import { describeOnBoth } from "../db/testing.js"
import { row, worldsOn } from "./testing.js"

const rows = (from: number, to: number, source = 0) =>
  Array.from({ length: to - from + 1 }, (_, index) => row(String(from + index), "", source))

describeOnBoth("A deletion", (openDb) => {
  const start = worldsOn(openDb)

  it("that is held waits while only changes are read, and for each of the run's resources", async () => {
    const { company, run, sync, account, work, ids } = await start()
    const { environmentId } = account
    company.lists = { employments: [[rows(1, 20)]], groups: [[rows(1, 20)]] }
    company.tellsChanges.add("employments")
    await run(["employments", "groups"])
    company.lists = { employments: [[rows(1, 10)]], groups: [[rows(1, 10)]] }
    const held = await run(["employments", "groups"])
    expect(held.status).toBe("held")

    await sync.readAgain({ account, resource: "employments", by: "employee_id", ids: ["1"] })
    await work()
    expect(await sync.get(environmentId, held.id)).toMatchObject({ status: "held" })

    const again = await run(["groups"])
    expect(again.status).toBe("held")
    expect(await sync.get(environmentId, held.id)).toMatchObject({
      status: "held",
      progress: { employments: { status: "held" }, groups: { status: "failed" } },
    })
    await sync.confirm(environmentId, held.id)
    await work()
    expect([(await ids("employments")).length, (await ids("groups")).length]).toEqual([10, 20])
    await run(["employments"])
    await expect(sync.confirm(environmentId, held.id)).rejects.toMatchObject({ code: "conflict" })
  })

  it("of a large part is held, be it few rows, when no single read can confirm it", async () => {
    const { company, run, ids } = await start()
    company.lists = { timeoff_requests: [[rows(1, 4)]], groups: [[rows(1, 4)]] }
    company.listOnly.add("timeoff_requests")
    await run(["timeoff_requests", "groups"])
    company.lists = { timeoff_requests: [[rows(1, 2)]], groups: [[rows(1, 2)]] }
    for (let round = 0; round < 3; round++) await run(["timeoff_requests", "groups"])
    expect([(await ids("timeoff_requests")).length, (await ids("groups")).length]).toEqual([4, 2])
  })

  it("of a list that came back empty is held, whatever is missing from the resource's other list", async () => {
    const { company, run, ids } = await start()
    const [salaries, elements] = [rows(1000, 1999), rows(5000, 5049, 1)]
    company.lists = { employee_compensations: [[salaries], [elements]] }
    company.listOnly.add("employee_compensations")
    await run(["employee_compensations"])
    company.lists = { employee_compensations: [[salaries.slice(30)], [[]]] }
    for (let round = 0; round < 3; round++) await run(["employee_compensations"])
    expect((await ids("employee_compensations")).filter((id) => id.startsWith("5")).length).toBe(50)
  })

  it("by hints is not larger than a person would have to be asked for", async () => {
    const { company, run, sync, account, ids } = await start()
    company.lists = { groups: [[rows(1, 20)]] }
    await run(["groups"])
    company.lists = { groups: [[rows(11, 20)]] }
    const named = rows(1, 20).map(({ id }) => id)
    await sync.readAgain({ account, resource: "groups", by: "id", ids: named })
    expect((await ids("groups")).length).toBe(20)
    expect(await run(["groups"])).toMatchObject({ status: "held" })
    await sync.readAgain({ account, resource: "groups", by: "id", ids: named.slice(0, 3) })
    expect((await ids("groups")).length).toBe(17)
  })

  it("is not helped along by a scan that met the row", async () => {
    const { company, run, ids } = await start()
    const all = rows(1, 20)
    company.listOnly.add("timeoff_requests")
    const scan = async (list: typeof all) => {
      company.lists = { timeoff_requests: [[list]] }
      await run(["timeoff_requests"])
    }
    await scan(all)
    for (const list of [all.slice(1), all, all.slice(1)]) await scan(list)
    expect((await ids("timeoff_requests")).length).toBe(20)
    await scan(all.slice(1))
    expect((await ids("timeoff_requests")).length).toBe(19)
  })
})
