import { sql } from "kysely"
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest"
import type { Db } from "../db/index.js"
import { describeOnBoth, insertEnvironment } from "../db/testing.js"
import { createEgress } from "../egress/index.js"
import { accountsOn, factsAt, startTokenEndpoint, type TokenEndpoint } from "./testing.js"

describeOnBoth("token renewal when much goes wrong", (openDb) => {
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

  const processOn = (database: Db) => accountsOn(database, { egress, facts: factsAt(endpoint.url) })
  async function connect(environment = environmentId) {
    const context = { oauth: { token: { ...endpoint.grant(), expires_in: -10 } } }
    const one = processOn(db)
    const { id } = await one.admin.create(environment, { tenantId: "t", context, authenticationMethod: "oauth2" })
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
    const real = performance.now.bind(performance)
    const clock = vi.spyOn(performance, "now")
    const held = processOn(
      watched("clock_timestamp() + make_interval", {
        after: () => void clock.mockImplementation(() => real() + 60_000),
      }),
    )
    try {
      await expect(held.credentials(account)).rejects.toMatchObject({ code: "upstream_failed" })
    } finally {
      clock.mockRestore()
    }
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
    const renewed = await processOn(troubled).credentials(account)
    expect(troubles).toBeLessThan(1)
    expect(renewed.method === "oauth2" && endpoint.accepts(renewed.accessToken)).toBe(true)
    expect(await processOn(db).credentials(account)).toMatchObject({ method: "oauth2" })
    expect(endpoint.calls()).toBe(1)
  }, 30_000)

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
})
