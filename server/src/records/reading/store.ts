import { type RawBuilder, type Selectable, sql } from "kysely"
import type { Db, Schema } from "../../db/index.js"
import { oneByOne, versionsOneByOne } from "../one-by-one.js"
import type { Age, Freshness, RecordPlace, RecordRow } from "../record.js"

/** Where a row stands in its list: rows go by view, then by id, shorter ids first. */
export type RowKey = { view: string; id: string }

export type StoredRow = RowKey & { row: RecordRow; remote: unknown }

export type ListQuery = {
  /** Names of the views whose rows are listed, one view after another. None: of any, by their names. */
  views?: readonly string[]
  limit: number
  /** Rows past this one; none: from the start (or the end). */
  from?: RowKey | undefined
  isBackward?: boolean
  ids?: readonly string[] | undefined
  /** Filter name to values: rows that have one of them. */
  keys?: Readonly<Record<string, readonly string[]>>
  updatedSince?: Date | undefined
  /** Rows as they were at that moment; none: as they are. */
  at?: Date | undefined
}

type Part = RawBuilder<unknown>

/** Those that are left from a row on, in their order. */
export const viewsFrom = (views: readonly string[], from: RowKey | undefined): readonly string[] =>
  from ? views.slice(Math.max(0, views.indexOf(from.view))) : views

export async function listRows(db: Db, place: RecordPlace, query: ListQuery): Promise<StoredRow[]> {
  const { views, from, isBackward, limit } = query
  if (!views) return listSome(db, place, query)
  const found: StoredRow[] = []
  for (const view of viewsFrom(isBackward ? views.toReversed() : views, from)) {
    const edge = from?.view === view ? from : undefined
    found.push(...(await listSome(db, place, { ...query, view, from: edge, limit: limit - found.length })))
    if (found.length >= limit) break
  }
  return found
}

type Some = Omit<ListQuery, "views"> & { view?: string }

async function listSome(db: Db, place: RecordPlace, query: Some): Promise<StoredRow[]> {
  const direction = query.isBackward ? sql`desc` : sql`asc`
  const { at, ids } = query
  const own = sql`environment_id = ${place.environmentId} and account_id = ${place.accountId} and resource = ${place.resource}`
  const wanted = sql.join([own, ...conditionsOf(query)], sql` and `)
  const now = sql`select view, id, row, remote from ${ids ? oneByOne(place, ids) : sql`record`} where ${wanted}`
  const found = at
    ? sql`${now} and valid_from <= ${at} union all select view, id, row, null::json
        from ${ids ? versionsOneByOne(place, ids, at) : sql`record_history`}
        where ${wanted} and valid_from <= ${at} and valid_to > ${at}`
    : now
  const { rows } = await sql<StoredRow>`select * from (${found}) as found
    order by view ${direction}, length(id) ${direction}, id collate "C" ${direction} limit ${query.limit}`.execute(db)
  return rows
}

function conditionsOf({ view, from, isBackward, keys = {}, updatedSince }: Some): Part[] {
  const past = isBackward ? sql`<` : sql`>`
  return [
    ...(view === undefined ? [] : [sql`view = ${view}`]),
    ...(from
      ? [sql`(view, length(id), id) ${past} (${from.view}::text, length(${from.id}::text), ${from.id}::text)`]
      : []),
    ...Object.entries(keys).map(([name, values]) => sql`keys->${name}::text ?| ${[...values]}::text[]`),
    ...(updatedSince ? [sql`updated_at >= ${updatedSince}`] : []),
  ]
}

export async function findFreshness(db: Db, place: RecordPlace): Promise<Freshness | undefined> {
  const row = await freshnessOf(db, place.environmentId, [place.accountId])
    .where("resource", "=", place.resource)
    .executeTakeFirst()
  return row && toFreshness(row)
}

export type ListedFreshness = Freshness & { accountId: string; resource: string }

export async function listFreshness(
  db: Db,
  environmentId: string,
  accountIds: readonly string[],
): Promise<ListedFreshness[]> {
  if (accountIds.length === 0) return []
  const rows = await freshnessOf(db, environmentId, accountIds).orderBy("resource").execute()
  return rows.map((row) => ({ accountId: row.account_id, resource: row.resource, ...toFreshness(row) }))
}

const freshnessOf = (db: Db, environmentId: string, accountIds: readonly string[]) =>
  db
    .selectFrom("record_freshness")
    .selectAll()
    .where("environment_id", "=", environmentId)
    .where("account_id", "in", accountIds)

export type AgeRow = Pick<
  Selectable<Schema["record_freshness"]>,
  "first_synced_at" | "data_as_of" | "last_attempt_at" | "last_result" | "last_error"
>

export const toAge = (row: AgeRow): Age => ({
  firstSyncedAt: row.first_synced_at,
  dataAsOf: row.data_as_of,
  lastAttempt: { at: row.last_attempt_at, result: row.last_result, error: row.last_error },
})

const toFreshness = (row: Selectable<Schema["record_freshness"]>): Freshness => ({
  ...toAge(row),
  wholeAsOf: row.whole_as_of,
  timeZone: row.time_zone,
  historyFrom: row.history_from,
})

export type CopyAge = { resource: string; seconds: number }

/** Accounts that have to reconnect or are not synced, and resources that the HR system refuses, only get older. */
export async function readOldestCopies(db: Db): Promise<CopyAge[]> {
  const { rows } = await sql<CopyAge>`
    select f.resource, greatest(0, extract(epoch from clock_timestamp() - min(f.data_as_of)))::float8 as seconds
    from record_freshness f join integrated_account a on a.id = f.account_id
    where a.status = 'active' and a.context::jsonb #>> '{sync,enabled}' is distinct from 'false'
      and f.data_as_of is not null and f.last_result <> 'forbidden'
    group by f.resource`.execute(db)
  return rows
}
