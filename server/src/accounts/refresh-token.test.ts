import type { Credentials } from "@rollcall/connector-kit"
import { sql } from "kysely"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import type { Db } from "../db/index.js"
import { describeOnBoth, insertEnvironment, putLease } from "../db/testing.js"
import { createEgress } from "../egress/index.js"
import type { Account } from "./account.js"
import {
  accountsOn,
  factsAt,
  type LocalAccounts,
  startTokenEndpoint,
  type TokenEndpoint,
  type TokenPair,
} from "./testing.js"

describeOnBoth("token refresh", (openDb) => {
  const egress = createEgress({ allowPrivateNetwork: true })
  let db: Db
  let endpoint: TokenEndpoint
  let environmentId: string
  let one: LocalAccounts
  let two: LocalAccounts

  beforeAll(async () => {
    db = (await openDb()).db
    environmentId = await insertEnvironment(db)
  })
  beforeEach(async () => {
    endpoint = await startTokenEndpoint()
    const facts = factsAt(endpoint.url)
    one = accountsOn(db, { egress, facts })
    two = accountsOn(db, { egress, facts })
    return () => endpoint.close()
  })
  afterAll(() => egress.close())

  /** Connects a customer; `expiresIn` seconds from now. */
  async function connect(
    expiresIn: number,
    pair: TokenPair = endpoint.grant(),
  ): Promise<{ account: Account; pair: TokenPair }> {
    const context = {
      company_id: "1",
      sync: { enabled: false },
      oauth: { scope: "read", token: { ...pair, expires_in: expiresIn } },
    }
    const { id } = await one.admin.create(environmentId, { tenantId: "t", context, authenticationMethod: "oauth2" })
    await one.admin.update(environmentId, id, { status: "active" })
    return { account: await found(one, id), pair }
  }
  async function found(accounts: LocalAccounts, id: string): Promise<Account> {
    const account = await accounts.find(environmentId, id)
    if (!account) throw new Error("the account is gone")
    return account
  }
  const tokenOf = (credentials: Credentials | undefined) =>
    credentials?.method === "oauth2" ? credentials.accessToken : undefined
  const stored = async (id: string) =>
    tokenOf(await accountsOn(db, { egress, facts: factsAt(endpoint.url) }).credentials(await found(one, id)))
  const statusOf = async (id: string) => (await one.admin.get(environmentId, id))?.status
  const refusedOf = ({ access_token }: TokenPair): Credentials => ({ method: "oauth2", accessToken: access_token })

  test("a token far from its end is used without asking anybody", async () => {
    const { account, pair } = await connect(3_600)
    expect(tokenOf(await one.credentials(account))).toBe(pair.access_token)
    expect(endpoint.calls()).toBe(0)
  })

  test("64 calls in two processes near the end cost one refresh, and the grant lives", async () => {
    const { account, pair } = await connect(30)
    const calls = [one, two].flatMap((process) => Array.from({ length: 32 }, () => process.credentials(account)))
    const tokens = new Set((await Promise.all(calls)).map(tokenOf))
    expect(tokens.size).toBe(1)
    const [token = ""] = tokens
    expect(token).not.toBe(pair.access_token)
    expect(endpoint.accepts(token)).toBe(true)
    expect(endpoint.calls()).toBe(1)
    expect(await stored(account.id)).toBe(token)
    expect(await one.admin.get(environmentId, account.id)).toMatchObject({
      status: "active",
      context: { sync: { enabled: false }, oauth: { scope: "read" } },
    })
  })

  test("64 calls in two processes that were refused cost one refresh, and all get the new token", async () => {
    const { account, pair } = await connect(3_600)
    const calls = [one, two].flatMap((process) =>
      Array.from({ length: 32 }, () => process.refresh(account, refusedOf(pair))),
    )
    const tokens = new Set((await Promise.all(calls)).map(tokenOf))
    expect(tokens.size).toBe(1)
    expect(endpoint.accepts([...tokens][0] ?? "")).toBe(true)
    expect(endpoint.calls()).toBe(1)
  })

  test("refused calls and calls near the end mix without a second use of a refresh token", async () => {
    const { account, pair } = await connect(30)
    for (let round = 0; round < 5; round++) {
      const now = await stored(account.id)
      const refused: Credentials = { method: "oauth2", accessToken: now ?? pair.access_token }
      const calls = [one, two].flatMap((process) => [
        process.refresh(account, refused),
        process.credentials(account),
        process.refresh(account, refused),
      ])
      await Promise.all(calls)
      expect(endpoint.accepts((await stored(account.id)) ?? "")).toBe(true)
    }
  })

  test("a refused call that joins another's refresh does not get the refused token back", async () => {
    const { account, pair } = await connect(3_600)
    const older: Credentials = { method: "oauth2", accessToken: "an older token" }
    const [first, second] = await Promise.all([one.refresh(account, older), one.refresh(account, refusedOf(pair))])
    expect(tokenOf(first)).toBe(pair.access_token)
    expect(tokenOf(second)).not.toBe(pair.access_token)
    expect(endpoint.accepts(tokenOf(second) ?? "")).toBe(true)
  })

  test("trouble of the token endpoint is tried again", async () => {
    const { account } = await connect(-10)
    endpoint.failNext(503, 429)
    expect(endpoint.accepts(tokenOf(await one.credentials(account)) ?? "")).toBe(true)
    expect(endpoint.calls()).toBe(3)
  })

  test("lasting trouble is the HR system's failure, not the customer's: the account stays active and recovers", async () => {
    const { account } = await connect(-10)
    endpoint.failNext(503, 503, 503)
    await expect(one.credentials(account)).rejects.toMatchObject({
      code: "upstream.failed",
      details: { isUndone: true },
    })
    expect(await statusOf(account.id)).toBe("active")
    expect(endpoint.accepts(tokenOf(await two.credentials(account)) ?? "")).toBe(true)
  })

  test("a token near its end is used while the token endpoint is in trouble", async () => {
    const { account, pair } = await connect(60)
    endpoint.failNext(503, 503, 503)
    expect(tokenOf(await one.credentials(account))).toBe(pair.access_token)
    await endpoint.close()
    expect(tokenOf(await two.credentials(account))).toBe(pair.access_token)
    endpoint = await startTokenEndpoint()
  })

  test("a revoked grant makes the account needs_reauth, until it is connected again", async () => {
    const { account, pair } = await connect(3_600)
    endpoint.revokeAll()
    expect(await one.refresh(account, refusedOf(pair))).toBeUndefined()
    expect(await one.admin.get(environmentId, account.id)).toMatchObject({
      status: "needs_reauth",
      last_error: expect.stringMatching(/refresh token/),
    })
    const token = endpoint.grant()
    await one.admin.update(environmentId, account.id, { context: { oauth: { token } } })
    expect(await statusOf(account.id)).toBe("active")
    expect(await stored(account.id)).toBe(token.access_token)
  })

  test("an expired token whose grant is revoked is an error that says who must act", async () => {
    const { account } = await connect(-10)
    endpoint.revokeAll()
    await expect(one.credentials(account)).rejects.toMatchObject({
      code: "account.needs_reauth",
      message: expect.stringMatching(/customer has to reconnect/),
    })
    expect(await statusOf(account.id)).toBe("needs_reauth")
  })

  test("a refused API key makes the account needs_reauth without any call; an accepted call makes it active", async () => {
    const { id } = await one.admin.create(environmentId, {
      tenantId: "t",
      context: { api_key: "key-1" },
      authenticationMethod: "api_key",
    })
    expect(
      await one.refresh(await found(one, id), { method: "api_key", secrets: { api_key: "key-1" } }),
    ).toBeUndefined()
    const refused = await found(one, id)
    expect(refused.status).toBe("needs_reauth")
    await one.recordAccepted(refused, { resource: "employees", method: "list" })
    expect((await found(one, id)).status).toBe("active")
    await one.admin.update(environmentId, id, { context: { api_key: "key-2" } })
    expect(await one.refresh(await found(one, id), { method: "api_key", secrets: { api_key: "key-1" } })).toEqual({
      method: "api_key",
      secrets: { api_key: "key-2" },
    })
  })

  test("an account removed during its refresh stays removed", async () => {
    const { account } = await connect(-10)
    const letGo = endpoint.holdRefreshes()
    const call = one.credentials(account).catch((error: unknown) => error)
    await endpoint.seen(1)
    expect(await one.admin.remove(environmentId, { ids: [account.id] })).toBe(1)
    letGo()
    expect(await call).toMatchObject({ code: "account.not_found" })
    expect(await db.selectFrom("integrated_account").select("id").where("id", "=", account.id).execute()).toEqual([])
    expect(await one.find(environmentId, account.id)).toBeUndefined()
  })

  test("an account connected again during its refresh keeps the new connection, and the call goes on with it", async () => {
    const { account } = await connect(-10)
    const letGo = endpoint.holdRefreshes()
    const call = one.credentials(account)
    await endpoint.seen(1)
    const token = endpoint.grant()
    await one.admin.update(environmentId, account.id, { context: { oauth: { token } } })
    letGo()
    expect(tokenOf(await call)).toBe(token.access_token)
    expect(await stored(account.id)).toBe(token.access_token)
    expect(await statusOf(account.id)).toBe("active")
  })

  test("a setting changed during a refresh is not lost, and neither is the new token", async () => {
    const { account } = await connect(-10)
    const letGo = endpoint.holdRefreshes()
    const call = one.credentials(account)
    await endpoint.seen(1)
    await one.admin.update(environmentId, account.id, { context: { sync: { enabled: true, interval_minutes: 5 } } })
    letGo()
    const token = tokenOf(await call)
    expect(endpoint.accepts(token ?? "")).toBe(true)
    expect(await stored(account.id)).toBe(token)
    expect((await one.admin.get(environmentId, account.id))?.context).toMatchObject({
      sync: { enabled: true, interval_minutes: 5 },
    })
  })

  test("a database in trouble at the moment of storing does not cost the customer the connection", async () => {
    const { account } = await connect(-10)
    let troubles = 2
    const troubled = db.withPlugin({
      transformQuery({ node }) {
        if (JSON.stringify(node).includes('"refreshed_at"') && troubles-- > 0) throw new Error("the connection broke")
        return node
      },
      transformResult: ({ result }) => Promise.resolve(result),
    })
    const process = accountsOn(troubled, { egress, facts: factsAt(endpoint.url) })
    const token = tokenOf(await process.credentials(account))
    expect(troubles).toBeLessThan(1)
    expect(endpoint.accepts(token ?? "")).toBe(true)
    expect(await stored(account.id)).toBe(token)
    expect(endpoint.calls()).toBe(1)
  })

  test("a grant that nobody uses is refreshed before its week is over, once; one without a refresh token is let be", async () => {
    const { account } = await connect(3_600)
    const { access_token } = endpoint.grant()
    const token = { access_token, expires_in: 3_600 }
    const context = { oauth: { token } }
    const endless = await one.admin.create(environmentId, { tenantId: "t", context, authenticationMethod: "oauth2" })
    await sql`update integrated_account set refreshed_at = now() where id not in (${account.id}, ${endless.id})`.execute(
      db,
    )
    expect(await one.keepAlive()).toBe(0)
    await sql`update integrated_account set refreshed_at = now() - interval '4 days' where id in (${account.id}, ${endless.id})`.execute(
      db,
    )
    expect(await one.keepAlive()).toBe(1)
    expect(await two.keepAlive()).toBe(0)
    expect(endpoint.calls()).toBe(1)
    expect(endpoint.accepts((await stored(account.id)) ?? "")).toBe(true)
  })

  test("a grant is refreshed in half the time that its HR system gives, and never where that ends none", async () => {
    const { account } = await connect(3_600)
    await sql`update integrated_account set refreshed_at = now() - make_interval(hours => (id = ${account.id})::int * 80)`.execute(
      db,
    )
    const after = (refreshIdleDays?: number) => {
      const { auth, ...facts } = factsAt(endpoint.url)
      const { refreshIdleDays: _, ...oauth2 } = auth.oauth2 as NonNullable<typeof auth.oauth2> // it has one
      const idle = refreshIdleDays === undefined ? {} : { refreshIdleDays }
      return accountsOn(db, { egress, facts: { ...facts, auth: { oauth2: { ...oauth2, ...idle } } } })
    }
    expect(await after().keepAlive()).toBe(0)
    expect(await after(7).keepAlive()).toBe(0)
    expect(await after(6).keepAlive()).toBe(1)
  })

  test("a refresh by hand works, and says when there is nothing to refresh", async () => {
    const { account, pair } = await connect(3_600)
    await one.refreshNow(environmentId, account.id)
    expect(await stored(account.id)).not.toBe(pair.access_token)
    const key = { tenantId: "t", context: { api_key: "k" }, authenticationMethod: "api_key" as const }
    const { id } = await one.admin.create(environmentId, key)
    await expect(one.refreshNow(environmentId, id)).rejects.toMatchObject({
      code: "request.invalid",
      message: expect.stringMatching(/run-post-install-actions.*credentials/),
    })
  })

  test("a refresh that another process holds is waited for; one that a dead process left is taken over", async () => {
    const { account } = await connect(-10)
    const { rows } = await sql<{ version: number }>`select credential_version as version from integrated_account
      where id = ${account.id}`.execute(db)
    const key = { work: `refresh ${rows[0]?.version}`, accountId: account.id }
    const lease = (seconds: number) => putLease(db, key, seconds)
    await lease(600)
    let isDone = false
    const call = one.credentials(account).finally(() => {
      isDone = true
    })
    for (let turn = 0; turn < 5; turn++) await sql`select 1`.execute(db)
    expect([isDone, endpoint.calls()]).toEqual([false, 0])
    await lease(-1)
    expect(endpoint.accepts(tokenOf(await call) ?? "")).toBe(true)
    expect(endpoint.calls()).toBe(1)
  })

  test("the environment's own OAuth client is used before the operator's", async () => {
    const { account } = await connect(-10)
    const own = { credentials: { oauth2: { client: { id: "unknown-client", secret: "x" } } } }
    await one.installed.update(environmentId, account.environmentIntegrationId, { override: own })
    await expect(one.credentials(account)).rejects.toMatchObject({
      code: "upstream.failed",
      message: expect.stringMatching(/invalid_client/),
    })
    await one.installed.update(environmentId, account.environmentIntegrationId, { override: {} })
    expect(endpoint.accepts(tokenOf(await one.credentials(account)) ?? "")).toBe(true)
  })

  test("without any OAuth client the error says which settings are missing", async () => {
    const { account } = await connect(-10)
    const bare = accountsOn(db, { egress, facts: { ...factsAt(endpoint.url), client: null } })
    await expect(bare.credentials(account)).rejects.toMatchObject({
      code: "integration.not_installed",
      message: expect.stringMatching(/ACME_CLIENT_ID/),
    })
    expect(endpoint.calls()).toBe(0)
  })
})
