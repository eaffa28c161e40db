import { afterAll, beforeAll, expect, it } from "vitest"
import { type Call, type Rollcall, startRollcall } from "./rollcall.js"

let rollcall: Rollcall
beforeAll(async () => {
  rollcall = await startRollcall({ sandbox: { size: 2 } })
})
afterAll(() => rollcall.close())

const post = (path: string, body: object, more: Call = {}) => rollcall.call(path, { method: "POST", body, ...more })
const tokenWith = async (scopes: string[]): Promise<string> =>
  (await post("/api-token", { name: scopes.join(), scopes })).body.token

it("The answer to a strong token's Idempotency-Key is not given to a weaker one", async () => {
  const weak = await tokenWith(["admin:tokens"])
  const headers = { "idempotency-key": "create-ci" }
  const strong = await post("/api-token", { name: "ci" }, { headers })
  const other = await post("/api-token", { name: "ci" }, { headers, token: weak })
  expect([strong.body.scopes, other.body.scopes]).toEqual([["all"], ["admin:tokens"]])
  expect(other.body.token).not.toBe(strong.body.token)
  const again = await post("/api-token", { name: "ci" }, { headers })
  expect(again.body).toEqual(strong.body)
})

it("A mapping is changed with the right to change mappings, also on the account itself", async () => {
  const path = `/integrated-account/${rollcall.accountId}`
  const body = { unified_model_override: { hris: { groups: { list: { add: { x: "remote.name" } } } } } }
  const patch = (token: string, given: object) => rollcall.call(path, { method: "PATCH", token, body: given })
  const accounts = await tokenWith(["admin:accounts"])
  const refused = await patch(accounts, body)
  expect([refused.status, refused.body.message]).toEqual([403, expect.stringContaining("admin:mapping")])
  const both = await tokenWith(["admin:accounts", "admin:mapping"])
  expect((await patch(both, body)).status).toBe(200)
  // Who sends back the whole account changes nothing by it.
  const { unified_model_override } = (await rollcall.call(path)).body
  expect((await patch(accounts, { unified_model_override, context: { note: "x" } })).status).toBe(200)
})

it("An MCP token lasts no longer than its maker, and is changed by nobody who may do less", async () => {
  const path = `/integrated-account/${rollcall.accountId}/mcp`
  const expires_at = "2099-01-01T00:00:00.000Z"
  const ending = await post("/api-token", { name: "ending", scopes: ["all"], expires_at })
  const own = await post(path, { name: "own" }, { token: ending.body.token })
  expect(own.body.expires_at).toBe(expires_at)
  expect((await post(path, { name: "longer", expires_at: null }, { token: ending.body.token })).status).toBe(403)
  const strong = (await post(path, { name: "strong" })).body
  const change = { method: "PATCH", body: { name: "mine" }, token: await tokenWith(["admin:mcp"]) } as const
  expect((await rollcall.call(`${path}/${strong.id}`, change)).status).toBe(403)
})
