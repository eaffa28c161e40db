import { sql } from "kysely"
import type { Db } from "../../db/index.js"
import { BadSettings } from "../../errors.js"

/** Roles are of the whole database server; what this one may read is of each database. */
const GROUP = "rollcall_reader"

/** Of our own statements: a query of hours would keep old versions of rows from being cleaned up. */
const MOST_TIME = "5min"

/** Without an environment: the one that every installation has. */
export type NewLogin = { name: string; password: string; environmentId?: string | undefined; accountId: string | null }

/** A login that reads the views, and of them only the rows of its environment or account. The caller may make roles. */
export async function createLogin(db: Db, { name, password, environmentId, accountId }: NewLogin): Promise<void> {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name))
    throw new BadSettings([`${name.slice(0, 80)}: give a name of small letters, digits and _, with a letter first`])
  const role = sql.id(name)
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql`select 1 from pg_roles where rolname = ${GROUP}`.execute(tx)
    if (rows.length === 0) await sql`create role ${sql.id(GROUP)} nologin`.execute(tx)
    await sql`grant usage on schema rollcall to ${sql.id(GROUP)}`.execute(tx)
    await sql`grant select on all tables in schema rollcall to ${sql.id(GROUP)}`.execute(tx)
    // Also of views that a later version makes.
    await sql`alter default privileges in schema rollcall grant select on tables to ${sql.id(GROUP)}`.execute(tx)
    await sql`create role ${role} login password ${sql.lit(password)} in role ${sql.id(GROUP)}`.execute(tx)
    await sql`alter role ${role} set default_transaction_read_only = on`.execute(tx)
    await sql`alter role ${role} set statement_timeout = ${sql.lit(MOST_TIME)}`.execute(tx)
    const { rows: places } = await sql<{ id: string }>`select id from environment
      where id::text = ${environmentId ?? null} or (${environmentId ?? null}::text is null and is_default)`.execute(tx)
    const [place] = places
    if (!place)
      throw new BadSettings([
        environmentId === undefined
          ? "there is no environment yet: start the server once"
          : `there is no environment ${environmentId.slice(0, 80)}: GET /environment lists them`,
      ])
    await sql`insert into sql_reader (role, environment_id, account_id) values (${name}, ${place.id}, ${accountId})`.execute(
      tx,
    )
  })
}
