import { sql } from "kysely"
import type { Db } from "../../db/index.js"
import type { AccountPlace } from "./store.js"

/** From one check of an account's subscriptions to the next, when there is no reason for a sooner one. */
export const DAY_SECONDS = 86_400

/** From when on the account's subscriptions are to be looked at again. */
export async function setNextCheck(db: Db, { environmentId, accountId }: AccountPlace, seconds: number): Promise<void> {
  await sql`insert into inbound_account (account_id, environment_id, next_at)
    select id, environment_id, clock_timestamp() + make_interval(secs => ${seconds}::int) from integrated_account
      where id = ${accountId} and environment_id = ${environmentId}
    on conflict (account_id) do update set next_at = excluded.next_at`.execute(db)
}

/** How long after a check the next one may come, whatever a scan finds. */
const BETWEEN_CHECKS = sql`interval '1 hour'`

/** Now, or an hour after the last check: a check that was an answer left the next one a day away, and nothing else does. */
export async function checkSooner(tx: Db, { environmentId, accountId }: AccountPlace): Promise<void> {
  await sql`update inbound_account
    set next_at = greatest(clock_timestamp(), next_at - make_interval(secs => ${DAY_SECONDS}::int) + ${BETWEEN_CHECKS})
    where account_id = ${accountId} and environment_id = ${environmentId}
      and next_at > clock_timestamp() + ${BETWEEN_CHECKS}`.execute(tx)
}

/** Active accounts of these integrations that were never looked at, or are due. */
export async function listDue(db: Db, integrations: readonly string[], limit: number): Promise<AccountPlace[]> {
  const { rows } = await sql<AccountPlace>`select a.environment_id as "environmentId", a.id as "accountId"
    from integrated_account a left join inbound_account i on i.account_id = a.id
    where a.status = 'active' and a.integration = any(${[...integrations]})
      and (i.next_at is null or i.next_at <= clock_timestamp())
    order by i.next_at nulls first limit ${limit}`.execute(db)
  return rows
}
