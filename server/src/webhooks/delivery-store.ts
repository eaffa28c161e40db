import { type Selectable, sql } from "kysely"
import { type Db, prepared, runPrepared, type Schema } from "../db/index.js"
import type { After } from "../db/paging.js"
import type { Outcome } from "./send.js"

export type DeliveryRow = Selectable<Schema["webhook_delivery"]>
export type AttemptRow = Selectable<Schema["webhook_attempt"]>

export type NewDelivery = {
  id: string
  created_at: string
  event_id: string
  event_type: string
  sequence: number
  body: string
}

/** JSON goes as lines, which it has none of: inside other JSON, or in a list of texts, it would be quoted once more. */
const insertLines = prepared(
  "insert_deliveries",
  `insert into webhook_delivery (environment_id, webhook_id, id, event_id, event_type, sequence, body, created_at)
    select $1, $2, id, event_id, event_type, sequence, body, created_at
    from unnest($3::uuid[], $4::uuid[], $5::text[], $6::bigint[], string_to_array($7, e'\\n'), $8::timestamptz[])
      as given(id, event_id, event_type, sequence, body, created_at)
    on conflict (webhook_id, sequence) do nothing`,
)

/** An event that is there already stays as it is. */
export async function insertDeliveries(
  tx: Db,
  of: { id: string; environment_id: string },
  deliveries: readonly NewDelivery[],
): Promise<void> {
  if (deliveries.length === 0) return
  const column = <T>(read: (delivery: NewDelivery) => T): T[] => deliveries.map(read)
  await insertLines(tx, [
    of.environment_id,
    of.id,
    column(({ id }) => id),
    column(({ event_id }) => event_id),
    column(({ event_type }) => event_type),
    column(({ sequence }) => sequence),
    column(({ body }) => body).join("\n"),
    column(({ created_at }) => created_at),
  ])
}

const MOST_OPEN = 50
/** Of bodies; the one that exceeds it still comes. */
const MOST_OPEN_BYTES = 2_000_000

/** `seen`: its version, as text: a date of JavaScript would lose its microseconds. */
export type OpenDelivery = DeliveryRow & { is_due: boolean; seen: string }

/** The first of what is not delivered yet, in order. By the database's clock, as `next_attempt_at` is. */
export async function listOpen(db: Db, webhookId: string): Promise<OpenDelivery[]> {
  const query = sql<OpenDelivery>`select * from (
      select *, next_attempt_at <= clock_timestamp() as is_due, updated_at::text as seen,
        sum(octet_length(body)) over (order by sequence) - octet_length(body) as bytes_before
      from (select * from webhook_delivery where webhook_id = ${webhookId} and status <> 'succeeded'
        order by sequence limit ${MOST_OPEN}) as first
    ) as counted where bytes_before < ${MOST_OPEN_BYTES} order by sequence`
  return runPrepared(db, "open_deliveries", query)
}

/** Seconds until the first open delivery is due, 0 when it is; undefined when there is none. */
export async function secondsUntilDue(db: Db, webhookId: string): Promise<number | undefined> {
  const { rows } = await sql<{ seconds: number }>`select
      greatest(0, extract(epoch from next_attempt_at - clock_timestamp()))::float8 as seconds
    from webhook_delivery where webhook_id = ${webhookId} and status <> 'succeeded' order by sequence limit 1`.execute(
    db,
  )
  return rows[0]?.seconds
}

type Tried = { delivery: OpenDelivery; outcome: Outcome; nextAttemptSeconds: number }

/** Attempts before the last ten are forgotten. */
const KEPT_ATTEMPTS = 10

const updateTried = prepared(
  "store_outcomes",
  `with t as materialized (
      select id, number, wait, seen, at, duration_ms, url, request_headers::jsonb, status, headers::jsonb, body, error
      from unnest($1::uuid[], $2::int[], $3::float8[], $4::timestamptz[], $5::timestamptz[], $6::int[], $7::text[],
        string_to_array($8, e'\\n'), $9::int[], string_to_array($10, e'\\n', ''), $11::text[], $12::text[])
        as given(id, number, wait, seen, at, duration_ms, url, request_headers, status, headers, body, error)
    ), told as (
      insert into webhook_attempt (delivery_id, number, attempted_at, duration_ms, url, request_headers,
        response_status, response_headers, response_body, error)
      select t.id, t.number, t.at, t.duration_ms, t.url, t.request_headers, t.status, t.headers, t.body, t.error
      from t join webhook_delivery d on d.id = t.id on conflict do nothing
    )
    update webhook_delivery d set attempts = greatest(d.attempts, t.number),
      failures = case when t.error is null then 0 else d.failures + 1 end,
      status = case when t.error is not null then 'failing'
        when d.status = 'pending' and d.updated_at <> t.seen then 'pending' else 'succeeded' end,
      succeeded_at = case when t.error is null then clock_timestamp() end,
      next_attempt_at = clock_timestamp() + make_interval(secs => t.wait),
      response_status = t.status, error = t.error, updated_at = clock_timestamp()
    from t where d.id = t.id and (t.error is null or d.status <> 'succeeded')`,
)

/**
 * What came of some attempts, in one statement. One that was replayed on its way is still to be sent; what another
 * process saw arrive has arrived.
 */
export async function storeOutcomes(tx: Db, tried: readonly Tried[]): Promise<void> {
  const column = <T>(read: (one: Tried) => T): T[] => tried.map(read)
  const headers = column(({ outcome: { response } }) => (response ? JSON.stringify(response.headers) : ""))
  await updateTried(tx, [
    column(({ delivery }) => delivery.id),
    column(({ delivery }) => delivery.attempts + 1),
    column(({ nextAttemptSeconds }) => nextAttemptSeconds),
    column(({ delivery }) => delivery.seen),
    column(({ outcome }) => outcome.attemptedAt.toISOString()),
    column(({ outcome }) => outcome.durationMs),
    column(({ outcome }) => outcome.url),
    column(({ outcome }) => JSON.stringify(outcome.requestHeaders)).join("\n"),
    column(({ outcome }) => outcome.response?.status ?? null),
    // Nothing but empty lines would be no line at all.
    headers.some((one) => one !== "") ? headers.join("\n") : null,
    column(({ outcome }) => outcome.response?.body ?? null),
    column(({ outcome }) => outcome.error),
  ])
  const often = tried.filter(({ delivery }) => delivery.attempts + 1 > KEPT_ATTEMPTS)
  if (often.length === 0) return
  const [ids, last] = [often.map(({ delivery }) => delivery.id), often.map(({ delivery }) => delivery.attempts + 1)]
  await sql`delete from webhook_attempt a using unnest(${ids}::uuid[], ${last}::int[]) as t(id, number)
    where a.delivery_id = t.id and a.number <= t.number - ${KEPT_ATTEMPTS}::int`.execute(tx)
}

type Wanted = readonly string[] | undefined
/** Any of the values. */
export type DeliveryFilters = {
  id?: Wanted
  webhookId?: Wanted
  status?: Wanted
  eventType?: Wanted
  createdAt?: readonly { operator: "=" | ">" | ">=" | "<" | "<="; at: Date }[]
}

export function listDeliveries(
  db: Db,
  environmentId: string,
  { before, limit, filters }: { before: After | undefined; limit: number; filters: DeliveryFilters },
): Promise<DeliveryRow[]> {
  let query = db.selectFrom("webhook_delivery").selectAll().where("environment_id", "=", environmentId)
  query = query.orderBy("created_at", "desc").orderBy("id", "desc").limit(limit)
  if (filters.id) query = query.where("id", "in", filters.id)
  if (filters.webhookId) query = query.where("webhook_id", "in", filters.webhookId)
  if (filters.status) query = query.where("status", "in", filters.status)
  if (filters.eventType) query = query.where("event_type", "in", filters.eventType)
  for (const { operator, at } of filters.createdAt ?? []) query = query.where("created_at", operator, at)
  if (before) query = query.where(sql<boolean>`(created_at, id) < (${before.createdAt}, ${before.id}::uuid)`)
  return query.execute()
}

export const findDelivery = (db: Db, environmentId: string, id: string): Promise<DeliveryRow | undefined> =>
  db
    .selectFrom("webhook_delivery")
    .selectAll()
    .where("environment_id", "=", environmentId)
    .where("id", "=", id)
    .executeTakeFirst()

export const listAttempts = (db: Db, deliveryId: string): Promise<AttemptRow[]> =>
  db.selectFrom("webhook_attempt").selectAll().where("delivery_id", "=", deliveryId).orderBy("number").execute()

export type Replayed =
  | { ids: readonly string[] }
  | { webhookId: string; from: Date; to: Date; status?: string | undefined }

/** Due again, at once; answers the webhooks and how many of each. */
export async function replay(tx: Db, environmentId: string, which: Replayed): Promise<Map<string, number>> {
  const chosen =
    "ids" in which
      ? sql`id = any(${[...which.ids]}::uuid[])`
      : sql`webhook_id = ${which.webhookId} and created_at >= ${which.from} and created_at < ${which.to}
          and status = coalesce(${which.status ?? null}, status)`
  const { rows } = await sql<{ id: string; count: number }>`with replayed as (
      update webhook_delivery set status = 'pending', failures = 0, succeeded_at = null,
        next_attempt_at = clock_timestamp(), updated_at = clock_timestamp()
      where environment_id = ${environmentId} and ${chosen} returning webhook_id
    ) select webhook_id as id, count(*)::int as count from replayed group by webhook_id`.execute(tx)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** The target was changed or switched on: what waits is due now. */
export async function makeDue(tx: Db, webhookId: string): Promise<void> {
  await sql`update webhook_delivery set next_attempt_at = clock_timestamp(), failures = 0
    where webhook_id = ${webhookId} and status <> 'succeeded'`.execute(tx)
}

/** In portions: a month's worth at once would hold the table for long. */
export async function deleteDelivered(db: Db, days: number): Promise<void> {
  for (let deleted = PORTION; deleted === PORTION; ) {
    const { numAffectedRows = 0n } = await sql`delete from webhook_delivery where id in (
      select id from webhook_delivery where status = 'succeeded'
        and succeeded_at < now() - make_interval(days => ${days}::int) limit ${PORTION})`.execute(db)
    deleted = Number(numAffectedRows)
  }
}
const PORTION = 5_000

export type DeliveryLag = { open: number; oldestSeconds: number; failingWebhooks: number }

/** Of webhooks that are switched on. How long the others wait is not ours to mend. */
export async function readDeliveryLag(db: Db): Promise<DeliveryLag> {
  const { rows } = await sql<{ open: number; oldest: number; failing: number }>`select count(d.id)::int as open,
      coalesce(extract(epoch from clock_timestamp() - min(d.created_at) filter (where w.failing_since is null)), 0)::float8
        as oldest,
      count(distinct w.id) filter (where w.failing_since is not null)::int as failing
    from webhook w left join webhook_delivery d on d.webhook_id = w.id and d.status <> 'succeeded'
    where w.is_active`.execute(db)
  const { open = 0, oldest = 0, failing = 0 } = rows[0] ?? {}
  return { open, oldestSeconds: oldest, failingWebhooks: failing }
}
