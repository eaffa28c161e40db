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
  is_sandbox: boolean
  region: string
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
    .forUpdate()
    .executeTakeFirst()

export type Times = { operator: "=" | ">" | ">=" | "<" | "<="; at: Date }
export type AccountFilters = {
  tenant_id?: string | undefined
  status?: string | undefined
  integration?: string | undefined
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
  for (const column of ["tenant_id", "status", "integration", "is_sandbox"] as const) {
    const wanted = filters[column]
    if (wanted !== undefined) query = query.where(column, "=", wanted)
  }
  for (const { operator, at } of filters.created_at ?? []) query = query.where("created_at", operator, at)
  for (const { operator, at } of filters.updated_at ?? []) query = query.where("updated_at", operator, at)
  if (after) query = query.where(sql<boolean>`(${createdMs}, id) > (${after.createdAt}, ${after.id}::uuid)`)
  return query.execute()
}

export type AccountChanges = {
  tenant_id?: string
  status?: string
  authentication_method?: string
  context?: string
  secrets?: Buffer
  last_error?: string | null
  unified_model_override?: string
  integration_override?: string
}

/** New secrets end a refresh that is on its way: its result must not overwrite them. */
export const updateAccount = (tx: Db, id: string, changes: AccountChanges): Promise<AccountRow> =>
  tx
    .updateTable("integrated_account")
    .set({ ...changes, updated_at: new Date() })
    .$if(changes.secrets !== undefined, (query) =>
      query.set({ credential_version: sql<number>`credential_version + 1`, refresh_lease_until: null }),
    )
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow()

export async function deleteAccounts(
  db: Db,
  environmentId: string,
  which: { ids: readonly string[] } | { tenantId: string },
): Promise<number> {
  const chosen = "ids" in which ? sql`id = any(${[...which.ids]}::uuid[])` : sql`tenant_id = ${which.tenantId}`
  const { rows } =
    await sql`delete from integrated_account where environment_id = ${environmentId} and ${chosen} returning id`.execute(
      db,
    )
  return rows.length
}

export async function setHold(db: Db, id: string, until: Date): Promise<void> {
  await sql`update integrated_account set held_until = greatest(coalesce(held_until, ${until}), ${until}) where id = ${id}`.execute(
    db,
  )
}

export async function setForbidden(db: Db, id: string, refusal: object): Promise<void> {
  await sql`update integrated_account set last_forbidden_error = ${JSON.stringify(refusal)}::jsonb where id = ${id}`.execute(
    db,
  )
}

/** Only the credentials that were refused: newer ones may be good. */
export async function setNeedsReauth(db: Db, id: string, refused: { version: number; error: string }): Promise<void> {
  await sql`update integrated_account
    set status = 'needs_reauth', last_error = ${refused.error}, refresh_lease_until = null, updated_at = now()
    where id = ${id} and credential_version = ${refused.version}`.execute(db)
}

export async function setReactivated(db: Db, id: string): Promise<void> {
  await sql`update integrated_account set status = 'active', last_error = null, updated_at = now()
    where id = ${id} and status = 'needs_reauth'`.execute(db)
}

/** True for the one process that may refresh this version of the credentials. */
export async function takeLease(
  db: Db,
  id: string,
  { version, seconds }: { version: number; seconds: number },
): Promise<boolean> {
  const { rows } = await sql`update integrated_account
    set refresh_lease_until = clock_timestamp() + make_interval(secs => ${seconds}::int)
    where id = ${id} and credential_version = ${version}
      and (refresh_lease_until is null or refresh_lease_until < clock_timestamp())
    returning id`.execute(db)
  return rows.length > 0
}

export async function dropLease(db: Db, id: string, version: number): Promise<void> {
  await sql`update integrated_account set refresh_lease_until = null
    where id = ${id} and credential_version = ${version}`.execute(db)
}

/** The caller holds the row and has compared the version. */
export async function storeRefreshed(
  tx: Db,
  id: string,
  { version, secrets, context }: { version: number; secrets: Buffer; context: string },
): Promise<void> {
  await sql`update integrated_account
    set secrets = ${secrets}, context = ${context}::jsonb, credential_version = ${version + 1}, refresh_lease_until = null,
      status = case when status = 'needs_reauth' then 'active' else status end, last_error = null
    where id = ${id}`.execute(tx)
}
