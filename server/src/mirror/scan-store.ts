import type { Days } from "@rollcall/connector-kit"
import { sql } from "kysely"
import { type Db, runPrepared } from "../db/index.js"
import type { TablePlace } from "./graph.js"

export type SeenPage = { scan: string; page: number; ids: readonly string[] }

/** A scan has met these rows. */
export async function insertSeen(tx: Db, { accountId, table }: TablePlace, { scan, page, ids }: SeenPage) {
  const insert = sql`insert into mirror_seen (account_id, table_name, scan, page, ids)
    values (${accountId}, ${table}, ${scan}, ${page}, ${[...ids]}::text[])`
  await runPrepared(tx, "insert_mirror_seen", insert)
}

/** `days`: it has met rows of these days alone. */
export type Scan = { scan: string; startedAt: Date; days?: Days | null }

/** Rows of these days alone; of all days where none are said. */
const within = (days: Days | null | undefined) => (days ? sql`and day between ${days.first} and ${days.last}` : sql``)

/** `not in` is answered from a hash of the ids; the planner can't know yet how many there are. */
const isMissed = ({ accountId, table }: TablePlace, { scan, startedAt, days }: Scan) =>
  sql`account_id = ${accountId} and table_name = ${table} and (changed_at < ${startedAt} or length(hash) = 0)
    ${within(days)} and id not in (select unnest(ids) from mirror_seen
      where account_id = ${accountId} and table_name = ${table} and scan = ${scan})`

/** How many rows the scan has met more than once, and how many known ones it has not met. */
export async function judgeScan(tx: Db, at: TablePlace, scan: Scan): Promise<{ twice: number; missing: number }> {
  const { rows } = await sql<{ twice: number; missing: number }>`select
      (select (count(*) - count(distinct id))::int from mirror_seen, unnest(ids) as met(id)
        where account_id = ${at.accountId} and table_name = ${at.table} and scan = ${scan.scan}) as twice,
      (select count(*)::int from mirror_row where ${isMissed(at, scan)}) as missing`.execute(tx)
  return rows[0] ?? { twice: 0, missing: 0 }
}

/** Rows in all, or of the days that are asked for, and those of them that the last complete scan did not meet. */
export type ScanCount = { rows: number; missing: number }

/** The scan was complete: rows it did not meet are missing once more. Forgets what it met. */
export async function closeScan(tx: Db, at: TablePlace, scan: Scan): Promise<ScanCount> {
  await sql`update mirror_row set missing_count = missing_count + 1 where ${isMissed(at, scan)}`.execute(tx)
  await deleteSeen(tx, at)
  return countRows(tx, at, scan.days)
}

export async function countRows(tx: Db, { accountId, table }: TablePlace, days?: Days | null): Promise<ScanCount> {
  const { rows } =
    await sql<ScanCount>`select count(*)::int as rows, (count(*) filter (where missing_count > 0))::int as missing
    from mirror_row where account_id = ${accountId} and table_name = ${table} ${within(days)}`.execute(tx)
  return rows[0] ?? { rows: 0, missing: 0 }
}

/** The scan was not complete, or has ended. */
export async function deleteSeen(tx: Db, { accountId, table }: TablePlace): Promise<void> {
  await sql`delete from mirror_seen where account_id = ${accountId} and table_name = ${table}`.execute(tx)
}

type Missing = { times: number; limit: number; days?: Days | null }

/** Rows that the last complete scans did not meet, at least `times` in a row. */
export async function listMissing(tx: Db, { accountId, table }: TablePlace, { times, limit, days }: Missing) {
  const { rows } = await sql<{ id: string }>`select id from mirror_row where account_id = ${accountId}
    and table_name = ${table} and missing_count > 0 and missing_count >= ${times} ${within(days)}
    order by id limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}

type Counted = { ids: readonly string[]; count: number }

/** After rows were asked for by id: 0, it is there after all, or nobody denies it; 2, it is gone. */
export async function setMissing(tx: Db, { accountId, table }: TablePlace, { ids, count }: Counted): Promise<void> {
  if (ids.length === 0) return
  await sql`update mirror_row set missing_count = ${count} where account_id = ${accountId} and table_name = ${table}
    and id = any(${[...ids]}::text[])`.execute(tx)
}
