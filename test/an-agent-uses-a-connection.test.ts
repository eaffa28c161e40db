import { Client, type ClientOptions, StreamableHTTPClientTransport } from "@modelcontextprotocol/client"
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { type Connected, startRollcall } from "./rollcall.js"
import { systems } from "./systems.js"

const LIST = "list_all_hris_employees"
const GET = "get_single_hris_employee_by_id"
const CREATE = "create_a_hris_employee"
const NEW_PERSON = { first_name: "Ada", last_name: "Agent", emails: [{ email: "ada.agent@company.example" }] }

let rollcall: Connected
/** What the server says of itself. */
const lines: string[] = []
const log = {
  info: (...said: unknown[]) => void lines.push(JSON.stringify(said)),
  error: (...said: unknown[]) => void lines.push(JSON.stringify(said)),
}
const atEnd: (() => Promise<unknown>)[] = []

type Config = Record<string, unknown>
type Made = { id: string; token: string; url: string }

/** A new MCP token of the connection. */
async function makeToken(
  config: Config = {},
  { token, ...more }: { token?: string; expires_at?: string } = {},
): Promise<Made> {
  const { status, body, text } = await rollcall.call(`/integrated-account/${rollcall.accountId}/mcp`, {
    method: "POST",
    body: { name: "Agent", config: { type: "unified", ...config }, ...more },
    ...(token ? { token } : {}),
  })
  expect(status, text).toBe(200)
  return body
}

async function connect(url: string, headers: Record<string, string> = {}): Promise<Client> {
  const client = new Client({ name: "journey", version: "1.2.3" })
  atEnd.push(() => client.close())
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }))
  return client
}

/** Through `rollcall mcp`, as a program that only speaks over standard input and output. */
async function connectByBridge(url: string, token?: string, options: ClientOptions = {}): Promise<Client> {
  const client = new Client({ name: "journey", version: "1.2.3" }, options)
  atEnd.push(() => client.close())
  const env = { PATH: process.env.PATH ?? "", ROLLCALL_MCP_URL: url, ...(token ? { ROLLCALL_TOKEN: token } : {}) }
  await client.connect(new StdioClientTransport({ command: process.execPath, args: ["bin/rollcall.js", "mcp"], env }))
  return client
}

const namesOf = async (client: Client): Promise<string[]> => (await client.listTools()).tools.map(({ name }) => name)
const callTool = async (client: Client, name: string, args: Config = {}): Promise<any> =>
  client.callTool({ name, arguments: args })

/** A message as it is, with nothing of a library around it. */
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  rollcall.call(path, { method: "POST", body, headers, token: null })

describe.each(systems.map((system) => [system.name, system] as const))(
  "An agent uses a connection to %s",
  (_, system) => {
    beforeAll(async () => {
      rollcall = await startRollcall({ system, sandbox: { size: 30 }, log })
    })
    afterAll(async () => {
      await Promise.all(atEnd.splice(0).map((end) => end()))
      await rollcall.close()
    })

    it("with the tools of an MCP token: it lists them, reads a list, goes on, reads one row", async () => {
      const client = await connect((await makeToken()).url)
      const { tools } = await client.listTools()
      expect(tools.find(({ name }) => name === LIST)).toMatchObject({
        inputSchema: {
          type: "object",
          properties: { limit: { type: "integer" }, employment_status: { type: "string" } },
        },
        annotations: { readOnlyHint: true },
      })
      const first = await callTool(client, LIST)
      expect(first.isError ?? false).toBe(false)
      expect(first.structuredContent.result).toHaveLength(20)
      expect(JSON.parse(first.content[0].text)).toEqual(first.structuredContent)
      expect(first.content[1].text).toContain("next_cursor")
      const { next_cursor } = first.structuredContent
      const rest = await callTool(client, LIST, { next_cursor })
      expect(rest.content).toHaveLength(1)
      const all = [...first.structuredContent.result, ...rest.structuredContent.result]
      expect(all.map(({ id }) => id).sort()).toEqual([...rollcall.company.ids("employees")].sort())
      expect(all.filter((row) => "remote_data" in row)).toEqual([])
      const one = await callTool(client, GET, { id: all[0].id, include_remote_data: true })
      expect(one.structuredContent).toMatchObject({ ...all[0], remote_data: expect.any(Object) })
    })

    it("with filters of several words", async () => {
      const client = await connect((await makeToken()).url)
      const managed = rollcall.company.people().find(({ managerId }) => managerId !== null)
      const { structuredContent } = await callTool(client, LIST, { manager: { id: managed?.managerId }, limit: 100 })
      expect(structuredContent.result.map(({ id }: { id: string }) => id)).toContain(managed?.id)
      for (const row of structuredContent.result) expect(row.manager.id).toBe(managed?.managerId)
    })

    it("and is told of a write what it would be, writes it, and once with one key", async () => {
      const client = await connect((await makeToken()).url)
      const count = rollcall.company.people().length
      const shown = await callTool(client, CREATE, { ...NEW_PERSON, dry_run: true })
      expect(shown.structuredContent, JSON.stringify(shown)).toMatchObject({ dry_run: true })
      expect(rollcall.company.people()).toHaveLength(count)
      const key = { idempotency_key: "the first of today" }
      const made = await callTool(client, CREATE, { ...NEW_PERSON, ...key })
      expect(made.structuredContent, JSON.stringify(made)).toMatchObject({ first_name: "Ada" })
      expect((await callTool(client, CREATE, { ...NEW_PERSON, ...key })).structuredContent).toEqual(
        made.structuredContent,
      )
      expect(rollcall.company.people()).toHaveLength(count + 1)
    })

    it("and is told of a write in the HR system's own shapes what it would be", async () => {
      const client = await connect((await makeToken({ type: "proxy", methods: ["create"] })).url)
      const { tools } = await client.listTools()
      const nameIn = ({ inputSchema }: (typeof tools)[number]) =>
        Object.keys(Object(inputSchema.properties)).find((one) => /^(first_?)?name$/i.test(one))
      const tool = tools.find((one) => nameIn(one) !== undefined)
      expect(tool?.inputSchema.properties).toMatchObject({ dry_run: { type: "boolean" } })
      const count = rollcall.company.people().length
      const row = { [String(tool && nameIn(tool))]: "Ada" }
      const shown = await callTool(client, String(tool?.name), { ...row, dry_run: true, idempotency_key: "k" })
      expect(shown.structuredContent, JSON.stringify(shown)).toMatchObject({
        dry_run: true,
        steps: [{ request: { method: "POST", url: expect.stringMatching(/^\//), body: row } }],
      })
      expect(rollcall.company.people()).toHaveLength(count)
    })

    it("and reads what it did wrong as the answer of a tool", async () => {
      const client = await connect((await makeToken()).url)
      const wrong = await callTool(client, LIST, { favourite_colour: "blue" })
      expect(wrong).toMatchObject({
        isError: true,
        structuredContent: {
          code: "request.invalid",
          who_must_act: "caller",
          message: expect.stringContaining("favourite_colour"),
        },
      })
      expect(wrong.structuredContent.next_action).toEqual(expect.any(String))
      expect(await callTool(client, GET)).toMatchObject({
        isError: true,
        structuredContent: { message: expect.stringContaining("id") },
      })
      expect(await callTool(client, GET, { id: "no-such-row" })).toMatchObject({ isError: true })
      await expect(callTool(client, "list_employee")).rejects.toMatchObject({
        code: -32602,
        message: expect.stringContaining(`did you mean ${LIST} or `),
      })
    })

    it("by three tools that find the others", async () => {
      const client = await connect((await makeToken({ tool_exposure: "discovery" })).url)
      expect(await namesOf(client)).toEqual(["search_tools", "get_tool_schema", "call_tool"])
      const found = await callTool(client, "search_tools", { query: "list employees" })
      expect(found.structuredContent.result[0]).toMatchObject({ name: LIST, is_read_only: true })
      const schema = await callTool(client, "get_tool_schema", { name: LIST })
      expect(schema.structuredContent).toMatchObject({ name: LIST, inputSchema: { type: "object" } })
      const rows = await callTool(client, "call_tool", { name: LIST, arguments: { limit: 2 } })
      expect(rows.structuredContent.result).toHaveLength(2)
      for (const name of ["get_tool_schema", "call_tool"])
        await expect(callTool(client, name, { name: "list_employee" })).rejects.toMatchObject({
          code: -32602,
          message: expect.stringContaining(`did you mean ${LIST} or `),
        })
      await expect(callTool(client, LIST)).rejects.toMatchObject({
        code: -32602,
        message: expect.stringContaining("call_tool calls the tools that search_tools finds"),
      })
    })

    it("no further than the scopes of the token go", async () => {
      const scopes = ["read:employees", "admin:mcp", "read:accounts"]
      const narrow = (await rollcall.call("/api-token", { method: "POST", body: { name: "narrow", scopes } })).body
        .token
      const client = await connect((await makeToken({ type: "all" }, { token: narrow })).url)
      expect(await namesOf(client)).toEqual([LIST, GET])
      expect((await callTool(client, LIST, { limit: 1 })).structuredContent.result).toHaveLength(1)
      expect(await callTool(client, CREATE, NEW_PERSON)).toMatchObject({
        isError: true,
        structuredContent: { code: "token.forbidden", message: expect.stringContaining("write:employees") },
      })
      const own = { authorization: `Bearer ${narrow}` }
      const byApiToken = await connect(`${rollcall.url}/mcp?integrated_account_id=${rollcall.accountId}&type=all`, own)
      expect(await namesOf(byApiToken)).toEqual([LIST, GET])
    })

    it("with an API token and a query, or with the connection's own token", async () => {
      const headers = { authorization: "Bearer test-token-0123456789" }
      const at = `/mcp?integrated_account_id=${rollcall.accountId}&methods=list&tags=employees`
      expect(await namesOf(await connect(rollcall.url + at, headers))).toEqual([LIST])
      const made = await rollcall.call("/integrated-account/token", {
        method: "POST",
        body: { integrated_account_id: rollcall.accountId, scopes: ["read:groups"] },
      })
      const own = { authorization: `Bearer ${made.body.integrated_account_token}` }
      expect(await namesOf(await connect(`${rollcall.url}/mcp?methods=list`, own))).toEqual(["list_all_hris_groups"])
      const unnamed = await post("/mcp", { method: "tools/list" }, headers)
      expect(unnamed).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("integrated_account_id") },
      })
      const bearer = { authorization: `Bearer ${(await makeToken({ methods: ["get"], tags: ["groups"] })).token}` }
      expect(await namesOf(await connect(`${rollcall.url}/mcp`, bearer))).toEqual(["get_single_hris_group_by_id"])
      expect(await post("/mcp?methods=list", { method: "tools/list" }, bearer)).toMatchObject({ status: 400 })
    })

    it("not with a token that is revoked, unknown, or not enough", async () => {
      const { id, token, url } = await makeToken()
      const client = await connect(url)
      expect(await namesOf(client)).toContain(LIST)
      await rollcall.call(`/integrated-account/${rollcall.accountId}/mcp/${id}`, { method: "DELETE" })
      await expect(client.listTools()).rejects.toThrow()
      const ask = { id: 1, method: "tools/list" }
      expect(await post(`/mcp/${token}`, ask)).toMatchObject({ status: 401, body: { code: "token.invalid" } })
      expect(await post("/mcp/mcp_guess", ask)).toMatchObject({ status: 401, body: { code: "token.invalid" } })
      expect(await post("/mcp", ask)).toMatchObject({ status: 401, body: { code: "token.missing" } })
      const strict = await makeToken({ require_api_token_auth: true })
      const path = `/mcp/${strict.token}`
      expect(await post(path, ask)).toMatchObject({
        status: 401,
        body: { message: expect.stringContaining("API token") },
      })
      expect(await post("/mcp", ask, { authorization: `Bearer ${strict.token}` })).toMatchObject({ status: 401 })
      expect(await post(path, ask, { authorization: "Bearer test-token-0123456789" })).toMatchObject({ status: 200 })
    })

    it.each(["legacy", "auto", { pin: "2026-07-28" }] as const)(
      "in the version of the protocol that is %o",
      async (mode) => {
        const client = new Client({ name: "journey", version: "1.2.3" }, { versionNegotiation: { mode } })
        atEnd.push(() => client.close())
        const { url } = await makeToken({ methods: ["list"] })
        await client.connect(new StreamableHTTPClientTransport(new URL(url)))
        expect(await namesOf(client)).toContain(LIST)
        expect((await callTool(client, LIST, { limit: 1 })).structuredContent.result).toHaveLength(1)
        const byBridge = await connectByBridge(url, undefined, { versionNegotiation: { mode } })
        expect(await namesOf(byBridge)).toContain(LIST)
        expect((await callTool(byBridge, LIST, { limit: 1 })).structuredContent.result).toHaveLength(1)
      },
    )

    it("through the bridge, with an API token too", async () => {
      const client = await connectByBridge(
        `${rollcall.url}/mcp?integrated_account_id=${rollcall.accountId}&tags=employees&methods=read`,
        "test-token-0123456789",
      )
      expect(await namesOf(client)).toEqual([LIST, GET])
      const ids = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
      const answers = await Promise.all(ids.map((limit) => callTool(client, LIST, { limit })))
      expect(answers.filter(({ isError }) => isError)).toEqual([])
      expect(answers.map(({ structuredContent }) => structuredContent.result.length)).toEqual(ids)
      await expect(connectByBridge(`${rollcall.url}/mcp/mcp_guess`)).rejects.toThrow("MCP token is unknown")
    })

    it("until the token ends", async () => {
      const { url } = await makeToken({}, { expires_at: "2099-01-01T00:00:00Z" })
      const client = await connect(url)
      expect(await namesOf(client)).toContain(LIST)
      const { id } = (await rollcall.call(`/integrated-account/${rollcall.accountId}/mcp`)).body.result.at(-1)
      const soon = new Date(Date.now() + 3_600_000).toISOString()
      const path = `/integrated-account/${rollcall.accountId}/mcp/${id}`
      expect((await rollcall.call(path, { method: "PATCH", body: { expires_at: soon } })).status).toBe(200)
      await rollcall.app.moveClock(2 * 3_600_000)
      await expect(client.listTools()).rejects.toThrow()
    })

    it("and every call is in the log, with no token in it", async () => {
      const { id, token, url } = await makeToken()
      const client = await connect(url)
      await callTool(client, LIST, { limit: 1, first_name: "Ada" })
      await callTool(client, GET, { id: "no-such-row" })
      const of = `log_type=mcp&log_type_filter[mcp_server_id]=${id}`
      const entries = await vi.waitFor(async () => {
        const { body } = await rollcall.call(`/log?${of}`)
        expect(body.result.length).toBeGreaterThan(2)
        return body.result
      })
      const told = { log_type: "mcp", integrated_account_id: rollcall.accountId, mcp_server_name: "Agent" }
      const [get, list] = entries.filter((one: any) => one.mcp_method === "tools/call")
      expect(list).toMatchObject({ ...told, tool_name: LIST, operation: "list_employees", resource: "employees" })
      expect(list).toMatchObject({ request_type: "unified", method: "list", http_status_code: 200 })
      expect(get).toMatchObject({ ...told, tool_name: GET, http_status_code: 404, code: "resource.not_found" })
      const methods = entries.map((one: any) => one.mcp_method)
      expect(methods.some((one: string) => ["initialize", "server/discover"].includes(one))).toBe(true)
      const { text } = await rollcall.call("/log?limit=100")
      expect(text).not.toContain(token)
      expect(lines.length).toBeGreaterThan(2)
      expect(lines.join("")).not.toContain(token)
      expect((await rollcall.call("/metrics")).text).not.toContain(token)
      expect(text).not.toContain("Ada")
    })

    describe("as vendors' programs write to it", () => {
      let path = ""
      beforeAll(async () => {
        path = `/mcp/${(await makeToken()).token}`
      })

      it("without jsonrpc and id, as a text, in the oldest version", async () => {
        const params = { protocolVersion: "2024-11-05", capabilities: {}, clientInfo: { name: "old", version: "0" } }
        const hello = await post(path, { method: "initialize", params }, { "content-type": "text/plain;charset=UTF-8" })
        expect(hello.status, hello.text).toBe(200)
        expect(hello.body).toMatchObject({ jsonrpc: "2.0", id: null, result: { protocolVersion: "2024-11-05" } })
        expect(hello.headers["content-type"]).toContain("json")
        expect(hello.text).not.toContain("\n")
        expect((await post(path, { method: "initialize" })).body.result.serverInfo).toMatchObject({ name: "rollcall" })
        expect((await post(path, { method: "tools/list" })).body.result.tools.length).toBeGreaterThan(5)
        const called = await post(path, { method: "tools/call", params: { name: LIST, arguments: { limit: 1 } } })
        expect(called.body.result.structuredContent.result).toHaveLength(1)
      })

      it("in a version to come, which is answered with ours", async () => {
        const params = { protocolVersion: "2999-01-01", capabilities: {}, clientInfo: { name: "new", version: "9" } }
        const { body } = await post(path, { jsonrpc: "2.0", id: 1, method: "initialize", params })
        expect(body.result.protocolVersion).toMatch(/^20\d\d-\d\d-\d\d$/)
      })

      it("with notifications, which have no answer", async () => {
        for (const method of ["notifications/initialized", "notifications/cancelled"]) {
          const { status, text } = await post(path, { jsonrpc: "2.0", method, params: { requestId: 1 } })
          expect([status, text], method).toEqual([202, ""])
        }
      })

      it("ten at once, each answered under its own id", async () => {
        const ids = Array.from({ length: 10 }, (_, index) => index + 1)
        const ask = (id: number) =>
          post(path, { jsonrpc: "2.0", id, method: "tools/call", params: { name: LIST, arguments: { limit: id } } })
        const answers = await Promise.all(ids.map(ask))
        expect(answers.map(({ body }) => [body.id, body.result.structuredContent.result.length])).toEqual(
          ids.map((id) => [id, id]),
        )
      })

      it("several messages in one", async () => {
        const messages = [
          { jsonrpc: "2.0", method: "notifications/initialized" },
          { jsonrpc: "2.0", id: "a", method: "ping" },
          { jsonrpc: "2.0", id: "b", method: "tools/call", params: { name: LIST, arguments: { limit: 1 } } },
        ]
        const { body } = await post(path, messages)
        expect(body.map(({ id }: { id: string }) => id).sort()).toEqual(["a", "b"])
      })

      it("by another verb, from a browser's page, or under a name that is not the server's", async () => {
        for (const method of ["GET", "DELETE"] as const)
          expect(await rollcall.call(path, { method, token: null })).toMatchObject({
            status: 405,
            headers: { allow: "POST" },
          })
        const ask = { id: 1, method: "ping" }
        expect(await post(path, ask, { origin: "https://evil.example" })).toMatchObject({ status: 403 })
        expect(await post(path, ask, { origin: rollcall.url })).toMatchObject({ status: 200 })
        expect(await post(path, ask, { host: "evil.example" })).toMatchObject({ status: 403 })
      })

      it("what can't be read", async () => {
        expect(await post(path, { id: 7, method: "no/such" })).toMatchObject({
          body: { id: 7, error: { code: -32601 } },
        })
        for (const body of ["{", "[]", "7"]) expect((await post(path, body)).status, body).toBe(400)
      })
    })
  },
)
