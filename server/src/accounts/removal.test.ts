import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { createClock } from "../clock.js"
import { type Database, type Db, openDatabase } from "../db/index.js"
import { insertEnvironment, putLease, serverDatabase } from "../db/testing.js"
import { accountsOn } from "./testing.js"

const settings = await serverDatabase()

describe.skipIf(settings === null)("an account that others work for can be removed (PostgreSQL)", () => {
  let database: Database
  let db: Db
  let environmentId: string
  beforeAll(async () => {
    if (!settings) return
    database = await openDatabase(settings, createClock())
    db = database.db
    environmentId = await insertEnvironment(db)
  })
  afterAll(async () => {
    await database?.close()
    if (settings) await settings.drop()
  })

  /** A plain connection: no transaction of it begins again. */
  const once = () =>
    db.withPlugin({ transformQuery: ({ node }) => node, transformResult: ({ result }) => Promise.resolve(result) })
  const pidOf = async (tx: Db) => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)).rows[0]?.pid
  const untilSomebodyWaitsFor = (pid: number | undefined) =>
    vi.waitFor(
      async () => {
        const { rows } = await sql`select 1 from pg_stat_activity where ${pid} = any(pg_blocking_pids(pid))`.execute(db)
        expect(rows.length).toBeGreaterThan(0)
      },
      { timeout: 40_000, interval: 10 },
    )

  test("while a sync holds its lease and goes on to write", async () => {
    const accounts = accountsOn(once())
    const context = { api_key: "k" }
    const { id } = await accounts.admin.create(environmentId, {
      tenantId: "t",
      context,
      authenticationMethod: "api_key",
    })
    await putLease(db, { work: "sync", accountId: id }, 60)
    let removal: Promise<number> | undefined
    await once()
      .transaction()
      .execute(async (tx) => {
        await putLease(tx, { work: "sync", accountId: id }, 60)
        removal = accounts.admin.remove(environmentId, { ids: [id] })
        await untilSomebodyWaitsFor(await pidOf(tx))
        await sql`insert into sync_run (id, environment_id, account_id, trigger)
          values (${randomUUID()}, ${environmentId}, ${id}, 'request')`.execute(tx)
      })
    expect(await removal).toBe(1)
    const { rows } = await sql`select 1 from sync_run where account_id = ${id}`.execute(db)
    expect(rows).toEqual([])
  })

  test("a change of an account does not wait for those who only refer to it", async () => {
    const accounts = accountsOn(db)
    const context = { api_key: "k" }
    const { id } = await accounts.admin.create(environmentId, {
      tenantId: "t",
      context,
      authenticationMethod: "api_key",
    })
    await db.transaction().execute(async (tx) => {
      await sql`insert into sync_account (account_id, environment_id) values (${id}, ${environmentId})`.execute(tx)
      expect(await accounts.admin.update(environmentId, id, { tenant_id: "u" })).toMatchObject({ tenant_id: "u" })
    })
  })
})
