import { sql } from "kysely"
import type { Db } from "../../db/index.js"

/** Seconds until the bucket is empty again (negative: long ago), and whether the tokens were granted. */
export type Taken = { isGranted: boolean; usedSeconds: number }
export type Take = { key: string; tokens: number; secondsEach: number; burstSeconds: number }

/**
 * GCRA as one upsert: `tat` is the moment up to which the allowance is used. Time is the database's, so processes
 * with wrong clocks can't take more.
 */
export async function takeTokens(db: Db, { key, tokens, secondsEach, burstSeconds }: Take): Promise<Taken> {
  const cost = tokens * secondsEach
  const { rows } = await sql<{ used: number }>`
    insert into rate_bucket as b (key, tat) values (${key}, clock_timestamp() + make_interval(secs => ${cost}))
    on conflict (key) do update
      set tat = greatest(b.tat, clock_timestamp()) + make_interval(secs => ${cost})
      where greatest(b.tat, clock_timestamp()) + make_interval(secs => ${cost})
        <= clock_timestamp() + make_interval(secs => ${burstSeconds})
    returning extract(epoch from b.tat - clock_timestamp())::float8 as used`.execute(db)
  if (rows[0]) return { isGranted: true, usedSeconds: rows[0].used }
  const { rows: there } = await sql<{ used: number }>`
    select extract(epoch from tat - clock_timestamp())::float8 as used from rate_bucket where key = ${key}`.execute(db)
  return { isGranted: false, usedSeconds: there[0]?.used ?? 0 }
}

/** Buckets that are empty again say nothing. */
export async function sweepBuckets(db: Db): Promise<void> {
  await sql`delete from rate_bucket where tat < clock_timestamp() - interval '1 hour'`.execute(db)
}
