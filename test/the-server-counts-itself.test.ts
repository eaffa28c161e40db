import { afterAll, beforeAll, describe, expect, it } from "vitest"
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
    for (const id of [rollcall.accountId, rollcall.app.environmentId, "acme"]) expect(text).not.toContain(id)
  })

  it("is for the operator only", async () => {
    expect((await rollcall.call("/metrics", { token: null })).status).toBe(401)
    const made = await rollcall.call("/environment", { method: "POST", body: { name: "Other" } })
    const headers = { authorization: `Bearer ${made.body.api_token}` }
    expect((await rollcall.call("/metrics", { headers })).status).toBe(403)
  })
})
