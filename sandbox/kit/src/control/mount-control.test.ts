import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { BadOrder } from "../bad-order.js"
import { Faults } from "../faults/index.js"
import { createServer } from "../server/index.js"
import { KEEPS_NOTHING } from "../state/journal.js"
import { createClock, offsetOf } from "../time/clock.js"
import { mountControl, needId } from "./mount-control.js"

const system = {
  isApi: () => true,
  reads: () => undefined,
  tokenPath: "token",
  signInPath: "/",
  refusal: (status: number) => ({ status, headers: {}, body: "" }),
  emptyPage: () => "[]",
  quotaHeaders: () => ({}),
  kinds: ["status", "hang"] as const,
}
const start = () => {
  const log = { requests: [{ method: "GET", url: "/a", status: 200, at: "then" }], inFlight: 0 }
  const clock = createClock({ timezone: () => "UTC", offsetMs: offsetOf(new Date("2026-11-23T09:00:00Z")) })
  const app = createServer(KEEPS_NOTHING)
  const sizes: unknown[] = []
  mountControl(app, {
    log,
    clock,
    faults: new Faults(system, () => 0),
    describe: () => ({ company: "Acme" }),
    deliveries: () => ["sent"],
    defaultClientId: "client",
    allowRedirect(clientId, uri) {
      if (uri === "") throw new Error("no URI")
      return [`${clientId} ${uri}`]
    },
    reset: {
      takes: ["size"],
      async run({ size }) {
        if (size === -1) throw new Error("too small")
        sizes.push(size)
      },
    },
    actions: { hire: ({ id }) => ({ hired: needId("id", id) }), fail: () => Promise.reject(new BadOrder(["a", "b"])) },
  })
  return { app, log, sizes, clock }
}

let at: ReturnType<typeof start>
beforeEach(() => {
  at = start()
})
afterEach(() => at.app.close())
const post = async (path: string, body: unknown) => {
  const payload = typeof body === "string" ? body : JSON.stringify(body)
  const answer = await at.app.inject({ method: "POST", url: `/_sandbox/${path}`, payload })
  return { status: answer.statusCode, body: answer.json() }
}
const get = async (path: string) => (await at.app.inject({ url: path })).json()

describe("the control API", () => {
  it("shows the company, its time, what was asked and what was sent", async () => {
    expect(await get("/_sandbox")).toMatchObject({ company: "Acme", today: "2026-11-23", requests: 1, in_flight: 0 })
    expect(await get("/_sandbox/requests")).toEqual({ requests: at.log.requests })
    expect(await get("/_sandbox/deliveries")).toEqual({ deliveries: ["sent"] })
    await at.app.inject({ method: "DELETE", url: "/_sandbox/requests" })
    expect(at.log.requests).toEqual([])
  })

  it("makes things happen, and says what is missing or can't be done", async () => {
    expect(await post("hire", { id: 7 })).toEqual({ status: 200, body: { hired: "7" } })
    expect(await post("hire", { ID: 7 })).toEqual({ status: 400, body: { errors: ["give id"] } })
    expect(await post("fail", {})).toEqual({ status: 400, body: { errors: ["a", "b"] } })
    expect(await post("fly", {})).toMatchObject({ status: 404, body: { errors: [expect.stringContaining("hire")] } })
    expect(await post("constructor", {})).toMatchObject({ status: 404 })
    expect(await post("hire", "{")).toEqual({ status: 400, body: { errors: ["send JSON"] } })
    expect(await post("hire", "[]")).toEqual({ status: 400, body: { errors: ["send a JSON object"] } })
  })

  it("moves the clock to a moment or by days, and back unless somebody follows it", async () => {
    expect((await post("clock", { days: 2 })).body.today).toBe("2026-11-25")
    expect((await post("clock", { now: "2026-11-01T00:00:00Z" })).body.today).toBe("2026-11-01")
    expect(await post("clock", {})).toMatchObject({ status: 400 })
    at.clock.follow(async () => {})
    expect(await post("clock", { days: -1 })).toMatchObject({
      status: 400,
      body: { errors: [expect.stringContaining("only goes forward")] },
    })
  })

  it("orders the faults that the system has, shows and removes them", async () => {
    expect((await post("faults", [{ kind: "hang" }])).body).toEqual({ faults: [{ kind: "hang" }] })
    expect((await post("faults", { kind: "bom" })).body.errors).toEqual(["fault 1: it needs a kind: status, hang"])
    expect(await get("/_sandbox/faults")).toEqual({ faults: [{ kind: "hang" }] })
    await at.app.inject({ method: "DELETE", url: "/_sandbox/faults" })
    expect(await get("/_sandbox/faults")).toEqual({ faults: [] })
  })

  it("registers redirect URIs and puts another company in place, or says why not", async () => {
    expect((await post("redirect-uris", { redirect_uri: "u" })).body).toEqual({
      client_id: "client",
      redirect_uris: ["client u"],
    })
    expect(await post("redirect-uris", {})).toEqual({ status: 400, body: { errors: ["no URI"] } })
    expect(await post("reset", { size: 3 })).toMatchObject({ status: 200, body: { company: "Acme" } })
    expect(await post("reset", { size: -1 })).toEqual({ status: 400, body: { errors: ["too small"] } })
    expect((await post("reset", { seize: 3 })).body).toEqual({ errors: ["seize is not known: give size"] })
    expect(at.sizes).toEqual([3])
  })
})
