import { type Selectable, sql } from "kysely"
import type { Db, Schema } from "../../db/index.js"
import type { At } from "../../db/paging.js"

export type McpTokenRow = Omit<Selectable<Schema["mcp_token"]>, "hash" | "made_by">

const COLUMNS = [
  "id",
  "environment_id",
  "account_id",
  "name",
  "config",
  "scopes",
  "expires_at",
  "created_at",
  "updated_at",
] as const

/** Whose tokens: nobody reaches those of another environment or account. */
export type Owner = { environmentId: string; accountId: string }
type Wanted = readonly string[] | undefined
export type McpTokenFilters = { ids?: Wanted; names?: Wanted }

/** Cursor times have milliseconds; the column has microseconds. */
const createdMs = sql<Date>`date_trunc('milliseconds', created_at)`

export function listMcpTokens(
  db: Db,
  { environmentId, accountId }: Owner,
  { after, limit, ids, names }: At & McpTokenFilters,
): Promise<McpTokenRow[]> {
  let query = db.selectFrom("mcp_token").select(COLUMNS).where("environment_id", "=", environmentId)
  query = query.where("account_id", "=", accountId).orderBy(createdMs).orderBy("id").limit(limit)
  if (ids) query = query.where("id", "in", ids)
  if (names) query = query.where("name", "in", names)
  if (after) query = query.where(sql<boolean>`(${createdMs}, id) > (${after.createdAt}, ${after.id}::uuid)`)
  return query.execute()
}

type Row = Owner & { id: string }

export const findMcpToken = (db: Db, { environmentId, accountId, id }: Row): Promise<McpTokenRow | undefined> =>
  db
    .selectFrom("mcp_token")
    .select(COLUMNS)
    .where("environment_id", "=", environmentId)
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .executeTakeFirst()

export type NewMcpToken = Row & {
  name: string
  hash: Buffer
  config: string
  scopes: string
  expiresAt: Date | null
  madeBy: string
}

/** Undefined: the account, or the token that makes it, is not in the environment. */
export async function insertMcpToken(db: Db, token: NewMcpToken): Promise<McpTokenRow | undefined> {
  const { id, environmentId, accountId, name, hash, config, scopes, expiresAt, madeBy } = token
  const { rows } = await sql<McpTokenRow>`insert into mcp_token
      (id, environment_id, account_id, name, hash, config, scopes, expires_at, made_by)
    select ${id}::uuid, a.environment_id, a.id, ${name}, ${hash}::bytea, ${config}::jsonb, ${scopes}::jsonb,
      ${expiresAt}::timestamptz, t.id
    from integrated_account a join api_token t on t.environment_id = a.environment_id and t.id = ${madeBy}
    where a.environment_id = ${environmentId} and a.id = ${accountId}
    returning ${sql.join(COLUMNS.map((name) => sql.ref(name)))}`.execute(db)
  return rows[0]
}

export type McpTokenChanges = { name?: string; config?: string; expires_at?: Date | null }

export const updateMcpToken = (
  db: Db,
  { environmentId, accountId, id }: Row,
  changes: McpTokenChanges,
): Promise<McpTokenRow | undefined> =>
  db
    .updateTable("mcp_token")
    .set({ ...changes, updated_at: sql<Date>`now()` })
    .where("environment_id", "=", environmentId)
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .returning(COLUMNS)
    .executeTakeFirst()

export async function deleteMcpToken(db: Db, { environmentId, accountId, id }: Row): Promise<boolean> {
  const { rows } = await sql`delete from mcp_token where environment_id = ${environmentId} and account_id = ${accountId}
    and id = ${id} returning id`.execute(db)
  return rows.length > 0
}

type Found = McpTokenRow & { maker_scopes: string[] | null }

/** Of a token that has not ended, nor the one that made it; with what that one may do by now. */
export async function findByHash(db: Db, hash: Buffer): Promise<Found | undefined> {
  const { rows } =
    await sql<Found>`select ${sql.join(COLUMNS.map((name) => sql.ref(`t.${name}`)))}, m.scopes as maker_scopes
    from mcp_token t left join api_token m on m.id = t.made_by
    where t.hash = ${hash} and (t.expires_at is null or t.expires_at > now())
      and (m.expires_at is null or m.expires_at > now())`.execute(db)
  return rows[0]
}
