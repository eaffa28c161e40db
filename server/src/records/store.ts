import { hash } from "node:crypto"
import { isSameValue } from "@rollcall/contract"
import { sql } from "kysely"
import { type Db, prepared, runPrepared } from "../db/index.js"
import { oneByOne, oneByOneOrNone } from "./one-by-one.js"
import type { Attempt, NewRecord, RecordChange, RecordPlace, RecordRow } from "./record.js"

type Page = { rows: readonly NewRecord[]; readAt: Date }
type Hashed = NewRecord & { hash: string }

/** Of the text of all that is stored: a row with the same text is not looked at any further. */
const hashOf = ({ text, remoteText = "", view, keys }: NewRecord): string =>
  hash("sha256", `${view} ${JSON.stringify(keys)}\n${text}\n${remoteText}`)

/**
 * A row whose text is another is compared by value with the one that is there. With equal values, in another order, in
 * another list or for other filters, its version goes on, and nobody is told.
 */
export async function applyRows(tx: Db, place: RecordPlace, { rows, readAt }: Page): Promise<RecordChange[]> {
  // The last of rows with the same id.
  const given = new Map(rows.map((row) => [row.id, { ...row, hash: hashOf(row) }]))
  const found = await findDiffering(tx, place, { rows: [...given.values()], readAt })
  const differing = [...given.values()].filter(({ id }) => found.has(id))
  if (differing.length === 0) return []
  const before = await findStored(
    tx,
    place,
    differing.flatMap(({ id }) => (found.get(id)?.is_known ? [id] : [])),
  )
  const same = new Set(differing.flatMap((row) => (isSame(row, before.get(row.id)) ? [row.id] : [])))
  const changed = differing.filter(({ id }) => !same.has(id))
  await closeVersions(
    tx,
    place,
    changed.flatMap(({ id }) => (before.has(id) ? [id] : [])),
  )
  await writeRows(tx, place, { rows: differing, same: [...same], readAt })
  return changed.map((row) => changeOf(row, before.get(row.id)))
}

/** The row after is parsed when somebody asks: of a first sync nobody does. */
function changeOf({ id, text }: NewRecord, stored: Stored | undefined): RecordChange {
  let parsed: RecordRow | undefined
  return {
    id,
    before: stored?.row ?? null,
    get after() {
      // What is stored is the text of a unified row.
      parsed ??= JSON.parse(text) as RecordRow
      return parsed
    },
  }
}

type Differing = { id: string; is_known: boolean }

/** Of the given rows those that are not there with the same text, nor from a later reading: where nothing changed, none. */
async function findDiffering(tx: Db, place: RecordPlace, { rows, readAt }: { rows: readonly Hashed[]; readAt: Date }) {
  if (rows.length === 0) return new Map<string, Differing>()
  const given = { ids: rows.map(({ id }) => id), hashes: rows.map(({ hash }) => hash).join("\n") }
  const query = sql<Differing>`select given.key as id, found.id is not null as is_known from ${oneByOneOrNone(place, given)}
    where found.id is null
      or found.hash <> decode(given.hash, 'hex') and date_trunc('milliseconds', found.read_at) <= ${readAt}::timestamptz`
  return new Map((await runPrepared(tx, "differing_records", query)).map((row) => [row.id, row]))
}

type Stored = { id: string; row: RecordRow; remote: unknown }

async function findStored(tx: Db, place: RecordPlace, ids: readonly string[]): Promise<Map<string, Stored>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Stored>`select found.id, row, remote from ${oneByOne(place, ids)}`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

const isSame = ({ text, remoteText }: NewRecord, stored: Stored | undefined): boolean =>
  stored !== undefined &&
  isSameValue(stored.row, JSON.parse(text)) &&
  isSameValue(stored.remote, remoteText === undefined ? null : JSON.parse(remoteText))

/** Puts versions that end now into the history. */
async function closeVersions(tx: Db, place: RecordPlace, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`insert into record_history (environment_id, account_id, resource, id, view, row, keys, valid_from, valid_to)
    select environment_id, account_id, resource, found.id, view, row, keys, valid_from, now()
    from ${oneByOne(place, ids)}`.execute(tx)
}

type Writing = { rows: readonly Hashed[]; same: readonly string[]; readAt: Date }

/**
 * A page is one statement of one text. JSON goes as lines, which it has none of: a list of texts would be quoted by the
 * client, which costs more than the server's work. A line without a text is null. The version of a row with equal values
 * goes on.
 */
const upsertRows = prepared(
  "upsert_records",
  `insert into record (environment_id, account_id, resource, id, view, row, remote, keys, hash, read_at, valid_from)
    select $1, $2, $3, id, view, row::json, remote::json, keys::jsonb, decode(hash, 'hex'), $4,
      case when id = any($11::text[]) then '-infinity' else now() end
    from unnest($5::text[], $6::text[], string_to_array($7, e'\\n'), string_to_array($8, e'\\n', ''),
      string_to_array($9, e'\\n'), string_to_array($10, e'\\n')) as given(id, view, row, remote, keys, hash)
    on conflict (account_id, resource, id) do update set view = excluded.view, row = excluded.row,
      remote = excluded.remote, keys = excluded.keys, hash = excluded.hash, read_at = excluded.read_at,
      valid_from = case when excluded.valid_from = '-infinity' then record.valid_from else now() end,
      updated_at = case when excluded.valid_from = '-infinity' then record.updated_at else now() end`,
)

async function writeRows(tx: Db, { environmentId, accountId, resource }: RecordPlace, { rows, same, readAt }: Writing) {
  const lines = (textOf: (row: Hashed) => string) => rows.map(textOf).join("\n")
  await upsertRows(tx, [
    environmentId,
    accountId,
    resource,
    readAt,
    rows.map(({ id }) => id),
    rows.map(({ view }) => view),
    lines(({ text }) => text),
    // Nothing in nothing but empty lines would be no line at all.
    rows.some(({ remoteText }) => remoteText !== undefined) ? lines(({ remoteText = "" }) => remoteText) : null,
    lines(({ keys }) => JSON.stringify(keys)),
    lines(({ hash }) => hash),
    same,
  ])
}

/** Those of the ids that there are rows of. */
export async function findThere(tx: Db, place: RecordPlace, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select id from record
    where ctid = any(array(select found.place from ${oneByOne(place, ids)}))`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

export async function removeRows(tx: Db, place: RecordPlace, ids: readonly string[]): Promise<RecordChange[]> {
  const { rows } = await sql<{ id: string; before: RecordRow }>`with gone as (
      delete from record where ctid = any(array(select found.place from ${oneByOne(place, ids)})) returning *
    ), closed as (
      insert into record_history (environment_id, account_id, resource, id, view, row, keys, valid_from, valid_to)
      select environment_id, account_id, resource, id, view, row, keys, valid_from, now() from gone
    )
    select id, row as before from gone order by view, length(id), id`.execute(tx)
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
  await sql`analyze record (account_id, resource, id), record_history (account_id, resource, id), record_freshness`
    .execute(db)
    .catch(() => {})
}
