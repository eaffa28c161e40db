import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Remote } from "../remote.js"
import type { RemoteQuery } from "../request.js"
import { offset, pageNumber } from "./counted.js"
import { cursor } from "./cursor.js"
import { link, readLinkHeader } from "./link.js"
import { onePage } from "./one-page.js"
import { type ListPage, type PagePosition, type Paging, START } from "./paging.js"
import { windows, yearsFrom } from "./windows.js"

type Answer = { rows: readonly Remote[]; body?: unknown; headers?: Record<string, string> }
/** An HR system that has these rows. `most`: it never answers more of them at once. */
type System = {
  paging: Paging
  most: number
  answer(rows: readonly Remote[], query: RemoteQuery): Answer
  isOneWay?: true
}

const idOf = (row: Remote) => String(row.id)
const number = (value: unknown, other: number) => (value === undefined ? other : Number(value))
const MOST = 7

const byId = cursor({
  parameters: { after: "after_id", before: "before_id", size: "limit", page: "page" },
  maxSize: MOST,
  read: ({ body }) => body as object, // as the systems below answer it
  isById: true,
})

function cutByCursor(rows: readonly Remote[], { after_id, before_id, limit, page }: RemoteQuery) {
  const most = number(limit, MOST)
  if (page !== undefined) return [(number(page, 1) - 1) * most, Math.min(number(page, 1) * most, rows.length)] as const
  const from = after_id === undefined ? 0 : rows.findIndex((row) => idOf(row) === after_id) + 1
  if (before_id === undefined) return [from, Math.min(from + most, rows.length)] as const
  const end = rows.findIndex((row) => idOf(row) === before_id)
  return [Math.max(0, end - most), end] as const
}

function numbered(rows: readonly Remote[], { page, most, first }: { page: unknown; most: number; first: number }) {
  const at = number(page, first) - first
  return { rows: rows.slice(at * most, (at + 1) * most), hasMore: (at + 1) * most < rows.length }
}

const systems: Record<string, System> = {
  "cursors both ways": {
    paging: byId,
    most: MOST,
    answer(rows, query) {
      const [from, to] = cutByCursor(rows, query)
      const page = rows.slice(from, to)
      const [next, previous] = [to < rows.length && idOf(page.at(-1) ?? {}), from > 0 && idOf(page[0] ?? {})]
      return { rows: page, body: { next, previous, total: rows.length } }
    },
  },
  "counted pages, where cursors are missing": {
    paging: byId,
    most: MOST,
    answer(rows, { page, limit }) {
      const cut = numbered(rows, { page, most: number(limit, MOST), first: 1 })
      return { rows: cut.rows, body: { next: cut.hasMore, previous: number(page, 1) > 1 } }
    },
  },
  "cursors onwards only": {
    paging: cursor({
      parameters: { after: "cursor" },
      maxSize: MOST,
      read: ({ body }) => body as object, // as below
    }),
    most: 3,
    isOneWay: true,
    answer(rows, { cursor: given }) {
      const from = number(given, 0)
      return { rows: rows.slice(from, from + 3), body: { next: from + 3 < rows.length ? String(from + 3) : null } }
    },
  },
  "page numbers, with a total and a smaller limit than is asked for": {
    paging: pageNumber({
      parameters: { page: "page", size: "per_page" },
      maxSize: 100,
      read: ({ body }) => ({ total: Number(body) }),
    }),
    most: 4,
    answer: (rows, { page, per_page }) => ({
      rows: numbered(rows, { page, most: Math.min(number(per_page, 4), 4), first: 1 }).rows,
      body: rows.length,
    }),
  },
  "page numbers from 0, which say whether there are more": {
    paging: pageNumber({
      parameters: { page: "page", size: "pageSize" },
      maxSize: MOST,
      first: 0,
      read: ({ body }) => ({ hasMore: body === true }),
    }),
    most: MOST,
    answer(rows, { page, pageSize }) {
      const cut = numbered(rows, { page, most: number(pageSize, MOST), first: 0 })
      return { rows: cut.rows, body: cut.hasMore }
    },
  },
  "page numbers without a word": {
    paging: pageNumber({ parameters: { page: "page" }, maxSize: 5 }),
    most: 5,
    answer: (rows, { page }) => ({ rows: numbered(rows, { page, most: 5, first: 1 }).rows }),
  },
  "offsets, with a total": {
    paging: offset({
      parameters: { offset: "offset", size: "limit" },
      maxSize: MOST,
      read: ({ body }) => ({ total: Number(body) }),
    }),
    most: MOST,
    answer: (rows, { offset: from, limit }) => ({
      rows: rows.slice(number(from, 0), number(from, 0) + number(limit, MOST)),
      body: rows.length,
    }),
  },
  "offsets without a word and a smaller limit than is asked for": {
    paging: offset({ parameters: { offset: "offset", size: "limit" }, maxSize: 100 }),
    most: 4,
    isOneWay: true,
    answer: (rows, { offset: from, limit }) => ({
      rows: rows.slice(number(from, 0), number(from, 0) + Math.min(number(limit, 4), 4)),
    }),
  },
  "links in a header": {
    paging: link({ parameters: { at: ["page"], size: "per_page" }, maxSize: MOST }),
    most: MOST,
    answer(rows, { page, per_page }) {
      const cut = numbered(rows, { page, most: number(per_page, MOST), first: 1 })
      const to = (at: number, rel: string) =>
        `<https://a.test/things?x=1&per_page=${per_page}&page=${at}>; rel="${rel}"`
      const at = number(page, 1)
      const links = [
        ...(cut.hasMore ? [to(at + 1, "next")] : []),
        ...(at > 1 ? [to(at - 1, "prev")] : []),
        to(1, "first"),
      ]
      return { rows: cut.rows, headers: { link: links.join(", ") } }
    },
  },
  "links in the body": {
    paging: link({
      parameters: { at: ["after"] },
      maxSize: 2,
      read: ({ body }) => ({ next: typeof body === "string" ? body : null }),
    }),
    most: 2,
    isOneWay: true,
    answer(rows, { after }) {
      const end = number(after, 0) + 2
      return { rows: rows.slice(end - 2, end), body: end < rows.length ? `/things?after=${end}` : null }
    },
  },
  "one answer": { paging: onePage({ maxSize: MOST }), most: MOST, answer: (rows) => ({ rows }) },
  "windows of days, each in one answer": {
    paging: windows({
      parameters: { from: "start", to: "end" },
      begins: yearsFrom(2024, 2026),
      last: "2099-12-31",
      startOf: ({ start }) => String(start),
      page: onePage({ maxSize: MOST }),
    }),
    most: MOST,
    answer: (rows, query) => ({ rows: between(rows, query) }),
  },
  "windows of days, each in numbered pages": {
    paging: windows({
      parameters: { from: "start", to: "end" },
      begins: yearsFrom(2024, 2026),
      last: "2099-12-31",
      startOf: ({ start }) => String(start),
      page: pageNumber({ parameters: { page: "page" }, maxSize: 3, read: ({ body }) => ({ total: Number(body) }) }),
    }),
    most: 3,
    isOneWay: true,
    answer(rows, query) {
      const all = between(rows, query)
      return { rows: numbered(all, { page: query.page, most: 3, first: 1 }).rows, body: all.length }
    },
  },
}

/** Rows that reach into the days, as time off does. */
const between = (rows: readonly Remote[], { start, end }: RemoteQuery) =>
  rows.filter((row) => String(row.start) <= String(end) && String(row.finish) >= String(start))

function read(
  { paging, answer }: System,
  rows: readonly Remote[],
  asked: { position: PagePosition; size: number },
): ListPage {
  const given = { ...asked, query: {} }
  const { rows: there, body, headers = {} } = answer(rows, paging.ask(given))
  const page = { rows: there, meta: paging.read({ body, headers, count: there.length }, given) }
  return paging.cut?.(page, given, idOf) ?? page
}

/** Every page from a position on, each of another size. */
function walk(system: System, rows: readonly Remote[], { sizes, from = START, way }: Walk): ListPage[] {
  const pages: ListPage[] = []
  const seen = new Set<string>()
  for (let position: PagePosition | null = from; position; ) {
    const key = JSON.stringify(position)
    expect(seen.has(key), key).toBe(false)
    seen.add(key)
    const page = read(system, rows, { position, size: sizes[pages.length % sizes.length] ?? 1 })
    pages.push(page)
    position = JSON.parse(JSON.stringify(page.meta[way]))
  }
  return pages
}
type Walk = { sizes: readonly number[]; from?: PagePosition; way: "next" | "previous" }

const day = (year: number, month: number) => `${year}-${String(month).padStart(2, "0")}-15`
const lists = fc
  .array(
    fc.tuple(fc.integer({ min: 2022, max: 2028 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 2 })),
    {
      maxLength: 40,
    },
  )
  .map((all) => all.sort((a, b) => a[0] - b[0]))
  .map((all) =>
    all.map(([year, month, years], index) => ({
      id: String(index + 1),
      start: day(year, month),
      finish: day(year + years, 12),
    })),
  )
const sizesOf = ({ paging }: System) =>
  fc.array(fc.integer({ min: 1, max: paging.maxSize }), { minLength: 1, maxLength: 5 })
const idsOf = (pages: readonly ListPage[]) => pages.flatMap(({ rows }) => rows.map(idOf))

describe.each(Object.entries(systems))("a list with %s", (_name, system) => {
  it("is read to its end, each row once and in its order, with pages of any size", () => {
    fc.assert(
      fc.property(lists, sizesOf(system), (rows, sizes) => {
        const pages = walk(system, rows, { sizes, way: "next" })
        expect(idsOf(pages)).toEqual(rows.map(idOf))
        for (const { rows: page } of pages) expect(page.length).toBeLessThanOrEqual(system.paging.maxSize)
        expect(pages[0]?.meta.previous ?? null).toBeNull()
      }),
    )
  })

  it("is asked for the same page again by its own position, whatever the size", () => {
    fc.assert(
      fc.property(lists, sizesOf(system), fc.nat(40), (rows, sizes, at) => {
        const pages = walk(system, rows, { sizes, way: "next" })
        const page = pages[at % pages.length]
        if (!page) throw new Error("every walk has a page")
        const again = read(system, rows, { position: page.meta.here, size: system.paging.maxSize })
        expect(idsOf([again]).slice(0, page.rows.length)).toEqual(idsOf([page]))
      }),
    )
  })

  it.skipIf(system.isOneWay)("is read back to its start from any page", () => {
    fc.assert(
      fc.property(lists, sizesOf(system), fc.nat(40), (rows, sizes, at) => {
        const pages = walk(system, rows, { sizes, way: "next" })
        const before = pages.slice(0, at % pages.length)
        const { previous } = pages[before.length]?.meta ?? {}
        const back = previous ? walk(system, rows, { sizes, from: previous, way: "previous" }) : []
        expect(idsOf(back.toReversed())).toEqual(idsOf(before))
        for (const page of back) {
          const again = read(system, rows, { position: page.meta.here, size: system.paging.maxSize })
          expect(idsOf([again])).toEqual(expect.arrayContaining(idsOf([page])))
        }
        expect(back.at(-1)?.meta.previous ?? null).toBeNull()
      }),
    )
  })
})

describe("pages side by side", () => {
  it.each(Object.entries(systems).filter(([, { paging }]) => paging.jump))(
    "are those of a list with %s",
    (_name, system) => {
      fc.assert(
        fc.property(lists, fc.integer({ min: 1, max: 7 }), (rows, size) => {
          const most = Math.min(size, system.paging.maxSize)
          const [first, ...rest] = walk(system, rows, { sizes: [most], way: "next" })
          if (!first || first.rows.length === 0) return
          const jumped = rest.map((_page, index) =>
            read(system, rows, {
              position: system.paging.jump?.(index + 2, { size: most, first: first.rows.length }) ?? START,
              size: most,
            }),
          )
          expect(idsOf(jumped)).toEqual(idsOf(rest))
        }),
      )
    },
  )
})

describe("a list", () => {
  it.each([
    ["a cursor", byId, { next: true }, { after: "3" }],
    ["a link without the page", systems["links in the body"]?.paging, "/things?x=1", {}],
    ["a link that is none", systems["links in the body"]?.paging, "https://[", {}],
  ])("that goes on without %s that can be followed is malformed, not at its end", (_what, paging, body, position) => {
    const asked = { position, size: 2, query: {} }
    expect(() => paging?.read({ body, headers: {}, count: 2 }, asked)).toThrow(
      expect.objectContaining({ reason: "malformed" }),
    )
  })

  it("of numbered pages goes on over rows that are hidden, and ends where its total says at the latest", () => {
    const { paging } = systems["page numbers, with a total and a smaller limit than is asked for"] ?? {}
    const read = (count: number, position: PagePosition) =>
      paging?.read({ body: 10, headers: {}, count }, { position, size: 4, query: {} }).next ?? null
    const second = read(4, START)
    const third = read(0, second ?? START)
    expect([second, third]).toEqual([
      { page: 2, size: 4, per: 4 },
      { page: 3, size: 4, per: 4 },
    ])
    expect(read(2, third ?? START)).toBeNull()
    expect(read(1, third ?? START)).toEqual({ page: 4, size: 4, per: 4 })
    expect(read(0, { page: 4, size: 4, per: 4 })).toBeNull()
    expect(read(0, START)).toEqual({ page: 2, size: 4, per: 4 })
  })

  it("of counted rows ends behind a page without rows, unless it says that it goes on", () => {
    const said = (hasMore: boolean | undefined) =>
      offset({ parameters: { offset: "o", size: "s" }, maxSize: 5, read: () => ({ total: 9, hasMore }) })
    const next = (hasMore: boolean | undefined) =>
      said(hasMore).read({ body: 0, headers: {}, count: 0 }, { position: { at: 5 }, size: 5, query: {} }).next
    expect([next(undefined), next(false), next(true)]).toEqual([null, null, { at: 5 }])
  })

  it("in windows refuses days that are none", () => {
    const made = { parameters: { from: "a", to: "b" }, startOf: () => null }
    for (const paging of [
      windows({ ...made, every: 7 }),
      windows({ ...made, begins: ["2024-01-01"], last: "2030-01-01" }),
    ]) {
      const ask = (a: string | string[], b = "2026-01-03") => paging.ask({ position: START, size: 5, query: { a, b } })
      for (const odd of ["soon", "", "2026-02-30", "2026-01-01T00:00:00Z", ["2026-01-01"]])
        expect(() => ask(odd), String(odd)).toThrow(/a: .* is no day/)
      expect(() => ask("2026-01-01", "later")).toThrow('b: "later" is no day')
      expect(ask("2026-01-01")).toEqual({ a: "2026-01-01", b: "2026-01-03" })
    }
  })

  it("in windows that are out of order is a mistake of its connector", () => {
    const made = (...begins: string[]) =>
      windows({ parameters: { from: "a", to: "b" }, begins, last: "2030-01-01", startOf: () => null })
    for (const begins of [["2025-01-01", "2024-01-01"], ["2024-01-01", "soon"], ["2030-01-01"]])
      expect(() => made(...begins)).toThrow("in order")
  })

  it("in one answer is gone on with behind the row it stopped at, when others came and went before it", () => {
    const page = onePage()
    const cut = (ids: readonly string[], position: PagePosition) => {
      const rows = ids.map((id) => ({ id }))
      const meta = { next: null, previous: null, here: START }
      return page.cut?.({ rows, meta }, { position, size: 2, query: {} }, idOf) ?? { rows, meta }
    }
    const { next } = cut(["a", "b", "c", "d"], START).meta
    expect(idsOf([cut(["x", "a", "b", "c", "d"], next ?? START)])).toEqual(["c", "d"])
    expect(idsOf([cut(["b", "c", "d"], next ?? START)])).toEqual(["c", "d"])
    expect(idsOf([cut(["a", "c", "d"], next ?? START)])).toEqual(["d"])
    const { previous } = cut(["a", "b", "c", "d"], { at: 3, after: "c" }).meta
    expect(idsOf([cut(["x", "a", "b", "c", "d"], previous ?? START)])).toEqual(["b", "c"])
  })

  it("in windows is asked for the days that a filter lets through only", () => {
    const { paging } = systems["windows of days, each in one answer"] ?? {}
    const asked = { position: START, size: 5, query: { start: "2025-03-01", end: "2026-02-01" } }
    expect(paging?.ask(asked)).toEqual({ start: "2025-03-01", end: "2025-12-31" })
    const { next } = paging?.read({ body: [], headers: {}, count: 0 }, asked) ?? {}
    expect(paging?.ask({ ...asked, position: next ?? START })).toEqual({ start: "2026-01-01", end: "2026-02-01" })
    expect(paging?.read({ body: [], headers: {}, count: 0 }, { ...asked, position: next ?? START }).next).toBeNull()
    const never = { ...asked, query: { start: "2026-03-01", end: "2026-02-01" } }
    expect(paging?.read({ body: [], headers: {}, count: 0 }, never).next).toBeNull()
  })
})

describe("a Link header", () => {
  it("is read in any spelling", () => {
    expect(readLinkHeader({ headers: { link: '<https://a.test/?a=1,2>; title="x"; rel="next last"' } }).next).toBe(
      "https://a.test/?a=1,2",
    )
    expect(readLinkHeader({ headers: { link: ["</b>; REL=Prev", "</c>; rel=next"] } })).toEqual({
      next: "/c",
      previous: "/b",
    })
    for (const odd of ["", "<", "x", "<a>; rel=", ",,,"])
      expect(readLinkHeader({ headers: { link: odd } }).next).toBeUndefined()
  })
})
