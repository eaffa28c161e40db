import { sql } from "kysely"
import pg from "pg"
import { afterAll, expect, test } from "vitest"
import { createClock } from "../clock.js"
import { type Db, openDatabase } from "./index.js"
import { migrate } from "./migrate.js"
import { describeOnBoth, insertEnvironment, type ServerDatabase, serverDatabase } from "./testing.js"

const made: ServerDatabase[] = []
afterAll(async () => {
  for (const { drop } of made) await drop()
})

async function numbers(db: Db): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`select number from migration order by number`.execute(db)
  return rows.map((row) => row.number)
}

describeOnBoth("migrations", (openDb) => {
  test("a second start changes nothing and keeps the data", async () => {
    const { db } = await openDb()
    const id = await insertEnvironment(db)
    const before = await numbers(db)
    await migrate(db)
    await migrate(db)
    expect(await numbers(db)).toEqual(before)
    expect(await db.selectFrom("environment").select("id").execute()).toEqual([{ id }])
  })

  test("a database written by a newer version is refused with what to do", async () => {
    const { db } = await openDb()
    await sql`insert into migration (number) values (999)`.execute(db)
    await expect(migrate(db)).rejects.toThrow(/newer Rollcall \(migration 999.*update Rollcall/)
  })

  test("what fails in a transaction leaves nothing behind, and the next one works", async () => {
    const { db } = await openDb()
    const failed = db.transaction().execute(async (tx) => {
      await insertEnvironment(tx)
      await sql`select 1 / 0`.execute(tx)
    })
    await expect(failed).rejects.toThrow(/division by zero/)
    expect(await db.selectFrom("environment").selectAll().execute()).toEqual([])
    await db.transaction().execute((tx) => insertEnvironment(tx))
    expect(await db.selectFrom("environment").selectAll().execute()).toHaveLength(1)
  })

  test("several statements in one text that fail leave no transaction open", async () => {
    const { db } = await openDb()
    await expect(sql.raw("begin; select 1 / 0; commit").execute(db)).rejects.toThrow(/division by zero/)
    for (let tries = 0; tries < 12; tries++) await insertEnvironment(db)
    expect(await db.selectFrom("environment").selectAll().execute()).toHaveLength(12)
  })

  test("transactions that run at once don't see one another's halves", async () => {
    const { db } = await openDb()
    const id = await insertEnvironment(db, "0")
    const raise = () =>
      db.transaction().execute(async (tx) => {
        const row = await tx
          .selectFrom("environment")
          .select("name")
          .where("id", "=", id)
          .forUpdate()
          .executeTakeFirstOrThrow()
        await tx
          .updateTable("environment")
          .set({ name: String(Number(row.name) + 1) })
          .where("id", "=", id)
          .execute()
      })
    await Promise.all(Array.from({ length: 20 }, raise))
    expect(await db.selectFrom("environment").select("name").execute()).toEqual([{ name: "20" }])
  })

  test("answers whether the database is there", async () => {
    const database = await openDb()
    await database.ping()
    await database.close()
    await expect(database.ping()).rejects.toThrow()
  })
})

test("several processes that start at once on an empty PostgreSQL all come up", async ({ skip }) => {
  for (let round = 0; round < 5; round++) {
    const settings = await serverDatabase(true)
    if (!settings) return skip("no PostgreSQL")
    made.push(settings)
    const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase(settings, createClock())))
    const [first] = opened
    if (!first) throw new Error("nothing was opened")
    const applied = await numbers(first.db)
    for (const database of opened) await database.close()
    expect(applied).toEqual(applied.map((_, index) => index + 1))
    expect(applied.length).toBeGreaterThan(1)
  }
})

test("a change of tables waits for who uses them without being in the way, and says who it is when that takes too long", async ({
  skip,
}) => {
  const place = await serverDatabase()
  if (!place) return skip("no PostgreSQL")
  made.push(place)
  const database = await openDatabase(place, createClock())
  const holder = new pg.Client({ connectionString: place.url, application_name: "a report" })
  await holder.connect()
  try {
    const { db, alone } = database
    const before = await numbers(db)
    // As before the 26th, which adds it.
    await sql`alter table mirror_row drop column day`.execute(db)
    await sql`delete from migration where number >= 26`.execute(db)
    await holder.query("begin; select 1 from mirror_row")
    const impatient = alone((own) => migrate(own, 26, { lockMs: 50, pauseMs: 1, tries: 3 }))
    await expect(impatient).rejects.toThrow(/^the tables are in use by postgres \(process \d+\), so that they can't/)
    const going = alone((own) => migrate(own, 26, { lockMs: 50, pauseMs: 10, tries: 10_000 }))
    for (let reads = 0; reads < 20; reads++) await sql`select 1 from mirror_row`.execute(db)
    await holder.query("rollback")
    await going
    expect(await numbers(db)).toEqual(before.slice(0, 26))
  } finally {
    await holder.end()
    await database.close()
  }
})
