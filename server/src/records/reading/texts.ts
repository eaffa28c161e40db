import { type Db, prepared } from "../../db/index.js"
import type { Age, RecordPlace } from "../record.js"
import { type AgeRow, type RowKey, toAge, viewsFrom } from "./store.js"

/**
 * Rows as the text they were stored as, with how fresh the copy is, by one statement that is planned once: nothing opens
 * a row. Undefined: nobody has tried to sync the resource.
 */
export type TextQuery = {
  /** Names of the views whose rows are listed, one view after another. */
  views: readonly string[]
  limit: number
  from?: RowKey | undefined
  updatedSince?: Date | undefined
  hasRemote: boolean
}

/** `text`: the rows with commas between them. `last`: of these rows, when there are more. */
export type TextPage = {
  age: Age
  text: string
  count: number
  first: RowKey | undefined
  last: RowKey | undefined
}

/** `offset 0`: the planner can't see whose rows follow, so that it takes no account for one without rows. */
const OWN = `(select environment_id, account_id, resource, first_synced_at, data_as_of, last_attempt_at, last_result, last_error
  from record_freshness where environment_id = $1 and account_id = $2 and resource = $3 offset 0) as f`
const AGE = "first_synced_at, data_as_of, last_attempt_at, last_result, last_error"
/** A row ends with its brace, and has an id before it. */
const withRemote = (hasRemote: boolean) =>
  hasRemote
    ? `case when remote is null then row::text else left(row::text, -1) || ',"remote_data":' || remote::text || '}' end`
    : "row::text"

type Found = { view: string | null; id: string | null; text: string }

/** The age first, then the rows: one long text of all would be copied again and again by the client that receives it. */
const pageBy = (name: string, { hasRemote, condition }: { hasRemote: boolean; condition: string }) =>
  prepared<Found>(
    `records_page_${name}${hasRemote ? "_remote" : ""}`,
    `with f as materialized (select * from ${OWN})
    select null as view, null as id, row_to_json(f)::text as text from f
    union all
    select found.view, found.id, found.text from f cross join lateral (
      select view, id, ${withRemote(hasRemote)} as text from record
      where environment_id = f.environment_id and account_id = f.account_id and resource = f.resource and view = $5 ${condition}
      order by length(id), id limit $4
    ) as found`,
  )

const both = (name: string, condition: string) => ({
  remote: pageBy(name, { hasRemote: true, condition }),
  plain: pageBy(name, { hasRemote: false, condition }),
})
const AFTER = "and (length(id), id) > (length($6::text), $6)"
const pages = {
  first: both("first", ""),
  after: both("after", AFTER),
  since: both("since", "and updated_at >= $6"),
  sinceAfter: both("since_after", `${AFTER} and updated_at >= $7`),
}

export async function findTexts(db: Db, place: RecordPlace, query: TextQuery): Promise<TextPage | undefined> {
  const { views, from, limit } = query
  const rows: Found[] = []
  let age: Found | undefined
  for (const view of viewsFrom(views, from)) {
    const edge = view === from?.view ? from.id : undefined
    const [first, ...found] = await pageOf(db, place, { ...query, view, edge, limit: limit + 1 - rows.length })
    if (!first) return undefined
    age = first
    rows.push(...found)
    if (rows.length > limit) break
  }
  const shown = rows.slice(0, limit)
  return (
    age && {
      age: readAge(age.text),
      text: listed(shown),
      count: shown.length,
      first: keyOf(shown[0]),
      last: rows.length > limit ? keyOf(shown.at(-1)) : undefined,
    }
  )
}

/** Grown and not joined: a long text is then put together only once, when its bytes are made. */
const listed = (rows: readonly Found[]): string =>
  rows.reduce((all, { text }) => (all === "" ? text : `${all},${text}`), "")

type OfView = Omit<TextQuery, "views" | "from"> & { view: string; edge: string | undefined }

function pageOf(db: Db, place: RecordPlace, { view, edge, limit, updatedSince, hasRemote }: OfView): Promise<Found[]> {
  const kind =
    edge === undefined ? (updatedSince ? pages.since : pages.first) : updatedSince ? pages.sinceAfter : pages.after
  const more = [edge, updatedSince].filter((one) => one !== undefined)
  const run = hasRemote ? kind.remote : kind.plain
  return run(db, [place.environmentId, place.accountId, place.resource, limit, view, ...more])
}

const keyOf = (row: Found | undefined): RowKey | undefined =>
  row?.view && row.id !== null ? { view: row.view, id: row.id } : undefined

/** A row as JSON, whose times are texts. */
function readAge(text: string): Age {
  const row = JSON.parse(text) as { [Name in keyof AgeRow]: AgeRow[Name] extends Date ? string : string | null }
  const timeOf = (time: string | null) => (time === null ? null : new Date(time))
  const { first_synced_at, data_as_of, last_attempt_at, last_result, last_error } = row
  return {
    firstSyncedAt: timeOf(first_synced_at),
    dataAsOf: timeOf(data_as_of),
    lastAttempt: { at: new Date(last_attempt_at), result: last_result ?? "", error: last_error },
  }
}

/** Found as `one-by-one.ts` says. */
const oneBy = (hasRemote: boolean) =>
  prepared<AgeRow & { text: string | null }>(
    `record_one${hasRemote ? "_remote" : ""}`,
    `select ${AGE}, ${withRemote(hasRemote)} as text from ${OWN} left join lateral (
      select environment_id, account_id, resource, id, row, remote from record as r
      where (r.account_id, r.resource, r.id) >= (f.account_id, f.resource, $4)
      order by r.account_id, r.resource, r.id limit 1
    ) as found on found.account_id = f.account_id and found.resource = f.resource and found.id = $4
      and found.environment_id = f.environment_id`,
  )
const one = { remote: oneBy(true), plain: oneBy(false) }

/** `text` undefined: there is no such row. */
export async function findText(
  db: Db,
  { environmentId, accountId, resource }: RecordPlace,
  { id, hasRemote }: { id: string; hasRemote: boolean },
): Promise<{ freshness: Age; text: string | undefined } | undefined> {
  const run = hasRemote ? one.remote : one.plain
  const [row] = await run(db, [environmentId, accountId, resource, id])
  return row && { freshness: toAge(row), text: row.text ?? undefined }
}
