import { sql } from "kysely"
import type { Clock } from "../clock.js"
import type { Db } from "../db/index.js"

/** A job is its worker's for so long, and again for so long with every renewal. */
export const LEASE_SECONDS = 10
/** How often running jobs are renewed, and jobs are looked for whose worker has died. */
export const RENEW_SECONDS = 3
/** A job that loses its worker again and again is what kills them. */
const MOST_LOST = 20

/** The jobs that run in this process, and those that have lost theirs. */
export type Leases = {
  /** Until the answered function is called, but for no longer than `seconds`: what runs longer hangs. */
  hold(ids: readonly string[], seconds: number): () => void
  renew(): Promise<void>
  /** Gives jobs whose lease has run out to whoever looks next. */
  freeLost(): Promise<void>
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
      await sql`update ${jobs} set start_after = now(), retry_limit = retry_limit + 1,
          state = (case when retry_count < ${MOST_LOST}::int then 'retry' else 'failed' end)::${sql.table(`${schema}.job_state`)}
        where state = 'active' and started_on + expire_in < now()`.execute(db)
    },
  }
}
