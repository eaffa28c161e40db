import { type Selectable, sql } from "kysely"
import type { Db, Schema } from "../../db/index.js"
import { type AccountRow, lockDependants } from "../store.js"

export type LinkTokenRow = Selectable<Schema["link_token"]>
export type AuthorizationRequestRow = Selectable<Schema["authorization_request"]>

export type NewLinkTokenRow = {
  id: string
  environment_id: string
  hash: Buffer
  tenant_id: string | null
  integrated_account_id: string | null
  is_reconnect: boolean
  options: string
  secrets: Buffer | null
  expires_at: Date
}

export const insertLinkToken = async (db: Db, values: NewLinkTokenRow): Promise<void> => {
  await db.insertInto("link_token").values(values).execute()
}

export const findLinkToken = (db: Db, hash: Buffer): Promise<LinkTokenRow | undefined> =>
  db.selectFrom("link_token").selectAll().where("hash", "=", hash).executeTakeFirst()

export const findTokenById = (db: Db, id: string): Promise<LinkTokenRow | undefined> =>
  db.selectFrom("link_token").selectAll().where("id", "=", id).executeTakeFirst()

export const lockLinkToken = (tx: Db, id: string): Promise<LinkTokenRow | undefined> =>
  tx.selectFrom("link_token").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()

/** False when the environment has no such token that could still be used. */
export async function revokeLinkToken(db: Db, environmentId: string, hash: Buffer): Promise<boolean> {
  const { rows } = await sql`update link_token set revoked_at = now()
    where environment_id = ${environmentId} and hash = ${hash} and used_at is null and revoked_at is null returning id`.execute(
    db,
  )
  return rows.length > 0
}

/** Null: a new try has begun. */
export async function setNotice(db: Db, id: string, notice: string | null): Promise<void> {
  await sql`update link_token set notice = ${notice}::jsonb where id = ${id}`.execute(db)
}

/** How often credentials were tried with the token, this time included. */
export async function countTry(db: Db, id: string): Promise<number> {
  const { rows } = await sql<{
    tries: number
  }>`update link_token set tries = tries + 1 where id = ${id} returning tries`.execute(db)
  return rows[0]?.tries ?? 0
}

export async function setTokenAccount(tx: Db, id: string, accountId: string): Promise<void> {
  await sql`update link_token set integrated_account_id = ${accountId} where id = ${id}`.execute(tx)
}

export async function setTokenUsed(tx: Db, id: string): Promise<void> {
  await sql`update link_token set used_at = now() where id = ${id} and used_at is null`.execute(tx)
}

/** A company that the tenant has connected already, if any. */
export async function findActiveAccount(
  db: Db,
  of: { environmentId: string; tenantId: string; integration: string },
): Promise<{ id: string; context: Record<string, unknown> } | undefined> {
  return db
    .selectFrom("integrated_account")
    .select(["id", "context"])
    .where("environment_id", "=", of.environmentId)
    .where("tenant_id", "=", of.tenantId)
    .where("integration", "=", of.integration)
    .where("status", "=", "active")
    .orderBy("created_at")
    .limit(1)
    .executeTakeFirst()
}

export type NewTrip = {
  hash: Buffer
  link_token_id: string
  link_token: Buffer
  secrets: Buffer
  integration: string
  browser_hash: Buffer
  options: string
  expires_at: Date
}

export const insertAuthorizationRequest = async (db: Db, values: NewTrip): Promise<void> => {
  await db.insertInto("authorization_request").values(values).execute()
}

/** A state works once: whoever takes it has it alone. */
export const takeAuthorizationRequest = (db: Db, hash: Buffer): Promise<AuthorizationRequestRow | undefined> =>
  db.deleteFrom("authorization_request").where("hash", "=", hash).returningAll().executeTakeFirst()

/** While the run is still the account's latest one and nobody has ended it. */
export async function writeRun(db: Db, id: string, run: { id: string; result: string }): Promise<void> {
  await sql`update integrated_account set last_action_run_result = ${run.result}::jsonb
    where id = ${id} and last_action_run_result->>'id' = ${run.id} and last_action_run_result->>'finished_at' is null`.execute(
    db,
  )
}

/** Checks that began before then and never ended: their job is gone. */
export async function listUnfinished(
  db: Db,
  { before, limit }: { before: Date; limit: number },
): Promise<{ id: string; environment_id: string }[]> {
  const { rows } = await sql<{ id: string; environment_id: string }>`select id, environment_id from integrated_account
    where last_action_run_result->>'action' = 'connect' and last_action_run_result->>'finished_at' is null
      and last_action_run_result->>'started_at' < ${before.toISOString()} limit ${limit}`.execute(db)
  return rows
}

const DAY = sql`interval '1 day'`

/** Tokens stay a day after their end, so that the page can say what happened to them. */
export async function deleteExpired(db: Db): Promise<void> {
  await sql`delete from link_token where expires_at < now() - ${DAY}`.execute(db)
  await sql`delete from authorization_request where expires_at < now()`.execute(db)
}

/**
 * Deletes connections made on the link page that never worked and that nobody has tried to mend since then. Looks and deletes at once, so
 * that one which has just begun to work stays. A link token that is still open may begin anew.
 */
export async function deleteUnborn(tx: Db, { before, limit }: { before: Date; limit: number }): Promise<AccountRow[]> {
  const unborn = tx
    .selectFrom("integrated_account")
    .where("activated_at", "is", null)
    .where("updated_at", "<", before)
    .where(sql<boolean>`last_action_run_result->>'link_token_id' is not null`)
  const found = (await unborn.select("id").limit(limit).execute()).map(({ id }) => id)
  await lockDependants(tx, found)
  const still = unborn.selectAll().where(sql<boolean>`id = any(${found}::uuid[])`)
  const gone = await still.orderBy("id").forUpdate().skipLocked().execute()
  const ids = gone.map((row) => row.id)
  await sql`update link_token set integrated_account_id = null
    where integrated_account_id = any(${ids}::uuid[]) and not is_reconnect`.execute(tx)
  await sql`delete from integrated_account where id = any(${ids}::uuid[])`.execute(tx)
  return gone
}
