import { type Db, prepared } from "../../db/index.js"
import type { Age, RecordPlace } from "../record.js"
import { type AgeRow, type RowKey, toAge } from "./store.js"

/**
 * Rows as the text they were stored as, with how fresh the copy is, by one statement that is planned once: nothing opens
 * a row. Undefined: nobody has tried to sync the resource.
 */
export type TextQuery = {
  limit: number
  from?: RowKey | undefined
  updatedSince?: Date | undefined
  hasRemote: boolean
}

/** `text`: the rows with commas between them. `last`: of these rows, when there are more. */
export type TextPage = {
  freshness: Age
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

type Found = AgeRow & {
  text: string | null
  found: number
  first_source: number | null
  first_id: string | null
  last_source: number | null
  last_id: string | null
}

const pageBy = (name: string, { hasRemote, condition }: { hasRemote: boolean; condition: string }) =>
  prepared<Found>(
    `records_page_${name}${hasRemote ? "_remote" : ""}`,
    `select ${AGE}, page.* from ${OWN} cross join lateral (
      select string_agg(text, ',') filter (where place <= $4) as text, count(*)::int as found,
        min(source) filter (where place = 1) as first_source, min(id) filter (where place = 1) as first_id,
        min(source) filter (where place = $4) as last_source, min(id) filter (where place = $4) as last_id
      from (select row_number() over () as place, * from (
        select source, id, ${withRemote(hasRemote)} as text from record
        where environment_id = f.environment_id and account_id = f.account_id and resource = f.resource ${condition}
        order by source, length(id), id limit $4::int + 1
      ) as rows) as placed
    ) as page`,
  )

const both = (name: string, condition: string) => ({
  remote: pageBy(name, { hasRemote: true, condition }),
  plain: pageBy(name, { hasRemote: false, condition }),
})
const AFTER = "and (source, length(id), id) > ($5::smallint, length($6::text), $6)"
const pages = {
  first: both("first", ""),
  after: both("after", AFTER),
  since: both("since", "and updated_at >= $5"),
  sinceAfter: both("since_after", `${AFTER} and updated_at >= $7`),
}

export async function findTexts(db: Db, place: RecordPlace, query: TextQuery): Promise<TextPage | undefined> {
  const { limit, from, updatedSince, hasRemote } = query
  const kind = updatedSince ? (from ? pages.sinceAfter : pages.since) : from ? pages.after : pages.first
  const edge = from ? [from.source, from.id] : []
  const values = [place.environmentId, place.accountId, place.resource, limit, ...edge]
  const run = hasRemote ? kind.remote : kind.plain
  const [row] = await run(db, updatedSince ? [...values, updatedSince] : values)
  if (!row) return undefined
  const keyOf = (source: number | null, id: string | null) =>
    source === null || id === null ? undefined : { source, id }
  return {
    freshness: toAge(row),
    text: row.text ?? "",
    count: Math.min(row.found, limit),
    first: keyOf(row.first_source, row.first_id),
    last: row.found > limit ? keyOf(row.last_source, row.last_id) : undefined,
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
