import { UpstreamError } from "@rollcall/connector-kit"
import { sql } from "kysely"
import { expect, it, vi } from "vitest"
import { LEASE_SECONDS } from "../db/keep-renewing.js"
import { describeOnBoth } from "../db/testing.js"
import { dayIn } from "../gateway/index.js"
import { readClock } from "./lease/store.js"
import { row, type World, worldsOn } from "./testing.js"

/** Rows with these numbers. */
const rows = (from: number, to: number, source = 0) =>
  Array.from({ length: to - from + 1 }, (_, index) => row(String(from + index), "", source))

/** A run that nobody has begun, by a hint. */
const hint = ({ sync, account }: World) =>
  sync.readAgain({ account, resource: "employments", by: "employee_id", ids: ["1"] })

const lastRuns = async ({ sync, account }: World) =>
  (await sync.page(account.environmentId, { limit: 50, filters: {} })).rows

describeOnBoth("A run", (openDb) => {
  const start = worldsOn(openDb)

  it("never puts what a kept list said over what was read later", async () => {
    const world = await start()
    const { company, run, sync, account, ids, events, pass } = world
    company.lists = { employees: [[rows(1, 2), rows(3, 4), rows(5, 6)]] }
    await run(["employees"])
    company.onPage = async (_resource, _source, page) => {
      if (page !== 1) return
      // Moments are told apart by milliseconds.
      await pass(1)
      company.name = "new"
      await sync.readAgain({ account, resource: "employees", by: "id", ids: ["5"] })
    }
    await run(["employees"])
    expect(await ids("employees")).toContain("5 new")
    expect(await events()).toEqual(["record:updated 5"])
    company.onPage = async () => {}
    await run(["employees"])
    expect((await ids("employees")).every((one) => one.endsWith("new"))).toBe(true)
  })

  it("reads nothing that is older than the moment it is said to be of", async () => {
    const { company, run, records, account } = await start()
    company.lists = { employees: [[rows(1, 1)]], groups: [[rows(1, 1)]] }
    company.onPage = async (resource) => {
      if (resource === "employees") company.name = "new"
    }
    await run(["employees", "groups"])
    const place = { environmentId: account.environmentId, accountId: account.id, resource: "groups" as const }
    expect(await records.list(place, { limit: 9 })).toMatchObject([{ row: { name: "new" } }])
  })

  it("asks for each page once, also for those that are read ahead", async () => {
    const { company, run } = await start()
    const asked: [number, number][] = []
    company.lists = { employees: [[rows(1, 2), rows(3, 4), rows(5, 6)], [rows(7, 8)]] }
    company.onPage = async (_resource, source, page) => void asked.push([source, page])
    await run(["employees"])
    expect(asked).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
    ])
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
    expect(begun.progress.employees).toMatchObject({ status: "reading", error: "busy" })
    await work()
    expect(tries).toBe(1)
    await pass(2)
    await work()
    const ended = await sync.get(account.environmentId, begun.id)
    expect(ended?.progress.employees).toMatchObject({ status: "done", error: null })
  })

  it("is not answered to who asks for a whole read when it reads changes only", async () => {
    const world = await start()
    const { company, run, sync, account, work } = world
    company.lists = { employments: [[rows(1, 2)]] }
    company.tellsChanges.add("employments")
    await run(["employments"])
    await hint(world)
    const asked = await sync.start(account, ["employments"])
    await work()
    expect((await lastRuns(world)).map((one) => [one.trigger, one.progress.employments?.mode])).toEqual([
      ["request", "whole"],
      ["hint", "changes"],
      ["request", "whole"],
    ])
    expect(asked.trigger).toBe("request")
  })

  it("of a hint does not take the place of the schedule's", async () => {
    const world = await start()
    const { company, run, sync } = world
    company.lists = { employments: [[rows(1, 2)]], employees: [[rows(1, 2)]] }
    await run(["employments"])
    await hint(world)
    await sync.startDue()
    await sync.startDue()
    expect((await lastRuns(world)).map((one) => one.trigger)).toEqual(["schedule", "hint", "request"])
  })

  it("on connect is the schedule's first: the next one comes an interval later", async () => {
    const world = await start()
    const { company, sync, account, db, work } = world
    company.lists = { employees: [[rows(1, 2)]] }
    await db.transaction().execute((tx) => sync.scheduleFirst(tx, account))
    await work()
    await sync.startDue()
    expect((await lastRuns(world)).map((one) => one.trigger)).toEqual(["connect"])
    const anHourAgo = new Date(Date.now() - 3_600_000)
    await db.updateTable("sync_account").set({ scheduled_at: anHourAgo }).where("account_id", "=", account.id).execute()
    await sync.startDue()
    expect((await lastRuns(world)).map((one) => one.trigger)).toEqual(["schedule", "connect"])
  })

  /** One resource that tells its changes and looks at the day; `mode` is how a run reads it. */
  const startWithDays = async () => {
    const world = await start()
    const { company, run, work } = world
    company.lists = { employments: [[rows(1, 2)]] }
    company.tellsChanges.add("employments")
    company.followsToday.add("employments")
    await run(["employments"])
    const mode = async () => {
      await hint(world)
      await work()
      return (await lastRuns(world))[0]?.progress.employments?.mode
    }
    return { ...world, mode }
  }

  it("reads rows that look at the day whole on each day, whoever has missed midnight", async () => {
    const { mode, db, account } = await startWithDays()
    expect(await mode()).toBe("changes")
    const yesterday = new Date()
    yesterday.setUTCHours(0, 0, 0, -1)
    await db
      .updateTable("record_freshness")
      .set({ whole_as_of: yesterday })
      .where("account_id", "=", account.id)
      .execute()
    // A day is over, although it is not 24 hours ago.
    expect(await mode()).toBe("whole")
  })

  it("reads rows that look at the day whole when the company's time zone has changed and it is another day there", async () => {
    const { mode, db, company } = await startWithDays()
    // There are 25 hours between these two, so one of them has another day than UTC.
    const zones = ["Pacific/Kiritimati", "Pacific/Pago_Pago"]
    const now = await readClock(db)
    company.timeZone = zones.find((zone) => dayIn(zone, now) !== dayIn("UTC", now)) ?? ""
    expect(await mode()).toBe("whole")
    expect(await mode()).toBe("changes")
  })

  it.each(["is read", "can't be read"])(
    "ends in peace when its account is taken away while a page %s",
    async (what) => {
      const world = await start()
      const { company, sync, account, work, db, records } = world
      company.lists = { employees: [[rows(1, 2), rows(3, 4)]] }
      company.onPage = async (_resource, _source, page) => {
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
      const place = { environmentId: account.environmentId, accountId: account.id, resource: "employees" as const }
      expect([await records.list(place, { limit: 9 }), await lastRuns(world)]).toEqual([[], []])
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
        await sql<{ seconds: number }>`select extract(epoch from lease_until - clock_timestamp())::float8 as seconds
        from sync_account where account_id = ${accountId}`.execute(db)
      ).rows[0]?.seconds ?? 0
    const asked: (number | undefined)[] = []
    const woken = async () => {
      sent.length = 0
      asked.push(await sync.wakeLeft())
      return sent.filter((job) => JSON.stringify(job).includes(accountId)).length
    }
    const seen: unknown[] = []
    company.onPage = async () => {
      seen.push((await lease()) <= LEASE_SECONDS, await woken())
      // What a dead worker leaves, when its time is over.
      await sql`update sync_account set fence = fence + 1, lease_until = clock_timestamp() - interval '1 second'
        where account_id = ${accountId}`.execute(db)
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
    expect((await lastRuns(world))[0]?.status).toBe("completed")
  })

  it("keeps its lease while a page takes longer than that", async () => {
    const world = await start({ renewMs: 10 })
    const { company, sync, account, work, db } = world
    company.lists = { employees: [[rows(1, 2)]] }
    await sync.start(account, ["employees"])
    const until = async () =>
      (
        await db.selectFrom("sync_account").select("lease_until").where("account_id", "=", account.id).execute()
      )[0]?.lease_until?.getTime() ?? 0
    company.onPage = async () => {
      const before = await until()
      await vi.waitFor(async () => expect(await until()).toBeGreaterThan(before), { timeout: 10_000, interval: 5 })
    }
    await work()
    expect((await lastRuns(world))[0]?.status).toBe("completed")
  })

  it("ends with its account, also in the middle of a call that has no end", async () => {
    const { company, sync, account, work, db } = await start({ renewMs: 10 })
    company.lists = { employees: [[rows(1, 2)]] }
    await sync.start(account, ["employees"])
    company.onPage = async () => {
      await db.deleteFrom("integrated_account").where("id", "=", account.id).execute()
      await new Promise((_resolve, reject) => {
        company.signal?.addEventListener("abort", () => reject(new Error("aborted")))
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
    let calls = 0
    company.onPage = async () => {
      calls++
      throw new UpstreamError("unauthorized", { verdict: "reconnect", reason: "answer", status: 401 })
    }
    const { id } = await run(["employees", "groups"])
    for (let tried = 0; tried < 8; tried++) {
      await pass(600)
      await work()
    }
    expect(await sync.get(account.environmentId, id)).toMatchObject({ status: "failed" })
    expect(calls).toBe(5)
  })

  it("whose joined list says a row twice fails, but for the first one, which takes what it is given in the end", async () => {
    const { company, run, pass, work, ids, sync, account } = await start()
    company.lists = { employees: [[rows(1, 2)]] }
    company.repeatsJoined = true
    const endOf = async () => {
      const { id } = await run(["employees"])
      for (let tried = 0; tried < 5; tried++) {
        await pass(60)
        await work()
      }
      return (await sync.get(account.environmentId, id))?.status
    }
    expect(await endOf()).toBe("completed")
    company.name = "new"
    expect(await endOf()).toBe("failed")
    expect(await ids("employees")).toEqual(["1 old", "2 old"])
    company.repeatsJoined = false
    expect(await endOf()).toBe("completed")
    expect(await ids("employees")).toEqual(["1 new", "2 new"])
  })

  it("without credentials says so of every resource it should have read", async () => {
    const { company, run, records, account } = await start()
    account.status = "needs_reauth"
    company.lists = { employees: [[rows(1, 2)]], groups: [[rows(1, 2)]] }
    company.onPage = async () => {
      throw new UpstreamError("unauthorized", { verdict: "reconnect", reason: "answer", status: 401 })
    }
    expect(await run(["employees", "groups"])).toMatchObject({ status: "failed" })
    for (const resource of ["employees", "groups"] as const) {
      const place = { environmentId: account.environmentId, accountId: account.id, resource }
      expect(await records.freshness(place)).toMatchObject({ lastAttempt: { result: "failed", error: "unauthorized" } })
    }
  })
})
