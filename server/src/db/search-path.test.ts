import { randomUUID } from "node:crypto"
import { readFile } from "node:fs/promises"
import { sql } from "kysely"
import pg from "pg"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { createClock } from "../clock.js"
import { BadSettings } from "../errors.js"
import { createLogin, ensureViews } from "../export/index.js"
import { createJobs } from "../jobs/index.js"
import { type Database, openDatabase } from "./index.js"
import { hasServer, insertEnvironment, runOnServer, type ServerDatabase, serverDatabase } from "./testing.js"

const log = {
  error({ err }: { err?: unknown }) {
    throw err
  },
}

/** The user owns the database, and its search path is PostgreSQL's own, unless something else is said. */
describe.skipIf(!hasServer)("The schema of the tables", () => {
  const user = `rollcall_user_${randomUUID().slice(0, 8)}`
  const login = `rollcall_login_${randomUUID().slice(0, 8)}`
  let place: ServerDatabase
  const undo: (() => Promise<unknown>)[] = []
  beforeEach(async () => {
    const made = await serverDatabase(true)
    if (!made) throw new Error("there is no server")
    place = made
    undo.push(place.drop)
    await runOnServer(`create role ${user} login createrole`)
    undo.push(() => runOnServer(`drop role ${user}`))
    await runOnServer(`alter database ${name()} owner to ${user}`)
    await as("postgres", `alter schema public owner to ${user}`)
  })
  afterEach(async () => {
    const last = undo.splice(0).reverse()
    // The role owns the database, which goes first.
    for (const one of last.sort((a, b) => Number(b === place.drop) - Number(a === place.drop))) await one()
  })
  const name = () => new URL(place.url).pathname.slice(1)
  const urlOf = (who: string, options = "") => {
    const url = Object.assign(new URL(place.url), {
      search: options === "" ? "" : `?options=${encodeURIComponent(options)}`,
    })
    if (who !== "postgres") url.username = who
    return url.href
  }
  async function as(who: string, text: string) {
    const client = new pg.Client({ connectionString: urlOf(who) })
    await client.connect()
    try {
      return (await client.query(text)).rows
    } finally {
      await client.end()
    }
  }
  async function start<T>(use: (database: Database) => Promise<T>, options = ""): Promise<T> {
    const database = await openDatabase({ url: urlOf(user, options) }, createClock())
    try {
      await ensureViews(database, log)
      const onError = (error: Error) => log.error({ err: error })
      const jobs = await createJobs({ database, clock: createClock(), isWorker: false, onError })
      const answer = await use(database)
      await jobs.close()
      return answer
    } finally {
      await database.close()
    }
  }
  const tablesIn = async (schema: string) =>
    (await as("postgres", `select count(*)::int as n from pg_tables where schemaname = '${schema}'`))[0].n
  const environments = ({ db }: Database) => db.selectFrom("environment").select("name").execute()

  it("stays when the schema of the views, of the user's name, comes before it", async () => {
    // What PostgreSQL's own search path is for a user `rollcall`.
    await as("postgres", `alter database ${name()} set search_path = rollcall, public`)
    const id = await start(({ db }) => insertEnvironment(db, "first"))
    expect(await start(environments)).toEqual([{ name: "first" }])
    expect(await start(environments)).toEqual([{ name: "first" }])
    expect(await tablesIn("rollcall")).toBe(0)

    undo.push(() => runOnServer(`drop role ${login}`))
    await start(({ db }) => createLogin(db, { name: login, password: "x", environmentId: id, accountId: null }))
    // As an earlier version granted, and its queue stood there.
    await as(
      user,
      `create table rollcall.job (a int); grant select on all tables in schema rollcall to rollcall_reader;
      alter default privileges in schema rollcall grant select on tables to rollcall_reader;
      comment on schema rollcall is 'of an earlier version'`,
    )
    await start(environments)
    await as(user, "create table rollcall.later (a int)")
    const readable = `select n.nspname, c.relkind from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('rollcall', 'public') and c.relkind in ('r', 'v', 'm', 'p') and has_table_privilege('${login}', c.oid, 'select')
      group by 1, 2`
    expect(await as("postgres", readable)).toEqual([{ nspname: "rollcall", relkind: "v" }])
    expect(await as(login, "select * from rollcall.employees")).toEqual([])
  })

  it("stays when one of the user's name is made later", async () => {
    await start(({ db }) => insertEnvironment(db, "first"))
    await as(user, `create schema ${user}`)
    expect(await start(environments)).toEqual([{ name: "first" }])
    expect(await tablesIn(user)).toBe(0)
  })

  it("is that of the user's name where that was there first, and is not left for public", async () => {
    await as(user, `create schema ${user}`)
    await start(({ db }) => insertEnvironment(db, "first"))
    expect(await start(environments)).toEqual([{ name: "first" }])
    expect(await tablesIn("public")).toBe(0)
  })

  it("is that of the address's own search path", async () => {
    await as(user, "create schema elsewhere")
    const options = "-c search_path=elsewhere,public"
    await start(({ db }) => insertEnvironment(db, "first"), options)
    expect(await start(environments, options)).toEqual([{ name: "first" }])
    expect(await tablesIn("public")).toBe(0)
  })

  it("is that of every connection", async () => {
    await as("postgres", `alter database ${name()} set search_path = rollcall, public`)
    await start(async ({ db, queueDb, alone }) => {
      const path = (on: Database["db"]) => sql`show search_path`.execute(on).then(({ rows }) => rows)
      const all = [...Array.from({ length: 12 }, () => path(db)), path(queueDb), alone(path)]
      for (const one of await Promise.all(all)) expect(one).toEqual([{ search_path: '"public"' }])
    })
  })

  it("may not be that of the views: a start is refused and says what to do, which is enough", async () => {
    await as(user, "create schema rollcall")
    const options = "-c search_path=rollcall"
    const refused = start(environments, options)
    await expect(refused).rejects.toThrow(BadSettings)
    await expect(refused).rejects.toThrow("DATABASE_URL: the search path of this user has no schema that may take")
    expect(await tablesIn("rollcall")).toBe(0)

    // As an earlier version left them, with what it granted.
    const id = await start(({ db }) => insertEnvironment(db, "first"))
    undo.push(() => runOnServer(`drop role ${login}`))
    await start(({ db }) => createLogin(db, { name: login, password: "x", environmentId: id, accountId: null }))
    await as(
      user,
      `drop schema rollcall cascade; alter schema public rename to rollcall; create schema public;
      do $$ declare f regprocedure; begin
        for f in select oid from pg_proc where pronamespace = 'rollcall'::regnamespace and proname in ('create_queue', 'delete_queue')
        loop execute replace(pg_get_functiondef(f), 'public.', 'rollcall.'); end loop;
      end $$`,
    )
    await as(
      user,
      `grant usage on schema rollcall to rollcall_reader; grant select on all tables in schema rollcall to rollcall_reader;
      alter default privileges in schema rollcall grant select on tables to rollcall_reader`,
    )
    await expect(start(environments, "-c search_path=rollcall,public")).rejects.toThrow(
      /^DATABASE_URL: there are tables of Rollcall in the schema rollcall.*docs\/running.md/,
    )
    const guide = await readFile(new URL("../../../docs/running.md", import.meta.url), "utf8")
    const [, statements = ""] = guide.match(/## Tables in the schema rollcall[\s\S]*?```sql\n([\s\S]*?)```/) ?? []
    await as(user, statements)
    const moved = "-c search_path=rollcall_tables"
    expect(await start(environments, moved)).toEqual([{ name: "first" }])
    await as(user, "create table rollcall_tables.later (a int)")
    expect(await as(login, "select * from rollcall.employees")).toEqual([])
    for (const table of ["environment", "later", "job"])
      await expect(as(login, `select * from rollcall_tables.${table}`)).rejects.toThrow("permission denied")
    const granted = await as(
      "postgres",
      `select c.relname from pg_class c, aclexplode(c.relacl) x
      where x.grantee = 'rollcall_reader'::regrole and c.relkind <> 'v'`,
    )
    expect(granted).toEqual([])
  })

  it("that nobody may make tables in is told with what to grant", async () => {
    await as("postgres", "alter schema public owner to postgres; revoke create on schema public from public")
    await expect(start(environments)).rejects.toThrow("grant create on schema public")
  })
})
