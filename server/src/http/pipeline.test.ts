import { describe, expect, it } from "vitest"
import type { PassedBody, ProxyCall } from "../gateway/index.js"
import { serve } from "./pipeline.js"
import { routes } from "./routes/index.js"
import { ACCOUNT_ID, ask, incomingOf, memoryKeys, type Sent, servicesWith } from "./testing.js"

const ACC = `integrated_account_id=${ACCOUNT_ID}`

/** A gateway that remembers what was passed to it. */
function listening() {
  const calls: { body?: PassedBody; query: object }[] = []
  const hear = async (call: ProxyCall) => {
    calls.push(call)
    return { status: 200, headers: {}, body: { ok: true } }
  }
  const services = servicesWith({
    gateway: { proxy: hear, custom: hear, list: hear, get: hear, create: hear },
    describe: { isProxyResource: () => false },
  })
  return { calls, services }
}

const create = (sent: Sent) => ({ params: { resource: "teams" }, method: "POST", ...sent })

describe("NUL and broken text", () => {
  it("in a query, a path or a body is a 400 on every operation, before a handler sees it", async () => {
    const { services } = listening()
    for (const route of routes.filter(({ operation }) => operation.scope !== "public")) {
      const { method, scope, id } = route.operation
      const token = scope === "self" ? "own" : "api"
      const verb = method === "ANY" ? "POST" : method
      const path = `/x?${scope === "account" ? ACC : ""}`
      await expect(ask(route, services, [`${path}&a=%00`, { method: verb, token }]), id).rejects.toMatchObject({
        status: 400,
      })
      await expect(
        ask(route, services, [`/x%00?${ACC}`, { method: verb, token: scope === "self" ? "own" : "api" }]),
        id,
      ).rejects.toMatchObject({
        status: 400,
        message: expect.stringContaining("NUL"),
      })
    }
  })

  it("in a body that is passed on is a 400, and nothing goes upstream", async () => {
    const { services, calls } = listening()
    for (const body of ['{"name":"a\\u0000"}', "a\0", Buffer.from('{"name":"Zoë"}', "latin1")])
      await expect(ask("proxy_create", services, [`/proxy/teams?${ACC}`, create({ body })])).rejects.toMatchObject({
        status: 400,
      })
    for (const headers of [{ "content-encoding": "gzip" }, { "content-type": "multipart/form-data; boundary=b" }])
      await expect(
        ask("proxy_create", services, [`/proxy/teams?${ACC}`, create({ body: "x", headers })]),
      ).rejects.toMatchObject({ status: 415 })
    expect(calls).toEqual([])
  })

  it("is not looked for in what the HR system sends to us", async () => {
    const heard: unknown[] = []
    const services = servicesWith({ inbound: { receive: async (given: object) => heard.push(given) > 0 } })
    const body = Buffer.from('{"name":"a\\u0000\xff"}', "latin1")
    await ask("receive_inbound_webhook", services, [
      "/integrated-account-webhook/a/k",
      { method: "POST", body, params: { integrated_account_id: "a", key: "k" }, token: null },
    ])
    expect(heard).toMatchObject([{ accountId: "a", key: "k", body }])
  })
})

describe("a body", () => {
  it("is not read before the token, the account, the path and the query are right", async () => {
    const { services } = listening()
    let reads = 0
    const tryIt = (id: string, url: string, sent: Sent) => {
      const route = routes.find(({ operation }) => operation.id === id)
      if (!route) throw new Error(id)
      const readBody = async () => {
        reads++
        return undefined
      }
      return serve(route, services, { incoming: { ...incomingOf(url, sent), readBody }, trace: {} })
    }
    await expect(tryIt("create_webhook", "/webhook", { method: "POST", token: "wrong" })).rejects.toMatchObject({
      status: 401,
    })
    await expect(tryIt("create_webhook", "/webhook", { method: "POST", token: "own" })).rejects.toMatchObject({
      status: 403,
    })
    await expect(tryIt("proxy_create", "/proxy/teams", { method: "POST" })).rejects.toMatchObject({ status: 400 })
    await expect(tryIt("create_webhook", "/webhook?x=1", { method: "POST" })).rejects.toMatchObject({ status: 400 })
    await expect(tryIt("list_webhooks", "/webhook?limit=0", { body: "x" })).rejects.toMatchObject({ status: 400 })
    expect(reads).toBe(0)
    await expect(tryIt("create_webhook", "/webhook", { method: "POST" })).rejects.toMatchObject({ status: 400 })
    expect(reads).toBe(1)
  })

  it("may be small where nobody shows a token, middling for us, and large only where it is passed on", async () => {
    const { services } = listening()
    const most: Record<string, number> = {}
    for (const [id, url, params] of [
      ["receive_inbound_webhook", "/x", { integrated_account_id: "a", key: "k" }],
      ["create_webhook", "/webhook", {}],
      ["proxy_create", `/proxy/teams?${ACC}`, { resource: "teams" }],
    ] as const) {
      const route = routes.find(({ operation }) => operation.id === id)
      if (!route) throw new Error(id)
      const readBody = async (mostBytes: number) => {
        most[id] = mostBytes
        throw new Error("enough")
      }
      const incoming = { ...incomingOf(url, { method: "POST", params }), readBody }
      await expect(serve(route, services, { incoming, trace: {} })).rejects.toThrow("enough")
    }
    expect(most).toEqual({
      receive_inbound_webhook: 512 * 1024,
      create_webhook: 1024 * 1024,
      proxy_create: 10 * 1024 * 1024,
    })
  })
})

describe("a dry run of a proxied call", () => {
  const heard = async (id: string, [url, sent]: [string, Sent]) => {
    const { calls, services } = listening()
    await ask(id, services, [url, { params: { resource: "teams" }, ...sent }])
    return calls
  }

  it("is told to the gateway, and its parameter is not passed on", async () => {
    const at = `/proxy/teams?${ACC}&notify=1&dry_run=`
    const post = (value: string) => heard("proxy_create", [at + value, create({ body: "{}" })])
    expect(await post("true")).toMatchObject([{ isShown: true, query: { notify: "1" } }])
    const [call] = await post("false")
    expect([call && "isShown" in call, call && "dry_run" in call.query]).toEqual([false, false])
    for (const value of ["maybe", ""]) await expect(post(value)).rejects.toMatchObject({ status: 400 })
  })

  it("leaves its Idempotency-Key to the write that follows", async () => {
    const { calls, services } = listening()
    const withKey = create({ body: "{}", headers: { "idempotency-key": "k" } })
    const keyed = { ...services, access: { ...services.access, idempotency: memoryKeys() } }
    await ask("proxy_create", keyed, [`/proxy/teams?${ACC}&dry_run=true`, withKey])
    for (const _ of ["once", "again"]) await ask("proxy_create", keyed, [`/proxy/teams?${ACC}`, withKey])
    expect(calls.map((call) => "isShown" in call)).toEqual([true, false])
  })

  it("is none where a call reads, or is any call at all: the parameter is the HR system's own there", async () => {
    const query = { dry_run: "true" }
    expect(await heard("proxy_list", [`/proxy/teams?${ACC}&dry_run=true`, { method: "GET" }])).toMatchObject([
      { query },
    ])
    const custom = await heard("custom", [
      `/custom/teams?${ACC}&dry_run=true`,
      create({ body: "{}", params: { "*": "teams" } }),
    ])
    expect(custom).toMatchObject([{ query }])
    for (const call of custom) expect("isShown" in call).toBe(false)
  })
})
