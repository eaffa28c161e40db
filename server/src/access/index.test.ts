import { randomBytes, randomUUID } from "node:crypto"
import { apiToken, environment } from "@rollcall/contract"
import { type KyselyPlugin, sql } from "kysely"
import { beforeAll, beforeEach, expect, test } from "vitest"
import { type Clock, createClock } from "../clock.js"
import type { Database, Db } from "../db/index.js"
import { describeOnBoth, insertEnvironment, testVault } from "../db/testing.js"
import { createBuckets } from "../rates/index.js"
import { type Access, type Caller, createAccess } from "./index.js"
import { insertToken } from "./token-store.js"

const RATES = { token: { requests: 500, seconds: 10 }, account: { requests: 500, seconds: 10 } }
const accessOn = (db: Db, clock: Clock): Access =>
  createAccess({ db, vault: testVault(), buckets: createBuckets(db, clock), rates: RATES, clock })
const accessTo = (db: Db): Access => accessOn(db, createClock())

/** Holds back the answer of the first query until it is let go. */
function holdingBack(db: Db) {
  const { promise: held, resolve: letGo } = deferred()
  const { promise: isThere, resolve: arrive } = deferred()
  let isFirst = true
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      if (!isFirst) return result
      isFirst = false
      arrive()
      await held
      return result
    },
  }
  return { db: db.withPlugin(plugin), isThere, letGo }
}

function deferred(): { promise: Promise<void>; resolve(): void } {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve: () => resolve() }
}

async function insertAccount(db: Db, environmentId: string): Promise<string> {
  const [id, installedId] = [randomUUID(), randomUUID()]
  await db
    .insertInto("environment_integration")
    .values({ id: installedId, environment_id: environmentId, integration: "x" })
    .execute()
  const values = {
    id,
    environment_id: environmentId,
    environment_integration_id: installedId,
    integration: "x",
    tenant_id: "t",
  }
  await db
    .insertInto("integrated_account")
    .values({ ...values, status: "active", authentication_method: "api_key", secrets: Buffer.from("x") })
    .execute()
  return id
}

const hasBytes = (rows: unknown, text: string): boolean =>
  JSON.stringify(rows, (_, value) =>
    value?.type === "Buffer" ? Buffer.from(value).toString("latin1") : value,
  ).includes(text)

describeOnBoth("access", (openDb) => {
  let db: Db
  let kind: Database["kind"]
  let access: Access
  let mine: Caller
  let theirs: Caller

  beforeAll(async () => {
    ;({ db, kind } = await openDb())
    await accessTo(db).ensureDefault(null)
  })
  beforeEach(async () => {
    access = accessTo(db)
    const callerOf = (environmentId: string): Caller => ({
      kind: "api_token",
      tokenId: randomUUID(),
      environmentId,
      ...{ isDefaultEnvironment: false, scopes: ["all"], rate: null, expiresAt: null },
    })
    mine = callerOf(await insertEnvironment(db, "mine"))
    theirs = callerOf(await insertEnvironment(db, "theirs"))
    for (const { tokenId: id, environmentId: environment_id } of [mine, theirs])
      await insertToken(db, { id, environment_id, name: "maker", hash: randomBytes(32) })
  })

  const newToken = (expiresAt: Date | null = null, name = "a token") => access.tokens.create(mine, { name, expiresAt })
  /** An account token, made by a token of this environment. */
  const newAccountToken = async (environmentId: string, accountId: string) => {
    const { token } = await access.tokens.create({ ...mine, environmentId }, { name: "maker" })
    const maker = (await access.authenticate(token)) ?? mine
    return (await access.tokens.createForAccount(maker, { accountId }))?.token
  }

  test("a token works, tells whose it is, and is shown once in the contract's shape", async () => {
    const created = await newToken()
    expect(apiToken.parse(created)).toMatchObject({
      name: "a token",
      environment_id: mine.environmentId,
      expires_at: null,
    })
    expect(await access.authenticate(created.token)).toEqual({ ...mine, tokenId: created.id })
    expect(await access.tokens.get(mine.environmentId, created.id)).not.toHaveProperty("token")
    expect(await access.authenticate(`${created.token}x`)).toBeUndefined()
    expect(await access.authenticate("")).toBeUndefined()
  })

  test("tokens are stored as hashes only", async () => {
    const { token } = await newToken()
    const accountToken = await newAccountToken(mine.environmentId, await insertAccount(db, mine.environmentId))
    const { api_token } = await access.environments.create("with a token")
    const rows = [
      await db.selectFrom("api_token").selectAll().execute(),
      await db.selectFrom("account_token").selectAll().execute(),
    ]
    for (const secret of [token, accountToken ?? "none", api_token]) expect(hasBytes(rows, secret)).toBe(false)
    expect(hasBytes([Buffer.from(`x${token}`)], token)).toBe(true)
  })

  test("a token past its end is refused", async () => {
    const past = await newToken(new Date(Date.now() - 1_000))
    const future = await newToken(new Date(Date.now() + 60_000))
    expect(await access.authenticate(past.token)).toBeUndefined()
    expect(await access.authenticate(future.token)).toBeDefined()
  })

  test("of many tokens those that are there are known, of both kinds", async () => {
    const one = await newToken()
    const account = await newAccountToken(mine.environmentId, await insertAccount(db, mine.environmentId))
    const known = await access.known([one.token, account ?? "none", "nope", `${one.token}x`, ""])
    expect([...known].sort()).toEqual([one.token, account].sort())
    expect([...(await access.known([]))]).toEqual([])
  })

  test("a revoked token is refused at once", async () => {
    const { id, token } = await newToken()
    expect(await access.authenticate(token)).toBeDefined()
    expect(await access.tokens.remove(mine.environmentId, id)).toBe(true)
    expect(await access.authenticate(token)).toBeUndefined()
    expect(await access.tokens.remove(mine.environmentId, id)).toBe(false)
  })

  test("a revoked token is refused at once also when a call with it was just being let in", async ({ skip }) => {
    if (kind === "embedded") return skip("its single session answers one query after another")
    const { id, token } = await newToken()
    const { db: slow, isThere, letGo } = holdingBack(db)
    const here = accessTo(slow)
    const before = here.authenticate(token)
    await isThere
    await here.tokens.remove(mine.environmentId, id)
    letGo()
    await before
    expect(await here.authenticate(token)).toBeUndefined()
  })

  test.each(["nul \0 in it", "half \ud800 a pair"])(
    "a name that the database can't keep is the caller's mistake",
    async (name) => {
      const bad = { code: "request.invalid", details: { failures: [{ path: "name" }] } }
      await expect(newToken(null, name)).rejects.toMatchObject(bad)
      await expect(access.environments.create(name)).rejects.toMatchObject(bad)
      await expect(access.environments.update(mine, mine.environmentId, { name })).rejects.toMatchObject(bad)
      await expect(access.tokens.page(mine.environmentId, { limit: 1, names: [name] })).rejects.toMatchObject(bad)
    },
  )

  test("a token that was good is recalled while the database is away or silent, and forgotten when it is revoked", async () => {
    const clock = createClock()
    const { promise: silence, resolve: speak } = deferred()
    let state: "there" | "away" | "silent" = "there"
    const plugin: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        if (state === "away") throw new Error("away")
        if (state === "silent") await silence
        return result
      },
    }
    const here = accessOn(db.withPlugin(plugin), clock)
    const [one, other, unseen] = [await newToken(), await newToken(), await newToken()]
    const caller = { ...mine, tokenId: one.id }
    expect(await here.recall(one.token)).toEqual(caller)
    expect(await here.authenticate(other.token)).toBeDefined()

    state = "away"
    clock.moveBy(2_000)
    expect(await here.recall(one.token)).toEqual(caller)
    await expect(here.authenticate(one.token)).rejects.toThrow("away")
    await expect(here.recall(unseen.token)).rejects.toThrow("away")

    state = "silent"
    const asked = here.recall(one.token)
    clock.moveBy(2_000)
    expect(await asked).toEqual(caller)
    clock.moveBy(86_400_000)
    const tooLate = here.recall(one.token)
    expect(await Promise.race([tooLate, "nothing"])).toBe("nothing")

    state = "there"
    speak()
    await tooLate
    await access.tokens.remove(mine.environmentId, other.id)
    expect(await here.recall(other.token)).toBeUndefined()
    expect(await here.recall(one.token)).toEqual(caller)
    await here.tokens.remove(mine.environmentId, one.id)
    state = "away"
    await expect(here.recall(one.token)).rejects.toThrow("away")
  })

  test("another environment's token can be neither read nor removed", async () => {
    const { id, token } = await newToken()
    expect(await access.tokens.get(theirs.environmentId, id)).toBeUndefined()
    expect(await access.tokens.remove(theirs.environmentId, id)).toBe(false)
    expect(await access.authenticate(token)).toBeDefined()
  })

  test("a list is complete over its pages, and a cursor is worth nothing in another environment or list", async () => {
    const made = [mine.tokenId]
    for (let index = 0; index < 5; index++) made.push((await newToken(null, `token ${index}`)).id)
    await access.tokens.create(theirs, { name: "token 0", expiresAt: null })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await access.tokens.page(mine.environmentId, { limit: 2, cursor })
      seen.push(...page.rows.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
      if (!cursor) break
      const used = { limit: 2, cursor }
      await expect(access.tokens.page(theirs.environmentId, used)).rejects.toMatchObject({ code: "cursor.invalid" })
      await expect(access.environments.page(mine, used)).rejects.toMatchObject({ code: "cursor.invalid" })
      await expect(access.tokens.page(mine.environmentId, { limit: 2, cursor: `${cursor}x` })).rejects.toMatchObject({
        code: "cursor.invalid",
      })
    } while (seen.length < 10)
    expect(seen.sort()).toEqual(made.sort())
    const named = await access.tokens.page(mine.environmentId, { limit: 10, names: ["token 0"] })
    expect(named.rows).toHaveLength(1)
  })

  test("rows made in the same millisecond are neither lost nor repeated between pages", async () => {
    for (let index = 0; index < 6; index++) await newToken()
    const spread = sql`update api_token t set created_at = timestamptz '2026-01-01 00:00:00.123' + (n * interval '100 microseconds')
      from (select id, row_number() over (order by id desc) as n from api_token where environment_id = ${mine.environmentId}) as o where o.id = t.id`
    await spread.execute(db)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await access.tokens.page(mine.environmentId, { limit: 1, cursor })
      seen.push(...page.rows.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor && seen.length < 20)
    expect(new Set(seen).size).toBe(7)
    expect(seen).toHaveLength(7)
  })

  test("an environment sees only itself; a full token of the default one sees all", async () => {
    const all = { limit: 5_000 }
    const boss: Caller = {
      kind: "api_token",
      tokenId: "",
      environmentId: (await accessTo(db).ensureDefault(null)).environmentId,
      ...{ isDefaultEnvironment: true, scopes: ["all"], rate: null, expiresAt: null },
    }
    expect((await access.environments.page(mine, all)).rows.map(({ id }) => id)).toEqual([mine.environmentId])
    const lesser: Caller = { ...boss, scopes: ["admin"] }
    expect((await access.environments.page(lesser, all)).rows.map(({ id }) => id)).toEqual([boss.environmentId])
    expect(await access.environments.update(lesser, theirs.environmentId, { name: "stolen" })).toBeUndefined()
    const seen = (await access.environments.page(boss, all)).rows.map((row) => environment.parse(row).id)
    expect(seen).toEqual(expect.arrayContaining([boss.environmentId, mine.environmentId, theirs.environmentId]))
    expect(await access.environments.get(mine, theirs.environmentId)).toBeUndefined()
    expect(await access.environments.update(mine, theirs.environmentId, { name: "stolen" })).toBeUndefined()
    expect(await access.environments.get(theirs, theirs.environmentId)).toMatchObject({ name: "theirs" })
    expect(await access.environments.update(mine, mine.environmentId, { name: "renamed" })).toMatchObject({
      name: "renamed",
    })
    const { nextCursor } = await access.environments.page(boss, { limit: 1 })
    await expect(access.environments.page(mine, { limit: 1, cursor: nextCursor ?? "" })).rejects.toMatchObject({
      code: "cursor.invalid",
    })
  })

  test("a new environment comes with a working token of its own", async () => {
    const made = await access.environments.create("new")
    expect(environment.parse(made)).toMatchObject({ name: "new", is_default: false })
    expect(await access.authenticate(made.api_token)).toMatchObject({
      environmentId: made.id,
      isDefaultEnvironment: false,
    })
  })

  test("an account token works 15 minutes for its account only, and goes with the account", async () => {
    const accountId = await insertAccount(db, mine.environmentId)
    expect(await newAccountToken(theirs.environmentId, accountId)).toBeUndefined()
    const token = (await newAccountToken(mine.environmentId, accountId)) ?? ""
    expect(await access.authenticate(token)).toMatchObject({
      kind: "account_token",
      environmentId: mine.environmentId,
      accountId,
    })
    const left = sql<{
      seconds: number
    }>`select extract(epoch from expires_at - now())::float8 as seconds from account_token where account_id = ${accountId}`
    const seconds = (await left.execute(db)).rows[0]?.seconds ?? 0
    expect(seconds).toBeGreaterThan(840)
    expect(seconds).toBeLessThanOrEqual(900)
    await sql`update account_token set expires_at = now() - interval '1 second' where account_id = ${accountId}`.execute(
      db,
    )
    expect(await accessTo(db).authenticate(token)).toBeUndefined()
    const next = (await newAccountToken(mine.environmentId, accountId)) ?? ""
    await db.deleteFrom("integrated_account").where("id", "=", accountId).execute()
    expect(await accessTo(db).authenticate(next)).toBeUndefined()
  })
})

describeOnBoth("the first start", (openDb) => {
  const startIn = async (db: Db, show: (token: string) => void): Promise<string> => {
    const access = accessTo(db)
    const { environmentId } = await access.ensureDefault(null)
    await access.showFirstToken(environmentId, show)
    return environmentId
  }

  test("of many at once makes one default environment and shows one token", async () => {
    const { db } = await openDb()
    const tokens: string[] = []
    const show = (token: string) => void tokens.push(token)
    const starts = await Promise.all(Array.from({ length: 8 }, () => startIn(db, show)))
    expect(new Set(starts).size).toBe(1)
    expect(tokens).toHaveLength(1)
    expect(await accessTo(db).authenticate(tokens[0] ?? "")).toMatchObject({ isDefaultEnvironment: true })
    await startIn(db, show)
    expect(tokens).toHaveLength(1)
  })

  test("that ended before or while it showed its token leaves the next one to show one that works", async () => {
    const { db } = await openDb()
    await accessTo(db).ensureDefault(null)
    const broken = startIn(db, () => {
      throw new Error("nobody could read it")
    })
    await expect(broken).rejects.toThrow("nobody could read it")
    const tokens: string[] = []
    await startIn(db, (token) => void tokens.push(token))
    expect(tokens).toHaveLength(1)
    expect(await accessTo(db).authenticate(tokens[0] ?? "")).toMatchObject({ isDefaultEnvironment: true })
    expect(await db.selectFrom("api_token").select("id").execute()).toHaveLength(1)
  })

  test("with the operator's own token may be repeated, and keeps that token working", async () => {
    const { db } = await openDb()
    const token = "an-operators-own-token"
    const starts = await Promise.all(Array.from({ length: 8 }, () => accessTo(db).ensureDefault(token)))
    await accessTo(db).showFirstToken(starts[0]?.environmentId ?? "", () => expect.unreachable("there is a token"))
    expect(await db.selectFrom("api_token").select("id").execute()).toHaveLength(1)
    expect(await accessTo(db).authenticate(token)).toMatchObject({ isDefaultEnvironment: true })
  })

  test("with another token of the operator's ends the one before, and no other", async () => {
    const { db } = await openDb()
    const [first, second] = ["the-first-setting", "the-second-setting"]
    await accessTo(db).ensureDefault(first)
    const maker = await accessTo(db).authenticate(first)
    if (!maker) throw new Error("the setting's token is not good")
    const made = await accessTo(db).tokens.create(maker, { name: "made" })
    const forAccount = { accountId: await insertAccount(db, maker.environmentId) }
    const ofFirst = await accessTo(db).tokens.createForAccount(maker, forAccount)
    expect(await accessTo(db).authenticate(ofFirst?.token ?? "")).toBeDefined()
    await accessTo(db).ensureDefault(second)
    const access = accessTo(db)
    expect(await access.authenticate(first)).toBeUndefined()
    expect(await access.authenticate(ofFirst?.token ?? "")).toBeUndefined()
    expect(await access.authenticate(second)).toMatchObject({ isDefaultEnvironment: true })
    expect(await access.authenticate(made.token)).toBeDefined()
    await accessTo(db).ensureDefault(null)
    expect(await accessTo(db).authenticate(second)).toBeDefined()
  })

  test("with the token of a setting before brings that one back and ends the one between", async () => {
    const { db } = await openDb()
    const [first, second] = ["the-first-setting", "the-second-setting"]
    const { environmentId } = await accessTo(db).ensureDefault(first)
    // Revoked by hand: the same setting leaves it so, another one and then this one again is a new decision.
    const caller = await accessTo(db).authenticate(first)
    await accessTo(db).tokens.remove(environmentId, caller?.tokenId ?? "")
    for (const setting of [second, first, second, first]) {
      expect(await accessTo(db).ensureDefault(setting)).toMatchObject({ isSettingRevoked: false })
      const access = accessTo(db)
      const good = await Promise.all([first, second].map(async (one) => (await access.authenticate(one)) !== undefined))
      expect(good).toEqual([setting === first, setting === second])
    }
    expect(await db.selectFrom("api_token").select("id").execute()).toHaveLength(1)
  })

  test("with a token of the operator's that was revoked leaves it so, and says it", async () => {
    const { db } = await openDb()
    const token = "an-operators-own-token"
    const { environmentId, isSettingRevoked } = await accessTo(db).ensureDefault(token)
    expect(isSettingRevoked).toBe(false)
    const caller = await accessTo(db).authenticate(token)
    await accessTo(db).tokens.remove(environmentId, caller?.tokenId ?? "")
    for (let start = 0; start < 2; start++)
      expect(await accessTo(db).ensureDefault(token)).toMatchObject({ isSettingRevoked: true })
    expect(await accessTo(db).authenticate(token)).toBeUndefined()
  })
})
