import { describe, expect, it } from "vitest"
import { createServer } from "../index.js"
import { ACCOUNT_ID, servicesWith } from "../testing.js"

const LIST = {
  ...{ resource: "teams", method: "list", name: "list_teams", type: "proxy", description: "", required: [] },
  ...{ query_schema: { type: "object", properties: {} }, body_schema: { type: "object", properties: {} } },
}
const TOKEN = {
  ...{ id: "m", name: "Agent", environment_id: "e", integrated_account_id: ACCOUNT_ID, scopes: ["proxy:read"] },
  config: { methods: [], tags: [], type: "proxy", tool_exposure: "all", require_api_token_auth: false },
}
const at = "/mcp/mcp_sentinel"
const callTools = (count: number) =>
  Array.from({ length: count }, (_, id) => ({
    jsonrpc: "2.0",
    id,
    method: "tools/call",
    params: { name: "list_teams" },
  }))

/** A server whose gateway answers no rows, with what was taken from limits, logged and said. */
function door({ isAllowed = true, publicUrl = "http://rollcall.test", isApi = true } = {}) {
  const [taken, entries, said]: [string[], Record<string, unknown>[], string[]] = [[], [], []]
  const say = (...what: unknown[]) => void said.push(JSON.stringify(what))
  const take = async (kind: string, id: string) => {
    taken.push(`${kind} ${id}`)
    return { isAllowed, limit: 1, remaining: 1, resetSeconds: 3 }
  }
  const app = createServer({
    ...servicesWith({
      access: {
        limits: { take },
        mcpTokens: { find: async (token: string) => (token === "mcp_sentinel" ? TOKEN : undefined) },
      },
      gateway: { proxy: async () => ({ status: 200, headers: {}, body: { result: [], next_cursor: null } }) },
      describe: { isProxyResource: () => false, tools: () => [LIST] },
      requestLog: { record: (entry: Record<string, unknown>) => void entries.push(entry) },
    }),
    ...{ log: { info: say, error: say }, publicUrl: () => publicUrl, isApi },
  })
  const post = async (url: string, body: unknown, headers: Record<string, string> = {}) => {
    const sent = { host: "rollcall.test", ...headers }
    const {
      statusCode,
      headers: answered,
      payload,
    } = await app.inject({ method: "POST", url, headers: sent, payload: JSON.stringify(body) })
    return { status: statusCode, headers: answered, text: payload }
  }
  return { post, taken, entries, said, close: () => app.close() }
}

describe("an agent's request", () => {
  it("takes one from the limits of the token and of the account, and each further call of a tool in it another", async () => {
    const { post, taken, close } = door()
    const once = ["token m", `account ${ACCOUNT_ID}`]
    expect((await post(at, callTools(1)[0])).status).toBe(200)
    expect(taken.splice(0)).toEqual(once)
    expect((await post(at, callTools(3))).status).toBe(200)
    expect(taken.splice(0).sort()).toEqual([...once, ...once, ...once].sort())
    expect((await post(at, callTools(21))).status).toBe(400)
    await close()
  })

  it("is a 429 with its seconds when the limit is used up", async () => {
    const { post, close } = door({ isAllowed: false })
    expect(await post(at, callTools(1)[0])).toMatchObject({ status: 429, headers: { "retry-after": "3" } })
    await close()
  })

  it("is one entry of the log, or one for each call of a tool; the token stands in none, nor in the server's own lines", async () => {
    const { post, entries, said, close } = door()
    await post(at, { id: 1, method: "tools/list" })
    await post(at, callTools(2))
    await post(`${at}/more`, {})
    const agent = { mcp_server_id: "m", mcp_server_name: "Agent" }
    const common = { log_type: "mcp", environment_id: "e", account_id: ACCOUNT_ID, status: 200 }
    const call = {
      ...common,
      operation: "proxy_list",
      details: { ...agent, mcp_method: "tools/call", tool_name: "list_teams" },
    }
    expect(entries).toMatchObject([
      { ...common, operation: "call_mcp_server", path: "/mcp/*", details: { ...agent, mcp_method: "tools/list" } },
      { ...call, request_id: expect.stringMatching(/\.1$/) },
      { ...call, request_id: expect.stringMatching(/\.2$/) },
    ])
    expect(JSON.stringify([entries, said])).not.toContain("sentinel")
    await close()
  })

  it("from a page of another origin is refused, and so is a name that leads to this machine from elsewhere", async () => {
    const ping = { id: 1, method: "ping" }
    const { post, close } = door()
    for (const origin of ["https://evil.example", "null", "http://rollcall.test:81"])
      expect((await post(at, ping, { origin })).status, origin).toBe(403)
    expect((await post(at, ping, { origin: "http://rollcall.test" })).status).toBe(200)
    expect((await post(at, ping, { host: "rollcall.internal:8080" })).status).toBe(200)
    await close()
    const local = door({ publicUrl: "http://127.0.0.1:8080" })
    for (const host of ["evil.example", "evil.example:8080"])
      expect((await local.post(at, ping, { host })).status).toBe(403)
    for (const host of ["localhost:8080", "127.0.0.1", "[::1]:9"])
      expect((await local.post(at, ping, { host })).status).toBe(200)
    await local.close()
  })

  it("is not served by a process that only runs jobs", async () => {
    const { post, close } = door({ isApi: false })
    expect((await post(at, { id: 1, method: "ping" })).status).toBe(404)
    await close()
  })

  it("keeps no stream open, also where the protocol has one", async () => {
    const { post, close } = door()
    const answer = await post(at, { id: 1, method: "subscriptions/listen" })
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining("subscriptions/listen") })
    await close()
  })
})
