import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { listAt } from "./http/pages.js"
import { api } from "./http/testing.js"
import { type Answer, neededRelations, ownId, relate, type Wanted } from "./relate.js"
import { idsOf, type Remote } from "./remote.js"
import { type Table, table } from "./table.js"
import { all, many, type NamedView, one, type Related, type Relation, type View, via, view } from "./view.js"

const tableOf = (name: string): Table => table({ ...listAt(api, name), columns: [], by: {} })
const people = tableOf("people")
const [sites, owners, teams, notes] = [tableOf("sites"), tableOf("owners"), tableOf("teams"), tableOf("notes")]
const viewOf = (relations: Readonly<Record<string, Relation>>): View =>
  view({ from: people, relations, map: (row) => row })
const fields = (...names: string[]) => ({ fields: names })

/** Answers from whole lists, and notes what was asked for. A list that is not there is refused. */
function lists(rows: Readonly<Record<string, readonly Remote[]>>, refused: Readonly<Record<string, string[]>> = {}) {
  const asked: Wanted[] = []
  const find = async (wanted: Wanted): Promise<Answer> => {
    asked.push(wanted)
    const { name } = wanted.relation.table
    const [there, not] = [rows[name], refused[name]]
    return there && not ? { rows: there, refused: new Set(not) } : there
  }
  return { asked, find }
}

const namesOf = (given: View) => Object.keys(given.relations)
const relateAll = (given: View, rows: readonly Remote[], { find }: ReturnType<typeof lists>) =>
  relate(given, { rows, names: namesOf(given) }, find)

/** What the only row is related to. */
async function related(given: View, row: Remote, from: ReturnType<typeof lists>): Promise<Related> {
  const found = await relateAll(given, [row], from)
  return found.related.get(row) ?? {}
}

describe("A relation", () => {
  it("to one row finds the row with the value, or that there is none", async () => {
    const given = viewOf({ site: one(sites, { id: "site_id" }, fields("site")) })
    const from = lists({ sites: [{ id: 1 }, { id: "2" }] })
    expect(await related(given, { site_id: "1" }, from)).toEqual({ site: { id: 1 } })
    for (const none of [{ site_id: "3" }, { site_id: null }, {}])
      expect(await related(given, none, from)).toEqual({ site: null })
  })
  it("to many finds all rows with the value, and to all the whole table", async () => {
    const given = viewOf({
      notes: many(notes, { person_id: "id" }, fields("notes")),
      teams: all(teams, fields("teams")),
    })
    const from = lists({
      notes: [{ person_id: "1" }, { person_id: "2" }, { person_id: 1, n: 2 }],
      teams: [{ id: "9" }],
    })
    expect(await related(given, { id: "1" }, from)).toEqual({
      notes: [{ person_id: "1" }, { person_id: 1, n: 2 }],
      teams: [{ id: "9" }],
    })
    expect(await related(given, { id: "3" }, from)).toEqual({ notes: [], teams: [{ id: "9" }] })
    expect(from.asked.at(-1)?.keys).toEqual(new Set())
  })
  it("by a column that holds a list finds the rows of each value once", async () => {
    const given = viewOf({ teams: many(teams, { id: "team_ids" }, fields("teams")) })
    const from = lists({ teams: [{ id: "1" }, { id: "2" }, { id: "3" }] })
    expect(await related(given, { team_ids: ["3", 1, "3", null, {}] }, from)).toEqual({
      teams: [{ id: "3" }, { id: "1" }],
    })
    expect(await related(given, { team_ids: [] }, from)).toEqual({ teams: [] })
  })
  it("is found through rows of another one, of which there may be none", async () => {
    const given = viewOf({
      notes: many(notes, { person_id: "id" }, fields("notes")),
      site: one(sites, { id: "site_id" }, fields("site")),
      owner: one(owners, { id: via("site", "owner_id") }, fields("owner")),
      authors: many(owners, { id: via("notes", "author_id") }, fields("authors")),
    })
    const from = lists({
      notes: [
        { person_id: "1", author_id: "8" },
        { person_id: "1", author_id: "7" },
        { person_id: "1", author_id: "8" },
      ],
      sites: [{ id: "5", owner_id: "7" }],
      owners: [{ id: "7" }, { id: "8" }],
    })
    expect(await related(given, { id: "1", site_id: "5" }, from)).toMatchObject({
      owner: { id: "7" },
      authors: [{ id: "8" }, { id: "7" }],
    })
    expect(await related(given, { id: "2" }, from)).toEqual({ notes: [], site: null, owner: null, authors: [] })
  })
  it("has one column on each side", () => {
    expect(() => one(sites, { id: "a", name: "b" }, fields("site"))).toThrow("one column")
    expect(() => many(sites, {}, fields("site"))).toThrow("one column")
  })
  it("to a table that is read a value at a time says which values matter", async () => {
    const perTeam = table({
      ...notes,
      perValue: { column: "team_id", parameter: "team_id", of: teams, values: () => [] },
    })
    const given = viewOf({
      teams: many(teams, { id: "team_ids" }, fields("teams")),
      notes: many(perTeam, { person_id: "id" }, { fields: ["notes"], values: via("teams", "key") }),
    })
    const from = lists({
      teams: [
        { id: "1", key: "a" },
        { id: "2", key: "b" },
      ],
      notes: [],
    })
    const rows = [
      { id: "7", team_ids: ["1"] },
      { id: "8", team_ids: ["1", "3"] },
    ]
    await relateAll(given, rows, from)
    expect(from.asked.map(({ name, keys, values }) => [name, [...keys], [...values]])).toEqual([
      ["teams", ["1", "3"], []],
      ["notes", ["7", "8"], ["a"]],
    ])
  })
})

describe("What is refused", () => {
  const given = viewOf({
    teams: many(teams, { id: "team_ids" }, fields("teams")),
    site: one(sites, { id: "site_id" }, fields("site")),
    owner: one(owners, { id: via("site", "owner_id") }, fields("owner")),
  })
  const rows = [
    { id: "1", team_ids: ["1", "2"], site_id: "5" },
    { id: "2", team_ids: ["2"], site_id: "6" },
    { id: "3", team_ids: [] },
  ]
  const there = { teams: [{ id: "1" }, { id: "2" }], sites: [{ id: "5" }, { id: "6" }], owners: [] }

  it("is not known of any row, nor is what would be found through it, which is not asked for", async () => {
    const from = lists({ teams: there.teams, owners: [] })
    const found = await relateAll(given, rows, from)
    expect(found.refused).toEqual(new Set(["site", "owner"]))
    expect(found.lacking).toEqual([])
    expect(rows.map((row) => found.related.get(row))).toEqual([
      { teams: there.teams },
      { teams: [{ id: "2" }] },
      { teams: [] },
    ])
    expect(from.asked.map(({ name }) => name)).toEqual(["teams", "site"])
  })
  it("as a value is not known of the rows that have the value, nor is what would be found through it", async () => {
    const from = lists(there, { teams: ["1"], sites: ["6"] })
    const found = await relateAll(given, rows, from)
    expect(found.refused).toEqual(new Set())
    expect(rows.map((row) => found.related.get(row))).toEqual([
      { site: { id: "5" }, owner: null },
      { teams: [{ id: "2" }] },
      { teams: [], site: null, owner: null },
    ])
    expect(found.lacking).toEqual([
      { row: rows[0], relation: "teams" },
      { row: rows[1], relation: "site" },
      { row: rows[1], relation: "owner" },
    ])
  })
})

describe("Relations are read", () => {
  const given = viewOf({
    owner: one(owners, { id: via("site", "owner_id") }, fields("owner", "name")),
    site: one(sites, { id: "site_id" }, fields("place")),
    teams: all(teams, fields("groups")),
  })
  const from = () => lists({ sites: [{ id: "5", owner_id: "7" }], owners: [], teams: [] })

  it("when a field needs them, with those that they are found through first", () => {
    const needed = (...wanted: string[]) => neededRelations(given, (field) => wanted.includes(field))
    expect(needed("name")).toEqual(["site", "owner"])
    expect(needed("place", "groups")).toEqual(["site", "teams"])
    expect(needed("other")).toEqual([])
  })
  it("when they are named, and no others", async () => {
    const lists = from()
    const row = { site_id: "5" }
    const found = await relate(given, { rows: [row], names: ["teams"] }, lists.find)
    expect(lists.asked.map(({ name }) => name)).toEqual(["teams"])
    expect(found).toEqual({ related: new Map([[row, { teams: [] }]]), refused: new Set(), lacking: [] })
  })
  it("once for all rows, side by side where none depends on another", async () => {
    const { asked, find } = from()
    const open: (() => void)[] = []
    const slow = async (wanted: Wanted) => {
      const answer = find(wanted)
      await new Promise<void>((go) => open.push(go))
      return answer
    }
    const rows = [{ site_id: "5" }, { site_id: "6" }, { site_id: "5" }]
    const found = relate(given, { rows, names: namesOf(given) }, slow)
    expect(asked.map(({ name, keys }) => [name, [...keys]])).toEqual([
      ["site", ["5", "6"]],
      ["teams", []],
    ])
    for (const go of open) go()
    await expect.poll(() => asked.length).toBe(3)
    open.at(-1)?.()
    await found
    expect(asked.at(-1)).toMatchObject({ name: "owner", keys: new Set(["7"]) })
  })
  it("through others that are named: of one that isn't, nothing is known, nor of what would be found through it", async () => {
    const lists = from()
    const row = { site_id: "5" }
    const found = await relate(given, { rows: [row], names: ["teams", "owner"] }, lists.find)
    expect(lists.asked.map(({ name }) => name)).toEqual(["teams"])
    expect(found.related.get(row)).toEqual({ teams: [] })
  })
  it("not at all when there are no rows", async () => {
    const lists = from()
    expect((await relateAll(given, [], lists)).related).toEqual(new Map())
    expect(lists.asked).toEqual([])
  })
  it("by names that are there", async () => {
    await expect(relate(given, { rows: [{}], names: ["none"] }, from().find)).rejects.toThrow("no relation none")
  })
})

describe("Whatever the rows", () => {
  const id = fc.integer({ min: 1, max: 6 }).map(String)
  const maybe = fc.option(id, { nil: null })
  const given = viewOf({
    site: one(sites, { id: "site_id" }, fields("site")),
    owner: one(owners, { id: via("site", "owner_id") }, fields("owner")),
    teams: many(teams, { id: "team_ids" }, fields("teams")),
    notes: many(notes, { person_id: "id" }, fields("notes")),
    everything: all(notes, fields("everything")),
  })
  const rowsOf = (columns: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Remote[]> =>
    fc.uniqueArray(fc.record({ id, ...columns }), { selector: (row) => row.id })
  const world = fc.record({
    people: rowsOf({ site_id: maybe, team_ids: fc.array(id) }),
    sites: rowsOf({ owner_id: maybe }),
    owners: rowsOf({}),
    teams: rowsOf({}),
    notes: rowsOf({ person_id: maybe }),
  })

  it("each is related to what a search of the whole lists finds, in whatever order they come", async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.boolean(), async (there, isTurned) => {
        const turn = <T>(rows: readonly T[]) => (isTurned ? rows.toReversed() : rows)
        const turned = Object.fromEntries(Object.entries(there).map(([name, rows]) => [name, turn(rows)]))
        const found = await relateAll(given, turn(there.people), lists(turned))
        for (const row of there.people) {
          const { site, owner, teams = [], notes, everything } = found.related.get(row) ?? {}
          const withId = (rows: readonly Remote[], id: unknown) => rows.find((one) => one.id === id) ?? null
          const place = withId(there.sites, row.site_id)
          expect(site).toEqual(place)
          expect(owner).toEqual(place && withId(there.owners, place.owner_id))
          const own = there.teams.filter((one) => idsOf(row, "team_ids").includes(String(one.id)))
          expect(new Set([teams].flat())).toEqual(new Set(own))
          expect(notes).toEqual(turn(there.notes.filter((one) => one.person_id === row.id)))
          expect(everything).toEqual(turn(there.notes))
        }
      }),
    )
  })
  it("none is too odd", async () => {
    const odd = fc.array(fc.dictionary(fc.constantFrom("id", "site_id", "owner_id", "team_ids"), fc.anything()))
    await fc.assert(
      fc.asyncProperty(odd, odd, async (rows, there) => {
        const from = lists({ sites: there, owners: there, teams: there, notes: there })
        expect((await relateAll(given, rows, from)).related.size).toBe(rows.length)
      }),
    )
  })
})

describe("A unified id", () => {
  const named = (name: string, idPrefix?: string): NamedView => ({
    ...viewOf({}),
    name,
    ...(idPrefix === undefined ? {} : { idPrefix }),
  })
  const views = [named("salaries", "salary-"), named("elements"), named("bonuses", "bonus-")]
  const read = (given: readonly NamedView[], id: string) => {
    const own = ownId(given, id)
    return own && [own.view.name, own.id]
  }

  it("leads to its view and to the HR system's own id", () => {
    expect(read(views, "salary-7")).toEqual(["salaries", "7"])
    expect(read(views, "bonus-")).toEqual(["bonuses", ""])
    expect(read(views, "7")).toEqual(["elements", "7"])
    expect(read(views, "salary7")).toEqual(["elements", "salary7"])
    expect(read([named("salaries", "salary-")], "7")).toBeUndefined()
  })
  it("is the prefix of the view and the own id, whatever that is", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("salaries", "bonuses"), (id, name) => {
        const prefix = views.find((one) => one.name === name)?.idPrefix
        expect(read(views, `${prefix}${id}`)).toEqual([name, id])
        expect(read([named("only")], id)).toEqual(["only", id])
      }),
    )
  })
})
