import { sql } from "kysely"
import { expect, it } from "vitest"
import { describeOnBoth, putLease } from "../db/testing.js"
import type { Sync } from "./index.js"
import { rowsOf as rows, type World, worldsOn } from "./testing.js"

const person = (id: string, groups: string[], more: object = {}) => ({ id, group_ids: groups, ...more })
const HINT = { table: "groups", column: "id", values: ["g1"] }

/** All that a caller sees of the copy, and how often each thing was told. */
const endOf = async ({ rows: rowsIn, events }: World) => ({
  employees: await rowsIn("employees"),
  groups: await rowsIn("groups"),
  events: (await events()).sort(),
})

/** As the account was before there was a mirror. */
const forgetMirror = async ({ db, account }: World) => {
  for (const name of ["row", "key", "touched", "table", "view", "seen"])
    await sql`delete from ${sql.table(`mirror_${name}`)} where account_id = ${account.id}`.execute(db)
}

describeOnBoth("A worker that dies", (openDb) => {
  const start = worldsOn(openDb)

  /** A world that was read once; then people, a group and their memberships change. */
  const begin = async () => {
    const world = await start()
    const { company, run } = world
    const groups = rows(1, 8).map(({ id }) => ({ id: `g${id}` }))
    const people = rows(10, 16).map(({ id }) => person(String(id), ["g2"]))
    company.lists = { employees: [[[person("1", ["g1", "g2"]), person("2", ["g1"])], people]], groups: [[groups]] }
    await run(["employees", "groups"])
    company.lists = {
      employees: [[[person("1", ["g1"], { title: "new" }), person("3", ["g1"])], people]],
      groups: [[groups.slice(1)]],
    }
    return world
  }

  /** Goes on after each death, whose lease is over. */
  const survive = async (world: World, at: number, act: (sync: Sync) => Promise<unknown>) => {
    let commits = 0
    const mortal = world.process(async () => {
      if (commits++ >= at) throw new Error("killed")
    })
    await act(mortal).catch(() => {})
    await putLease(world.db, { work: "sync", accountId: world.account.id }, -1)
    await act(world.sync)
    return commits <= at
  }

  it("between any two commits of a run leaves what the next one makes the end of an undisturbed run", async () => {
    const undisturbed = await begin()
    await undisturbed.run(["employees", "groups"])
    const expected = await endOf(undisturbed)
    expect(expected.events).toEqual(["record:created 3", "record:deleted 2", "record:deleted g1", "record:updated 1"])
    for (let at = 0, isWhole = false; !isWhole; at++) {
      const world = await begin()
      await world.sync.start(world.account, ["employees", "groups"])
      isWhole = await survive(world, at, (sync) => world.workBy(sync))
      expect(await endOf(world), `killed before commit ${at}`).toEqual(expected)
      expect((await world.lastRuns())[0]?.status).toBe("completed")
    }
  }, 120_000)

  it("between any two commits of a hint leaves what following it again makes true", async () => {
    const undisturbed = await begin()
    await undisturbed.follow(HINT)
    const expected = await endOf(undisturbed)
    expect(expected.events).toEqual(["record:deleted g1", "record:updated 1", "record:updated 2"])
    for (let at = 0, isWhole = false; !isWhole; at++) {
      const world = await begin()
      isWhole = await survive(world, at, (sync) => sync.follow(world.account, [HINT]))
      expect(await endOf(world), `killed before commit ${at}`).toEqual(expected)
    }
  }, 120_000)
})

describeOnBoth("Records are made", (openDb) => {
  const start = worldsOn(openDb)

  it("in portions, while the run says so", async () => {
    const world = await start()
    const { company, sync, account, workBy, ids } = world
    company.lists = { groups: [[rows(1, 600)]] }
    const { id } = await sync.start(account, ["groups"])
    const seen = new Set<string>()
    const watched = world.process(async () => {
      const run = await sync.get(account.environmentId, id)
      if (run?.progress.groups?.status === "deriving") seen.add(`${run.progress.groups.created} of 600`)
    })
    await workBy(watched)
    expect([...seen]).toEqual(["250 of 600", "500 of 600", "600 of 600"])
    expect((await ids("groups")).length).toBe(600)
  })

  it("with what a hint has said before any of the first run's commits", async () => {
    for (let at = 0, isOver = false; !isOver; at++) {
      const world = await start()
      const { company, sync, account, follow, workBy, work } = world
      company.lists = { groups: [[rows(1, 300)]] }
      await sync.start(account, ["groups"])
      let commits = 0
      const watched = world.process(async () => {
        if (commits++ !== at) return
        company.lists = { groups: [[rows(1, 299), [{ id: "300", title: "new" }, { id: "301" }]]] }
        await follow({ table: "groups", column: "id", values: ["300", "301"] })
      })
      await workBy(watched)
      isOver = commits <= at
      // Before the table was read once the hint has asked for a run of its own.
      await work()
      if (isOver) break
      const found = (await world.rows("groups")).slice(299).map(({ id, title }) => `${id} ${title}`)
      expect(found, `before commit ${at}`).toEqual(["300 new", "301 undefined"])
    }
  }, 120_000)

  it("anew by another version of the mappings, without a call, and tell why", async () => {
    const { company, run, sync, account, work, changes, rows: rowsIn, events, pass, db, lastRuns } = await start()
    company.lists = { groups: [[rows(1, 3)]], employees: [[rows(1, 1)]] }
    company.followsToday.add("employees").add("groups")
    await run(["groups", "employees"])
    company.version = "2"
    company.calls = 0
    // The clock's run reads nothing.
    await pass(24 * 3_600)
    await sql`update sync_account set scheduled_at = clock_timestamp() where account_id = ${account.id}`.execute(db)
    await sync.startDue()
    await work()
    expect([company.calls, (await lastRuns())[0]?.trigger]).toEqual([0, "clock"])
    expect(await events()).toEqual(["record:updated 1", "record:updated 1", "record:updated 2", "record:updated 3"])
    const { rows: told } = await changes.read(account.environmentId, { after: 0, limit: 9 })
    expect(told.map(({ payload }) => payload.cause)).toEqual(["mapping", "mapping", "mapping", "mapping"])
    expect((await rowsIn("groups")).map(({ version }) => version)).toEqual(["2", "2", "2"])
    // Only once.
    await run(["groups", "employees"])
    expect((await events()).length).toBe(4)
    expect(company.calls).toBe(3)
  })

  it("without the fields of a relation that is refused, and with them when it is granted again", async () => {
    const { company, run, ids, events, records, place } = await start()
    company.lists = { groups: [[rows(1, 2)]] }
    await run(["groups"])
    company.refused.add("company")
    for (let round = 0; round < 2; round++) {
      const refused = await run(["groups"])
      expect([refused.status, refused.tables.company?.status]).toEqual(["completed", "skipped"])
      expect(await ids("groups")).toEqual(["1 undefined", "2 undefined"])
    }
    expect(await records.freshness(place("groups"))).toMatchObject({ lastAttempt: { result: "completed" } })
    company.refused.clear()
    await run(["groups"])
    expect(await ids("groups")).toEqual(["1 old", "2 old"])
    // Nobody has changed.
    expect(await events()).toEqual([])
  })

  it("no more of a table that is refused, and again when it is granted: what changed meanwhile is told", async () => {
    const { company, run, ids, events, forbidden, records, place } = await start()
    company.lists = { groups: [[rows(1, 3)]], locations: [[rows(1, 1)]] }
    await run(["groups", "locations"])
    company.refused.add("groups")
    const refused = await run(["groups", "locations"])
    expect(refused.progress).toMatchObject({ groups: { status: "skipped" }, locations: { status: "done" } })
    expect(await records.freshness(place("groups"))).toMatchObject({ lastAttempt: { result: "forbidden" } })
    expect([forbidden, await ids("groups"), await events()]).toEqual([["groups"], ["1 old", "2 old", "3 old"], []])
    company.refused.clear()
    company.lists = { groups: [[rows(1, 4)]], locations: [[rows(1, 1)]] }
    await run(["groups", "locations"])
    expect(await events()).toEqual(["record:created 4"])
  })
})

describeOnBoth("A copy from before there was a mirror", (openDb) => {
  const start = worldsOn(openDb)
  const begin = async (count: number) => {
    const world = await start()
    world.company.lists = { groups: [[rows(1, count)]] }
    await world.run(["groups"])
    await forgetMirror(world)
    return world
  }

  it("tells by its first run what has changed, and of nothing else", async () => {
    const { company, run, events } = await begin(10)
    company.lists = { groups: [[[{ id: "1", title: "new" }, ...rows(2, 11)]]] }
    expect((await run(["groups"])).status).toBe("completed")
    expect((await events()).sort()).toEqual(["record:created 11", "record:updated 1"])
  })

  it("loses a row that is gone when a single read denies it, and many rows only when a person says so", async () => {
    const { company, run, events, ids, sync, account, work } = await begin(20)
    company.lists = { groups: [[rows(1, 10)]] }
    const held = await run(["groups"])
    expect(held).toMatchObject({ status: "held", progress: { groups: { deleted: 0 } } })
    expect([(await ids("groups")).length, await events()]).toEqual([20, []])
    company.lists = { groups: [[rows(1, 19)]] }
    expect((await run(["groups"])).progress.groups).toMatchObject({ deleted: 1 })
    expect(await events()).toEqual(["record:deleted 20"])
    await expect(sync.confirm(account.environmentId, held.id)).rejects.toMatchObject({ code: "resource.conflict" })
    await work()
    expect((await ids("groups")).length).toBe(19)
  })

  it("loses no row to a list that does not add up", async () => {
    const { company, run, events, ids } = await begin(10)
    company.totals.groups = 10
    company.lists = { groups: [[rows(1, 9)]] }
    for (let round = 0; round < 2; round++) await run(["groups"])
    expect([(await ids("groups")).length, await events()]).toEqual([10, []])
  })
})
