import type { EventType } from "@rollcall/contract"
import { type Selectable, sql } from "kysely"
import type { Db, Schema } from "../db/index.js"

export type NewEvent = {
  type: EventType
  accountId: string | null
  /** Public: no secrets. */
  payload: Readonly<Record<string, unknown>>
  /** Of a synced record. */
  record?: { resource: string; id: string }
}

export type EventRow = Selectable<Schema["event"]>

/** One statement: takes as many numbers as there are events and writes them in order. */
export async function insertEvents(tx: Db, environmentId: string, events: readonly NewEvent[]): Promise<void> {
  const rows = events.map(({ type, accountId, record, payload }) => ({
    type,
    account_id: accountId,
    resource: record?.resource ?? null,
    record_id: record?.id ?? null,
    payload,
  }))
  await sql`with taken as (
      insert into event_counter (environment_id, last) values (${environmentId}, ${events.length})
      on conflict (environment_id) do update set last = event_counter.last + excluded.last returning last
    )
    insert into event (environment_id, sequence, type, account_id, resource, record_id, payload)
    select ${environmentId}::uuid, taken.last - ${events.length}::int + given.place, value->>'type',
      (value->>'account_id')::uuid, value->>'resource', value->>'record_id', value->'payload'
    from taken, jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as given(value, place)
    order by given.place`.execute(tx)
}

/** The number given out last; the row stays locked until the transaction ends. */
export async function lockCounter(tx: Db, environmentId: string): Promise<number> {
  const { rows } = await sql<{
    last: number
  }>`insert into event_counter (environment_id, last) values (${environmentId}, 0)
    on conflict (environment_id) do update set last = event_counter.last returning last`.execute(tx)
  return rows[0]?.last ?? 0
}

/** The number given out last: every event up to it is committed. */
export async function findLast(db: Db, environmentId: string): Promise<number> {
  const query = db.selectFrom("event_counter").select("last").where("environment_id", "=", environmentId)
  return (await query.executeTakeFirst())?.last ?? 0
}

/** Id of the event with a number, if it is kept. Bounds and order as for a list: with `=`, a longer index looks as good. */
export async function findId(db: Db, environmentId: string, sequence: number): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from event where environment_id = ${environmentId}
    and sequence >= ${sequence} and sequence <= ${sequence} order by sequence limit 1`.execute(db)
  return rows[0]?.id
}

/** Number of the event with an id, if it is kept. */
export async function findSequence(db: Db, environmentId: string, id: string): Promise<number | undefined> {
  const query = db.selectFrom("event").select("sequence").where("environment_id", "=", environmentId)
  return (await query.where("id", "=", id).executeTakeFirst())?.sequence
}

/** Whether the log has an event of an account, which may be gone by now. */
export async function hasEventOf(db: Db, environmentId: string, accountId: string): Promise<boolean> {
  return (await listEvents(db, environmentId, { after: 0, limit: 1, accountId })).length > 0
}

/** The oldest number that is kept. */
export async function findFirst(db: Db, environmentId: string): Promise<number | undefined> {
  const query = db.selectFrom("event").select("sequence").where("environment_id", "=", environmentId)
  return (await query.orderBy("sequence").limit(1).executeTakeFirst())?.sequence
}

const PORTION = 1_000
const MOST_PORTIONS = 10

/**
 * From the first one up to the first that is young enough, so that what is kept has no gaps, whatever clocks have said.
 * A webhook's own number says how far it has been given events; one that is switched off keeps nothing back.
 */
export async function deleteEvents(db: Db, before: Date): Promise<void> {
  for (let portion = 0; portion < MOST_PORTIONS; portion++) {
    const { rows } = await sql`with old as (
        select environment_id from event where created_at < ${before} order by created_at limit ${PORTION}
      ), firsts as (
        select due.environment_id, found.* from (select distinct environment_id from old) as due cross join lateral (
          select ctid as place, sequence, created_at from event where event.environment_id = due.environment_id
          order by sequence limit ${PORTION}
        ) as found
      ), ends as (
        select environment_id, least(
          coalesce(min(sequence) filter (where created_at >= ${before}) - 1, max(sequence)),
          (select min(seen_sequence) from webhook where webhook.environment_id = firsts.environment_id and is_active)
        ) as last from firsts group by environment_id
      ), gone as (
        select place from firsts join ends using (environment_id) where sequence <= last
      )
      delete from event using gone where event.ctid = gone.place returning 1`.execute(db)
    if (rows.length === 0) return
  }
}

export type EventQuery = {
  /** A sequence number; 0 for all. */
  after: number
  limit: number
  accountId?: string | undefined
  /** Exact types; none: all. */
  types?: readonly string[] | undefined
  resource?: string | undefined
}

/**
 * Oldest first. What is asked for is one key, met by equal bounds that lead the order, so that only the index that
 * begins with it fits. Given as `=`, it makes every index with the order of the sequence look good, and the planner
 * takes one by its statistics: those from before an account or a type came lead it through the whole log.
 */
export async function listEvents(db: Db, environmentId: string, query: EventQuery): Promise<EventRow[]> {
  const { after, limit, accountId, resource } = query
  const key = keyOf(query)
  const isOfEnvironment = sql`environment_id = ${environmentId}::uuid`
  // All events of an account are of one environment: where that is asked inside too, other indexes fit.
  const { rows } = await sql<EventRow>`select found.* from
    ${key ? sql`unnest(${key.values}) as wanted(value) cross join` : NOTHING} lateral (
      select * from event where sequence > ${after}::bigint
      ${accountId === undefined ? sql`and ${isOfEnvironment}` : NOTHING}
      ${key ? sql`and ${key.column} >= wanted.value and ${key.column} <= wanted.value` : NOTHING}
      ${resource === undefined ? NOTHING : sql`and resource = ${resource}`}
      order by ${key ? sql`${key.column},` : NOTHING} sequence limit ${limit}::int
    ) as found where ${isOfEnvironment} order by sequence limit ${limit}::int`.execute(db)
  return rows
}

const NOTHING = sql``

function keyOf({ accountId, types }: EventQuery) {
  const kinds = types && [...new Set(types)]
  if (accountId === undefined) return kinds && { column: sql`type`, values: sql`${kinds}::text[]` }
  if (!kinds) return { column: sql`account_id`, values: sql`${[accountId]}::uuid[]` }
  const both = kinds.map((type) => accountId.toLowerCase() + type)
  return { column: sql`(account_id::text || type)`, values: sql`${both}::text[]` }
}
