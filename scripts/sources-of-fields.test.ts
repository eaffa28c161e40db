import { type NamedView, one, type Table, text, view } from "@rollcall/connector-kit"
import { expect, it } from "vitest"
import { findSources, noSources } from "./sources-of-fields.js"

const table = (name: string, columns: string[]): Table => ({
  name,
  columns,
  by: {},
  page: { kind: "none" } as any,
  rows: () => [],
  list: () => ({ method: "GET", path: name }),
})
const people = table("people", ["login", "email", "left_on", "team_id"])
const teams = table("teams", ["title"])

const made: NamedView = {
  name: "people",
  ...view({
    from: people,
    relations: { team: one(teams, { id: "team_id" }, { fields: ["group"] }) },
    followsToday: true,
    map(row, { team }, { today }) {
      const leftOn = text(row, "left_on")
      return {
        id: text(row, "id"),
        email: text(row, "login") ?? text(row, "email"),
        status: leftOn && leftOn < today ? "inactive" : "active",
        group: team && { id: text(team, "id"), name: text(team, "title") },
        kind: "person",
      }
    },
  }),
}

function sourcesOf(path: string) {
  const found = noSources()
  const row = { id: "1", login: "ada", email: "a@example.com", left_on: "2026-01-01", team_id: "7", unread: "x" }
  findSources(made, { cases: [{ row, related: { team: { id: "7", title: "Crew" } } }], today: "2026-06-01" }, found)
  const columns = [...(found.columns.get(path) ?? [])].flatMap(([name, own]) =>
    [...own].map((column) => `${name}.${column}`),
  )
  return { columns: columns.sort(), isToday: found.ofToday.has(path), isThere: found.there.has(path) }
}

it("A column that stands in for another one is a source too", () => {
  expect(sourcesOf("email")).toEqual({ columns: ["people.email", "people.login"], isToday: false, isThere: true })
})

it("A field that is another one on another day is told", () => {
  expect(sourcesOf("status")).toMatchObject({ columns: ["people.left_on"], isToday: true })
})

it("What is inside an object has the columns of the related list", () => {
  expect(sourcesOf("group.name").columns).toEqual(["teams.title"])
  expect(sourcesOf("group.id").columns).toEqual(["teams.id"])
})

it("What no column says is there without a source", () => {
  expect(sourcesOf("kind")).toEqual({ columns: [], isToday: false, isThere: true })
})
