import { sql } from "kysely"
import type { Db } from "../../db/index.js"
import type { RecordPlace } from "../../records/index.js"
import { type Count, type Counts, MAP, MOST_NAMES } from "./counts.js"
import type { Known } from "./judge.js"

/** What is known of a resource's fields. `rows` null: they were not counted yet. */
export type Coverage = { rows: number | null; fields: ReadonlyMap<string, Known & Count>; measuredAt: Date }

type Row = { resource: string; rows: number | null; fields: Record<string, Known & Count>; measured_at: Date }

const toCoverage = ({ rows, fields, measured_at }: Row): Coverage => ({
  rows,
  fields: new Map(Object.entries(fields)),
  measuredAt: measured_at,
})

export async function findCoverage(tx: Db, { accountId, resource }: RecordPlace): Promise<Coverage | undefined> {
  const { rows } = await sql<Row>`select resource, rows, fields, measured_at from coverage
    where account_id = ${accountId} and resource = ${resource}`.execute(tx)
  return rows[0] && toCoverage(rows[0])
}

/** By resource. */
export async function listCoverage(
  db: Db,
  { environmentId, accountId }: Omit<RecordPlace, "resource">,
): Promise<Map<string, Coverage>> {
  const { rows } = await sql<Row>`select resource, rows, fields, measured_at from coverage
    where environment_id = ${environmentId} and account_id = ${accountId}`.execute(db)
  return new Map(rows.map((row) => [row.resource, toCoverage(row)]))
}

export async function putCoverage(
  tx: Db,
  { environmentId, accountId, resource }: RecordPlace,
  { rows, fields, measuredAt }: Coverage,
): Promise<void> {
  const text = JSON.stringify(Object.fromEntries(fields))
  await sql`insert into coverage (environment_id, account_id, resource, rows, fields, measured_at)
    values (${environmentId}, ${accountId}, ${resource}, ${rows}, ${text}::jsonb, ${measuredAt})
    on conflict (account_id, resource) do update set rows = excluded.rows, fields = excluded.fields,
      measured_at = excluded.measured_at`.execute(tx)
}

/** Reads every row of the resource: once, later changes are added up. As `addChanges` has it. */
export async function countFields(tx: Db, { accountId, resource }: RecordPlace): Promise<Counts> {
  const { rows } = await sql<{ name: string; given: number; filled: number }>`
    with own as materialized (
      select row::jsonb as row from record where account_id = ${accountId} and resource = ${resource}
    ), named as (
      select key as name, value from own, jsonb_each(row)
      union all
      select ${`${MAP}.`} || key, value from own, jsonb_each(case when jsonb_typeof(row->${MAP}) = 'object' then row->${MAP} else '{}' end)
      union all
      select '', 'true' from own
    )
    select name, count(*)::int as given,
      (count(*) filter (where value not in ('null', '""', '[]', '{}')))::int as filled
    from named group by name order by given desc, name limit ${MOST_NAMES}`.execute(tx)
  const fields = new Map(rows.map(({ name, given, filled }) => [name, { given, filled }]))
  // No field of a row has an empty name: it stands for the row.
  const count = fields.get("")?.given ?? 0
  fields.delete("")
  return { rows: count, fields }
}
