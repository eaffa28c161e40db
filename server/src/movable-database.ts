import type { MovableClock } from "./clock.js"
import { type Database, type DatabaseSettings, openDatabase, putClock, readClockOffset } from "./db/index.js"

/** Both at the later of the two times: what is in the data may not lie ahead. */
export async function openMovable(where: DatabaseSettings, clock: MovableClock): Promise<Database> {
  const database = await openDatabase({ ...where, clockOffsetMs: clock.offsetMs() }, clock)
  const there = await readClockOffset(database.db)
  clock.moveBy(Math.max(0, there - clock.offsetMs()))
  return database
}

/** Puts both forward. */
export async function moveClock({ db }: Database, clock: MovableClock | undefined, ms: number): Promise<void> {
  if (!clock) throw new Error("this Rollcall follows the machine's clock")
  await putClock(db, clock.offsetMs() + ms)
  clock.moveBy(ms)
}
