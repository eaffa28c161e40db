import { type Selectable, sql } from "kysely"
import type { Db, Schema } from "../db/index.js"
import type { NewEvent } from "./event.js"

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

/** Id of the event with a number, if it is kept. */
export async function findId(db: Db, environmentId: string, sequence: number): Promise<string | undefined> {
  const query = db.selectFrom("event").select("id").where("environment_id", "=", environmentId)
  return (await query.where("sequence", "=", sequence).executeTakeFirst())?.id
}

/** Number of the event with an id, if it is kept. */
export async function findSequence(db: Db, environmentId: string, id: string): Promise<number | undefined> {
  const query = db.selectFrom("event").select("sequence").where("environment_id", "=", environmentId)
  return (await query.where("id", "=", id).executeTakeFirst())?.sequence
}

/** Whether the log has an event of an account, which may be gone by now. */
export async function hasEventOf(db: Db, environmentId: string, accountId: string): Promise<boolean> {
  const query = db.selectFrom("event").select("sequence").where("environment_id", "=", environmentId)
  return (await query.where("account_id", "=", accountId).limit(1).executeTakeFirst()) !== undefined
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
          select sequence, created_at from event where event.environment_id = due.environment_id
          order by sequence limit ${PORTION}
        ) as found
      ), ends as (
        select environment_id, least(
          coalesce(min(sequence) filter (where created_at >= ${before}) - 1, max(sequence)),
          (select min(seen_sequence) from webhook where webhook.environment_id = firsts.environment_id and is_active)
        ) as last from firsts group by environment_id
      ), gone as (
        select environment_id, sequence from firsts join ends using (environment_id) where sequence <= last
      )
      delete from event using gone where event.environment_id = gone.environment_id and event.sequence = gone.sequence
      returning 1`.execute(db)
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
  recordId?: string | undefined
}

export function listEvents(db: Db, environmentId: string, query: EventQuery): Promise<EventRow[]> {
  const { after, limit, accountId, types, resource, recordId } = query
  let rows = db.selectFrom("event").selectAll().where("environment_id", "=", environmentId)
  rows = rows.where("sequence", ">", after).orderBy("sequence").limit(limit)
  if (accountId !== undefined) rows = rows.where("account_id", "=", accountId)
  if (types !== undefined) rows = rows.where("type", "in", types)
  if (resource !== undefined) rows = rows.where("resource", "=", resource)
  if (recordId !== undefined) rows = rows.where("record_id", "=", recordId)
  return rows.execute()
}
