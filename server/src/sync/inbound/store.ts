import { type Selectable, sql } from "kysely"
import type { Db, Schema } from "../../db/index.js"
import type { HintKey, SeenHint } from "./hint.js"

/** An account in its environment. */
export type AccountPlace = { environmentId: string; accountId: string }
export type SubscriptionRow = Selectable<Schema["inbound_subscription"]>

/** `leasedSeconds`: until the lease ends of whoever follows the account's hints; 0: nobody does. */
export type WaitingAccount = AccountPlace & { leasedSeconds: number }

/** Active accounts with hints that wait for a while: first those that nobody follows, then those whose lease ends soonest. */
export async function listWaiting(db: Db, seconds: number, limit: number): Promise<WaitingAccount[]> {
  const { rows } = await sql<WaitingAccount>`select h.environment_id as "environmentId", h.account_id as "accountId",
      greatest(0, coalesce(extract(epoch from max(l.until) - clock_timestamp()), 0))::float8 as "leasedSeconds"
    from inbound_hint h join integrated_account a on a.id = h.account_id
      left join lease l on l.account_id = h.account_id and l.work = 'follow-hints'
    where a.status = 'active'
      and h.received_at < clock_timestamp() - make_interval(secs => ${seconds}::int * power(2, h.tries))
    group by h.environment_id, h.account_id order by 3, min(h.received_at) limit ${limit}`.execute(db)
  return rows
}

export const listSubscriptions = (db: Db, { environmentId, accountId }: AccountPlace): Promise<SubscriptionRow[]> =>
  db
    .selectFrom("inbound_subscription")
    .selectAll()
    .where("environment_id", "=", environmentId)
    .where("account_id", "=", accountId)
    .execute()

/** `secret`: null when the HR system will tell it. */
export type NewSecrets = { name: string; events: readonly string[]; keyHash: Buffer; secret: Buffer | null }

/** Before the HR system hears of them: whatever happens then, the address in it can be told to be ours. */
export async function putSecrets(
  db: Db,
  { environmentId, accountId }: AccountPlace,
  { name, events, keyHash, secret }: NewSecrets,
): Promise<void> {
  await sql`insert into inbound_subscription (account_id, environment_id, name, events, key_hash, secret)
    values (${accountId}, ${environmentId}, ${name}, ${[...events]}::text[], ${keyHash}, ${secret}::bytea)
    on conflict (account_id, name) do update set events = excluded.events, key_hash = excluded.key_hash,
      secret = excluded.secret, remote_id = null, error = null, last_delivery_at = null, created_at = now()`.execute(db)
}

/** `secret`: what the HR system told; `events`: what it is for by now. */
export type Outcome = {
  name: string
  keyHash: Uint8Array
  remoteId: string | null
  error: string | null
  events?: readonly string[]
  secret?: Buffer
}

/** Only of the secrets it was made with. */
export async function recordOutcome(
  db: Db,
  { environmentId, accountId }: AccountPlace,
  { name, keyHash, remoteId, error, events, secret }: Outcome,
): Promise<void> {
  await sql`update inbound_subscription set remote_id = ${remoteId}, error = ${error},
      events = coalesce(${events ? [...events] : null}::text[], events), secret = coalesce(${secret ?? null}::bytea, secret)
    where environment_id = ${environmentId} and account_id = ${accountId} and name = ${name}
      and key_hash = ${Buffer.from(keyHash)}`.execute(db)
}

export async function deleteSubscription(
  db: Db,
  { environmentId, accountId }: AccountPlace,
  name: string,
): Promise<void> {
  await db
    .deleteFrom("inbound_subscription")
    .where("environment_id", "=", environmentId)
    .where("account_id", "=", accountId)
    .where("name", "=", name)
    .execute()
}

/** True when any account of any environment listens at that address. */
export async function isKeyInUse(db: Db, keyHash: Buffer): Promise<boolean> {
  const { rows } = await sql`select 1 from inbound_subscription where key_hash = ${keyHash}`.execute(db)
  return rows.length > 0
}

export type Subscribed = SubscriptionRow & { integration: string }

/** The one thing that is found without an environment: its secret says which one. */
export async function findByKey(db: Db, accountId: string, keyHash: Buffer): Promise<Subscribed | undefined> {
  const { rows } = await sql<Subscribed>`select s.*, a.integration from inbound_subscription s
    join integrated_account a on a.id = s.account_id
    where s.account_id = ${accountId} and s.key_hash = ${keyHash}`.execute(db)
  return rows[0]
}

/** Accounts of the environment that have subscriptions. */
export async function listSubscribed(
  db: Db,
  environmentId: string,
  which: { ids: readonly string[] } | { tenantId: string },
): Promise<AccountPlace[]> {
  const chosen = "ids" in which ? sql`a.id::text = any(${[...which.ids]})` : sql`a.tenant_id = ${which.tenantId}`
  const { rows } = await sql<AccountPlace>`select a.environment_id as "environmentId", a.id as "accountId"
    from integrated_account a where a.environment_id = ${environmentId} and ${chosen}
      and exists (select from inbound_subscription s where s.account_id = a.id and s.remote_id is not null)`.execute(db)
  return rows
}

export async function recordDelivery(tx: Db, { environmentId, accountId }: AccountPlace, name: string): Promise<void> {
  await sql`update inbound_subscription set last_delivery_at = clock_timestamp()
    where environment_id = ${environmentId} and account_id = ${accountId} and name = ${name}`.execute(tx)
}

/** A hint that is there already becomes as young as this delivery, so that nobody takes it for followed. */
export async function putHints(
  tx: Db,
  { environmentId, accountId }: AccountPlace,
  hints: readonly HintKey[],
): Promise<void> {
  await sql`insert into inbound_hint (account_id, environment_id, table_name, column_name, value, received_at)
    select ${accountId}::uuid, ${environmentId}::uuid, hint->>'table', hint->>'column', hint->>'value', clock_timestamp()
      from jsonb_array_elements(${JSON.stringify(hints)}::jsonb) as hint
    on conflict (account_id, table_name, column_name, value)
      do update set received_at = excluded.received_at, tries = 0`.execute(tx)
}

/**
 * True for the delivery that has to send a job. The row is held to the end of the transaction, so a job that begins
 * meanwhile waits and then sees these hints; whoever comes before it begins needs no job of their own.
 */
export async function claimJob(tx: Db, { environmentId, accountId }: AccountPlace): Promise<boolean> {
  const of = sql`account_id = ${accountId} and environment_id = ${environmentId}`
  const { rows } = await sql<{
    is_awaited: boolean
  }>`select is_awaited from inbound_account where ${of} for update`.execute(tx)
  if (rows[0]?.is_awaited) return false
  await sql`update inbound_account set is_awaited = true where ${of}`.execute(tx)
  return true
}

/** From now on a delivery sends a job again. */
export async function beginJob(db: Db, { environmentId, accountId }: AccountPlace): Promise<void> {
  await sql`update inbound_account set is_awaited = false
    where account_id = ${accountId} and environment_id = ${environmentId} and is_awaited`.execute(db)
}

/** Oldest first. The moment is text: a date of JavaScript would lose its microseconds. */
export async function listHints(
  db: Db,
  { environmentId, accountId }: AccountPlace,
  limit: number,
): Promise<SeenHint[]> {
  const { rows } =
    await sql<SeenHint>`select table_name as table, column_name as column, value, received_at::text as "receivedAt"
    from inbound_hint where environment_id = ${environmentId} and account_id = ${accountId}
    order by received_at limit ${limit}`.execute(db)
  return rows
}

/** When the youngest hint came; empty: there is none. */
export async function latestHint(db: Db, { environmentId, accountId }: AccountPlace): Promise<string> {
  const { rows } = await sql<{ at: string | null }>`select max(received_at)::text as at from inbound_hint
    where environment_id = ${environmentId} and account_id = ${accountId}`.execute(db)
  return rows[0]?.at ?? ""
}

export async function deleteHints(
  db: Db,
  { environmentId, accountId }: AccountPlace,
  seen: readonly SeenHint[],
): Promise<void> {
  await sql`delete from inbound_hint h using jsonb_array_elements(${JSON.stringify(seen)}::jsonb) as seen
    where h.environment_id = ${environmentId} and h.account_id = ${accountId} and h.table_name = seen->>'table'
      and h.column_name = seen->>'column' and h.value = seen->>'value'
      and h.received_at = (seen->>'receivedAt')::timestamptz`.execute(db)
}

/** A hint that fails so often is given up; true when there was one. */
export async function recordFailure(
  db: Db,
  { environmentId, accountId }: AccountPlace,
  { table, column, mostTries }: { table: string; column: string; mostTries: number },
): Promise<boolean> {
  const of = sql`environment_id = ${environmentId} and account_id = ${accountId} and table_name = ${table} and column_name = ${column}`
  await sql`update inbound_hint set tries = tries + 1 where ${of}`.execute(db)
  const { rows } = await sql`delete from inbound_hint where ${of} and tries >= ${mostTries} returning 1`.execute(db)
  return rows.length > 0
}

export type Scanned = { table: string; hasMissed: boolean }

export async function recordScan(
  tx: Db,
  { environmentId, accountId }: AccountPlace,
  { table, hasMissed }: Scanned,
): Promise<void> {
  const column = sql.ref(hasMissed ? "missed_at" : "clean_at")
  await sql`insert into inbound_scan (account_id, environment_id, table_name, ${column})
    values (${accountId}, ${environmentId}, ${table}, clock_timestamp())
    on conflict (account_id, table_name) do update set ${column} = excluded.${column}`.execute(tx)
}

export type ScanRow = { cleanAt: Date | null; missedAt: Date | null }

/** By table. */
export async function listScans(db: Db, { environmentId, accountId }: AccountPlace): Promise<Map<string, ScanRow>> {
  const { rows } = await sql<
    ScanRow & { table: string }
  >`select table_name as table, clean_at as "cleanAt", missed_at as "missedAt"
    from inbound_scan where environment_id = ${environmentId} and account_id = ${accountId}`.execute(db)
  return new Map(rows.map(({ table, ...scan }) => [table, scan]))
}
