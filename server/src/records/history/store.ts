import { sql } from "kysely"
import type { Db } from "../../db/index.js"
import type { RecordPlace, RecordRow } from "../record.js"

/** Versions that are looked at for a field that later ones don't have. */
const VERSIONS_BACK = 20

export async function findVersions(tx: Db, { accountId, resource }: RecordPlace, ids: readonly string[]) {
  const versions = new Map<string, RecordRow[]>()
  if (ids.length === 0) return versions
  const { rows } = await sql<{ id: string; row: RecordRow }>`select found.id, found.row
    from unnest(${[...ids]}::text[]) as given(id) cross join lateral (
      select id, row, valid_to from record_history where account_id = ${accountId} and resource = ${resource}
        and record_history.id = given.id order by valid_from desc limit ${VERSIONS_BACK}
    ) as found order by found.valid_to desc`.execute(tx)
  for (const { id, row } of rows) versions.set(id, [...(versions.get(id) ?? []), row])
  return versions
}

const PORTION = 1_000
const MOST_PORTIONS = 10

/**
 * Writes down first from when on a resource's history is whole, so that nobody reads one that has holes. Only versions
 * that ended before are taken away: what held at that moment stays.
 */
export async function deleteVersions(db: Db, before: Date): Promise<void> {
  await sql`update record_freshness set history_from = ${before}
    where first_synced_at < ${before} and (history_from is null or history_from < ${before})`.execute(db)
  for (let portion = 0; portion < MOST_PORTIONS; portion++) {
    const { rows } = await sql`with old as (
        select found.* from record_freshness as of cross join lateral (
          select account_id, resource, id, valid_from from record_history
          where account_id = of.account_id and resource = of.resource and valid_to < ${before} limit ${PORTION}
        ) as found limit ${PORTION}
      )
      delete from record_history as version using old where version.account_id = old.account_id
        and version.resource = old.resource and version.id = old.id and version.valid_from = old.valid_from
      returning 1`.execute(db)
    if (rows.length === 0) return
  }
}
