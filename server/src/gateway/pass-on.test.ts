import type { ServerResponse } from "node:http"
import { Readable } from "node:stream"
import { text } from "node:stream/consumers"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { Reply } from "./index.js"
import { failureOf, json, type LocalGateway, startGateway } from "./testing/local-gateway.js"

let local: LocalGateway
beforeEach(async () => {
  local = await startGateway({ limits: { headBytes: 100_000 } })
})
afterEach(() => local.close())

const bodyOf = ({ body }: Reply): Promise<string> =>
  body instanceof Readable ? text(body) : Promise.resolve(String(body))
const sent = (contentType: string | undefined, bytes: string) => ({ body: { bytes: Buffer.from(bytes), contentType } })
const html = json("<html>log in</html>", { headers: { "content-type": "text/html; charset=utf-8" } })

describe("a body on its way up", () => {
  it.each([
    ["text/plain", '{"id":18446744073709551617}', "application/json"],
    ["application/x-www-form-urlencoded", " [1]", "application/json"],
    [undefined, '{"a":1}', "application/json"],
    ["application/vnd.api+json", '{"a":1}', "application/vnd.api+json"],
    ["application/json; charset=utf-8", "[]", "application/json"],
    ["application/x-www-form-urlencoded", "a=1", "application/x-www-form-urlencoded"],
    ["text/plain", "{ not json", "text/plain"],
    [undefined, "plain", "application/octet-stream"],
  ])("of type %s that reads %s is sent as %s, byte for byte", async (given, bytes, type) => {
    local.answer(json({ id: "1" }))
    await local.custom("POST", "teams/teams", sent(given, bytes))
    await local.proxy("create", sent(given, bytes))
    for (const request of local.requests) {
      expect(request.headers["content-type"]).toBe(type)
      expect(request.body).toBe(bytes)
    }
    expect(local.requests.map(({ url }) => url)).toEqual(["/api/teams/teams", "/api/places/places"])
  })
})

describe("an answer on its way back", () => {
  it("is wrapped as it came, with ids beyond 2^53 and without a byte order mark", async () => {
    local.answer(json('\ufeff{"id":18446744073709551617}'))
    const tail = ',"next_cursor":null,"prev_cursor":null}'
    expect(await bodyOf(await local.custom("GET", "x"))).toBe(`{"result":{"id":18446744073709551617}${tail}`)
    expect(await bodyOf(await local.proxy("report"))).toBe('{"id":18446744073709551617}')
    local.answer(json("", { status: 200 }))
    expect(await bodyOf(await local.custom("DELETE", "x"))).toBe(`{"result":null${tail}`)
  })

  it("that is long is wrapped while it streams, and its rest is let go with its reader", async () => {
    const rows = JSON.stringify(Array.from({ length: 50_000 }, (_, id) => ({ id })))
    local.answer(json(rows))
    expect(JSON.parse(await bodyOf(await local.custom("GET", "x"))).result).toHaveLength(50_000)
    local.answer((response) => {
      response.writeHead(200, { "content-type": "application/json" })
      response.write(`[${"1,".repeat(100_000)}`)
    })
    const { body } = await local.custom("GET", "x")
    if (!(body instanceof Readable)) throw new Error("expected a stream")
    body.destroy()
    await vi.waitFor(() => expect(local.open()).toBe(0))
  })

  it("that nobody reads is ended for its reader, too", async () => {
    const stalling = await startGateway({ limits: { headBytes: 1_000, stallMs: 20 } })
    const pour = (response: ServerResponse) => {
      while (response.write("1,".repeat(50_000)));
      response.once("drain", () => pour(response))
    }
    stalling.answer((response) => pour(response.writeHead(200, { "content-type": "application/json" })))
    const { body } = await stalling.custom("GET", "x")
    if (!(body instanceof Readable)) throw new Error("expected a stream")
    body.on("error", () => {}).read()
    await vi.waitFor(() => expect(body.errored).toMatchObject({ message: "nobody read the answer" }))
    await vi.waitFor(() => expect(stalling.open()).toBe(0))
    await stalling.close()
  })

  it("keeps its status and headers, and says what a browser may do with it", async () => {
    local.answer(
      json("%PDF", { status: 201, headers: { "content-type": "application/pdf", "x-own": "1", "set-cookie": "a=b" } }),
    )
    const { status, headers } = await local.custom("POST", "files")
    expect(status).toBe(201)
    expect(headers).toMatchObject({ "content-type": "application/pdf", "x-own": "1" })
    expect(headers).not.toHaveProperty("set-cookie")
    expect(headers["content-security-policy"]).toContain("sandbox")
  })

  it.each([
    ["204", undefined, "", 200],
    ["200 and HTML by name", "text/html; charset=UTF-8", "", 200],
    ["201 and JSON by name", "application/json", "", 201],
  ])("of nothing, with %s, is null in JSON", async (status, type, body, answered) => {
    local.answer((response) => {
      response.writeHead(Number(status.slice(0, 3)), type === undefined ? {} : { "content-type": type }).end(body)
    })
    const { headers, ...reply } = await local.proxy("delete", { id: "1" })
    expect([reply.status, headers["content-type"], String(reply.body)]).toEqual([
      answered,
      type?.includes("json") ? type : "application/json",
      "null",
    ])
    expect(await bodyOf(await local.custom("DELETE", "x"))).toBe(
      '{"result":null,"next_cursor":null,"prev_cursor":null}',
    )
  })

  it("of words that call themselves HTML is text, and HTML that is a file is a file", async () => {
    local.answer(json("It is gone.", { headers: { "content-type": "text/html; charset=UTF-8" } }))
    const words = await local.proxy("delete", { id: "1" })
    expect(words.headers).toMatchObject({
      "content-type": "text/plain; charset=UTF-8",
      "content-disposition": "attachment",
    })
    expect(String(words.body)).toBe("It is gone.")
    const disposition = "Attachment; filename=a.html"
    local.answer(
      json("<html>a file</html>", { headers: { "content-type": "text/html", "content-disposition": disposition } }),
    )
    const file = await local.proxy("file", { resource: "people-rows", query: { personId: "4", fileId: "7" } })
    expect(file.headers).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": "attachment; filename=a.html",
    })
    expect(await bodyOf(file)).toBe("<html>a file</html>")
  })

  it("of a file that may be shown in a browser is one to keep, under its name, and streams when it is long", async () => {
    const inline = { "content-type": "image/svg+xml", "content-disposition": 'inline; filename="a.svg"' }
    local.answer(json(`<svg>${" ".repeat(500_000)}</svg>`, { headers: inline }))
    const { headers, body } = await local.proxy("file", {
      resource: "people-rows",
      query: { personId: "4", fileId: "7" },
    })
    expect(body).toBeInstanceOf(Readable)
    expect((await bodyOf({ status: 200, headers, body })).length).toBe(500_011)
    expect(headers).toMatchObject({
      "content-type": "image/svg+xml",
      "content-disposition": 'attachment; filename="a.svg"',
    })
    expect(headers["content-security-policy"]).toContain("sandbox")
    expect(local.requests[0]?.url).toBe("/api/v1/people/4/files/7")
  })

  it.each([
    ["a web page", html],
    ["JSON that is none", json("{broken")],
    ["an error in a success", json({ errors: ["the module is being updated"] })],
  ])("that is %s is no success: a read is asked again and told as the HR system's failure", async (_what, answer) => {
    local.answer(answer)
    const read = await failureOf(local.custom("GET", "x"))
    expect(read).toMatchObject({
      status: 502,
      code: "upstream.failed",
      details: { isUndone: true, remote: { status: 502 } },
    })
    expect(local.requests).toHaveLength(3)
    const write = await failureOf(local.proxy("create", sent("application/json", "{}")))
    expect(write).toMatchObject({ status: 502, details: { isUndone: false, remote: { status: 502 } } })
    expect(write.message).toContain("may have been carried out")
    expect(local.requests).toHaveLength(4)
  })

  it("that is nested without end goes on as it came: whoever asked for the HR system's own shape reads it", async () => {
    const deep = `{"id":"1","odd":${"[".repeat(20_000)}${"]".repeat(20_000)}}`
    local.answer(json(deep))
    expect(String((await local.proxy("get", { id: "1" })).body)).toContain("[".repeat(20_000))
    expect(local.requests).toHaveLength(1)
  })

  it("that leads elsewhere is not passed on", async () => {
    local.answer((response) => void response.writeHead(302, { location: "https://elsewhere.test" }).end())
    for (const call of [local.custom("GET", "x"), local.proxy("list"), local.proxy("get", { id: "1" })]) {
      const { status, details } = await failureOf(call)
      expect(status).toBe(502)
      expect(details.remote?.headers).toEqual({})
    }
  })

  it("of another row than was asked for is not passed on", async () => {
    local.answer(json({ id: "2", name: "somebody else" }))
    expect((await failureOf(local.proxy("get", { id: "1" }))).status).toBe(502)
    expect(await bodyOf(await local.proxy("get", { id: "mine" }))).toContain('"2"')
    local.answer(json({}, { status: 404 }), json({ data: [{ id: "2" }], meta: {} }))
    expect((await failureOf(local.proxy("get", { id: "1" }))).status).toBe(404)
    local.answer(json({}, { status: 404 }), json({ data: [{ id: "1" }], meta: {} }))
    expect(await bodyOf(await local.proxy("get", { id: "1" }))).toBe('{"id":"1"}')
  })

  it.each(["", "{}", "[]", "null", '"ok"', '{"data":{}}'])("without the row (%s) is no success", async (body) => {
    local.answer(json(body))
    expect((await failureOf(local.proxy("get", { id: "1" }))).status).toBe(502)
    const failure = await failureOf(local.proxy("create"))
    expect(failure).toMatchObject({ status: 502, details: { isUndone: false } })
    expect(failure.message).toContain("may have been carried out")
    expect(await bodyOf(await local.proxy("delete", { id: "1" }))).toBe(body || "null")
  })

  it("to a write that breaks off is told as unknown, in words of ours", async () => {
    local.answer((response) => {
      response.writeHead(201, { "content-type": "application/json", "content-length": "100" })
      response.write('{"id":', () => response.destroy())
    })
    for (const call of [local.proxy("create"), local.custom("POST", "x"), local.create({ name: "x" })]) {
      const failure = await failureOf(call)
      expect(failure).toMatchObject({ status: 502, details: { isUndone: false, remote: { body: null } } })
      expect(failure.message).toContain("may have been carried out")
    }
    expect(local.requests).toHaveLength(3)
  })
})

describe("a write whose caller goes away", () => {
  it("is finished when it has begun, and its answer is there to be kept", async () => {
    const gone = new AbortController()
    local.answer((response) => {
      gone.abort(new Error("gone"))
      setImmediate(() => response.writeHead(201, { "content-type": "application/json" }).end('{"id":"7","name":"x"}'))
    })
    expect(await bodyOf(await local.proxy("create", { life: gone }))).toContain('"7"')
  })

  it("does not begin afterwards, and its key is free again", async () => {
    const gone = new AbortController()
    gone.abort(new Error("gone"))
    for (const call of [local.proxy("create", { life: gone }), local.create({ name: "x" }, gone)])
      expect(await failureOf(call)).toMatchObject({ code: "request.abandoned", details: { isUndone: true } })
    expect(local.requests).toEqual([])
  })
})
