import type { Credentials } from "@rollcall/connector-kit"
import { sql } from "kysely"
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest"
import type { Db } from "../db/index.js"
import { RENEW_MS } from "../db/lease.js"
import { describeOnBoth, insertEnvironment } from "../db/testing.js"
import { createEgress } from "../egress/index.js"
import { accountsOn, factsAt, type OddAnswer, startTokenEndpoint, type TokenEndpoint } from "./testing.js"

describeOnBoth("token refresh when much goes wrong", (openDb) => {
  const egress = createEgress({ allowPrivateNetwork: true })
  let db: Db
  let endpoint: TokenEndpoint
  let environmentId: string
  beforeAll(async () => {
    db = (await openDb()).db
    environmentId = await insertEnvironment(db)
  })
  beforeEach(async () => {
    endpoint = await startTokenEndpoint()
    return () => endpoint.close()
  })
  afterAll(() => egress.close())

  const processOn = (database: Db, more: Parameters<typeof accountsOn>[1] = {}) =>
    accountsOn(database, { egress, facts: factsAt(endpoint.url), ...more })
  /** The next tries at once. */
  const noWait = () => Promise.resolve()
  async function connect(environment = environmentId, token = { ...endpoint.grant(), expires_in: -10 }) {
    const context = { oauth: { token } }
    const one = processOn(db)
    const { id } = await one.admin.create(environment, { tenantId: "t", context, authenticationMethod: "oauth2" })
    await one.admin.update(environment, id, { status: "active" })
    const account = await one.find(environment, id)
    if (!account) throw new Error("the account is gone")
    return account
  }
  /** A database on which something happens to statements that say `text`. */
  const watched = (text: string, on: { before?(): void; after?(): void }) => {
    const seen = new WeakSet<object>()
    return db.withPlugin({
      transformQuery({ node, queryId }) {
        if (!JSON.stringify(node).includes(text)) return node
        seen.add(queryId)
        on.before?.()
        return node
      },
      async transformResult({ result, queryId }) {
        if (seen.has(queryId)) on.after?.()
        return result
      },
    })
  }

  test("a process that was paused while it took its lease sends nothing", async () => {
    const account = await connect()
    let pausedMs = 0
    const paused = watched("clock_timestamp() + make_interval", {
      after: () => {
        pausedMs = 9_000
      },
    })
    const held = processOn(paused, { elapsedMs: () => pausedMs, wait: noWait })
    await expect(held.credentials(account)).rejects.toMatchObject({ code: "upstream.failed" })
    expect(endpoint.calls()).toBe(0)
    expect((await processOn(db).admin.get(environmentId, account.id))?.status).toBe("active")
  })

  test("a database that is away for seconds at the moment of storing does not cost the customer the connection", async () => {
    const account = await connect()
    let troubles = 4
    const troubled = watched('"refreshed_at"', {
      before: () => {
        if (troubles-- > 0) throw new Error("the connection broke")
      },
    })
    const refreshed = await processOn(troubled, { wait: noWait }).credentials(account)
    expect(troubles).toBeLessThan(1)
    expect(refreshed.method === "oauth2" && endpoint.accepts(refreshed.accessToken)).toBe(true)
    expect(await processOn(db).credentials(account)).toMatchObject({ method: "oauth2" })
    expect(endpoint.calls()).toBe(1)
  })

  test("grants that can't be refreshed hold up no others, and one whose checks failed is kept alive too", async () => {
    const wrong = await insertEnvironment(db)
    const failing = await connect(wrong)
    const client = { id: "unknown-client", secret: "x" }
    const one = processOn(db)
    await one.installed.update(wrong, failing.environmentIntegrationId, {
      override: { credentials: { oauth2: { client } } },
    })
    for (let count = 0; count < 120; count++) await connect(wrong)
    const good = await connect()
    await one.admin.update(environmentId, good.id, { status: "validation_error" })
    const age = (days: number, environment: string) =>
      sql`update integrated_account set refreshed_at = now() - make_interval(days => ${days}::int) where environment_id = ${environment}`.execute(
        db,
      )
    await age(6, wrong)
    await age(0, environmentId)
    await sql`update integrated_account set refreshed_at = now() - interval '4 days' where id = ${good.id}`.execute(db)
    expect(await processOn(db).keepAlive()).toBe(1)
    const { rows } = await sql<{ idle: boolean }>`select refreshed_at < now() - interval '1 day' as idle
      from integrated_account where id = ${good.id}`.execute(db)
    expect(rows).toEqual([{ idle: false }])
  }, 60_000)

  const leaseOf = async (id: string) => {
    const { rows } = await sql<{ until: Date; left: number }>`
      select until, extract(epoch from until - clock_timestamp())::float8 as left
      from lease where account_id = ${id} and work like 'refresh %'`.execute(db)
    return rows[0]
  }
  const noLease = undefined
  const tokenOf = (credentials: Credentials) => (credentials.method === "oauth2" ? credentials.accessToken : "")

  test("a lease is over within six seconds of its holder's death, and renewed while its holder lives", async () => {
    const account = await connect()
    const letGo = endpoint.holdRefreshes()
    const renewals: (() => void)[] = []
    const after = (ms: number, run: () => void) => {
      if (ms === RENEW_MS) renewals.push(run)
      return () => {}
    }
    const call = processOn(db, { after }).credentials(account)
    await endpoint.seen(1)
    const taken = await leaseOf(account.id)
    expect(taken?.left).toBeLessThanOrEqual(6)
    await vi.waitFor(() => expect(renewals).toHaveLength(1))
    renewals[0]?.()
    await vi.waitFor(() => expect(renewals).toHaveLength(2))
    const refreshed = await leaseOf(account.id)
    expect(refreshed?.until?.getTime()).toBeGreaterThan(taken?.until?.getTime() ?? 0)
    letGo()
    expect(endpoint.accepts(tokenOf(await call))).toBe(true)
    expect(await leaseOf(account.id)).toEqual(noLease)
  })

  test("a dead grant asked five times is refused at once each time, and the token endpoint is asked once", async () => {
    const account = await connect()
    endpoint.revokeAll()
    for (let call = 0; call < 5; call++) {
      await expect(processOn(db).credentials(account)).rejects.toMatchObject({ code: "account.needs_reauth" })
      expect(await leaseOf(account.id)).toEqual(noLease)
    }
    expect(endpoint.calls()).toBe(1)
    await expect(processOn(db).refreshNow(environmentId, account.id)).rejects.toMatchObject({
      code: "account.needs_reauth",
    })
    expect(endpoint.calls(), "by hand it is tried again").toBe(2)
    expect(await leaseOf(account.id)).toEqual(noLease)
  })

  test("a grant that the HR system takes again comes back by hand", async () => {
    const account = await connect()
    await processOn(db).admin.update(environmentId, account.id, { status: "needs_reauth" })
    await expect(processOn(db).credentials(account)).rejects.toMatchObject({ code: "account.needs_reauth" })
    expect(endpoint.calls()).toBe(0)
    await processOn(db).refreshNow(environmentId, account.id)
    expect(endpoint.accepts(tokenOf(await processOn(db).credentials(account)))).toBe(true)
    expect((await processOn(db).admin.get(environmentId, account.id))?.status).toBe("active")
  })

  test.each([400, 401, 403, 503])("no lease is left after the token endpoint answers %i", async (status) => {
    const account = await connect()
    endpoint.failNext(status, status, status)
    await expect(processOn(db, { wait: noWait }).credentials(account)).rejects.toMatchObject({
      code: "upstream.failed",
    })
    expect(await leaseOf(account.id)).toEqual(noLease)
  })

  test.each<[string, string, number, string?]>([
    ["a date", "Fri, 01 Jan 2100 12:01:30 GMT", 90],
    ["seconds", "60", 60],
    ["seconds beyond all measure", "99999999999999999999", 3_600],
    ["the end of the limit", "45", 45, "ratelimit-reset"],
  ])("a limit of the token endpoint told by %s holds the account, and nobody asks again", async (...given) => {
    const [, said, seconds, header] = given
    const now = () => new Date("2100-01-01T12:00:00Z")
    const account = await connect()
    endpoint.limitNext(said, header)
    const failure = { code: "upstream.failed", details: { retryAfterSeconds: seconds, isUndone: true } }
    await expect(processOn(db, { now }).credentials(account)).rejects.toMatchObject(failure)
    const held = await processOn(db, { now }).find(environmentId, account.id)
    expect(held?.heldUntil).toEqual(new Date(now().getTime() + seconds * 1_000))
    const limited = { code: "upstream.rate_limited", details: { retryAfterSeconds: seconds, isUndone: true } }
    await expect(processOn(db, { now }).credentials(account)).rejects.toMatchObject(limited)
    expect(endpoint.calls()).toBe(1)
  })

  test("a limit of the token endpoint is kept while the token is good, by all processes, and a refresh follows it", async () => {
    const token = { ...endpoint.grant(), expires_in: 60 }
    const account = await connect(environmentId, token)
    let passedMs = 0
    const now = () => new Date(Date.now() + passedMs)
    const [one, two] = [processOn(db, { now }), processOn(db, { now })]
    endpoint.limitNext("30")
    for (const process of [one, one, two]) expect(tokenOf(await process.credentials(account))).toBe(token.access_token)
    const refused: Credentials = { method: "oauth2", accessToken: token.access_token }
    await expect(two.refresh(account, refused)).rejects.toMatchObject({ code: "upstream.rate_limited" })
    expect(endpoint.calls()).toBe(1)
    expect((await two.find(environmentId, account.id))?.heldUntil, "other calls go on").toBeNull()
    passedMs = 31_000
    const refreshed = tokenOf(await processOn(db, { now }).credentials(account))
    expect(refreshed).not.toBe(token.access_token)
    expect(endpoint.calls()).toBe(2)
    passedMs = 0
    expect(
      tokenOf((await processOn(db, { now }).refresh(account, { method: "oauth2", accessToken: refreshed })) ?? refused),
    ).not.toBe(refreshed)
    expect(endpoint.calls(), "a new pair begins without a limit").toBe(3)
  })

  test("by hand the token endpoint is asked although it wanted to be left alone", async () => {
    const account = await connect(environmentId, { ...endpoint.grant(), expires_in: 60 })
    endpoint.limitNext("30")
    await processOn(db).credentials(account)
    await processOn(db).refreshNow(environmentId, account.id)
    expect(endpoint.calls()).toBe(2)
  })

  test.each<[string, OddAnswer]>([
    ["201 and text for numbers", { status: 201, body: (pair) => ({ ...pair, expires_in: "7200", scope: null }) }],
    ["no end and no type", { body: (pair) => ({ ...pair, expires_in: null }) }],
    ["a refresh token that is null", { body: (pair) => ({ access_token: pair.access_token, refresh_token: null }) }],
    ["an empty refresh token", { body: (pair) => ({ access_token: pair.access_token, refresh_token: "" }) }],
  ])("a refresh answered with %s is a success that is kept", async (_, shape) => {
    const account = await connect()
    endpoint.succeedOddlyNext(shape)
    const token = tokenOf(await processOn(db).credentials(account))
    expect(endpoint.accepts(token)).toBe(true)
    expect(tokenOf(await processOn(db).credentials(account))).toBe(token)
    expect(endpoint.calls()).toBe(1)
  })

  test.each<[string, OddAnswer]>([
    ["nothing", { status: 204, body: () => "" }],
    ["a page", { body: () => "<html>" }],
    ["an answer that breaks off", { body: (pair) => JSON.stringify(pair).slice(0, 30), cut: true }],
    ["an answer without an end", { body: (pair) => JSON.stringify(pair) + " ".repeat(300_000) }],
  ])("a success with %s is logged, and its refresh token never sent again", async (_, shape) => {
    const account = await connect()
    endpoint.succeedOddlyNext(shape)
    const errors: unknown[] = []
    const one = processOn(db, { onError: (error) => void errors.push(error) })
    const old = await one.credentials(account)
    expect(old, "what is left is used to its end").not.toHaveProperty("refreshToken")
    expect(errors).toEqual([expect.objectContaining({ kind: "unreadable" })])
    expect(await one.refresh(account, old), "and then the customer has to act").toBeUndefined()
    await expect(one.refreshNow(environmentId, account.id)).rejects.toMatchObject({ code: "request.invalid" })
    expect(endpoint.calls()).toBe(1)
    expect((await one.admin.get(environmentId, account.id))?.status).toBe("needs_reauth")
    expect(await leaseOf(account.id)).toEqual(noLease)
  })
})
