import { UpstreamError } from "@rollcall/connector-kit"
import { expect, it } from "vitest"
import { describeOnBoth } from "../db/testing.js"
import { listStates } from "../mirror/index.js"
import { rowsOf as rows, worldsOn } from "./testing.js"

describeOnBoth("A deletion", (openDb) => {
  const start = worldsOn(openDb)

  it("that is held waits while only changes are read, and for each of the run's tables", async () => {
    const { company, run, sync, account, work, ids, ended, lastRuns } = await start()
    const { environmentId } = account
    company.lists = { employments: [[rows(1, 20)]], groups: [[rows(1, 20)]] }
    company.tellsChanges.add("employments")
    await run(["employments", "groups"])
    company.lists = { employments: [[rows(1, 10)]], groups: [[rows(1, 10)]] }
    const held = await run(["employments", "groups"])
    expect(held).toMatchObject({ status: "held", progress: { employments: { status: "held", deleted: 0 } } })
    expect(held.error).toContain("10 of 20 rows would be deleted")
    expect(ended.at(-1)).toBe("held")

    await sync.startDue()
    await work()
    expect((await lastRuns())[0]?.tables).toMatchObject({
      employments: { mode: "incremental", status: "done" },
      groups: { mode: "full", status: "held" },
    })
    expect(await sync.get(environmentId, held.id)).toMatchObject({
      status: "held",
      tables: { employments: { status: "held" }, groups: { status: "failed" } },
      progress: { employments: { status: "held" }, groups: { status: "failed" } },
    })
    await sync.confirm(environmentId, held.id)
    await work()
    expect([(await ids("employments")).length, (await ids("groups")).length]).toEqual([10, 20])
    await run(["employments"])
    await expect(sync.confirm(environmentId, held.id)).rejects.toMatchObject({ code: "resource.conflict" })
  })

  it("that was confirmed takes what is missing still, and tells of it", async () => {
    const { company, run, sync, account, work, ids, events } = await start()
    company.lists = { groups: [[rows(1, 20)]] }
    await run(["groups"])
    company.lists = { groups: [[rows(1, 10)]] }
    const held = await run(["groups"])
    // One of them is there again.
    company.lists = { groups: [[rows(1, 11)]] }
    await sync.confirm(account.environmentId, held.id)
    await work()
    expect(await sync.get(account.environmentId, held.id)).toMatchObject({
      status: "completed",
      progress: { groups: { status: "done", deleted: 9 } },
    })
    expect((await ids("groups")).length).toBe(11)
    expect(await events()).toEqual(rows(12, 20).map(({ id }) => `record:deleted ${id}`))
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

  it("of a list that came back empty is held, whatever is missing from the resource's other one", async () => {
    const { company, run, ids } = await start()
    const [salaries, elements] = [rows(1000, 1999), rows(5000, 5049)]
    company.lists = { employee_compensations: [[salaries], [elements]] }
    company.listOnly.add("employee_compensations")
    await run(["employee_compensations"])
    company.lists = { employee_compensations: [[salaries.slice(30)], [[]]] }
    for (let round = 0; round < 3; round++) await run(["employee_compensations"])
    expect((await ids("employee_compensations")).filter((id) => id.startsWith("5")).length).toBe(50)
  })

  it("of a row from before there was a mirror is told, whatever is made before it", async () => {
    const { db, account, company, run, ids, events } = await start()
    company.lists = { employees: [[rows(1, 9)]], groups: [[rows(1, 9)]] }
    await run(["employees", "groups"])
    for (const table of ["mirror_row", "mirror_key", "mirror_table", "mirror_touched", "mirror_view"] as const)
      await db.deleteFrom(table).where("account_id", "=", account.id).execute()
    company.lists = { employees: [[rows(1, 9)]], groups: [[rows(1, 8)]] }
    await run(["employees", "groups"])
    expect((await ids("groups")).length).toBe(8)
    expect(await events()).toEqual(["record:deleted 9"])
  })

  it("by hints is not larger than a person would have to be asked for", async () => {
    const { company, run, follow, ids } = await start()
    company.lists = { groups: [[rows(1, 20)]] }
    await run(["groups"])
    company.lists = { groups: [[rows(11, 20)]] }
    const named = rows(1, 20).map(({ id }) => String(id))
    await follow({ table: "groups", column: "id", values: named })
    expect((await ids("groups")).length).toBe(20)
    expect(await run(["groups"])).toMatchObject({ status: "held" })
    await follow({ table: "groups", column: "id", values: named.slice(0, 3) })
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

describeOnBoth("Nothing is taken as deleted", (openDb) => {
  const start = worldsOn(openDb)
  const names = (from: number, to: number) => rows(from, to).map(({ id }) => `${id} old`)

  it.each([
    ["a revoked permission", { verdict: "skip", status: 403 }, "skipped", "forbidden"],
    ["a resource that is not there any more", { verdict: "skip", status: 404 }, "skipped", "forbidden"],
    ["a call that is wrong", { verdict: "stop", status: 400 }, "failed", "failed"],
  ] as const)("for %s, however often it is met", async (_what, details, status, result) => {
    const { company, run, ids, events, records, place } = await start()
    company.lists = { groups: [[rows(1, 20), rows(21, 30)]] }
    await run(["groups"])
    company.onPage = async () => {
      throw new UpstreamError("no", details)
    }
    for (let round = 0; round < 3; round++) {
      expect((await run(["groups"])).progress.groups).toMatchObject({ status, deleted: 0 })
    }
    expect(await ids("groups")).toEqual(names(1, 30))
    expect(await events()).toEqual([])
    expect(await records.freshness(place("groups"))).toMatchObject({ lastAttempt: { result } })
  })

  it.each([
    ["is empty and has many rows", 30],
    ["is empty and has a few rows only", 3],
  ])("by a list that suddenly %s", async (_what, count) => {
    const { company, run, ids, events } = await start()
    company.lists = { groups: [[rows(1, count)]] }
    await run(["groups"])
    company.lists = { groups: [[[]]] }
    company.hidden = { groups: rows(1, count) }
    for (let round = 0; round < 3; round++) expect((await run(["groups"])).progress.groups?.deleted).toBe(0)
    expect(await ids("groups")).toEqual(names(1, count))
    expect(await events()).toEqual([])
  })

  it.each([
    ["an error", { verdict: "retry", status: 500 }],
    ["an answer that breaks off", { verdict: "retry", reason: "connection" }],
    ["an answer that is no list", { verdict: "retry", reason: "malformed" }],
    ["a silence", { verdict: "retry", reason: "timeout" }],
  ] as const)("by %s in the middle of a scan, whether it passes or stays", async (_what, details) => {
    const { company, run, work, pass, ids, events, sync, account } = await start()
    company.lists = { timeoff_requests: [[rows(1, 20), rows(21, 40)]] }
    company.listOnly.add("timeoff_requests")
    await run(["timeoff_requests"])
    let [asked, troubles] = [0, 4]
    company.onPage = async (_table, page) => {
      if (page === 1 && ++asked <= troubles) throw new UpstreamError("trouble", details)
    }
    const scan = async () => {
      asked = 0
      const { id } = await run(["timeoff_requests"])
      // What is tried again waits 2, 4, 8 and 16 seconds.
      for (let time = 0; time < 4; time++) await pass(20).then(work)
      return (await sync.get(account.environmentId, id))?.progress.timeoff_requests
    }
    expect(await scan()).toMatchObject({ status: "done", deleted: 0, rows: 40 })
    troubles = 99
    for (let round = 0; round < 2; round++) {
      expect(await scan()).toMatchObject({ status: "failed", error: "trouble", deleted: 0 })
      expect(asked).toBe(5)
    }
    company.onPage = async () => {}
    expect(await scan()).toMatchObject({ status: "done", deleted: 0, rows: 40 })
    expect(await ids("timeoff_requests")).toEqual(names(1, 40))
    expect(await events()).toEqual([])
  })

  it("by an empty page in the middle of a scan", async () => {
    const { company, run, ids, events } = await start()
    company.lists = { timeoff_requests: [[rows(1, 20), rows(21, 22), rows(23, 40)]] }
    company.listOnly.add("timeoff_requests")
    company.totals = { timeoff_requests: 40 }
    await run(["timeoff_requests"])
    company.lists = { timeoff_requests: [[rows(1, 20), [], rows(23, 40)]] }
    const { progress } = await run(["timeoff_requests"])
    expect(progress.timeoff_requests).toMatchObject({
      status: "done",
      deleted: 0,
      error: expect.stringContaining("40"),
    })
    expect(await ids("timeoff_requests")).toEqual(names(1, 40))
    expect(await events()).toEqual([])
  })

  it.each([["groups"], ["timeoff_requests"]] as const)(
    "by scans of %s that say one row twice and leave another out, with the right count",
    async (resource) => {
      const { company, run, ids, records, place } = await start()
      company.listOnly.add("timeoff_requests")
      company.lists = { [resource]: [[rows(1, 10)]] }
      company.totals = { [resource]: 10 }
      await run([resource])
      company.lists = { [resource]: [[[...rows(1, 4), ...rows(1, 1), ...rows(6, 10)]]] }
      for (let round = 0; round < 3; round++) {
        const { status, progress } = await run([resource])
        expect([status, progress[resource]?.error]).toEqual(["completed", expect.stringContaining("a row twice")])
      }
      expect(await ids(resource)).toEqual(names(1, 10))
      expect(await records.freshness(place(resource))).toMatchObject({ lastAttempt: { result: "incomplete" } })
    },
  )

  it("of rows that every scan leaves out and that are there when they are asked for by id", async () => {
    const { company, run, ids, events } = await start()
    company.listOnly.add("timeoff_requests")
    company.lists = { timeoff_requests: [[rows(1, 200)]], groups: [[rows(1, 10)]] }
    await run(["timeoff_requests", "groups"])
    company.lists = { timeoff_requests: [[rows(31, 200)]], groups: [[rows(2, 10)]] }
    company.hidden = { timeoff_requests: rows(1, 30), groups: [{ id: "1", employment_status: "inactive" }] }
    for (let round = 0; round < 3; round++) await run(["timeoff_requests", "groups"])
    expect((await ids("timeoff_requests")).length).toBe(200)
    expect(await ids("groups")).toEqual(names(1, 10))
    // What the list hides is brought up to date all the same.
    expect(await events()).toEqual(["record:updated 1"])
  })

  it.each([400, 412, 500])(
    "for a single read that answers %s; the other rows go and the resource is done",
    async (status) => {
      const { company, run, ids } = await start()
      company.lists = { groups: [[rows(1, 20)]] }
      await run(["groups"])
      company.lists = { groups: [[rows(3, 20)]] }
      company.onAsk = async (_table, asked) => {
        const verdict = status === 500 ? "retry" : "stop"
        if (asked.includes("1")) throw new UpstreamError("odd", { verdict, reason: "answer", status })
      }
      for (let round = 0; round < 3; round++) {
        const { progress } = await run(["groups"])
        expect(progress.groups).toMatchObject({ status: "done", error: expect.stringContaining("stay: 1") })
      }
      expect(await ids("groups")).toEqual(["1 old", ...names(3, 20)])
    },
  )

  it("of a list whose total never fits; it is readable and fresh, and says that deletions are off", async () => {
    const { company, run, ids, records, place, db } = await start()
    const readAsOf = async () => (await listStates(db, place("groups"))).get("groups")?.asOf
    company.lists = { groups: [[rows(1, 5)]] }
    company.totals = { groups: 6 }
    const told = { status: "done", error: expect.stringContaining("says that it has 6 rows and gives 5") }
    expect((await run(["groups"])).progress.groups).toMatchObject(told)
    const first = await records.freshness(place("groups"))
    expect(first).toMatchObject({ firstSyncedAt: expect.any(Date), lastAttempt: { result: "incomplete" } })
    company.lists = { groups: [[rows(1, 6)]] }
    company.totals = { groups: 7 }
    await run(["groups"])
    const second = await records.freshness(place("groups"))
    expect(second?.dataAsOf?.getTime()).toBeGreaterThan(first?.dataAsOf?.getTime() ?? 0)
    const asOf = await readAsOf()
    company.lists = { groups: [[rows(2, 6)]] }
    company.totals = { groups: 6 }
    for (let round = 0; round < 3; round++) await run(["groups"])
    expect(await ids("groups")).toEqual(names(1, 6))
    // A known row is missing: the copy is not said to be any fresher than its table was then.
    expect(await readAsOf()).toEqual(asOf)
    expect((await records.freshness(place("groups")))?.dataAsOf?.getTime()).toBeLessThanOrEqual(asOf?.getTime() ?? 0)
  })

  it("by a list that leads in a circle, which ends", async () => {
    const { company, run, ids } = await start()
    company.lists = { groups: [[rows(1, 2), rows(3, 4), rows(5, 6)]] }
    await run(["groups"])
    company.circles.add("groups")
    const { progress } = await run(["groups"])
    expect(progress.groups).toMatchObject({
      status: "failed",
      error: expect.stringContaining("does not end"),
      deleted: 0,
    })
    expect((await ids("groups")).length).toBe(6)
  })
})

describeOnBoth("A row that can't be mapped", (openDb) => {
  const start = worldsOn(openDb)
  it("does not look fresh, and the first answer does not wait for it", async () => {
    const { company, run, records, place, ids } = await start()
    company.lists = { groups: [[[...rows(1, 3), { id: "4", is_odd: true }]]] }
    const { status, progress } = await run(["groups"])
    expect([status, progress.groups?.skipped_rows]).toEqual(["completed", [{ id: "4", message: "odd" }]])
    const first = await records.freshness(place("groups"))
    expect(first).toMatchObject({ firstSyncedAt: expect.any(Date), lastAttempt: { result: "incomplete" } })
    expect(await ids("groups")).toEqual(["1 old", "2 old", "3 old"])
    const again = await run(["groups"])
    expect(again.progress.groups).toMatchObject({ skipped: 1, skipped_rows: [{ id: "4", message: "odd" }] })
    expect((await records.freshness(place("groups")))?.lastAttempt).toMatchObject({ result: "incomplete" })
    expect((await records.freshness(place("groups")))?.dataAsOf).toEqual(first?.dataAsOf)
    company.lists = { groups: [[rows(1, 4)]] }
    await run(["groups"])
    const last = await records.freshness(place("groups"))
    expect(last?.lastAttempt).toMatchObject({ result: "completed", error: null })
    expect(last?.dataAsOf?.getTime()).toBeGreaterThan(first?.dataAsOf?.getTime() ?? 0)
    expect(await ids("groups")).toEqual(["1 old", "2 old", "3 old", "4 old"])
  })

  it("keeps the record that it had", async () => {
    const { company, run, rows: rowsOfResource, events, records, place } = await start()
    company.lists = { groups: [[rows(1, 3)]] }
    await run(["groups"])
    const fresh = await records.freshness(place("groups"))
    company.lists = { groups: [[[{ id: "1", title: "new", is_odd: true }, ...rows(2, 3)]]] }
    for (let round = 0; round < 2; round++) await run(["groups"])
    expect((await rowsOfResource("groups")).map(({ title }) => title)).toEqual([undefined, undefined, undefined])
    expect(await events()).toEqual([])
    expect((await records.freshness(place("groups")))?.dataAsOf).toEqual(fresh?.dataAsOf)
  })
})
