import { sql } from "kysely"
import { afterEach, expect, it } from "vitest"
import { describeOnBoth } from "../db/testing.js"
import { listStates } from "../mirror/index.js"
import { startPeople } from "./testing/people.js"
import { type World, worldsOn } from "./testing.js"

type People = Awaited<ReturnType<typeof startPeople>>
const opened: People[] = []
afterEach(async () => {
  for (const people of opened.splice(0)) await people.close()
})

const LATEST = "2026-11-20T10:00:00.000Z"

describeOnBoth("Where a feed tells whose rows have changed", (openDb) => {
  const starts = worldsOn(openDb)
  const start = async (count: number) => {
    const people = await startPeople(count)
    opened.push(people)
    const world = await starts({ hr: people.hr })
    await world.run(["employees"])
    people.takeCalls()
    return { ...people, world, ...world }
  }
  const stateOf = async ({ db, account }: World, table: string) =>
    (await listStates(db, { environmentId: account.environmentId, accountId: account.id })).get(table)
  const titles = async ({ rows }: World) => (await rows("employees")).map((row) => `${row.id} ${row.job_title}`)
  /** Without moments. */
  const kinds = (calls: readonly string[]) => calls.map((call) => call.replace(/since=.*/, "since")).sort()

  it("a run without news asks it once for all tables, from where it ended the last time", async () => {
    const { has, takeCalls, world, runScheduled } = await start(3)
    has.feed = { ids: [], latest: LATEST }
    const first = await stateOf(world, "people")
    const run = await runScheduled()
    const [asked = "", ...others] = takeCalls().filter((call) => call !== "fields")
    expect(others).toEqual([])
    const since = new Date(asked.replace("changed?since=", "")).getTime()
    // Ten minutes before the full reads of the two tables began.
    const begun = [first, await stateOf(world, "jobs")].map((state) => state?.fullAsOf?.getTime() ?? 0)
    expect(since).toBe(Math.min(...begun) - 600_000)
    expect([run.tables.people, run.tables.jobs]).toMatchObject([
      { status: "done", mode: "incremental", rows: 0 },
      { status: "done", mode: "incremental", rows: 0 },
    ])
    await runScheduled()
    expect(takeCalls().sort()).toEqual([`changed?since=${LATEST}`, "fields"])
  })

  it.each(["2999-01-01T00:00:00.000Z", "+012026-11-20T10:00:00.000Z", "nothing"])(
    "a place of %s in it is not believed: the next run asks from before this one",
    async (latest) => {
      const { has, takeCalls, world, runScheduled } = await start(3)
      has.feed = { ids: [], latest }
      await runScheduled()
      const asOf = (await stateOf(world, "people"))?.asOf?.getTime() ?? 0
      takeCalls()
      await runScheduled()
      const [asked = ""] = takeCalls().filter((call) => call !== "fields")
      expect(new Date(asked.replace("changed?since=", "")).getTime()).toBeLessThan(asOf)
    },
  )

  it("only these rows are read, and what came, changed or went of them is taken over", async () => {
    const { has, takeCalls, world, runScheduled, events } = await start(40)
    has.feed = { ids: ["2", "3", "39", "41"], latest: LATEST }
    has.people = [...has.people.filter(({ id }) => id !== "3"), { id: "41", name: "P41" }]
    has.jobs = has.jobs.filter(({ person_id }) => person_id !== "2" && person_id !== "3")
    has.jobs.push({ id: "j39b", person_id: "39", title: "Tutor" })
    const { tables } = await runScheduled()
    expect(kinds(takeCalls())).toEqual([
      "changed?since",
      "fields",
      // What an answer leaves out is asked for once more.
      "people/2/jobs",
      "people/2/jobs",
      "people/3/jobs",
      "people/3/jobs",
      "people/39/jobs",
      "people/41/jobs",
      "people?fields=id,name,pay,status&ids=2&ids=3&ids=39&ids=41",
      "people?fields=id,name,pay,status&ids=3",
    ])
    expect(tables.people).toMatchObject({ mode: "incremental", rows: 3, created: 1, updated: 0, deleted: 1 })
    expect(tables.jobs).toMatchObject({ mode: "incremental", created: 1, deleted: 2 })
    const found = await titles(world)
    expect(found.filter((one) => !one.endsWith("Cook"))).toEqual(["2 null", "39 Tutor", "41 null"])
    expect(found).toHaveLength(40)
    expect((await events()).sort()).toEqual([
      "record:created 41",
      "record:deleted 3",
      "record:updated 2",
      "record:updated 39",
    ])
  })

  it.each([
    ["too many values", { ids: Array.from({ length: 20 }, (_, index) => String(index)) }],
    ["what can't be read", "maintenance"],
  ])("%s are a reason to read all of it", async (_what, feed) => {
    const { has, takeCalls, runScheduled } = await start(40)
    has.feed = feed
    expect((await runScheduled()).tables).toMatchObject({ people: { mode: "full" }, jobs: { mode: "full" } })
    expect(kinds(takeCalls())).toEqual(["changed?since", "fields", "jobs", "people?fields=id,name,pay,status"])
  })

  it("a feed, or rows of its values, that are refused say nothing of the list: all of it is read", async () => {
    const { has, runScheduled, forbidden, world } = await start(3)
    has.refused.add("changed")
    expect((await runScheduled()).tables).toMatchObject({ people: { mode: "full" }, jobs: { mode: "full" } })
    has.refused.clear()
    has.feed = { ids: ["2"] }
    has.refused.add("people/2/jobs")
    const { tables } = await runScheduled()
    expect(tables).toMatchObject({ people: { mode: "incremental" }, jobs: { mode: "full", status: "done" } })
    expect([forbidden, await titles(world)]).toEqual([[], ["1 Cook", "2 Cook", "3 Cook"]])
  })

  it("rows that are gone in a mass wait for a complete read, and for a person", async () => {
    const { has, runScheduled, ids } = await start(40)
    has.feed = { ids: Array.from({ length: 9 }, (_, index) => String(index + 1)) }
    has.people = has.people.slice(9)
    const { status, tables } = await runScheduled()
    expect([status, tables.people?.status, tables.people?.mode]).toEqual(["held", "held", "full"])
    expect(await ids("employees")).toHaveLength(40)
  })

  it("another right to columns is found, and all rows follow", async () => {
    const { has, runScheduled, rows, events } = await start(3)
    has.withheld.add("status")
    has.feed = { ids: ["2"] }
    expect((await runScheduled()).tables.people).toMatchObject({ mode: "full", lacking_columns: ["status"] })
    expect((await rows("employees")).filter((row) => row.employment_status !== undefined)).toEqual([])
    expect(await events()).toEqual([])
  })

  it("a worker that dies at any moment leaves it to the next one, which reads the same again", async () => {
    let at = 0
    for (let isOver = false; !isOver; at++) {
      const { has, world, db, account, sync, workBy, work, pass, process } = await start(3)
      has.feed = { ids: ["2"], latest: LATEST }
      has.jobs = has.jobs.filter(({ person_id }) => person_id !== "2")
      await sql`update sync_account set scheduled_at = null where account_id = ${account.id}`.execute(db)
      await sync.startDue()
      let commits = 0
      const dying = process(async () => {
        if (commits++ >= at) throw new Error("killed")
      })
      await workBy(dying).catch(() => {})
      isOver = commits <= at
      await pass(10)
      await work()
      expect(await titles(world), `before commit ${at}`).toEqual(["1 Cook", "2 null", "3 Cook"])
      expect((await stateOf(world, "jobs"))?.feedAt?.toISOString(), `before commit ${at}`).toBe(LATEST)
    }
    expect(at).toBeGreaterThan(5)
  }, 120_000)
})
