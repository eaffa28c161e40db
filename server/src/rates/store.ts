import { sql } from "kysely"
import type { Db } from "../db/index.js"

/** Seconds until the bucket is empty (negative: it has been for long), and whether the requests were counted. */
export type Taken = { isCounted: boolean; usedSeconds: number }
export type Take = { key: string; requests: number; secondsEach: number; mostSeconds: number }

/**
 * GCRA as one upsert: `tat` is the moment up to which the allowance is used, which may lie `mostSeconds` ahead. Time is
 * the database's, so processes with wrong clocks can't take more.
 */
export async function takeRequests(db: Db, { key, requests, secondsEach, mostSeconds }: Take): Promise<Taken> {
  const cost = requests * secondsEach
  const { rows } = await sql<Taken>`
    with taken as (
      insert into rate_bucket as b (key, tat) values (${key}, clock_timestamp() + make_interval(secs => ${cost}))
      on conflict (key) do update
        set tat = greatest(b.tat, clock_timestamp()) + make_interval(secs => ${cost})
        where greatest(b.tat, clock_timestamp()) + make_interval(secs => ${cost})
          <= clock_timestamp() + make_interval(secs => ${mostSeconds})
      returning tat)
    select true as "isCounted", extract(epoch from tat - clock_timestamp())::float8 as "usedSeconds" from taken
    union all
    select false, extract(epoch from tat - clock_timestamp())::float8 from rate_bucket
    where key = ${key} and not exists (select from taken)`.execute(db)
  // Another process made the bucket while this statement ran: it was full for it, and can't be seen by it.
  return rows[0] ?? { isCounted: false, usedSeconds: mostSeconds }
}

/** Buckets that are empty again say nothing. */
export async function sweepBuckets(db: Db): Promise<void> {
  await sql`delete from rate_bucket where tat < clock_timestamp() - interval '1 hour'`.execute(db)
}
