import { type Selectable, sql } from "kysely"
import type { Db, Schema } from "../../db/index.js"
import type { After } from "../../db/paging.js"

export type InstalledRow = Selectable<Schema["environment_integration"]>
const createdMs = sql<Date>`date_trunc('milliseconds', created_at)`

/**
 * Installs what is not there yet. Who had integrations before a server with more of them did not choose these: they can be used
 * by name, and customers are not offered them until `show_in_catalog` is set.
 */
export async function insertMissing(
  db: Db,
  { environment_id, rows }: { environment_id: string; rows: readonly { id: string; integration: string }[] },
): Promise<void> {
  const [ids, names] = [rows.map(({ id }) => id), rows.map(({ integration }) => integration)]
  // Lists are in the order of creation.
  await sql`insert into environment_integration (id, environment_id, integration, show_in_catalog, created_at)
    select id, ${environment_id}, name, not exists (select from environment_integration where environment_id = ${environment_id}),
      now() - (${rows.length} - place) * interval '1 millisecond'
    from unnest(${ids}::uuid[], ${names}::text[]) with ordinality as one (id, name, place) on conflict do nothing`.execute(
    db,
  )
}

/** Installing again changes nothing. */
export async function insertInstalled(
  db: Db,
  values: { id: string; environment_id: string; integration: string },
): Promise<InstalledRow> {
  await sql`insert into environment_integration (id, environment_id, integration)
    values (${values.id}, ${values.environment_id}, ${values.integration}) on conflict do nothing`.execute(db)
  return db
    .selectFrom("environment_integration")
    .selectAll()
    .where("environment_id", "=", values.environment_id)
    .where("integration", "=", values.integration)
    .executeTakeFirstOrThrow()
}

export const findInstalled = (db: Db, environmentId: string, id: string): Promise<InstalledRow | undefined> =>
  db
    .selectFrom("environment_integration")
    .selectAll()
    .where("environment_id", "=", environmentId)
    .where("id", "=", id)
    .executeTakeFirst()

type Wanted = readonly string[] | undefined
/** Any of the values. */
export type InstalledFilters = { ids?: Wanted; integrations?: Wanted; is_enabled?: boolean | undefined }

export function listInstalled(
  db: Db,
  environmentId: string,
  { after, limit, filters }: { after: After | undefined; limit: number; filters: InstalledFilters },
): Promise<InstalledRow[]> {
  let query = db.selectFrom("environment_integration").selectAll().where("environment_id", "=", environmentId)
  query = query.orderBy(createdMs).orderBy("id").limit(limit)
  if (filters.ids) query = query.where("id", "in", filters.ids)
  if (filters.integrations) query = query.where("integration", "in", filters.integrations)
  if (filters.is_enabled !== undefined) query = query.where("is_enabled", "=", filters.is_enabled)
  if (after) query = query.where(sql<boolean>`(${createdMs}, id) > (${after.createdAt}, ${after.id}::uuid)`)
  return query.execute()
}

export type InstalledChanges = {
  is_enabled?: boolean
  show_in_catalog?: boolean
  override?: string
  secrets?: Buffer | null
}

export const updateInstalled = (
  db: Db,
  environmentId: string,
  { id, ...changes }: InstalledChanges & { id: string },
): Promise<InstalledRow | undefined> =>
  db
    .updateTable("environment_integration")
    .set({ ...changes, updated_at: sql<Date>`now()` })
    .where("environment_id", "=", environmentId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst()
