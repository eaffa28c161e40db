import type { MappingOverride, MappingReads } from "@rollcall/contract"
import { type Selectable, sql } from "kysely"
import type { Db, Schema } from "../db/index.js"
import type { At } from "../db/paging.js"

export type OverrideRow = Selectable<Schema["mapping_override"]>
const createdMs = sql<Date>`date_trunc('milliseconds', created_at)`

/** Whose mapping it is. `accountId` null: of every account of the integration. */
export type Target = { environmentId: string; integration: string; accountId: string | null }

const ofTarget = ({ environmentId, integration, accountId }: Target) =>
  accountId === null
    ? sql<boolean>`environment_id = ${environmentId} and integration = ${integration} and account_id is null`
    : sql<boolean>`environment_id = ${environmentId} and account_id = ${accountId}`

/** The environment's for the integration, and the account's own. */
const countingFor = (target: Target) =>
  sql<boolean>`((${ofTarget({ ...target, accountId: null })}) or (${ofTarget(target)}))`

export const listCounting = (db: Db, target: Target): Promise<OverrideRow[]> =>
  db.selectFrom("mapping_override").selectAll().where(countingFor(target)).orderBy("id").execute()

/** Another text when one of them came, changed or went. */
export async function readRevision(db: Db, target: Target): Promise<string> {
  const { rows } = await sql<{
    revision: string
  }>`select coalesce(string_agg(id || ' ' || version, ',' order by id), '')
    as revision from mapping_override where ${countingFor(target)}`.execute(db)
  return rows[0]?.revision ?? ""
}

export const listOwn = (db: Db, target: Target): Promise<OverrideRow[]> =>
  db.selectFrom("mapping_override").selectAll().where(ofTarget(target)).orderBy("resource").execute()

export const findOverride = (db: Db, environmentId: string, id: string): Promise<OverrideRow | undefined> =>
  db
    .selectFrom("mapping_override")
    .selectAll()
    .where("environment_id", "=", environmentId)
    .where("id", "=", id)
    .executeTakeFirst()

type Wanted = readonly string[] | undefined
/** Any of the values. `isOfEnvironment`: none of single accounts. */
export type OverrideFilters = {
  ids?: Wanted
  integrations?: Wanted
  accountIds?: Wanted
  resources?: Wanted
  isOfEnvironment?: boolean
}

export function listOverrides(
  db: Db,
  environmentId: string,
  { after, limit, filters }: At & { filters: OverrideFilters },
): Promise<OverrideRow[]> {
  let query = db.selectFrom("mapping_override").selectAll().where("environment_id", "=", environmentId)
  query = query.orderBy(createdMs).orderBy("id").limit(limit)
  if (filters.ids) query = query.where("id", "in", filters.ids)
  if (filters.integrations) query = query.where("integration", "in", filters.integrations)
  if (filters.accountIds) query = query.where("account_id", "in", filters.accountIds)
  if (filters.resources) query = query.where("resource", "in", filters.resources)
  if (filters.isOfEnvironment) query = query.where("account_id", "is", null)
  if (after) query = query.where(sql<boolean>`(${createdMs}, id) > (${after.createdAt}, ${after.id}::uuid)`)
  return query.execute()
}

/**
 * Other writers of these overrides wait until this transaction has ended. What is locked is the row of the account or of
 * the environment, because any role may take an advisory lock, and keep it. False: there is no such row.
 */
export async function lockTarget(tx: Db, { environmentId, accountId }: Target): Promise<boolean> {
  const query =
    accountId === null
      ? tx.selectFrom("environment").select("id").where("id", "=", environmentId)
      : tx
          .selectFrom("integrated_account")
          .select("id")
          .where("environment_id", "=", environmentId)
          .where("id", "=", accountId)
  return (await query.forNoKeyUpdate().executeTakeFirst()) !== undefined
}

export const findOfResource = (tx: Db, target: Target, resource: string): Promise<OverrideRow | undefined> =>
  tx
    .selectFrom("mapping_override")
    .selectAll()
    .where(ofTarget(target))
    .where("resource", "=", resource)
    .executeTakeFirst()

export type Values = Required<Pick<MappingOverride, "add">> & {
  /** Undefined: nothing is said. */
  response_mapping: string | null | undefined
  reads: MappingReads | null
}

/** Under `lockTarget`. */
export function putOverride(
  tx: Db,
  { environmentId, integration, accountId }: Target,
  { id, resource, values }: { id: string; resource: string; values: Values },
): Promise<OverrideRow> {
  const given = {
    add: JSON.stringify(values.add),
    response_mapping: values.response_mapping ?? null,
    is_cleared: values.response_mapping === null,
    reads: values.reads && JSON.stringify(values.reads),
  }
  return tx
    .insertInto("mapping_override")
    .values({ id, environment_id: environmentId, integration, account_id: accountId, resource, ...given })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet({
        ...given,
        version: sql<number>`mapping_override.version + 1`,
        updated_at: sql<Date>`now()`,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function deleteOverride(tx: Db, environmentId: string, id: string): Promise<OverrideRow | undefined> {
  return tx
    .deleteFrom("mapping_override")
    .where("environment_id", "=", environmentId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst()
}

/** The integration of an account. Undefined: no such account in the environment. */
export async function findIntegration(db: Db, environmentId: string, accountId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom("integrated_account")
    .select("integration")
    .where("environment_id", "=", environmentId)
    .where("id", "=", accountId)
    .executeTakeFirst()
  return row?.integration
}

/** What an account shows of its own overrides. */
export async function showOnAccount(tx: Db, accountId: string, shown: object): Promise<void> {
  await sql`update integrated_account set unified_model_override = ${JSON.stringify(shown)}::jsonb, updated_at = now()
    where id = ${accountId}`.execute(tx)
}
