import { type RawBuilder, sql } from "kysely"
import type { RecordPlace } from "./record.js"

type Owner = Pick<RecordPlace, "accountId" | "resource">
type From = RawBuilder<unknown>

/**
 * Rows looked up one by one in the primary key, as `found`, with their `place` in the table. As long as the statistics
 * are older than the account's rows, the planner takes an account for a row or two: every index that begins with it
 * looks as good, and ids are answered by reading the whole resource, once or for each of them. "The first row at or
 * after this key" leaves it no choice, because it can't see the key (`offset 0`) and takes it for the middle of the
 * table. That row is the wanted one or another's, which is left out.
 */
export const oneByOne = (owner: Owner, ids: readonly string[]): From =>
  sql`${given(owner, ids)} join lateral (
    select *, ctid as place from record where (account_id, resource, id) >= (given.account, given.list, given.key)
    order by account_id, resource, id limit 1
  ) as found on found.account_id = given.account and found.resource = given.list and found.id = given.key`

/** The same with a line for each id (no two are the same): `found` is null where there is none. */
export const oneByOneOrNone = (
  { accountId, resource }: Owner,
  { ids, hashes }: { ids: readonly string[]; hashes: string },
): From =>
  sql`(select ${accountId}::uuid as account, ${resource}::text as list, key, hash
    from unnest(${[...ids]}::text[], string_to_array(${hashes}, e'\\n')) as line(key, hash) offset 0) as given
  left join lateral (
    select * from record where (account_id, resource, id) >= (given.account, given.list, given.key)
    order by account_id, resource, id limit 1
  ) as found on found.account_id = given.account and found.resource = given.list and found.id = given.key`

/** The versions that held at a moment and have ended, in the same way. */
export const versionsOneByOne = (owner: Owner, ids: readonly string[], at: Date): From =>
  sql`${given(owner, ids)} join lateral (
    select * from record_history
    where (account_id, resource, id, valid_from) <= (given.account, given.list, given.key, ${at}::timestamptz)
    order by account_id desc, resource desc, id desc, valid_from desc limit 1
  ) as found on found.account_id = given.account and found.resource = given.list and found.id = given.key`

const given = ({ accountId, resource }: Owner, ids: readonly string[]): From =>
  sql`(select ${accountId}::uuid as account, ${resource}::text as list, key
    from unnest(${[...new Set(ids)]}::text[]) as key offset 0) as given`
