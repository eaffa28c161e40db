import { describe, expect, it } from "vitest"
import type { Api } from "../api.js"
import { UpstreamError } from "../verdict.js"
import { decodePage, pageCall, readPage } from "./pages.js"
import { api, whole } from "./testing.js"

const decode = (body: unknown) => decodePage(api, whole(body), {})

describe("a page of a list", () => {
  it("is asked for below the root, with position and size", () => {
    const call = pageCall(api, { path: "things", query: { ids: ["1", "2"] }, position: { after: "x" }, limit: 2 })
    expect(call).toEqual({ method: "GET", path: "/api/things?ids=1&ids=2&limit=2&after=x" })
  })

  it("has its rows and its way on, and ids beyond 2^53 as text", () => {
    const read = decode('\ufeff{"data":[{"id":18446744073709551617},null,3],"meta":{"total":9,"next":{"page":2}}}')
    expect(read.rows).toEqual([{ id: "18446744073709551617" }])
    expect(read.meta).toEqual({ total: 9, next: { page: 2 }, previous: null })
  })

  it.each([
    ["not JSON", "<html>"],
    ["no list", { data: {} }],
    ["a bare array", [1]],
    ["nothing", ""],
    ["a list without a row in it", { data: [1, "a", null] }],
    ["a list with an error beside it", { data: [], errors: ["the index is being rebuilt"] }],
    ["an error in a success", { error: { code: 3 } }],
  ])("that is %s is malformed", (_what, body) => {
    expect(() => decode(body)).toThrow(UpstreamError)
    expect(() => decode(body)).toThrow(expect.objectContaining({ reason: "malformed", verdict: "retry" }))
  })

  it("loses what is nested without end, and keeps its row and all others", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`
    const read = decode(`{"data":[{"id":1,"odd":${deep},"name":"A"},{"id":2}]}`)
    expect(read.rows).toMatchObject([{ id: 1, name: "A" }, { id: 2 }])
    expect(read.cut).toEqual([{ row: read.rows[0], column: "odd" }])
    expect(JSON.stringify(read.rows).length).toBeLessThan(500)
    expect(decode({ data: [{ id: 1 }] })).not.toHaveProperty("cut")
  })

  it("that is malformed is asked for three times in all", async () => {
    const answers = [whole("x"), whole({}), whole({ data: [{ id: 1 }], meta: {} })]
    const read = await readPage(api, async () => answers.shift() ?? whole(""), {
      path: "things",
      position: {},
      limit: 2,
    })
    expect(read.rows).toEqual([{ id: 1 }])
    let asked = 0
    const fetch = async () => whole(String(++asked))
    await expect(readPage(api, fetch, { path: "things", position: {}, limit: 2 })).rejects.toThrow("not a list")
    expect(asked).toBe(3)
  })

  it.each(["application/xml", "text/csv"])("that is in another format (%s) is not asked for again", async (type) => {
    let asked = 0
    const fetch = async () => ({ ...whole(`<rows ${++asked}/>`), headers: { "content-type": type } })
    const reading = readPage(api, fetch, { path: "things", position: {}, limit: 2 })
    await expect(reading).rejects.toMatchObject({ reason: "malformed", verdict: "stop", body: "<rows 1/>" })
    expect(asked).toBe(1)
  })

  it("that is an error in a success is asked for again only if the connector says so", async () => {
    let asked = 0
    const fetch = async () => {
      asked++
      return whole({ error: "no such report" })
    }
    const strict: Api = { ...api, classify: () => "stop" }
    const reading = readPage(strict, fetch, { path: "things", position: {}, limit: 2 })
    await expect(reading).rejects.toMatchObject({ reason: "malformed", verdict: "stop" })
    expect(asked).toBe(1)
  })

  it("that can't be had is not asked for again here", async () => {
    let asked = 0
    const fetch = async () => {
      asked++
      throw new UpstreamError("no", { verdict: "stop", status: 422 })
    }
    await expect(readPage(api, fetch, { path: "things", position: {}, limit: 2 })).rejects.toThrow("no")
    expect(asked).toBe(1)
  })
})
