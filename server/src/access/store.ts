import { type Selectable, sql } from "kysely"
import type { Db, Schema } from "../db/index.js"
import type { After } from "../db/paging.js"
import type { Caller } from "./caller.js"

export type EnvironmentRow = Selectable<Schema["environment"]>

/** Cursor times have milliseconds; the column has microseconds. */
export const createdMs = sql<Date>`date_trunc('milliseconds', created_at)`

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
export type Listed = ListFilters & { after: After | undefined; limit: number }

/** Full tokens of the default environment see every environment, others only their own. */
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

/** An operator's: a token that may do less is for its own environment. */
export const seesAll = (caller: Caller): boolean =>
  caller.kind === "api_token" && caller.isDefaultEnvironment && caller.scopes.includes("all")

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
