import { randomBytes, randomUUID } from "node:crypto"
import { mcpToken } from "@rollcall/contract"
import { sql } from "kysely"
import { beforeAll, expect, it } from "vitest"
import type { Db } from "../../db/index.js"
import { describeOnBoth, insertEnvironment, testVault } from "../../db/testing.js"
import { retireSecret } from "../token-store.js"
import { createMcpTokens, type McpTokens } from "./index.js"

const GIVEN = { name: "Agent", config: { methods: ["read"] }, expiresAt: null, scopes: ["read"] }

async function insertMaker(db: Db, environmentId: string, scopes = "{all}"): Promise<string> {
  const id = randomUUID()
  await sql`insert into api_token (id, environment_id, name, hash, scopes)
    values (${id}, ${environmentId}, 'maker', ${randomBytes(32)}, ${scopes}::text[])`.execute(db)
  return id
}

async function insertAccount(db: Db, environmentId: string): Promise<string> {
  const [id, installedId] = [randomUUID(), randomUUID()]
  await sql`insert into environment_integration (id, environment_id, integration)
    values (${installedId}, ${environmentId}, ${installedId})`.execute(db)
  await sql`insert into integrated_account
      (id, environment_id, environment_integration_id, integration, tenant_id, status, authentication_method, secrets)
    values (${id}, ${environmentId}, ${installedId}, 'x', 't', 'active', 'api_key', ${Buffer.from("x")})`.execute(db)
  return id
}

describeOnBoth("MCP tokens", (openDb) => {
  let db: Db
  let tokens: McpTokens
  let mine: { environmentId: string; accountId: string }
  let madeBy: string
  let others: { environmentId: string; accountId: string }[]

  beforeAll(async () => {
    ;({ db } = await openDb())
    tokens = createMcpTokens(db, testVault())
    const [environmentId, elsewhere] = [await insertEnvironment(db), await insertEnvironment(db)]
    const accountId = await insertAccount(db, environmentId)
    madeBy = await insertMaker(db, environmentId)
    mine = { environmentId, accountId }
    others = [
      { environmentId, accountId: await insertAccount(db, environmentId) },
      { environmentId: elsewhere, accountId: await insertAccount(db, elsewhere) },
      { environmentId: elsewhere, accountId },
    ]
  })
  const create = async (scopes = GIVEN.scopes, makerId = madeBy) => {
    const made = await tokens.create(mine, { ...GIVEN, scopes, madeBy: makerId })
    if (!made) throw new Error("the account is there")
    return made
  }

  it("are shown once, kept as a hash, and found by their secret", async () => {
    const { token, ...shown } = await create()
    expect(mcpToken.parse(shown)).toEqual(shown)
    expect(shown.config).toEqual({
      methods: ["read"],
      tags: [],
      type: "proxy",
      tool_exposure: "all",
      require_api_token_auth: false,
    })
    expect(await tokens.get(mine, shown.id)).toEqual(shown)
    expect(await tokens.find(token)).toEqual({ ...shown, scopes: ["read"] })
    expect(await tokens.find(`${token}x`)).toBeUndefined()
    const { rows } = await sql`select * from mcp_token`.execute(db)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it("belong to one account: nobody else's token reads, changes or removes them", async () => {
    const { id } = await create()
    for (const other of others) {
      expect(await tokens.get(other, id)).toBeUndefined()
      expect(await tokens.update(other, id, { name: "theirs" })).toBeUndefined()
      expect(await tokens.remove(other, id)).toBe(false)
      expect((await tokens.page(other, { limit: 10 })).rows).toEqual([])
    }
    expect(await tokens.get(mine, id)).toMatchObject({ name: "Agent" })
  })

  it("are not made for an account of another environment", async () => {
    const [, elsewhere] = others
    const environmentId = elsewhere?.environmentId ?? ""
    expect(await tokens.create({ ...mine, environmentId }, { ...GIVEN, madeBy })).toBeUndefined()
    expect(await tokens.create(elsewhere ?? mine, { ...GIVEN, madeBy })).toBeUndefined()
  })

  it("change in what is given: the end can be put and taken away, a config is replaced whole", async () => {
    const { id, created_at } = await create()
    const expiresAt = new Date("2090-01-01T00:00:00Z")
    expect(await tokens.update(mine, id, { expiresAt })).toMatchObject({
      name: "Agent",
      config: { methods: ["read"] },
      expires_at: "2090-01-01T00:00:00.000Z",
    })
    expect(await tokens.update(mine, id, { name: "New", config: { tags: ["timeoff"] } })).toMatchObject({
      name: "New",
      config: { methods: [], tags: ["timeoff"] },
      expires_at: "2090-01-01T00:00:00.000Z",
    })
    expect(await tokens.update(mine, id, { expiresAt: null })).toMatchObject({
      expires_at: null,
      created_at,
    })
  })

  it("stand for nothing once they are over or removed", async () => {
    const [over, removed] = [await create(), await create()]
    await sql`update mcp_token set expires_at = now() - interval '1 second' where id = ${over.id}`.execute(db)
    expect(await tokens.remove(mine, removed.id)).toBe(true)
    expect(await tokens.remove(mine, removed.id)).toBe(false)
    expect([await tokens.find(over.token), await tokens.find(removed.token)]).toEqual([undefined, undefined])
  })

  it("are listed page by page, each once", async () => {
    for (let count = 0; count < 3; count++) await create()
    const all = (await tokens.page(mine, { limit: 100 })).rows.map(({ id }) => id)
    const read: string[] = []
    let cursor: string | undefined
    do {
      const page = await tokens.page(mine, { limit: 2, cursor })
      read.push(...page.rows.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(read).toEqual(all)
    expect(all.length).toBeGreaterThan(4)
    expect((await tokens.page(mine, { limit: 10, ids: all.slice(0, 1) })).rows).toHaveLength(1)
    await expect(tokens.page(mine, { limit: 1, cursor: "x" })).rejects.toMatchObject({ status: 400 })
  })

  it("may do what their maker may do by now, and end with it", async () => {
    const [maker, ended] = [await insertMaker(db, mine.environmentId), await insertMaker(db, mine.environmentId)]
    const [one, other] = [await create(["read", "write:groups"], maker), await create(GIVEN.scopes, ended)]
    const scopesOf = async ({ token }: { token: string }) => (await tokens.find(token))?.scopes
    expect(await scopesOf(one)).toEqual(["read", "write:groups"])
    await sql`update api_token set scopes = '{read:employees,write}' where id = ${maker}`.execute(db)
    expect(await scopesOf(one)).toEqual(["write:groups", "read:employees"])
    await sql`update api_token set expires_at = now() - interval '1 second' where id = ${ended}`.execute(db)
    expect(await scopesOf(other)).toBeUndefined()
    await sql`delete from api_token where id = ${maker}`.execute(db)
    expect(await scopesOf(one)).toBeUndefined()
    expect((await tokens.page(mine, { limit: 100 })).rows.map(({ id }) => id)).not.toContain(one.id)
  })

  it("made with a secret that leaked end with it", async () => {
    const maker = await insertMaker(db, mine.environmentId)
    const made = await create(GIVEN.scopes, maker)
    const retire = (graceSeconds: number) => retireSecret(db, { id: maker, hash: randomBytes(32), graceSeconds })
    await retire(60)
    expect(await tokens.find(made.token)).toBeDefined()
    await retire(0)
    expect(await tokens.find(made.token)).toBeUndefined()
  })

  it("end with their account", async () => {
    const accountId = await insertAccount(db, mine.environmentId)
    const made = await tokens.create({ ...mine, accountId }, { ...GIVEN, madeBy })
    await sql`delete from integrated_account where id = ${accountId}`.execute(db)
    expect(await tokens.find(made?.token ?? "")).toBeUndefined()
  })
})
