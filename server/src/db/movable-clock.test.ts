import { sql } from "kysely"
import { afterAll, expect, test } from "vitest"
import { createClock } from "../clock.js"
import { type DatabaseSettings, openDatabase } from "./index.js"
import { putClock, readClockOffset } from "./movable-clock.js"
import { serverDatabase } from "./testing.js"

const DAY_MS = 86_400_000
// An empty one: others stand on the day of the tests already.
const server = await serverDatabase(true)
afterAll(() => server?.drop())
const kinds: [string, DatabaseSettings][] = [["embedded", { directory: null }]]
if (server) kinds.push(["PostgreSQL", server])

test.each(kinds)(
  "the database's clock can be put forward, for queries and for what columns begin with (%s)",
  async (_, where) => {
    const machine = createClock()
    const database = await openDatabase({ ...where, clockOffsetMs: DAY_MS }, machine)
    const { db } = database
    const read = async () => {
      const { rows } = await sql<{ at: Date; late: Date; machine: Date }>`
      select now() as at, clock_timestamp() as late, pg_catalog.now() as machine`.execute(db)
      return rows.flatMap(({ at, late, machine }) =>
        [at, late].map((one) => Math.round((one.getTime() - machine.getTime()) / DAY_MS)),
      )
    }
    try {
      expect(await read()).toEqual([1, 1])
      await putClock(db, 3 * DAY_MS)
      expect(await read()).toEqual([3, 3])
      expect(await readClockOffset(db)).toBe(3 * DAY_MS)
      const made = db
        .insertInto("environment")
        .values({ id: "11111111-1111-4111-8111-111111111111", name: "later", is_default: false })
        .returning(["created_at", sql<Date>`pg_catalog.now()`.as("machine")])
      const { created_at, machine: real } = await made.executeTakeFirstOrThrow()
      expect(created_at.getTime() - real.getTime()).toBe(3 * DAY_MS)
    } finally {
      await database.close()
    }
  },
)
