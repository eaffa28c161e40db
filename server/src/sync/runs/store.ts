import { randomUUID } from "node:crypto"
import { type Selectable, sql } from "kysely"
import { type Db, prepared, runPrepared, type Schema } from "../../db/index.js"
import type { After } from "../../db/paging.js"
import {
  type Checkpoint,
  INCREMENTAL,
  NO_CHECKPOINT,
  NO_PROGRESS,
  OPEN_STEPS,
  type Progress,
  type Run,
  type Step,
  type Trigger,
} from "./run.js"

type RunRow = Selectable<Schema["sync_run"]>
type StepRow = Selectable<Schema["sync_step"]>

/** The columns only ever hold what this file writes. */
const toRun = (row: RunRow): Run => ({
  id: row.id,
  environmentId: row.environment_id,
  accountId: row.account_id,
  trigger: row.trigger as Trigger,
  status: row.status as Run["status"],
  error: row.error,
  createdAt: row.created_at,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
})

const toStep = (row: StepRow): Step => ({
  runId: row.run_id,
  place: row.place,
  kind: row.kind as Step["kind"],
  name: row.name,
  status: row.status as Step["status"],
  mode: row.mode as Step["mode"],
  checkpoint: { ...NO_CHECKPOINT, ...(row.checkpoint as Partial<Checkpoint>) },
  progress: { ...NO_PROGRESS, ...(row.progress as Partial<Progress>) },
  error: row.error,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
})

/** Tables in the order in which they are read, then resources in the order in which they are derived. */
export type NewRun = {
  environmentId: string
  accountId: string
  trigger: Trigger
  tables: readonly string[]
  resources: readonly string[]
}

export async function insertRun(tx: Db, run: NewRun): Promise<string> {
  const { environmentId, accountId, trigger } = run
  const id = randomUUID()
  await tx
    .insertInto("sync_run")
    .values({ id, environment_id: environmentId, account_id: accountId, trigger })
    .execute()
  const named = [
    ...run.tables.map((name) => ({ kind: "table", name })),
    ...run.resources.map((name) => ({ kind: "resource", name })),
  ]
  const steps = named.map((step, place) => ({ run_id: id, place, ...step }))
  await tx.insertInto("sync_step").values(steps).execute()
  return id
}

/** A run that has not begun and has exactly these steps, and reads as thoroughly as is asked. */
export async function findQueued(
  tx: Db,
  { accountId, tables, resources, trigger }: NewRun,
): Promise<string | undefined> {
  const unfit = INCREMENTAL.includes(trigger) ? [] : [...INCREMENTAL]
  const steps = [...tables.map((name) => `table ${name}`), ...resources.map((name) => `resource ${name}`)].sort()
  const { rows } = await sql<{ id: string }>`select sync_run.id from sync_run join sync_step on run_id = sync_run.id
    where account_id = ${accountId} and sync_run.status = 'queued' and trigger <> all(${unfit}::text[]) group by sync_run.id
    having array_agg(kind || ' ' || name order by (kind || ' ' || name) collate "C") = ${steps}::text[] limit 1`.execute(
    tx,
  )
  return rows[0]?.id
}

/** The run to go on with: the one that runs, else the oldest that waits. */
export async function findOpenRun(db: Db, accountId: string): Promise<Run | undefined> {
  const row = await db
    .selectFrom("sync_run")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("status", "in", ["queued", "running"])
    .orderBy(sql`status = 'queued'`)
    .orderBy("created_at")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst()
  return row && toRun(row)
}

/** Whether a run that one of these triggers has made is not over. */
export async function hasOpenRun(db: Db, accountId: string, triggers: readonly Trigger[]): Promise<boolean> {
  const { rows } = await sql`select 1 from sync_run where account_id = ${accountId}
    and status in ('queued', 'running') and trigger = any(${[...triggers]}::text[]) limit 1`.execute(db)
  return rows.length > 0
}

export async function findRun(db: Db, environmentId: string, id: string): Promise<Run | undefined> {
  const query = db.selectFrom("sync_run").selectAll().where("environment_id", "=", environmentId).where("id", "=", id)
  const row = await query.executeTakeFirst()
  return row && toRun(row)
}

export async function findRunForUpdate(tx: Db, environmentId: string, id: string): Promise<Run | undefined> {
  const query = tx.selectFrom("sync_run").selectAll().where("environment_id", "=", environmentId).where("id", "=", id)
  const row = await query.forUpdate().executeTakeFirst()
  return row && toRun(row)
}

type Wanted = readonly string[] | undefined
/** Any of the values. */
export type RunFilters = { id?: Wanted; accountId?: Wanted; status?: Wanted; trigger?: Wanted }
type ListQuery = { after: After | undefined; limit: number; filters: RunFilters }

/** Newest first. */
export async function listRuns(db: Db, environmentId: string, { after, limit, filters }: ListQuery): Promise<Run[]> {
  let query = db.selectFrom("sync_run").selectAll().where("environment_id", "=", environmentId)
  query = query.orderBy("created_at", "desc").orderBy("id", "desc").limit(limit)
  if (filters.id) query = query.where("id", "in", filters.id)
  if (filters.accountId) query = query.where("account_id", "in", filters.accountId)
  if (filters.status) query = query.where("status", "in", filters.status)
  if (filters.trigger) query = query.where("trigger", "in", filters.trigger)
  if (after) query = query.where(sql<boolean>`(created_at, id) < (${after.createdAt}, ${after.id}::uuid)`)
  return (await query.execute()).map(toRun)
}

export async function listSteps(db: Db, runIds: readonly string[]): Promise<Step[]> {
  if (runIds.length === 0) return []
  const rows = await db.selectFrom("sync_step").selectAll().where("run_id", "in", runIds).orderBy("place").execute()
  return rows.map(toStep)
}

export async function listOpenSteps(db: Db, runId: string): Promise<Step[]> {
  const query = db.selectFrom("sync_step").selectAll().where("run_id", "=", runId).where("status", "in", OPEN_STEPS)
  return (await query.orderBy("place").execute()).map(toStep)
}

export async function findOpenTable(db: Db, runId: string, name: string): Promise<Step | undefined> {
  const query = sql<StepRow>`select * from sync_step where run_id = ${runId} and kind = 'table' and name = ${name}
    and status = any(${OPEN_STEPS}::text[])`
  const [row] = await runPrepared(db, "open_table_step", query)
  return row && toStep(row)
}

export async function startRun(tx: Db, id: string): Promise<void> {
  await sql`update sync_run set status = 'running', started_at = coalesce(started_at, now()), finished_at = null, error = null
    where id = ${id}`.execute(tx)
}

export async function endRun(tx: Db, id: string, { status, error }: Pick<Run, "status" | "error">): Promise<void> {
  await sql`update sync_run set status = ${status}, error = ${error}, finished_at = now() where id = ${id}`.execute(tx)
}

export type StepChanges = Partial<Pick<Step, "status" | "mode" | "checkpoint" | "progress" | "error">>

const CLOSED = ["done", "skipped", "failed", "held"]

/** What is not given stays. */
const updateGiven = prepared(
  "update_sync_step",
  `update sync_step set status = coalesce($4, status),
      started_at = case when $4 in ('reading', 'deriving') then coalesce(started_at, now()) else started_at end,
      finished_at = case when $4 = any($5::text[]) then now() else finished_at end,
      mode = coalesce($6, mode), checkpoint = coalesce($7::jsonb, checkpoint), progress = coalesce($8::jsonb, progress),
      error = case when $9 then $10 else error end
    where run_id = $1 and kind = $2 and name = $3`,
)

export async function updateStep(
  tx: Db,
  { runId, kind, name }: Pick<Step, "runId" | "kind" | "name">,
  { status, mode, checkpoint, progress, error }: StepChanges,
): Promise<void> {
  const textOf = (value: object | undefined) => (value === undefined ? null : JSON.stringify(value))
  const given = [status ?? null, CLOSED, mode ?? null, textOf(checkpoint), textOf(progress)]
  await updateGiven(tx, [runId, kind, name, ...given, error !== undefined, error ?? null])
}

/** Every table of the run that is still open fails with this. */
export async function failTables(tx: Db, runId: string, error: string): Promise<void> {
  await tx
    .updateTable("sync_step")
    .set({ status: "failed", error, finished_at: sql<Date>`now()` })
    .where("run_id", "=", runId)
    .where("kind", "=", "table")
    .where("status", "in", OPEN_STEPS)
    .execute()
}

/** Runs held for a table that a later run has read in full. One with other tables to confirm stays held. */
export async function supersedeHeld(tx: Db, run: Run): Promise<void> {
  const why = `superseded by run ${run.id}`
  await sql`with old as (
      select run_id, name from sync_step where kind = 'table' and status = 'held'
        and run_id in (select id from sync_run where account_id = ${run.accountId} and status = 'held' and id <> ${run.id})
        and name in (select name from sync_step where run_id = ${run.id} and kind = 'table' and mode = 'full'
          and (status = 'held' or status = 'done' and error is null))
    ), over as (
      select run_id from old where not exists (select 1 from sync_step as other where other.run_id = old.run_id
        and other.kind = 'table' and other.status = 'held' and (other.run_id, other.name) not in (select run_id, name from old))
    ), closed as (
      update sync_step set status = 'failed', error = ${why} where status = 'held'
        and (kind = 'table' and (run_id, name) in (select run_id, name from old) or run_id in (select run_id from over))
    )
    update sync_run set status = 'failed', error = ${why} where id in (select run_id from over)`.execute(tx)
}

export async function deleteOldRuns(db: Db, days: number): Promise<void> {
  await sql`delete from sync_run where id in (select id from sync_run
    where finished_at < now() - make_interval(days => ${days}::int) order by finished_at limit 1000)`.execute(db)
}
