/** What each operation asks of the services behind the door, and what it answers: environments, catalogue, webhooks. */
import { describe, expect, it } from "vitest"
import { AppError } from "../../errors.js"
import { createServer } from "../index.js"
import { ACCOUNT_ID as A, type Answers, API_CALLER, call, servicesWith } from "../testing.js"

type Case = [call: string, body: object | undefined, answers: Answers, calls: unknown[], answer: unknown]

const ROW = { id: A, name: "one" }
const ACCEPTED = { duration_ms: 4, response: { status: 200, headers: {}, body: "ok" } }
const PAGE = { rows: [ROW], nextCursor: "next" }
const LISTED = { result: [ROW], next_cursor: "next", limit: 7 }
const NONE = { result: [], next_cursor: null, limit: 5000 }
const ADMIN_PAGE = { limit: 7, cursor: "c" }
const PAGING = "limit=7&next_cursor=c"
const LATER = "2999-01-01T00:00:00.000Z"
const AT = "2026-01-01T00:00:00.000Z"
const TARGET = "https://hooks.example/x"

/** Lists, gets: the function that is asked, and what it is told of the caller. */
const reads: Case[] = (
  [
    ["/environment", "access.environments", API_CALLER],
    ["/api-token", "access.tokens", "e"],
    ["/environment-integration", "accounts.installed", "e"],
    ["/webhook", "webhooks", "e"],
  ] as const
).flatMap(([path, family, who]): Case[] => [
  [
    `GET ${path}?${PAGING}&id=${A}`,
    undefined,
    { [`${family}.page`]: PAGE },
    [[`${family}.page`, who, { ...ADMIN_PAGE, ids: [A] }]],
    LISTED,
  ],
  [`GET ${path}/${A}`, undefined, { [`${family}.get`]: ROW }, [[`${family}.get`, who, A]], ROW],
])

const PLATFORM: Case[] = [
  ["GET /environment?team_id=x", undefined, {}, [], NONE],
  ["GET /api-token?environment_id=x", undefined, {}, [], NONE],
  ["GET /environment-integration?environment_id=x", undefined, {}, [], NONE],
  ["GET /environment-integration?integration_id=a&integration.name=b", undefined, {}, [], NONE],
  ["GET /webhook?environment_id=x", undefined, {}, [], NONE],
  [
    "POST /environment",
    { name: "test" },
    { "access.environments.create": ROW, "accounts.installed.ensureAll": undefined },
    [
      ["access.environments.create", "test"],
      ["accounts.installed.ensureAll", A],
    ],
    ROW,
  ],
  [
    `PATCH /environment/${A}`,
    { name: "new" },
    { "access.environments.update": ROW },
    [["access.environments.update", API_CALLER, A, { name: "new" }]],
    ROW,
  ],
  [
    "POST /api-token",
    { name: "t", environment_id: "e", expires_at: LATER },
    { "access.tokens.create": ROW },
    [["access.tokens.create", API_CALLER, { name: "t", expiresAt: new Date(LATER) }]],
    ROW,
  ],
  [
    `PATCH /api-token/${A}`,
    { scopes: ["read"], rate_limit: null },
    { "access.tokens.update": ROW },
    [["access.tokens.update", API_CALLER, A, { scopes: ["read"], rate: null }]],
    ROW,
  ],
  [
    `POST /api-token/${A}/rotate`,
    undefined,
    { "access.tokens.rotate": ROW },
    [["access.tokens.rotate", API_CALLER, A, 86_400]],
    ROW,
  ],
  [
    `DELETE /api-token/${A}`,
    undefined,
    { "access.tokens.remove": true },
    [["access.tokens.remove", "e", A]],
    { id: A },
  ],
  [
    "POST /environment-integration",
    { integration_id: "acme", is_enabled: false },
    { "accounts.installed.install": ROW, "accounts.installed.update": undefined },
    [
      ["accounts.installed.install", "e", "acme"],
      ["accounts.installed.update", "e", A, { is_enabled: false }],
    ],
    ROW,
  ],
  [
    `PATCH /environment-integration/${A}`,
    { show_in_catalog: true },
    { "accounts.installed.update": ROW },
    [["accounts.installed.update", "e", A, { show_in_catalog: true }]],
    ROW,
  ],
  [
    "GET /health",
    undefined,
    { checkDatabase: "postgres" },
    [["checkDatabase"]],
    { status: "ok", version: "1.2.3", database: "postgres" },
  ],
  ["GET /ping", undefined, {}, [], { pong: true }],
  [
    "GET /integration/acme/tools",
    undefined,
    { "describe.tools": [{ name: "t" }] },
    [["describe.tools", "acme", { methods: undefined, tags: undefined }]],
    [{ name: "t" }],
  ],
  [
    "GET /integration/acme/capabilities",
    undefined,
    { "describe.capabilities": { proxy: [] } },
    [["describe.capabilities", "acme", {}]],
    { proxy: [] },
  ],
]

const replay = "webhooks.deliveries.replay"
const WEBHOOKS: Case[] = [
  [
    "POST /webhook",
    { target_url: TARGET, event_types: ["employee:hired"] },
    { "webhooks.create": ROW },
    [["webhooks.create", "e", { targetUrl: TARGET, isActive: undefined, eventTypes: ["employee:hired"] }]],
    ROW,
  ],
  [
    `PATCH /webhook/${A}`,
    { is_active: false },
    { "webhooks.update": ROW },
    [["webhooks.update", "e", A, { targetUrl: undefined, isActive: false, eventTypes: undefined }]],
    ROW,
  ],
  [`DELETE /webhook/${A}`, undefined, { "webhooks.remove": true }, [["webhooks.remove", "e", A]], { id: A }],
  [
    "POST /webhook/test",
    { id: A },
    { "webhooks.test": ACCEPTED },
    [["webhooks.test", "e", A, "test"]],
    { success: true, ...ACCEPTED },
  ],
  [
    `POST /webhook/${A}/rotate-secret`,
    undefined,
    { "webhooks.rotateSecret": ROW },
    [["webhooks.rotateSecret", "e", A, 86_400]],
    ROW,
  ],
  [
    `GET /webhook-delivery?${PAGING}&webhook_id=${A}&status=failing&event_type=compensation:*&created_at[gte]=${AT}`,
    undefined,
    { "webhooks.get": ROW, "webhooks.deliveries.page": PAGE },
    [
      ["webhooks.get", "e", A],
      [
        "webhooks.deliveries.page",
        "e",
        {
          ...ADMIN_PAGE,
          filters: {
            webhookId: [A],
            status: ["failing"],
            eventType: ["compensation:changed"],
            createdAt: [{ operator: ">=", at: new Date(AT) }],
          },
        },
      ],
    ],
    LISTED,
  ],
  [
    `GET /webhook-delivery/${A}`,
    undefined,
    { "webhooks.deliveries.get": ROW },
    [["webhooks.deliveries.get", "e", A]],
    ROW,
  ],
  ["POST /webhook-delivery/replay", { ids: [A] }, { [replay]: 1 }, [[replay, "e", { ids: [A] }]], { replayed: 1 }],
  [
    "POST /webhook-delivery/replay",
    { webhook_id: A, from: AT, to: LATER },
    { "webhooks.get": ROW, [replay]: 2 },
    [
      ["webhooks.get", "e", A],
      [replay, "e", { webhookId: A, from: new Date(AT), to: new Date(LATER), status: undefined }],
    ],
    { replayed: 2 },
  ],
]

describe("what an operation asks and answers", () => {
  it.each([...reads, ...PLATFORM, ...WEBHOOKS])("%s %j", async (text, body, given, calls, answer) => {
    expect(await call(text, body, given)).toEqual({ status: 200, body: answer, calls })
  })
})

describe("the catalogue", () => {
  const integrations = [
    { id: "acme", name: "Acme", category: "hris" },
    { id: "other", name: "Other", category: "hris" },
  ]
  async function ask(url: string) {
    const app = createServer(servicesWith({ integrations }))
    const answer = await app.inject({ url, headers: { authorization: "Bearer api" } })
    await app.close()
    return { status: answer.statusCode, body: answer.json() }
  }
  const idsOf = async (url: string) => (await ask(url)).body.result.map(({ id }: { id: string }) => id)

  it("lists what there is, narrowed by a filter or a limit", async () => {
    expect(await idsOf("/integration")).toEqual(["acme", "other"])
    expect(await idsOf("/integration?name=other")).toEqual(["other"])
    expect(await idsOf("/integration?limit=1")).toEqual(["acme"])
    expect(await idsOf("/unified-model")).toEqual(["hris"])
    expect(await idsOf("/environment-unified-model")).toEqual(["hris-e"])
  })

  it("answers one by its id", async () => {
    expect((await ask("/integration/other")).body).toMatchObject({ id: "other", config: { label: "Other" } })
    const { body } = await ask("/unified-model/hris")
    expect(body.resources.locations.methods).toEqual(["list", "get", "create", "update", "delete"])
    expect(body.resources.companies).toMatchObject({ methods: ["list", "get"], schema: { $ref: "#/$defs/Company" } })
    expect((await ask("/environment-unified-model/hris-e")).body).toMatchObject({ environment_id: "e" })
    expect(await ask("/integration/nope")).toMatchObject({
      status: 404,
      body: { message: "there is no integration nope; there is acme, other" },
    })
  })
})

describe("the server's numbers", () => {
  it("are written with the lag of now", async () => {
    const lags: unknown[] = []
    const metrics = {
      recordRequest() {},
      contentType: "text/plain",
      write: async (lag: unknown) => `${lags.push(lag)}`,
    }
    const app = createServer(servicesWith({ metrics, readLag: async () => "lag" }))
    const answer = await app.inject({ url: "/metrics", headers: { authorization: "Bearer api" } })
    await app.close()
    expect([answer.statusCode, answer.body, lags]).toEqual([200, "1", ["lag"]])
  })

  it("are told while the database is away, and nothing else is", async () => {
    const away = async () => {
      throw new AppError("server.unavailable", "the database does not answer", { retryAfterSeconds: 5 })
    }
    const recall = async (token: string) => (token === "known" ? API_CALLER : away())
    const access = { authenticate: away, recall, limits: { take: away } }
    const app = createServer(servicesWith({ access, readLag: async () => undefined }))
    const ask = async (url: string, token: string) =>
      (await app.inject({ url, headers: { authorization: `Bearer ${token}` } })).statusCode
    expect([await ask("/metrics", "known"), await ask("/metrics", "new"), await ask("/environment", "known")]).toEqual([
      200, 503, 503,
    ])
    await app.close()
  })

  it("and new environments are for the default environment's tokens", async () => {
    const authenticate = async () => ({ ...API_CALLER, isDefaultEnvironment: false })
    const app = createServer(servicesWith({ access: { authenticate, recall: authenticate } }))
    const headers = { authorization: "Bearer x" }
    const made = await app.inject({ method: "POST", url: "/environment", headers, payload: { name: "n" } })
    const read = await app.inject({ url: "/metrics", headers })
    await app.close()
    expect([made.statusCode, read.statusCode]).toEqual([403, 403])
    expect(made.json().message).toContain("only a token of the default environment")
  })
})

describe("what is not there is a 404, what makes no sense a 4xx that says why", () => {
  it.each([
    ["GET /environment/x", undefined, {}, 404, "no environment x"],
    [`GET /environment/${A}`, undefined, { "access.environments.get": undefined }, 404, A],
    [`PATCH /environment/${A}`, {}, { "access.environments.update": undefined }, 404, A],
    [`GET /api-token/${A}`, undefined, { "access.tokens.get": undefined }, 404, A],
    [`DELETE /api-token/${A}`, undefined, { "access.tokens.remove": false }, 404, A],
    [`PATCH /api-token/${A}`, {}, { "access.tokens.update": undefined }, 404, A],
    [`POST /api-token/${A}/rotate`, {}, { "access.tokens.rotate": undefined }, 404, A],
    ["POST /api-token", { name: "t", environment_id: "other" }, {}, 403, "leave it out"],
    ["POST /api-token", { name: "t", expires_at: "2020-01-01T00:00:00Z" }, {}, 400, "a date-time ahead"],
    [`GET /environment-integration/${A}`, undefined, { "accounts.installed.get": undefined }, 404, A],
    [`PATCH /environment-integration/${A}`, {}, { "accounts.installed.update": undefined }, 404, A],
    ["GET /webhook/x", undefined, {}, 404, "no webhook x"],
    [`PATCH /webhook/${A}`, {}, { "webhooks.update": undefined }, 404, A],
    [`DELETE /webhook/${A}`, undefined, { "webhooks.remove": false }, 404, A],
    ["POST /webhook/test", { id: A }, { "webhooks.test": undefined }, 404, A],
    [`POST /webhook/${A}/rotate-secret`, {}, { "webhooks.rotateSecret": undefined }, 404, A],
    [`GET /webhook-delivery/${A}`, undefined, { "webhooks.deliveries.get": undefined }, 404, A],
    [`GET /webhook-delivery?webhook_id=${A}`, undefined, { "webhooks.get": undefined }, 404, A],
    ["GET /webhook-delivery?event_type=employee:fired", undefined, {}, 400, "employee:hired"],
    ["POST /webhook-delivery/replay", { webhook_id: A }, {}, 400, "give ids, or webhook_id with from and to"],
    ["POST /webhook-delivery/replay", { ids: [A], from: AT }, {}, 400, "either ids, or webhook_id"],
    ["POST /webhook-delivery/replay", { webhook_id: A, from: LATER, to: AT }, {}, 400, "from: is after to"],
    ["POST /webhook-delivery/replay", { webhook_id: A, from: AT, to: LATER }, { "webhooks.get": undefined }, 404, A],
  ] as const)("%s %j", async (text, body, given, status, words) => {
    const got = await call(text, body, given)
    expect(got).toMatchObject({ status, body: { statusCode: status, message: expect.stringContaining(words) } })
  })
})
