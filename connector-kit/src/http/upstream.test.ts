import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib"
import { Agent } from "undici"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { UpstreamError } from "../verdict.js"
import { accessOf, api, json, startLocal } from "./testing.js"
import type { Access, Budget, Transport, WireRequest } from "./transport.js"
import { createUpstream } from "./upstream.js"

let local: Awaited<ReturnType<typeof startLocal>>
beforeEach(async () => {
  local = await startLocal()
})
afterEach(() => local.close())

const READ: WireRequest = { method: "GET", path: "/api/things?a=1" }
const WRITE: WireRequest = { method: "POST", path: "/api/things", body: '{"name":"x"}' }
const BUDGET_MS = 20_000

const budget = (ms = BUDGET_MS): Budget => ({ deadlineMs: local.transport.now() + ms })
const open = (access: Access = accessOf(), more: Partial<Transport> = {}) =>
  createUpstream(api, { ...local.transport, ...more }, access)
/** The failure of a call that has to fail. */
const failureOf = async (call: Promise<unknown>): Promise<UpstreamError> => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof UpstreamError)) throw new Error(`expected a failure, got ${String(error)}`)
  return error
}

describe("an answer", () => {
  it("is read whole, asked for with the account's credentials and without a content coding", async () => {
    local.answer(json({ id: 1 }, { headers: { "ratelimit-remaining": "7" } }))
    const answer = await open().fetch(READ, budget())
    expect(answer).toMatchObject({
      status: 200,
      rateLimit: { remaining: 7 },
      url: `${local.transport.baseUrl}${READ.path}`,
    })
    expect(answer.body.toString()).toBe('{"id":1}')
    expect(local.requests[0]?.headers).toMatchObject({ "x-key": "the-key", "accept-encoding": "identity" })
  })

  it.each([
    ["gzip", gzipSync],
    ["X-GZIP", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
    ["identity", (bytes: Buffer) => bytes],
    ["deflate, gzip", (bytes: Buffer) => gzipSync(deflateSync(bytes))],
  ])("in the content coding %s, which was not asked for, is decoded", async (coding, encode) => {
    local.answer(json(encode(Buffer.from('{"id":1}')), { headers: { "content-encoding": coding } }))
    expect((await open().fetch(READ, budget())).body.toString()).toBe('{"id":1}')
  })

  it("in an unknown content coding is refused, and a broken one is read again", async () => {
    local.answer(json("x", { headers: { "content-encoding": "zstd" } }))
    expect(await failureOf(open().fetch(READ, budget()))).toMatchObject({ reason: "malformed", verdict: "stop" })
    const coded = { headers: { "content-encoding": "gzip" } }
    local.answer(json("no gzip", coded), json(gzipSync("{}"), coded))
    expect((await open().fetch(READ, budget())).body.toString()).toBe("{}")
  })

  it("of more bytes than the limit is refused, and its connection closed", async () => {
    local.answer((response) => {
      response.writeHead(200)
      const pour = () => response.write("x".repeat(10_000), (error) => error ?? setImmediate(pour))
      pour()
    })
    const upstream = open(accessOf(), { limits: { wholeBytes: 50_000 } })
    expect(await failureOf(upstream.fetch(READ, budget()))).toMatchObject({ reason: "malformed", verdict: "stop" })
    await vi.waitFor(() => expect(local.open()).toBe(0))
  })

  it("that leads elsewhere is no success and is not followed", async () => {
    local.answer((response) => void response.writeHead(302, { location: "/api/other" }).end())
    const read = await failureOf(open().fetch(READ, budget()))
    expect(read).toMatchObject({ status: undefined, reason: "malformed", verdict: "stop", mayHaveHappened: false })
    expect(read.message).toContain("302")
    expect(await failureOf(open().fetch(WRITE, budget()))).toMatchObject({ verdict: "stop", mayHaveHappened: true })
    expect(local.requests).toHaveLength(2)
  })

  it("of an error keeps its status, its words and a bounded part of its body", async () => {
    local.answer(json({ message: "no such thing", id: 1 }, { status: 422 }))
    expect(await failureOf(open().fetch(READ, budget()))).toMatchObject({
      message: "no such thing",
      status: 422,
      verdict: "stop",
      body: { id: 1 },
    })
    local.answer((response) => void response.writeHead(404).end("y".repeat(100_000)))
    const failure = await failureOf(open().fetch(READ, budget()))
    expect(failure).toMatchObject({ status: 404, verdict: "skip" })
    expect(String(failure.body)).toHaveLength(65_536)
  })
})

describe("a long answer", () => {
  const pour = (pieces: number) => (response: import("node:http").ServerResponse) => {
    response.writeHead(200, { "content-type": "application/pdf" })
    let left = pieces
    const next = (): void => void (left-- > 0 ? response.write(Buffer.alloc(1_000, "x"), next) : response.end())
    next()
  }
  const limits = { headBytes: 5_000, stallMs: 700 }

  it("is whole when it is short, and a stream with all of its bytes otherwise", async () => {
    local.answer(pour(3))
    const short = await open(accessOf(), { limits }).open(READ, budget())
    expect(Buffer.isBuffer(short.body) && short.body.length).toBe(3_000)
    local.answer(pour(300))
    const long = await open(accessOf(), { limits }).open(READ, budget())
    let size = 0
    for await (const chunk of long.body) size += chunk.length
    expect(size).toBe(300_000)
  })

  it("that breaks off in its beginning is read again", async () => {
    local.answer((response) => {
      response.writeHead(200, { "content-length": "9000" })
      response.write("x".repeat(1_000), () => response.destroy())
    }, pour(3))
    const answer = await open(accessOf(), { limits }).open(READ, budget())
    expect(Buffer.isBuffer(answer.body) && answer.body.length).toBe(3_000)
  })

  it("may take longer than the deadline, but one that nobody reads is cut", async () => {
    local.answer(pour(30_000))
    const timers = new Map<() => void, number>()
    const after: Transport["after"] = (ms, run) => {
      timers.set(run, ms)
      return () => void timers.delete(run)
    }
    const fire = (ms: number) => {
      for (const [run, afterMs] of [...timers]) if (afterMs === ms) run()
    }
    const { body } = await open(accessOf(), { limits, after }).open(READ, budget(600))
    if (Buffer.isBuffer(body)) throw new Error("expected a stream")
    fire(600)
    expect(body.destroyed).toBe(false)
    const failed = new Promise((resolve) => body.once("error", resolve))
    fire(limits.stallMs)
    expect(String(await failed)).toContain("nobody read")
    await vi.waitFor(() => expect(local.open()).toBe(0))
  })
})

describe("a connection that breaks", () => {
  const before = (response: import("node:http").ServerResponse) => void response.socket?.destroy()
  const during = (response: import("node:http").ServerResponse) => {
    response.writeHead(200, { "content-length": "100" })
    response.write("{", () => response.socket?.destroy())
  }
  const after = (response: import("node:http").ServerResponse) =>
    void response.end("{}", () => response.socket?.destroy())

  it.each([
    ["before", before],
    ["during", during],
  ])("%s the answer to a read is tried again", async (_when, breakOff) => {
    local.answer(breakOff, json({}))
    expect((await open().fetch(READ, budget())).status).toBe(200)
    expect(local.requests).toHaveLength(2)
  })

  it.each([
    ["before", before],
    ["during", during],
  ])("%s the answer to a write leaves its outcome unknown, and it is not sent again", async (_when, breakOff) => {
    local.answer(breakOff, json({}))
    const failure = await failureOf(open().fetch(WRITE, budget()))
    expect(failure).toMatchObject({ reason: "connection", verdict: "stop", mayHaveHappened: true })
    expect(local.requests).toHaveLength(1)
  })

  it("after the answer changes nothing, and the next call has a connection of its own", async () => {
    local.answer(after)
    for (let time = 0; time < 5; time++) expect((await open().fetch(WRITE, budget())).status).toBe(200)
    expect(local.requests).toHaveLength(5)
  })

  it("before anything was sent is tried again, also for a write", async () => {
    const gone = { ...local.transport, baseUrl: "http://127.0.0.1:1" }
    const failure = await failureOf(createUpstream(api, gone, accessOf()).fetch(WRITE, budget()))
    expect(failure).toMatchObject({ reason: "connection", verdict: "retry", mayHaveHappened: false })
    expect(local.waits).toHaveLength(5)
  })
})

describe("a limit", () => {
  const refused = (headers: Record<string, string>) => json({ message: "slow down" }, { status: 429, headers })

  it.each([
    [{ "retry-after": "60" }, 60],
    [{ "ratelimit-remaining": "0", "ratelimit-reset": "60" }, 60],
    [{ "retry-after": "1795679959" }, 3_600],
    [{ "retry-after": "99999999999999999999" }, 3_600],
  ])("told by %o holds the account, for an hour at most", async (headers, seconds) => {
    const access = accessOf()
    local.answer(refused(headers))
    const failure = await failureOf(open(access).fetch(READ, budget()))
    expect(failure.rateLimit.retryAfterSeconds).toBe(seconds)
    expect(access.holds).toEqual([local.transport.now() + seconds * 1_000])
    expect(local.requests).toHaveLength(1)
  })

  it("told by a date holds until then", async () => {
    const access = accessOf()
    local.answer(refused({ "retry-after": new Date(local.transport.now() + 90_000).toUTCString() }))
    await failureOf(open(access).fetch(READ, budget()))
    const [heldMs = 0] = access.holds.map((untilMs) => untilMs - local.transport.now())
    expect(heldMs).toBeGreaterThan(88_000)
    expect(heldMs).toBeLessThanOrEqual(90_000)
  })

  it.each(["-5", "soon", ""])("told by the nonsense %j is waited out as if nothing had been said", async (header) => {
    const access = accessOf()
    local.answer(refused({ "retry-after": header }), json({}))
    expect((await open(access).fetch(WRITE, budget())).status).toBe(200)
    expect(access.holds).toEqual([])
  })

  it("that lasts and says nothing holds the account for ten seconds, so that others know", async () => {
    const access = accessOf()
    local.answer(refused({}))
    expect((await failureOf(open(access).fetch(READ, budget()))).status).toBe(429)
    expect(access.holds).toEqual([local.transport.now() + 10_000])
  })

  it("is what the connector says it is: nothing happened then, and a write is sent again", async () => {
    const access = accessOf()
    const busy = (seconds: string) => json({ message: "busy" }, { status: 503, headers: { "retry-after": seconds } })
    local.answer(busy("2"), json({}))
    expect((await open(access).fetch(WRITE, budget())).status).toBe(200)
    expect(local.waits).toEqual([2_000])
    local.answer(busy("60"))
    expect(await failureOf(open(access).fetch(WRITE, budget()))).toMatchObject({
      verdict: "limit",
      mayHaveHappened: false,
      rateLimit: { retryAfterSeconds: 60 },
    })
    expect(await access.heldUntilMs()).toBe(local.transport.now() + 60_000)
  })

  it("of a short time is waited for, by the call that met it and by others", async () => {
    const access = accessOf()
    local.answer(refused({ "retry-after": "2" }), json({}))
    expect((await open(access).fetch(READ, budget())).status).toBe(200)
    expect(local.waits).toEqual([2_000])
    await access.hold(local.transport.now() + 3_000)
    await open(access).fetch(READ, budget())
    expect(local.waits.reduce((sum, ms) => sum + ms)).toBe(5_000)
  })

  it("that somebody ends is not waited out", async () => {
    const access = accessOf()
    const { transport } = local
    await access.hold(transport.now() + 4_000)
    const sleep = async (ms: number) => {
      await transport.sleep(ms)
      if (local.waits.length === 2) await (await access.probe())?.()
    }
    local.answer(json({}))
    expect((await createUpstream(api, { ...transport, sleep }, access).fetch(READ, budget())).status).toBe(200)
    expect(local.waits).toEqual([500, 500])
  })

  describe("that has run out", () => {
    /** An account of which one call at a time may go to see. */
    const probed = () => {
      let [heldUntilMs, isProbed, probes] = [local.transport.now() - 1, false, 0]
      const access = accessOf({
        heldUntilMs: async () => heldUntilMs,
        hold: async (untilMs) => {
          heldUntilMs = untilMs
          isProbed = false
        },
        probe: async () => {
          if (isProbed || heldUntilMs === 0) return undefined
          isProbed = true
          probes++
          return async () => {
            heldUntilMs = 0
          }
        },
      })
      return { access, probes: () => probes }
    }
    const callers = (access: Access) => {
      const sleep = () => new Promise<void>((resolve) => setImmediate(resolve))
      const upstream = createUpstream(api, { ...local.transport, sleep }, access)
      return Promise.all(Array.from({ length: 20 }, () => upstream.fetch(READ, budget()).catch((error) => error)))
    }

    it("is tried by one call, and the others wait for its answer", async () => {
      const { access, probes } = probed()
      let beforeAnswer = 0
      const first: Parameters<typeof local.answer>[0] = (response) => {
        setTimeout(() => {
          beforeAnswer = local.requests.length
          response.end("{}")
        }, 20)
      }
      local.answer(first, json({}))
      const answers = await callers(access)
      expect(beforeAnswer).toBe(1)
      expect(answers.every(({ status }) => status === 200)).toBe(true)
      expect(probes()).toBe(1)
      expect(local.requests).toHaveLength(20)
    })

    it("and begins again costs one call", async () => {
      const { access } = probed()
      local.answer(refused({ "retry-after": "60" }))
      const answers = await callers(access)
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 429))
      expect(local.requests).toHaveLength(1)
    })

    it("is not over when the call that went to see was given up before its answer", async () => {
      const { access } = probed()
      local.answer(() => {})
      const gone = new AbortController()
      const call = open(access).fetch(READ, { ...budget(), signal: gone.signal })
      await vi.waitFor(() => expect(local.open()).toBe(1))
      gone.abort(new Error("the caller went away"))
      await expect(call).rejects.toThrow("went away")
      expect(await access.heldUntilMs()).toBeGreaterThan(0)
    })

    it("is over with any other answer", async () => {
      const { access } = probed()
      local.answer(json({ message: "no" }, { status: 422 }))
      expect((await failureOf(open(access).fetch(READ, budget()))).status).toBe(422)
      expect(await access.heldUntilMs()).toBe(0)
    })
  })

  it("that another call has met is answered without a call, with the seconds left", async () => {
    const access = accessOf({ heldUntilMs: async () => local.transport.now() + 41_500 })
    const failure = await failureOf(open(access).fetch(READ, budget()))
    expect(failure).toMatchObject({ reason: "held", status: 429, rateLimit: { retryAfterSeconds: 42 } })
    expect(local.requests).toEqual([])
  })
})

describe("a turn", () => {
  it("is taken for every attempt, and waited for", async () => {
    const taken: unknown[] = []
    const access = accessOf({
      takeTurn: async ({ method }, mostMs) => {
        taken.push([method, mostMs])
        return taken.length === 1 ? 0 : 700
      },
    })
    local.answer(json({}, { status: 503 }), json({}))
    expect((await open(access).fetch(READ, budget(4_000))).status).toBe(200)
    expect(taken).toEqual([
      ["GET", 4_000],
      ["GET", 3_900],
    ])
    expect(local.waits).toEqual([100, 700])
  })

  it("that is too far away is told with the seconds until it comes, and nothing is sent", async () => {
    const access = accessOf({ takeTurn: async () => 41_500 })
    const failure = await failureOf(open(access).fetch(WRITE, budget()))
    expect(failure).toMatchObject({ reason: "held", verdict: "limit", rateLimit: { retryAfterSeconds: 42 } })
    expect(failure.mayHaveHappened).toBe(false)
    expect(local.requests).toEqual([])
  })

  it("of the next calls is judged by what each answer says is left", async () => {
    const noted: unknown[] = []
    const access = accessOf({ endTurn: (rateLimit) => void noted.push(rateLimit) })
    const said = { "ratelimit-limit": "50", "ratelimit-remaining": "7", "ratelimit-reset": "30" }
    local.answer(json({}, { headers: said }), json({}, { status: 422, headers: { "retry-after": "3" } }))
    await open(access).fetch(READ, budget())
    await failureOf(open(access).fetch(READ, budget()))
    local.answer((response) => void response.socket?.destroy())
    await failureOf(open(access).fetch(WRITE, budget()))
    expect(noted).toEqual([{ limit: 50, remaining: 7, resetSeconds: 30 }, { retryAfterSeconds: 3 }, {}])
  })
})

describe("a refused credential", () => {
  it("is refreshed once, and the call sent again with the new one", async () => {
    local.answer(json({}, { status: 401 }), json({}))
    const access = accessOf({ refresh: async () => ({ method: "oauth2", accessToken: "newer" }) })
    await open(access).fetch(WRITE, budget())
    expect(local.requests.map(({ headers }) => headers["x-key"])).toEqual(["the-key", "newer"])
    local.answer(json({}, { status: 401 }))
    expect(await failureOf(open(access).fetch(READ, budget()))).toMatchObject({ status: 401, verdict: "reconnect" })
    expect(local.requests).toHaveLength(4)
  })

  it("that was refreshed a moment ago says less: the connector may see something else in it", async () => {
    const headers = { "x-missing": "scope", "x-message": "the scope is missing" }
    local.answer(json({}, { status: 401, headers }))
    const access = accessOf({ refresh: async () => ({ method: "oauth2", accessToken: "newer" }) })
    expect(await failureOf(open(access).fetch(READ, budget()))).toMatchObject({
      status: 401,
      verdict: "skip",
      message: "the scope is missing",
    })
    expect(local.requests).toHaveLength(2)
  })
})

describe("trouble", () => {
  it("is met with growing waits, and given up in time", async () => {
    local.answer(json({}, { status: 503 }))
    expect(await failureOf(open().fetch(READ, budget()))).toMatchObject({ status: 503, verdict: "retry" })
    expect(local.waits).toEqual([100, 200, 400, 800, 1_500])
    expect(local.requests).toHaveLength(6)
    await failureOf(open().fetch(READ, budget(150)))
    expect(local.waits).toHaveLength(6)
  })

  it("that only read are tried again like any read, whatever their method is", async () => {
    local.answer(json({}, { status: 503 }), (response) => response.destroy(), json({ id: 1 }))
    expect((await open().fetch({ ...WRITE, reads: true }, budget())).status).toBe(200)
    expect(local.requests.map(({ method, body }) => [method, body])).toEqual(
      Array.from({ length: 3 }, () => ["POST", WRITE.body]),
    )
  })

  it("in the answer to a write leaves its outcome unknown", async () => {
    local.answer(json({}, { status: 503 }))
    expect(await failureOf(open().fetch(WRITE, budget()))).toMatchObject({ verdict: "stop", mayHaveHappened: true })
    local.answer(json({}, { status: 422 }))
    expect(await failureOf(open().fetch(WRITE, budget()))).toMatchObject({ verdict: "stop", mayHaveHappened: false })
  })
})

describe("a deadline", () => {
  const silent = () => {}

  it("is for all attempts; how long one of them may take can be said by the call", async () => {
    local.answer(silent, json({}))
    const answer = await open(accessOf(), { limits: { attemptMs: 60_000 } }).fetch(
      { ...READ, patienceMs: 20 },
      budget(),
    )
    expect(answer.status).toBe(200)
    expect(local.requests).toHaveLength(2)
  })

  const endless = (response: import("node:http").ServerResponse) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write(" "), 5)
    response.once("close", () => clearInterval(timer))
  }

  it.each([
    ["says nothing", silent],
    ["never ends its answer", endless],
  ])("ends a call to a server that %s, and closes its connection", async (_how, answer) => {
    local.answer(answer)
    const read = await failureOf(open().fetch(READ, budget(150)))
    expect(read).toMatchObject({ reason: "timeout", mayHaveHappened: false })
    const write = await failureOf(open().fetch(WRITE, budget(150)))
    expect(write).toMatchObject({ reason: "timeout", verdict: "stop", mayHaveHappened: true })
    await vi.waitFor(() => expect(local.open()).toBe(0))
  })

  it("that is over begins nothing", async () => {
    expect(await failureOf(open().fetch(WRITE, budget(0)))).toMatchObject({ reason: "timeout", mayHaveHappened: false })
    expect(local.requests).toEqual([])
  })

  it("ends what waits for a connection that never comes, and it was never sent", async () => {
    const dispatcher = new Agent().compose(() => () => true)
    for (const request of [READ, WRITE]) {
      const failure = await failureOf(open(accessOf(), { dispatcher }).fetch(request, budget(30)))
      expect(failure).toMatchObject({ reason: "timeout", mayHaveHappened: false })
    }
  })

  it("ends what waits for its turn, and it is never begun afterwards", async () => {
    let giveWay = () => {}
    const enter = (signal: AbortSignal) =>
      new Promise<() => void>((resolve, reject) => {
        giveWay = () => resolve(() => {})
        signal.addEventListener("abort", () => reject(signal.reason))
      })
    const failure = await failureOf(open(accessOf(), { enter }).fetch(WRITE, budget(50)))
    expect(failure).toMatchObject({ reason: "timeout", mayHaveHappened: false })
    giveWay()
    local.answer(json({}))
    await open().fetch(READ, budget())
    expect(local.requests.map(({ method }) => method)).toEqual(["GET"])
  })
})

describe("a place among the calls to a host", () => {
  it("is taken before anything is sent and given back at the end, whatever the end is", async () => {
    let inside = 0
    const enter = async () => {
      inside++
      return () => void inside--
    }
    local.answer(json({}))
    await open(accessOf(), { enter }).fetch(READ, budget())
    local.answer(json({}, { status: 422 }))
    await failureOf(open(accessOf(), { enter }).fetch(READ, budget()))
    local.answer((response) => void response.socket?.destroy())
    await failureOf(open(accessOf(), { enter }).fetch(WRITE, budget()))
    await vi.waitFor(() => expect(inside).toBe(0))
  })

  it("that can't be had is told as such", async () => {
    const enter = () => Promise.reject(Object.assign(new Error("too many calls"), { code: "ROLLCALL_BUSY" }))
    expect(await failureOf(open(accessOf(), { enter }).fetch(READ, budget()))).toMatchObject({
      reason: "busy",
      verdict: "limit",
      message: "too many calls",
    })
  })
})

describe("who no longer waits", () => {
  it("ends a read at once", async () => {
    local.answer(() => {})
    const gone = new AbortController()
    const call = open().fetch(READ, { ...budget(), signal: gone.signal })
    await vi.waitFor(() => expect(local.open()).toBe(1))
    gone.abort(new Error("the caller went away"))
    await expect(call).rejects.toThrow("went away")
    await vi.waitFor(() => expect(local.open()).toBe(0))
    await expect(open().fetch(READ, { ...budget(), signal: gone.signal })).rejects.toThrow("went away")
    expect(local.requests).toHaveLength(1)
  })

  it("keeps a write from being begun, also again after a limit, but does not end it", async () => {
    const gone = new AbortController()
    const begins = { ...budget(), begins: gone.signal }
    local.answer((response) => {
      gone.abort()
      response.writeHead(201, { "content-type": "application/json" }).end("{}")
    })
    expect((await open().fetch(WRITE, begins)).status).toBe(201)
    expect(await failureOf(open().fetch(WRITE, begins))).toMatchObject({ reason: "abandoned", mayHaveHappened: false })
    expect(local.requests).toHaveLength(1)

    const left = new AbortController()
    local.answer((response) => {
      left.abort()
      response.writeHead(429).end()
    })
    const again = open().fetch(WRITE, { ...budget(), begins: left.signal })
    expect(await failureOf(again)).toMatchObject({ reason: "abandoned", mayHaveHappened: false })
    expect(local.requests).toHaveLength(2)

    const waiting = new AbortController()
    const enter = async () => {
      waiting.abort()
      return () => {}
    }
    const late = open(accessOf(), { enter }).fetch(WRITE, { ...budget(), begins: waiting.signal })
    expect(await failureOf(late)).toMatchObject({ reason: "abandoned" })
    expect(local.requests).toHaveLength(2)
  })

  it("is also an account that was removed meanwhile", async () => {
    local.answer(() => {})
    let isThere = true
    const call = open(accessOf({ isThere: async () => isThere }), { limits: { accountMs: 10 } }).fetch(READ, budget())
    await vi.waitFor(() => expect(local.open()).toBe(1))
    isThere = false
    expect(await failureOf(call)).toMatchObject({ reason: "removed", verdict: "stop" })
    await vi.waitFor(() => expect(local.open()).toBe(0))
  })

  it("is not an account that could not be looked up", async () => {
    let looked = 0
    const access = accessOf({
      isThere: async () => {
        looked++
        throw new Error("no database")
      },
    })
    local.answer((response) => void vi.waitFor(() => expect(looked).toBeGreaterThan(1)).then(() => response.end("{}")))
    expect((await open(access, { limits: { accountMs: 5 } }).fetch(READ, budget())).status).toBe(200)
  })
})

it("a target that is not allowed is told as such", async () => {
  const dispatcher = local.transport.dispatcher.compose(() => () => {
    throw Object.assign(new Error("10.0.0.1 is not a public address"), { code: "ROLLCALL_EGRESS" })
  })
  const call = createUpstream(api, { ...local.transport, dispatcher }, accessOf()).fetch(READ, budget())
  expect(await failureOf(call)).toMatchObject({ reason: "refused_target", verdict: "stop" })
})
