import { randomBytes } from "node:crypto"
import { UpstreamError } from "@rollcall/connector-kit"
import { sql } from "kysely"
import { expect, it, vi } from "vitest"
import { LEASE_SECONDS } from "../db/lease.js"
import { describeOnBoth, putLease } from "../db/testing.js"
import { dayIn } from "../gateway/index.js"
import { readClock } from "./account-store.js"
import { rowsOf as rows, type World, worldsOn } from "./testing.js"

/** The schedule's next run comes this many minutes after the last one. */
const recordScheduled = ({ db, account }: World, minutesAgo: number) =>
  sql`update sync_account set scheduled_at = clock_timestamp() - make_interval(mins => ${minutesAgo}::int)
    where account_id = ${account.id}`.execute(db)

describeOnBoth("A run", (openDb) => {
  const start = worldsOn(openDb)

  it("never puts an older page over what was read later", async () => {
    const { company, run, rows: rowsIn, follow, events, pass } = await start()
    const pages = [rows(1, 2), rows(3, 4)]
    company.lists = { employees: [[...pages, rows(5, 6)]] }
    await run(["employees"])
    company.onAnswer = async (_table, page) => {
      if (page !== 2) return
      // Moments are told apart by milliseconds.
      await pass(1)
      company.lists = { employees: [[...pages, rows(5, 6, { title: "new" })]] }
      await follow({ table: "employees", column: "id", values: ["5"] })
    }
    await run(["employees"])
    const titles = async () => (await rowsIn("employees")).flatMap(({ id, title }) => (title ? [`${id} ${title}`] : []))
    expect(await titles()).toEqual(["5 new"])
    expect(await events()).toEqual(["record:updated 5"])
    company.onAnswer = async () => {}
    await run(["employees"])
    expect(await titles()).toEqual(["5 new", "6 new"])
  })

  it("reads nothing that is older than the moment it is said to be of, in any of a resource's tables", async () => {
    const { company, run, records, place, db, pass } = await start()
    company.lists = { employees: [[rows(1, 1)]], groups: [[rows(1, 1)]] }
    const asked: Date[] = []
    company.onPage = async () => {
      asked.push(await readClock(db))
      await pass(1)
    }
    await run(["employees", "groups"])
    const earliest = Math.min(...asked.map((one) => one.getTime()))
    expect((await records.freshness(place("employees")))?.dataAsOf?.getTime()).toBeLessThanOrEqual(earliest)
  })

  it("reads tables, each once, and then makes resources", async () => {
    const { company, run } = await start()
    company.lists = { employees: [[rows(1, 2), rows(3, 4)]], groups: [[rows(1, 3)]] }
    const { status, tables, progress, resources } = await run(["groups", "employees"])
    expect([status, resources]).toEqual(["completed", ["employees", "groups"]])
    expect(tables).toMatchObject({
      employees: { status: "done", mode: "full", pages: 2, rows: 4, created: 4, upstream_calls: 2 },
      groups: { status: "done", mode: "full", pages: 1, rows: 3, created: 3, upstream_calls: 1 },
      company: { status: "done", mode: "full", pages: 1, rows: 1, created: 1, upstream_calls: 1 },
    })
    expect(Object.keys(tables)).toHaveLength(3)
    expect(progress).toMatchObject({
      employees: { status: "done", mode: "full", pages: 2, rows: 4, created: 4 },
      groups: { status: "done", mode: "full", pages: 1, rows: 3, created: 3 },
    })
    expect(company.calls).toBe(4)
  })

  it("leaves out one row whose id is too long to be kept, and relates none by such a value", async () => {
    const { company, run, ids } = await start()
    const long = randomBytes(4_000).toString("hex")
    const versions = [...rows(1, 3), { id: "4", employee_id: long }, { id: "5", employee_id: long }]
    company.lists = { employments: [[versions]], groups: [[[...rows(1, 3), { id: long }]]] }
    const { status, progress } = await run(["employments", "groups"])
    expect([status, progress.groups?.skipped]).toEqual(["completed", 1])
    expect([(await ids("employments")).length, (await ids("groups")).length]).toEqual([5, 3])
  })

  it("asks for each page once, also for those that are read ahead", async () => {
    const { company, run } = await start()
    const asked: string[] = []
    company.lists = { employees: [[rows(1, 2), rows(3, 4), rows(5, 6)], [rows(7, 8)]] }
    company.onPage = async (table, page) => void asked.push(`${table} ${page}`)
    await run(["employees"])
    expect(asked.sort()).toEqual(["employees 0", "employees 1", "employees 2", "employees/1 0"])
  })

  it("counts every upstream call, also those of pages that are read ahead", async () => {
    const { company, run } = await start()
    company.lists = { employees: [[rows(1, 2), rows(3, 4), rows(5, 6)]] }
    const first = await run(["employees"])
    expect(first.progress.employees?.upstream_calls).toBe(company.calls)
    company.calls = 0
    company.lists = { employees: [[rows(1, 2), rows(3, 4), rows(5, 5)]] }
    const second = await run(["employees"])
    expect(second.progress.employees).toMatchObject({ deleted: 1, upstream_calls: company.calls })
  })

  it("that overcame trouble does not tell of it when it is done", async () => {
    const { company, run, work, pass, sync, account } = await start()
    company.lists = { employees: [[rows(1, 2)]] }
    let tries = 0
    company.onPage = async () => {
      if (++tries === 1) throw new UpstreamError("busy", { verdict: "retry", reason: "answer", status: 503 })
    }
    const begun = await run(["employees"])
    expect(begun.progress.employees).toMatchObject({ status: "reading" })
    expect(begun.tables.employees).toMatchObject({ status: "reading", error: "busy" })
    await work()
    expect(tries).toBe(1)
    await pass(2)
    await work()
    const ended = await sync.get(account.environmentId, begun.id)
    expect(ended?.progress.employees).toMatchObject({ status: "done", error: null })
    expect(ended?.tables.employees).toMatchObject({ status: "done", error: null })
  })

  it("is not answered to who asks for a whole read when it reads changes only", async () => {
    const { company, run, sync, account, work, lastRuns } = await start()
    company.lists = { employments: [[rows(1, 2)]] }
    company.tellsChanges.add("employments")
    await run(["employments"])
    await sync.startDue()
    const asked = await sync.start(account, ["employments"])
    await work()
    expect((await lastRuns()).map((one) => [one.trigger, one.progress.employments?.mode])).toEqual([
      ["request", "full"],
      ["schedule", "incremental"],
      ["request", "full"],
    ])
    expect(asked.trigger).toBe("request")
  })

  it("of a hint does not take the place of the schedule's", async () => {
    const { company, run, sync, follow, lastRuns } = await start()
    company.lists = { employments: [[rows(1, 2)]], employees: [[rows(1, 2)]] }
    await run(["employments"])
    await follow({ table: "employees", column: "id", values: ["1"] })
    await sync.startDue()
    await sync.startDue()
    expect((await lastRuns()).map((one) => one.trigger)).toEqual(["schedule", "hint", "request"])
  })

  it("of the schedule reads every row once a day, and tells whether there was news that no hint has told", async () => {
    const world = await start()
    const { company, run, sync, work, lastRuns, pass, scans } = world
    company.lists = { employments: [[rows(1, 10)]] }
    company.tellsChanges.add("employments")
    await run(["employments"])
    const modes: unknown[] = []
    for (const hours of [1, 1, 23]) {
      await pass(hours * 3_600)
      await recordScheduled(world, 60)
      await sync.startDue()
      await work()
      const last = (await lastRuns()).find(({ trigger }) => trigger === "schedule")
      modes.push(last?.tables.employments?.mode)
    }
    expect(modes).toEqual(["incremental", "incremental", "full"])
    expect(scans.filter(({ table }) => table === "employments").map(({ hasMissed }) => hasMissed)).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  it("on connect is the schedule's first: the next one comes an interval later", async () => {
    const world = await start()
    const { company, sync, db, work, lastRuns } = world
    company.lists = { employees: [[rows(1, 2)]] }
    await db.transaction().execute((tx) => world.startFirst(tx))
    await work()
    await sync.startDue()
    expect((await lastRuns()).map((one) => one.trigger)).toEqual(["connect"])
    await recordScheduled(world, 60)
    await sync.startDue()
    expect((await lastRuns()).map((one) => one.trigger)).toEqual(["schedule", "connect"])
  })

  /** A resource that looks at the day, which its rows say. */
  const startWithDays = async () => {
    const world = await start()
    const { company, run, db, rows: rowsIn, pass } = world
    // At noon: no midnight comes by itself, and a day later is another one, also without a minute.
    const now = await readClock(db)
    const noon = new Date(now)
    noon.setUTCHours(now.getUTCHours() < 12 ? 12 : 36, 0, 0, 0)
    await pass((noon.getTime() - now.getTime()) / 1_000)
    company.lists = { employments: [[rows(1, 2)]], groups: [[rows(1, 2)]] }
    company.tellsChanges.add("employments")
    company.followsToday.add("employments")
    await run(["employments", "groups"])
    const days = async () => (await rowsIn("employments")).map(({ today }) => today)
    const today = async (zone = "UTC") => dayIn(zone, await readClock(db))
    expect(await days()).toEqual([await today(), await today()])
    return { ...world, days, today, world }
  }

  it("of the company's midnight makes rows that look at the day again, without a call", async () => {
    const { world, company, pass, sync, work, days, today, events, lastRuns } = await startWithDays()
    await pass(24 * 3_600)
    await recordScheduled(world, 0)
    company.calls = 0
    await sync.startDue()
    await sync.startDue()
    await work()
    expect(await days()).toEqual([await today(), await today()])
    expect(company.calls).toBe(0)
    expect((await lastRuns()).map((one) => [one.trigger, one.status, one.resources])).toEqual([
      ["clock", "completed", ["employments"]],
      ["request", "completed", ["employments", "groups"]],
    ])
    expect(await events()).toEqual(["record:updated 1", "record:updated 2"])
  })

  it("makes rows that look at the day again on each day, whoever has missed midnight", async () => {
    const { world, db, account, pass, sync, work, days, today, lastRuns } = await startWithDays()
    await sql`update sync_account set next_day_at = 'infinity' where account_id = ${account.id}`.execute(db)
    await pass(24 * 3_600 - 60)
    await recordScheduled(world, 60)
    await sync.startDue()
    await work()
    expect((await lastRuns())[0]).toMatchObject({
      trigger: "schedule",
      tables: { employments: { mode: "incremental" } },
      progress: { employments: { updated: 2 }, groups: { updated: 0 } },
    })
    expect(await days()).toEqual([await today(), await today()])
  })

  it("makes rows that look at the day again when the company's time zone has changed and it is another day there", async () => {
    const { world, company, db, sync, work, days, today, lastRuns } = await startWithDays()
    // There are 25 hours between these two, so one of them has another day than UTC.
    const zones = ["Pacific/Kiritimati", "Pacific/Pago_Pago"]
    const now = await readClock(db)
    company.timeZone = zones.find((zone) => dayIn(zone, now) !== dayIn("UTC", now)) ?? ""
    const there = await today(company.timeZone)
    for (const updated of [2, 0]) {
      await recordScheduled(world, 60)
      await sync.startDue()
      await work()
      expect((await lastRuns())[0]).toMatchObject({ trigger: "schedule", progress: { employments: { updated } } })
      expect(await days()).toEqual([there, there])
    }
  })

  it.each([
    ["another mapping", "3", 0],
    ["another day", "2", 24 * 3_600],
  ])("that goes on with %s makes the rows again that it had made", async (_what, version, seconds) => {
    const { company, run, sync, account, process, workBy, work, pass, rows: rowsIn } = await start()
    company.lists = { employees: [[rows(1, 300)]] }
    company.followsToday.add("employees")
    await run(["employees"])
    company.version = "2"
    const made = async () => new Set((await rowsIn("employees")).map(({ version, today }) => `${version} ${today}`))
    const { id } = await sync.start(account, ["employees"])
    const dying = process(async () => {
      if ((await made()).size > 1) throw new Error("it has died")
    })
    await workBy(dying).catch(() => {})
    expect((await made()).size).toBe(2)
    company.version = version
    await pass(seconds + LEASE_SECONDS)
    await work()
    expect((await sync.get(account.environmentId, id))?.status).toBe("completed")
    expect((await made()).size).toBe(1)
  })

  it.each(["is read", "can't be read"])(
    "ends in peace when its account is taken away while a page %s",
    async (what) => {
      const world = await start()
      const { company, sync, account, work, db, rows: rowsIn, lastRuns } = world
      company.lists = { employees: [[rows(1, 2), rows(3, 4)]] }
      company.onPage = async (_table, page) => {
        if (page === 0) return
        // A transaction, which is tried again when it meets one of the run's.
        await db
          .transaction()
          .execute((tx) => tx.deleteFrom("integrated_account").where("id", "=", account.id).execute())
        if (what !== "is read") throw new UpstreamError("gone", { verdict: "stop", reason: "answer", status: 400 })
      }
      await sync.start(account, ["employees"])
      await work()
      await work()
      expect([await rowsIn("employees"), await lastRuns()]).toEqual([[], []])
    },
  )

  it("goes on within seconds when its worker died, and is left alone while one lives", async () => {
    const world = await start()
    const { company, sync, account, work, db, sent } = world
    const accountId = account.id
    company.lists = { employees: [[rows(1, 2)]] }
    await sync.start(account, ["employees"])
    const lease = async () =>
      (
        await sql<{ seconds: number }>`select extract(epoch from until - clock_timestamp())::float8 as seconds
        from lease where account_id = ${accountId} and work = 'sync'`.execute(db)
      ).rows[0]?.seconds ?? 0
    const asked: (number | undefined)[] = []
    const woken = async () => {
      sent.length = 0
      asked.push(await sync.recoverLostJobs())
      return sent.filter((job) => JSON.stringify(job).includes(accountId)).length
    }
    const seen: unknown[] = []
    company.onPage = async () => {
      seen.push((await lease()) <= LEASE_SECONDS, await woken())
      // What a dead worker leaves, when its time is over.
      await putLease(db, { work: "sync", accountId }, -1)
      seen.push(await woken())
    }
    await work()
    expect(seen).toEqual([true, 0, 1])
    // While one lives, the next look is at the end of its lease; when nobody does, nothing more is known.
    expect(asked[0]).toBeGreaterThan(LEASE_SECONDS - 2)
    expect(asked[0]).toBeLessThanOrEqual(LEASE_SECONDS)
    expect(asked[1]).toBeUndefined()
    company.onPage = async () => {}
    await work()
    expect((await world.lastRuns())[0]?.status).toBe("completed")
  })

  it("keeps its lease while a page takes longer than that", async () => {
    const world = await start({ renewMs: 10 })
    const { company, sync, account, work, db } = world
    company.lists = { employees: [[rows(1, 2)]] }
    await sync.start(account, ["employees"])
    const until = async () =>
      (
        await db.selectFrom("lease").select("until").where("account_id", "=", account.id).execute()
      )[0]?.until?.getTime() ?? 0
    company.onPage = async () => {
      const before = await until()
      await vi.waitFor(async () => expect(await until()).toBeGreaterThan(before), { timeout: 40_000, interval: 5 })
    }
    await work()
    expect((await world.lastRuns())[0]?.status).toBe("completed")
  })

  it("ends with its account, also in the middle of a call that has no end", async () => {
    const { company, sync, account, work, db } = await start({ renewMs: 10 })
    company.lists = { employees: [[rows(1, 2)]] }
    await sync.start(account, ["employees"])
    company.onPage = async () => {
      await db.deleteFrom("integrated_account").where("id", "=", account.id).execute()
      await new Promise((_resolve, reject) => {
        const end = () => reject(new Error("aborted"))
        // The work may have noticed already that its account is gone.
        if (company.signal?.aborted) end()
        else company.signal?.addEventListener("abort", end)
      })
    }
    await work()
  })

  it("goes on after calls that were refused, while the account is active", async () => {
    const { company, run, pass, work, ids, sync, account } = await start()
    company.lists = { employees: [[rows(1, 2)]], groups: [[rows(1, 2)]] }
    let refusals = 3
    company.onPage = async () => {
      if (refusals-- > 0)
        throw new UpstreamError("unauthorized", { verdict: "reconnect", reason: "answer", status: 401 })
    }
    const { id } = await run(["employees", "groups"])
    for (let tried = 0; tried < 3; tried++) {
      await pass(60)
      await work()
    }
    expect(await sync.get(account.environmentId, id)).toMatchObject({ status: "completed" })
    expect([(await ids("employees")).length, (await ids("groups")).length]).toEqual([2, 2])
  })

  it("ends when every call is refused, although the account is active", async () => {
    const { company, run, pass, work, sync, account } = await start()
    company.lists = { employees: [[rows(1, 2)]], groups: [[rows(1, 2)]] }
    const calls = { employees: 0, groups: 0 }
    company.onPage = async (table) => {
      calls[table === "groups" ? "groups" : "employees"]++
      throw new UpstreamError("unauthorized", { verdict: "reconnect", reason: "answer", status: 401 })
    }
    const { id } = await run(["employees", "groups"])
    for (let tried = 0; tried < 8; tried++) {
      await pass(600)
      await work()
    }
    expect(await sync.get(account.environmentId, id)).toMatchObject({ status: "failed" })
    // Both are tried side by side.
    expect(Math.max(calls.employees, calls.groups)).toBe(5)
  })

  it("whose joined table says a row twice takes what it is given, and says that deletions there are off", async () => {
    const { company, run, ids, records, place } = await start()
    company.lists = { employees: [[rows(1, 10)]] }
    company.repeatsJoined = true
    for (const name of ["old", "new"]) {
      company.name = name
      const { status, progress, tables } = await run(["employees"])
      expect(status).toBe("completed")
      const error = expect.stringContaining("gives a row twice")
      expect([tables.company?.error, progress.employees?.error]).toEqual([error, error])
      expect(progress.employees?.error).toMatch(/^company: /)
      expect(await records.freshness(place("employees"))).toMatchObject({ lastAttempt: { result: "incomplete" } })
      expect(await ids("employees")).toEqual(rows(1, 10).map(({ id }) => `${id} ${name}`))
    }
    // Only of that table.
    company.lists = { employees: [[rows(1, 9)]] }
    expect((await run(["employees"])).progress.employees).toMatchObject({ deleted: 1 })
    company.repeatsJoined = false
    expect((await run(["employees"])).progress.employees).toMatchObject({ error: null })
    expect(await records.freshness(place("employees"))).toMatchObject({ lastAttempt: { result: "completed" } })
  })

  it("without credentials says so of every resource it should have read", async () => {
    const { company, run, records, account, place } = await start()
    account.status = "needs_reauth"
    company.lists = { employees: [[rows(1, 2)]], groups: [[rows(1, 2)]] }
    company.onPage = async () => {
      throw new UpstreamError("unauthorized", { verdict: "reconnect", reason: "answer", status: 401 })
    }
    expect(await run(["employees", "groups"])).toMatchObject({ status: "failed" })
    for (const resource of ["employees", "groups"] as const) {
      const error = expect.stringContaining("unauthorized")
      expect(await records.freshness(place(resource))).toMatchObject({ lastAttempt: { result: "failed", error } })
    }
  })
})
