import { sql } from "kysely"
import type { Db } from "../../db/index.js"
import { BadSettings } from "../../errors.js"
import { createGroup, GROUP, grantViews } from "./grant-store.js"

/** Of our own statements: a query of hours would keep old versions of rows from being cleaned up. */
const MOST_TIME = "5min"

/** What reads a view in an open transaction keeps a new version from changing the view, and the tables below it. */
const MOST_IDLE = "1min"

/** Without an environment: the one that every installation has. */
export type NewLogin = { name: string; password: string; environmentId?: string | undefined; accountId: string | null }

/** A login that reads the views, and of them only the rows of its environment or account. The caller may make roles. */
export async function createLogin(db: Db, { name, password, environmentId, accountId }: NewLogin): Promise<void> {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name))
    throw new BadSettings([`${name.slice(0, 80)}: give a name of small letters, digits and _, with a letter first`])
  const role = sql.id(name)
  await db.transaction().execute(async (tx) => {
    await createGroup(tx)
    await grantViews(tx)
    await sql`create role ${role} login password ${sql.lit(password)} in role ${sql.id(GROUP)}`.execute(tx)
    await sql`alter role ${role} set default_transaction_read_only = on`.execute(tx)
    await sql`alter role ${role} set statement_timeout = ${sql.lit(MOST_TIME)}`.execute(tx)
    await limitIdle(tx, name)
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

export async function limitIdle(db: Db, name: string): Promise<void> {
  await sql`alter role ${sql.id(name)} set idle_in_transaction_session_timeout = ${sql.lit(MOST_IDLE)}`.execute(db)
}

/** The logins of this database without that limit, as an earlier version made them. */
export async function listUnlimited(db: Db): Promise<string[]> {
  const { rows } = await sql<{ role: string }>`select g.role from sql_reader g join pg_roles r on r.rolname = g.role
    where not exists (select from unnest(r.rolconfig) as c (setting)
      where c.setting like 'idle_in_transaction_session_timeout=%') order by 1`.execute(db)
  return rows.map(({ role }) => role)
}
