import { sql } from "kysely"
import type { Db } from "../db/index.js"
import type { AccountRow } from "./store.js"

/** The caller holds the row and has compared the version. */
export async function storeRefreshed(
  tx: Db,
  id: string,
  { secrets, context }: { secrets: Buffer; context: string },
): Promise<AccountRow> {
  return tx
    .updateTable("integrated_account")
    .set({
      secrets,
      context,
      credential_version: sql<number>`credential_version + 1`,
      refresh_after: null,
      refreshed_at: sql<Date>`now()`,
      status: sql<string>`case when status = 'needs_reauth' then 'active' else status end`,
      last_error: sql<string | null>`case when status = 'needs_reauth' then null else last_error end`,
    })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The caller holds the row and has compared the version. What is stored is still the old pair, without what is spent. */
export const storeSpent = (tx: Db, id: string, secrets: Buffer): Promise<AccountRow> =>
  tx
    .updateTable("integrated_account")
    .set({
      secrets,
      credential_version: sql<number>`credential_version + 1`,
    })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow()

export type IdleGrant = { id: string; environment_id: string; refreshed_at: Date }

type Idle = { integration: string; before: Date; last: IdleGrant | undefined; limit: number }

/**
 * OAuth connections of an integration whose grant nobody has refreshed since then, longest idle first; the page after `last`. One whose
 * checks failed is among them: its grant must live until somebody has allowed what is missing.
 */
export async function listIdleGrants(db: Db, { integration, before, last, limit }: Idle): Promise<IdleGrant[]> {
  let query = db
    .selectFrom("integrated_account")
    .select(["id", "environment_id", "refreshed_at"])
    .where("integration", "=", integration)
    .where("authentication_method", "=", "oauth2")
    .where("status", "!=", "needs_reauth")
    .where("refreshed_at", "<", before)
    .orderBy(sql`date_trunc('milliseconds', refreshed_at)`)
    .orderBy("id")
    .limit(limit)
  if (last) {
    const after = sql`(${last.refreshed_at}, ${last.id}::uuid)`
    query = query.where(sql<boolean>`(date_trunc('milliseconds', refreshed_at), id) > ${after}`)
  }
  return query.execute()
}

/** Nothing to keep alive there until the next round. */
export async function recordKeptAlive(db: Db, id: string): Promise<void> {
  await sql`update integrated_account set refreshed_at = now() where id = ${id}`.execute(db)
}
