/**
 * A database whose clock can be put forward, for local worlds and tests that live on another day: two functions of ours
 * stand before PostgreSQL's own. The offset stands in them, so it is kept with the data and is the same for every
 * connection whose search path is `SEARCH_PATH`.
 */
import { type Kysely, sql } from "kysely"

/** Our functions are found first; without them PostgreSQL's are. */
export const SEARCH_PATH = "select set_config('search_path', current_schema() || ', pg_catalog', false)"

export async function putClock<T>(db: Kysely<T>, offsetMs: number): Promise<void> {
  const interval = `interval '${Math.round(offsetMs)} milliseconds'`
  await sql
    .raw(`create or replace function now() returns timestamptz language sql stable
      as $$ select pg_catalog.now() + ${interval} $$;
    create or replace function clock_timestamp() returns timestamptz language sql volatile
      as $$ select pg_catalog.clock_timestamp() + ${interval} $$`)
    .execute(db)
}

export async function readTime<T>(db: Kysely<T>): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(db)
  const [row] = rows
  if (!row) throw new Error("the database has told no time")
  return row.at
}

export async function readClockOffset<T>(db: Kysely<T>): Promise<number> {
  const { rows } = await sql<{ ms: number }>`
    select extract(epoch from now() - pg_catalog.now())::float8 * 1000 as ms`.execute(db)
  return Math.round(rows[0]?.ms ?? 0)
}
