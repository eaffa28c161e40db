import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { describeProcesses, type Served, serve, useSandboxAndDatabase } from "./processes.js"

describeProcesses("A token is never lost", () => {
  const given = useSandboxAndDatabase()
  let servers: Served[] = []
  let accountId = ""

  const env = () => ({
    ...given.env(),
    FACTORIAL_CLIENT_ID: "sandbox-client",
    FACTORIAL_CLIENT_SECRET: "sandbox-secret",
  })
  const headers = { authorization: "Bearer shared-token-0123456789" }
  const list = (server: Served | undefined) =>
    fetch(`${server?.url}/unified/hris/locations?integrated_account_id=${accountId}`, { headers })
  const account = async () =>
    (await given.db.query("select * from integrated_account where id = $1", [accountId])).rows[0]
  const refreshes = () => given.sandbox.running.oauth.refreshes

  let before = 0
  beforeEach(async () => {
    servers.push(await serve(env()))
    const token = given.sandbox.running.oauth.issue({ kind: "company_token", employeeId: null, scopes: null })
    const body = JSON.stringify({
      tenant_id: "t",
      integration: "factorial",
      authentication_method: "oauth2",
      context: { oauth: { token } },
    })
    const made: any = await (
      await fetch(`${servers[0]?.url}/integrated-account`, { method: "POST", headers, body })
    ).json()
    accountId = made.id
    await vi.waitFor(async () => expect((await account()).status).toBe("active"), { timeout: 60_000, interval: 20 })
    given.sandbox.running.oauth.expireAll()
    before = refreshes()
  })
  afterEach(async () => {
    given.sandbox.running.faults.clear()
    await Promise.all(servers.map((server) => server.kill()))
    servers = []
    // What is still to be done for it would refresh in the midst of the next test. PostgreSQL may still be at work for a
    // server that was killed, and end the later of two that wait for each other.
    await vi.waitFor(() => given.db.query("delete from integrated_account where id = $1", [accountId]), 60_000)
  })

  it("64 calls over 3 processes on an expired token cost exactly one refresh", async () => {
    servers.push(...(await Promise.all([serve(env()), serve(env())])))
    const answers = await Promise.all(Array.from({ length: 64 }, (_, index) => list(servers[index % 3])))
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200))
    expect(refreshes() - before).toBe(1)
  })

  /** What is left after a process died: the next one finds the lease of the dead one run out. */
  async function goOn(): Promise<{ status: number; account: string }> {
    given.sandbox.running.faults.clear()
    const next = await serve(env())
    servers.push(next)
    await given.db.query(
      "update lease set until = clock_timestamp() - interval '1 second' where account_id = $1 and work like 'refresh %'",
      [accountId],
    )
    const answer = await list(next)
    return { status: answer.status, account: (await account()).status }
  }
  const untilLeased = () =>
    vi.waitFor(
      async () => {
        const { rows } = await given.db.query("select 1 from lease where account_id = $1 and work like 'refresh %'", [
          accountId,
        ])
        expect(rows).toHaveLength(1)
      },
      { timeout: 60_000, interval: 20 },
    )

  it("killed while the token endpoint is asked: the next process refreshes", async () => {
    given.sandbox.running.faults.add({ kind: "hang", path: "oauth/token" })
    const lost = list(servers[0]).catch(() => undefined)
    await untilLeased()
    await servers[0]?.kill()
    await lost
    expect(await goOn()).toEqual({ status: 200, account: "active" })
    expect(refreshes() - before).toBe(1)
  })

  it("killed between the answer and the storing: the account says needs_reauth, and why", async () => {
    given.sandbox.running.faults.add({ kind: "latency", latencyMs: 1_500, path: "oauth/token", times: 1 })
    const lost = list(servers[0]).catch(() => undefined)
    await untilLeased()
    await given.db.query("begin")
    await given.db.query("select id from integrated_account where id = $1 for update", [accountId])
    await vi.waitFor(() => expect(refreshes() - before).toBe(1), 60_000)
    await servers[0]?.kill()
    await lost
    await given.db.query("rollback")
    expect(await goOn()).toEqual({ status: 401, account: "needs_reauth" })
    expect((await account()).last_error).toContain("has to reconnect")
    const { rows } = await given.db.query("select type from event where account_id = $1 order by sequence", [accountId])
    expect(rows.map((row) => row.type)).toEqual([
      "integrated_account:created",
      "integrated_account:active",
      "integrated_account:authentication_error",
    ])
  })

  it("killed after the storing, before the first use: the next process uses the new pair", async () => {
    // So that it is refreshed ahead of its end, not after a refusal.
    const body = JSON.stringify({ context: { oauth: { token: { expires_in: 1 } } } })
    await fetch(`${servers[0]?.url}/integrated-account/${accountId}`, { method: "PATCH", headers, body })
    given.sandbox.running.faults.add({ kind: "hang", path: "locations/locations" })
    const lost = list(servers[0]).catch(() => undefined)
    await vi.waitFor(async () => expect((await account()).credential_version).toBe(2), 60_000)
    await servers[0]?.kill()
    await lost
    expect(await goOn()).toEqual({ status: 200, account: "active" })
    expect(refreshes() - before).toBe(1)
  })

  it.each([
    ["a 500", { kind: "status", status: 500, times: 1 }],
    ["a 429", { kind: "status", status: 429, retryAfterSeconds: 1, times: 1 }],
    ["a broken connection", { kind: "reset", times: 1 }],
    ["a proxy's HTML", { kind: "html", status: 502, times: 1 }],
  ] as const)(
    "the token endpoint answers with %s: tried again, and the caller does not notice",
    async (_name, fault) => {
      given.sandbox.running.faults.add({ ...fault, path: "oauth/token" })
      expect((await list(servers[0])).status).toBe(200)
      expect(refreshes() - before).toBe(1)
      expect((await account()).status).toBe("active")
    },
    180_000,
  )

  it("a token endpoint that stays away is told apart from a revoked grant", async () => {
    given.sandbox.running.faults.add({ kind: "status", status: 503, path: "oauth/token" })
    const away = await list(servers[0])
    expect(away.status).toBe(502)
    expect((await account()).status).toBe("active")
    given.sandbox.running.faults.clear()
    given.sandbox.running.oauth.revokeAll()
    const revoked = await list(servers[0])
    expect(revoked.status).toBe(401)
    expect((await account()).status).toBe("needs_reauth")
  })
})
