import type { Remote } from "@rollcall/connector-kit"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { AnyView } from "./relations.js"
import {
  account,
  type Company,
  groupView,
  isList,
  PAGINGS,
  readerOf,
  signer,
  type TestReader,
  tableAt,
} from "./testing.js"
import { listUnified } from "./unified-list.js"

type Asked = { reader: TestReader; views?: readonly AnyView[]; query?: Record<string, unknown> }

async function list({ reader, views = [groupView()], query = {} }: Asked) {
  const call = { account, resource: "groups" as const, query, life: { signal: AbortSignal.timeout(10_000) } }
  const { body } = await listUnified({ call, reader, views, signer })
  if (!isList(body)) throw new Error("no list")
  return body
}

const ids = (rows: readonly Remote[]) => rows.map((row) => String(row.id))

/** Every page from a cursor on, by `next_cursor` or by `prev_cursor`. */
async function walk(asked: Asked, way: "next_cursor" | "prev_cursor", from?: string | null) {
  const pages: Awaited<ReturnType<typeof list>>[] = []
  let cursor = from
  do {
    const page = await list({ ...asked, query: { ...asked.query, ...(cursor ? { next_cursor: cursor } : {}) } })
    pages.push(page)
    cursor = page[way]
    if (pages.length > 200) throw new Error("does not end")
  } while (cursor)
  return pages
}

const row = fc.record({
  name: fc.constantFrom("a", "b", "c"),
  parent: fc.constantFrom("p1", "p2", null),
  kept: fc.boolean(),
})
const companies = fc.record({
  rows: fc.array(row, { maxLength: 45 }).map((rows) => rows.map((one, at): Remote => ({ id: String(at + 1), ...one }))),
  paging: fc.constantFrom(...PAGINGS),
  maxPageSize: fc.integer({ min: 1, max: 12 }),
  limit: fc.integer({ min: 1, max: 30 }),
  filter: fc.constantFrom<Record<string, unknown>>(
    {},
    { name: "a" },
    { name: { ne: "b" } },
    { parent_group: "p1" },
    { parent_group: { in: "p1,p2" }, name: "c" },
    { type: "team" },
    { name: "nobody" },
  ),
  keepsSome: fc.boolean(),
})
type Drawn = typeof companies extends fc.Arbitrary<infer T> ? T : never

const { from: teams } = groupView()
/** Another view, of another table. */
const more = groupView({ name: "more", from: tableAt("more", { by: teams.by }) })

const LISTS = { parents: [{ id: "p1" }, { id: "p2" }], people: [], kinds: [{ id: "k" }] }
const readerFor = ({ rows, paging, maxPageSize }: Drawn, more: Partial<Company> = {}) =>
  readerOf({ lists: { ...LISTS, teams: rows }, paging, maxPageSize, ...more })
const viewFor = ({ keepsSome }: Drawn) => groupView(keepsSome ? { where: (one) => one.kept === true } : {})

function expected({ rows, filter, keepsSome }: Drawn): string[] {
  const { name, parent_group: parent } = filter
  return ids(
    rows.filter((one) => {
      if (keepsSome && one.kept !== true) return false
      if (typeof name === "string" && one.name !== name) return false
      if (typeof name === "object" && one.name === "b") return false
      return parent === undefined || (parent === "p1" ? one.parent === "p1" : one.parent !== null)
    }),
  )
}

describe("whatever the list, its paging, the limit and the filter", () => {
  it("pages hold each row once, in order, and are full but for the last", async () => {
    await fc.assert(
      fc.asyncProperty(companies, async (drawn) => {
        const asked = {
          reader: readerFor(drawn),
          views: [viewFor(drawn)],
          query: { ...drawn.filter, limit: drawn.limit },
        }
        const pages = await walk(asked, "next_cursor")
        expect(pages.flatMap(({ result }) => ids(result))).toEqual(expected(drawn))
        for (const page of pages) {
          expect(page.result_count).toBe(page.result.length)
          if (page.next_cursor) expect(page.result).toHaveLength(drawn.limit)
        }
      }),
    )
  })
  it("going back leads through the rows before, each once", async () => {
    await fc.assert(
      fc.asyncProperty(companies, async (drawn) => {
        const asked = {
          reader: readerFor(drawn),
          views: [viewFor(drawn)],
          query: { ...drawn.filter, limit: drawn.limit },
        }
        const forward = (await walk(asked, "next_cursor")).filter(({ result }) => result.length > 0)
        const last = forward.at(-1)
        if (!last?.prev_cursor) {
          expect(forward.length).toBeLessThanOrEqual(1)
          return
        }
        const back = await walk(asked, "prev_cursor", last.prev_cursor)
        const before = back.toReversed().flatMap(({ result }) => ids(result))
        expect([...before, ...ids(last.result)]).toEqual(expected(drawn))
      }),
    )
  })
  it("to and fro is always the same two pages, however often", async () => {
    for (const paging of PAGINGS) {
      const rows = Array.from({ length: 12 }, (_, at) => ({ id: String(at + 1), name: "a", parent: null }))
      const reader = readerOf({ lists: { ...LISTS, teams: rows }, paging, maxPageSize: 2 })
      let page = await list({ reader, query: { limit: 3 } })
      for (let turn = 0; turn < 40; turn++) {
        const second = await list({ reader, query: { limit: 3, next_cursor: page.next_cursor } })
        expect(ids(second.result)).toEqual(["4", "5", "6"])
        page = await list({ reader, query: { limit: 3, next_cursor: second.prev_cursor } })
        expect(ids(page.result)).toEqual(["1", "2", "3"])
      }
    }
  })
  it("a row that is deleted between two pages takes no other with it", async () => {
    await fc.assert(
      fc.asyncProperty(companies, fc.nat(), async (drawn, which) => {
        const rows = drawn.rows
        const reader = readerFor({ ...drawn, paging: "cursor" })
        // With a filter pages are entered in their middle, where the row that is gone may have been.
        const query = { limit: drawn.limit, type: "team" }
        const first = await list({ reader, query })
        const [gone] = rows.splice(which % Math.max(1, first.result.length), 1)
        const rest = first.next_cursor ? await walk({ reader, query }, "next_cursor", first.next_cursor) : []
        const seen = [...ids(first.result), ...rest.flatMap(({ result }) => ids(result))]
        expect(seen).toEqual([...ids(rows), ...(gone ? ids([gone]) : [])].sort((a, b) => Number(a) - Number(b)))
      }),
    )
  })
  it("two lists are one after the other", async () => {
    await fc.assert(
      fc.asyncProperty(companies, companies, async (first, second) => {
        const lists = { ...LISTS, teams: first.rows, more: second.rows.map((one) => ({ ...one, id: `2${one.id}` })) }
        const reader = readerOf({ lists, paging: first.paging, maxPageSize: first.maxPageSize })
        const views = [groupView(), more]
        const pages = await walk({ reader, views, query: { limit: first.limit } }, "next_cursor")
        expect(pages.flatMap(({ result }) => ids(result))).toEqual([...ids(first.rows), ...ids(lists.more)])
      }),
    )
  })
})

describe("a list in pages of 100", () => {
  const rows = Array.from({ length: 730 }, (_, at) => ({
    id: String(at + 1),
    name: at % 3 === 0 ? "a" : "b",
    parent: null,
  }))
  it.each(PAGINGS.flatMap((paging) => [50, 150, 250, 500].map((limit) => [paging, limit] as const)))(
    "that pages by %s is read with limit %i: each row once",
    async (paging, limit) => {
      const reader = readerOf({ lists: { ...LISTS, teams: rows }, paging, maxPageSize: 100 })
      const pages = await walk({ reader, query: { limit } }, "next_cursor")
      expect(pages.flatMap(({ result }) => ids(result))).toEqual(ids(rows))
      const some = await walk({ reader, query: { limit, name: "a" } }, "next_cursor")
      expect(some.flatMap(({ result }) => ids(result))).toEqual(ids(rows.filter(({ name }) => name === "a")))
    },
  )
  it("may be read on with another limit", async () => {
    const reader = readerOf({ lists: { ...LISTS, teams: rows }, paging: "page", maxPageSize: 100 })
    const first = await list({ reader, query: { limit: 30 } })
    const rest = await walk({ reader, query: { limit: 170 } }, "next_cursor", first.next_cursor)
    expect([first, ...rest].flatMap(({ result }) => ids(result))).toEqual(ids(rows))
  })
})

describe("what can't be read", () => {
  const rows = [
    { id: "1", name: "a", parent: "p1" },
    { id: "2", name: "b", parent: "gone" },
    { id: "3", name: "c", parent: null },
  ]
  it("of one row is that row's: the list is answered without it", async () => {
    const reader = readerOf({ lists: { ...LISTS, teams: rows } })
    expect(ids((await list({ reader, query: { parent_group: "p1" } })).result)).toEqual(["1"])
    expect(ids((await list({ reader, query: { parent_group: { ne: "p2" } } })).result)).toEqual(["1", "2", "3"])
    expect((await list({ reader })).result[1]).not.toHaveProperty("parent_group.id")
  })
  it("because a list is refused is named, when it is filtered by", async () => {
    const reader = readerOf({ lists: { ...LISTS, teams: rows }, refused: ["parents"] })
    await expect(list({ reader, query: { parent_group: "p1" } })).rejects.toThrow(
      /parent_group: this connection may not read/,
    )
    expect(ids((await list({ reader, query: { name: "a" } })).result)).toEqual(["1"])
    expect((await list({ reader })).result).toHaveLength(3)
  })
  it("for a moment fails the call", async () => {
    const reader = readerOf({ lists: { ...LISTS, teams: rows }, broken: ["people"] })
    await expect(list({ reader })).rejects.toThrow("status 500")
    expect(ids((await list({ reader, query: { truto_exclude_fields: ["leads"] } })).result)).toEqual(["1", "2", "3"])
  })
  it("because the HR system has no such value is named", async () => {
    const views = [groupView({ unsupported: ["created_at"] })]
    const reader = readerOf({ lists: LISTS })
    await expect(list({ reader, views, query: { created_at: "2026-01-01" } })).rejects.toThrow(/HR has no such value/)
  })
})

describe("time that runs out", () => {
  const rows = Array.from({ length: 60 }, (_, at) => ({ id: String(at + 1), name: at === 0 ? "a" : "b", parent: null }))
  it("leaves the rest behind a cursor", async () => {
    const reader = readerOf({ lists: { ...LISTS, teams: rows }, pageMs: 2_000, maxPageSize: 2 })
    const page = await list({
      reader,
      query: { truto_ignore_limit: true, truto_exclude_fields: ["leads", "parent_group", "type"] },
    })
    expect(page.is_partial_response).toBe(true)
    expect(page.result.length).toBeLessThan(60)
    expect(page.next_cursor).not.toBeNull()
  })
  it("before a row was found goes on in a list without a filter, forward and back, until all are read", async () => {
    const late = rows.map((one) => ({ ...one, kept: one.id === "1" || one.id === "60" }))
    const views = [groupView({ where: (one) => one.kept === true })]
    const reader = () => readerOf({ lists: { ...LISTS, teams: late }, pageMs: 2_000, maxPageSize: 2 })
    const pages: Awaited<ReturnType<typeof list>>[] = []
    for (let cursor: string | null | undefined; cursor !== null; cursor = pages.at(-1)?.next_cursor ?? null)
      pages.push(
        await list({ reader: reader(), views, query: { limit: 1, ...(cursor ? { next_cursor: cursor } : {}) } }),
      )
    expect(pages.flatMap(({ result }) => ids(result))).toEqual(["1", "60"])
    const empty = pages.filter(({ result }) => result.length === 0)
    expect(empty.length).toBeGreaterThan(0)
    for (const page of empty) expect([page.is_partial_response, page.result_count]).toEqual([true, 0])
    const back: string[] = []
    for (let cursor = pages.at(-1)?.prev_cursor; cursor; ) {
      const page = await list({ reader: reader(), views, query: { limit: 1, next_cursor: cursor } })
      back.push(...ids(page.result))
      cursor = page.prev_cursor
    }
    expect(back).toEqual(["1"])
  })
  it("before anything met a filter is told", async () => {
    const reader = readerOf({ lists: { ...LISTS, teams: rows }, pageMs: 2_000, maxPageSize: 2 })
    await expect(list({ reader, query: { name: "nobody" } })).rejects.toThrow(/no row met the filters/)
  })
})

describe("formats", () => {
  const rows = [
    { id: "1", name: "a", parent: "p1" },
    { id: "2", name: null, parent: null },
    { id: "3", name: "a", parent: null },
  ]
  const answer = async (query: Record<string, unknown>, reader = readerOf({ lists: { ...LISTS, teams: rows } })) => {
    const call = { account, resource: "groups" as const, query, life: { signal: AbortSignal.timeout(10_000) } }
    const { body } = await listUnified({
      call,
      reader,
      views: [groupView()],
      signer,
    })
    return body as any
  }
  it("stream gives the same as unified, also keyed and paged", async () => {
    for (const query of [{}, { limit: 2 }, { truto_key_by: "name" }, { name: "a", limit: 1 }]) {
      let text = ""
      for await (const part of await answer({ ...query, truto_response_format: "stream" })) text += part
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(await answer(query))))
    }
  })
  it("keyed keeps every row", async () => {
    const { result } = await answer({ truto_key_by: "name" })
    expect(Object.keys(result)).toEqual(["a", "id:2", "id:3"])
  })
  it("raw is the first page as it came, and takes neither filter nor cursor", async () => {
    expect(await answer({ truto_response_format: "raw" })).toEqual({ data: rows })
    await expect(answer({ truto_response_format: "raw", name: "a" })).rejects.toThrow(/name does not work with/)
    await expect(answer({ truto_response_format: "raw", next_cursor: "x" })).rejects.toThrow(
      /next_cursor does not work/,
    )
  })
  it("debug shows the call", async () => {
    const { debug, result } = await answer({ truto_response_format: "debug" })
    expect(debug).toMatchObject({ requestUrl: "teams", resultCount: 3, data: { data: rows } })
    expect(debug.requestOptions.headers.authorization).toBe("(hidden)")
    expect(result).toHaveLength(3)
  })
  it("a stream that goes back is a page in order", async () => {
    const first = await answer({ limit: 2 })
    const second = await answer({ limit: 2, next_cursor: first.next_cursor })
    const back = await answer({ limit: 2, next_cursor: second.prev_cursor, truto_response_format: "stream" })
    expect(ids(back.result)).toEqual(["1", "2"])
  })
})

describe("filters that the HR system applies", () => {
  const rows = ["a", "b", "a"].map((name, at) => ({ id: String(at + 1), name, parent: null }))
  const push = { name: ({ values }: { values: readonly string[] }) => ({ name: values[0] }) }
  it("are pushed, and applied again", async () => {
    const reader = readerOf({ lists: { ...LISTS, teams: rows } })
    const page = await list({ reader, views: [groupView({ push })], query: { name: "a" } })
    expect(ids(page.result)).toEqual(["1", "3"])
    expect(reader.asked).toContain("teams?name=a")
  })
  it("are not pushed when they exclude, or would be too long", async () => {
    const reader = readerOf({ lists: { ...LISTS, teams: rows } })
    await list({ reader, views: [groupView({ push })], query: { name: { ne: "a" } } })
    await list({ reader, views: [groupView({ push })], query: { name: "a".repeat(4_000) } })
    expect(reader.asked.filter((one) => one.startsWith("teams"))).toEqual(["teams?", "teams?"])
  })
})

it("a cursor into a list that is no more is refused", async () => {
  const reader = readerOf({ lists: { ...LISTS, teams: [{ id: "1" }], more: [{ id: "2" }, { id: "3" }] } })
  const views = [groupView(), more]
  const first = await list({ reader, views, query: { limit: 2 } })
  expect(first.next_cursor).not.toBeNull()
  await expect(list({ reader, query: { limit: 2, next_cursor: first.next_cursor } })).rejects.toThrow(/out of date/)
})
