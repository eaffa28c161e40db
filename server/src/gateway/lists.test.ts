import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { failureOf, json, type LocalGateway, startGateway } from "./testing/local-gateway.js"

let local: LocalGateway
beforeEach(async () => {
  local = await startGateway()
})
afterEach(() => local.close())

const rows = (...ids: number[]) => ids.map((id) => ({ id: String(id), name: `n${id}` }))
const page = (data: unknown[], meta: Record<string, unknown> = {}) => json({ data, meta })
const parsed = (reply: { body: unknown }) => JSON.parse(String(reply.body))

describe("a proxied list", () => {
  it("fills a page of the caller's from pages of the HR system, and goes on after it", async () => {
    local.answer(page(rows(1, 2), { next: "b", total: 5 }), page(rows(3), { next: "c", total: 5 }), page(rows(4), {}))
    const first = parsed(await local.proxy("list", { query: { limit: "3", x: "1", truto_x: "2" } }))
    expect(first.result.map(({ id }: { id: string }) => id)).toEqual(["1", "2", "3"])
    const next = parsed(await local.proxy("list", { query: { limit: "3", x: "1", next_cursor: first.next_cursor } }))
    expect(next).toMatchObject({ result: rows(4), next_cursor: null, prev_cursor: null, result_count: 1 })
    expect(local.requests.map(({ url }) => url)).toEqual([
      "/api/places/places?x=1&limit=2",
      "/api/places/places?x=1&limit=1&after=b",
      "/api/places/places?x=1&limit=2&after=c",
    ])
  })

  it("in numbered pages has each row once, whatever sizes are asked for", async () => {
    local.answer(page(rows(1), { next: true }), page(rows(2), {}))
    const { next_cursor } = parsed(await local.proxy("list", { query: { limit: "1" } }))
    await local.proxy("list", { query: { limit: "2", next_cursor } })
    expect(local.requests.map(({ url }) => url)).toEqual([
      "/api/places/places?limit=1",
      "/api/places/places?limit=1&page=2",
    ])
  })

  it("read backwards ends before the row that it goes back from, however many pages of the HR system that takes", async () => {
    const idsOf = ({ result }: { result: { id: string }[] }) => result.map(({ id }) => id)
    local.answer(page(rows(6, 7), { previous: "f" }))
    const { prev_cursor: from } = parsed(await local.proxy("list", { query: { limit: "2" } }))
    local.answer(page(rows(4, 5), { next: "6", previous: "d" }), page(rows(3), { next: "4", previous: "c" }))
    const back = parsed(await local.proxy("list", { query: { limit: "3", next_cursor: from } }))
    expect([idsOf(back), back.result_count]).toEqual([["3", "4", "5"], 3])
    local.answer(page(rows(1, 2), { next: "3" }), page(rows(6, 7)))
    const start = parsed(await local.proxy("list", { query: { limit: "3", next_cursor: back.prev_cursor } }))
    expect([idsOf(start), start.prev_cursor]).toEqual([["1", "2"], null])
    expect(idsOf(parsed(await local.proxy("list", { query: { limit: "3", next_cursor: back.next_cursor } })))).toEqual([
      ...["6", "7"],
    ])
    expect(local.requests.map(({ url }) => url.split("?")[1])).toEqual([
      ...["limit=2", "limit=2&before=f", "limit=1&before=d", "limit=2&before=c", "limit=2&after=6"],
    ])
  })

  it("whose cursors lead in a circle ends, within one call", async () => {
    local.answer(page([], { next: "b" }), page(rows(1), { next: "c" }), page(rows(1), { next: "b" }))
    expect((await failureOf(local.proxy("list", { query: { limit: "500" } }))).message).toContain("does not end")
    expect(local.requests.length).toBeLessThan(6)
  })

  it("whose cursors lead in a circle ends over many calls, far beyond its total", async () => {
    local.answer(page(rows(1, 2), { total: 3, next: "b" }))
    let cursor: string | undefined
    const walk = async () => {
      for (let call = 0; call < 100; call++) {
        const { result: _, next_cursor } = parsed(
          await local.proxy("list", { query: { limit: "2", ...(cursor ? { next_cursor: cursor } : {}) } }),
        )
        cursor = next_cursor
        if (call % 2 === 0) local.answer(page(rows(1, 2), { total: 3, next: "a" }))
        else local.answer(page(rows(1, 2), { total: 3, next: "b" }))
      }
    }
    expect((await failureOf(walk())).message).toContain("far more rows")
  })

  it.each([
    ["no list", json({ id: 1 })],
    ["a list with an error beside it", json({ data: [], errors: ["no"] })],
    ["a list whose way on can't be read", json('{"data":[],"meta":{oops}}')],
  ])("that is %s is asked for again and then told as the HR system's failure", async (_what, answer) => {
    local.answer(answer, answer, page(rows(1)))
    expect(parsed(await local.proxy("list")).result_count).toBe(1)
    local.answer(answer)
    expect(await failureOf(local.proxy("list"))).toMatchObject({ status: 502, details: { remote: { status: 502 } } })
  })

  it("of another shape than most, in one answer, is cut into pages all the same", async () => {
    local.answer(json({ a: { name: "A" }, b: { name: "B" }, c: { name: "C" }, d: { name: "D" }, e: { name: "E" } }))
    const list = async (query: Record<string, string>) =>
      parsed(await local.proxy("list", { resource: "reports-teams", query }))
    const first = await list({ limit: "4" })
    expect(first.result).toMatchObject([{ name: "A", id: "a" }, { id: "b" }, { id: "c" }, { id: "d" }])
    const next = await list({ limit: "4", next_cursor: first.next_cursor })
    expect(next).toMatchObject({ result: [{ id: "e" }], next_cursor: null, result_count: 1 })
    expect((await list({ limit: "3", next_cursor: next.prev_cursor })).result).toMatchObject([
      ...[{ id: "b" }, { id: "c" }, { id: "d" }],
    ])
  })

  it("that is read by POST is paged in its body, by a body of the caller's or by the query", async () => {
    const call = { resource: "people-rows", query: { set: "all", limit: "2", x: "1" } }
    const body = {
      bytes: Buffer.from('{"fields":["a"],"filter":{"deep":[18446744073709551617]}}'),
      contentType: undefined,
    }
    local.answer(page(rows(1, 2)))
    const first = parsed(await local.proxy("search", { ...call, body }))
    local.answer(page(rows(3)))
    const again = { ...call, query: { ...call.query, next_cursor: first.next_cursor } }
    expect(parsed(await local.proxy("search", { ...again, body }))).toMatchObject({
      result: rows(3),
      next_cursor: null,
    })
    const big = '"filter":{"deep":["18446744073709551617"]}'
    expect(local.requests.map(({ method, url, body: sent }) => `${method} ${url} ${sent}`)).toEqual([
      `POST /api/v2/sets/all/data?x=1 {"fields":["a"],${big},"page":1,"pageSize":2}`,
      `POST /api/v2/sets/all/data?x=1 {"fields":["a"],${big},"page":2,"pageSize":2}`,
    ])
    const other = { ...body, bytes: Buffer.from('{"fields":["b"]}') }
    expect((await failureOf(local.proxy("search", { ...again, body: other }))).code).toBe("cursor.invalid")
    expect(
      (await failureOf(local.proxy("search", { ...again, query: { ...again.query, set: "some" }, body }))).code,
    ).toBe("cursor.invalid")
    await local.proxy("search", { ...call, query: { ...call.query, fields: "a,b" } })
    expect(local.requests[2]).toMatchObject({ body: '{"fields":["a","b"],"page":1,"pageSize":2}' })
  })

  it("is not paged in any other way than by its cursor", async () => {
    const bytes = Buffer.from('{"page":2}')
    for (const call of [
      local.proxy("list", { query: { after: "b" } }),
      local.proxy("search", { resource: "people-rows", query: { set: "all", page: "2" } }),
      local.proxy("search", {
        resource: "people-rows",
        query: { set: "all" },
        body: { bytes, contentType: undefined },
      }),
    ])
      expect((await failureOf(call)).message).toContain("next_cursor")
    expect(local.requests).toEqual([])
  })

  it.each(["0", "-1", "x", "1e9", "99999"])("of the size %s is refused", async (limit) => {
    expect((await failureOf(local.proxy("list", { query: { limit } }))).message).toContain("limit")
  })
})

describe("a unified list", () => {
  it("whose cursors lead in a circle ends, also over many calls", async () => {
    local.answer(page([], { next: "b" }), page([], { next: "c" }), page([], { next: "b" }))
    expect((await failureOf(local.unified({ limit: 5 }))).message).toContain("does not end")
    let at = 0
    const circle = () => local.answer(page(rows(1, 2), { total: 3, next: String(++at % 2) }))
    circle()
    let cursor: unknown
    const walk = async () => {
      for (let call = 0; call < 100; call++) {
        const reply = await local.unified({ limit: 2, ...(cursor ? { next_cursor: cursor } : {}) })
        cursor = (reply.body as { next_cursor: unknown }).next_cursor // as this gateway answers it
        circle()
      }
    }
    expect((await failureOf(walk())).message).toContain("far more rows")
  })

  it("reads its pages one after another until the caller's is full", async () => {
    local.answer(page(rows(1, 2), { next: "b" }), page(rows(3, 4), { next: "c" }))
    const { body } = await local.unified({ limit: 3 })
    expect(body).toMatchObject({ result: rows(1, 2, 3), result_count: 3 })
  })
})

describe("a unified list of rows that come in one answer", () => {
  const numbers = Array.from({ length: 8 }, (_, index) => index + 1)
  const body = Object.fromEntries(numbers.map((id) => [`t${id}`, { name: `n${id}` }]))

  it("is cut into pages, forwards and back, with one call that is a read by POST", async () => {
    local.answer(json({}, { status: 503 }), json(body))
    const found: string[] = []
    const cursors: (string | null)[] = []
    let cursor: string | undefined
    do {
      const reply = await local.groups({ limit: 2, ...(cursor ? { next_cursor: cursor } : {}) })
      const page = reply.body as { result: { id: string }[]; next_cursor: string | null; prev_cursor: string | null } // as above
      found.push(...page.result.map(({ id }) => id))
      cursors.push(page.prev_cursor)
      cursor = page.next_cursor ?? undefined
    } while (cursor)
    expect(found).toEqual(numbers.map((id) => `t${id}`))
    const back = await local.groups({ limit: 2, next_cursor: cursors.at(-1) })
    expect(back.body).toMatchObject({ result: [{ id: "t5" }, { id: "t6" }] })
    expect(local.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(
      Array(2).fill("POST /api/reports/teams"),
    )
  })

  it("is read anew after a write of the account", async () => {
    local.answer(json(body))
    await local.groups({ limit: 2 })
    local.answer(json({ id: "1" }, { status: 201 }))
    await local.proxy("create", { body: { bytes: Buffer.from("{}"), contentType: "application/json" } })
    local.answer(json({ t9: { name: "n9" } }))
    expect((await local.groups({ limit: 2 })).body).toMatchObject({ result: [{ id: "t9" }] })
  })
})

describe("reads at the same moment", () => {
  it("share one call, and one of them going away does not end the others'", async () => {
    let answer = () => {}
    local.answer((response) => {
      answer = () => page(rows(1))(response, response.req)
    })
    const gone = new AbortController()
    const first = local.unified({ limit: 2 }, gone)
    await vi.waitFor(() => expect(local.open()).toBe(1))
    const second = local.unified({ limit: 2 })
    gone.abort(new Error("gone"))
    answer()
    expect((await second).body).toMatchObject({ result_count: 1 })
    await first.catch(() => {})
    expect(local.requests).toHaveLength(1)
  })
})

describe("a limit of the HR system", () => {
  it("met by one call is answered to every other call of the account without asking", async () => {
    local.answer(json({}, { status: 429, headers: { "ratelimit-remaining": "0", "ratelimit-reset": "60" } }))
    const calls = [() => local.proxy("list"), () => local.custom("POST", "x"), () => local.unified({ limit: 2 })]
    for (const call of calls) {
      const { status, details } = await failureOf(call())
      expect(status).toBe(429)
      expect(details.retryAfterSeconds).toBeGreaterThan(55)
      expect(details.retryAfterSeconds).toBeLessThanOrEqual(60)
    }
    expect(local.requests).toHaveLength(1)
  })
})

it("a refusal is noted for the account", async () => {
  local.answer(json({}, { status: 403 }))
  expect((await failureOf(local.proxy("list"))).status).toBe(403)
  expect(local.told).toEqual(["forbidden places-places"])
})

describe("a created row", () => {
  const created = (body: unknown) => local.answer(json(body, { status: 201 }))

  it("is believed when it has an id and belongs to whom was asked", async () => {
    created({ data: { id: 18, name: "x", owner_id: 7 } })
    expect((await local.create({ name: "x", owner_id: "7" })).row).toMatchObject({ id: 18, name: "x" })
  })

  it.each([
    ["has no id", { name: "x" }],
    ["is of somebody else", { id: "1", owner_id: "8" }],
    ["is an error", { error: "no vacation left" }],
    ["is a list", [{ id: "1" }]],
    ["is no JSON", "Created"],
  ])("that %s is no success, and may be there all the same", async (_what, body) => {
    created(body)
    const failure = await failureOf(local.create({ name: "x", owner_id: "7" }))
    expect(failure).toMatchObject({ status: 502, details: { isUndone: false, remote: { status: 502 } } })
    expect(failure.message).toContain("may have been carried out")
    expect(local.requests).toHaveLength(1)
  })
})
