import { sql } from "kysely"
import pg from "pg"
import { expect, it, vi } from "vitest"
import { createClock } from "../clock.js"
import { openDatabase, putClock } from "../db/index.js"
import { describeOnBoth, serverDatabase } from "../db/testing.js"
import { createJobs } from "./index.js"
import { createLeases, LEASE_SECONDS } from "./leases.js"

const onError = (error: Error) => {
  throw error
}

const job = (accountId: string) => ({ queue: "check-connection" as const, data: { environmentId: "e", accountId } })

describeOnBoth("The queue", (openDb) => {
  it("runs a job that was sent in a transaction, and none of one that was rolled back", async () => {
    const database = await openDb()
    const { db } = database
    const jobs = await createJobs({ database, clock: createClock(), isWorker: true, onError })
    const seen: string[] = []
    jobs.work("check-connection", async ({ accountId }) => void seen.push(accountId))
    const sent = db.transaction().execute(async (tx) => {
      await jobs.send(tx, job("lost"))
      throw new Error("rolled back")
    })
    await expect(sent).rejects.toThrow("rolled back")
    await db.transaction().execute((tx) => jobs.send(tx, job("kept")))
    await vi.waitFor(() => expect(seen).toEqual(["kept"]), 40_000)
    await jobs.close()
  })

  it("says nothing about a world whose clock was moved on purpose", async () => {
    const { db, ...database } = await openDb()
    await putClock(db, 30 * 86_400_000)
    const warnings: Error[] = []
    const note = (warning: Error) => void warnings.push(warning)
    process.on("warning", note)
    const clock = createClock({ offsetMs: 30 * 86_400_000 })
    const jobs = await createJobs({ database: { db, ...database }, clock, isWorker: true, onError })
    await jobs.close()
    process.off("warning", note)
    expect(warnings).toEqual([])
  })

  it("tries a failed job again and says what waits", async () => {
    const database = await openDb()
    const { db } = database
    const jobs = await createJobs({ database, clock: createClock(), isWorker: true, onError: () => {} })
    await jobs.send(db, { ...job("a"), afterSeconds: 60 })
    await jobs.send(db, job("b"))
    expect(await jobs.backlog()).toContainEqual(expect.objectContaining({ queue: "check-connection", waiting: 2 }))
    let tries = 0
    jobs.work("check-connection", async () => {
      if (++tries === 1) throw new Error("not this time")
    })
    await vi.waitFor(() => expect(tries).toBe(2), 40_000)
    await jobs.close()
  })

  it("gives the jobs of a dead worker to a living one, and leaves a living one its own", async () => {
    const database = await openDb()
    const schema = await sql<{ name: string }>`select current_schema() as name`.execute(database.db)
    const jobs = await createJobs({ database, clock: createClock(), isWorker: false, onError })
    await jobs.send(database.db, job("a"))
    const table = sql.table(`${schema.rows[0]?.name}.job`)
    const die = async (seconds: number) => {
      const { rows } = await sql<{ id: string }>`update ${table} set state = 'active',
        started_on = now() - make_interval(secs => ${seconds}::int) where name = 'check-connection' returning id`.execute(
        database.db,
      )
      return rows.map(({ id }) => id)
    }
    const counts = async () => (await jobs.backlog()).find((one) => one.queue === "check-connection")
    const leases = createLeases({ db: database.db, schema: schema.rows[0]?.name ?? "", clock: createClock() })
    const ids = await die(11)
    leases.hold(ids, 60)
    await leases.renew()
    const seconds = await leases.freeLost()
    expect(seconds, "it says when the lease ends").toBeGreaterThan(LEASE_SECONDS - 2)
    expect(seconds).toBeLessThanOrEqual(LEASE_SECONDS)
    expect(await counts()).toMatchObject({ running: 1, waiting: 0 })
    for (let times = 0; times < 5; times++) {
      await die(11)
      expect(await leases.freeLost(), "nothing runs that could end").toBeUndefined()
      expect(await counts()).toMatchObject({ running: 0, waiting: 1 })
    }
    await jobs.close()
  })

  it("stops: running jobs are told, waited for and completed; the rest is left", async () => {
    const database = await openDb()
    const { db } = database
    const jobs = await createJobs({ database, clock: createClock(), isWorker: true, onError })
    const seen: string[] = []
    const work = async ({ accountId }: { accountId: string }, signal: AbortSignal) => {
      seen.push(accountId)
      await new Promise((resolve) => signal.addEventListener("abort", resolve))
      seen.push(`${accountId} told`)
    }
    for (const id of ["a", "b", "c"]) await jobs.send(db, job(id))
    jobs.work("check-connection", work, { concurrency: 2 })
    await vi.waitFor(() => expect(seen).toHaveLength(2), 40_000)
    await jobs.stopWork()
    expect(seen.filter((one) => one.endsWith("told"))).toHaveLength(2)
    expect(await jobs.backlog()).toContainEqual(
      expect.objectContaining({ queue: "check-connection", waiting: 1, running: 0 }),
    )
    await jobs.close()
  })

  it("a database that goes away in mid-job ends no process", async () => {
    const database = await openDb()
    const { db } = database
    const errors: string[] = []
    const jobs = await createJobs({
      database,
      clock: createClock(),
      isWorker: true,
      onError: ({ message }) => void errors.push(message),
    })
    await jobs.send(db, job("a"))
    const gone = new Promise<void>((resolve) => {
      jobs.work("check-connection", () => database.queueDb.destroy().then(resolve))
    })
    await gone
    await vi.waitFor(() => expect(errors).toContain("driver has already been destroyed"), 40_000)
    await jobs.close()
  })
})

it("Several processes that start at once on an empty PostgreSQL make their queues once", async ({ skip }) => {
  const settings = await serverDatabase(true)
  if (!settings) return skip("no PostgreSQL")
  const start = async () => {
    const database = await openDatabase(settings, createClock())
    const jobs = await createJobs({ database, clock: createClock(), isWorker: true, onError })
    return () => jobs.close().then(database.close)
  }
  const all = await Promise.all([start(), start(), start(), start()])
  for (const close of all) await close()
  await settings.drop()
})

it("The queue is made while another role holds the lock that pg-boss would take", async ({ skip }) => {
  const place = await serverDatabase(true)
  if (!place) return skip("no PostgreSQL")
  const database = await openDatabase(place, createClock())
  const foreign = new pg.Client({ connectionString: place.url })
  await foreign.connect()
  const name = "current_database() || '.pgboss.public'"
  await foreign.query(`select pg_advisory_lock(('x' || encode(sha224((${name})::bytea), 'hex'))::bit(64)::bigint)`)
  const jobs = await createJobs({ database, clock: createClock(), isWorker: true, onError })
  await jobs.close()
  await foreign.end()
  await database.close()
  await place.drop()
})
