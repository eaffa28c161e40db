import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Connected, startRollcall } from "./rollcall.js"
import { systems } from "./systems.js"

describe.each(systems)("On $name,", (system) => {
  const SENTINEL = system.wrongKey
  let rollcall: Connected
  let other: { token: string; environmentId: string; accountId: string }

  beforeAll(async () => {
    rollcall = await startRollcall({ system, sandbox: { size: 4 } })
    const made = await rollcall.call("/environment", { method: "POST", body: { name: "Other" } })
    const token = made.body.api_token
    const account = await rollcall.call("/integrated-account", {
      method: "POST",
      token,
      body: {
        tenant_id: "b",
        integration: system.id,
        authentication_method: "api_key",
        context: { ...rollcall.company.context, api_key: SENTINEL, host: "production" },
      },
    })
    other = { token, environmentId: made.body.id, accountId: account.body.id }
  })
  afterAll(() => rollcall.close())

  describe("two environments", () => {
    it("don't see each other's accounts, by list, by id or by use", async () => {
      const { accountId } = rollcall
      const as = (path: string, method: "GET" | "PATCH" | "DELETE" | "POST" = "GET", body?: unknown) =>
        rollcall.call(path, { method, token: other.token, ...(body ? { body } : {}) })
      expect((await as("/integrated-account")).body.result.map((row: any) => row.id)).toEqual([other.accountId])
      for (const path of [
        `/integrated-account/${accountId}`,
        `/integrated-account/${accountId}/tools`,
        `/integrated-account/${accountId}/capabilities`,
        `/unified/hris/employees?integrated_account_id=${accountId}`,
        `/unified/hris/employees/1?integrated_account_id=${accountId}`,
        `/proxy/teams-teams?integrated_account_id=${accountId}`,
        `/custom/teams/teams?integrated_account_id=${accountId}`,
        `/environment/${rollcall.app.environmentId}`,
      ]) {
        expect((await as(path)).status, path).toBe(404)
      }
      expect((await as(`/integrated-account/${accountId}`, "PATCH", { tenant_id: "stolen" })).status).toBe(404)
      expect((await as(`/integrated-account/${accountId}`, "DELETE")).status).toBe(404)
      expect((await as("/integrated-account/bulk-delete", "POST", { ids: [accountId] })).status).toBe(200)
      expect((await as("/integrated-account/token", "POST", { integrated_account_id: accountId })).status).toBe(404)
      expect((await rollcall.call(`/integrated-account/${accountId}`)).body.tenant_id).toBe("acme")
    })
    it("can't make environments or tokens for one another", async () => {
      expect(
        (await rollcall.call("/environment", { method: "POST", token: other.token, body: { name: "x" } })).status,
      ).toBe(403)
      expect(
        (
          await rollcall.call("/api-token", {
            method: "POST",
            token: other.token,
            body: { name: "x", environment_id: rollcall.app.environmentId },
          })
        ).status,
      ).toBe(403)
      const own = await rollcall.call("/api-token", { method: "POST", token: other.token, body: { name: "x" } })
      expect((await rollcall.call("/api-token", { token: own.body.token })).body.result.length).toBe(2)
      expect((await rollcall.call(`/api-token/${own.body.id}`)).status).toBe(404)
      await rollcall.call(`/api-token/${own.body.id}`, { method: "DELETE", token: other.token })
      expect((await rollcall.call("/api-token", { token: own.body.token })).status).toBe(401)
    })
  })

  describe("an integrated account token", () => {
    it("uses its own account, without naming it, and nothing else", async () => {
      const { body } = await rollcall.call("/integrated-account/token", {
        method: "POST",
        body: { integrated_account_id: rollcall.accountId },
      })
      const token = body.integrated_account_token
      expect((await rollcall.call("/unified/hris/employees?limit=1", { token })).body.result).toHaveLength(1)
      expect((await rollcall.call("/integrated-account/me", { token })).body.id).toBe(rollcall.accountId)
      const own = (context: object) =>
        rollcall.call("/integrated-account/me", { method: "PATCH", token, body: { context } })
      expect((await own({ sync: { enabled: false } })).body.context.sync).toEqual({ enabled: false })
      expect((await own({ api_key: "wrong-key" })).status, "the credentials of nobody").toBe(400)
      expect((await own(system.anotherCompany)).status).toBe(400)
      expect((await own({ plan: "b" })).body.context).not.toHaveProperty("plan")
      expect((await rollcall.call("/integrated-account/me")).status).toBe(403)
      expect(
        (await rollcall.call(`/unified/hris/employees?integrated_account_id=${other.accountId}`, { token })).status,
      ).toBe(403)
      for (const path of ["/integrated-account", "/environment", "/api-token", `/unified/meta/hris/${system.id}`])
        expect((await rollcall.call(path, { token })).status, path).toBe(403)
    })
  })

  describe("a secret", () => {
    it("comes back in no answer, whatever is done with the account", async () => {
      const as = (path: string, options: object = {}) => rollcall.call(path, { token: other.token, ...options })
      const answers = [
        await as(`/integrated-account/${other.accountId}`),
        await as("/integrated-account"),
        await as(`/integrated-account/${other.accountId}`, { method: "PATCH", body: { context: { sync: {} } } }),
        await as(`/unified/hris/employees?integrated_account_id=${other.accountId}`),
        await as(`/unified/hris/employees?integrated_account_id=${other.accountId}&truto_response_format=debug`),
        await as(`/integrated-account/${other.accountId}/capabilities`),
      ]
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 401, 401, 200])
      for (const { text } of answers) expect(text).not.toContain(SENTINEL)
      const { api_key: _, ...open } = rollcall.company.context
      expect(answers[2]?.body.context).toEqual({ ...open, host: "production", sync: {} })
    })
    it("that the HR system refuses turns the account to needs_reauth, says so, and a good one turns it back", async () => {
      const as = (path: string, options: object = {}) => rollcall.call(path, { token: other.token, ...options })
      const refused = await as(`/unified/hris/employees?integrated_account_id=${other.accountId}`)
      expect(refused).toMatchObject({ status: 401, body: { truto_is_remote_error: true } })
      const { body } = await as(`/integrated-account/${other.accountId}`)
      expect(body).toMatchObject({ status: "needs_reauth" })
      expect(body.last_error).toContain("reconnect")
      await as(`/integrated-account/${other.accountId}`, {
        method: "PATCH",
        body: { context: { api_key: rollcall.company.context.api_key } },
      })
      expect((await as(`/unified/hris/employees?integrated_account_id=${other.accountId}`)).status).toBe(200)
      expect((await as(`/integrated-account/${other.accountId}`)).body).toMatchObject({
        status: "active",
        last_error: null,
      })
    })
  })

  describe("callers' limits", () => {
    it("answer 429 with whole seconds, for a token and for an account", async () => {
      const small = await startRollcall({
        system,
        sandbox: { size: 1 },
        env: { ROLLCALL_TOKEN_RATE: "50/60", ROLLCALL_ACCOUNT_RATE: "10/60" },
      })
      const data = await Promise.all(Array.from({ length: 14 }, () => small.call("/unified/hris/locations?ACC")))
      expect(data.filter(({ status }) => status === 200)).toHaveLength(10)
      const limited = data.find(({ status }) => status === 429)
      expect(Number(limited?.headers["retry-after"])).toBeGreaterThanOrEqual(1)
      expect(limited?.body.message).toContain("account")
      const admin = await Promise.all(Array.from({ length: 45 }, () => small.call("/integrated-account")))
      expect(admin.some(({ status }) => status === 429)).toBe(true)
      expect((await small.call("/health", { token: null })).status).toBe(200)
      await small.close()
    })
  })
})
