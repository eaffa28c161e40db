import { type Connector, listAt, many, resource, table, view } from "@rollcall/connector-kit"
import { api } from "@rollcall/connector-kit/testing"
import pg from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { createClock } from "../clock.js"
import { type Db, openDatabase } from "../db/index.js"
import { describeOnBoth, serverDatabase, testVault } from "../db/testing.js"
import { insertAccount } from "../records/testing.js"
import { createOverrides, type Overrides } from "./index.js"

const people = table({ ...listAt(api, "people"), columns: ["name"], by: {} })
const teams = table({ ...listAt(api, "teams"), columns: ["label"], by: {} })
const groups = resource("groups", {
  teams: view({
    from: people,
    relations: { teams: many(teams, { person_id: "id" }, { fields: ["description"] }) },
    map: (row) => ({ id: String(row.id), name: String(row.name) }),
  }),
})
/** As far as overrides look at one. */
const acme = { id: "acme", name: "Acme", version: "1", resources: { groups } } as unknown as Connector
const basics = {
  signer: testVault(),
  after: createClock().after,
  jobs: { send: async () => {} },
  connectorNamed: (name: string) => (name === "acme" ? acme : undefined),
  onChange: () => {},
}

describeOnBoth("Mapping overrides", (openDb) => {
  let db: Db
  let overrides: Overrides
  const sent: unknown[] = []
  const changed: string[] = []
  beforeAll(async () => {
    ;({ db } = await openDb())
    overrides = createOverrides({
      ...basics,
      db,
      jobs: { send: async (_tx, job) => void sent.push(job.data) },
      onChange: (id) => void changed.push(id),
    })
  })
  afterAll(() => overrides.close())

  const begin = async () => {
    const { environmentId, accountId } = await insertAccount(db)
    sent.length = 0
    changed.length = 0
    const account = { id: accountId, environmentId, integration: "acme" }
    const put = (given: object) => overrides.put(environmentId, { accountId, resource: "groups", ...given })
    const shown = async () => {
      const query = db.selectFrom("integrated_account").select("unified_model_override").where("id", "=", accountId)
      return (await query.executeTakeFirstOrThrow()).unified_model_override
    }
    return { environmentId, accountId, account, put, shown }
  }

  it("are kept with a version, shown on the account, and copies are made again by a job of the same transaction", async () => {
    const { environmentId, accountId, put, shown } = await begin()
    const { row, before, after } = await put({ add: { label: "related.teams.label" } })
    expect(row).toMatchObject({ version: 1, integration: "acme", integrated_account_id: accountId })
    expect(await overrides.get(environmentId, row.id)).toEqual(row)
    expect(await shown()).toMatchObject({ hris: { groups: { list: { add: { label: "related.teams.label" } } } } })
    expect(sent).toEqual([{ environmentId, integration: "acme", accountId, resource: "groups" }])
    expect(changed).toEqual([accountId])
    expect(before).toBe(acme)
    expect(after.resources.groups?.views[0]?.revision?.columns.get("teams")).toEqual(["label"])
    // Said again it is the same; changed it is another version; of two who change it one is told.
    expect((await put({ add: { label: "related.teams.label" } })).row.version).toBe(1)
    expect(sent).toHaveLength(1)
    expect((await put({ add: {}, version: 1 })).row).toMatchObject({ id: row.id, version: 2 })
    await expect(put({ add: { a: "remote.a" }, version: 1 })).rejects.toMatchObject({ code: "resource.conflict" })
    expect(await overrides.remove(environmentId, row.id)).toBe(true)
    expect(await overrides.remove(environmentId, row.id)).toBe(false)
    expect(await shown()).toEqual({})
  })

  it("of the account win over those of the environment, field by field", async () => {
    const { environmentId, account, put } = await begin()
    const ofAll = { integration: "acme", resource: "groups" as const, response_mapping: "unified" }
    await overrides.put(environmentId, { ...ofAll, add: { a: "remote.a", b: "remote.b" } })
    await put({ add: { a: null, c: "remote.c" }, response_mapping: null })
    const loaded = await overrides.load(account)
    const connector = overrides.connectorFor(acme, { environmentId, overrides: loaded })
    expect(connector.resources.groups?.views[0]?.revision?.fields).toEqual(["b", "c"])
    expect(overrides.connectorFor(acme, { environmentId, overrides: loaded })).toBe(connector)
    const filters = { isOfEnvironment: true }
    expect((await overrides.page(environmentId, { limit: 10, filters })).rows).toHaveLength(1)
    expect((await overrides.page(environmentId, { limit: 10, filters: {} })).rows).toHaveLength(2)
  })

  it("that were changed meanwhile are told from those an account was loaded with", async () => {
    const { environmentId, account, put } = await begin()
    const loaded = async () => ({ ...account, overrides: await overrides.load(account) })
    const none = await loaded()
    expect(await overrides.isCurrent(db, none)).toBe(true)
    const { row } = await put({ add: { a: "remote.a" } })
    const one = await loaded()
    expect([await overrides.isCurrent(db, none), await overrides.isCurrent(db, one)]).toEqual([false, true])
    await put({ add: { a: "remote.b" } })
    expect(await overrides.isCurrent(db, one)).toBe(false)
    const other = await loaded()
    await overrides.remove(environmentId, row.id)
    expect([await overrides.isCurrent(db, other), await overrides.isCurrent(db, none)]).toEqual([false, true])
  })

  it("of other environments are not there, and what is there is nobody else's", async () => {
    const [mine, other] = [await begin(), await begin()]
    const { row } = await mine.put({ add: { a: "remote.a" } })
    expect(await overrides.get(other.environmentId, row.id)).toBeUndefined()
    expect(await overrides.remove(other.environmentId, row.id)).toBe(false)
    expect(await overrides.load(other.account)).toBeUndefined()
    const foreign = { accountId: mine.accountId, resource: "groups" as const, add: {} }
    await expect(overrides.put(other.environmentId, foreign)).rejects.toMatchObject({ code: "account.not_found" })
  })

  it("that can't work are refused, and nothing of them is kept", async () => {
    const { environmentId, put } = await begin()
    const refused = (given: object) =>
      put(given).then(
        () => [],
        ({ details, code }) => [code, ...(details.failures ?? [])],
      )
    expect(await refused({ add: { a: "related.nobody.x", b: "unified.nothing" } })).toEqual([
      "mapping.invalid",
      { path: "add.a", message: "nobody is no related row: there are teams" },
      { path: "add.b", message: expect.stringContaining("groups have no field nothing") },
    ])
    expect(await refused({ response_mapping: '{ "id":\n  remote.id' })).toMatchObject([
      "mapping.invalid",
      { path: "response_mapping" },
    ])
    expect(await refused({ response_mapping: "($a := body; $b)" })).toHaveLength(3)
    expect(await refused({ response_mapping: '"\0"' })).toMatchObject(["request.invalid", {}])
    expect(await refused({ resource: "employees", add: {} })).toEqual(["resource.not_found"])
    expect((await overrides.page(environmentId, { limit: 10, filters: {} })).rows).toEqual([])
    expect(sent).toEqual([])
  })

  it("of an account as Truto says them are all of its own, or none when it dies on the way", async () => {
    const { account, put, shown } = await begin()
    await put({ add: { a: "remote.a" } })
    const config = { response_mapping: "unified", add: { b: "remote.b" } }
    const apply = await overrides.prepare(account, { hris: { groups: { get: config } } })
    const killed = db.transaction().execute(async (tx) => {
      await apply(tx)
      throw new Error("killed")
    })
    await expect(killed).rejects.toThrow("killed")
    expect(await shown()).toMatchObject({ hris: { groups: { get: { add: { a: "remote.a" } } } } })
    await db.transaction().execute(apply)
    expect(await shown()).toEqual({ hris: { groups: { list: config, get: config } } })
    const none = await overrides.prepare(account, {})
    await db.transaction().execute(none)
    expect([await shown(), await overrides.load(account)]).toEqual([{}, undefined])
  })
})

it("Mapping overrides are saved while another role holds locks of its own", async ({ skip }) => {
  const place = await serverDatabase()
  if (!place) return skip("no PostgreSQL")
  const database = await openDatabase(place, createClock())
  const overrides = createOverrides({ ...basics, db: database.db })
  const { environmentId, accountId } = await insertAccount(database.db)
  const foreign = new pg.Client({ connectionString: place.url })
  await foreign.connect()
  for (const of of ["acme", accountId])
    await foreign.query("select pg_advisory_lock(hashtextextended($1, 0))", [`mapping_override ${environmentId} ${of}`])
  const given = { resource: "groups" as const, add: { a: "remote.a" } }
  const saved = [{ integration: "acme" }, { accountId }].map((of) => overrides.put(environmentId, { ...of, ...given }))
  expect((await Promise.all(saved)).map(({ row }) => row.version)).toEqual([1, 1])
  await foreign.end()
  await overrides.close()
  await database.close()
  await place.drop()
})
