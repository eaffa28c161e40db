import { sql } from "kysely"
import { type Db, runPrepared } from "../db/index.js"

/** The account's row; taken first by whoever changes what is to be done for the account, or is known of it. */
export async function lockAccount(tx: Db, environmentId: string, accountId: string): Promise<void> {
  const lock = () =>
    runPrepared(
      tx,
      "lock_sync_account",
      sql`select 1 from sync_account where account_id = ${accountId}::uuid for update`,
    )
  if ((await lock()).length > 0) return
  await sql`insert into sync_account (account_id, environment_id) values (${accountId}, ${environmentId})
    on conflict (account_id) do nothing`.execute(tx)
  await lock()
}

export async function readClock(db: Db): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(db)
  const [row] = rows
  if (!row) throw new Error("the database has told no time")
  return row.at
}

export async function setDay(
  tx: Db,
  accountId: string,
  { timeZone, nextDayAt }: { timeZone: string; nextDayAt: Date },
) {
  await sql`update sync_account set time_zone = ${timeZone}, next_day_at = ${nextDayAt}
    where account_id = ${accountId} and (time_zone is distinct from ${timeZone} or next_day_at is null)`.execute(tx)
}

export type DueAccount = {
  environmentId: string
  accountId: string
  isDue: boolean
  scheduledAt: Date | null
  timeZone: string | null
}

/** Minutes between two runs of the schedule; null: none. What can't be read counts as not said. */
const intervalMinutes = (fallback: number) => sql`case
  when a.context->'sync'->'enabled' = 'false'::jsonb then null
  when jsonb_typeof(a.context->'sync'->'interval_minutes') is distinct from 'number' then ${fallback}
  when (a.context->'sync'->>'interval_minutes')::numeric <= 0 then null
  else least(greatest((a.context->'sync'->>'interval_minutes')::numeric, 1), 525600) end::float8`

type DueQuery = { fallbackMinutes: number; limit: number }

/** Working accounts for which the schedule, in the next ten seconds, or the company's midnight asks for a run. */
export async function listDue(db: Db, { fallbackMinutes, limit }: DueQuery): Promise<DueAccount[]> {
  const { rows } = await sql<DueAccount>`select environment_id as "environmentId", id as "accountId",
      coalesce(due, false) as "isDue", scheduled_at as "scheduledAt", case when is_new_day then time_zone end as "timeZone"
    from (
      select a.environment_id, a.id, s.scheduled_at, s.time_zone, s.next_day_at <= now() and minutes is not null as is_new_day,
        minutes is not null
          and (s.scheduled_at is null or s.scheduled_at <= now() - make_interval(secs => minutes * 60 - 10)) as due
      from integrated_account a
      left join sync_account s on s.account_id = a.id
      cross join lateral (select ${intervalMinutes(fallbackMinutes)} as minutes) as setting
      where a.status = 'active'
    ) as found where due or is_new_day order by id limit ${limit}`.execute(db)
  return rows
}

/** False when somebody else has made the schedule's run since `seen`. The caller holds the account's row. */
export async function markScheduled(tx: Db, accountId: string, seen: Date | null): Promise<boolean> {
  const { rows } = await sql`update sync_account set scheduled_at = now()
    where account_id = ${accountId} and date_trunc('milliseconds', scheduled_at) is not distinct from ${seen}
    returning 1`.execute(tx)
  return rows.length > 0
}

/** A run that stands for the schedule's: the next one is due an interval from now. The caller holds the account's row. */
export async function restartInterval(tx: Db, accountId: string): Promise<void> {
  await sql`update sync_account set scheduled_at = now() where account_id = ${accountId}`.execute(tx)
}

/** False when somebody else has begun this day. */
export async function beginDay(tx: Db, accountId: string, nextDayAt: Date): Promise<boolean> {
  const { rows } = await sql`update sync_account set next_day_at = ${nextDayAt}
    where account_id = ${accountId} and next_day_at <= now() returning 1`.execute(tx)
  return rows.length > 0
}

/** Seconds until the lease ends of whoever works for the account; 0: nobody does. */
export type OpenAccount = { environmentId: string; accountId: string; leasedSeconds: number }

/** Accounts with runs to go on with: first those that nobody works for, then those whose lease ends soonest. */
export async function listOpen(db: Db, limit: number): Promise<OpenAccount[]> {
  const { rows } = await sql<OpenAccount>`select s.environment_id as "environmentId", s.account_id as "accountId",
      greatest(0, coalesce(extract(epoch from l.until - clock_timestamp()), 0))::float8 as "leasedSeconds"
    from (select distinct account_id from sync_run where status in ('queued', 'running')) as r
      join sync_account s on s.account_id = r.account_id
      left join lease l on l.account_id = r.account_id and l.work = 'sync'
    order by l.until nulls first limit ${limit}`.execute(db)
  return rows
}

type Copies = {
  environmentId: string
  integration: string
  /** Null: of all that have the integration. */
  accountId: string | null
  resource: string
  after: string | undefined
  limit: number
}

/** Ids of accounts that have a copy of the resource. */
export async function listCopies(db: Db, { environmentId, integration, accountId, resource, after, limit }: Copies) {
  const one = accountId === null ? sql`` : sql`and account.id = ${accountId}`
  const past = after === undefined ? sql`` : sql`and account.id > ${after}`
  const { rows } = await sql<{ id: string }>`select account.id from integrated_account account
    join record_freshness copy on copy.account_id = account.id and copy.resource = ${resource}
    where account.environment_id = ${environmentId} and account.integration = ${integration} ${one} ${past}
    order by account.id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}
