import { idOf, many, one, onePage, type Remote, type Table, text, view } from "@rollcall/connector-kit"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { AnyView } from "./relations.js"
import { account, isList, PAGINGS, readerOf, signer, type TestReader, tableAt } from "./testing.js"
import { getUnified } from "./unified-get.js"
import { listUnified } from "./unified-list.js"

/** How rows of a view are known to be none of it. isShy: it also knows no row without what it is related to. */
type Kind = { isWhole: boolean; isShy: boolean; rows: readonly { day: string; name: string; parent: string | null }[] }
type Drawn = { kinds: readonly Kind[]; paging: (typeof PAGINGS)[number] | "one_way"; maxPageSize: number }

const day = fc.constantFrom("1", "2", "3", "4", "5", "6")
const kind: fc.Arbitrary<Kind> = fc.record({
  isWhole: fc.boolean(),
  isShy: fc.boolean(),
  rows: fc.array(fc.record({ day, name: fc.constantFrom("a", "b"), parent: fc.constantFrom("101", "102", null) }), {
    maxLength: 12,
  }),
})
const drawn = fc.record({
  kinds: fc.array(kind, { minLength: 1, maxLength: 4 }),
  paging: fc.constantFrom(...PAGINGS),
  maxPageSize: fc.integer({ min: 1, max: 6 }),
})
const query = fc.record({
  limit: fc.integer({ min: 1, max: 9 }),
  filter: fc.constantFrom<Record<string, unknown>>(
    {},
    { name: "a" },
    { parent_group: "101" },
    { parent_group: "102", name: "b" },
    { truto_exclude_fields: ["type", "parent_group"] },
    { name: "nobody" },
  ),
})

const pathOf = (at: number) => `list-${at}`
const prefixOf = (at: number) => `v${at}-`
const rowsOf = ({ rows }: Kind): Remote[] => rows.map((row, at) => ({ id: String(at + 1), ...row }))
const parents = tableAt("parents", { by: { id: "ids[]" } })

/** A row of a later list is passed over when the list before has one of the same day. */
function viewsOf({ kinds }: Pick<Drawn, "kinds">): AnyView[] {
  const tables: Table[] = kinds.map(({ isWhole }, at) =>
    tableAt(pathOf(at), isWhole ? { page: onePage({ maxSize: 3 }) } : { by: { id: "ids[]" } }),
  )
  return tables.map((from, at) => {
    const before = tables[at - 1] ?? tableAt("none")
    const made = view({
      from,
      idPrefix: prefixOf(at),
      relations: {
        greater: many({ ...before, by: {} }, { day: "day" }, { fields: ["type"], decides: true }),
        above: one(parents, { id: "parent" }, { fields: ["parent_group"] }),
      },
      map(row, { greater, above }) {
        if (greater === undefined ? kinds[at]?.isShy : greater.length > 0) return undefined
        const id = `${prefixOf(at)}${idOf(row)}`
        return { id, name: text(row, "name"), type: "team", parent_group: above ? idOf(above) : above }
      },
    })
    return { name: pathOf(at), ...made }
  })
}

function readerFor({ kinds, ...paged }: Drawn): TestReader {
  const lists = kinds.map((one, at): [string, Remote[]] => [pathOf(at), rowsOf(one)])
  return readerOf({ lists: { ...Object.fromEntries(lists), parents: [{ id: "101" }, { id: "102" }] }, ...paged })
}

/** By view. */
function expectedIds({ kinds }: Drawn, { name, parent_group: parent }: Record<string, unknown>): string[][] {
  return kinds.map((one, at) => {
    const days = new Set((kinds[at - 1]?.rows ?? []).map((row) => row.day))
    const isShown = (row: Remote) =>
      !days.has(String(row.day)) &&
      (name === undefined || row.name === name) &&
      (parent === undefined || row.parent === parent)
    return rowsOf(one)
      .filter(isShown)
      .map(({ id }) => `${prefixOf(at)}${id}`)
  })
}

type Asked = { reader: TestReader; views: readonly AnyView[]; query: Record<string, unknown> }

async function answer({ reader, views, query: asked }: Asked): Promise<unknown> {
  const call = { account, resource: "groups" as const, query: asked, life: { signal: AbortSignal.timeout(10_000) } }
  return (await listUnified({ call, reader, views, signer })).body
}

type Page = { result: Remote[]; next_cursor: string | null; prev_cursor: string | null }

async function readPage(asked: Asked, cursor: string | null | undefined): Promise<Page> {
  const page = await answer({ ...asked, query: { ...asked.query, ...(cursor ? { next_cursor: cursor } : {}) } })
  if (!isList(page)) throw new Error("no list")
  return page
}

async function walk(asked: Asked, way: "next_cursor" | "prev_cursor", from?: string | null) {
  const pages: Page[] = []
  let cursor = from
  do {
    const page = await readPage(asked, cursor)
    pages.push(page)
    cursor = page[way]
    if (pages.length > 300) throw new Error("does not end")
  } while (cursor)
  return pages
}
const idsIn = (pages: readonly { result: Remote[] }[]) =>
  pages.flatMap(({ result }) => result.map(({ id }) => String(id)))

describe("Whatever lists a resource is of, and whichever of their rows are passed over", () => {
  it("pages hold each row that is left once, in order, and are full but for the last", async () => {
    await fc.assert(
      fc.asyncProperty(drawn, query, async (given, { limit, filter }) => {
        const asked = { reader: readerFor(given), views: viewsOf(given), query: { limit, ...filter } }
        const pages = await walk(asked, "next_cursor")
        expect(idsIn(pages)).toEqual(expectedIds(given, filter).flat())
        for (const page of pages) if (page.next_cursor) expect(page.result).toHaveLength(limit)
      }),
    )
  })
  it("going back leads through the lists before, as far as they can be entered from their ends, and forward again", async () => {
    await fc.assert(
      fc.asyncProperty(drawn, query, async (given, { limit, filter }) => {
        const asked = { reader: readerFor(given), views: viewsOf(given), query: { limit, ...filter } }
        const expected = expectedIds(given, filter)
        const last = (await walk(asked, "next_cursor")).findLast(({ result }) => result.length > 0)
        if (!last) return
        const first = String(last.result[0]?.id)
        const of = expected.findIndex((ids) => ids.includes(first))
        const reached = given.kinds.findLastIndex(({ isWhole }, at) => at < of && !isWhole) + 1
        const before = expected.slice(reached).flat()
        const back = last.prev_cursor ? await walk(asked, "prev_cursor", last.prev_cursor) : []
        expect(idsIn(back.toReversed())).toEqual(before.slice(0, before.indexOf(first)))
        const start = back.findLast(({ result }) => result.length > 0)
        if (!start) return
        const onward = start.next_cursor ? await walk(asked, "next_cursor", start.next_cursor) : []
        const seen = idsIn([start, ...onward])
        expect(seen).toEqual(before.slice(before.indexOf(seen[0] ?? "")))
      }),
    )
  })
  it("going back stops within a list that has no way back, rather than leave out its first rows", async () => {
    const rows = ["1", "2", "3", "4", "5", "6"].map((own) => ({ day: own, name: "a", parent: null }))
    const kinds = [true, false].map((isWhole) => ({ isWhole, isShy: false, rows }))
    const views = viewsOf({ kinds }).map((one) => ({ ...one, relations: {} }))
    const asked = {
      reader: readerFor({ kinds, paging: "one_way", maxPageSize: 2 }),
      views,
      query: { limit: 3, name: "a" },
    }
    const forward = await walk(asked, "next_cursor")
    const shown = forward.map((page) => idsIn([page]).join(" "))
    expect(shown).toEqual(["v0-1 v0-2 v0-3", "v0-4 v0-5 v0-6", "v1-1 v1-2 v1-3", "v1-4 v1-5 v1-6"])
    expect(idsIn(await walk(asked, "prev_cursor", forward[3]?.prev_cursor))).toEqual(["v1-3"])
    expect(forward[2]?.prev_cursor).not.toBeNull()
    const before = await walk(asked, "prev_cursor", forward[2]?.prev_cursor)
    expect(idsIn(before.toReversed())).toEqual(["v0-1", "v0-2", "v0-3", "v0-4", "v0-5", "v0-6"])
  })
  it("go on without one that is only more and may not be read, and are refused without the first", async () => {
    const rows = ["1", "2", "3"].map((own) => ({ day: own, name: "a", parent: null }))
    const kinds = rows.map(() => ({ isWhole: true, isShy: false, rows }))
    const views = viewsOf({ kinds }).map((one, at) => ({
      ...one,
      relations: {},
      ...(at > 0 ? { mayBeRefused: true as const } : {}),
    }))
    const readerWithout = (...refused: string[]) =>
      readerOf({
        lists: {
          "list-0": rowsOf({ isWhole: true, isShy: false, rows }),
          "list-2": rowsOf({ isWhole: true, isShy: false, rows }),
        },
        refused,
        maxPageSize: 2,
      })
    const asked = { reader: readerWithout("list-1"), views, query: { limit: 2 } }
    const pages = await walk(asked, "next_cursor")
    expect(idsIn(pages)).toEqual(["v0-1", "v0-2", "v0-3", "v2-1", "v2-2", "v2-3"])
    const back = await walk(asked, "prev_cursor", pages.at(-1)?.prev_cursor)
    expect(idsIn(back.toReversed())).toEqual(["v0-1", "v0-2", "v0-3", "v2-1"])
    expect(idsIn(await walk({ ...asked, reader: readerWithout("list-1", "list-2") }, "next_cursor"))).toHaveLength(3)
    await expect(walk({ ...asked, reader: readerWithout("list-0") }, "next_cursor")).rejects.toThrow()
  })
  it("another limit on every page, to and fro, loses none and doubles none", async () => {
    await fc.assert(
      fc.asyncProperty(drawn, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), async (given, limits) => {
        const whole = { ...given, kinds: given.kinds.map((one) => ({ ...one, isWhole: true })) }
        const asked = { reader: readerFor(whole), views: viewsOf(whole), query: {} }
        const all = expectedIds(whole, {}).flat()
        let cursor: string | null = null
        let at = 0
        for (const limit of limits) {
          const page = await readPage({ ...asked, query: { limit } }, cursor)
          expect(idsIn([page])).toEqual(all.slice(at, at + limit))
          if (page.prev_cursor) {
            const [back, size] = [
              await readPage({ ...asked, query: { limit: limit + 1 } }, page.prev_cursor),
              limit + 1,
            ]
            expect(idsIn([back])).toEqual(all.slice(Math.max(0, at - size), at))
            const again = await readPage({ ...asked, query: { limit } }, back.next_cursor)
            expect(idsIn([again])).toEqual(idsIn([page]))
          }
          if (!page.next_cursor) return
          at += page.result.length
          cursor = page.next_cursor
        }
      }),
    )
  })
  it("streams, keyed lists and single reads have the same rows", async () => {
    await fc.assert(
      fc.asyncProperty(drawn, query, async (given, { limit, filter }) => {
        const [reader, views] = [readerFor(given), viewsOf(given)]
        const asked = { limit, ...filter }
        let streamed = ""
        const stream = await answer({ reader, views, query: { ...asked, truto_response_format: "stream" } })
        for await (const part of stream as AsyncIterable<string>) streamed += part // as this format is answered
        const plain = await answer({ reader, views, query: asked })
        expect(JSON.parse(streamed)).toEqual(JSON.parse(JSON.stringify(plain)))
        const debug = await answer({ reader, views, query: { ...asked, truto_response_format: "debug" } })
        expect(debug).toMatchObject({ result: (plain as { result: unknown }).result })
      }),
      { numRuns: 50 },
    )
    await fc.assert(
      fc.asyncProperty(drawn, async (given) => {
        const [reader, views] = [readerFor(given), viewsOf(given)]
        const shown = new Set(expectedIds(given, {}).flat())
        const all = given.kinds.flatMap((one, at) => rowsOf(one).map(({ id }) => `${prefixOf(at)}${id}`))
        for (const id of [...all, "v0-99", "v9-1", "1"])
          for (const format of ["unified", "raw", "debug"])
            expect(await isThere({ reader, views, id, format })).toBe(shown.has(id))
      }),
      { numRuns: 50 },
    )
  })
})

async function isThere({ reader, views, id, format }: Omit<Asked, "query"> & { id: string; format: string }) {
  const life = { signal: AbortSignal.timeout(10_000) }
  const call = { account, resource: "groups" as const, id, query: { truto_response_format: format }, life }
  try {
    await getUnified({ call, reader, views })
    return true
  } catch (error) {
    expect(error).toMatchObject({ code: "resource.not_found" })
    return false
  }
}
