import { once } from "node:events"
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http"
import { createClock, offsetOf } from "@rollcall/sandbox-kit"
import { afterEach, expect, it, vi } from "vitest"
import { renderRow } from "./rows/render.js"
import { MemoryStore } from "./store.js"
import { createWebhooks, SUBSCRIPTIONS, type WebhookOptions } from "./webhooks.js"
import type { Json, Row } from "./world.js"

type Received = { path: string; headers: IncomingHttpHeaders; body: string }
type Respond = (response: ServerResponse, call: Received) => void
const ok: Respond = (response) => response.writeHead(204).end()
const refuse: Respond = (response) => response.writeHead(503).end("later")

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

async function startTarget(respond: Respond = ok) {
  const received: Received[] = []
  const target = { url: "", received, respond }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk) => chunks.push(chunk))
    request.on("end", () => {
      const call = { path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString() }
      received.push(call)
      target.respond(response, call)
    })
  })
  await once(server.listen(0, "127.0.0.1"), "listening")
  const address = server.address()
  target.url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`
  open.push(async () => {
    server.closeAllConnections()
    server.close()
  })
  return target
}

const TEAM: Row = { id: "18446744073709551", name: "Platform", company_id: "5", employee_ids: ["7"] }

function start(subscriptions: Record<string, Json>[], options: Partial<WebhookOptions> = {}) {
  const clock = createClock({ timezone: () => "UTC", offsetMs: offsetOf(new Date("2026-11-02T09:00:00Z")) })
  const store = new MemoryStore({}, clock)
  for (const values of subscriptions)
    store.insert(SUBSCRIPTIONS, { type: "teams/team/update", company_id: "5", enabled: true, ...values })
  const webhooks = createWebhooks({
    store,
    clock,
    render: (row, _table, version) => renderRow(row, { schema: "Team", version }),
    retryDelaysMs: [1],
    timeoutMs: 5_000,
    ...options,
  })
  open.push(() => webhooks.close())
  return { clock, store, webhooks, isEnabled: () => store.all(SUBSCRIPTIONS).map((row) => row.enabled) }
}

it("A subscriber gets the bare resource with its challenge", async () => {
  const target = await startTarget()
  const { webhooks } = start([{ target_url: `${target.url}/hooks/team`, challenge: "c-1" }])
  webhooks.emit("teams/team/update", TEAM)
  await webhooks.settled()
  expect(target.received).toHaveLength(1)
  const [{ path, headers, body } = { path: "", headers: {}, body: "" }] = target.received
  expect(path).toBe("/hooks/team")
  expect(headers["content-type"]).toBe("application/json")
  expect(headers["x-factorial-wh-challenge"]).toBe("c-1")
  expect(headers).not.toHaveProperty("x-factorial-author-id")
  expect(JSON.parse(body)).toMatchObject({ id: "18446744073709551", name: "Platform", employee_ids: ["7"] })
  expect(webhooks.deliveries()).toMatchObject([{ state: "delivered", body, attempts: [{ status: 204, error: null }] }])
})

it("Only enabled subscriptions of the event are called", async () => {
  const target = await startTarget()
  const { webhooks } = start([
    { target_url: `${target.url}/yes` },
    { target_url: `${target.url}/disabled`, enabled: false },
    { target_url: `${target.url}/other`, type: "teams/team/create" },
  ])
  webhooks.emit("teams/team/update", TEAM)
  await webhooks.settled()
  expect(target.received.map(({ path }) => path)).toEqual(["/yes"])
})

it("A subscriber gets the shape of the version it asked for", async () => {
  const target = await startTarget()
  const { webhooks } = start([
    { target_url: `${target.url}/old`, api_version: "2026-04-01" },
    { target_url: `${target.url}/new`, api_version: "2026-10-01" },
    { target_url: `${target.url}/unsaid`, api_version: null },
  ])
  webhooks.emit("teams/team/update", TEAM)
  await webhooks.settled()
  const bodyAt = (path: string) => target.received.find((call) => call.path === path)?.body
  expect(bodyAt("/old")).toContain('"id":18446744073709551,')
  expect(bodyAt("/old")).not.toContain("parent_team_id")
  expect(bodyAt("/new")).toContain('"id":"18446744073709551"')
  expect(bodyAt("/new")).toContain("parent_team_id")
  expect(bodyAt("/unsaid")).toBe(bodyAt("/new"))
})

it("Rows are rendered from the table that the event is about, or sent whole when no table has them", async () => {
  const target = await startTarget()
  const tables: string[] = []
  const { webhooks } = start([{ target_url: target.url, type: "timeoff/policy/update" }], {
    render(_row, table) {
      tables.push(table)
      return "{}"
    },
  })
  webhooks.emit("timeoff/policy/update", TEAM)
  await webhooks.settled()
  expect(tables).toEqual(["timeoff/policies"])
  expect(JSON.parse(target.received[0]?.body ?? "")).toEqual(TEAM)
})

it.each([
  [{ kind: "user_token", id: "g", employeeId: "7", scopes: null }, "7", "employee"],
  [{ kind: "api_key", id: "k", employeeId: null, scopes: null }, "5", "company"],
  [{ kind: "company_token", id: "g", employeeId: null, scopes: null }, "5", "company"],
] as const)("A subscriber is told who did it: %o", async (author, id, type) => {
  const target = await startTarget()
  const { webhooks } = start([{ target_url: target.url }])
  webhooks.emit("teams/team/update", TEAM, { ...author })
  await webhooks.settled()
  const headers = target.received[0]?.headers ?? {}
  expect([headers["x-factorial-author-id"], headers["x-factorial-author-type"]]).toEqual([id, type])
})

it("A failing target is tried until it answers 2xx, with what the row was when it happened", async () => {
  const target = await startTarget()
  target.respond = (response, call) => (target.received.length < 4 ? refuse : ok)(response, call)
  const { webhooks, isEnabled } = start([{ target_url: target.url }])
  const row = { ...TEAM }
  webhooks.emit("teams/team/update", row)
  row.name = "Renamed later"
  await webhooks.settled()
  expect(new Set(target.received.map(({ body }) => body)).size).toBe(1)
  expect(target.received[0]?.body).toContain("Platform")
  const [delivery] = webhooks.deliveries()
  expect(delivery?.attempts.map(({ status }) => status)).toEqual([503, 503, 503, 204])
  expect(isEnabled()).toEqual([true])
})

it("After 20 failed attempts the subscription is disabled", async () => {
  const target = await startTarget(refuse)
  const { webhooks, isEnabled } = start([{ target_url: target.url }])
  webhooks.emit("teams/team/update", TEAM)
  await webhooks.settled()
  expect(target.received).toHaveLength(20)
  expect(webhooks.deliveries()).toMatchObject([{ state: "failed" }])
  expect(isEnabled()).toEqual([false])
  webhooks.emit("teams/team/update", TEAM)
  await webhooks.settled()
  expect(target.received).toHaveLength(20)
})

it("After 48 hours without success the subscription is disabled", async () => {
  const target = await startTarget()
  const { webhooks, isEnabled, clock } = start([{ target_url: target.url }])
  target.respond = (response, call) => {
    if (target.received.length === 2) clock.set(new Date(clock.now().getTime() + 48 * 3_600_000))
    refuse(response, call)
  }
  webhooks.emit("teams/team/update", TEAM)
  await webhooks.settled()
  expect(target.received).toHaveLength(2)
  expect(isEnabled()).toEqual([false])
})

it("A redirect counts as failure and is not followed", async () => {
  const target = await startTarget()
  const elsewhere = await startTarget()
  target.respond = (response, call) =>
    target.received.length === 1 ? response.writeHead(302, { location: elsewhere.url }).end() : ok(response, call)
  const { webhooks } = start([{ target_url: target.url }])
  webhooks.emit("teams/team/update", TEAM)
  await webhooks.settled()
  expect(webhooks.deliveries()[0]?.attempts.map(({ status }) => status)).toEqual([302, 204])
  expect(elsewhere.received).toEqual([])
})

it.each([
  ["file:///etc/hostname", "only http and https"],
  ["ftp://127.0.0.1/x", "only http and https"],
  ["null", "only http and https"],
  ["not a url", "only http and https"],
  ["http://", "URL"],
  ["http://127.0.0.1:1/", "ECONNREFUSED"],
])("A target like %s fails with a reason and harms nobody", async (target_url, reason) => {
  const { webhooks } = start([{ target_url }])
  webhooks.emit("teams/team/update", TEAM)
  await webhooks.settled()
  const [delivery] = webhooks.deliveries()
  expect(delivery).toMatchObject({ state: "failed", attempts: { length: 20 } })
  expect(delivery?.attempts[0]).toMatchObject({ status: null, error: expect.stringContaining(reason) })
})

it("A challenge that can't be a header fails with a reason", async () => {
  const target = await startTarget()
  const { webhooks } = start([{ target_url: target.url, challenge: "two\nlines" }])
  webhooks.emit("teams/team/update", TEAM)
  await webhooks.settled()
  expect(target.received).toEqual([])
  expect(webhooks.deliveries()[0]?.attempts[0]?.error).toContain("header")
})

it("A target that hangs is given up on after the timeout and tried again", async () => {
  const target = await startTarget()
  target.respond = (response, call) => {
    if (target.received.length > 1) ok(response, call)
  }
  const { webhooks } = start([{ target_url: target.url }], { timeoutMs: 50 })
  webhooks.emit("teams/team/update", TEAM)
  await webhooks.settled()
  const attempts = webhooks.deliveries()[0]?.attempts ?? []
  expect(attempts[0]).toMatchObject({ status: null, error: "no answer within 50 ms" })
  expect(attempts.at(-1)).toMatchObject({ status: 204, error: null })
})

it("A target that answers 2xx and never ends its body has received the event", async () => {
  const target = await startTarget((response) => {
    response.writeHead(200)
    response.write("and so on")
  })
  const { webhooks } = start([{ target_url: target.url }], { timeoutMs: 50 })
  webhooks.emit("teams/team/update", TEAM)
  await webhooks.settled()
  const [delivery] = webhooks.deliveries()
  expect(delivery?.state).toBe("delivered")
  expect(delivery?.attempts.at(-1)).toMatchObject({ status: 200, error: null })
})

it("A target that hangs up is tried again", async () => {
  const target = await startTarget()
  target.respond = (response, call) => (target.received.length === 1 ? response.destroy() : ok(response, call))
  const { webhooks } = start([{ target_url: target.url }])
  webhooks.emit("teams/team/update", TEAM)
  await webhooks.settled()
  expect(webhooks.deliveries()[0]?.attempts.map(({ status }) => status)).toEqual([null, 204])
})

it("Deliveries of a subscription that is removed meanwhile are dropped", async () => {
  const target = await startTarget()
  const { webhooks, store } = start([{ target_url: target.url }])
  target.respond = (response, call) => {
    store.remove(SUBSCRIPTIONS, store.all(SUBSCRIPTIONS)[0]?.id ?? "")
    refuse(response, call)
  }
  webhooks.emit("teams/team/update", TEAM)
  await webhooks.settled()
  expect(target.received).toHaveLength(1)
  expect(webhooks.deliveries()).toMatchObject([{ state: "dropped" }])
})

it("A retry goes to the address that the subscription has by then", async () => {
  const target = await startTarget(refuse)
  const { webhooks, store } = start([{ target_url: `${target.url}/before` }])
  target.respond = (response, call) => {
    store.update(SUBSCRIPTIONS, store.all(SUBSCRIPTIONS)[0]?.id ?? "", { target_url: `${target.url}/after` })
    const respond = call.path === "/after" ? ok : refuse
    respond(response, call)
  }
  webhooks.emit("teams/team/update", TEAM)
  await webhooks.settled()
  expect(target.received.map(({ path }) => path)).toEqual(["/before", "/after"])
})

it("A row that can't be written is a failed delivery, not an error of the caller", () => {
  const { webhooks } = start([{ target_url: "http://127.0.0.1:1/" }], {
    render() {
      throw new Error("no such column")
    },
  })
  webhooks.emit("teams/team/update", TEAM)
  expect(webhooks.deliveries()).toMatchObject([{ state: "failed", attempts: [{ error: "no such column" }] }])
})

it("A slow target holds at most 16 connections, and everything arrives in the end", async () => {
  const held: (() => void)[] = []
  const target = await startTarget((response) => held.push(() => response.writeHead(200).end()))
  const { webhooks } = start([{ target_url: target.url }])
  for (let count = 0; count < 50; count += 1) webhooks.emit("teams/team/update", { ...TEAM, id: String(count) })
  await vi.waitFor(() => expect(held).toHaveLength(16))
  target.respond = ok
  for (const release of held) release()
  await webhooks.settled()
  expect(target.received).toHaveLength(50)
  expect(webhooks.deliveries().every(({ state }) => state === "delivered")).toBe(true)
})

it("Closing drops what waits and what is under way, and may be done twice", async () => {
  const target = await startTarget(() => undefined)
  const { webhooks, isEnabled } = start([{ target_url: target.url }, { target_url: "http://127.0.0.1:1/" }], {
    retryDelaysMs: [3_600_000],
    timeoutMs: 3_600_000,
  })
  webhooks.emit("teams/team/update", TEAM)
  await vi.waitFor(() => {
    expect(target.received).toHaveLength(1)
    expect(webhooks.deliveries()[1]?.attempts).toHaveLength(1)
  })
  await webhooks.close()
  await webhooks.close()
  webhooks.emit("teams/team/update", TEAM)
  expect(webhooks.deliveries().map(({ state }) => state)).toEqual(["dropped", "dropped"])
  expect(isEnabled()).toEqual([true, true])
})
