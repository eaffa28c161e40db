import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { type Rollcall, startRollcall } from "./rollcall.js"

describe("GET /metrics", () => {
  let rollcall: Rollcall
  beforeAll(async () => {
    rollcall = await startRollcall()
  })
  afterAll(() => rollcall.close())

  it("is Prometheus text with requests, backlog and lag, and names no customer", async () => {
    await rollcall.call("/unified/hris/locations?ACC")
    const { status, headers, text } = await rollcall.call("/metrics")
    expect(status).toBe(200)
    expect(headers["content-type"]).toContain("text/plain")
    expect(text).toMatch(/rollcall_http_requests_total\{operation="list_locations",status="2xx"\} [1-9]/)
    expect(text).toMatch(/rollcall_jobs_waiting\{queue="deliver"\} \d/)
    expect(text).toMatch(/rollcall_jobs_lag_seconds\{queue="sync"\} \d/)
    expect(text).toMatch(/rollcall_webhook_delivery_lag_seconds \d/)
    expect(text).toMatch(/rollcall_integrated_accounts\{status="\w+"\} [1-9]/)
    expect(text).toMatch(/rollcall_upstream_calls_total\{integration="factorial",status="200"\} [1-9]/)
    expect(text).toMatch(/rollcall_token_refreshes_total\{outcome="refreshed"\} \d/)
    expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds \d/)
    expect(text).toMatch(/process_resident_memory_bytes \d/)
    for (const id of [rollcall.accountId, rollcall.app.environmentId, "acme"]) expect(text).not.toContain(id)
  })

  it("can be read line by line", async () => {
    const { text } = await rollcall.call("/metrics")
    const value = String.raw`(NaN|[+-]?Inf|[+-]?\d+(\.\d+)?(e[+-]?\d+)?)`
    const label = String.raw`[a-zA-Z_]\w*="([^"\\\n]|\\["\\n])*"`
    const line = new RegExp(
      `^(# (HELP|TYPE) [a-z_][a-z0-9_]* .+|[a-z_][a-z0-9_]*(\\{${label}(,${label})*\\})? ${value})$`,
    )
    expect(text.endsWith("\n")).toBe(true)
    expect(text.split("\n").filter((one) => one !== "" && !line.test(one))).toEqual([])
    const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  it("shows what waits for us, and not what waits for a customer's endpoint", async () => {
    const read = async (name: string) =>
      Number(new RegExp(`^${name} (\\S+)$`, "m").exec((await rollcall.call("/metrics")).text)?.[1])
    const target = createServer((_request, response) => void response.writeHead(500).end())
    await once(target.listen(0, "127.0.0.1"), "listening")
    const { port } = target.address() as AddressInfo
    const body = { target_url: `http://127.0.0.1:${port}/` }
    const webhook = (await rollcall.call("/webhook", { method: "POST", body })).body
    const account = {
      tenant_id: "other",
      integration: "factorial",
      authentication_method: "api_key",
      context: { api_key: "k" },
    }
    expect((await rollcall.call("/integrated-account", { method: "POST", body: account })).status).toBe(200)
    await vi.waitFor(async () => expect(await read("rollcall_webhooks_failing")).toBe(1), 60_000)
    expect(await read("rollcall_webhook_deliveries_open")).toBeGreaterThan(0)
    expect(await read("rollcall_webhook_delivery_lag_seconds")).toBe(0)
    const off = { method: "PATCH" as const, body: { is_active: false } }
    expect((await rollcall.call(`/webhook/${webhook.id}`, off)).status).toBe(200)
    // The database is asked once a second.
    await vi.waitFor(async () => expect(await read("rollcall_webhooks_failing")).toBe(0), 60_000)
    expect(await read("rollcall_webhook_deliveries_open")).toBe(0)
    target.close()
    target.closeAllConnections()
  })

  it("is for the operator only", async () => {
    expect((await rollcall.call("/metrics", { token: null })).status).toBe(401)
    const made = await rollcall.call("/environment", { method: "POST", body: { name: "Other" } })
    const headers = { authorization: `Bearer ${made.body.api_token}` }
    expect((await rollcall.call("/metrics", { headers })).status).toBe(403)
  })
})
