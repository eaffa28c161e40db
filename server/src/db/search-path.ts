/**
 * Where our tables are. PostgreSQL's own search path begins with a schema named like the user, so one that is made later
 * (that of the SQL views, for a user `rollcall`) would stand before the tables that are there. So it is asked once, at
 * the start, and every connection is told the answer.
 */
import type pg from "pg"
import { BadSettings } from "../errors.js"

/** Of the SQL views. Logins read it, so it is never the place of a table. */
const VIEWS_SCHEMA = "rollcall"

type Place = { name: string; hasTables: boolean; canMake: boolean }

/** What the address, the role or the database says of the search path is kept, as far as it exists. */
const PLACES = `
  select place.name, exists (
    select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = place.name and c.relname = 'integrated_account' and c.relkind = 'r') as "hasTables",
    has_schema_privilege(place.name, 'create') as "canMake"
  from unnest(current_schemas(false)) with ordinality as place (name, at) order by place.at`

/** The schema of our tables comes first: the one that has them, or the first that may. Throws `BadSettings` where there is none. */
export async function readSearchPath(client: pg.Client): Promise<string> {
  const { rows } = await client.query<Place>(PLACES)
  if (rows.some(({ name, hasTables }) => name === VIEWS_SCHEMA && hasTables))
    throw new BadSettings([
      `DATABASE_URL: there are tables of Rollcall in the schema ${VIEWS_SCHEMA}, which is for SQL views and may be read by SQL logins: move them as docs/running.md says ("Tables in the schema rollcall")`,
    ])
  const places = rows.filter(({ name }) => name !== VIEWS_SCHEMA)
  const own = places.filter(({ name }) => !name.startsWith("pg_"))
  const home = own.find(({ hasTables }) => hasTables) ?? own.find(({ canMake }) => canMake)
  if (!home)
    throw new BadSettings([
      "DATABASE_URL: the search path of this user has no schema that may take our tables: grant create on schema public, or create a schema with any name but rollcall and add ?options=-c%20search_path%3DNAME",
    ])
  return [home, ...places.filter((one) => one !== home)].map(({ name }) => quoted(name)).join(", ")
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** A pooler may refuse or drop what is said while connecting, so it is a statement. */
export async function setSearchPath(client: pg.ClientBase, path: string): Promise<void> {
  await client.query("select set_config('search_path', $1, false)", [path])
}
