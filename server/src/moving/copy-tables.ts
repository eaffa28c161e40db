/**
 * Copies every table from one database of ours to another, both of the same migrations. Values go as PostgreSQL's own
 * text, with settings of the session that make it exact, so that no type of theirs passes through one of JavaScript's.
 */
import { CompiledQuery, type Kysely, sql } from "kysely"
import type { Schema } from "../db/index.js"

type Db = Kysely<Schema>
export type Table = { name: string; columns: readonly { name: string; type: string }[]; refersTo: readonly string[] }
/** `digest`: of all rows, in whatever order they come. */
export type Sum = { count: number; digest: string }
export type Progress = { table: string; done: number; total: number }

const ROWS_AT_ONCE = 500

/** Text of a value is the same on both sides, and says all of it. */
const EXACT =
  "set local timezone to 'UTC'; set local datestyle to 'ISO, MDY'; set local bytea_output to 'hex'; set local extra_float_digits to 1; set local intervalstyle to 'postgres'"

export const makeExact = async (tx: Db): Promise<void> => void (await sql.raw(EXACT).execute(tx))

/** All tables of migrations, those that others refer to first. */
export async function listTables(db: Db): Promise<Table[]> {
  const { rows } = await sql<Table & { name: string }>`
    select c.relname::text as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select json_agg(distinct f.relname) from pg_constraint r join pg_class f on f.oid = r.confrelid
        where r.conrelid = c.oid and r.contype = 'f' and f.oid <> c.oid), '[]') as "refersTo"
    from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname not in ('migration', ${sql.join(QUEUE_TABLES)}) order by 1`.execute(db)
  return inOrder(rows)
}
/** Of the queue, which makes them itself. */
const QUEUE_TABLES = ["job", "archive", "queue", "schedule", "subscription", "version"].map((name) => sql.lit(name))

export function inOrder(tables: readonly Table[]): Table[] {
  const ordered: Table[] = []
  const waiting = new Set(tables)
  while (waiting.size > 0) {
    const names = new Set([...waiting].map(({ name }) => name))
    const free = [...waiting].filter(({ refersTo }) => !refersTo.some((name) => names.has(name)))
    if (free.length === 0) throw new Error(`the tables ${[...names].join(", ")} refer to one another in a circle`)
    for (const table of free) waiting.delete(table)
    ordered.push(...free)
  }
  return ordered
}

type Copy = { from: Db; to: Db; table: Table; onProgress(progress: Progress): void }

/** Both are transactions, made exact. Answers the sum of the rows that were read; throws when the other side has not the same. */
export async function copyTable({ from, to, table, onProgress }: Copy): Promise<Sum> {
  const sum = await sumOf(from, table)
  const names = sql.join(table.columns.map(({ name }) => sql.ref(name)))
  const texts = sql.join(table.columns.map(({ name }, at) => sql`${sql.ref(name)}::text as ${sql.ref(`c${at}`)}`))
  const query = sql`declare moving no scroll cursor for select ${texts} from ${sql.table(table.name)}`.compile(from)
  await from.executeQuery(CompiledQuery.raw(query.sql))
  const values = sql.join(table.columns.map(({ type }, at) => sql`${sql.ref(`c${at}`)}::${sql.raw(type)}`))
  for (let done = 0; done < sum.count; ) {
    const { rows } = await sql<Record<string, string | null>>`fetch ${sql.lit(ROWS_AT_ONCE)} from moving`.execute(from)
    if (rows.length === 0) break
    const arrays = sql.join(table.columns.map((_, at) => sql`${rows.map((row) => row[`c${at}`] ?? null)}::text[]`))
    const as = sql.join(table.columns.map((_, at) => sql.ref(`c${at}`)))
    await sql`insert into ${sql.table(table.name)} (${names}) overriding system value
      select ${values} from unnest(${arrays}) as given(${as})`.execute(to)
    done += rows.length
    onProgress({ table: table.name, done, total: sum.count })
  }
  await sql`close moving`.execute(from)
  const arrived = await sumOf(to, table)
  if (arrived.count !== sum.count || arrived.digest !== sum.digest) {
    throw new Error(
      `${table.name} did not arrive as it was (${sum.count} rows there, ${arrived.count} here): nothing was moved`,
    )
  }
  return sum
}

/** Two numbers of 60 bits of every row's MD5, added up: no order, and no sorting of what may be large. */
async function sumOf(db: Db, { name, columns }: Table): Promise<Sum> {
  const row = sql.join(columns.map((column) => sql`${sql.ref(column.name)}::text`))
  const { rows } = await sql<Sum>`
    select count(*)::int as count, concat_ws('-', sum(('x' || left(hash, 15))::bit(60)::bigint), sum(('x' || right(hash, 15))::bit(60)::bigint)) as digest
    from (select md5(row(${row})::text) as hash from ${sql.table(name)}) as hashed`.execute(db)
  const [sum] = rows
  if (!sum) throw new Error(`${name} can't be summed up`)
  return sum
}

/** Numbers that are given out next. */
export async function copySequences(from: Db, to: Db): Promise<void> {
  const { rows } = await sql<{ name: string; last: string | null }>`
    select sequencename::text as name, last_value::text as last from pg_sequences where schemaname = current_schema()`.execute(
    from,
  )
  for (const { name, last } of rows)
    if (last !== null) await sql`select setval(${sql.lit(name)}::regclass, ${sql.lit(last)}::bigint)`.execute(to)
}

/** A table with rows in it, if there is one. */
export async function findRows(db: Db, tables: readonly Table[]): Promise<string | undefined> {
  for (const { name } of tables) {
    const { rows } = await sql`select from ${sql.table(name)} limit 1`.execute(db)
    if (rows.length > 0) return name
  }
  return undefined
}
