import { sql } from "kysely"
import { beforeAll, expect, test } from "vitest"
import { createClock } from "../clock.js"
import { type Database, type Db, openDatabase } from "./index.js"
import { retryConflicts } from "./retrying.js"
import { describeOnBoth, insertEnvironment, serverDatabase } from "./testing.js"

const failure = (code: string) => Object.assign(new Error(code), { code })
const noWait = async () => {}

test.each(["40P01", "40001"])("what PostgreSQL ends with %s begins again", async (code) => {
  let tries = 0
  const answer = await retryConflicts(async () => {
    if (++tries < 3) throw failure(code)
    return "done"
  }, noWait)
  expect([answer, tries]).toEqual(["done", 3])
})

test("a conflict that never ends is told after a few tries, anything else at once", async () => {
  const tries = { "40P01": 0, "23505": 0 }
  for (const code of ["40P01", "23505"] as const) {
    const act = async () => {
      tries[code]++
      throw failure(code)
    }
    await expect(retryConflicts(act, noWait)).rejects.toMatchObject({ code })
  }
  expect(tries).toEqual({ "40P01": 5, "23505": 1 })
})

describeOnBoth("a statement or transaction", (openDb) => {
  let database: Database
  beforeAll(async () => {
    database = await openDb()
  })

  test("that writes below what was removed meanwhile is a not_found", async () => {
    const id = "00000000-0000-4000-8000-000000000001"
    const write = (db: Db) => sql`insert into event_counter (environment_id, last) values (${id}, 0)`.execute(db)
    await expect(database.db.transaction().execute(write)).rejects.toMatchObject({ code: "resource.not_found" })
    await expect(write(database.db)).rejects.toMatchObject({ code: "resource.not_found", details: { isUndone: true } })
  })
})

const settings = await serverDatabase()
test.skipIf(settings === null)("two transactions that lock each other out both end well (PostgreSQL)", async () => {
  if (!settings) return
  const database = await openDatabase(settings, createClock())
  const { db } = database
  try {
    const ids = [await insertEnvironment(db), await insertEnvironment(db)]
    let arrived = 0
    let meet = () => {}
    const met = new Promise<void>((done) => {
      meet = done
    })
    let begun = 0
    const lockBoth = (order: readonly string[]) =>
      db.transaction().execute(async (tx) => {
        begun++
        for (const id of order) {
          await sql`update environment set name = name || '.' where id = ${id}`.execute(tx)
          if (++arrived === 2) meet()
          await met
        }
      })
    await Promise.all([lockBoth(ids), lockBoth([...ids].reverse())])
    expect(begun).toBe(3)
    const { rows } = await sql<{ name: string }>`select name from environment`.execute(db)
    expect(rows.map(({ name }) => name)).toEqual(["Test..", "Test.."])
  } finally {
    await database.close()
    await settings.drop()
  }
})
