import type { Fault } from "@rollcall/sandbox-factorial"
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest"
import { type Connected, hurry, type Rollcall, startRollcall } from "./rollcall.js"
import { systems } from "./systems.js"

describe.each(systems)("When $name is in trouble", (system) => {
  let rollcall: Connected
  beforeAll(async () => {
    rollcall = await startRollcall({ system, sandbox: { size: 12 } })
  })
  afterEach(() => rollcall.company.faults.clear())
  afterAll(() => rollcall.close())

  const trouble = (...faults: Fault[]) => rollcall.company.faults.add(...faults)
  const asked = (path: string) => rollcall.company.requests.filter(({ url }) => url.includes(path))

  it.each(["status", "html", "reset", "truncate", "malformed"] as const)(
    "a read survives a single %s",
    async (kind) => {
      trouble({ ...rollcall.company.list.locations, kind, times: 1, status: 502 })
      const { status, body } = await rollcall.call("/unified/hris/locations?ACC")
      expect(status).toBe(200)
      expect(body.result.length).toBeGreaterThan(0)
    },
  )

  it("a read that it keeps refusing says so, with its own answer beside it", async () => {
    trouble({ ...rollcall.company.list.timeoff_requests, kind: "html", status: 503 })
    const { status, body, headers } = await hurry(rollcall, rollcall.call("/unified/hris/timeoff_requests?ACC"))
    expect(status).toBe(503)
    expect(headers["content-type"]).toContain("json")
    expect(body).toMatchObject({
      statusCode: 503,
      truto_is_remote_error: true,
      truto_error_insight: { remote_error: {} },
    })
    expect(body.raw_response).toContain("<html>")
  })

  it("a thing that is not there is a 404", async () => {
    expect((await rollcall.call("/unified/hris/employees/99999999?ACC")).status).toBe(404)
  })

  it("a 429 with a short wait is waited for", async () => {
    const { list } = rollcall.company
    rollcall.company.requests = []
    trouble({ ...list.timeoff_requests, kind: "status", status: 429, retryAfterSeconds: 1, times: 1 })
    const answer = rollcall.call("/unified/hris/timeoff_requests?ACC")
    await vi.waitFor(() => expect(asked(list.timeoff_requests.path)).toHaveLength(1))
    await rollcall.app.moveClock(1_000)
    expect((await answer).status).toBe(200)
    expect(asked(list.timeoff_requests.path)).toHaveLength(2)
  })

  it("a 429 with a long one is answered at once with the seconds left, and nothing goes there until then", async () => {
    const own = await startRollcall({ system, sandbox: { size: 3 } })
    const limit = { kind: "status", status: 429, retryAfterSeconds: 60, times: 1 } as const
    own.company.faults.add({ ...own.company.list.timeoff_requests, ...limit })
    const first = await own.call("/unified/hris/timeoff_requests?ACC")
    expect(first.status).toBe(429)
    expect(Number(first.headers["retry-after"])).toBe(60)
    expect(first.body.truto_error_insight.rate_limit_error).toBeDefined()
    await own.app.moveClock(20_000)
    const before = own.company.requests.length
    const second = await own.call("/unified/hris/locations?ACC")
    expect(second.status).toBe(429)
    expect(Number(second.headers["retry-after"])).toBeGreaterThan(0)
    expect(Number(second.headers["retry-after"])).toBeLessThanOrEqual(40)
    expect(own.company.requests.length).toBe(before)
    await own.close()
  })

  it("a read that hangs is a 504 in under 30 s", async () => {
    trouble({ kind: "hang" })
    const answer = rollcall.call("/unified/hris/employees?ACC")
    await vi.waitFor(() => expect(rollcall.company.inFlight()).toBeGreaterThan(0), 60_000)
    // Clients give up at 30 s.
    await rollcall.app.moveClock(29_900)
    expect((await answer).status).toBe(504)
    await vi.waitFor(() => expect(rollcall.company.inFlight()).toBe(0), 60_000)
  })
})

describe("When Factorial is in trouble, what is joined, and what is proxied:", () => {
  let rollcall: Rollcall
  beforeAll(async () => {
    rollcall = await startRollcall({ sandbox: { size: 12 } })
  })
  afterEach(() => rollcall.sandbox.running.faults.clear())
  afterAll(() => rollcall.close())

  const trouble = (...faults: Fault[]) => rollcall.sandbox.running.faults.add(...faults)
  const requests = (part: string) => rollcall.sandbox.running.requests.filter(({ url }) => url.includes(part))
  const firstId = () => rollcall.sandbox.running.store.all("employees/employees")[0]?.id ?? ""

  describe("a read", () => {
    it("by id that Factorial wrongly answers 404 is found in the list", async () => {
      trouble({ kind: "status", status: 404, path: `employees/employees/${firstId()}` })
      const unified = await rollcall.call(`/unified/hris/employees/${firstId()}?ACC`)
      expect(unified.body.id).toBe(firstId())
      const proxied = await rollcall.call(`/proxy/employees-employees/${firstId()}?ACC`)
      expect(proxied.body.id).toBe(firstId())
    })

    it("of a thing that is not there is a 404", async () => {
      expect((await rollcall.call("/unified/hris/employees/99999999?ACC")).status).toBe(404)
      expect((await rollcall.call("/proxy/employees-employees/99999999?ACC")).status).toBe(404)
    })

    it("of a join that is forbidden leaves its fields out and the rest there", async () => {
      const small = await startRollcall({ sandbox: { size: 5 } })
      small.sandbox.running.faults.add(
        { kind: "status", status: 403, path: "custom_fields/" },
        { kind: "status", status: 403, path: "teams/" },
      )
      const { status, body } = await small.call("/unified/hris/employees?ACC")
      expect(status).toBe(200)
      expect(body.result[0]).not.toHaveProperty("custom_fields")
      expect(body.result[0]).not.toHaveProperty("groups")
      expect(body.result[0].employments.length).toBeGreaterThan(0)
      const filtered = await small.call("/unified/hris/employees?ACC&groups[name]=x")
      expect(filtered.status).toBe(400)
      expect(filtered.body.message).toContain("groups[name]")
      await small.close()
    })
  })

  describe("a 429", () => {
    it("with a long one is answered at once by the proxy too", async () => {
      const own = await startRollcall({ sandbox: { size: 3 } })
      own.sandbox.running.faults.add({
        kind: "status",
        status: 429,
        retryAfterSeconds: 60,
        times: 1,
        path: "teams/teams",
      })
      const first = await own.call("/proxy/teams-teams?ACC")
      expect(first.status).toBe(429)
      expect(Number(first.headers["retry-after"])).toBe(60)
      expect(first.body.truto_error_insight.rate_limit_error).toBeDefined()
      await own.close()
    })
  })

  describe("a hanging call", () => {
    it("is a 504 in under 30 s, for reads and for writes", async () => {
      trouble({ kind: "hang" })
      const answers = Promise.all([
        rollcall.call("/unified/hris/groups?ACC"),
        rollcall.call("/proxy/teams-teams?ACC", { method: "POST", body: { name: "Night shift" } }),
      ])
      await vi.waitFor(() => expect(rollcall.sandbox.running.inFlight).toBe(2), 60_000)
      // Clients give up at 30 s.
      await rollcall.app.moveClock(29_900)
      const [read, write] = await answers
      expect(read.status).toBe(504)
      expect(write.status).toBe(504)
      expect(write.body.message).toContain("may have been carried out")
      await vi.waitFor(() => expect(rollcall.sandbox.running.inFlight).toBe(0), 60_000)
    })
  })

  describe("a write", () => {
    it("is never sent twice when its outcome is unknown", async () => {
      for (const kind of ["reset", "html"] as const) {
        rollcall.sandbox.running.requests = []
        trouble({ kind, method: "POST", times: 1, path: "teams/teams" })
        const { status } = await rollcall.call("/proxy/teams-teams?ACC", { method: "POST", body: { name: kind } })
        expect(status).toBe(502)
        expect(requests("teams/teams"), kind).toHaveLength(1)
      }
    })

    it("that met a limit is sent again, because nothing happened", async () => {
      trouble({ kind: "status", status: 429, retryAfterSeconds: 1, method: "POST", times: 1, path: "teams/teams" })
      const { status, body } = await rollcall.call("/proxy/teams-teams?ACC", { method: "POST", body: { name: "Once" } })
      expect(status).toBe(201)
      expect(rollcall.sandbox.running.store.where("teams/teams", { name: "Once" }).map((row) => row.id)).toEqual([
        body.id,
      ])
    })
  })

  describe("a read after a write", () => {
    it("does not share a read that began before it", async () => {
      rollcall.sandbox.running.requests = []
      trouble({ kind: "latency", latencyMs: 800, method: "GET", path: "teams/teams" })
      const before = rollcall.call("/proxy/teams-teams?ACC")
      await vi.waitFor(() => expect(rollcall.sandbox.running.inFlight).toBe(1), 60_000)
      await rollcall.call("/proxy/teams-teams?ACC", { method: "POST", body: { name: "Fresh" } })
      const after = await rollcall.call("/proxy/teams-teams?ACC")
      await before
      expect(after.body.result.map((row: any) => row.name)).toContain("Fresh")
      expect(requests("teams/teams?").length).toBe(2)
    })
  })

  describe("long id lists", () => {
    it("are split, so that no call is too long", async () => {
      const big = await startRollcall({ sandbox: { size: 150, firstId: "36893488147419100" } })
      const { status, body } = await big.call("/unified/hris/employees?ACC&limit=500")
      expect(status).toBe(200)
      expect(body.result_count).toBe(150)
      expect(big.sandbox.running.requests.every((one) => one.status !== 414)).toBe(true)
      await big.close()
    })
  })
})
