import { type RawBuilder, sql } from "kysely"
import type { Db } from "../../db/index.js"
import type { RecordPlace } from "../record.js"

/** A moment of the database's clock as text, in microseconds: a `Date` would lose some of them. */
export type Moment = string

/**
 * The latest moment at which everything has settled: a transaction that is not over yet writes versions of later than
 * this. `now()` of a transaction is when it began, so what is read as of this moment is the same whenever it is read.
 * Of other database users nothing is looked at: they don't write here, and may be long at work.
 */
export async function readSettledMoment(db: Db): Promise<Moment> {
  // The clock may be put forward (db/movable-clock.ts); when a transaction began is told by the machine's.
  const { rows } = await sql<{ at: Moment }>`select to_char((now() - (pg_catalog.now() - coalesce(
      min(xact_start) - interval '1 microsecond', pg_catalog.now()))) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from pg_stat_activity where datname = current_database() and usename = current_user and pid <> pg_backend_pid()
      and xact_start < pg_catalog.now()`.execute(db)
  const [row] = rows
  if (!row) throw new Error("the database has told no time")
  return row.at
}

export type PortionQuery = { view: string; at: Moment; after?: string | undefined; limit: number }
export type TextRow = { id: string; text: string }

/** Rows of a view as they were at a moment, as text, in the order of lists. */
export async function listPortion(db: Db, place: RecordPlace, query: PortionQuery): Promise<TextRow[]> {
  const { at, after, limit } = query
  const past = after === undefined ? sql`` : sql`and (length(id), id) > (length(${after}::text), ${after}::text)`
  // Each half is cut to what is wanted, so that an index gives it in order.
  const half = (table: RawBuilder<unknown>, held: RawBuilder<unknown>) =>
    sql`(select id, row::text as text from ${table} where ${own(place)} and view = ${query.view} and ${held} ${past}
      order by length(id), id limit ${limit})`
  const { rows } = await sql<TextRow>`select id, text from (
      ${half(sql`record`, holds(at))} union all ${half(sql`record_history`, held(at))}
    ) as found order by length(id), id collate "C" limit ${limit}`.execute(db)
  return rows
}

/** The view that a row was of at a moment. Undefined: there was none. */
export async function findView(
  db: Db,
  place: RecordPlace,
  { id, at }: { id: string; at: Moment },
): Promise<string | undefined> {
  const { rows } = await sql<{ view: string }>`
    select view from record where ${own(place)} and id = ${id} and ${holds(at)}
    union all select view from record_history where ${own(place)} and id = ${id} and ${held(at)}`.execute(db)
  return rows[0]?.view
}

const own = ({ environmentId, accountId, resource }: RecordPlace) =>
  sql`environment_id = ${environmentId} and account_id = ${accountId} and resource = ${resource}`
const holds = (at: Moment) => sql`valid_from <= ${at}::timestamptz`
const held = (at: Moment) => sql`valid_from <= ${at}::timestamptz and valid_to > ${at}::timestamptz`
