import { randomUUID } from "node:crypto"
import { columnsOf, RESOURCES } from "@rollcall/contract"
import { sql } from "kysely"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Database, openDatabase } from "../../db/index.js"
import { hasServer, type ServerDatabase, serverDatabase, testClock } from "../../db/testing.js"
import { createRecords } from "../../records/index.js"
import { insertAccount } from "../../records/testing.js"
import { createLogin, ensureViews, prepareSql } from "./index.js"
import { inPlace, OWN_COLUMNS, readMark } from "./store.js"

describe("The columns of a view", () => {
  it.each(RESOURCES)("of %s are the model's and our own, told apart by their names", (resource) => {
    const names = [...columnsOf(resource).map(({ name }) => name), ...OWN_COLUMNS]
    expect(new Set(names).size).toBe(names.length)
  })
  it("keep their places when the model gains and loses some", () => {
    const column = (name: string) => ({ name, type: "text", expression: `j.${name}` })
    const existing = [column("id"), column("old"), column("record")].map(({ name, type }) => ({ name, type }))
    expect(inPlace(existing, [column("id"), column("new"), column("record")])).toEqual([
      column("id"),
      { name: "old", type: "text", expression: "null::text" },
      column("record"),
      column("new"),
    ])
  })
})

const troubles: unknown[] = []
const log = { error: (fields: object) => void troubles.push(fields) }

describe.skipIf(!hasServer)("SQL views of the copy", () => {
  let place: ServerDatabase
  let database: Database
  const logins: string[] = []
  const clients: pg.Client[] = []
  beforeAll(async () => {
    const made = await serverDatabase()
    if (!made) throw new Error("there is no server")
    place = made
    database = await openDatabase({ url: place.url }, testClock())
    await ensureViews(database, log)
  })
  afterAll(async () => {
    for (const client of clients) await client.end()
    for (const name of logins) await sql`drop role ${sql.id(name)}`.execute(database.db)
    await database.close()
    await place.drop()
  })

  const row = {
    id: "1",
    name: "Ada",
    manager: { id: "2", name: "Bo" },
    start_date: "2026-02-28",
    weekly_hours: 37.5,
    updated_at: "2026-11-20T09:30:00.120Z",
    tags: ["a"],
  }
  /** An account with one employee. */
  async function setUp(text: object = row) {
    const { db } = database
    const { environmentId, accountId } = await insertAccount(db)
    const records = createRecords({ db })
    const of = { environmentId, accountId, resource: "employees" as const }
    await db.transaction().execute(async (tx) => {
      const rows = [{ id: "1", view: "people", text: JSON.stringify(text), keys: {} }]
      await records.apply(tx, of, { rows, readAt: new Date(4e12) })
    })
    const synced = () =>
      db
        .transaction()
        .execute((tx) => records.recordAttempt(tx, of, { result: "completed", completeAsOf: new Date(0) }))
    await synced()
    return { environmentId, accountId }
  }
  async function login(environmentId: string, accountId: string | null = null): Promise<pg.Client> {
    const name = `reader_${randomUUID().slice(0, 8)}`
    await createLogin(database.db, { name, password: randomUUID(), environmentId, accountId })
    logins.push(name)
    return connect(name)
  }
  async function connect(name: string): Promise<pg.Client> {
    const url = new URL(place.url)
    url.username = name
    url.search = ""
    const client = new pg.Client({ connectionString: url.href })
    client.on("error", () => {})
    await client.connect()
    clients.push(client)
    return client
  }
  const refusedTo = async (client: pg.Client, text: string) => {
    const error = await client.query(text).then(
      () => undefined,
      (trouble: unknown) => trouble,
    )
    return error instanceof Error ? error.message : "it was done"
  }

  it("have a type for each column, and the row", async () => {
    const { environmentId, accountId } = await setUp()
    const client = await login(environmentId)
    const { rows } = await client.query("select * from rollcall.employees")
    expect(rows).toEqual([
      expect.objectContaining({
        integrated_account_id: accountId,
        tenant_id: "t",
        id: "1",
        name: "Ada",
        manager_id: "2",
        manager_name: "Bo",
        weekly_hours: "37.5",
        tags: ["a"],
        updated_at: new Date("2026-11-20T09:30:00.120Z"),
        gender: null,
        record: row,
      }),
    ])
    const { rows: days } = await client.query(
      "select start_date::text, weekly_hours * 2 as double from rollcall.employees",
    )
    expect(days).toEqual([{ start_date: "2026-02-28", double: "75.0" }])
    for (const resource of RESOURCES) await client.query(`select * from rollcall.${resource}`)
    expect((await client.query("select id, status from rollcall.integrated_accounts")).rows).toEqual([
      { id: accountId, status: "active" },
    ])
    expect((await client.query("select resource, last_result from rollcall.resources")).rows).toEqual([
      { resource: "employees", last_result: "completed" },
    ])
    expect(troubles).toEqual([])
  })

  it("show a value that is not of its column's type only in the row", async () => {
    const odd = [
      { start_date: "2026-02-31", weekly_hours: "many", updated_at: "2026-11-20" },
      { start_date: "0000-01-01", weekly_hours: "1e999", updated_at: "2026-02-30T00:00:00Z" },
      {
        start_date: "2026-13-01",
        weekly_hours: { a: 1 },
        updated_at: "2026-01-01T25:00:00Z",
        manager: "Bo",
        tags: "x",
      },
      { start_date: 20260101, weekly_hours: "", updated_at: "soon", manager: [1] },
    ]
    for (const fields of odd) {
      const { environmentId } = await setUp({ id: "1", ...fields })
      const client = await login(environmentId)
      const { rows } = await client.query(
        "select start_date, weekly_hours, updated_at, manager_id, record from rollcall.employees",
      )
      expect(rows).toEqual([
        { start_date: null, weekly_hours: null, updated_at: null, manager_id: null, record: { id: "1", ...fields } },
      ])
    }
  })

  it("show a login the rows of its environment, or of its account, and nobody else's", async () => {
    const [mine, theirs] = [await setUp(), await setUp()]
    const idsOf = async (client: pg.Client) =>
      (await client.query("select integrated_account_id as id from rollcall.employees")).rows.map(({ id }) => id)
    expect(await idsOf(await login(mine.environmentId))).toEqual([mine.accountId])
    expect(await idsOf(await login(theirs.environmentId, theirs.accountId))).toEqual([theirs.accountId])
    // An account of another environment can't be given.
    await expect(login(mine.environmentId, theirs.accountId)).rejects.toThrow("was removed meanwhile")
    const client = await login(mine.environmentId, mine.accountId)
    await sql`delete from integrated_account where id = ${mine.accountId}`.execute(database.db)
    expect(await idsOf(client)).toEqual([])
    // Whoever is nobody's reader sees nothing, be it the owner.
    expect((await sql`select 1 from rollcall.employees`.execute(database.db)).rows).toEqual([])
  })

  it("are all that a login can read, and it can write nothing", async () => {
    const { environmentId } = await setUp()
    const client = await login(environmentId)
    for (const table of [
      "record",
      "sql_reader",
      "integrated_account",
      "mirror_row",
      "api_token",
      "event",
      "record_history",
    ])
      expect(await refusedTo(client, `select * from public.${table}`)).toContain("permission denied")
    await client.query("set default_transaction_read_only = off")
    expect(await refusedTo(client, "delete from rollcall.employees")).toContain("cannot delete from view")
    expect(await refusedTo(client, "insert into sql_reader values (current_user)")).toContain("permission denied")
    expect(await refusedTo(client, "create table rollcall.own (a int)")).toContain("permission denied")
    expect(await refusedTo(client, "set role postgres")).toContain("permission denied")
  })

  it("give no function of a login a row of others to look at", async () => {
    const [{ environmentId }] = [await setUp(), await setUp({ ...row, name: "Secret" })]
    const client = await login(environmentId)
    const seen: string[] = []
    client.on("notice", ({ message }) => void seen.push(String(message)))
    await client.query("set default_transaction_read_only = off")
    await client.query(`create function pg_temp.look(given text) returns boolean language plpgsql cost 0.0000001
      as $$ begin raise notice '%', given; return true; end $$`)
    await client.query("select 1 from rollcall.employees where pg_temp.look(name)")
    expect(seen).toEqual(["Ada"])
  })

  it("stay as they are while a login keeps a transaction open, and are made anew by a later start", async () => {
    const { environmentId } = await setUp()
    const client = await login(environmentId)
    await sql`comment on schema rollcall is 'of an earlier version'`.execute(database.db)
    await client.query("begin; select 1 from rollcall.employees")
    const told: string[] = []
    await ensureViews(database, { error: (_, message) => void told.push(message) })
    expect(told).toEqual([
      expect.stringMatching(/^the SQL views are in use by reader_\w+ \(process \d+\), .*next start tries again$/),
    ])
    expect(await readMark(database.db)).toBe("of an earlier version")
    await client.query("commit")
    await ensureViews(database, log)
    expect(await readMark(database.db)).toMatch(/^Made by Rollcall/)
    expect((await client.query("select id from rollcall.employees")).rows).toEqual([{ id: "1" }])
    expect(troubles).toEqual([])
  })

  it("are read by logins whose open transactions end, also by those that an earlier version made", async () => {
    const { environmentId } = await setUp()
    const limitOf = async (client: pg.Client) =>
      (await client.query("show idle_in_transaction_session_timeout")).rows[0].idle_in_transaction_session_timeout
    expect(await limitOf(await login(environmentId))).toBe("1min")
    const name = logins.at(-1) ?? ""
    await sql`alter role ${sql.id(name)} reset idle_in_transaction_session_timeout`.execute(database.db)
    await prepareSql(database, log)
    expect(troubles).toEqual([])
    expect(await limitOf(await connect(name))).toBe("1min")
    // What somebody else has set is theirs.
    await sql`alter role ${sql.id(name)} set idle_in_transaction_session_timeout = '2h'`.execute(database.db)
    await prepareSql(database, log)
    expect(await limitOf(await connect(name))).toBe("2h")
  })

  it("are made once, and of a resource that was not synced yet show nothing", async () => {
    const { environmentId, accountId } = await setUp()
    await ensureViews(database, log)
    await sql`update record_freshness set first_synced_at = null where account_id = ${accountId}`.execute(database.db)
    const client = await login(environmentId)
    expect((await client.query("select 1 from rollcall.employees")).rows).toEqual([])
    await expect(
      createLogin(database.db, { name: 'a"b', password: "x", environmentId, accountId: null }),
    ).rejects.toThrow("small letters")
    await expect(login(randomUUID())).rejects.toThrow("GET /environment lists them")
  })
})
