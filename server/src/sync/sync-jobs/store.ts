import { type Selectable, sql } from "kysely"
import type { Db, Schema } from "../../db/index.js"
import type { At } from "../../db/paging.js"

export type JobRow = Selectable<Schema["sync_job"]>
export type TriggerRow = Selectable<Schema["sync_job_cron_trigger"]>
export type JobRunRow = Selectable<Schema["sync_job_run"]> & {
  status: string
  error: string | null
  started_at: Date | null
  finished_at: Date | null
}

type Row = { environmentId: string; id: string }
/** Filters: a column has any of the values. */
export type Wanted = Readonly<Record<string, readonly string[] | undefined>>

/** Cursor times have milliseconds; the column has microseconds. */
const after = ({ after: at }: At) =>
  at ? sql`and (date_trunc('milliseconds', row.created_at), row.id) > (${at.createdAt}, ${at.id}::uuid)` : sql``

const meets = (wanted: Wanted) =>
  sql.join(
    Object.entries(wanted).map(([column, values]) =>
      values ? sql`and row.${sql.ref(column)}::text = any(${[...values]}::text[])` : sql``,
    ),
    sql` `,
  )

type Table = "sync_job" | "sync_job_cron_trigger"
type RowOf<T extends Table> = Selectable<Schema[T]>

async function list<T extends Table>(
  db: Db,
  table: T,
  { environmentId, wanted, ...at }: At & { environmentId: string; wanted: Wanted },
): Promise<RowOf<T>[]> {
  const { rows } = await sql<RowOf<T>>`select row.* from ${sql.table(table)} as row
    where row.environment_id = ${environmentId} ${after(at)} ${meets(wanted)}
    order by date_trunc('milliseconds', row.created_at), row.id limit ${at.limit}`.execute(db)
  return rows
}

type Listed = At & { environmentId: string; wanted: Wanted }
export const listJobs = (db: Db, listed: Listed): Promise<JobRow[]> => list(db, "sync_job", listed)
export const listTriggers = (db: Db, listed: Listed): Promise<TriggerRow[]> => list(db, "sync_job_cron_trigger", listed)

/** `sync_run` says how a run is. One that waits to be confirmed has failed, as far as Truto's words go. */
const RUNS = sql`select r.*, case s.status when 'queued' then 'created' when 'held' then 'failed' else s.status end as status,
    case s.status when 'held' then 'many rows are missing: POST /sync-run/' || s.id || '/confirm lets them be deleted' else s.error end as error,
    s.started_at, s.finished_at
  from sync_job_run r join sync_run s on s.id = r.run_id`

export async function listJobRuns(db: Db, { environmentId, wanted, ...at }: Listed): Promise<JobRunRow[]> {
  const { rows } = await sql<JobRunRow>`select row.* from (${RUNS} where r.environment_id = ${environmentId}) as row
    where true ${after(at)} ${meets(wanted)}
    order by date_trunc('milliseconds', row.created_at), row.id limit ${at.limit}`.execute(db)
  return rows
}

export async function findJobRun(db: Db, environmentId: string, id: string): Promise<JobRunRow | undefined> {
  const { rows } = await sql<JobRunRow>`${RUNS} where r.environment_id = ${environmentId} and r.id = ${id}`.execute(db)
  return rows[0]
}

export const findJob = (db: Db, environmentId: string, id: string): Promise<JobRow | undefined> =>
  db
    .selectFrom("sync_job")
    .selectAll()
    .where("environment_id", "=", environmentId)
    .where("id", "=", id)
    .executeTakeFirst()

export const findTrigger = (db: Db, environmentId: string, id: string): Promise<TriggerRow | undefined> =>
  db
    .selectFrom("sync_job_cron_trigger")
    .selectAll()
    .where("environment_id", "=", environmentId)
    .where("id", "=", id)
    .executeTakeFirst()

type JobValues = {
  label: string
  integration_name: string
  default_runtime_version: number
  args_schema: string
  resources: string
}
export const insertJob = (db: Db, values: JobValues & { id: string; environment_id: string }): Promise<JobRow> =>
  db.insertInto("sync_job").values(values).returningAll().executeTakeFirstOrThrow()

export const updateJob = (
  db: Db,
  { environmentId, id }: Row,
  changes: Partial<JobValues>,
): Promise<JobRow | undefined> =>
  db
    .updateTable("sync_job")
    .set({ ...changes, updated_at: sql<Date>`now()` })
    .where("environment_id", "=", environmentId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst()

type TriggerValues = {
  cron_expression: string
  args: string
  webhook_id: string | null
  meta: string
  next_run_at: Date | null
  last_error: string | null
}
type NewTrigger = Omit<TriggerValues, "next_run_at" | "last_error"> & {
  id: string
  environment_id: string
  sync_job_id: string
  account_id: string
}
export const insertTrigger = (db: Db, values: NewTrigger): Promise<TriggerRow> =>
  db.insertInto("sync_job_cron_trigger").values(values).returningAll().executeTakeFirstOrThrow()

export const updateTrigger = (
  db: Db,
  { environmentId, id }: Row,
  changes: Partial<TriggerValues>,
): Promise<TriggerRow | undefined> =>
  db
    .updateTable("sync_job_cron_trigger")
    .set({ ...changes, updated_at: sql<Date>`now()` })
    .where("environment_id", "=", environmentId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst()

export async function remove(db: Db, table: Table, { environmentId, id }: Row) {
  const { rows } = await sql`delete from ${sql.table(table)} where environment_id = ${environmentId} and id = ${id}
    returning id`.execute(db)
  return rows.length > 0
}

export type NewJobRun = {
  id: string
  environment_id: string
  sync_job_id: string
  account_id: string
  run_id: string
  args: string
  webhook_id: string | null
  trigger_id: string | null
}
export const insertJobRun = (db: Db, values: NewJobRun): Promise<unknown> =>
  db.insertInto("sync_job_run").values(values).execute()

/** One that is due, which nobody else is at. */
export async function findDueTrigger(db: Db): Promise<TriggerRow | undefined> {
  const { rows } = await sql<TriggerRow>`select * from sync_job_cron_trigger where next_run_at <= clock_timestamp()
    order by next_run_at limit 1`.execute(db)
  return rows[0]
}

/** Undefined: it is due no more, or another process is at it. */
export async function takeDueTrigger(tx: Db, id: string): Promise<TriggerRow | undefined> {
  const { rows } = await sql<TriggerRow>`select * from sync_job_cron_trigger
    where id = ${id} and next_run_at <= clock_timestamp() for update skip locked`.execute(tx)
  return rows[0]
}
