import { notCovered } from "@rollcall/contract"
import { type Selectable, sql } from "kysely"
import type { Db, Schema } from "../db/index.js"
import type { Rate } from "../rates/index.js"
import type { Caller } from "./caller.js"
import { createdMs, type Listed } from "./store.js"

export type TokenRow = Omit<Selectable<Schema["api_token"]>, "hash">

const TOKEN_COLUMNS = [
  ...(["id", "environment_id", "name", "expires_at", "scopes", "rate_requests", "rate_seconds"] as const),
  ...(["last_used_at", "created_at", "updated_at"] as const),
]

type CallerRow = {
  id: string
  environment_id: string
  account_id: string | null
  scopes: string[]
  is_default: boolean
  rate_requests: number | null
  rate_seconds: number | null
  expires_at: Date | null
  maker_scopes: string[] | null
}

/** By a secret's hash: an API token by its secret or an earlier one in its grace, or an integrated account token. */
export async function findCaller(db: Db, hash: Buffer): Promise<Caller | undefined> {
  const { rows } = await sql<CallerRow>`
    select t.id, t.environment_id, null::uuid as account_id, t.scopes, e.is_default, t.rate_requests, t.rate_seconds, t.expires_at,
        null::text[] as maker_scopes
      from api_token t join environment e on e.id = t.environment_id
      where (t.hash = ${hash}
        or t.id = (select s.token_id from api_token_earlier_secret s where s.hash = ${hash} and s.expires_at > now()))
      and (t.expires_at is null or t.expires_at > now())
    union all
    select t.id, t.environment_id, t.account_id, t.scopes, false, m.rate_requests, m.rate_seconds, t.expires_at, m.scopes
      from account_token t left join api_token m on m.id = t.made_by
      where t.hash = ${hash} and t.expires_at > now() and (m.expires_at is null or m.expires_at > now())`.execute(db)
  const row = rows[0]
  if (!row) return undefined
  const named = { tokenId: row.id, environmentId: row.environment_id, rate: rateOf(row) }
  if (row.account_id !== null) {
    const scopes = commonScopes(row.scopes, row.maker_scopes ?? row.scopes)
    return { kind: "account_token", ...named, scopes, accountId: row.account_id }
  }
  const { is_default: isDefaultEnvironment, expires_at: expiresAt, scopes } = row
  return { kind: "api_token", ...named, scopes, isDefaultEnvironment, expiresAt }
}

export const rateOf = ({
  rate_requests,
  rate_seconds,
}: Pick<TokenRow, "rate_requests" | "rate_seconds">): Rate | null =>
  rate_requests === null || rate_seconds === null ? null : { requests: rate_requests, seconds: rate_seconds }

/** What both give. */
export const commonScopes = (ours: readonly string[], theirs: readonly string[]): string[] => [
  ...new Set([
    ...ours.filter((one) => notCovered(theirs, [one]).length === 0),
    ...theirs.filter((one) => notCovered(ours, [one]).length === 0),
  ]),
]

/** So precise is when a token was last used. */
export const USE_NOTED_SECONDS = 60

/** Of many processes the first one in a minute writes. */
export const noteUse = (db: Db, id: string): Promise<unknown> =>
  sql`update api_token set last_used_at = now() where id = ${id}
    and (last_used_at is null or last_used_at < now() - make_interval(secs => ${USE_NOTED_SECONDS}::int))`.execute(db)

export type NewToken = {
  id: string
  environment_id: string
  name: string
  hash: Buffer
  expires_at?: Date | null
  scopes?: string[]
  rate_requests?: number | null
  rate_seconds?: number | null
}

export const insertToken = (db: Db, values: NewToken): Promise<TokenRow> =>
  db
    .insertInto("api_token")
    .values({ rate_requests: null, rate_seconds: null, ...values })
    .returning(TOKEN_COLUMNS)
    .executeTakeFirstOrThrow()

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

export const isAlive = async (db: Db, id: string): Promise<boolean> =>
  (await db
    .selectFrom("api_token")
    .select("id")
    .where("id", "=", id)
    .where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", ">", sql<Date>`now()`)]))
    .executeTakeFirst()) !== undefined

/** A token with its secret's hash, kept from change until the transaction ends. */
export const lockToken = (tx: Db, environmentId: string, id: string) =>
  tx
    .selectFrom("api_token")
    .select([...TOKEN_COLUMNS, "hash"])
    .where("environment_id", "=", environmentId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst()

export type TokenChanges = {
  name?: string
  scopes?: string[]
  expires_at?: Date | null
  rate_requests?: number | null
  rate_seconds?: number | null
  hash?: Buffer
}

export const updateToken = (tx: Db, id: string, changes: TokenChanges): Promise<TokenRow> =>
  tx
    .updateTable("api_token")
    .set({ ...changes, updated_at: sql<Date>`now()` })
    .where("id", "=", id)
    .returning(TOKEN_COLUMNS)
    .executeTakeFirstOrThrow()

export const isSettingToken = async (tx: Db, hash: Uint8Array): Promise<boolean> =>
  (await tx
    .selectFrom("setting_token")
    .select("environment_id")
    .where("hash", "=", Buffer.from(hash))
    .executeTakeFirst()) !== undefined

type Retired = { id: string; hash: Uint8Array; graceSeconds: number }

/**
 * Lets a secret, and those before it, work for so long at most. Answers until when, and how many there are. Where it ends
 * at once, because it is in other hands, what was made with it for accounts ends too.
 */
export async function retireSecret(
  tx: Db,
  { id, hash, graceSeconds }: Retired,
): Promise<{ until: Date; count: number }> {
  const until = sql`now() + make_interval(secs => ${graceSeconds}::int)`
  if (graceSeconds === 0) {
    await tx.deleteFrom("account_token").where("made_by", "=", id).execute()
    await tx.deleteFrom("mcp_token").where("made_by", "=", id).execute()
  }
  await sql`delete from api_token_earlier_secret where token_id = ${id} and expires_at <= now()`.execute(tx)
  await sql`update api_token_earlier_secret set expires_at = least(expires_at, ${until}) where token_id = ${id}`.execute(
    tx,
  )
  await sql`insert into api_token_earlier_secret (hash, token_id, expires_at) values (${Buffer.from(hash)}, ${id}, ${until})`.execute(
    tx,
  )
  const { rows } = await sql<{ until: Date; count: number }>`select ${until} as until, count(*)::int as count
    from api_token_earlier_secret where token_id = ${id} and expires_at > now()`.execute(tx)
  return rows[0] ?? { until: new Date(0), count: 0 } // an aggregate has one row
}

export async function deleteToken(db: Db, environmentId: string, id: string): Promise<boolean> {
  const { rows } =
    await sql`delete from api_token where environment_id = ${environmentId} and id = ${id} returning id`.execute(db)
  return rows.length > 0
}

export type NewAccountToken = {
  id: string
  environmentId: string
  accountId: string
  hash: Buffer
  seconds: number
  scopes: readonly string[]
  madeBy: string
  /** It ends no later than this. */
  notAfter: Date | null
}

/** When it ends; undefined when the account, or the token that makes it, is not there. Expired ones are swept on the way. */
export async function insertAccountToken(db: Db, token: NewAccountToken): Promise<Date | undefined> {
  await sql`delete from account_token where expires_at < now()`.execute(db)
  const end = sql`now() + make_interval(secs => ${token.seconds}::int)`
  const { rows } = await sql<{ expires_at: Date }>`
    insert into account_token (id, environment_id, account_id, hash, expires_at, scopes, made_by)
    select ${token.id}::uuid, a.environment_id, a.id, ${token.hash}::bytea, least(${end}, ${token.notAfter}::timestamptz),
      ${token.scopes}::text[], t.id
    from integrated_account a join api_token t on t.environment_id = a.environment_id and t.id = ${token.madeBy}
    where a.environment_id = ${token.environmentId} and a.id = ${token.accountId} returning expires_at`.execute(db)
  return rows[0]?.expires_at
}
