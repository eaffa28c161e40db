import type { Days, Remote } from "@rollcall/connector-kit"
import { sql } from "kysely"
import { type Db, runPrepared } from "../db/index.js"
import type { TablePlace } from "./graph.js"

/** Looked up one by one in the order of the primary key: that needs no statistics of the table. */
export const oneByOne = (
  { accountId, table }: TablePlace,
  ids: readonly string[],
) => sql`unnest(${[...ids]}::text[]) as given(id)
  cross join lateral (
    select * from mirror_row where account_id = ${accountId} and table_name = ${table} and id >= given.id and id <= given.id
    order by account_id, table_name, id limit 1
  ) as found`

/**
 * Rows by their ids. Those that are only known to be there are named in `unread`: nothing is known of what is in them.
 */
export async function findRows(db: Db, at: TablePlace, ids: readonly string[]) {
  const rows = new Map<string, Remote>()
  const unread = new Set<string>()
  if (ids.length === 0) return { rows, unread }
  const query = sql<{ id: string; row: Remote; is_read: boolean }>`select found.id, row, length(hash) > 0 as is_read
    from ${oneByOne(at, [...new Set(ids)])}`
  for (const { id, row, is_read } of await runPrepared(db, "mirror_rows_by_id", query)) {
    if (is_read) rows.set(id, row)
    else unread.add(id)
  }
  return { rows, unread }
}

type ByColumn = { column: string; values: readonly string[] }

/**
 * What a row is found by, for `column_name` and `value` of `given`: a number, because an index of names and values would be
 * larger than the rows. Where two have the same one, more is found than was asked for: who asks compares values, or asks
 * the HR system.
 */
export const keyOf = ({ table }: TablePlace) =>
  sql`hashtextextended(${table}::text || chr(31) || given.column_name || chr(31) || given.value, 0)`

/** Keys of the values, in the order of the primary key. */
const keysOf = (at: TablePlace, { column, values }: ByColumn) => sql`
  (select ${keyOf(at)} as key from (select ${column}::text as column_name, value
    from unnest(${[...new Set(values)]}::text[]) as value) as given offset 0) as wanted
  cross join lateral (
    select id from mirror_key where account_id = ${at.accountId} and mirror_key.key >= wanted.key and mirror_key.key <= wanted.key
    order by account_id, key, id
  ) as key`

/** Rows whose column has one of the values, each once. */
export async function findRowsBy(db: Db, at: TablePlace, by: ByColumn): Promise<Remote[]> {
  if (by.values.length === 0) return []
  const query = sql<{ id: string; row: Remote }>`select found.id, found.row from ${keysOf(at, by)}
    cross join lateral (
      select id, row from mirror_row where account_id = ${at.accountId} and table_name = ${at.table}
        and id >= key.id and id <= key.id and length(hash) > 0 order by account_id, table_name, id limit 1
    ) as found`
  const rows = await runPrepared(db, "mirror_rows_by_key", query)
  return [...new Map(rows.map(({ id, row }) => [id, row])).values()]
}

/** Ids of rows whose column has one of the values; of these days alone, where they are said. */
export async function findIdsBy(
  db: Db,
  at: TablePlace,
  { days, ...by }: ByColumn & { days?: Days | undefined },
): Promise<string[]> {
  const ofDays = days
    ? sql`join mirror_row as own on own.account_id = ${at.accountId} and own.table_name = ${at.table} and own.id = key.id
        and own.day between ${days.first} and ${days.last}`
    : sql``
  const { rows } = await sql<{ id: string }>`select distinct key.id from ${keysOf(at, by)} ${ofDays}`.execute(db)
  return rows.map(({ id }) => id)
}

export async function listRows(db: Db, { accountId, table }: TablePlace): Promise<Remote[]> {
  const { rows } = await sql<{ row: Remote }>`select row from mirror_row
    where account_id = ${accountId} and table_name = ${table} and length(hash) > 0 order by id`.execute(db)
  return rows.map(({ row }) => row)
}

/** Ids past one, shorter ids first. */
export async function listIds(db: Db, { accountId, table }: TablePlace, after: string | null): Promise<string[]> {
  const past = after === null ? sql`` : sql`and (length(id), id) > (length(${after}::text), ${after}::text)`
  const { rows } = await sql<{ id: string }>`select id from mirror_row where account_id = ${accountId}
    and table_name = ${table} ${past} order by length(id), id`.execute(db)
  return rows.map(({ id }) => id)
}
