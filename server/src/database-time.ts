import type { Clock, Wall } from "./clock.js"
import { type Db, readTime } from "./db/index.js"

const EVERY_MS = 60_000
const MOST_AHEAD_MS = 60_000

type Following = {
  db: Db
  wall: Wall
  clock: Pick<Clock, "every">
  log: { error(facts: object, message: string): void }
}

/**
 * A process's time is the database's, so that all agree on what is due and on a company's day, whatever the clocks of
 * their hosts say. Ends with the answered function.
 */
export async function followDatabase({ db, wall, clock, log }: Following): Promise<() => void> {
  let isTold = false
  const look = async () => {
    const aheadMs = wall.follow((await readTime(db)).getTime())
    const isFar = Math.abs(aheadMs) > MOST_AHEAD_MS
    if (isFar && !isTold) log.error({ ahead_seconds: Math.round(aheadMs / 1_000) }, TOLD)
    isTold = isFar
  }
  await look()
  return clock.every(EVERY_MS, () => void look().catch(() => {}))
}

const TOLD = "this host's clock differs from the database's, whose time is used instead: put the host's clock right"
