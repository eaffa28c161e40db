import { sql } from "kysely"
import { expect, test } from "vitest"
import { createClock } from "../clock.js"
import { type DatabaseSettings, openDatabase } from "./index.js"
import { putClock, readClockOffset } from "./movable-clock.js"
import { dropSchema, serverSettings } from "./testing.js"

const DAY_MS = 86_400_000
const settings = await serverSettings()
const kinds: [string, DatabaseSettings][] = [["embedded", { directory: null }]]
if (settings) kinds.push(["PostgreSQL", settings])

test.each(kinds)(
  "the database's clock can be put forward, for queries and for what columns begin with (%s)",
  async (_, where) => {
    const database = await openDatabase({ ...where, clockOffsetMs: DAY_MS }, createClock())
    const { db } = database
    const ahead = async () => {
      const { rows } = await sql<{ at: Date; late: Date }>`select now() as at, clock_timestamp() as late`.execute(db)
      return rows.flatMap(({ at, late }) => [at, late].map((one) => Math.round((one.getTime() - Date.now()) / DAY_MS)))
    }
    try {
      expect(await ahead()).toEqual([1, 1])
      await putClock(db, 3 * DAY_MS)
      expect(await ahead()).toEqual([3, 3])
      expect(await readClockOffset(db)).toBe(3 * DAY_MS)
      const made = await db
        .insertInto("environment")
        .values({ id: "11111111-1111-4111-8111-111111111111", name: "later", is_default: false })
        .returning("created_at")
        .executeTakeFirstOrThrow()
      expect(Math.round((made.created_at.getTime() - Date.now()) / DAY_MS)).toBe(3)
    } finally {
      await database.close()
      if ("schema" in where && where.schema) await dropSchema(where.schema)
    }
  },
)
