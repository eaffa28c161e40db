import { request } from "node:http"
import { connect } from "node:net"
import { Readable } from "node:stream"
import { operations } from "@rollcall/contract"
import type { FastifyInstance, InjectOptions } from "fastify"
import { afterEach, describe, expect, it } from "vitest"
import { AppError } from "../errors.js"
import { Pieces } from "../gateway/index.js"
import { assertComplete, createServer } from "./index.js"
import { routes } from "./routes/index.js"
import { ACCOUNT_ID, memoryKeys, servicesWith } from "./testing.js"

const ACC = `integrated_account_id=${ACCOUNT_ID}`
const authorization = "Bearer api"
let app: FastifyInstance
afterEach(() => app.close())

function open(given: Parameters<typeof servicesWith>[0] = {}) {
  app = createServer(servicesWith(given))
  return (options: InjectOptions) => app.inject({ headers: { authorization }, ...options })
}

/** The request target as it is given: clients of a test would change it. */
async function overSocket(path: string, method: string): Promise<number | undefined> {
  const { port } = new URL(await app.listen({ port: 0, host: "127.0.0.1" }))
  return new Promise((resolve, reject) => {
    const asking = request({ port, host: "127.0.0.1", path, method }, (answer) => resolve(answer.resume().statusCode))
    asking.on("error", reject).end()
  })
}

const upstream = (body: unknown, headers: Record<string, string> = {}) => ({
  gateway: {
    proxy: async () => ({ status: 200, headers, body }),
    custom: async () => ({ status: 200, headers, body }),
  },
  describe: { isProxyResource: () => false },
})

describe("the methods of a path", () => {
  it("HEAD is answered like GET, without a body", async () => {
    const call = open(upstream(Readable.from(["[1]"])))
    const at = await app.listen({ port: 0, host: "127.0.0.1" })
    for (const url of ["/ping", "/openapi.json", `/proxy/teams?${ACC}`, `/custom/x?${ACC}`]) {
      const head = await fetch(at + url, { method: "HEAD", headers: { authorization } })
      expect([head.status, await head.text()], url).toEqual([200, ""])
      expect(head.headers.get("content-type"), url).toContain("json")
    }
    expect((await call({ method: "HEAD", url: "/webhook?x=1" })).statusCode).toBe(400)
    expect((await call({ method: "HEAD", url: "/nothing" })).statusCode).toBe(404)
  })

  it.each([
    ["PUT", "/integrated-account", "GET, HEAD, POST"],
    ["POST", "/ping", "GET, HEAD"],
    ["DELETE", "/unified/hris/employees", "GET, HEAD, POST"],
    ["PATCH", "/unified/hris/timeoff_requests?x=1", "GET, HEAD, POST"],
    ["DELETE", "/proxy/teams", "GET, HEAD, POST"],
    ["DELETE", "/connect-account", "GET, HEAD, POST"],
    ["POST", "/connect-account/callback", "GET"],
  ] as const)("%s %s is a 405 that allows %s", async (method, url, allow) => {
    const answer = await open()({ method, url })
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, allow])
    expect(answer.json()).toMatchObject({ statusCode: 405, error: "Method Not Allowed" })
  })

  it("OPTIONS tells them, and gives browsers of other origins no permission", async () => {
    const headers = { origin: "https://app.example", "access-control-request-method": "GET" }
    const call = open()
    const answer = await call({ method: "OPTIONS", url: `/unified/hris/employees?${ACC}`, headers })
    expect([answer.statusCode, answer.headers.allow, answer.body]).toEqual([204, "GET, HEAD, POST", ""])
    const got = await call({ method: "GET", url: "/ping", headers })
    for (const { headers: said } of [answer, got])
      expect(Object.keys(said).filter((name) => name.startsWith("access-control"))).toEqual([])
    expect((await call({ method: "OPTIONS", url: "/nothing" })).statusCode).toBe(404)
    expect(await overSocket("*", "OPTIONS")).toBe(204)
  })
})

it("An answer in pieces goes out whole, with its length and the headers of every answer", async () => {
  const pieces = new Pieces([Buffer.from('{"result":['), Buffer.from('"é"'), Buffer.from("]}")])
  const call = open(upstream(pieces, { "x-own": "1" }))
  const got = await call({ method: "GET", url: `/proxy/teams?${ACC}` })
  expect(got.json()).toEqual({ result: ["é"] })
  expect(got.headers).toMatchObject({ "content-length": "17", "x-own": "1", "cache-control": "no-store" })
  const at = await app.listen({ port: 0, host: "127.0.0.1" })
  for (const method of ["GET", "HEAD", "GET"]) {
    const answer = await fetch(`${at}/proxy/teams?${ACC}`, { method, headers: { authorization } })
    expect(await answer.text()).toBe(method === "HEAD" ? "" : '{"result":["é"]}')
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff")
  }
})

describe("a path", () => {
  it.each(["//ping", "///ping?x=1", "http://elsewhere.example/ping", "HTTPS://elsewhere.example:1//ping?x=1"])(
    "written as %s is the same",
    async (url) => {
      open()
      expect(await overSocket(url, "GET")).toBe(200)
    },
  )
})

describe("a path that leads nowhere", () => {
  it.each([
    ["/proxy", "it goes on, /proxy/:resource"],
    ["/proxi", "did you mean /proxy?"],
    ["/unified/hris", "give a resource, /unified/hris/...: there are employees, "],
    ["/unified/hris/", "give a resource, /unified/hris/...: there are employees, "],
    ["/unified/hris/employee", "did you mean employees?"],
    ["/unified/crm", "there is hris"],
  ])("%s is told: %s", async (url, said) => {
    const answer = await open()({ method: "GET", url, headers: { authorization } })
    expect([answer.statusCode, answer.json().message]).toEqual([404, expect.stringContaining(said)])
  })
})

describe("a failure", () => {
  const loggedOf = async (failure: Error) => {
    const logged: object[] = []
    const log = { info() {}, error: (fields: object) => void logged.push(fields) }
    const ask = open({ gateway: { custom: () => Promise.reject(failure) }, log })
    const { statusCode } = await ask({ method: "GET", url: `/custom/x?${ACC}`, headers: { authorization } })
    return { statusCode, logged }
  }

  it.each([
    new Error("a slip of ours"),
    new AppError("server.unavailable", "the database is away"),
    new AppError("integration.not_installed", "there is no OAuth client"),
  ])("that the operator has to mend is logged as an error: %s", async (failure) => {
    const { statusCode, logged } = await loggedOf(failure)
    expect(statusCode).toBeGreaterThanOrEqual(500)
    expect(logged).toEqual([{ request_id: expect.any(String), err: failure }])
  })

  it.each([
    ["filter.too_slow", 504],
    ["request.abandoned", 503],
    ["operation.not_offered", 501],
    ["upstream.failed", 502],
    ["upstream.timeout", 504],
    ["resource.not_found", 404],
  ] as const)("%s is none of ours, and no error in the log, whatever its status", async (code, status) => {
    expect(await loggedOf(new AppError(code, "not ours"))).toEqual({ statusCode: status, logged: [] })
  })

  it("of a call that Rollcall does not offer is the caller's", async () => {
    const logged: object[] = []
    const ask = open({ log: { info() {}, error: (fields: object) => void logged.push(fields) } })
    const { statusCode } = await ask({ method: "GET", url: "/workflow", headers: { authorization } })
    expect([statusCode, logged]).toEqual([501, []])
  })
})

describe("an error that is answered once more for its key", () => {
  it("has the id of its own answer", async () => {
    const custom = () => Promise.reject(new AppError("upstream.failed", "it may have been carried out"))
    const call = open({ gateway: { custom } })
    const ask = () =>
      call({
        method: "POST",
        url: `/custom/x?${ACC}`,
        headers: { authorization, "idempotency-key": "k" },
        payload: "{}",
      })
    const answers = [await ask(), await ask(), await ask()]
    const ids = answers.map((one) => one.json().request_id)
    expect(answers.map((one) => one.headers["x-request-id"])).toEqual(ids)
    expect(new Set(ids).size).toBe(3)
    expect(answers.map((one) => one.headers["idempotency-replayed"])).toEqual([undefined, "true", "true"])
  })
})

describe("a server that stops", () => {
  const write = (signal?: AbortSignal) => ({
    method: "POST",
    headers: { authorization, "idempotency-key": "k-1" },
    body: "{}",
    ...(signal && { signal }),
  })
  /** A write that is on its way to the HR system until the test lets it end. */
  async function begin() {
    let letGo = () => {}
    let calls = 0
    const seen: string[] = []
    const keys = memoryKeys()
    const begin: typeof keys.begin = async (at, print) => {
      const start = await keys.begin(at, print)
      if (start.kind !== "started") return start
      return { ...start, finish: (answer) => start.finish(answer).then(() => void seen.push(`kept ${answer.status}`)) }
    }
    const custom = async () => {
      calls++
      await new Promise<void>((resolve) => {
        letGo = resolve
      })
      return { status: 201, headers: {}, body: "made" }
    }
    const log = { info: () => seen.push("request over"), error() {} }
    open({ access: { idempotency: { begin } }, gateway: { custom }, log })
    const url = `${await app.listen({ port: 0, host: "127.0.0.1" })}/custom/x?${ACC}`
    const hasBegun = () => expect.poll(() => calls).toBe(1)
    return { url, hasBegun, seen, letGo: () => letGo() }
  }

  it("answers the write that is on its way", async () => {
    const { url, hasBegun, letGo } = await begin()
    const answer = fetch(url, write())
    await hasBegun()
    const closed = app.close()
    letGo()
    expect((await answer).status).toBe(201)
    await closed
  })

  it("waits for one whose caller has gone, and keeps its answer for the key", async () => {
    const { url, hasBegun, seen, letGo } = await begin()
    const leaving = new AbortController()
    const asked = fetch(url, write(leaving.signal)).catch(() => {})
    await hasBegun()
    leaving.abort()
    await asked
    await expect.poll(() => seen).toEqual(["request over"])
    const closed = app.close().then(() => seen.push("closed"))
    await expect.poll(() => app.server.listening).toBe(false)
    await new Promise((resolve) => setTimeout(resolve))
    letGo()
    await closed
    expect(seen).toEqual(["request over", "kept 201", "closed"])
  })
})

describe("an answer", () => {
  it("that nobody reads is cut", async () => {
    const limits = { mostConnections: 10, mostBodyBytes: 1_000, requestMs: 10_000, headersMs: 10_000, stallMs: 30 }
    let calls = 0
    const custom = async () => {
      calls++
      return { status: 200, headers: {}, body: Buffer.alloc(64 * 1024 * 1024) }
    }
    app = createServer(servicesWith({ gateway: { custom } }), limits)
    const { port } = new URL(await app.listen({ port: 0, host: "127.0.0.1" }))
    const reader = connect(Number(port), "127.0.0.1").on("error", () => {})
    reader.pause().write(`GET /custom/x?${ACC} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n\r\n`)
    const count = () => new Promise<number>((resolve) => app.server.getConnections((_, open) => resolve(open)))
    await expect.poll(() => calls).toBe(1)
    await expect.poll(count, { timeout: 40_000 }).toBe(0)
    reader.destroy()
  })

  it("runs nothing on our origin, whatever the HR system sends", async () => {
    const evil = {
      "content-type": "text/html",
      "content-security-policy": "default-src *",
      "x-content-type-options": "x",
    }
    const answer = await open(upstream("<script>alert(1)</script>", evil))({ url: `/custom/x?${ACC}` })
    expect(answer.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
      "referrer-policy": "no-referrer",
    })
  })

  it("of a failure of ours says nothing but the request's id, which is the caller's own when it is harmless", async () => {
    const call = open({ webhooks: { page: () => Promise.reject(new Error("secret detail")) } })
    const answer = await call({ url: "/webhook", headers: { authorization, "x-request-id": "mine-1" } })
    expect(answer.json()).toMatchObject({
      statusCode: 500,
      request_id: "mine-1",
      message: expect.stringContaining("mine-1"),
    })
    expect(answer.body).not.toContain("secret")
    const odd = await call({ url: "/webhook", headers: { authorization, "x-request-id": "a b" } })
    expect(odd.json().request_id).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe("the routes", () => {
  it("are the operations, each once", () => {
    app = createServer(servicesWith())
    expect(routes).toHaveLength(Object.keys(operations).length)
    expect(() => assertComplete(routes.slice(1))).toThrow(routes[0]?.operation.id)
    expect(() => assertComplete([...routes, ...routes.slice(0, 1)])).toThrow("doubled")
  })
})
