import { randomBytes, randomUUID } from "node:crypto"
import { apiToken } from "@rollcall/contract"
import { sql } from "kysely"
import { beforeAll, beforeEach, expect, test } from "vitest"
import { createClock } from "../clock.js"
import type { Db } from "../db/index.js"
import { describeOnBoth, insertEnvironment, testVault } from "../db/testing.js"
import { createBuckets } from "../rates/index.js"
import type { ApiCaller } from "./caller.js"
import { type Access, createAccess } from "./index.js"
import { insertToken } from "./token-store.js"
import type { TokenValues } from "./tokens.js"

const RATE = { requests: 500, seconds: 10 }
const HOUR_MS = 3_600_000
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS)

function accessTo(db: Db): Access {
  const clock = createClock()
  return createAccess({
    db,
    vault: testVault(),
    buckets: createBuckets(db, clock),
    rates: { token: RATE, account: RATE },
    clock,
  })
}

async function insertAccount(db: Db, environment_id: string): Promise<string> {
  const [id, installed] = [randomUUID(), randomUUID()]
  await db.insertInto("environment_integration").values({ id: installed, environment_id, integration: "x" }).execute()
  const named = { id, environment_id, environment_integration_id: installed, integration: "x", tenant_id: "t" }
  const values = { ...named, status: "active", authentication_method: "api_key", secrets: Buffer.from("x") }
  await db.insertInto("integrated_account").values(values).execute()
  return id
}

describeOnBoth("tokens", (openDb) => {
  let db: Db
  let access: Access
  /** May do all in an environment of its own. */
  let full: ApiCaller

  beforeAll(async () => {
    ;({ db } = await openDb())
  })
  beforeEach(async () => {
    access = accessTo(db)
    const base = {
      kind: "api_token",
      isDefaultEnvironment: false,
      scopes: ["all"],
      rate: null,
      expiresAt: null,
    } as const
    full = { ...base, tokenId: randomUUID(), environmentId: await insertEnvironment(db, "one") }
    const [id, environment_id] = [full.tokenId, full.environmentId]
    await insertToken(db, { id, environment_id, name: "full", hash: randomBytes(32) })
  })

  const make = (values: Omit<TokenValues, "name"> = {}, maker = full) =>
    access.tokens.create(maker, { name: "made", ...values })
  /** The caller that a token is. */
  const as = async (token: string): Promise<ApiCaller> => {
    const caller = await accessTo(db).authenticate(token)
    if (caller?.kind !== "api_token") throw new Error("the token is not good")
    return caller
  }
  const limited = async (values: TokenValues) => as((await make(values)).token)
  const forbidden = (message: RegExp) => ({ code: "token.forbidden", message: expect.stringMatching(message) })

  test("has the rights, the limit and the end it was made with, and shows them", async () => {
    const expiresAt = inHours(1)
    const made = await make({
      scopes: ["read:employees", "proxy:read", "read:employees"],
      expiresAt,
      rate: { requests: 7, seconds: 3 },
    })
    expect(apiToken.parse(made)).toMatchObject({
      scopes: ["read:employees", "proxy:read"],
      rate_limit: { requests: 7, seconds: 3 },
      expires_at: expiresAt.toISOString(),
      last_used_at: null,
    })
    expect(await as(made.token)).toMatchObject({
      scopes: ["read:employees", "proxy:read"],
      rate: { requests: 7, seconds: 3 },
      expiresAt,
    })
  })

  test("of before this version may still do everything", async () => {
    const { id, token } = await make({ scopes: ["read"] })
    await sql`update api_token set scopes = default where id = ${id}`.execute(db)
    expect((await as(token)).scopes).toEqual(["all"])
  })

  test("makes no token with more rights, a later end or a higher limit; what is left out is its own", async () => {
    const ends = inHours(2)
    const maker = await limited({
      scopes: ["read", "admin:tokens"],
      expiresAt: ends,
      rate: { requests: 10, seconds: 10 },
    })
    const child = await as((await make({}, maker)).token)
    expect(child).toMatchObject({
      scopes: ["read", "admin:tokens"],
      expiresAt: ends,
      rate: { requests: 10, seconds: 10 },
    })
    await expect(make({ scopes: ["read:groups", "write:groups", "all"] }, maker)).rejects.toMatchObject(
      forbidden(/write:groups, all$/),
    )
    await expect(make({ expiresAt: null }, maker)).rejects.toMatchObject(forbidden(/^expires_at/))
    await expect(make({ expiresAt: inHours(3) }, maker)).rejects.toMatchObject(forbidden(/^expires_at/))
    for (const rate of [null, { requests: 11, seconds: 100 }, { requests: 5, seconds: 1 }])
      await expect(make({ rate }, maker)).rejects.toMatchObject(forbidden(/^rate_limit/))
    expect(
      await make({ scopes: ["read:groups"], expiresAt: inHours(1), rate: { requests: 5, seconds: 5 } }, maker),
    ).toBeDefined()
  })

  test("only full tokens of the default environment give more than the server's limit", async () => {
    const rate = { requests: 5_000, seconds: 10 }
    await expect(make({ rate })).rejects.toMatchObject(forbidden(/500 requests in 10 s/))
    expect(await make({ rate }, { ...full, isDefaultEnvironment: true })).toMatchObject({ rate_limit: rate })
    const some: ApiCaller = { ...full, isDefaultEnvironment: true, scopes: ["admin"] }
    await expect(make({ rate, scopes: ["admin"] }, some)).rejects.toMatchObject(forbidden(/^rate_limit/))
  })

  test("neither changes nor rotates one that may do more, but may revoke it", async () => {
    const maker = await limited({ scopes: ["read", "admin:tokens"] })
    const strong = await make({ scopes: ["all"] })
    await expect(access.tokens.rotate(maker, strong.id, 0)).rejects.toMatchObject(forbidden(/may do more.*all/))
    await expect(access.tokens.update(maker, strong.id, { scopes: ["read"] })).rejects.toMatchObject(
      forbidden(/may do more/),
    )
    const weak = await make({ scopes: ["read"] })
    await expect(access.tokens.update(maker, weak.id, { scopes: ["write"] })).rejects.toMatchObject(
      forbidden(/^scopes/),
    )
    expect(await access.tokens.update(maker, weak.id, { scopes: ["read:groups"] })).toMatchObject({
      scopes: ["read:groups"],
    })
    expect(await access.tokens.remove(maker.environmentId, strong.id)).toBe(true)
  })

  test("lends nobody the secret of a token that lasts longer or may ask more often", async () => {
    const rate = { requests: 10, seconds: 10 }
    const soonOver = await limited({ scopes: ["read", "admin:tokens"], expiresAt: inHours(1), rate })
    const lasting = await make({ scopes: ["read"], rate })
    await expect(access.tokens.rotate(soonOver, lasting.id, 60)).rejects.toMatchObject(forbidden(/^expires_at/))
    const often = await make({ scopes: ["read"], expiresAt: inHours(1) })
    await access.tokens.update(full, often.id, { expiresAt: soonOver.expiresAt })
    await expect(access.tokens.rotate(soonOver, often.id, 60)).rejects.toMatchObject(forbidden(/^rate_limit/))
    expect(await access.tokens.rotate(soonOver, soonOver.tokenId, 60)).toBeDefined()
  })

  test("that was revoked while its request was on its way makes and changes nothing", async () => {
    const maker = await limited({})
    const other = await make()
    await access.tokens.remove(full.environmentId, maker.tokenId)
    const gone = { code: "token.invalid" }
    await expect(make({}, maker)).rejects.toMatchObject(gone)
    await expect(access.tokens.update(maker, other.id, { name: "mine" })).rejects.toMatchObject(gone)
    await expect(access.tokens.rotate(maker, other.id, 60)).rejects.toMatchObject(gone)
  })

  test("a change holds at once in the process that made it, and leaves out what was not given", async () => {
    const made = await make({ scopes: ["read", "write"], rate: { requests: 5, seconds: 1 } })
    expect(await access.authenticate(made.token)).toMatchObject({ scopes: ["read", "write"] })
    const changed = await access.tokens.update(full, made.id, { scopes: ["read"], name: "less" })
    expect(changed).toMatchObject({
      name: "less",
      scopes: ["read"],
      rate_limit: { requests: 5, seconds: 1 },
      expires_at: null,
    })
    expect(await access.authenticate(made.token)).toMatchObject({ scopes: ["read"] })
    expect(await access.tokens.update(full, made.id, { rate: null })).toMatchObject({ rate_limit: null })
  })

  test("a rotated token has a new secret under its id, and the one before works until its grace is over", async () => {
    const made = await make({ scopes: ["read"] })
    const rotated = await access.tokens.rotate(full, made.id, 600)
    const next = rotated?.token ?? ""
    expect(next).not.toBe(made.token)
    for (const secret of [made.token, next])
      expect(await access.authenticate(secret)).toMatchObject({ tokenId: made.id, scopes: ["read"] })
    expect([...(await access.known([made.token, next, "other"]))].sort()).toEqual([made.token, next].sort())
    await sql`update api_token_earlier_secret set expires_at = now() - interval '1 second'`.execute(db)
    expect(await accessTo(db).authenticate(made.token)).toBeUndefined()
    expect(await accessTo(db).authenticate(next)).toBeDefined()
  })

  test("a rotation whose answer was lost can be repeated, and one without grace ends all secrets before it", async () => {
    const made = await make()
    await access.tokens.rotate(full, made.id, 600)
    const second = await access.tokens.rotate(full, made.id, 600)
    expect(await access.authenticate(made.token)).toBeDefined()
    const third = await access.tokens.rotate(full, made.id, 0)
    for (const ended of [made.token, second?.token ?? ""]) expect(await access.authenticate(ended)).toBeUndefined()
    expect(await access.authenticate(third?.token ?? "")).toBeDefined()
  })

  test("a token has few secrets at once, and a refused rotation changes nothing", async () => {
    const made = await make()
    let last = made.token
    for (let count = 0; count < 10; count++) last = (await access.tokens.rotate(full, made.id, 600))?.token ?? ""
    await expect(access.tokens.rotate(full, made.id, 600)).rejects.toMatchObject({ code: "resource.conflict" })
    expect(await accessTo(db).authenticate(last)).toBeDefined()
    expect(await access.tokens.rotate(full, made.id, 0)).toBeDefined()
  })

  test("the setting's token is changed by the setting only", async () => {
    const { environmentId } = await access.ensureDefault("the-setting-of-the-operator")
    const own = await as("the-setting-of-the-operator")
    await expect(access.tokens.rotate(own, own.tokenId, 0)).rejects.toMatchObject({ code: "resource.conflict" })
    expect(own).toMatchObject({ environmentId, scopes: ["all"] })
  })

  test("another environment's tokens are not there", async () => {
    const { id } = await make()
    const other = { ...full, environmentId: await insertEnvironment(db, "other") }
    expect(await access.tokens.rotate(other, id, 0)).toBeUndefined()
    expect(await access.tokens.update(other, id, { name: "stolen" })).toBeUndefined()
  })

  test("what it made for an account may never do more than it may itself by now", async () => {
    const accountId = await insertAccount(db, full.environmentId)
    const made = await make({ rate: { requests: 7, seconds: 3 } })
    const maker = await as(made.token)
    const { token = "" } = (await access.tokens.createForAccount(maker, { accountId })) ?? {}
    const caller = () => accessTo(db).authenticate(token)
    expect(await caller()).toMatchObject({ scopes: ["all"], rate: { requests: 7, seconds: 3 } })
    await access.tokens.update(full, made.id, { scopes: ["read:groups", "write"] })
    expect((await caller())?.scopes).toEqual(["read:groups", "write"])
    await sql`update api_token set expires_at = now() where id = ${made.id}`.execute(db)
    expect(await caller()).toBeUndefined()
    await sql`update api_token set expires_at = null where id = ${made.id}`.execute(db)
    await access.tokens.rotate(full, made.id, 60)
    expect(await caller()).toBeDefined()
    await access.tokens.rotate(full, made.id, 0)
    expect(await caller()).toBeUndefined()
  })

  test("when it was last used is written once a minute, whoever asks", async () => {
    const { id, token } = await make()
    const usedAt = async () => (await access.tokens.get(full.environmentId, id))?.last_used_at ?? null
    await accessTo(db).authenticate(token)
    await expect.poll(usedAt).not.toBeNull()
    await sql`update api_token set last_used_at = now() - interval '59 seconds' where id = ${id}`.execute(db)
    const before = await usedAt()
    const other = accessTo(db)
    await other.authenticate(token)
    await sql`select 1`.execute(db)
    expect(await usedAt()).toBe(before)
    await sql`update api_token set last_used_at = now() - interval '61 seconds' where id = ${id}`.execute(db)
    const old = await usedAt()
    await accessTo(db).authenticate(token)
    await expect.poll(usedAt).not.toBe(old)
  })

  test("an account token has its maker's rights or fewer, its own life, and ends with its maker", async () => {
    const accountId = await insertAccount(db, full.environmentId)
    const made = await make({ scopes: ["read", "admin:accounts"], expiresAt: inHours(1) })
    const maker = await as(made.token)
    const plain = await access.tokens.createForAccount(maker, { accountId })
    expect(plain?.scopes).toEqual(["read", "admin:accounts"])
    const long = await access.tokens.createForAccount(maker, { accountId, scopes: ["read:employees"], seconds: 86_400 })
    expect(long?.expiresAt).toEqual(maker.expiresAt)
    expect(await access.authenticate(long?.token ?? "")).toMatchObject({
      kind: "account_token",
      accountId,
      scopes: ["read:employees"],
    })
    const more = access.tokens.createForAccount(maker, { accountId, scopes: ["write"] })
    await expect(more).rejects.toMatchObject(forbidden(/^scopes/))
    await access.tokens.remove(full.environmentId, made.id)
    for (const gone of [plain, long]) expect(await access.authenticate(gone?.token ?? "")).toBeUndefined()
  })
})
