import { RESOURCES } from "@rollcall/contract"
import { sql } from "kysely"
import type { Db } from "../../db/index.js"

/** The group of all logins. Roles are of the whole database server; what this one may read is of each database. */
export const GROUP = "rollcall_reader"

const VIEWS = [...RESOURCES, "integrated_accounts", "resources"]

async function hasGroup(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_roles where rolname = ${GROUP}`.execute(db)
  return rows.length > 0
}

export async function createGroup(db: Db): Promise<void> {
  if (!(await hasGroup(db))) await sql`create role ${sql.id(GROUP)} nologin`.execute(db)
}

/** Each view by its name: whatever else comes to stand in that schema is not for the logins. Without a group there are none. */
export async function grantViews(db: Db): Promise<void> {
  if (!(await hasGroup(db))) return
  await sql`grant usage on schema rollcall to ${sql.id(GROUP)}`.execute(db)
  for (const view of VIEWS) await sql`grant select on ${sql.id("rollcall", view)} to ${sql.id(GROUP)}`.execute(db)
}

/**
 * An earlier version granted all that stood in the schema, or came to stand in it, so also tables where those were there. Such
 * a schema keeps its grants when it gets another name, and is that of our tables then.
 */
const EARLIER = `
do $$ declare one record; reader oid := (select oid from pg_roles where rolname = '${GROUP}'); begin
  for one in select d.defaclrole::regrole as owner, n.nspname from pg_default_acl d join pg_namespace n on n.oid = d.defaclnamespace,
      aclexplode(d.defaclacl) x
    where x.grantee = reader and d.defaclobjtype = 'r' and n.nspname in ('rollcall', current_schema())
      and pg_has_role(d.defaclrole, 'usage')
  loop execute format('alter default privileges for role %s in schema %I revoke all on tables from ${GROUP}', one.owner, one.nspname);
  end loop;
  for one in select distinct n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) x
    where x.grantee = reader and n.nspname in ('rollcall', current_schema()) and c.relkind <> 'S' and pg_has_role(c.relowner, 'usage')
      and not (n.nspname = 'rollcall' and c.relkind = 'v' and c.relname in (${VIEWS.map((view) => `'${view}'`).join(", ")}))
  loop execute format('revoke all on %I.%I from ${GROUP}', one.nspname, one.relname); end loop;
  for one in select n.nspname from pg_namespace n, aclexplode(n.nspacl) x
    where x.grantee = reader and n.nspname = current_schema() and n.nspname <> 'rollcall' and pg_has_role(n.nspowner, 'usage')
  loop execute format('revoke usage on schema %I from ${GROUP}', one.nspname); end loop;
end $$`

export async function revokeEarlierGrants(db: Db): Promise<void> {
  await sql.raw(EARLIER).execute(db)
}
