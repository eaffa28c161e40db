import { sql } from "kysely"
import type { Db } from "../db/index.js"
import type { MirrorPlace, TablePlace, Touched } from "./graph.js"

/**
 * complete: it was read to its end once, with these columns. refused: the HR system does not let the account read it.
 * None: it was not read to its end yet. `seq` goes up when it becomes readable or ceases to be.
 */
export type TableState = {
  state: "complete" | "refused"
  columns: string
  /** All that happened before is in the rows. */
  asOf: Date | null
  /** When the last complete read of every row began. */
  fullAsOf: Date | null
  /** Where its feed of changes is asked from. */
  feedAt: Date | null
  /** Declared columns that the connection has no right to. */
  lacking: readonly string[]
  seq: number
}

/** By name, of the tables that have a state. */
export async function listStates(db: Db, { accountId }: MirrorPlace): Promise<Map<string, TableState>> {
  const { rows } = await sql<TableState & { name: string }>`select table_name as name, state, columns, as_of as "asOf",
    full_as_of as "fullAsOf", feed_at as "feedAt", lacking, seq::float8 as seq from mirror_table where account_id = ${accountId}`.execute(
    db,
  )
  return new Map(rows.map(({ name, ...state }) => [name, state]))
}

/** `lacking`, if it was said; `feedAt` is for one incremental read, and null after others. */
export type NewState = Pick<TableState, "state" | "columns"> &
  Partial<Pick<TableState, "asOf" | "fullAsOf" | "feedAt" | "lacking">>

/** Moments only go forward. */
export async function putState(
  tx: Db,
  { environmentId, accountId, table }: TablePlace,
  { state, columns, asOf = null, fullAsOf = null, feedAt = null, lacking }: NewState,
): Promise<void> {
  const known = lacking ? [...lacking] : null
  await sql`insert into mirror_table (environment_id, account_id, table_name, state, columns, as_of, full_as_of, feed_at, lacking, seq)
    values (${environmentId}, ${accountId}, ${table}, ${state}, ${columns}, ${asOf}, ${fullAsOf}, ${feedAt},
      coalesce(${known}::text[], '{}'), nextval('mirror_seq'))
    on conflict (account_id, table_name) do update set state = excluded.state, columns = excluded.columns,
      feed_at = excluded.feed_at, lacking = coalesce(${known}::text[], mirror_table.lacking),
      as_of = greatest(mirror_table.as_of, excluded.as_of), full_as_of = greatest(mirror_table.full_as_of, excluded.full_as_of),
      seq = case when mirror_table.state = excluded.state and mirror_table.columns = excluded.columns
        then mirror_table.seq else excluded.seq end`.execute(tx)
}

/** The next run reads every row, because what is kept of some is not what would be kept of others. */
export async function forgetFull(tx: Db, { accountId, table }: TablePlace): Promise<void> {
  await sql`update mirror_table set full_as_of = null where account_id = ${accountId} and table_name = ${table}`.execute(
    tx,
  )
}

/** What the records of a view were made from. */
export type ViewState = { seq: number; today: string; version: string }

/** By resource and name, of the views that were made once. */
export async function listViewStates(db: Db, { accountId }: MirrorPlace): Promise<Map<string, ViewState>> {
  const { rows } = await sql<
    ViewState & { resource: string; view: string }
  >`select resource, view, seq::float8 as seq, today, version
    from mirror_view where account_id = ${accountId}`.execute(db)
  return new Map(rows.map(({ resource, view, ...state }) => [`${resource} ${view}`, state]))
}

export async function putViewState(
  tx: Db,
  { accountId }: MirrorPlace,
  { resource, view, seq, today, version }: ViewState & { resource: string; view: string },
): Promise<void> {
  await sql`insert into mirror_view (account_id, resource, view, seq, today, version)
    values (${accountId}, ${resource}, ${view}, ${seq}, ${today}, ${version})
    on conflict (account_id, resource, view) do update set seq = greatest(mirror_view.seq, excluded.seq), today = excluded.today,
      version = excluded.version`.execute(tx)
}

/** A number that is behind everything that was touched until now, and before everything that will be. */
export async function nextSeq(tx: Db): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select nextval('mirror_seq')::float8 as seq`.execute(tx)
  const [row] = rows
  if (!row) throw new Error("the database has given no number")
  return row.seq
}

/** What was touched in these tables since. */
export async function listTouched(
  db: Db,
  { accountId }: MirrorPlace,
  { tables, since }: { tables: readonly string[]; since: number },
): Promise<Touched> {
  const { rows } = await sql<{
    table: string
    column: string
    value: string
  }>`select table_name as table, column_name as column,
    value from mirror_touched where account_id = ${accountId} and table_name = any(${[...tables]}::text[]) and seq > ${since}`.execute(
    db,
  )
  const touched = new Map<string, Map<string, Set<string>>>()
  for (const { table, column, value } of rows) {
    const columns = touched.get(table) ?? new Map<string, Set<string>>()
    touched.set(table, columns)
    const values = columns.get(column) ?? new Set<string>()
    columns.set(column, values.add(value))
  }
  return touched
}

/** Forgets what was touched up to a number that every view has got past. */
export async function forgetTouched(tx: Db, { accountId }: MirrorPlace, upTo: number): Promise<void> {
  await sql`delete from mirror_touched where account_id = ${accountId} and seq <= ${upTo}`.execute(tx)
}

/** After an account's rows have come: tables that grow by a tenth are not looked at by the database itself. */
export async function analyze(db: Db): Promise<void> {
  await sql`analyze mirror_row (account_id, table_name, id), mirror_key (account_id, key, id)`
    .execute(db)
    .catch(() => {})
}
