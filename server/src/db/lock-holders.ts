import { type Kysely, sql } from "kysely"
import { AppError } from "../errors.js"
import type { Schema } from "./schema.js"

/** What changes tables or views waits so long for whoever uses them: all others wait behind it. */
export const LOCK_MS = 3_000

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const LOCK_NOT_AVAILABLE = "55P03"

/** True when a statement has waited for a lock for longer than `lock_timeout`. */
export function isLocked(error: unknown): boolean {
  const cause = error instanceof AppError ? error.details.cause : error
  return cause instanceof Error && "code" in cause && cause.code === LOCK_NOT_AVAILABLE
}

/** The sessions that use tables or views of these schemas in an open transaction, without Rollcall's own: `acme_bi (process 4711)`. */
export async function readHolders(db: Kysely<Schema>, schemas: readonly string[]): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select distinct format('%s (process %s)', a.usename, a.pid) as name
    from pg_locks l join pg_stat_activity a on a.pid = l.pid join pg_class c on c.oid = l.relation
    join pg_namespace n on n.oid = c.relnamespace
    where l.granted and l.database = (select oid from pg_database where datname = current_database())
      and n.nspname = any(${[...schemas]}) and not (a.usename = current_user and a.application_name = 'rollcall')
    order by 1 limit 5`.execute(db)
  return rows.map(({ name }) => name).join(", ") || "a session that has ended meanwhile"
}
