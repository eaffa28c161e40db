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
