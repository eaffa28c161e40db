import { all, idOf, many, one, onePage, type Relation, type Remote, type Table, via } from "@rollcall/connector-kit"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { readBy, readRelated } from "./relations.js"
import { type Company, groupView, readerOf, tableAt } from "./testing.js"

const at = (path: string, more: Partial<Table> = {}) => tableAt(path, { by: { id: "ids[]" }, ...more })
const people = at("people")
const fields = { fields: ["leads"] }

type Given = Company & { rows: Remote[]; page?: Remote[]; from?: Table }

async function read(relations: Record<string, Relation>, given: Given) {
  const reader = readerOf(given)
  const { rows, page = rows, from = people } = given
  const found = await readRelated(reader, groupView({ from, relations }), { rows, page, names: Object.keys(relations) })
  const idsOf = (row: Remote, name: string) => {
    const there = found.related.get(row)?.[name] as Remote | readonly Remote[] | null | undefined // of a relation of any kind
    return there && [there].flat().map((related) => idOf(related as Remote))
  }
  return { ...found, idsOf, asked: reader.asked }
}

const boss = many(people, { id: "boss" }, fields)

describe("relations", () => {
  it("give each row the rows of its values, asked for once for all, whatever the rows", async () => {
    const key = fc.constantFrom("1", "2", "3", "9", null, "")
    await fc.assert(
      fc.asyncProperty(fc.array(key, { maxLength: 12 }), fc.integer({ min: 1, max: 4 }), async (keys, maxPageSize) => {
        const rows = keys.map((given, index) => ({ id: `r${index}`, boss: given }))
        const lists = { people: ["1", "2", "3"].map((id) => ({ id })) }
        const { idsOf, asked } = await read({ boss }, { rows, lists, maxPageSize })
        for (const row of rows) {
          expect(idsOf(row, "boss")).toEqual(["1", "2", "3"].includes(row.boss ?? "") ? [row.boss] : [])
        }
        const wanted = new Set(keys.filter((given) => given)).size
        expect(asked.length > 0).toBe(wanted > 0)
        expect(asked.every((call) => call.startsWith("people?ids[]="))).toBe(true)
      }),
    )
  })
  it("to a table that comes whole ask for a few values one at a time, and for more of them once for all rows", async () => {
    const jobs = at("jobs", { by: { person: { parameter: "persons[]", atOnce: 1 } }, page: onePage() })
    const people = Array.from({ length: 6 }, (_, index) => ({ id: `p${index}` }))
    const lists = { jobs: people.map(({ id }) => ({ id: `of ${id}`, person: id })) }
    const own = { own: many(jobs, { person: "id" }, fields) }
    const few = await read(own, { rows: people.slice(0, 5), lists })
    expect(few.asked).toEqual(["p0", "p1", "p2", "p3", "p4"].map((id) => `jobs?persons[]=${id}`))
    const more = await read(own, { rows: people, lists })
    expect(more.asked).toEqual(["jobs?"])
    for (const row of people) expect(more.idsOf(row, "own")).toEqual([`of ${row.id}`])
  })
  it("to a small table that can't be asked by a column are found in the whole of it", async () => {
    const lists = { options: ["a", "b"].map((id) => ({ id, name: `named ${id}` })) }
    const wanted = { column: "name", values: ["named b"] }
    const reader = readerOf({ lists })
    const { rows } = await readBy(reader, at("options", { by: {}, isSmall: true }), wanted)
    expect([rows.map((row) => idOf(row)), reader.asked]).toEqual([["b"], ["options?"]])
    await expect(readBy(reader, at("options", { by: {} }), wanted)).rejects.toThrow("can't be asked by name")
  })
  it("to a whole table give every row of it to every row", async () => {
    const rows = [{ id: "1" }, { id: "2" }]
    const whole = { every: all(at("fields"), fields) }
    const { idsOf, asked } = await read(whole, { rows, lists: { fields: [{ id: "a" }, { id: "b" }] } })
    expect(rows.map((row) => idsOf(row, "every"))).toEqual([
      ["a", "b"],
      ["a", "b"],
    ])
    expect(asked).toEqual(["fields?"])
  })
  it("to small tables find rows by any column, and never by an odd one", async () => {
    const place = many(at("places", { isSmall: true }), { code: "code" }, fields)
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
    const { idsOf, asked } = await read({ place }, { rows, lists: { places } })
    expect(rows.map((row) => idsOf(row, "place"))).toEqual([["a"], [], []])
    expect(asked).toEqual(["places?"])
  })
  it("to the same table ask only for rows that are not on the page", async () => {
    const page = [{ id: "1" }, { id: "2", boss: "1" }, { id: "3", boss: "9" }]
    const lists = { people: [...page, { id: "9" }] }
    const { idsOf, asked } = await read({ boss }, { rows: page.slice(1), page, lists })
    expect(page.slice(1).map((row) => idsOf(row, "boss"))).toEqual([["1"], ["9"]])
    expect(asked).toEqual(["people?ids[]=9"])
  })
  it("may lead through each other", async () => {
    const home = one(at("places"), { id: via("boss", "place") }, fields)
    const rows = [{ id: "1", boss: "2" }]
    const lists = { people: [{ id: "2", place: "p" }], places: [{ id: "p" }, { id: "q" }] }
    const { idsOf, asked } = await read({ boss, home }, { rows, lists })
    expect(idsOf(rows[0] ?? {}, "home")).toEqual(["p"])
    expect(asked).toEqual(["people?ids[]=2", "places?ids[]=p"])
  })
  it("that are refused are told, and are not there", async () => {
    const rows = [{ id: "1", boss: "2" }]
    const { related, refused } = await read({ boss }, { rows, lists: {}, refused: ["people"] })
    expect([...refused]).toEqual(["boss"])
    expect(related.get(rows[0] ?? {})).toEqual({})
  })
  it("lack nothing but the row whose own value the HR system refuses", async () => {
    const rows = ["2", "bad", null, "3"].map((given, index) => ({ id: `r${index}`, boss: given }))
    const lists = { people: ["2", "3"].map((id) => ({ id })) }
    const { idsOf, refused, lacking } = await read({ boss }, { rows, lists, bad: ["bad"] })
    expect(rows.map((row) => idsOf(row, "boss"))).toEqual([["2"], undefined, [], ["3"]])
    expect([...refused]).toEqual([])
    expect(lacking).toEqual([{ row: rows[1], relation: "boss" }])
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

describe("what is only told one value at a time", () => {
  const teams = at("teams")
  const ofTeam = at("memberships", {
    by: {},
    perValue: {
      column: "team_id",
      parameter: "team_ids[]",
      of: teams,
      values: (rows) => rows.flatMap((row) => idOf(row) ?? []),
    },
  })
  const relations = {
    own: many(at("own", { by: { person: "persons[]" } }), { person: "id" }, fields),
    sources: many(ofTeam, { person: "id" }, { ...fields, values: via("own", "team_id") }),
  }
  const lists = {
    teams: [{ id: "t1" }, { id: "t2" }, { id: "t3" }],
    own: [
      { id: "o1", person: "1", team_id: "t1" },
      { id: "o2", person: "1", team_id: "t2" },
      { id: "o3", person: "2", team_id: "t9" },
    ],
    memberships: [
      { id: "m1", team_id: "t1", person: "1" },
      { id: "m2", team_id: "t2", person: "1" },
    ],
  }
  it("is asked for once for each value that there is and that matters, and a refusal is that one's", async () => {
    const rows = [{ id: "1" }, { id: "2" }]
    const found = await read(relations, { rows, lists })
    expect(found.asked).toEqual([
      "own?persons[]=1,2",
      "teams?",
      "memberships?team_ids[]=t1",
      "memberships?team_ids[]=t2",
    ])
    expect(rows.map((row) => found.idsOf(row, "sources"))).toEqual([["m1", "m2"], []])
    const some = await read(relations, { rows, lists, refused: ["memberships?team_ids[]=t2"] })
    expect(some.idsOf(rows[0] ?? {}, "sources")).toEqual(["m1"])
    expect([...some.refused]).toEqual([])
    await expect(read(relations, { rows, lists, broken: ["memberships"] })).rejects.toThrow("500")
  })
})
