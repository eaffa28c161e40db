import { type Column, type ColumnType, columnsOf, RESOURCES, type ResourceName } from "@rollcall/contract"
import { sql } from "kysely"
import { type Db, LOCK_MS } from "../../db/index.js"
import { grantViews } from "./grant-store.js"

/** Columns that every view has besides those of the model. */
export const OWN_COLUMNS = ["integrated_account_id", "tenant_id", "record", "record_changed_at"] as const

type ViewColumn = { name: string; type: string; expression: string }

const TYPES: Record<ColumnType, string> = {
  text: "text",
  number: "numeric",
  boolean: "boolean",
  day: "date",
  instant: "timestamp with time zone",
  json: "jsonb",
}

/**
 * What is not of the type (a mapping override may answer anything) is null, and in `record`: a value never fails a query.
 * Conditions stand one in another, because PostgreSQL may look at both sides of an AND in any order.
 */
const FUNCTIONS = `
create or replace function rollcall.to_numeric(given text) returns numeric language sql immutable parallel safe as $$
  select case when given ~ '^-?\\d{1,100}(\\.\\d{1,100})?([eE][+-]?\\d{1,2})?$' then given::numeric end $$;
create or replace function rollcall.to_boolean(given text) returns boolean language sql immutable parallel safe as $$
  select case given when 'true' then true when 'false' then false end $$;
create or replace function rollcall.to_day(given text) returns date language sql immutable parallel safe as $$
  select case when given ~ '^(?!0000)\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' then
    case when extract(month from make_date(left(given, 4)::int, substr(given, 6, 2)::int, 1) + right(given, 2)::int - 1)
      = substr(given, 6, 2)::int then make_date(left(given, 4)::int, substr(given, 6, 2)::int, right(given, 2)::int) end
  end $$;
create or replace function rollcall.to_moment(given text) returns timestamptz language sql immutable parallel safe as $$
  select case when given ~ '^.{10}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?Z$' then
    (rollcall.to_day(left(given, 10)) + rtrim(substr(given, 12), 'Z')::time) at time zone 'UTC' end $$;
`
const READ: Record<ColumnType, (text: string) => string> = {
  text: (text) => text,
  number: (text) => `rollcall.to_numeric(${text})`,
  boolean: (text) => `rollcall.to_boolean(${text})`,
  day: (text) => `rollcall.to_day(${text})`,
  instant: (text) => `rollcall.to_moment(${text})`,
  json: (text) => `${text}::jsonb`,
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** A row is parsed once (`json_to_record`), whatever columns are asked for. */
function toViewColumn({ name, path, type }: Column): ViewColumn {
  if (name === "id") return { name, type: "text", expression: "r.id" }
  const [first = "", ...rest] = path
  const at = `j.${quoted(first)}`
  const text = rest.length === 0 ? at : `(${at} #>> '{${rest.join(",")}}')`
  return { name, type: TYPES[type], expression: READ[type](text) }
}

const wantedColumns = (resource: ResourceName): ViewColumn[] => [
  { name: "integrated_account_id", type: "uuid", expression: "a.id" },
  { name: "tenant_id", type: "text", expression: "a.tenant_id" },
  ...columnsOf(resource).map(toViewColumn),
  { name: "record", type: "json", expression: "r.row" },
  { name: "record_changed_at", type: TYPES.instant, expression: "r.updated_at" },
]

export type Existing = { name: string; type: string }

/** Those that are there keep their places, also when the model lost them; new ones follow: others may build on the view. */
export function inPlace(existing: readonly Existing[], wanted: readonly ViewColumn[]): readonly ViewColumn[] {
  const byName = new Map(wanted.map((one) => [one.name, one]))
  const known = existing.map((one) => byName.get(one.name) ?? { ...one, expression: `null::${one.type}` })
  const names = new Set(existing.map(({ name }) => name))
  return [...known, ...wanted.filter(({ name }) => !names.has(name))]
}

/** The one guard: whose rows a role sees stands in `sql_reader`. A setting could be changed by whoever is connected. */
const MINE = `sql_reader g join integrated_account a on a.environment_id = g.environment_id
  and (g.account_id is null or a.id = g.account_id)`
const GUARD = "g.role = current_user"

function viewOf(resource: ResourceName, existing: readonly Existing[]): string {
  const columns = inPlace(existing, wantedColumns(resource))
  const fields = new Map(
    columnsOf(resource).map(({ path: [first = "", ...rest], type }) => [
      first,
      rest.length > 0 || type === "json" ? "json" : "text",
    ]),
  )
  const parsed = [...fields].map(([name, type]) => `${quoted(name)} ${type}`).join(", ")
  return `create or replace view rollcall.${quoted(resource)} with (security_barrier) as
    select ${columns.map(({ name, expression }) => `${expression} as ${quoted(name)}`).join(", ")}
    from ${MINE}
    join record_freshness f on f.account_id = a.id and f.resource = '${resource}' and f.first_synced_at is not null
    join record r on r.environment_id = a.environment_id and r.account_id = a.id and r.resource = '${resource}'
    cross join lateral json_to_record(r.row) as j(${parsed})
    where ${GUARD};`
}

const OTHERS = `
create or replace view rollcall.integrated_accounts with (security_barrier) as
  select a.id, a.tenant_id, a.integration, a.status, a.created_at from ${MINE} where ${GUARD};
create or replace view rollcall.resources with (security_barrier) as
  select a.id as integrated_account_id, a.tenant_id, f.resource, f.first_synced_at, f.data_as_of, f.last_attempt_at, f.last_result
  from ${MINE} join record_freshness f on f.account_id = a.id where ${GUARD};
`

/** The statements that make all views, of those that are there with what they have. */
export const viewsText = (existing: ReadonlyMap<string, readonly Existing[]>): string =>
  [FUNCTIONS, ...RESOURCES.map((resource) => viewOf(resource, existing.get(resource) ?? [])), OTHERS].join("\n")

/** What stands with the schema tells by which text it was made. */
export async function readMark(db: Db): Promise<string | null> {
  const { rows } = await sql<{ mark: string | null }>`
    select obj_description(oid, 'pg_namespace') as mark from pg_namespace where nspname = 'rollcall'`.execute(db)
  return rows[0]?.mark ?? null
}

export async function listViews(db: Db): Promise<Map<string, Existing[]>> {
  const { rows } = await sql<Existing & { view: string }>`select c.relname as view, t.attname as name,
      format_type(t.atttypid, t.atttypmod) as type
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute t on t.attrelid = c.oid and t.attnum > 0
    where n.nspname = 'rollcall' and c.relkind = 'v' order by c.relname, t.attnum`.execute(db)
  const views = new Map<string, Existing[]>()
  for (const { view, name, type } of rows) views.set(view, [...(views.get(view) ?? []), { name, type }])
  return views
}

export async function makeViews(db: Db, { text, mark }: { text: string; mark: string }): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`set local lock_timeout = ${sql.lit(LOCK_MS)}`.execute(tx)
    const { rows } = await sql`select 1 from pg_namespace where nspname = 'rollcall'`.execute(tx)
    // The right to make one is asked for also where there is one.
    if (rows.length === 0) await sql`create schema rollcall`.execute(tx)
    await sql.raw(text).execute(tx)
    await grantViews(tx)
    await sql`comment on schema rollcall is ${sql.lit(mark)}`.execute(tx)
  })
}
