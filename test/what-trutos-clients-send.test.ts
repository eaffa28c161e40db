import { type Compatibility, compatibility } from "@rollcall/contract"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Rollcall, startRollcall } from "./rollcall.js"

/** Every method of Truto's SDKs as it goes over the wire: paths, query texts, content types and empty values. */
let rollcall: Rollcall
let ids: Record<string, string>
beforeAll(async () => {
  rollcall = await startRollcall({ sandbox: { size: 12, today: "2026-11-23" } })
  const make = async (path: string, body: object) => (await rollcall.call(path, { method: "POST", body })).body
  const first = async (path: string) => (await rollcall.call(path)).body.result[0].id
  const job = await make("/sync-job", { resources: [{ resource: "hris/groups", method: "list" }] })
  const started = { sync_job_id: job.id, integrated_account_id: rollcall.accountId }
  ids = {
    "/environment": rollcall.app.environmentId,
    "/team": await first("/team"),
    "/api-token": await first("/api-token"),
    "/integration": "factorial",
    "/environment-integration": await first("/environment-integration"),
    "/unified-model": "hris",
    "/environment-unified-model": await first("/environment-unified-model"),
    "/integrated-account": rollcall.accountId,
    "/documentation": await first("/documentation?type=description"),
    "/webhook": (await make("/webhook", { target_url: "http://127.0.0.1:9/hook" })).id,
    "/mcp": (await make(`/integrated-account/${rollcall.accountId}/mcp`, { name: "Agent" })).token,
    "/sync-job": job.id,
    "/sync-job-run": (await make("/sync-job-run", started)).id,
    "/sync-job-cron-trigger": (await make("/sync-job-cron-trigger", { ...started, cron_expression: "0 6 * * *" })).id,
    "/unified/hris/employees": await first("/unified/hris/employees?ACC"),
    "/proxy/teams-teams": await first("/proxy/teams-teams?ACC"),
  }
})
afterAll(() => rollcall.close())

type Example = {
  query?: string
  body?: object
  /** The rest of a custom path. */
  path?: string
  /** Where the example itself can't succeed: who is asked has no such thing. */
  status?: number
}

const newTeam = () =>
  rollcall.call("/proxy/teams-teams?ACC", { method: "POST", body: { name: `Team ${Math.random()}` } })
const teamId = async () => (await newTeam()).body.id as string // as Factorial answers it
const account = () => ({ integrated_account_id: rollcall.accountId })
const removable = async (path: string, body: object) => (await rollcall.call(path, { method: "POST", body })).body.id

let weeks = 0
/** A Monday of its own: absences may not overlap. */
function nextDay() {
  const day = new Date(Date.UTC(2027, 5, 7 + 7 * weeks++)).toISOString().slice(0, 10)
  return { start_time: day, end_time: day }
}

/** What the calls say that need more than an id. */
const EXAMPLES: Record<string, () => Example | Promise<Example>> = {
  "GET /user/:id": () => ({ status: 404 }),
  "GET /documentation": () => ({ query: "entity_id=hris" }),
  "GET /log": () => ({
    query: `log_type=unified_proxy_api&created_at[gt]=2020-01-01T00:00:00Z&log_type_filter[integrated_account_id]=${rollcall.accountId}`,
  }),
  "PATCH /environment/:id": () => ({ body: { name: "Renamed" } }),
  "POST /environment-integration": () => ({ body: { integration_id: "factorial", is_enabled: true } }),
  "PATCH /environment-integration/:id": () => ({ body: { is_enabled: true } }),
  "POST /environment-unified-model": () => ({ body: { unified_model_id: "hris" } }),
  "PATCH /integrated-account/:id": () => ({ body: { context: { note: "x" } } }),
  "POST /integrated-account": () => ({
    body: { tenant_id: "x", integration: "factorial", authentication_method: "api_key", context: { api_key: "k" } },
  }),
  "POST /integrated-account/token": () => ({ body: account() }),
  // The connection has an API key, so there is nothing to refresh.
  "POST /integrated-account/refresh-credentials": () => ({ body: { id: rollcall.accountId }, status: 400 }),
  "POST /integrated-account/run-post-install-actions": () => ({ body: { id: rollcall.accountId } }),
  "GET /integrated-account/:id/tools": () => ({ query: "methods=list,get&tags=timeoff" }),
  "POST /link-token": () => ({ body: { tenant_id: "x" } }),
  "POST /unified/:model/:resource": () => ({
    body: {
      employee: { id: ids["/unified/hris/employees"] },
      ...nextDay(),
      timeoff_type: "Holidays",
    },
  }),
  "PATCH /unified/:model/:resource/:id": () => ({ body: { first_name: "Renamed" } }),
  "POST /unified/:model/:resource/:method": () => ({
    body: { id: ids["/unified/hris/employees"], termination_date: "2027-12-31" },
  }),
  "POST /proxy/:resource": () => ({ body: { name: `Crew ${Math.random()}` } }),
  "PATCH /proxy/:resource/:id": () => ({ body: { name: `Crew ${Math.random()}` } }),
  "POST /proxy/:resource/:method": async () => ({
    body: { id: await teamId(), destination_parent_team_id: ids["/proxy/teams-teams"] },
  }),
  "GET /custom/:path": () => ({ path: "teams/teams" }),
  "POST /custom/:path": () => ({ path: "teams/teams", body: { name: `Crew ${Math.random()}` } }),
  "PUT /custom/:path": async () => ({ path: `teams/teams/${await teamId()}`, body: { name: `Crew ${Math.random()}` } }),
  "PATCH /custom/:path": async () => ({ path: `teams/teams/${await teamId()}`, body: { name: "x" } }),
  "DELETE /custom/:path": async () => ({ path: `teams/teams/${await teamId()}` }),
  "POST /mcp/:token": () => ({ body: { method: "tools/list", params: {} } }),
  "POST /batch-request": () => ({ body: { ...account(), resources: [{ resource: "hris/groups", method: "list" }] } }),
  "POST /sync-job": () => ({ body: { resources: [{ resource: "hris/groups", method: "list" }] } }),
  "PATCH /sync-job/:id": () => ({ body: { label: "Teams" } }),
  "POST /sync-job-run": () => ({ body: { sync_job_id: ids["/sync-job"], ...account() } }),
  "POST /sync-job-cron-trigger": () => ({
    body: { sync_job_id: ids["/sync-job"], args: account(), cron_expression: "0 6 * * *" },
  }),
  "PATCH /sync-job-cron-trigger/:id": () => ({ body: { cron_expression: "0 7 * * *" } }),
  "POST /webhook": () => ({ body: { target_url: "http://127.0.0.1:9/hook", event_types: ["sync_job_run:completed"] } }),
  "PATCH /webhook/:id": () => ({ body: { is_active: true } }),
  // Nobody listens there.
  "POST /webhook/test": () => ({ body: { id: ids["/webhook"] }, status: 422 }),
}

/** A row to be deleted is made for it. */
const DELETED: Record<string, () => Promise<string>> = {
  "/integrated-account": () =>
    removable("/integrated-account", {
      ...{ tenant_id: "y", integration: "factorial", authentication_method: "api_key", context: { api_key: "k" } },
    }),
  "/sync-job": () => removable("/sync-job", { resources: [{ resource: "hris/groups" }] }),
  "/sync-job-cron-trigger": () =>
    removable("/sync-job-cron-trigger", { sync_job_id: ids["/sync-job"], ...account(), cron_expression: "0 6 * * *" }),
  "/webhook": () => removable("/webhook", { target_url: "http://127.0.0.1:9/hook" }),
  "/proxy/:resource": teamId,
  "/unified/:model/:resource": () => removable("/unified/hris/groups?ACC", { name: `Group ${Math.random()}` }),
}

type Sdk = "typescript" | "python" | "langchain"
const SDKS = ["typescript", "python", "langchain"] as const

const isOfAccount = (path: string) => /^\/(unified|proxy|custom)\//.test(path)
const isList = ({ method, path }: Compatibility) => method === "GET" && !/:id|:method|:path|\/tools|\/ping/.test(path)

/** Of which unified resource an example is. */
const UNIFIED: Record<string, string> = { POST: "timeoff_requests", DELETE: "groups" }

async function pathOf({ method, path }: Compatibility, example: Example): Promise<string> {
  const base = path.replace(/\/:(id|method|token|path).*$/, "")
  const unified = path.endsWith("/:method") ? "employees" : (UNIFIED[method] ?? "employees")
  const named = base.replace(":model", "hris").replace(":resource", base.startsWith("/proxy") ? "teams-teams" : unified)
  const id = method === "DELETE" ? await DELETED[base]?.() : ids[named]
  const action = method === "GET" ? "list" : base.startsWith("/proxy") ? "move" : "terminate"
  return path
    .replace(base, named)
    .replace(":path", example.path ?? "x")
    .replace(":id", encodeURIComponent(id ?? "00000000-0000-4000-8000-000000000000"))
    .replace(":method", action)
    .replace(":token", id ?? "")
}

/** Each SDK's own way of writing the same call. */
function writtenBy(sdk: Sdk, row: Compatibility, { path, example }: { path: string; example: Example }) {
  const query = [
    ...(isOfAccount(row.path) ? [`integrated_account_id=${rollcall.accountId}`] : []),
    ...(example.query ? [example.query] : []),
    // The TypeScript SDK begins a list with an empty cursor; Python writes what it calls nothing.
    ...(isList(row) && row.path !== "/category" ? [sdk === "python" ? "next_cursor=None" : "next_cursor="] : []),
  ].join("&")
  // With the base URL that lets calls without a slash work, all others have two.
  const slashes = sdk === "typescript" && row.quirk === undefined ? "//" : "/"
  const isText = sdk === "typescript" && row.quirk === "text body"
  const type = isText ? "text/plain;charset=UTF-8" : "application/json"
  // The Python SDK sends the type always, the others with a body.
  const headers: Record<string, string> =
    sdk === "python" || example.body || row.method !== "GET" ? { "content-type": type } : {}
  const body =
    row.method === "GET" || row.method === "DELETE" ? undefined : example.body && JSON.stringify(example.body)
  return [`${slashes}${path.slice(1)}?${query}`, { method: row.method, headers, ...(body ? { body } : {}) }] as const
}

const called = compatibility().flatMap((row) =>
  SDKS.flatMap((sdk) => (row[sdk] === undefined ? [] : [[sdk, row[sdk] ?? "", row] as const])),
)

describe("What Truto's clients send", () => {
  it.each(called)("%s %s is answered as the table says", async (sdk, _, row) => {
    const key = `${row.method} ${row.path}`
    const example = (await EXAMPLES[key]?.()) ?? {}
    const [path, options] = writtenBy(sdk, row, { path: await pathOf(row, example), example })
    const { status, body, headers, text } = await rollcall.call(path, options)
    expect(headers["content-type"], text).toContain("json")
    if (row.support === "501") {
      expect(body, text).toMatchObject({ statusCode: 501, code: "operation.not_offered" })
      expect(body.message).toContain(row.note)
      return
    }
    if (example.status === undefined) expect([200, 201], `${status} ${text.slice(0, 300)}`).toContain(status)
    else expect(status, text).toBe(example.status)
    if (isList(row)) expect(body).toMatchObject({ result: expect.any(Array), next_cursor: null })
    if (row.method === "DELETE" && !row.path.startsWith("/custom")) expect(body).toHaveProperty("id")
  })

  it("covers every example", () => {
    const known = new Set(compatibility().map(({ method, path }) => `${method} ${path}`))
    expect(Object.keys(EXAMPLES).filter((key) => !known.has(key))).toEqual([])
  })
})

describe("What the TypeScript SDK's types ask for", () => {
  const make = (path: string, body: object) => rollcall.call(path, { method: "POST", body })
  const started = () => ({ sync_job_id: ids["/sync-job"], ...account() })

  it("is taken: the environment that asks, and nothing for what there is nothing of here", async () => {
    const environment_id = ids["/environment"]
    const none = { daemon_group_key: null, super_query: null, error_handling: null, events_to_send: null }
    const trigger = { ...started(), ...none, environment_id, webhook_id: null, cron_expression: "0 6 * * *" }
    const run = { ...started(), environment_id, status: "created", daemon_id: "", daemon_group_key: "" }
    const webhook = { target_url: "http://127.0.0.1:9/hook", environment_id }
    const link = { tenant_id: "x", environment_id, environment_unified_model_id: ids["/environment-unified-model"] }
    const bodies = {
      ...{ "/sync-job-cron-trigger": trigger, "/sync-job-run": run, "/webhook": webhook, "/link-token": link },
    }
    for (const [path, body] of Object.entries(bodies)) {
      const { status, text } = await make(path, body)
      expect(status, text).toBe(200)
    }
  })

  it("is answered: documentation by what it is of, a model's team, an environment's, an entry's _id", async () => {
    const listed = async (path: string) => (await rollcall.call(path)).body.result
    const own = ids["/environment-integration"]
    for (const [name, entity] of Object.entries({ integration_id: "factorial", unified_model_id: "hris" })) {
      const rows = await listed(`/documentation?${name}=${entity}&next_cursor=`)
      expect(new Set(rows.map((row: any) => row.entity_id)), name).toEqual(new Set([entity]))
    }
    expect(await listed(`/documentation?environment_integration_id=${own}`)).toEqual([])
    expect(await listed("/documentation?integration_id=hris")).toEqual([])
    const [{ id: team }] = await listed("/team")
    const [model] = await listed("/unified-model")
    expect(model).toMatchObject({ team_id: team, team: { id: team }, scopes: {} })
    expect(model.installed_environment).toEqual([ids["/environment"]])
    expect(await listed(`/environment?team_id=${team}`)).toMatchObject([{ team_id: team }])
    const [entry] = await listed("/log?log_type=unified_proxy_api&limit=1")
    expect(entry._id).toBe(entry.id)
  })

  it("is refused for another environment, and for a daemon", async () => {
    const elsewhere = { target_url: "http://127.0.0.1:9/hook", environment_id: "other" }
    expect(await make("/webhook", elsewhere)).toMatchObject({ status: 403, body: { code: "token.forbidden" } })
    const { status, body } = await make("/sync-job-run", { ...started(), daemon_id: "d1" })
    expect([status, body.message]).toEqual([400, "daemon_id: nothing runs on your side: leave it out"])
  })
})

describe("A batch", () => {
  it("reads people and what they have in one request, and says what a token may not", async () => {
    const made = await rollcall.call("/api-token", {
      method: "POST",
      body: { name: "reader", scopes: ["read:employees"] },
    })
    const resources = [
      { resource: "hris/employees", query: { limit: 5, truto_exclude_fields: ["remote_data"] } },
      {
        resource: "hris/employments",
        depends_on: "hris/employees",
        query: { employee_id: "{{resources.hris.employees.id}}" },
      },
      { resource: "teams-teams", persist: true },
    ]
    const ask = (token?: string) =>
      rollcall.call("/batch-request", {
        method: "POST",
        body: { ...account(), resources },
        ...(token ? { token } : {}),
      })
    const all = (await ask()).body
    expect(all.errors).toEqual({})
    expect(all.result["hris/employees"]).toHaveLength(12)
    const people = new Set(all.result["hris/employees"].map(({ id }: { id: string }) => id))
    expect(all.result["hris/employments"].every((one: any) => people.has(one.employee.id))).toBe(true)
    expect(new Set(all.result["hris/employments"].map((one: any) => one.employee.id)).size).toBe(12)
    const { result, errors } = (await ask(made.body.token)).body
    expect(result["hris/employees"]).toHaveLength(12)
    expect(Object.keys(errors)).toEqual(["hris/employments", "teams-teams"])
    expect(errors["teams-teams"][0]).toMatchObject({ statusCode: 403, code: "token.forbidden" })
  })

  it("takes no file, no stream and no list that is all of it at once", async () => {
    const document = (await rollcall.call("/unified/hris/documents?ACC")).body.result[0].id
    const resources = [
      { resource: `hris/documents/${document}/download`, name: "file" },
      { resource: "hris/groups", name: "stream", query: { truto_response_format: "stream" } },
      { resource: "hris/groups", name: "all", query: { truto_ignore_limit: "true" } },
      { resource: "hris/employees/%zz", name: "odd" },
    ]
    const { body } = await rollcall.call("/batch-request", { method: "POST", body: { ...account(), resources } })
    for (const name of ["file", "stream", "all", "odd"])
      expect(body.errors[name], name).toMatchObject([{ statusCode: 400, code: "request.invalid" }])
  })

  it("answers raw rows, however they are asked for and whatever is left out, and nothing of debug", async () => {
    const whole = (await rollcall.call("/unified/hris/groups?ACC")).body.result
    const resources = [
      {
        resource: "hris/groups",
        name: "raw",
        response_format: "raw",
        query: { truto_exclude_fields: ["remote_data"] },
      },
      { resource: "hris/groups", name: "one", method: "get", id: whole[0].id, response_format: "raw" },
      { resource: "teams-teams", name: "proxy", response_format: "raw", persist: true },
      { resource: "teams-teams", name: "same", query: { truto_response_format: "raw" }, persist: true },
      { resource: "hris/groups", name: "query", query: { truto_response_format: "raw" } },
      { resource: "hris/groups", name: "debug", query: { truto_response_format: "debug" } },
    ]
    const { body } = await rollcall.call("/batch-request", { method: "POST", body: { ...account(), resources } })
    expect(body.result.raw).toEqual(whole.map((row: any) => row.remote_data))
    expect(body.result.one).toMatchObject([{ id: whole[0].remote_data.id, name: whole[0].name }])
    expect(body.result.query).toEqual(body.result.raw)
    for (const name of ["proxy", "same"]) expect(body.result[name], name).not.toEqual([])
    expect(body.errors).toMatchObject({ debug: [{ statusCode: 400 }] })
    expect(Object.keys(body.errors)).toEqual(["debug"])
  })

  it("sent again with its key writes nothing twice", async () => {
    const name = `Once ${Math.random()}`
    const body = {
      ...account(),
      resources: [{ resource: "teams-teams", method: "create", body: { name }, persist: true }],
    }
    const ask = () => rollcall.call("/batch-request", { method: "POST", headers: { "idempotency-key": name }, body })
    const [first, second] = [await ask(), await ask()]
    expect(second.body).toEqual(first.body)
    expect(rollcall.sandbox.running.store.all("teams/teams").filter((row) => row.name === name)).toHaveLength(1)
  })

  it("is not for the token of one account, and not for an account of nobody", async () => {
    const { integrated_account_token: token } = (
      await rollcall.call("/integrated-account/token", { method: "POST", body: account() })
    ).body
    const resources = [{ resource: "hris/groups" }]
    expect(
      (await rollcall.call("/batch-request", { method: "POST", token, body: { ...account(), resources } })).status,
    ).toBe(403)
    const nobody = { integrated_account_id: "00000000-0000-4000-8000-000000000000", resources }
    expect((await rollcall.call("/batch-request", { method: "POST", body: nobody })).status).toBe(404)
  })
})

describe("An MCP token", () => {
  it("shows at least one tool, is told once, and can't end before it begins", async () => {
    const path = `/integrated-account/${rollcall.accountId}/mcp`
    const make = (body: object) => rollcall.call(path, { method: "POST", body })
    expect(await make({ name: "x", config: { tags: ["nothing"] } })).toMatchObject({ status: 400 })
    expect(await make({ name: "x", expires_at: "2020-01-01T00:00:00Z" })).toMatchObject({ status: 400 })
    const { status, body } = await make({ name: "x", config: { type: "unified", methods: ["read"] } })
    expect(status).toBe(200)
    expect(body.url).toBe(`${rollcall.url}/mcp/${body.token}`)
    const { body: shown } = await rollcall.call(`${path}/${body.id}`)
    expect(shown).not.toHaveProperty("token")
    expect(
      (await rollcall.call(`${path}/${body.id}`, { method: "PATCH", body: { config: { tags: ["no"] } } })).status,
    ).toBe(400)
    expect((await rollcall.call(`${path}/${body.id}`, { method: "DELETE" })).body).toEqual({ id: body.id })
  })
})
