import { idColumnOf, type Remote } from "@rollcall/connector-kit"
import { isSameValue } from "@rollcall/contract"
import { sql } from "kysely"
import { type Db, prepared, runPrepared } from "../db/index.js"
import { findRows, keyOf } from "./find-store.js"
import { type MirrorPlace, type MirrorTable, type TablePlace, tableIn } from "./graph.js"
import { type KeptRow, keepRow, keysOf, type RowKey } from "./row.js"
import { setMissing } from "./scan-store.js"

export type Applying = {
  kept: MirrorTable
  rows: readonly Remote[]
  /** Nothing in the rows was read before. */
  readAt: Date
  /** Whether every column is kept, not only those that are used. */
  keepsAll: boolean
  /** Whether what the rows touch is noted: not before the table was read to its end once. */
  notes: boolean
}
/** Counts of rows. `nameless`: they have no id and can't be kept. */
export type Applied = { created: number; updated: number; nameless: number }

/** Brings rows up to date. One that is there from a later reading is left alone. */
export async function applyRows(tx: Db, place: MirrorPlace, applying: Applying): Promise<Applied> {
  const { kept, rows, readAt, keepsAll, notes } = applying
  const at = tableIn(place, kept)
  const named = rows.flatMap((row) => keepRow(kept, row, keepsAll) ?? [])
  const given = new Map(named.map((row) => [row.id, row]))
  const nameless = rows.length - named.length
  const found = await findDiffering(tx, at, { rows: [...given.values()], readAt })
  const met = [...found.values()].flatMap(({ id, is_missing }) => (is_missing ? [id] : []))
  await setMissing(tx, at, { ids: met, count: 0 })
  const differing = [...given.values()].filter(({ id }) => found.get(id)?.is_other)
  const old = differing.flatMap(({ id }) => (found.get(id)?.is_known ? [id] : []))
  const { rows: before } = await findRows(tx, at, old)
  // Equal values in another order are written, so that they have the same text next time, but they are no change.
  const changed = differing.filter(({ id, value }) => !before.has(id) || !isSameValue(before.get(id), value))
  await writeRows(tx, at, { rows: differing, readAt, dayColumn: kept.table.days?.column ?? null })
  const keysBefore = new Map([...before].map(([id, row]) => [id, keysOf(kept.keys, row)]))
  await writeKeys(tx, at, { rows: changed, before: keysBefore })
  if (notes) {
    const idColumn = idColumnOf(kept.table)
    const touched = changed.flatMap(({ id, keys }) => [
      { column: idColumn, value: id },
      ...keys,
      ...(keysBefore.get(id) ?? []),
    ])
    await touch(tx, at, touched)
  }
  const updated = changed.filter(({ id }) => found.get(id)?.is_known).length
  return { created: changed.length - updated, updated, nameless }
}

/** `is_other`: to be written, because its text is another and it is not from a later reading. */
type Differing = { id: string; is_known: boolean; is_other: boolean; is_missing: boolean }

/** Of the given rows those that are not there with the same text, or were missed: where nothing changed, none. */
async function findDiffering(tx: Db, at: TablePlace, { rows, readAt }: Writing): Promise<Map<string, Differing>> {
  if (rows.length === 0) return new Map()
  const ids = rows.map(({ id }) => id)
  const query = sql<Differing>`select given.id, found.id is not null as is_known,
      found.id is null or found.hash <> given.hash and found.read_at <= ${readAt}::timestamptz as is_other,
      coalesce(missing_count > 0, false) as is_missing
    from (select id, decode(hash, 'hex') as hash
      from unnest(${ids}::text[], string_to_array(${hashLines(rows)}, e'\\n')) as line(id, hash)) as given
    left join lateral (
      select * from mirror_row where account_id = ${at.accountId} and table_name = ${at.table}
        and id >= given.id and id <= given.id order by account_id, table_name, id limit 1
    ) as found on true
    where found.id is null or found.hash <> given.hash or missing_count > 0`
  return new Map((await runPrepared(tx, "differing_mirror_rows", query)).map((row) => [row.id, row]))
}

const hashLines = (rows: readonly KeptRow[]): string => rows.map(({ hash }) => hash).join("\n")

type Writing = { rows: readonly KeptRow[]; readAt: Date }
/** `dayColumn`: of a table that is read by days. */
type Written = Writing & { dayColumn: string | null }

/** JSON goes as lines, which it has none of: a list of texts would be quoted by the client, which costs more than it saves. */
const upsertRows = prepared(
  "upsert_mirror_rows",
  `insert into mirror_row (account_id, table_name, id, row, hash, read_at, day)
    select $1, $2, id, row::json, decode(hash, 'hex'), $3,
      case when $7::text is not null then left(row::json ->> $7::text, 10) end
      from unnest($4::text[], string_to_array($5, e'\\n'), string_to_array($6, e'\\n')) as given(id, row, hash)
    on conflict (account_id, table_name, id) do update set row = excluded.row, hash = excluded.hash,
      read_at = excluded.read_at, day = excluded.day, changed_at = now(), missing_count = 0`,
)

async function writeRows(tx: Db, { accountId, table }: TablePlace, { rows, readAt, dayColumn }: Written) {
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  const texts = rows.map(({ text }) => text).join("\n")
  await upsertRows(tx, [accountId, table, readAt, ids, texts, hashLines(rows), dayColumn])
}

type Keys = { rows: readonly KeptRow[]; before: ReadonlyMap<string, readonly RowKey[]> }

async function writeKeys(tx: Db, at: TablePlace, { rows, before }: Keys): Promise<void> {
  const has = (keys: readonly RowKey[], { column, value }: RowKey) =>
    keys.some((one) => one.column === column && one.value === value)
  const gone = rows.flatMap(({ id, keys }) =>
    (before.get(id) ?? []).filter((key) => !has(keys, key)).map((key) => ({ id, ...key })),
  )
  const come = rows.flatMap(({ id, keys }) =>
    keys.filter((key) => !has(before.get(id) ?? [], key)).map((key) => ({ id, ...key })),
  )
  await deleteKeys(tx, at, gone)
  if (come.length === 0) return
  const insert = sql`insert into mirror_key (account_id, key, id)
    select ${at.accountId}::uuid, ${keyOf(at)}, given.id from ${listed(come)} on conflict do nothing`
  await runPrepared(tx, "insert_mirror_keys", insert)
}

type KeyOf = RowKey & { id: string }

const listed = (keys: readonly KeyOf[]) => sql`unnest(${keys.map(({ column }) => column)}::text[],
  ${keys.map(({ value }) => value)}::text[], ${keys.map(({ id }) => id)}::text[]) as given(column_name, value, id)`

async function deleteKeys(tx: Db, at: TablePlace, keys: readonly KeyOf[]): Promise<void> {
  if (keys.length === 0) return
  await sql`delete from mirror_key using ${listed(keys)} where account_id = ${at.accountId}
    and key = ${keyOf(at)} and mirror_key.id = given.id`.execute(tx)
}

/** Numbers go up with every transaction of an account, because whoever writes holds the account's row. */
async function touch(tx: Db, { accountId, table }: TablePlace, touched: readonly RowKey[]): Promise<void> {
  if (touched.length === 0) return
  const unique = [...new Map(touched.map((key) => [`${key.column} ${key.value}`, key])).values()]
  await sql`insert into mirror_touched (account_id, table_name, column_name, value, seq)
    select ${accountId}::uuid, ${table}, column_name, value, next.seq
      from unnest(${unique.map(({ column }) => column)}::text[], ${unique.map(({ value }) => value)}::text[]) as given(column_name, value),
        (select nextval('mirror_seq') as seq) as next
    on conflict (account_id, table_name, column_name, value) do update set seq = excluded.seq`.execute(tx)
}

/** Rows that could not be made into records: they are tried again until they can. */
export const touchRows = (
  tx: Db,
  place: MirrorPlace,
  { table, ids }: Pick<MirrorTable, "table"> & { ids: readonly string[] },
) =>
  touch(
    tx,
    tableIn(place, { table }),
    ids.map((value) => ({ column: idColumnOf(table), value })),
  )

type Removing = { kept: MirrorTable; ids: readonly string[] }

/** Takes rows away; answers how many were there. */
export async function removeRows(tx: Db, place: MirrorPlace, { kept, ids }: Removing): Promise<number> {
  if (ids.length === 0) return 0
  const at = tableIn(place, kept)
  const { rows } = await sql<{ id: string; row: Remote }>`delete from mirror_row where account_id = ${at.accountId}
    and table_name = ${at.table} and id = any(${[...ids]}::text[]) returning id, row`.execute(tx)
  if (rows.length === 0) return 0
  const keys = rows.flatMap(({ id, row }) => keysOf(kept.keys, row).map((key) => ({ id, ...key })))
  await deleteKeys(tx, at, keys)
  await touch(tx, at, [...rows.map(({ id }) => ({ column: idColumnOf(kept.table), value: id })), ...keys])
  return rows.length
}

/** Rows that records were made of before there was a mirror: a scan that misses them must say so. */
export async function seedRows(
  tx: Db,
  { accountId, table }: TablePlace,
  of: { resource: string; view: string; prefix: string },
): Promise<void> {
  const start = of.prefix.length + 1
  await sql`insert into mirror_row (account_id, table_name, id, row, hash, read_at)
    select ${accountId}::uuid, ${table}, substr(id, ${start}::int), '{}'::json, '', '-infinity'
      from record where account_id = ${accountId} and resource = ${of.resource} and view = ${of.view}
    on conflict do nothing`.execute(tx)
}
