import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { beforeAll, expect, test } from "vitest"
import type { Db } from "./index.js"
import { migrate } from "./migrate.js"
import { describeOnBoth, insertEnvironment } from "./testing.js"

type Reference = { table: string; column: string; target: string }

/** Columns that point at a table whose rows belong to an environment, in tables whose rows do too. */
const PAIRS = sql`from pg_constraint c
  join pg_attribute own on own.attrelid = c.conrelid and own.attname = 'environment_id'
  join pg_attribute its on its.attrelid = c.confrelid and its.attname = 'environment_id'
  where c.contype = 'f' and c.connamespace = 'public'::regnamespace`

async function references(db: Db): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select c.conrelid::regclass::text as table, named.attname as column, c.confrelid::regclass::text as target
    from (select c.conrelid, c.confrelid, c.conkey, own.attnum ${PAIRS}) c
    join pg_attribute named on named.attrelid = c.conrelid and named.attnum = any(c.conkey) and named.attnum <> c.attnum
    where c.attnum = any(c.conkey) order by 1, 2`.execute(db)
  return rows
}

/** References that an id alone decides. */
async function loose(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.conname as name ${PAIRS} and not own.attnum = any(c.conkey)`.execute(db)
  return rows.map(({ name }) => name)
}

/** Tables that name an account without a reference to it. */
async function unguarded(db: Db): Promise<string[]> {
  const { rows } = await sql<{ table: string }>`
    select a.attrelid::regclass::text as table from pg_attribute a join pg_class t on t.oid = a.attrelid
    join pg_attribute e on e.attrelid = t.oid and e.attname = 'environment_id'
    where t.relkind = 'r' and t.relnamespace = 'public'::regnamespace
      and a.attname in ('account_id', 'integrated_account_id', 'webhook_id')
      and not exists (select from pg_constraint c where c.conrelid = t.oid and c.contype = 'f' and a.attnum = any(c.conkey))`.execute(
    db,
  )
  return rows.map(({ table }) => table)
}

const DUMMIES: Readonly<Record<string, string>> = {
  ARRAY: "'{}'",
  boolean: "false",
  uuid: "gen_random_uuid()",
  text: "'x'",
  bytea: "sha256(random()::text::bytea)",
  json: "'{}'",
  jsonb: "'{}'",
  "timestamp with time zone": "now()",
}

/** A row of the table with what has to be in it and these values. */
async function insertRow(db: Db, table: string, values: Readonly<Record<string, string>>): Promise<void> {
  const { rows } = await sql<{ name: string; type: string }>`
    select column_name as name, data_type as type from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_nullable = 'NO' and column_default is null`.execute(
    db,
  )
  const dummies = rows.map(({ name, type }): [string, string] => [name, DUMMIES[type] ?? "1"])
  const given = Object.entries(values).map(([name, value]): [string, string] => [name, `'${value}'`])
  const all = Object.entries(Object.fromEntries([...dummies, ...given]))
  const [names, texts] = [all.map(([name]) => name), all.map(([, text]) => text)]
  await sql.raw(`insert into ${table} (${names.join(", ")}) values (${texts.join(", ")})`).execute(db)
}

/** What later tables point at. */
async function insertMoreTargets(db: Db, { environment, ids }: Targets) {
  const [job, run, token] = [randomUUID(), randomUUID(), randomUUID()]
  await insertRow(db, "api_token", { id: token, environment_id: environment })
  await insertRow(db, "sync_job", { id: job, environment_id: environment })
  await insertRow(db, "sync_run", { id: run, environment_id: environment, account_id: ids.integrated_account })
  return { environment, ids: { ...ids, sync_job: job, sync_run: run, api_token: token } }
}
type Targets = Awaited<ReturnType<typeof insertTargets>>

/** An environment with what others point at. */
async function insertTargets(db: Db) {
  const environment = await insertEnvironment(db)
  const [installed, account, webhook] = [randomUUID(), randomUUID(), randomUUID()]
  await insertRow(db, "environment_integration", { id: installed, environment_id: environment })
  const ofInstalled = { environment_id: environment, environment_integration_id: installed }
  await insertRow(db, "integrated_account", { id: account, ...ofInstalled })
  await insertRow(db, "webhook", { id: webhook, environment_id: environment })
  return { environment, ids: { environment_integration: installed, integrated_account: account, webhook } }
}

const count = async (db: Db, table: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(db)
  return rows[0]?.count ?? 0
}

describeOnBoth("a row and what it points at", (openDb) => {
  let db: Db
  beforeAll(async () => {
    db = (await openDb()).db
  })

  test("are of one environment, in every table: another's is refused, its own taken and deleted with it", async () => {
    const [mine, foreign] = [
      await insertMoreTargets(db, await insertTargets(db)),
      await insertMoreTargets(db, await insertTargets(db)),
    ]
    const found = await references(db)
    expect(found.length).toBeGreaterThan(10)
    for (const { table, column, target } of found) {
      const idOf = ({ ids }: typeof mine, name: string) => ids[name as keyof typeof ids] // one that is pointed at, or undefined
      // What the row points at besides is of the environment that it is put into.
      const put = (there: typeof mine) => {
        const all = found.filter((one) => one.table === table).map((one) => [one.column, idOf(there, one.target)])
        const values = { ...Object.fromEntries(all), [column]: idOf(mine, target) }
        return insertRow(db, table, { environment_id: there.environment, ...values })
      }
      const before = await count(db, table)
      await expect(put(foreign), table).rejects.toMatchObject({
        cause: { message: expect.stringContaining("foreign key") },
      })
      await put(mine)
      expect(await count(db, table), table).toBe(before + 1)
    }
    for (const { ids } of [mine, foreign])
      await sql`delete from integrated_account where id = ${ids.integrated_account}`.execute(db)
    const left = found.filter(({ target }) => target === "integrated_account").map(({ table }) => count(db, table))
    expect(await Promise.all(left)).toEqual(left.map(() => 0))
  })

  test("no table can be forgotten: only events outlive what they name", async () => {
    expect(await loose(db)).toEqual([])
    expect(await unguarded(db)).toEqual(["event"])
  })

  test("a database with data gets the same references and keeps its rows", async () => {
    const wanted = await references(db)
    await sql.raw("drop schema public cascade; create schema public").execute(db)
    await migrate(db, 8)
    const { environment, ids } = await insertTargets(db)
    await insertRow(db, "record", { environment_id: environment, account_id: ids.integrated_account })
    await insertRow(db, "link_token", { environment_id: environment })
    await migrate(db)
    expect(await references(db)).toEqual(wanted)
    expect([await count(db, "record"), await count(db, "link_token")]).toEqual([1, 1])
  })
})
