/** What each operation asks of the services behind the door, and what it answers: accounts, links, meta, unified, sync. */
import { RESOURCES } from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import { createServer } from "../index.js"
import { ACCOUNT_ID as A, type Answers, API_CALLER, call, servicesWith } from "../testing.js"

type Case = [call: string, body: object | undefined, answers: Answers, calls: unknown[], answer: unknown]

const ACC = `integrated_account_id=${A}`
const OTHER = "00000000-0000-4000-8000-000000000002"
const ROW = { id: A, tenant_id: "acme" }
const PAGE = { rows: [ROW], nextCursor: "next" }
const MADE_AT = "2026-01-01T00:00:00.000Z"
const DONE = { success: true }

const unsubscribe = "inbound.unsubscribe"
const remove = "accounts.admin.remove"
const update = "accounts.admin.update"

const ACCOUNTS: Case[] = [
  [
    "GET /integrated-account?tenant_id=acme&integration.name=acme&limit=7&next_cursor=c",
    undefined,
    { "accounts.admin.page": PAGE, "sync.states": { [ROW.id]: { employees: "fresh" } } },
    [
      [
        "accounts.admin.page",
        "e",
        {
          limit: 7,
          cursor: "c",
          filters: expect.objectContaining({ tenant_id: ["acme"], integration: ["acme"] }),
        },
      ],
      ["sync.states", "e", [ROW.id]],
    ],
    { result: [{ ...ROW, sync: { employees: "fresh" } }], next_cursor: "next", limit: 7 },
  ],
  ["GET /integrated-account?environment_id=x", undefined, {}, [], { result: [], next_cursor: null, limit: 5000 }],
  [
    `GET /integrated-account/${A}`,
    undefined,
    { "accounts.admin.get": ROW, "sync.states": { [ROW.id]: { employees: "fresh" } } },
    [
      ["accounts.admin.get", "e", A],
      ["sync.states", "e", [ROW.id]],
    ],
    { ...ROW, sync: { employees: "fresh" } },
  ],
  [
    "POST /integrated-account",
    { tenant_id: "acme", integration: "acme", authentication_method: "api_key", is_sandbox: true },
    { "accounts.admin.create": ROW },
    [
      [
        "accounts.admin.create",
        "e",
        {
          tenantId: "acme",
          environmentIntegrationId: undefined,
          integration: "acme",
          context: {},
          authenticationMethod: "api_key",
          region: undefined,
          isSandbox: true,
        },
      ],
    ],
    ROW,
  ],
  [
    `PATCH /integrated-account/${A}`,
    { tenant_id: "b" },
    { [update]: ROW },
    [[update, "e", A, { tenant_id: "b" }]],
    ROW,
  ],
  [
    `PATCH /integrated-account/${A}`,
    { status: "needs_reauth", tenant_id: "b" },
    { "accounts.admin.get": { ...ROW, status: "needs_reauth" }, [update]: { ...ROW, status: "needs_reauth" } },
    [
      ["accounts.admin.get", "e", A],
      [update, "e", A, { tenant_id: "b" }],
    ],
    { ...ROW, status: "needs_reauth" },
  ],
  [
    `PATCH /integrated-account/${A}`,
    { tenant_id: "b", status: "active" },
    {
      [update]: ROW,
      "accounts.link.runPostInstall": true,
      "accounts.admin.get": { ...ROW, status: "needs_reauth" },
    },
    [
      [update, "e", A, { tenant_id: "b" }],
      ["accounts.link.runPostInstall", "e", A],
      ["accounts.admin.get", "e", A],
    ],
    { ...ROW, status: "needs_reauth" },
  ],
  [
    `PATCH /integrated-account/${A}`,
    { status: "active" },
    { [update]: { ...ROW, status: "active" } },
    [[update, "e", A, {}]],
    { ...ROW, status: "active" },
  ],
  [
    `PATCH /integrated-account/${A}/credentials`,
    { api_key: "k", context: { region: "eu" } },
    { [update]: ROW },
    [[update, "e", A, { context: { api_key: "k", region: "eu" } }]],
    ROW,
  ],
  [
    "POST /integrated-account/refresh-credentials",
    { id: A },
    { "accounts.refreshNow": undefined },
    [["accounts.refreshNow", "e", A]],
    DONE,
  ],
  [
    "POST /integrated-account/run-post-install-actions",
    { id: A },
    { "accounts.link.runPostInstall": true },
    [["accounts.link.runPostInstall", "e", A]],
    DONE,
  ],
  [
    `DELETE /integrated-account/${A}`,
    undefined,
    { [unsubscribe]: 1, [remove]: 1 },
    [
      [unsubscribe, "e", { ids: [A] }],
      [remove, "e", { ids: [A] }],
    ],
    { id: A },
  ],
  ...[{ ids: [A] }, { tenant_id: "acme" }].map((body): Case => {
    const which = "ids" in body ? body : { tenantId: "acme" }
    const calls = [unsubscribe, remove].map((name) => [name, "e", which])
    return ["POST /integrated-account/bulk-delete", body, { [unsubscribe]: 1, [remove]: 0 }, calls, DONE]
  }),
  [
    "POST /integrated-account/token",
    { integrated_account_id: A },
    { "access.tokens.createForAccount": { token: "tok", scopes: ["all"], expiresAt: new Date(MADE_AT) } },
    [["access.tokens.createForAccount", API_CALLER, { accountId: A }]],
    { integrated_account_token: "tok", scopes: ["all"], expires_at: MADE_AT },
  ],
  [
    `GET /integrated-account/${A}/tools?methods=list`,
    undefined,
    { "describe.tools": [{ name: "t" }] },
    [["describe.tools", "acme", { methods: ["list"], tags: undefined }]],
    { result: [{ name: "t" }] },
  ],
  [
    `GET /integrated-account/${A}/capabilities`,
    undefined,
    {
      "describe.capabilities": { proxy: [], unified: [{ resource: "groups" }] },
      "sync.coverage": { groups: { rows: 3 }, employees: { rows: 9 } },
    },
    [
      ["describe.capabilities", "acme", {}, expect.objectContaining({ id: A })],
      ["sync.coverage", expect.objectContaining({ id: A })],
    ],
    { proxy: [], unified: [{ resource: "groups", coverage: { rows: 3 } }] },
  ],
  [
    `GET /integrated-account/${A}/coverage?resource=groups`,
    undefined,
    { "sync.coverage": { groups: { rows: 3 } } },
    [["sync.coverage", expect.objectContaining({ id: A }), "groups"]],
    { integrated_account_id: A, resources: { groups: { rows: 3 } } },
  ],
]

const LINK_AND_META: Case[] = [
  [
    "POST /link-token",
    { tenant_id: "acme", unified_model_id: "hris", expires_in: 600 },
    { "accounts.link.createToken": "lt" },
    [
      [
        "accounts.link.createToken",
        "e",
        expect.objectContaining({ tenantId: "acme", expiresInSeconds: 600, integratedAccountId: undefined }),
      ],
    ],
    { link_token: "lt" },
  ],
  [
    `DELETE /link-token/${A}`,
    undefined,
    { "accounts.link.revokeToken": true },
    [["accounts.link.revokeToken", "e", A]],
    DONE,
  ],
  [
    `GET /unified/hris/employees/meta/list?${ACC}`,
    undefined,
    { "describe.method": { a: 1 } },
    [["describe.method", { resource: "employees", method: "list", integration: "acme", isFull: false }]],
    { a: 1 },
  ],
  [
    "GET /unified/hris/employees/acme/meta/get",
    undefined,
    { "describe.method": { a: 2 } },
    [["describe.method", { resource: "employees", method: "get", integration: "acme", isFull: true }]],
    { a: 2 },
  ],
  [
    "GET /unified/meta/hris/acme",
    undefined,
    { "describe.model": { contentType: "application/json", body: { m: 1 } } },
    [["describe.model", "acme", "json"]],
    { m: 1 },
  ],
]

const reply = { status: 200, headers: {}, body: { ok: true } }
const UNIFIED: Case[] = RESOURCES.flatMap((resource): Case[] => [
  [
    `GET /unified/hris/${resource}?${ACC}&limit=3`,
    undefined,
    { "gateway.list": reply },
    [["gateway.list", expect.objectContaining({ resource, account: expect.objectContaining({ id: A }) })]],
    { ok: true },
  ],
  [
    `GET /unified/hris/${resource}/42?${ACC}`,
    undefined,
    { "gateway.get": reply },
    [["gateway.get", expect.objectContaining({ resource, id: "42" })]],
    { ok: true },
  ],
])

const CHANGE = { sequence: 5, id: "c", type: "t", payload: { p: 1 }, created_at: new Date(0) }
const SYNC: Case[] = [
  [
    "POST /sync-run",
    { integrated_account_id: A, resources: ["employees"] },
    { "sync.start": ROW },
    [["sync.start", expect.objectContaining({ id: A }), ["employees"]]],
    ROW,
  ],
  [
    `GET /sync-run?${ACC}&limit=4000`,
    undefined,
    { "sync.page": PAGE },
    [["sync.page", "e", { limit: 500, cursor: undefined, filters: { accountId: [A] } }]],
    { result: [ROW], next_cursor: "next", limit: 500 },
  ],
  [`GET /sync-run/${A}`, undefined, { "sync.get": ROW }, [["sync.get", "e", A]], ROW],
  [`POST /sync-run/${A}/confirm`, undefined, { "sync.confirm": ROW }, [["sync.confirm", "e", A]], ROW],
  [
    "GET /changes?after=latest",
    undefined,
    { "changes.last": { nextAfter: 9, log: OTHER } },
    [["changes.last", "e"]],
    { result: [], next_after: 9, log: OTHER, has_more: false },
  ],
  [
    `GET /changes?after=4&log=null&resource=employees&event_type=record:*,%20compensation:changed&integrated_account_id=${OTHER}`,
    undefined,
    { "changes.isOf": true, "changes.read": { rows: [CHANGE], nextAfter: 5, log: OTHER, hasMore: true } },
    [
      ["changes.isOf", "e", OTHER],
      [
        "changes.read",
        "e",
        {
          after: 4,
          limit: 100,
          accountId: OTHER,
          types: ["compensation:changed", "record:created", "record:updated", "record:deleted"],
          resource: "hris/employees",
        },
      ],
    ],
    {
      result: [{ sequence: 5, id: "c", event: "t", payload: { p: 1 }, created_at: "1970-01-01T00:00:00.000Z" }],
      next_after: 5,
      log: OTHER,
      has_more: true,
    },
  ],
]

describe("what an operation asks and answers", () => {
  it.each([...ACCOUNTS, ...LINK_AND_META, ...UNIFIED, ...SYNC])("%s %j", async (text, body, given, calls, answer) => {
    expect(await call(text, body, given)).toEqual({ status: 200, body: answer, calls })
  })

  it("of a token's own account names no account", async () => {
    const got = await call("GET /integrated-account/me", undefined, { "accounts.admin.get": ROW }, "own")
    expect(got).toEqual({ status: 200, body: ROW, calls: [["accounts.admin.get", "e", A]] })
    const context = { a: 1 }
    const changed = await call("PATCH /integrated-account/me", { context }, { [update]: ROW }, "own")
    expect(changed).toEqual({ status: 200, body: ROW, calls: [[update, "e", A, { context }]] })
  })
})

describe("what is not there is a 404, what makes no sense a 4xx that says why", () => {
  it.each([
    [`GET /integrated-account/${OTHER}`, undefined, { "accounts.admin.get": undefined }, 404, OTHER],
    [`PATCH /integrated-account/${OTHER}`, {}, { [update]: undefined }, 404, OTHER],
    ...(["connecting", "needs_reauth"] as const).map(
      (status) =>
        [
          `PATCH /integrated-account/${A}`,
          { status },
          { "accounts.admin.get": { ...ROW, status: "active" } },
          400,
          "send active to have it asked again",
        ] as const,
    ),
    [`PATCH /integrated-account/${OTHER}`, { status: "connecting" }, { "accounts.admin.get": undefined }, 404, OTHER],
    [`PATCH /integrated-account/${OTHER}/credentials`, {}, { [update]: undefined }, 404, OTHER],
    ["POST /integrated-account/refresh-credentials", { id: OTHER }, {}, 404, OTHER],
    [
      "POST /integrated-account/run-post-install-actions",
      { id: OTHER },
      { "accounts.link.runPostInstall": false },
      404,
      OTHER,
    ],
    [`DELETE /integrated-account/${OTHER}`, undefined, { [unsubscribe]: 0, [remove]: 0 }, 404, OTHER],
    ["POST /integrated-account/bulk-delete", {}, {}, 400, "either ids or tenant_id"],
    [
      "POST /integrated-account/token",
      { integrated_account_id: OTHER },
      { "access.tokens.createForAccount": undefined },
      404,
      OTHER,
    ],
    ["POST /link-token", { tenant_id: "a", environment_id: "other" }, {}, 403, "leave it out"],
    ["POST /link-token", { tenant_id: "a", unified_model_id: "crm" }, {}, 400, "there is only hris"],
    [`DELETE /link-token/${OTHER}`, undefined, { "accounts.link.revokeToken": false }, 404, "no such link token"],
    ["GET /unified/crm/employees/acme/meta/get", undefined, {}, 404, "no unified model crm"],
    ["GET /unified/hris/cats/acme/meta/get", undefined, {}, 404, "no unified resource cats"],
    ["POST /sync-run", { integrated_account_id: OTHER }, {}, 404, OTHER],
    [`GET /sync-run?integrated_account_id[in]=${A},${OTHER}`, undefined, {}, 404, OTHER],
    ["GET /sync-run?status=done", undefined, {}, 400, "status"],
    [`GET /changes?integrated_account_id=${OTHER}`, undefined, { "changes.isOf": false }, 404, OTHER],
    [`GET /changes?after=latest&integrated_account_id=${OTHER}`, undefined, { "changes.isOf": false }, 404, OTHER],
    ["GET /changes?event_type=employee:fired", undefined, {}, 400, "employee:fired is not an event type; there are"],
    ["GET /changes?event_type=employee:hired,nope", undefined, {}, 400, "nope is not an event type"],
    ["GET /changes?event_type=sync_job_run:record", undefined, {}, 400, "employee:hired"],
    ["GET /changes?event_type=,", undefined, {}, 400, "leave it out for all"],
    ["GET /changes?resource=people", undefined, {}, 400, "there are hris/employees"],
    [`GET /sync-run/${OTHER}`, undefined, { "sync.get": undefined }, 404, OTHER],
    [`GET /integrated-account/${OTHER}/coverage`, undefined, {}, 404, OTHER],
    [`GET /export/cats?integrated_account_id=${A}`, undefined, {}, 400, "employees"],
    [`POST /sync-run/${OTHER}/confirm`, undefined, { "sync.confirm": undefined }, 404, OTHER],
  ] as const)("%s %j", async (text, body, given, status, words) => {
    const got = await call(text, body, given)
    expect(got).toMatchObject({ status, body: { statusCode: status, message: expect.stringContaining(words) } })
  })

  it("a token's limit, once used, is a 429 before anything is asked", async () => {
    const take = async () => ({ isAllowed: false, limit: 5, remaining: 0, resetSeconds: 3 })
    const app = createServer(servicesWith({ access: { limits: { take } } }))
    const got = await app.inject({ url: "/sync-run", headers: { authorization: "Bearer api" } })
    await app.close()
    expect([got.statusCode, got.headers["retry-after"]]).toEqual([429, "3"])
    expect(got.json().message).toContain("this token has used its 5 requests")
  })
})
