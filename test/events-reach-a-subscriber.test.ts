import { createHmac } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { Webhook } from "standardwebhooks"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Rollcall, startRollcall, untilChecked } from "./rollcall.js"

type Received = { headers: Record<string, string>; raw: string; body: any }
type Behaviour = (received: Received, count: number) => { status: number; headers?: Record<string, string> } | "hang"

/** A subscriber's endpoint. */
async function startReceiver(behave: Behaviour = () => ({ status: 200 })) {
  const received: Received[] = []
  let current = behave
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const raw = await text(request)
    const one = { headers: request.headers as Record<string, string>, raw, body: JSON.parse(raw) }
    received.push(one)
    const said = current(one, received.length)
    if (said !== "hang") response.writeHead(said.status, said.headers).end("thanks")
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?x=1`
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections())
  const behaveAs = (next: Behaviour) => {
    current = next
  }
  return { url, received, close, behaveAs }
}

describe("Events reach a subscriber", () => {
  let rollcall: Rollcall
  const open: { close(): Promise<void> }[] = []
  beforeAll(async () => {
    rollcall = await startRollcall()
  })
  afterAll(() => rollcall.close())
  let used: string[] = []
  beforeEach(() => {
    used = []
  })
  afterEach(async () => {
    for (const id of used) await rollcall.call(`/webhook/${id}`, { method: "DELETE" })
    await Promise.all(open.splice(0).map((one) => one.close()))
  })

  const post = (path: string, body: unknown) => rollcall.call(path, { method: "POST", body })
  async function receiver(behave?: Behaviour) {
    const made = await startReceiver(behave)
    open.push(made)
    return made
  }
  async function subscribe(target_url: string, more: object = {}) {
    const made = await post("/webhook", { target_url, ...more })
    expect(made.status, made.text).toBe(200)
    used.push(made.body.id)
    return made.body
  }
  const makeAccount = async (tenant_id = "t") => {
    const body = {
      tenant_id,
      integration: "factorial",
      authentication_method: "api_key",
      context: { api_key: "sandbox-api-key" },
    }
    const { id } = (await post("/integrated-account", body)).body
    await untilChecked(rollcall.app, id)
    return id as string
  }
  const until = (check: () => void | Promise<void>, timeout = 15_000) =>
    expect
      .poll(
        async () => {
          await check()
          return true
        },
        { timeout, interval: 50 },
      )
      .toBe(true)
  const deliveries = async (query = "") => (await rollcall.call(`/webhook-delivery?${query}`)).body.result

  it("in order, signed both ways over the very bytes, with everything but secrets", async () => {
    const target = await receiver()
    const webhook = await subscribe(target.url)
    expect((await rollcall.call(`/webhook/${webhook.id}`)).body).not.toHaveProperty("secret")
    const ids = []
    for (let count = 0; count < 5; count++) ids.push(await makeAccount(`customer-${count}`))
    await until(() => expect(target.received).toHaveLength(10))
    expect(target.received.map(({ body }) => body.event)).toEqual(
      ids.flatMap(() => ["integrated_account:created", "integrated_account:active"]),
    )
    const sequences = target.received.map(({ body }) => body.sequence)
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b))
    const [first] = target.received
    if (!first) throw new Error("nothing came")
    expect(first.body).toMatchObject({
      event_type: first.body.event,
      environment_id: rollcall.app.environmentId,
      webhook_id: webhook.id,
      payload: { id: ids[0], tenant_id: "customer-0", status: "validating" },
    })
    expect(first.raw).not.toContain("sandbox-api-key")
    expect(first.headers["user-agent"]).toBe("rollcall")
    const hex = createHmac("sha256", webhook.secret).update(first.raw).digest("hex")
    expect(first.headers["x-truto-signature"]).toBe(`format=sha256,v=${hex}`)
    const standard = new Webhook(Buffer.from(webhook.secret).toString("base64"))
    expect(standard.verify(first.raw, first.headers)).toEqual(first.body)
    expect(() => standard.verify(first.raw.replace("customer-0", "customer-9"), first.headers)).toThrow()
  })

  it("only those it asked for; an unknown name says what there is", async () => {
    const target = await receiver()
    await subscribe(target.url, { event_types: ["integrated_account:deleted", "employee:*"] })
    const id = await makeAccount()
    await rollcall.call(`/integrated-account/${id}`, { method: "DELETE" })
    await until(() => expect(target.received).toHaveLength(1))
    expect(target.received[0]?.body.payload).toEqual({ id })
    const wrong = await post("/webhook", { target_url: target.url, event_types: ["employee:fired"] })
    expect(wrong.status).toBe(400)
    expect(wrong.text).toContain("employee:terminated")
  })

  it("again after a failure, with the same id, before those behind it; Retry-After is honoured", async () => {
    const target = await receiver((_, count) =>
      count === 1 ? { status: 503, headers: { "retry-after": "1" } } : { status: 204 },
    )
    const webhook = await subscribe(target.url)
    await makeAccount()
    await until(() => expect(target.received).toHaveLength(3))
    const ids = target.received.map(({ body }) => body.id)
    expect(ids[0]).toBe(ids[1])
    expect(ids[2]).not.toBe(ids[1])
    await until(async () =>
      expect((await deliveries(`webhook_id=${webhook.id}`)).map((one: any) => one.status)).toEqual([
        "succeeded",
        "succeeded",
      ]),
    )
    const [, first] = await deliveries(`webhook_id=${webhook.id}`)
    const shown = (await rollcall.call(`/webhook-delivery/${first.id}`)).body
    expect(shown.attempts).toHaveLength(2)
    const [failed, succeeded] = shown.attempts.map((one: any) => Date.parse(one.attempted_at))
    expect(succeeded - failed).toBeGreaterThanOrEqual(1_000)
    expect(shown.attempts[0]).toMatchObject({
      response: { status: 503, body: "thanks" },
      error: expect.stringContaining("503"),
    })
    expect(shown.attempts[1].request.headers["webhook-id"]).toBe(shown.event_id)
    expect(JSON.parse(shown.body).id).toBe(shown.event_id)
    expect((await rollcall.call(`/webhook/${webhook.id}`)).body.failing_since).toBeNull()
  })

  it("an endpoint that hangs or fails does not slow another", async () => {
    const slow = await receiver(() => "hang")
    const broken = await receiver(() => ({ status: 500 }))
    const good = await receiver()
    await subscribe(slow.url)
    await subscribe(broken.url)
    await subscribe(good.url)
    for (let count = 0; count < 5; count++) await makeAccount()
    await until(() => expect(good.received).toHaveLength(10), 10_000)
    // The first delivery to it still hangs: nobody has waited for its end.
    expect(slow.received).toHaveLength(1)
  })

  it("410 switches it off, with an event to the others; switched on again it goes on where it stopped", async () => {
    const gone = await receiver(() => ({ status: 410 }))
    const other = await receiver()
    const webhook = await subscribe(gone.url)
    await subscribe(other.url, { event_types: ["webhook:disabled"] })
    await makeAccount()
    await until(() => expect(other.received).toHaveLength(1))
    expect(other.received[0]?.body.payload).toMatchObject({
      id: webhook.id,
      is_active: false,
      reason: expect.stringContaining("410"),
    })
    expect((await rollcall.call(`/webhook/${webhook.id}`)).body).toMatchObject({
      is_active: false,
      disabled_reason: expect.any(String),
    })
    await makeAccount()
    expect(gone.received).toHaveLength(1)
    gone.behaveAs(() => ({ status: 200 }))
    await rollcall.call(`/webhook/${webhook.id}`, { method: "PATCH", body: { is_active: true } })
    await until(() => expect(gone.received.length).toBeGreaterThanOrEqual(6))
    const [first, ...later] = gone.received.slice(1).map(({ body }) => body.event)
    expect(first).toBe("integrated_account:created")
    // The account is checked by a job: it may be active before the webhook is switched off, or after.
    expect(later.toSorted()).toEqual([
      "integrated_account:active",
      "integrated_account:active",
      "integrated_account:created",
      "webhook:disabled",
    ])
  })

  it("redirects are not followed, and what is no public https address is refused without the setting", async () => {
    const target = await receiver((_, count) => ({
      status: count === 1 ? 302 : 200,
      headers: { location: "http://127.0.0.1:1/" },
    }))
    const webhook = await subscribe(target.url)
    const failed = await post("/webhook/test", { id: webhook.id })
    expect(failed.status).toBe(422)
    expect(failed.body.message).toContain("redirects are not followed")
    for (const bad of ["ftp://a.example/", "nonsense", "https://user:pw@a.example/"])
      expect((await post("/webhook", { target_url: bad })).status, bad).toBe(400)
    const strict = await startRollcall({
      env: { ROLLCALL_ALLOW_PRIVATE_NETWORK: "false", FACTORIAL_BASE_URL: "https://factorial.invalid" },
    })
    for (const bad of [
      "http://example.com/",
      "https://127.0.0.1/",
      "https://[::1]/",
      "https://2130706433/",
      "https://0x7f.1/",
      "https://10.0.0.1/",
      "https://169.254.169.254/",
      "https://[::ffff:127.0.0.1]/",
      "https://localhost:1/",
    ]) {
      const refused = await strict.call("/webhook", { method: "POST", body: { target_url: bad } })
      expect(refused.status, bad).toBe(400)
    }
    // Made while the setting allowed it.
    const old = await strict.call("/webhook", { method: "POST", body: { target_url: "https://example.com/" } })
    const moved = { target_url: "https://127.0.0.1:1/" }
    await strict.app.database.db.updateTable("webhook").set(moved).where("id", "=", old.body.id).execute()
    const told = await strict.call("/webhook/test", { method: "POST", body: { id: old.body.id } })
    expect(told.status).toBe(422)
    expect(told.body.message).toContain("the target is refused")
    await strict.close()
  })

  it("a test event says at once what the target does, with a payload to try out", async () => {
    const target = await receiver()
    const webhook = await subscribe(target.url)
    expect((await post("/webhook/test", { id: webhook.id })).body).toMatchObject({
      success: true,
      duration_ms: expect.any(Number),
      response: { status: 200, headers: expect.any(Object), body: expect.any(String) },
    })
    expect(target.received[0]?.body).toMatchObject({ event: "test", payload: { foo: "bar" } })
    expect((await post("/webhook/test", { id: webhook.id, event_type: "employee:hired" })).status).toBe(200)
    expect(target.received[1]?.body.payload.after.name).toBe("Ada Byron")
    await target.close()
    expect((await post("/webhook/test", { id: webhook.id })).body.message).toContain("could not be reached")
  })

  it("a new secret and the old one sign side by side", async () => {
    const target = await receiver()
    const webhook = await subscribe(target.url)
    const rotated = (await post(`/webhook/${webhook.id}/rotate-secret`, { overlap_seconds: 60 })).body
    expect(rotated.secret).not.toBe(webhook.secret)
    await makeAccount()
    await until(() => expect(target.received).toHaveLength(2))
    const [{ raw, headers, body }] = target.received as [Received]
    for (const secret of [webhook.secret, rotated.secret])
      expect(new Webhook(Buffer.from(secret).toString("base64")).verify(raw, headers)).toEqual(body)
    const old = createHmac("sha256", webhook.secret).update(raw).digest("hex")
    expect(headers["x-truto-signature"]).toBe(`format=sha256,v=${old}`)
  })

  it("one, many or a time range again", async () => {
    const target = await receiver()
    const webhook = await subscribe(target.url)
    const from = new Date().toISOString()
    await makeAccount()
    await until(async () => expect((await deliveries(`webhook_id=${webhook.id}&status=succeeded`)).length).toBe(2))
    const [newest, oldest] = await deliveries(`webhook_id=${webhook.id}`)
    expect((await post("/webhook-delivery/replay", { ids: [oldest.id] })).body).toEqual({ replayed: 1 })
    await until(() => expect(target.received).toHaveLength(3))
    expect(target.received[2]?.raw).toBe(target.received[0]?.raw)
    const to = new Date(Date.now() + 60_000).toISOString()
    expect((await post("/webhook-delivery/replay", { webhook_id: webhook.id, from, to })).body).toEqual({ replayed: 2 })
    await until(() => expect(target.received).toHaveLength(5))
    expect((await post("/webhook-delivery/replay", { webhook_id: webhook.id, from, to: from })).body).toEqual({
      replayed: 0,
    })
    expect((await post("/webhook-delivery/replay", {})).status).toBe(400)
    expect(newest.id).not.toBe(oldest.id)
  })

  it("belongs to its environment", async () => {
    const target = await receiver()
    const webhook = await subscribe(target.url)
    const made = await post("/environment", { name: "Other" })
    const headers = { authorization: `Bearer ${made.body.api_token}` }
    expect((await rollcall.call(`/webhook/${webhook.id}`, { headers })).status).toBe(404)
    expect((await rollcall.call("/webhook", { headers })).body.result).toEqual([])
    expect((await rollcall.call("/webhook-delivery", { headers })).body.result).toEqual([])
    expect((await rollcall.call(`/webhook/${webhook.id}`, { method: "DELETE", headers })).status).toBe(404)
    const body = {
      tenant_id: "t",
      integration: "factorial",
      authentication_method: "api_key",
      context: { api_key: "x" },
    }
    await rollcall.call("/integrated-account", { method: "POST", headers, body })
    await makeAccount("mine")
    await until(() => expect(target.received).toHaveLength(2))
    expect(target.received.map((one) => one.body.payload.tenant_id)).toEqual(["mine", "mine"])
  })
})
