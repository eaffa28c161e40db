import { Readable } from "node:stream"
import { buffer } from "node:stream/consumers"
import { gzipSync } from "node:zlib"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Reply } from "./index.js"
import { failureOf, json, type LocalGateway, startGateway } from "./testing/local-gateway.js"

let local: LocalGateway
beforeEach(async () => {
  local = await startGateway({ limits: { headBytes: 1_000 } })
})
afterEach(() => local.close())

const bytesOf = ({ body }: Reply) => (body instanceof Readable ? buffer(body) : Promise.resolve(body))
const row = json({ id: "1", name: "a€.json" })
const OWN_NAME = `attachment; filename="a_.json"; filename*=UTF-8''a%E2%82%AC.json`
const WAYS = ["locations", "documents"] as const

/** What the calls of one download are answered by, the last one with the file. */
function answerFile(of: (typeof WAYS)[number], file: ReturnType<typeof json>): void {
  const address = json({ url: `${local.transport.baseUrl}/elsewhere?key=1` })
  local.answer(row, ...(of === "documents" ? [address] : []), file)
}

describe.each(WAYS)("A file of %s", (of) => {
  it("is the bytes that the HR system has, also of JSON, and whatever JSON says", async () => {
    for (const text of ['\ufeff{"errors":["no"]}', "{ no JSON", ""]) {
      answerFile(of, json(text))
      const reply = await local.download(of)
      expect(String(await bytesOf(reply))).toBe(text)
      expect(reply.status).toBe(200)
      expect(reply.headers).toMatchObject({ "content-type": "application/json", "content-disposition": OWN_NAME })
    }
  })

  it.each([
    ["inline", OWN_NAME],
    ["inline; filename=b.svg", "attachment; filename=b.svg"],
    ['filename="b;.svg"', 'attachment; filename="b;.svg"'],
    ["INLINE ;filename*=UTF-8''b", "attachment;filename*=UTF-8''b"],
  ])("that is %s is kept, not shown", async (given, said) => {
    const headers = { "content-type": "image/svg+xml", "content-disposition": given, "set-cookie": "a=b" }
    answerFile(of, json("<svg/>", { headers }))
    const reply = await local.download(of)
    expect(reply.headers).toEqual({ "content-type": "image/svg+xml", "content-disposition": said })
  })

  it("comes without its content coding, long or short, and says its length where that is known", async () => {
    for (const bytes of [Buffer.from("short"), Buffer.from(Array.from({ length: 5_000 }, (_, at) => at % 251))]) {
      answerFile(of, json(gzipSync(bytes), { headers: { "content-type": "a/b", "content-encoding": "gzip" } }))
      const coded = await local.download(of)
      expect(await bytesOf(coded)).toEqual(bytes)
      expect(coded.headers).toEqual({ "content-type": "a/b", "content-disposition": OWN_NAME })
    }
    const long = { "content-type": "a/b", "content-length": "5000" }
    answerFile(of, json(Buffer.alloc(5_000), { headers: long }))
    const reply = await local.download(of)
    expect(reply.headers).toEqual({ ...long, "content-disposition": OWN_NAME })
    expect(await bytesOf(reply)).toHaveLength(5_000)
  })
})

describe("A file of the HR system's own", () => {
  it("is not a page to log in on, but may be HTML with a name", async () => {
    const page = { "content-type": "text/html" }
    answerFile("locations", json("<html>", { headers: page }))
    expect((await failureOf(local.download("locations"))).code).toBe("upstream.failed")
    answerFile("locations", json("<html>", { headers: { ...page, "content-disposition": "inline; filename=a.html" } }))
    expect(String(await bytesOf(await local.download("locations")))).toBe("<html>")
  })
})

describe("A file at another address", () => {
  it("is asked for by the account's way to files", async () => {
    answerFile("documents", json("file"))
    await local.download("documents")
    expect(local.told).toEqual([`files at ${local.transport.baseUrl}`])
    expect(local.requests.at(-1)?.url).toBe("/elsewhere?key=1")
  })

  it.each([401, 403, 404, 302])(
    "that answers %i is not there, which says nothing about the connection",
    async (status) => {
      answerFile("documents", json({}, { status, headers: { location: "http://127.0.0.1:1/" } }))
      const failure = await failureOf(local.download("documents"))
      expect([failure.code, failure.details.remote]).toEqual(["upstream.failed", undefined])
      expect(local.told).toHaveLength(1)
    },
  )
})
