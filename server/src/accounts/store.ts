import { type Selectable, sql } from "kysely"
import type { Db, Schema } from "../db/index.js"
import type { After } from "../db/paging.js"

export type AccountRow = Selectable<Schema["integrated_account"]>
const createdMs = sql<Date>`date_trunc('milliseconds', created_at)`

export type NewAccountRow = {
  id: string
  environment_id: string
  environment_integration_id: string
  integration: string
  tenant_id: string
  status: string
  authentication_method: string
  context: string
  secrets: Buffer
  last_action_run_result?: string
  is_sandbox: boolean
  region: string
  activated_at: Date | null
}

export const insertAccount = (db: Db, values: NewAccountRow): Promise<AccountRow> =>
  db.insertInto("integrated_account").values(values).returningAll().executeTakeFirstOrThrow()

export const findAccount = (db: Db, environmentId: string, id: string): Promise<AccountRow | undefined> =>
  db
    .selectFrom("integrated_account")
    .selectAll()
    .where("environment_id", "=", environmentId)
    .where("id", "=", id)
    .executeTakeFirst()

export const findAccountForUpdate = (db: Db, environmentId: string, id: string): Promise<AccountRow | undefined> =>
  db
    .selectFrom("integrated_account")
    .selectAll()
    .where("environment_id", "=", environmentId)
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirst()

export type Times = { operator: "=" | ">" | ">=" | "<" | "<="; at: Date }
/** Lists of values: any of them is wanted. */
export type AccountFilters = {
  id?: readonly string[] | undefined
  tenant_id?: readonly string[] | undefined
  status?: readonly string[] | undefined
  integration?: readonly string[] | undefined
  is_sandbox?: boolean | undefined
  created_at?: readonly Times[]
  updated_at?: readonly Times[]
}

export function listAccounts(
  db: Db,
  environmentId: string,
  { after, limit, filters }: { after: After | undefined; limit: number; filters: AccountFilters },
): Promise<AccountRow[]> {
  let query = db.selectFrom("integrated_account").selectAll().where("environment_id", "=", environmentId)
  query = query.orderBy(createdMs).orderBy("id").limit(limit)
  for (const column of ["id", "tenant_id", "status", "integration"] as const) {
    const wanted = filters[column]
    if (wanted !== undefined) query = query.where(column, "in", wanted)
  }
  if (filters.is_sandbox !== undefined) query = query.where("is_sandbox", "=", filters.is_sandbox)
  for (const { operator, at } of filters.created_at ?? []) query = query.where("created_at", operator, at)
  for (const { operator, at } of filters.updated_at ?? []) query = query.where("updated_at", operator, at)
  if (after) query = query.where(sql<boolean>`(${createdMs}, id) > (${after.createdAt}, ${after.id}::uuid)`)
  return query.execute()
}

export type AccountChanges = {
  held_until?: null
  refresh_after?: null
  tenant_id?: string
  status?: string
  authentication_method?: string
  context?: string
  secrets?: Buffer
  last_error?: string | null
  last_action_run_result?: string | null
  integration_override?: string
}

/** New secrets end a refresh that is on its way, whose result must not overwrite them, and what their predecessors were held for. */
export const updateAccount = (tx: Db, id: string, changes: AccountChanges): Promise<AccountRow> =>
  tx
    .updateTable("integrated_account")
    .set({ ...changes, updated_at: sql<Date>`now()` })
    .$if(changes.secrets !== undefined, (query) =>
      query.set({
        credential_version: sql<number>`credential_version + 1`,
        refreshed_at: sql<Date>`now()`,
        held_until: null,
        refresh_after: null,
      }),
    )
    .$if(changes.status === "active", (query) => query.set({ activated_at: sql<Date>`coalesce(activated_at, now())` }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** Other things were added to what is sealed; the credentials in it are the same. */
export async function resealAccount(tx: Db, id: string, secrets: Buffer): Promise<void> {
  await tx.updateTable("integrated_account").set({ secrets }).where("id", "=", id).execute()
}

export type Which = { ids: readonly string[] } | { tenantId: string }

export async function deleteAccounts(tx: Db, environmentId: string, which: Which): Promise<AccountRow[]> {
  let query = tx.selectFrom("integrated_account").select("id").where("environment_id", "=", environmentId)
  query =
    "ids" in which
      ? query.where(sql<boolean>`id = any(${[...which.ids]}::uuid[])`)
      : query.where("tenant_id", "=", which.tenantId)
  const ids = (await query.execute()).map(({ id }) => id)
  await lockDependants(tx, ids)
  const gone = await tx
    .selectFrom("integrated_account")
    .selectAll()
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .orderBy("id")
    .forUpdate()
    .execute()
  await sql`delete from integrated_account where id = any(${ids}::uuid[])`.execute(tx)
  return gone
}

/**
 * Before accounts are deleted: waits for whoever works for them, in the order in which everybody takes these locks.
 * Whoever holds one of them may go on to refer to the account, which its deletion would not let them.
 */
export async function lockDependants(tx: Db, ids: readonly string[]): Promise<void> {
  const of = sql`account_id = any(${[...ids]}::uuid[]) order by account_id for update`
  await sql`select 1 from lease where account_id = any(${[...ids]}::uuid[]) order by work, account_id for update`.execute(
    tx,
  )
  await sql`select 1 from sync_account where ${of}`.execute(tx)
  await sql`select 1 from inbound_account where ${of}`.execute(tx)
  await sql`select 1 from link_token where integrated_account_id = any(${[...ids]}::uuid[]) order by id for update`.execute(
    tx,
  )
}

export async function setHold(db: Db, id: string, until: Date): Promise<void> {
  await sql`update integrated_account set held_until = greatest(coalesce(held_until, ${until}), ${until}) where id = ${id}`.execute(
    db,
  )
}

/** Until then the token endpoint is not asked again. */
export async function setRefreshAfter(db: Db, id: string, until: Date): Promise<void> {
  await sql`update integrated_account set refresh_after = ${until} where id = ${id}`.execute(db)
}

/** True for the one who finds that the hold has run out; it is held on for all others. */
export async function takeProbe(db: Db, id: string, { now, until }: { now: Date; until: Date }): Promise<boolean> {
  const { rows } =
    await sql`update integrated_account set held_until = ${until} where id = ${id} and held_until <= ${now}
    returning id`.execute(db)
  return rows.length > 0
}

/** Unless the HR system has asked for more meanwhile. */
export async function endHold(db: Db, id: string, until: Date): Promise<void> {
  await sql`update integrated_account set held_until = null where id = ${id} and held_until = ${until}`.execute(db)
}

/** Answers the account when this refusal is news. */
export async function setForbidden(
  tx: Db,
  id: string,
  refusal: { resource: string; method: string },
): Promise<AccountRow | undefined> {
  const row = await lockAccount(tx, id)
  if (!row) return undefined
  const known = row.last_forbidden_error as { resource?: string; method?: string } | null // written below only
  await tx
    .updateTable("integrated_account")
    .set({ last_forbidden_error: JSON.stringify(refusal) })
    .where("id", "=", id)
    .execute()
  const isKnown = known?.resource === refusal.resource && known?.method === refusal.method
  return isKnown ? undefined : { ...row, last_forbidden_error: refusal }
}

export async function clearForbidden(db: Db, id: string): Promise<void> {
  await sql`update integrated_account set last_forbidden_error = null where id = ${id}`.execute(db)
}

const lockAccount = (tx: Db, id: string): Promise<AccountRow | undefined> =>
  tx.selectFrom("integrated_account").selectAll().where("id", "=", id).forNoKeyUpdate().executeTakeFirst()

/** Only the credentials that were refused: newer ones may be good. Answers the account when its status changed. */
export async function setNeedsReauth(
  tx: Db,
  id: string,
  refused: { version: number; error: string },
): Promise<AccountRow | undefined> {
  return tx
    .updateTable("integrated_account")
    .set({
      status: "needs_reauth",
      last_error: refused.error,
      updated_at: sql<Date>`now()`,
    })
    .where("id", "=", id)
    .where("credential_version", "=", refused.version)
    .where("status", "!=", "needs_reauth")
    .returningAll()
    .executeTakeFirst()
}

/** Answers the account when its status changed. */
export const setReactivated = (tx: Db, id: string): Promise<AccountRow | undefined> =>
  tx
    .updateTable("integrated_account")
    .set({ status: "active", last_error: null, updated_at: sql<Date>`now()` })
    .where("id", "=", id)
    .where("status", "=", "needs_reauth")
    .returningAll()
    .executeTakeFirst()

export async function countByStatus(db: Db): Promise<{ status: string; count: number }[]> {
  const { rows } = await sql<{ status: string; count: number }>`
    select status, count(*)::int as count from integrated_account group by status`.execute(db)
  return rows
}
