import { type Selectable, sql } from "kysely"
import { type Db, prepared, type Schema } from "../db/index.js"
import type { After } from "../db/paging.js"
import type { Entry } from "./entry.js"

export type EntryRow = Omit<Selectable<Schema["log_entry"]>, "calls"> & {
  tenant_id: string | null
  integration: string | null
  job_run_id: string | null
}

const insertEntries = prepared(
  "insert_log_entries",
  `insert into log_entry (id, environment_id, account_id, log_type, request_type, created_at, request_id, operation, resource,
      method, http_method, path, status, code, duration_ms, fetch_ms, waited_ms, call_count, attempt_count, calls, details)
    select e.id, e.environment_id, a.id, e.log_type, e.request_type, e.created_at, e.request_id, e.operation, e.resource,
      e.method, e.http_method, e.path, e.status, e.code, e.duration_ms, e.fetch_ms, e.waited_ms, e.call_count, e.attempt_count,
      e.calls, e.details
    from jsonb_to_recordset($1::jsonb) as e (id uuid, environment_id uuid, account_id uuid, named_account_id uuid,
      log_type text, request_type text, created_at timestamptz, request_id text, operation text, resource text, method text,
      http_method text, path text, status integer, code text, duration_ms integer, fetch_ms integer, waited_ms integer,
      call_count integer, attempt_count integer, calls jsonb, details jsonb)
    left join integrated_account a
      on a.environment_id = e.environment_id and a.id = coalesce(e.account_id, e.named_account_id)
    where e.account_id is null or a.id is not null
    on conflict (id) do nothing`,
)

const addUsage = prepared(
  "add_log_usage",
  `insert into log_usage (environment_id, minute, entries, bytes)
    select environment_id, date_trunc('minute', created_at), sum(1), sum(bytes)
    from jsonb_to_recordset($1::jsonb) as e (environment_id uuid, created_at timestamptz, bytes bigint)
    group by 1, 2 order by 1, 2
    on conflict (environment_id, minute) do update
      set entries = log_usage.entries + excluded.entries, bytes = log_usage.bytes + excluded.bytes`,
)

/** Entries of an account that is gone are left out. */
export async function insertAll(db: Db, entries: readonly Entry[]): Promise<void> {
  const texts = entries.map((entry) => JSON.stringify(entry))
  const sizes = entries.map(({ environment_id, created_at }, index) => ({
    ...{ environment_id, created_at },
    bytes: Buffer.byteLength(texts[index] ?? ""),
  }))
  await db.transaction().execute(async (tx) => {
    await insertEntries(tx, [`[${texts.join(",")}]`])
    await addUsage(tx, [JSON.stringify(sizes)])
  })
}

/** A status, or the hundred that it begins with. */
export type StatusRange = { from: number; to: number }
export type Times = { operator: "=" | ">" | ">=" | "<" | "<="; at: Date }
export type EntryFilters = {
  logTypes?: readonly string[] | undefined
  accountId?: string | undefined
  status?: StatusRange | undefined
  code?: string | undefined
  operation?: string | undefined
  requestId?: string | undefined
  times?: readonly Times[] | undefined
  /** Of `COLUMNS`, or of the details by its name. */
  equal?: Readonly<Record<string, string>> | undefined
  /** Of this run of a sync job. */
  jobRunId?: string | undefined
  /** Of runs that a trigger of a sync job began. */
  isTriggered?: boolean | undefined
}

type Listed = { before: After | undefined; limit: number; filters: EntryFilters }

const COLUMNS: ReadonlySet<string> = new Set(["resource", "method", "request_type", "http_method"])

/** The newest first. */
export async function listEntries(
  db: Db,
  environmentId: string,
  { before, limit, filters }: Listed,
): Promise<EntryRow[]> {
  const is = (column: string, value: string | undefined) =>
    value === undefined ? [] : [sql<boolean>`${sql.ref(`e.${column}`)} = ${value}`]
  const { status, times = [], logTypes, equal = {} } = filters
  const conditions = [
    sql<boolean>`e.environment_id = ${environmentId}`,
    ...(logTypes ? [sql<boolean>`e.log_type = any(${[...logTypes]}::text[])`] : []),
    ...(filters.accountId ? [sql<boolean>`e.account_id = ${filters.accountId}::uuid`] : []),
    ...(status ? [sql<boolean>`e.status between ${status.from}::int and ${status.to}::int`] : []),
    ...is("code", filters.code),
    ...is("operation", filters.operation),
    ...is("request_id", filters.requestId),
    ...times.map(({ operator, at }) => sql<boolean>`e.created_at ${sql.raw(operator)} ${at}`),
    ...Object.entries(equal).flatMap(([name, value]) =>
      COLUMNS.has(name) ? is(name, value) : [sql<boolean>`e.details ->> ${name} = ${value}`],
    ),
    ...(filters.isTriggered || filters.jobRunId ? [sql<boolean>`j.id is not null`] : []),
    // The lookup above is done for each entry; this one finds the entries.
    ...(filters.jobRunId
      ? [sql<boolean>`e.request_id = (select run_id::text from sync_job_run where id = ${filters.jobRunId}::uuid)`]
      : []),
    ...(before ? [sql<boolean>`(e.created_at, e.id) < (${before.createdAt}, ${before.id}::uuid)`] : []),
  ]
  const { rows } = await sql<EntryRow>`select ${shown(filters)} where ${sql.join(conditions, sql` and `)}
    order by e.created_at desc, e.id desc limit ${limit}`.execute(db)
  return rows
}

/** Several runs of jobs may stand for one run: the first that is meant is shown. */
const shown = ({
  jobRunId,
  isTriggered = false,
}: EntryFilters) => sql`e.id, e.environment_id, e.account_id, e.log_type, e.request_type, e.created_at, e.request_id, e.operation,
  e.resource, e.method, e.http_method, e.path, e.status, e.code, e.duration_ms, e.fetch_ms, e.waited_ms, e.call_count,
  e.attempt_count, e.details, a.tenant_id, a.integration, j.id as job_run_id
  from log_entry e left join integrated_account a on a.environment_id = e.environment_id and a.id = e.account_id
  left join lateral (select r.id from sync_job_run r where r.environment_id = e.environment_id
    and r.run_id = case e.request_type when 'sync' then e.request_id::uuid end
    and (${jobRunId ?? null}::uuid is null or r.id = ${jobRunId ?? null}::uuid)
    and (not ${isTriggered}::boolean or r.trigger_id is not null)
    order by r.created_at, r.id limit 1) j on true`

export type WholeEntryRow = EntryRow & { calls: unknown }

/** By its id, or the newest one by the id of its request. */
export async function findEntry(db: Db, environmentId: string, id: string): Promise<WholeEntryRow | undefined> {
  const { rows } = await sql<WholeEntryRow>`select e.calls, ${shown({})}
    where e.environment_id = ${environmentId} and (e.id::text = ${id.toLowerCase()} or e.request_id = ${id})
    order by e.created_at desc limit 1`.execute(db)
  return rows[0]
}

export type Bounds = { keepDays: number; mostEntries: number; mostBytes: number }

const PORTION = 5_000

/**
 * Deletes what is too old, and the oldest minutes of an environment that has too much: by the counts of its minutes, of which
 * the last one always stays.
 */
export async function deleteOld(db: Db, { keepDays, mostEntries, mostBytes }: Bounds): Promise<number> {
  const { rows } = await sql<{ environment_id: string; before: Date }>`
    select environment_id, max(minute) + interval '1 minute' as before from (
      select environment_id, minute, max(minute) over whole as newest,
        sum(entries) over newer as entries, sum(bytes) over newer as bytes
      from log_usage
      window whole as (partition by environment_id), newer as (partition by environment_id order by minute desc)
    ) as counted
    where minute < now() - make_interval(days => ${keepDays}::int)
      or (minute < newest and (entries > ${mostEntries} or bytes > ${mostBytes}))
    group by environment_id`.execute(db)
  let count = 0
  for (const { environment_id, before } of rows) {
    let deleted = PORTION
    while (deleted === PORTION) {
      const gone = await sql`delete from log_entry where id in (select id from log_entry
        where environment_id = ${environment_id} and created_at < ${before} limit ${PORTION}) returning 1`.execute(db)
      deleted = gone.rows.length
      count += deleted
    }
    // Last, so that a death in between leaves the rest to the next one.
    await sql`delete from log_usage where environment_id = ${environment_id} and minute < ${before}`.execute(db)
  }
  return count
}
