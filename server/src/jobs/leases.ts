import { sql } from "kysely"
import type { Clock } from "../clock.js"
import type { Db } from "../db/index.js"

/** A job is its worker's for so long, and again for so long with every renewal. */
export const LEASE_SECONDS = 8
/** How often running jobs are renewed; nothing is asked while none runs. */
export const RENEW_SECONDS = 2
/** How far apart jobs are looked for whose worker has died; sooner when a lease is about to end. */
export const LOOK_SECONDS = 3
/** A job that loses its worker again and again is what kills them. */
const MOST_LOST = 20

/** The jobs that run in this process, and those that have lost theirs. */
export type Leases = {
  /** Until the answered function is called, but for no longer than `seconds`: what runs longer hangs. */
  hold(ids: readonly string[], seconds: number): () => void
  renew(): Promise<void>
  /** Gives jobs whose lease has run out to whoever looks next. Answers the seconds until the next lease ends. */
  freeLost(): Promise<number | undefined>
}

export function createLeases({ db, schema, clock }: { db: Db; schema: string; clock: Pick<Clock, "after"> }): Leases {
  const held = new Set<string>()
  const jobs = sql.table(`${schema}.job`)
  return {
    hold(ids, seconds) {
      const drop = () => {
        cancel()
        for (const id of ids) held.delete(id)
      }
      const cancel = clock.after(seconds * 1_000, drop)
      for (const id of ids) held.add(id)
      return drop
    },
    async renew() {
      if (held.size === 0) return
      await sql`update ${jobs} set started_on = now() where state = 'active' and id = any(${[...held]}::uuid[])`.execute(
        db,
      )
    },
    /** Its worker's death is no failure of the job: it keeps its tries. */
    async freeLost() {
      const { rows } = await sql<{ seconds: number | null }>`with freed as (
          update ${jobs} set start_after = now(), retry_limit = retry_limit + 1,
            state = (case when retry_count < ${MOST_LOST}::int then 'retry' else 'failed' end)::${sql.table(`${schema}.job_state`)}
          where state = 'active' and started_on + expire_in < now()
        ) select extract(epoch from min(started_on + expire_in) - now())::float8 as seconds
          from ${jobs} where state = 'active' and started_on + expire_in >= now()`.execute(db)
      return rows[0]?.seconds ?? undefined
    },
  }
}
