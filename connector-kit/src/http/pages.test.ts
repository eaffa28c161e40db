import { describe, expect, it } from "vitest"
import type { Api } from "../api.js"
import { bareRows, bindList, type List, rowsById } from "../list.js"
import { START } from "../paging/index.js"
import { isRemote } from "../remote.js"
import { get, postToRead } from "../request.js"
import { UpstreamError } from "../verdict.js"
import { listAt, listCall, type PageRequest, type RemotePage, readPage } from "./pages.js"
import { api, whole } from "./testing.js"

const THINGS = listAt(api, "things")
const FIRST: PageRequest = { list: THINGS, position: START, size: 2 }
const decode = (body: unknown, list: List = THINGS): Promise<RemotePage> =>
  readPage(api, async () => whole(body), { ...FIRST, list })

describe("a page of a list", () => {
  it("is asked for below the root, with position and size", () => {
    const call = listCall(api, { ...FIRST, query: { ids: ["1", "2"] }, position: { after: "x" } })
    expect(call).toEqual({ method: "GET", path: "/api/things?ids=1&ids=2&limit=2&after=x" })
  })

  it("is asked for by POST where its list says so, and is a read all the same", () => {
    const list: List = {
      ...THINGS,
      list: ({ limit, after }) => postToRead("search", { limit, after }, { format: "json" }),
    }
    expect(listCall(api, { ...FIRST, list, position: { after: "x" } })).toEqual({
      method: "POST",
      path: "/api/search?format=json",
      headers: { "content-type": "application/json" },
      body: '{"limit":2,"after":"x"}',
      reads: true,
    })
  })

  it("is waited for as long as its list says", () => {
    const list: List = { ...THINGS, list: (ask) => ({ ...get("things", ask), patienceMs: 60_000 }) }
    expect(listCall(api, { ...FIRST, list })).toMatchObject({ path: "/api/things?limit=2", patienceMs: 60_000 })
  })

  it("has its rows and its way on, and ids beyond 2^53 as text", async () => {
    const read = await decode('\ufeff{"data":[{"id":18446744073709551617},null,3],"meta":{"total":9,"next":true}}')
    expect(read.rows).toEqual([{ id: "18446744073709551617" }])
    expect(read.meta).toMatchObject({ total: 9, next: { page: 2 }, previous: null })
  })

  it.each([
    ["an array", bareRows, [{ id: 4 }, { id: 5 }]],
    ["what a function finds", (body: unknown) => [body].flat().map((id) => ({ id })), [4, 5]],
    ["a map by id", rowsById(), { 4: {}, 5: { id: "its own" } }],
  ])("has its rows in %s, where its list says so", async (_what, rows, body) => {
    expect((await decode(body, { ...THINGS, rows })).rows.map(({ id }) => String(id))).toEqual(["4", "5"])
  })

  it("is asked for with what stands in other lists", async () => {
    const fields = listAt(api, "fields")
    const list: List = {
      ...THINGS,
      references: { fields },
      list: (ask, { fields: rows = [] }) => get("things", { ...ask, fields: rows.map(({ id }) => String(id)) }),
    }
    const bound = await bindList(list, async (one) => (one === fields ? [{ id: 4 }, { id: 5 }] : []))
    expect(listCall(api, { ...FIRST, list: bound })).toMatchObject({ path: "/api/things?limit=2&fields=4&fields=5" })
    expect(await bindList(THINGS, () => Promise.reject(new Error("there are none")))).toBe(THINGS)
  })

  it("counts as refused when no row has a column without which rows say nothing", async () => {
    const list: List = { ...THINGS, columns: ["name", "kind"], essential: ["kind"] }
    await expect(decode({ data: [{ id: 1, name: "A" }, { id: 2 }] }, list)).rejects.toMatchObject({
      verdict: "skip",
      status: 403,
      message: expect.stringContaining("no kind in any row"),
    })
    expect((await decode({ data: [{ id: 1, kind: null }, { id: 2 }] }, list)).rows).toHaveLength(2)
    expect((await decode({ data: [] }, list)).rows).toEqual([])
  })

  it("tells columns that the connection has no right to, and no row has them", async () => {
    const granted = (body: unknown) =>
      isRemote(body) && Array.isArray(body.fields) ? body.fields.map(String) : undefined
    const list: List = { ...THINGS, columns: ["name", "pay"], granted }
    const body = { fields: ["name"], data: [{ id: 1, name: "A", pay: null }] }
    expect(await decode(body, list)).toMatchObject({ rows: [{ id: 1, name: "A" }], lacking: ["pay"] })
    expect((await decode(body, list)).rows[0]).not.toHaveProperty("pay")
    const { rows, lacking } = await decode({ data: body.data }, list)
    expect([rows, lacking]).toEqual([body.data, undefined])
  })

  it("gives its rows the ids that are made of several columns", async () => {
    const list = { ...THINGS, id: (row: Readonly<Record<string, unknown>>) => `${row.person}-${row.day}` }
    expect((await decode({ data: [{ id: "x", person: 4, day: "1" }] }, list)).rows).toEqual([
      { id: "4-1", person: 4, day: "1" },
    ])
  })

  it.each([
    ["not JSON", "<html>"],
    ["no list", { data: {} }],
    ["a bare array", [1]],
    ["nothing", ""],
    ["a list without a row in it", { data: [1, "a", null] }],
    ["a list with an error beside it", { data: [], errors: ["the index is being rebuilt"] }],
    ["an error in a success", { error: { code: 3 } }],
  ])("that is %s is malformed", async (_what, body) => {
    await expect(decode(body)).rejects.toThrow(UpstreamError)
    await expect(decode(body)).rejects.toThrow(expect.objectContaining({ reason: "malformed", verdict: "retry" }))
  })

  it("loses what is nested without end, and keeps its row and all others", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`
    const read = await decode(`{"data":[{"id":1,"odd":${deep},"name":"A"},{"id":2}]}`)
    expect(read.rows).toMatchObject([{ id: 1, name: "A" }, { id: 2 }])
    expect(read.cut).toEqual([{ row: read.rows[0], column: "odd" }])
    expect(JSON.stringify(read.rows).length).toBeLessThan(500)
    expect(await decode({ data: [{ id: 1 }] })).not.toHaveProperty("cut")
    const bare = await decode(`[{"id":1,"odd":${deep}}]`, { ...THINGS, rows: bareRows })
    expect(bare.cut).toEqual([{ row: bare.rows[0], column: "odd" }])
    const byId = await decode(`{"7":{"odd":${deep}}}`, { ...THINGS, rows: rowsById() })
    expect(byId.cut?.map(({ column }) => column)).toEqual(["odd"])
  })

  it("has no rows where a 404 says so, and is refused where it doesn't", async () => {
    const list: List = { ...THINGS, isEmptyAt404: ({ person }) => person !== undefined }
    const refuse = (status: number) => async () => {
      throw new UpstreamError("no such thing", { status, verdict: "skip" })
    }
    const asked = { ...FIRST, list, query: { person: ["7"] } }
    expect(await readPage(api, refuse(404), asked)).toMatchObject({ rows: [], meta: { next: null } })
    for (const reading of [
      readPage(api, refuse(403), asked),
      readPage(api, refuse(404), { ...FIRST, list }),
      readPage(api, refuse(404), { ...asked, list: THINGS }),
    ])
      await expect(reading).rejects.toThrow("no such thing")
  })

  it("that is malformed is asked for three times in all", async () => {
    const answers = [whole("x"), whole({}), whole({ data: [{ id: 1 }], meta: {} })]
    const read = await readPage(api, async () => answers.shift() ?? whole(""), FIRST)
    expect(read.rows).toEqual([{ id: 1 }])
    let asked = 0
    const fetch = async () => whole(String(++asked))
    await expect(readPage(api, fetch, FIRST)).rejects.toThrow("not a list")
    expect(asked).toBe(3)
  })

  it.each(["application/xml", "text/csv"])("that is in another format (%s) is not asked for again", async (type) => {
    let asked = 0
    const fetch = async () => ({ ...whole(`<rows ${++asked}/>`), headers: { "content-type": type } })
    const reading = readPage(api, fetch, FIRST)
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
    const reading = readPage(strict, fetch, FIRST)
    await expect(reading).rejects.toMatchObject({ reason: "malformed", verdict: "stop" })
    expect(asked).toBe(1)
  })

  it("that can't be had is not asked for again here", async () => {
    let asked = 0
    const fetch = async () => {
      asked++
      throw new UpstreamError("no", { verdict: "stop", status: 422 })
    }
    await expect(readPage(api, fetch, FIRST)).rejects.toThrow("no")
    expect(asked).toBe(1)
  })
})
