import type { Remote } from "@rollcall/connector-kit"
import { addDays } from "@rollcall/contract"
import fc from "fast-check"
import { expect, it } from "vitest"
import { readTime } from "../db/index.js"
import { describeOnBoth } from "../db/testing.js"
import { account, isList, readerOf, signer } from "../gateway/testing.js"
import { listUnified } from "../gateway/unified-list.js"
import { nameRecordEvents } from "./named-events/index.js"
import { employments, timeline } from "./testing/timeline.js"
import { type World, worldsOn } from "./testing.js"

type Tables = Record<"people" | "jobs" | "pay" | "statuses", Remote[]>

/** Others, so that one row that goes is not many. */
const CROWD = Array.from({ length: 10 }, (_, index) => String(index + 100))
const crowd = (columns: Remote) => CROWD.map((person) => ({ id: `${person}0`, person, day: "2019-01-01", ...columns }))
const tablesWith = (own: Partial<Tables>): Tables => ({
  people: [...(own.people ?? [{ id: "1", name: "Ana" }]), ...CROWD.map((id) => ({ id, name: id }))],
  jobs: [...(own.jobs ?? []), ...crowd({ title: "Cook" })],
  pay: [...(own.pay ?? []), ...crowd({ rate: 10 })],
  statuses: [...(own.statuses ?? []), ...crowd({ status: "Full-Time" })],
})
const row = (id: string, day: string, columns: Remote) => ({ id, person: "1", day, ...columns })

const HIRED = {
  jobs: [row("1", "2020-01-01", { title: "Baker" })],
  pay: [row("1", "2020-01-01", { rate: 50_000 })],
  statuses: [row("1", "2020-01-01", { status: "Full-Time" })],
}

async function begin(start: () => Promise<World>, own: Partial<Tables> = HIRED) {
  const world = await start()
  const { company, run } = world
  let today = (await readTime(world.db)).toISOString().slice(0, 10)
  company.nameEvents = (resource, before, after) => nameRecordEvents(resource, { before, after }, { today })
  const put = (next: Partial<Tables>) => {
    company.other = { connector: timeline, tables: tablesWith(next) }
  }
  put(own)
  const sync = () => run(["employees", "employments"])
  await sync()
  let seen = 0
  return {
    world,
    today,
    put,
    sync,
    /** What was told since the last time, besides that employees were updated. */
    async told() {
      const { rows } = await world.changes.read(world.account.environmentId, { after: seen, limit: 1_000 })
      seen = Math.max(seen, ...rows.map(({ sequence }) => sequence))
      return rows
        .filter(({ type, payload }) => type !== "record:updated" || payload.resource !== "hris/employees")
        .map(({ type, payload }) =>
          type.startsWith("record:")
            ? `${type} ${payload.record_id}`
            : `${type} ${payload.record_id} ${payload.effective_date}`,
        )
        .sort()
    },
    own: async () =>
      (await world.rows("employments"))
        .filter(({ employee }) => (employee as Remote).id === "1") // a reference
        .map(({ id, job_title, pay_rate }) => `${id} ${job_title} ${pay_rate}`)
        .sort(),
    async nextDay(days: number) {
      await world.pass(days * 86_400)
      today = addDays(today, days) ?? ""
      await sync()
    },
  }
}

describeOnBoth("Employments that are made of three tables", (openDb) => {
  const start = worldsOn(openDb)

  it("have one row for each day, with what is in force then", async () => {
    const { own, told } = await begin(start, {
      ...HIRED,
      pay: [...HIRED.pay, row("2", "2021-06-01", { rate: 60_000 })],
      jobs: [...HIRED.jobs, row("2", "2022-01-01", { title: "Chef" })],
      statuses: [
        ...HIRED.statuses,
        row("2", "2022-01-01", { status: "Part-Time" }),
        row("3", "2023-01-01", { status: "Full-Time" }),
      ],
    })
    expect(await own()).toEqual(["job-1 Baker 50000", "job-2 Chef 60000", "pay-2 Baker 60000", "status-3 Chef 60000"])
    expect(await told()).toEqual([])
  })

  it("tell a raise once, on the day from which it holds, also when it is ahead", async () => {
    const { put, sync, told, own, today, nextDay } = await begin(start)
    const ahead = addDays(today, 3) ?? ""
    put({ ...HIRED, pay: [...HIRED.pay, row("2", ahead, { rate: 60_000 })] })
    await sync()
    expect(await told()).toEqual([`compensation:changed 1 ${ahead}`, "record:created pay-2"])
    expect(await own()).toEqual(["job-1 Baker 50000", "pay-2 Baker 60000"])
    await sync()
    await nextDay(4)
    expect(await told()).toEqual([])
  })

  it("tell a new job on the day that it holds, and no pay with it that stays", async () => {
    const { put, sync, told, own, today, nextDay } = await begin(start)
    const ahead = addDays(today, 3) ?? ""
    put({ ...HIRED, jobs: [...HIRED.jobs, row("2", ahead, { title: "Chef" })] })
    await sync()
    expect(await told()).toEqual(["record:created job-2"])
    await nextDay(4)
    expect(await told()).toEqual([`employee:job_changed 1 ${ahead}`])
    expect(await own()).toEqual(["job-1 Baker 50000", "job-2 Chef 50000"])
  })

  it("have a raise of the same day in the row of the job, and tell both of them once", async () => {
    const { put, sync, told, own } = await begin(start)
    const promoted = {
      ...HIRED,
      jobs: [...HIRED.jobs, row("2", "2024-05-01", { title: "Chef" })],
      pay: [...HIRED.pay, row("2", "2024-05-01", { rate: 70_000 })],
    }
    put(promoted)
    await sync()
    const both = ["compensation:changed 1 2024-05-01", "employee:job_changed 1 2024-05-01", "record:created job-2"]
    expect(await told()).toEqual(both)
    expect(await own()).toEqual(["job-1 Baker 50000", "job-2 Chef 70000"])
    put({ ...promoted, pay: [...HIRED.pay, row("2", "2024-05-01", { rate: 75_000 })] })
    await sync()
    expect(await told()).toEqual(["compensation:changed 1 2024-05-01", "record:updated job-2"])
  })

  it("lose a row that is passed over from now on, and have it back, and pay that stays is told by neither", async () => {
    const { put, sync, told, own } = await begin(start)
    const raised = { ...HIRED, pay: [...HIRED.pay, row("2", "2024-05-01", { rate: 60_000 })] }
    put(raised)
    await sync()
    expect(await told()).toEqual(["compensation:changed 1 2024-05-01", "record:created pay-2"])
    put({ ...raised, jobs: [...HIRED.jobs, row("2", "2024-05-01", { title: "Chef" })] })
    await sync()
    expect(await told()).toEqual([
      ...["employee:job_changed 1 2024-05-01", "record:created job-2", "record:deleted pay-2"],
    ])
    expect(await own()).toEqual(["job-1 Baker 50000", "job-2 Chef 60000"])
    put(raised)
    await sync()
    const back = ["employee:job_changed 1 2020-01-01", "record:created pay-2", "record:deleted job-2"]
    expect(await told()).toEqual(back)
    expect(await own()).toEqual(["job-1 Baker 50000", "pay-2 Baker 60000"])
  })

  it("of somebody new tell that they were hired, and of somebody who leaves that it is over, once", async () => {
    const { put, sync, told } = await begin(start, { people: [] })
    put(HIRED)
    await sync()
    expect(await told()).toEqual(["employee:hired 1 null", "record:created 1", "record:created job-1"])
    const gone = { ...HIRED, statuses: [...HIRED.statuses, row("2", "2024-08-31", { status: "Terminated" })] }
    put(gone)
    await sync()
    await sync()
    expect(await told()).toEqual(["employee:terminated 1 2024-08-31", "record:created status-2"])
  })

  it("tell the same when a hint says which person it is", async () => {
    const { put, told, own, world } = await begin(start)
    put({
      ...HIRED,
      jobs: [...HIRED.jobs, row("2", "2024-05-01", { title: "Chef" })],
      pay: [...HIRED.pay, row("2", "2024-05-01", { rate: 70_000 }), row("3", "2024-07-01", { rate: 71_000 })],
    })
    for (const table of ["jobs", "pay", "statuses"]) await world.follow({ table, column: "person", values: ["1"] })
    expect((await told()).filter((one) => !one.startsWith("record:"))).toEqual([
      ...[
        "compensation:changed 1 2024-05-01",
        "compensation:changed 1 2024-07-01",
        "employee:job_changed 1 2024-05-01",
      ],
    ])
    expect(await own()).toEqual(["job-1 Baker 50000", "job-2 Chef 70000", "pay-3 Chef 71000"])
  })

  it("are there once while a table that decides is refused", async () => {
    const { world, put, sync, told, own } = await begin(start)
    const raised = { ...HIRED, pay: [...HIRED.pay, row("2", "2024-05-01", { rate: 60_000 })] }
    put(raised)
    world.company.refused.add("jobs")
    await sync()
    expect((await told()).filter((one) => one.startsWith("record:"))).toEqual(["record:created pay-2"])
    expect((await own()).map((one) => one.split(" ")[0])).toEqual(["job-1", "pay-2"])
    world.company.refused.clear()
    await sync()
    expect(await own()).toEqual(["job-1 Baker 50000", "pay-2 Baker 60000"])
    expect((await told()).filter((one) => /created|deleted|changed/.test(one))).toEqual([])
  })

  it("are the same rows in the copy as in the live list, whatever changes", async () => {
    const days = fc.constantFrom("2020-01-01", "2020-06-01", "2021-01-01", "2021-06-01")
    const rows = (columns: fc.Arbitrary<Remote>) =>
      fc
        .array(fc.tuple(fc.constantFrom("1", "2"), days, columns), { maxLength: 5 })
        .map((all) => all.map(([person, day, more], at): Remote => ({ id: String(at + 1), person, day, ...more })))
    const states = fc.array(
      fc.record({
        jobs: rows(fc.record({ title: fc.constantFrom("Baker", "Chef") })),
        pay: rows(fc.record({ rate: fc.constantFrom(1, 2, null) })),
        statuses: rows(fc.record({ status: fc.constantFrom("Full-Time", "Terminated") })),
        isHint: fc.boolean(),
      }),
      { minLength: 2, maxLength: 4 },
    )
    const people = [{ id: "1" }, { id: "2" }]
    await fc.assert(
      fc.asyncProperty(states, async ([first, ...rest]) => {
        const { world, put, sync } = await begin(start, { ...first, people })
        for (const { isHint, ...next } of rest) {
          put({ ...next, people })
          if (!isHint) await sync()
          for (const table of ["jobs", "pay", "statuses"])
            await world.follow({ table, column: "person", values: ["1", "2", ...CROWD] })
          expect(await syncedIn(world)).toEqual(await liveOf(tablesWith({ ...next, people })))
        }
      }),
      { numRuns: 6 },
    )
  }, 120_000)
})

const byId = (rows: readonly Remote[]) => rows.toSorted((a, b) => String(a.id).localeCompare(String(b.id)))
const syncedIn = async ({ rows }: World) => byId(await rows("employments"))

async function liveOf(tables: Tables) {
  const reader = readerOf({ lists: tables, maxPageSize: 10_000 })
  const query = { truto_ignore_limit: true, truto_ignore_remote_data: true }
  const call = { account, resource: "employments" as const, query, life: { signal: AbortSignal.timeout(10_000) } }
  const { body } = await listUnified({ call, reader, views: employments.views, signer })
  if (!isList(body)) throw new Error("no list")
  return byId(JSON.parse(JSON.stringify(body.result)))
}
