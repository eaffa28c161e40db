import { type Selectable, sql } from "kysely"
import type { Db, Schema } from "../db/index.js"
import type { After } from "../db/paging.js"
import type { Caller } from "./caller.js"

export type EnvironmentRow = Selectable<Schema["environment"]>
export type TokenRow = Omit<Selectable<Schema["api_token"]>, "hash">

const TOKEN_COLUMNS = ["id", "environment_id", "name", "expires_at", "created_at", "updated_at"] as const

/** Cursor times have milliseconds; the column has microseconds. */
const createdMs = sql<Date>`date_trunc('milliseconds', created_at)`

export async function findCaller(db: Db, hash: Buffer): Promise<Caller | undefined> {
  const { rows } = await sql<{
    kind: string
    id: string
    environment_id: string
    account_id: string | null
    is_default: boolean
  }>`
    select 'api' as kind, t.id, t.environment_id, null::uuid as account_id, e.is_default
      from api_token t join environment e on e.id = t.environment_id
      where t.hash = ${hash} and (t.expires_at is null or t.expires_at > now())
    union all
    select 'account', t.id, t.environment_id, t.account_id, false
      from account_token t where t.hash = ${hash} and t.expires_at > now()`.execute(db)
  const row = rows[0]
  if (!row) return undefined
  const named = { tokenId: row.id, environmentId: row.environment_id }
  if (row.account_id !== null) return { kind: "account_token", ...named, accountId: row.account_id }
  return { kind: "api_token", ...named, isDefaultEnvironment: row.is_default }
}

export async function insertDefaultEnvironment(db: Db, id: string): Promise<string> {
  await sql`insert into environment (id, name, is_default) values (${id}, 'Default', true)
    on conflict (is_default) where is_default do nothing`.execute(db)
  const row = await db.selectFrom("environment").select("id").where("is_default", "=", true).executeTakeFirstOrThrow()
  return row.id
}

export const insertEnvironment = (db: Db, values: { id: string; name: string }): Promise<EnvironmentRow> =>
  db
    .insertInto("environment")
    .values({ ...values, is_default: false })
    .returningAll()
    .executeTakeFirstOrThrow()

type Wanted = readonly string[] | undefined
/** Any of the values. */
export type ListFilters = { ids?: Wanted; names?: Wanted }
type Listed = ListFilters & { after: After | undefined; limit: number }

/** Tokens of the default environment see every environment, others only their own. */
export function listEnvironments(
  db: Db,
  visibleTo: Caller,
  { after, limit, ids, names }: Listed,
): Promise<EnvironmentRow[]> {
  let query = db.selectFrom("environment").selectAll().orderBy(createdMs).orderBy("id").limit(limit)
  if (!seesAll(visibleTo)) query = query.where("id", "=", visibleTo.environmentId)
  if (ids) query = query.where("id", "in", ids)
  if (names) query = query.where("name", "in", names)
  if (after) query = query.where(sql<boolean>`(${createdMs}, id) > (${after.createdAt}, ${after.id}::uuid)`)
  return query.execute()
}

export const seesAll = (caller: Caller): boolean => caller.kind === "api_token" && caller.isDefaultEnvironment

export function findEnvironment(db: Db, visibleTo: Caller, id: string): Promise<EnvironmentRow | undefined> {
  if (!seesAll(visibleTo) && id !== visibleTo.environmentId) return Promise.resolve(undefined)
  return db.selectFrom("environment").selectAll().where("id", "=", id).executeTakeFirst()
}

export const readEnvironment = (db: Db, id: string): Promise<EnvironmentRow> =>
  db.selectFrom("environment").selectAll().where("id", "=", id).executeTakeFirstOrThrow()

export const updateEnvironment = (
  db: Db,
  id: string,
  changes: { name: string; link?: string },
): Promise<EnvironmentRow | undefined> =>
  db
    .updateTable("environment")
    .set({ ...changes, updated_at: sql<Date>`now()` })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst()

export type NewToken = { id: string; environment_id: string; name: string; hash: Buffer; expires_at: Date | null }

export const insertToken = (db: Db, values: NewToken): Promise<TokenRow> =>
  db.insertInto("api_token").values(values).returning(TOKEN_COLUMNS).executeTakeFirstOrThrow()

/**
 * The setting's token. The same text comes with every start and changes nothing, so that a token which was revoked stays
 * so; another text takes the place of the one before. False: this token was revoked.
 */
export function ownSettingToken(db: Db, { id, environment_id, name, hash }: NewToken): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await sql`select id from environment where id = ${environment_id} for update`.execute(tx)
    const before = await tx
      .selectFrom("setting_token")
      .select("hash")
      .where("environment_id", "=", environment_id)
      .executeTakeFirst()
    if (!before || !hash.equals(Buffer.from(before.hash))) {
      if (before) await tx.deleteFrom("api_token").where("hash", "=", before.hash).execute()
      await sql`insert into setting_token (environment_id, hash) values (${environment_id}, ${hash})
        on conflict (environment_id) do update set hash = excluded.hash`.execute(tx)
      await sql`insert into api_token (id, environment_id, name, hash) values (${id}, ${environment_id}, ${name}, ${hash})
        on conflict (hash) do nothing`.execute(tx)
    }
    return (await tx.selectFrom("api_token").select("id").where("hash", "=", hash).executeTakeFirst()) !== undefined
  })
}

/** Inserts only while the environment has no token at all; `show` runs before that is committed, and not otherwise. */
export async function insertFirstToken(
  db: Db,
  { id, environment_id, name, hash }: NewToken,
  show: () => void,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select id from environment where id = ${environment_id} for update`.execute(tx)
    const { rows } = await sql`insert into api_token (id, environment_id, name, hash)
      select ${id}::uuid, ${environment_id}::uuid, ${name}, ${hash}::bytea
      where not exists (select 1 from api_token where environment_id = ${environment_id}) returning id`.execute(tx)
    if (rows.length > 0) show()
  })
}

export function listTokens(db: Db, environmentId: string, { after, limit, ids, names }: Listed): Promise<TokenRow[]> {
  let query = db.selectFrom("api_token").select(TOKEN_COLUMNS).where("environment_id", "=", environmentId)
  query = query.orderBy(createdMs).orderBy("id").limit(limit)
  if (ids) query = query.where("id", "in", ids)
  if (names) query = query.where("name", "in", names)
  if (after) query = query.where(sql<boolean>`(${createdMs}, id) > (${after.createdAt}, ${after.id}::uuid)`)
  return query.execute()
}

export const findToken = (db: Db, environmentId: string, id: string): Promise<TokenRow | undefined> =>
  db
    .selectFrom("api_token")
    .select(TOKEN_COLUMNS)
    .where("environment_id", "=", environmentId)
    .where("id", "=", id)
    .executeTakeFirst()

export async function deleteToken(db: Db, environmentId: string, id: string): Promise<boolean> {
  const { rows } =
    await sql`delete from api_token where environment_id = ${environmentId} and id = ${id} returning id`.execute(db)
  return rows.length > 0
}

export type NewAccountToken = { id: string; environmentId: string; accountId: string; hash: Buffer; seconds: number }

/** False when the account is not in the environment. Expired tokens are swept on the way. */
export async function insertAccountToken(
  db: Db,
  { id, environmentId, accountId, hash, seconds }: NewAccountToken,
): Promise<boolean> {
  await sql`delete from account_token where expires_at < now()`.execute(db)
  const { rows } = await sql`insert into account_token (id, environment_id, account_id, hash, expires_at)
    select ${id}::uuid, environment_id, id, ${hash}::bytea, now() + make_interval(secs => ${seconds}::int) from integrated_account
    where environment_id = ${environmentId} and id = ${accountId} returning id`.execute(db)
  return rows.length > 0
}
