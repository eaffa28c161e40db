import { createHash } from "node:crypto"
import { valueText } from "@rollcall/contract"
import { sql } from "kysely"
import { type Db, prepared } from "../db/index.js"
import { oneByOne } from "./one-by-one.js"
import type { Attempt, NewRecord, RecordChange, RecordPlace, RecordRow } from "./record.js"

type Page = { rows: readonly NewRecord[]; readAt: Date }
type Hashed = NewRecord & { hash: string; value: RecordRow }

/** Rows that are read and compared in one go, before whoever waits for this process has a turn. */
const TURN = 20

/** The last of rows with the same id, by id. */
async function hashRows(rows: readonly NewRecord[]): Promise<Map<string, Hashed>> {
  const hashed = new Map<string, Hashed>()
  for (const [at, row] of rows.entries()) {
    if (at > 0 && at % TURN === 0) await new Promise(setImmediate)
    // Stored as the text of a unified row, with its id.
    const value = JSON.parse(row.text) as RecordRow
    hashed.set(row.id, { ...row, value, hash: hashOf(row, value) })
  }
  return hashed
}

/** Of the values of all that is stored, so that a new filter or another list is written too, and another order is not. */
const hashOf = ({ remoteText, source, keys }: NewRecord, value: RecordRow): string =>
  createHash("sha256")
    .update(valueText(value))
    .update(remoteText === undefined ? "" : `\n${valueText(JSON.parse(remoteText))}`)
    .update(`\n${source} ${valueText(keys)}`)
    .digest("hex")

export async function applyRows(tx: Db, place: RecordPlace, { rows, readAt }: Page): Promise<RecordChange[]> {
  const given = await hashRows(rows)
  const ids = [...given.keys()]
  if (ids.length === 0) return []
  const known = await findKnown(tx, place, ids)
  const changed = [...given.values()].filter(({ id, hash }) => {
    const there = known.get(id)
    return !there || (there.hash !== hash && there.read_at <= readAt)
  })
  const old = changed.flatMap(({ id }) => (known.has(id) ? [id] : []))
  const before = await closeVersions(tx, place, old)
  if (changed.length > 0) await writeRows(tx, place, { rows: changed, readAt })
  return changed.map(({ id, value: after }): RecordChange => {
    const was = before.get(id)
    return was ? { id, before: was, after } : { id, before: null, after }
  })
}

type Known = { id: string; hash: string; read_at: Date }

/** Hashes only: rows that did not change are not read. */
async function findKnown(tx: Db, { accountId, resource }: RecordPlace, ids: readonly string[]) {
  const { rows } = await sql<Known>`select found.id, encode(hash, 'hex') as hash, read_at
    from ${oneByOne({ accountId, resource }, ids)}`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Puts versions that end now into the history, and answers their rows. */
async function closeVersions(tx: Db, { accountId, resource }: RecordPlace, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, RecordRow>()
  const { rows } = await sql<{ id: string; row: RecordRow }>`
    insert into record_history (environment_id, account_id, resource, id, source, row, keys, valid_from, valid_to)
    select environment_id, account_id, resource, found.id, source, row, keys, valid_from, now()
    from ${oneByOne({ accountId, resource }, ids)} returning id, row`.execute(tx)
  return new Map(rows.map(({ id, row }) => [id, row]))
}

type Writing = { rows: readonly Hashed[]; readAt: Date }

/**
 * A page is one statement of one text. JSON goes as lines, which it has none of: a list of texts would be quoted by the
 * client, which costs more than the server's work. A line without a text is null.
 */
const upsertRows = prepared(
  "upsert_records",
  `insert into record (environment_id, account_id, resource, id, source, row, remote, keys, hash, read_at)
    select $1, $2, $3, id, source, row::json, remote::json, keys::jsonb, decode(hash, 'hex'), $4
    from unnest($5::text[], $6::smallint[], string_to_array($7, e'\\n'), string_to_array($8, e'\\n', ''),
      string_to_array($9, e'\\n'), string_to_array($10, e'\\n')) as given(id, source, row, remote, keys, hash)
    on conflict (account_id, resource, id) do update set source = excluded.source, row = excluded.row,
      remote = excluded.remote, keys = excluded.keys, hash = excluded.hash, read_at = excluded.read_at,
      valid_from = now(), updated_at = now()`,
)

async function writeRows(tx: Db, { environmentId, accountId, resource }: RecordPlace, { rows, readAt }: Writing) {
  const lines = (textOf: (row: Hashed) => string) => rows.map(textOf).join("\n")
  await upsertRows(tx, [
    environmentId,
    accountId,
    resource,
    readAt,
    rows.map(({ id }) => id),
    rows.map(({ source }) => source),
    lines(({ text }) => text),
    // Nothing in nothing but empty lines would be no line at all.
    rows.some(({ remoteText }) => remoteText !== undefined) ? lines(({ remoteText = "" }) => remoteText) : null,
    lines(({ keys }) => JSON.stringify(keys)),
    lines(({ hash }) => hash),
  ])
}

export async function removeRows(tx: Db, place: RecordPlace, ids: readonly string[]): Promise<RecordChange[]> {
  const { rows } = await sql<{ id: string; before: RecordRow }>`with gone as (
      delete from record where ctid = any(array(select found.place from ${oneByOne(place, ids)})) returning *
    ), closed as (
      insert into record_history (environment_id, account_id, resource, id, source, row, keys, valid_from, valid_to)
      select environment_id, account_id, resource, id, source, row, keys, valid_from, now() from gone
    )
    select id, row as before from gone order by source, length(id), id`.execute(tx)
  return rows.map(({ id, before }) => ({ id, before, after: null }))
}

export async function upsertFreshness(tx: Db, place: RecordPlace, attempt: Attempt): Promise<void> {
  const { environmentId, accountId, resource } = place
  const asOf = attempt.completeAsOf ?? null
  const readAsOf = asOf ?? attempt.readAsOf ?? null
  const wholeAsOf = attempt.isWhole ? asOf : null
  // A moment leaves the database in whole milliseconds: one more keeps the first versions before it.
  const firstAt = sql`case when ${readAsOf}::timestamptz is null then null else now() + interval '1 millisecond' end`
  await sql`insert into record_freshness (environment_id, account_id, resource, first_synced_at, data_as_of, whole_as_of,
      time_zone, last_attempt_at, last_result, last_error)
    values (${environmentId}, ${accountId}, ${resource}, ${firstAt}, ${readAsOf}, ${wholeAsOf}, ${attempt.timeZone ?? "UTC"}, now(), ${attempt.result}, ${attempt.error ?? null})
    on conflict (account_id, resource) do update set
      first_synced_at = coalesce(record_freshness.first_synced_at, excluded.first_synced_at),
      data_as_of = coalesce(greatest(${asOf}::timestamptz, record_freshness.data_as_of), excluded.data_as_of),
      whole_as_of = greatest(excluded.whole_as_of, record_freshness.whole_as_of),
      time_zone = coalesce(${attempt.timeZone ?? null}, record_freshness.time_zone),
      last_attempt_at = now(), last_result = excluded.last_result, last_error = excluded.last_error`.execute(tx)
}

/** The server's own analysis comes when a tenth of the table has changed, which one account seldom is. */
export async function analyze(db: Db): Promise<void> {
  await sql`analyze record, record_history, record_freshness`.execute(db).catch(() => {})
}
