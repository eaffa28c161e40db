import { idOf, type Join, type Remote, text } from "@rollcall/connector-kit"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type AnySource, readJoins, wantedJoins } from "./joins.js"
import { type Company, groupSource, readerOf } from "./testing.js"

const of = (key: string) => (row: Remote) => [text(row, key) ?? []].flat()

async function read(
  joins: Record<string, Join>,
  given: Company & { rows: Remote[]; page?: Remote[]; isStrict?: boolean },
) {
  const reader = readerOf(given)
  const source: AnySource = groupSource({ joins })
  const { rows, page = rows, isStrict = false } = given
  const found = await readJoins(reader, source, { rows, page, names: Object.keys(joins), isStrict })
  const idsOf = (row: Remote, name: string) => found.joined.get(row)?.[name]?.map((one) => idOf(one))
  return { ...found, idsOf, asked: reader.asked }
}

const boss: Join = { path: "people", by: "ids[]", on: "id", keys: of("boss"), feeds: ["leads"] }

describe("joins", () => {
  it("give each row the rows of its keys, asked for once for all, whatever the rows", async () => {
    const key = fc.constantFrom("1", "2", "3", "9", null, "")
    await fc.assert(
      fc.asyncProperty(fc.array(key, { maxLength: 12 }), fc.integer({ min: 1, max: 4 }), async (keys, maxPageSize) => {
        const rows = keys.map((one, at) => ({ id: `r${at}`, boss: one }))
        const lists = { people: ["1", "2", "3"].map((id) => ({ id })) }
        const { idsOf, asked } = await read({ boss }, { rows, lists, maxPageSize })
        for (const row of rows) {
          expect(idsOf(row, "boss")).toEqual(["1", "2", "3"].includes(row.boss ?? "") ? [row.boss] : [])
        }
        const wanted = new Set(keys.filter((one) => one)).size
        expect(asked.length > 0).toBe(wanted > 0)
        expect(asked.every((one) => one.startsWith("people?ids[]="))).toBe(true)
      }),
    )
  })
  it("without a column to look in are the whole list, for every row", async () => {
    const all: Join = { path: "fields", feeds: ["name"] }
    const rows = [{ id: "1" }, { id: "2" }]
    const { idsOf, asked } = await read({ all }, { rows, lists: { fields: [{ id: "a" }, { id: "b" }] } })
    expect(rows.map((row) => idsOf(row, "all"))).toEqual([
      ["a", "b"],
      ["a", "b"],
    ])
    expect(asked).toEqual(["fields?"])
  })
  it("are refused when they say a row twice, where what is left out would be taken as gone", async () => {
    const all: Join = { path: "fields", feeds: ["name"] }
    const given = { rows: [{ id: "1", boss: "a" }], lists: { fields: [{ id: "a" }, { id: "a" }], people: [] } }
    expect((await read({ all }, given)).idsOf(given.rows[0] ?? {}, "all")).toEqual(["a", "a"])
    await expect(read({ all }, { ...given, isStrict: true })).rejects.toThrow("fields gives a row twice")
    const twice = { ...given, lists: { people: [{ id: "a" }, { id: "a" }] }, isStrict: true }
    await expect(read({ boss }, twice)).rejects.toThrow("people gives a row twice")
    await expect(
      read({ boss }, { ...twice, lists: { people: [{ id: "a" }, { name: "no id" }] } }),
    ).resolves.toBeDefined()
  })
  it("that look in small lists find rows by any column, and never by an odd one", async () => {
    const place: Join = { path: "places", on: "code", keys: of("code"), feeds: ["name"] }
    const places = [
      { id: "a", code: 7 },
      { id: "b", code: { toString: 1 } },
      { id: "c", code: null },
      { id: "d", code: "" },
    ]
    const rows = [
      { id: "1", code: "7" },
      { id: "2", code: "" },
      { id: "3", code: { toString: 1 } },
    ]
    const { idsOf } = await read({ place }, { rows, lists: { places } })
    expect(rows.map((row) => idsOf(row, "place"))).toEqual([["a"], [], []])
  })
  it("on the same list ask only for rows that are not on the page", async () => {
    const page = [{ id: "1" }, { id: "2", boss: "1" }, { id: "3", boss: "9" }]
    const lists = { people: [...page, { id: "9" }] }
    const { idsOf, asked } = await read({ boss: { ...boss, fromSameList: true } }, { rows: page.slice(1), page, lists })
    expect(page.slice(1).map((row) => idsOf(row, "boss"))).toEqual([["1"], ["9"]])
    expect(asked).toEqual(["people?ids[]=9"])
  })
  it("may depend on each other", async () => {
    const home: Join = {
      path: "places",
      by: "ids[]",
      on: "id",
      keys: (_row, joined) => (joined.boss ?? []).flatMap(of("place")),
      feeds: ["name"],
      after: ["boss"],
    }
    const rows = [{ id: "1", boss: "2" }]
    const lists = { people: [{ id: "2", place: "p" }], places: [{ id: "p" }, { id: "q" }] }
    const { idsOf, asked } = await read({ boss, home }, { rows, lists })
    expect(idsOf(rows[0] ?? {}, "home")).toEqual(["p"])
    expect(asked).toEqual(["people?ids[]=2", "places?ids[]=p"])
  })
  it("that are refused are told, and what depends on them has no keys", async () => {
    const rows = [{ id: "1", boss: "2" }]
    const { joined, refused } = await read({ boss }, { rows, lists: {}, refused: ["people"] })
    expect([...refused]).toEqual(["boss"])
    expect(joined.get(rows[0] ?? {})).toEqual({})
  })
  it("lack nothing but the row whose own id the HR system refuses", async () => {
    const rows = ["2", "bad", null, "3"].map((one, at) => ({ id: `r${at}`, boss: one }))
    const lists = { people: ["2", "3"].map((id) => ({ id })) }
    const { idsOf, refused, lacking } = await read({ boss }, { rows, lists, bad: ["bad"] })
    expect(rows.map((row) => idsOf(row, "boss"))).toEqual([["2"], undefined, [], ["3"]])
    expect([...refused]).toEqual([])
    expect(lacking).toEqual([{ row: rows[1], join: "boss" }])
  })
  it("that fail for a moment fail the page", async () => {
    await expect(read({ boss }, { rows: [{ id: "1", boss: "2" }], lists: {}, broken: ["people"] })).rejects.toThrow(
      "500",
    )
  })
  it("of no rows are not read", async () => {
    expect((await read({ boss }, { rows: [], lists: {} })).asked).toEqual([])
  })
})

describe("what is only told one at a time", () => {
  const sources: Join = {
    path: "memberships",
    by: "team_ids[]",
    asksOneByOne: (row) => [row.doubt].flat().map(String),
    on: "person",
    keys: (row) => [idOf(row) ?? ""],
    feeds: ["name"],
  }
  const lists = {
    memberships: [
      { id: "m1", team_id: "t1", person: "1" },
      { id: "m2", team_id: "t2", person: "1" },
    ],
  }
  it("is asked for once each, and a refusal is that one's", async () => {
    const rows = [
      { id: "1", doubt: ["t1", "t2"] },
      { id: "2", doubt: ["t2"] },
    ]
    const all = await read({ sources }, { rows, lists })
    expect(all.asked).toEqual(["memberships?team_ids[]=t1", "memberships?team_ids[]=t2"])
    expect(rows.map((row) => all.idsOf(row, "sources"))).toEqual([["m1", "m2"], []])
    const some = await read({ sources }, { rows, lists, refused: ["memberships?team_ids[]=t2"] })
    expect(some.idsOf(rows[0] ?? {}, "sources")).toEqual(["m1"])
    expect([...some.refused]).toEqual([])
    await expect(read({ sources }, { rows, lists, broken: ["memberships"] })).rejects.toThrow("500")
  })
})

it("joins are read for the fields that are wanted, with those they come after", () => {
  const join = (feeds: string[], after: string[] = []): Join => ({ path: "x", feeds, after })
  const source = groupSource({ joins: { a: join(["name"]), b: join(["leads"], ["a"]), c: join(["type"]) } })
  expect(wantedJoins(source, () => true)).toEqual(["a", "b", "c"])
  expect(wantedJoins(source, (field) => field === "leads").sort()).toEqual(["a", "b"])
  expect(wantedJoins(source, () => false)).toEqual([])
})
