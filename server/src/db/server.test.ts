import { sql } from "kysely"
import pg from "pg"
import { afterAll, afterEach, describe, expect, it, vi } from "vitest"
import { createClock } from "../clock.js"
import { type Database, type DatabaseSettings, openDatabase } from "./index.js"
import { startProxy } from "./proxy-for-tests.js"
import { serverDatabase } from "./testing.js"

const made = await serverDatabase()
const LIMITS = { startMs: 20_000, connectMs: 1_000, statementMs: 500, idleMs: 60_000 }
/** What everybody who asks is told. */
const AWAY = { code: "server.unavailable", details: { retryAfterSeconds: expect.any(Number) } }

const undo: (() => Promise<void>)[] = []
const later = <T extends { close(): Promise<void> }>(one: T): T => {
  undo.push(() => one.close())
  return one
}

describe.skipIf(made === null)("PostgreSQL", () => {
  const settings = { url: made?.url ?? "" }
  afterEach(async () => {
    for (const close of undo.splice(0).reverse()) await close()
  })
  afterAll(() => made?.drop())
  const open = async (more: Partial<Extract<DatabaseSettings, { url: string }>> = {}) =>
    later(await openDatabase({ ...settings, ...more }, createClock()))
  const admin = async (text: string) => {
    const client = new pg.Client({ connectionString: settings.url })
    await client.connect()
    await client.query(text)
    await client.end()
  }
  const pidOf = async (db: Database["db"]) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
    return rows[0]?.pid ?? 0
  }

  it("a connection that breaks while it is in use is told to its user, and the next one works", async () => {
    const { db } = await open()
    const broken = db.transaction().execute(async (tx) => {
      await admin(`select pg_terminate_backend(${await pidOf(tx)})`)
      await sql`select 1`.execute(tx)
    })
    await expect(broken).rejects.toMatchObject(AWAY)
    const inMidStatement = db.connection().execute(async (one) => {
      const pid = await pidOf(one)
      const waiting = Promise.allSettled([sql`select pg_sleep(60)`.execute(one)])
      await admin(`select pg_terminate_backend(${pid})`)
      return waiting
    })
    expect(await inMidStatement).toMatchObject([{ status: "rejected", reason: AWAY }])
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
  })

  it("a connection whose transaction was left open, or failed, is not used again", async () => {
    const { db } = await open()
    await expect(sql.raw("begin; select 1 / 0; commit").execute(db)).rejects.toThrow("division by zero")
    await sql.raw("begin").execute(db)
    const all = await Promise.all(Array.from({ length: 30 }, () => sql`select now() as at`.execute(db)))
    expect(all).toHaveLength(30)
    const { rows } = await sql`select pid from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%' and query in ('begin', 'select now() as at')`.execute(
      db,
    )
    expect(rows).toEqual([])
  })

  it("what waits for a lock of the queue keeps no request waiting", async () => {
    const { db, queueDb } = await open()
    await sql`create table if not exists waited_for (id int)`.execute(db)
    const holder = new pg.Client({ connectionString: settings.url })
    await holder.connect()
    await holder.query("begin; lock table waited_for")
    const waiting = Array.from({ length: 20 }, () => sql`select * from waited_for`.execute(queueDb))
    await sql`select 1`.execute(db)
    await holder.query("rollback")
    await holder.end()
    await Promise.all(waiting)
  })

  it("a server that falls silent is away for as long as it is silent, and no longer", async () => {
    const proxy = later(await startProxy(settings.url))
    const database = await open({ url: proxy.url, limits: LIMITS })
    proxy.stall()
    const during = await Promise.allSettled(Array.from({ length: 15 }, () => sql`select 1`.execute(database.db)))
    for (const one of during) expect(one).toMatchObject({ status: "rejected", reason: AWAY })
    await expect(database.ping(50)).rejects.toMatchObject(AWAY)
    proxy.goOn()
    await vi.waitFor(() => database.ping(5_000), 40_000)
  })

  it("a server that is gone is away until it is back", async () => {
    const proxy = later(await startProxy(settings.url))
    const database = await open({ url: proxy.url, limits: LIMITS })
    proxy.leave()
    await expect(sql`select 1`.execute(database.db)).rejects.toMatchObject(AWAY)
    await expect(database.ping()).rejects.toMatchObject(AWAY)
    proxy.goOn()
    await vi.waitFor(() => database.ping(5_000), 40_000)
  })

  it("a database that takes no connections, or is not there, while we run is away until that is over", async () => {
    const name = new URL(settings.url).pathname.slice(1)
    const beside = new pg.Client({ connectionString: new URL("/postgres", settings.url).href })
    await beside.connect()
    later({ close: () => beside.end() })
    const alter = (text: string) => beside.query(`alter database ${text}`)
    const database = await open()
    const isAway = async () => {
      await beside.query("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1", [name])
      await expect(sql`select 1`.execute(database.db)).rejects.toMatchObject(AWAY)
      await expect(sql`select 1`.execute(database.db)).rejects.toMatchObject(AWAY)
      await expect(database.ping()).rejects.toMatchObject(AWAY)
    }
    await alter(`${name} allow_connections false`)
    await isAway()
    await alter(`${name} rename to ${name}_elsewhere`)
    await isAway()
    await alter(`${name}_elsewhere rename to ${name}`)
    const reasons: string[] = []
    const starting = openDatabase({ ...settings, limits: LIMITS }, createClock(), (reason) => {
      reasons.push(reason)
      void alter(`${name} allow_connections true`)
    })
    await later(await starting).ping(5_000)
    expect(reasons).toMatchObject([expect.stringContaining("not currently accepting connections")])
    await vi.waitFor(() => database.ping(5_000), 40_000)
  })

  it("one start waits for another, and for no lock that any role may take", async () => {
    const foreign = new pg.Client({ connectionString: settings.url })
    await foreign.connect()
    later({ close: () => foreign.end() })
    // Of earlier versions.
    await foreign.query("select pg_advisory_lock(7261942)")
    const [one, other] = [await open(), await open()]
    const seen: string[] = []
    let leave = () => {}
    const left = new Promise<void>((resolve) => {
      leave = resolve
    })
    const first = one.alone(async () => {
      seen.push("first in")
      await left
      seen.push("first out")
    })
    await vi.waitFor(() => expect(seen).toEqual(["first in"]))
    const second = other.alone(async (db) => {
      seen.push("second in")
      await sql`delete from migration where number = 0`.execute(db)
    })
    await vi.waitFor(async () => {
      const { rows } = await foreign.query(
        "select 1 from pg_locks where not granted and relation = 'migration'::regclass",
      )
      expect(rows).toHaveLength(1)
    })
    leave()
    await Promise.all([first, second])
    expect(seen).toEqual(["first in", "first out", "second in"])
  })

  it("a statement that takes too long is cut", async () => {
    const { db } = await open({ limits: LIMITS })
    await expect(sql`select pg_sleep(60)`.execute(db)).rejects.toMatchObject(AWAY)
  })

  it("a start waits for a server that comes up later, and says so once", async () => {
    const proxy = later(await startProxy(settings.url))
    proxy.leave()
    const reasons: string[] = []
    const opened = openDatabase(
      { ...settings, url: proxy.url, limits: { startMs: 60_000 } },
      createClock(),
      (reason) => {
        reasons.push(reason)
        proxy.goOn()
      },
    )
    await later(await opened).ping(5_000)
    expect(reasons).toHaveLength(1)
  })

  it("a start that can't succeed names the setting and says what to do", async () => {
    const refusal = async (change: (url: URL) => void, startMs = 0) => {
      const url = new URL(settings.url)
      change(url)
      return openDatabase({ url: url.href, limits: { startMs } }, createClock()).then(
        () => "it was opened",
        (error: Error) => `${error.name} ${error.message}`,
      )
    }
    expect(await refusal((url) => Object.assign(url, { port: "1" }))).toMatch(
      /^Error DATABASE_URL: no PostgreSQL answered within 0 s \(.*ECONNREFUSED.*\): start it, or mend the address$/,
    )
    expect(await refusal((url) => Object.assign(url, { pathname: "/nowhere" }), 60_000)).toMatch(
      /^BadSettings DATABASE_URL: .*"nowhere".*: create the database, or mend its name$/,
    )
    expect(await refusal((url) => Object.assign(url, { username: "nobody_here" }), 60_000)).toMatch(
      /^BadSettings DATABASE_URL: .*nobody_here.*: mend user and password/,
    )
  })
})
