import {
  all,
  type Connector,
  listAt,
  many,
  type NamedView,
  neededRelations,
  one,
  type Remote,
  relate,
  type Table,
  table,
  valuesOf,
  via,
} from "@rollcall/connector-kit"
import { api } from "@rollcall/connector-kit/testing"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { affectedRows, type Find, graphOf, type Touched } from "./graph.js"
import { keysOf } from "./row.js"

const at = (name: string) => table({ ...listAt(api, name), columns: ["name"], by: {} })
const people = at("people")
const teams = at("teams")
const places = at("places")
const countries = at("countries")
const settings = at("settings")
const fields = { fields: ["name"] }

const relations = {
  manager: one(people, { id: "manager_id" }, fields),
  reports: many(people, { manager_id: "id" }, fields),
  teams: many(teams, { id: "team_ids" }, fields),
  places: many(places, { id: via("teams", "place_ids") }, fields),
  countries: many(countries, { id: via("places", "country_id") }, fields),
}
const person: NamedView = { name: "people", from: people, relations, map: (row) => row }
const withSettings: NamedView = { ...person, relations: { ...relations, settings: all(settings, fields) } }

type Tables = Readonly<Record<string, readonly Remote[]>>

const findIn =
  (tables: Tables): Find =>
  async ({ name }, column, values) =>
    (tables[name] ?? []).filter((row) => valuesOf(row, column).some((value) => values.includes(value)))

const touchedBy = (name: string, column: string, ...values: string[]): Touched =>
  new Map([[name, new Map([[column, new Set(values)]])]])

const COMPANY: Tables = {
  people: [
    { id: "1", team_ids: ["a"] },
    { id: "2", manager_id: "1", team_ids: ["a", "b"] },
    { id: "3", manager_id: "2" },
  ],
  teams: [
    { id: "a", place_ids: ["x"] },
    { id: "b", place_ids: ["x", "y"] },
  ],
  places: [{ id: "x", country_id: "de" }, { id: "y" }],
  countries: [{ id: "de" }],
}

describe("A touched row shows in", () => {
  const affected = async (view: NamedView, touched: Touched) => {
    const found = await affectedRows(view, touched, findIn(COMPANY))
    return found === "all" ? found : [...found].sort()
  }
  it.each<[string, Touched, string[]]>([
    ["the row that is made of it, the one above it and those below", touchedBy("people", "id", "2"), ["2", "3"]],
    ["the row that its column names", touchedBy("people", "manager_id", "1"), ["1"]],
    ["all rows that have it in a list", touchedBy("teams", "id", "a"), ["1", "2"]],
    ["rows that find it through another one", touchedBy("places", "id", "y"), ["2"]],
    ["rows that find it through two others", touchedBy("countries", "id", "de"), ["1", "2"]],
    ["nothing, when nobody names it", touchedBy("teams", "id", "z"), []],
    ["nothing, when no relation looks at the column", touchedBy("teams", "name", "a"), []],
    ["nothing, when it is of a table that the view doesn't know", touchedBy("settings", "id", "1"), []],
  ])("%s", async (_what, touched, expected) => {
    expect(await affected(person, touched)).toEqual(expected)
  })
  it("every row, when a relation shows the whole table", async () => {
    expect(await affected(withSettings, touchedBy("settings", "id", "1"))).toBe("all")
    expect(await affected(withSettings, touchedBy("teams", "id", "b"))).toEqual(["2"])
  })
})

describe("A table that is only read live", () => {
  const live = { ...at("balances"), mirrored: false }
  const graphFor = (...views: NamedView[]) =>
    graphOf({ companyDay: { table: settings }, resources: { employees: { views } } } as unknown as Connector) // what a graph is made of
  it("is not kept, nor are records made of its rows, and what shows it is kept without it", () => {
    const shows = { ...person, relations: { ...relations, balances: many(live, { person_id: "id" }, fields) } }
    const graph = graphFor(shows, { ...person, name: "balances", from: live })
    expect([...graph.tables.keys()].sort()).toEqual(["countries", "people", "places", "settings", "teams"])
    expect(graph.views.map(({ view }) => view.name)).toEqual(["people"])
    expect(graph.tablesOf(shows)).not.toContain("balances")
  })
})

describe("What has to be made again", () => {
  const id = fc.constantFrom("1", "2", "3", "4")
  const maybe = fc.option(id, { nil: undefined })
  const ids = fc.uniqueArray(id, { maxLength: 3 })
  const listOf = (columns: Record<string, fc.Arbitrary<unknown>>) =>
    fc.uniqueArray(fc.record({ id, name: fc.constantFrom("a", "b"), ...columns }), {
      maxLength: 4,
      selector: (row) => row.id,
    })
  const company = fc.record({
    people: listOf({ manager_id: maybe, team_ids: ids }),
    teams: listOf({ place_ids: ids }),
    places: listOf({ country_id: maybe }),
    countries: listOf({}),
    settings: listOf({}),
  })
  const tables: readonly Table[] = [people, teams, places, countries, settings]
  const connector = (view: NamedView): Connector =>
    ({ companyDay: { table: settings }, resources: { employees: { views: [view] } } }) as unknown as Connector // what a graph is made of

  /** As the mirror notes it: values of rows that came, changed or went, as they were and as they are. */
  const touchedIn = (view: NamedView, before: Tables, after: Tables): Touched => {
    const graph = graphOf(connector(view))
    const touched = new Map<string, Map<string, Set<string>>>()
    for (const { name } of tables) {
      const of = (rows: Tables, key: unknown) => (rows[name] ?? []).find((row) => row.id === key)
      for (const key of ["1", "2", "3", "4"]) {
        const [old, now] = [of(before, key), of(after, key)]
        if (JSON.stringify(old) === JSON.stringify(now)) continue
        const columns = ["id", ...(graph.tables.get(name)?.keys ?? [])]
        for (const { column, value } of [old, now].flatMap((row) => (row ? keysOf(columns, row) : []))) {
          const known = touched.get(name) ?? new Map<string, Set<string>>()
          touched.set(name, known.set(column, (known.get(column) ?? new Set()).add(value)))
        }
      }
    }
    return touched
  }
  /** By id, all that a mapping sees of a row. */
  const shownIn = async (view: NamedView, company: Tables) => {
    const rows = company.people ?? []
    const { related } = await relate(view, { rows, names: neededRelations(view, () => true) }, async (wanted) => {
      const { table: of, on } = wanted.relation
      return on ? findIn(company)(of, on.theirs, [...wanted.keys]) : (company[of.name] ?? [])
    })
    return new Map(rows.map((row) => [String(row.id), JSON.stringify([row, related.get(row)])]))
  }

  it.each([
    ["without", person],
    ["with", withSettings],
  ])("is never less than what shows something else than before (%s a whole table)", async (_with, view) => {
    await fc.assert(
      fc.asyncProperty(company, company, fc.subarray(tables.map(({ name }) => name)), async (one, other, changing) => {
        const [before, after]: [Tables, Tables] = [one, { ...one, ...pick(other, changing) }]
        const affected = await affectedRows(view, touchedIn(view, before, after), findIn(after))
        if (affected === "all") return
        const [was, is] = [await shownIn(view, before), await shownIn(view, after)]
        const differ = [...new Set([...was.keys(), ...is.keys()])].filter((key) => was.get(key) !== is.get(key))
        expect([...affected]).toEqual(expect.arrayContaining(differ))
      }),
      { numRuns: 500 },
    )
  })
})

const pick = (from: Tables, names: readonly string[]): Tables =>
  Object.fromEntries(names.flatMap((name) => (from[name] ? [[name, from[name]]] : [])))

describe("A graph", () => {
  it("keeps the columns that mappings and relations use, and keys for those that relations are followed by", () => {
    const connector = { companyDay: { table: settings }, resources: { employees: { views: [withSettings] } } }
    const graph = graphOf(connector as unknown as Connector) // what a graph is made of
    expect([...graph.tables.keys()].sort()).toEqual(["countries", "people", "places", "settings", "teams"])
    const of = (name: string) => graph.tables.get(name)
    expect(of("people")).toMatchObject({ columns: ["id", "manager_id", "name", "team_ids"], isSource: true })
    expect([...(of("people")?.keys ?? [])].sort()).toEqual(["manager_id", "team_ids"])
    expect([of("teams")?.keys, of("teams")?.isSource]).toEqual([["place_ids"], false])
    expect(of("places")?.keys).toEqual(["country_id"])
    expect(of("settings")?.keys).toEqual([])
  })
  it("are those too that say what others are asked for, but for those that are only read live", () => {
    const [fields, types] = [
      { ...at("fields"), references: { types: at("types") } },
      { ...at("now"), mirrored: false },
    ]
    const report = { ...at("report"), references: { fields, types } }
    const view: NamedView = { name: "report", from: report, relations: {}, map: (row) => row }
    const graph = graphOf({ resources: { groups: { views: [view] } } } as unknown as Connector) // what a graph is made of
    expect([[...graph.tables.keys()], graph.tablesOf(view)].map((names) => names.toSorted())).toEqual([
      ["fields", "report", "types"],
      ["fields", "report", "types"],
    ])
  })
})
