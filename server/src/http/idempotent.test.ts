import { Readable } from "node:stream"
import { describe, expect, it, vi } from "vitest"
import { createClock } from "../clock.js"
import { AppError } from "../errors.js"
import type { ProxyCall, Reply } from "../gateway/index.js"
import { Life } from "./life.js"
import { ACCOUNT_ID, ask, memoryKeys, type Sent, servicesWith } from "./testing.js"

const URL = `/proxy/teams?integrated_account_id=${ACCOUNT_ID}`

/** A write with a key, to a gateway that does what the test says. */
function world(act: (call: ProxyCall) => Promise<Reply>) {
  const keys = memoryKeys()
  let count = 0
  const proxy = (call: ProxyCall) => {
    count++
    return act(call)
  }
  const errors: unknown[] = []
  const clock = createClock()
  const services = servicesWith({
    clock,
    access: { idempotency: keys },
    gateway: { proxy },
    describe: { isProxyResource: () => false },
    log: { info() {}, error: (fields: object) => void errors.push(fields) },
  })
  const write = (sent: Sent = {}) =>
    ask("proxy_create", services, [
      URL,
      { method: "POST", params: { resource: "teams" }, headers: { "idempotency-key": "k" }, body: "{}", ...sent },
    ])
  return { write, keys, errors, clock, calls: () => count }
}

const jsonOf = ({ body }: Reply) => JSON.parse(String(body))
const UNKNOWN = new AppError("upstream.failed", "the connection broke: it may have been carried out")

describe("a write with a key", () => {
  it("gets its first answer again, byte for byte, also one that streamed", async () => {
    const { write, calls } = world(async () => ({
      status: 201,
      headers: { "x-limit": "1" },
      body: Readable.from([Buffer.from('{"id":'), Buffer.from("1}")]),
    }))
    const first = await write()
    const again = await write()
    expect(again).toMatchObject({
      status: 201,
      body: first.body,
      headers: { "x-limit": "1", "idempotency-replayed": "true" },
    })
    expect(jsonOf(again)).toEqual({ id: 1 })
    expect(calls()).toBe(1)
  })

  it("whose outcome is unknown is answered the same way at once, as a remote error", async () => {
    const { write, calls } = world(() => Promise.reject(UNKNOWN))
    await expect(write()).rejects.toBe(UNKNOWN)
    const again = await write()
    expect([again.status, calls()]).toEqual([502, 1])
    expect(jsonOf(again)).toMatchObject({
      statusCode: 502,
      message: UNKNOWN.message,
      truto_is_remote_error: true,
      truto_error_insight: { remote_error: {} },
    })
  })

  it("that failed is answered again with the id of the request that is answered, which the log knows", async () => {
    const { write } = world(() => Promise.reject(UNKNOWN))
    await write({ requestId: "one" }).catch(() => {})
    expect(jsonOf(await write({ requestId: "two" }))).toMatchObject({ request_id: "two", message: UNKNOWN.message })
    expect(jsonOf(await write({ requestId: "three" })).request_id).toBe("three")
  })

  it("keeps what the HR system calls request_id", async () => {
    const { write } = world(async () => ({ status: 201, headers: {}, body: { request_id: "theirs" } }))
    await write({ requestId: "one" })
    expect(jsonOf(await write({ requestId: "two" }))).toEqual({ request_id: "theirs" })
  })

  it("that failed in our own hands is told as what may have happened, never as ours or as running", async () => {
    const { write, calls } = world(() => Promise.reject(new Error("a bug")))
    await expect(write()).rejects.toThrow("a bug")
    const again = await write()
    expect([again.status, calls()]).toEqual([502, 1])
    expect(jsonOf(again).message).toContain("may have been carried out")
  })

  it("whose process died says at once that it may have been carried out", async () => {
    const { write, keys, calls } = world(() => Promise.reject(UNKNOWN))
    await keys.begin({ scope: ACCOUNT_ID, path: "POST /proxy/teams", key: "k" }, await printOf(write, keys))
    keys.lose()
    const answer = await write({ requestId: "again" })
    expect([answer.status, calls()]).toEqual([502, 0])
    expect(jsonOf(answer)).toMatchObject({
      truto_is_remote_error: true,
      message: expect.stringContaining("new key"),
      request_id: "again",
    })
  })

  it("may be tried again when it is certain that nothing happened", async () => {
    const outcomes = [
      () => Promise.reject(new AppError("request.rate_limited", "wait", { isUndone: true })),
      async () => ({ status: 201, headers: {}, body: { id: "1" } }),
    ]
    const { write } = world(() => outcomes.shift()?.() ?? Promise.reject(new Error("once too often")))
    await expect(write()).rejects.toThrow("wait")
    expect((await write()).status).toBe(201)
  })

  it("is a 409 for another body, and a 400 for a key without end", async () => {
    const { write } = world(async () => ({ status: 201, headers: {}, body: {} }))
    await write()
    await expect(write({ body: '{"name":"b"}' })).rejects.toMatchObject({ status: 409 })
    await expect(write({ headers: { "idempotency-key": "k".repeat(256) } })).rejects.toMatchObject({ status: 400 })
  })

  it("is answered truly although the answer can't be kept, and that is logged", async () => {
    const { write, keys, errors } = world(async () => ({ status: 201, headers: {}, body: { id: "1" } }))
    const begin = keys.begin.bind(keys)
    keys.begin = async (at, print) =>
      ({ ...(await begin(at, print)), finish: () => Promise.reject(new Error("away")) }) as never
    expect((await write()).status).toBe(201)
    expect(errors).toMatchObject([{ err: new Error("away") }])
  })

  it("waits for the first one, and hears its answer", async () => {
    let letGo = (_: Reply) => {}
    const { write, calls } = world(() => new Promise((resolve) => (letGo = resolve)))
    const first = write()
    await vi.waitFor(() => expect(calls()).toBe(1))
    const second = write()
    letGo({ status: 201, headers: {}, body: { id: "1" } })
    expect((await first).status).toBe(201)
    expect((await second).headers).toMatchObject({ "idempotency-replayed": "true" })
    expect(calls()).toBe(1)
  })
})

describe("a write that takes too long", () => {
  it("is answered as what may have happened, is stopped, and is answered so again at once", async () => {
    let signal: AbortSignal | undefined
    const { write, clock, calls } = world((call) => {
      signal = call.life.signal
      return new Promise(() => {})
    })
    const first = write()
    await vi.waitFor(() => expect(calls()).toBe(1))
    clock.moveBy(30_000)
    await expect(first).rejects.toMatchObject({
      status: 504,
      message: expect.stringContaining("may have been carried"),
    })
    expect(signal?.aborted).toBe(true)
    expect(jsonOf(await write())).toMatchObject({ statusCode: 504, truto_is_remote_error: true })
    expect(calls()).toBe(1)
  })

  it("is waited for by a repeat for as long as it may take, not longer", async () => {
    const { write, clock, keys } = world(() => new Promise(() => {}))
    const print = await printOf(write, keys)
    await keys.begin({ scope: ACCOUNT_ID, path: "POST /proxy/teams", key: "k" }, print)
    const repeat = write()
    const end = expect(repeat).rejects.toMatchObject({ status: 409, details: { retryAfterSeconds: 1 } })
    let isOver = false
    void end.then(() => {
      isOver = true
    })
    const wait = () => {
      clock.moveBy(10_000)
      expect(isOver).toBe(true)
    }
    await vi.waitFor(wait, { interval: 5 })
    await end
  })
})

describe("a caller who goes away", () => {
  it("ends what has not begun of a write, but not the write itself: its answer is kept", async () => {
    const caller = new Life()
    let letGo = (_: Reply) => {}
    let signal: AbortSignal | undefined
    const { write, calls } = world((call) => {
      signal = call.life.signal
      return new Promise((resolve) => (letGo = resolve))
    })
    const first = write({ life: caller })
    await vi.waitFor(() => expect(calls()).toBe(1))
    caller.end(new Error("gone"))
    expect(signal?.aborted, "what waits is told").toBe(true)
    letGo({ status: 201, headers: {}, body: { id: "7" } })
    await first
    expect(jsonOf(await write())).toEqual({ id: "7" })
    expect(calls()).toBe(1)
  })

  it("before the write has begun leaves it undone and its key free", async () => {
    const { write, calls } = world(async () => ({ status: 201, headers: {}, body: {} }))
    const caller = new Life()
    caller.end(new Error("gone"))
    await expect(write({ life: caller })).rejects.toMatchObject({ details: { isUndone: true } })
    expect(calls()).toBe(0)
    expect((await write()).status).toBe(201)
  })

  it("ends a read", async () => {
    const caller = new Life()
    let signal: AbortSignal | undefined
    const proxy = async (call: ProxyCall) => {
      signal = call.life.signal
      return { status: 200, headers: {}, body: {} }
    }
    const services = servicesWith({ gateway: { proxy }, describe: { isProxyResource: () => false } })
    await ask("proxy_list", services, [URL, { params: { resource: "teams" }, life: caller }])
    caller.end(new Error("gone"))
    expect(signal?.aborted).toBe(true)
  })
})

/** The fingerprint that the door gives to this write. */
async function printOf(write: () => Promise<Reply>, keys: ReturnType<typeof memoryKeys>): Promise<Buffer> {
  const begin = keys.begin.bind(keys)
  let print: Buffer = Buffer.alloc(0)
  keys.begin = async (_, given) => {
    print = given
    throw new Error("only the fingerprint")
  }
  await write().catch(() => {})
  keys.begin = begin
  return print
}
