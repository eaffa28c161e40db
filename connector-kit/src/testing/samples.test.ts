import { describe, expect, it } from "vitest"
import type { Connector } from "../connector.js"
import { api, whole } from "../http/testing.js"
import { text } from "../remote.js"
import { get } from "../request.js"
import { table } from "../table.js"
import { one, resource, view } from "../view.js"
import { about, type Case, casesOf, oddRelated, oddRows, samplesOf, viewsOf } from "./samples.js"

const people = table({
  ...api.lists,
  name: "people",
  list: (ask) => get("people", ask),
  columns: ["name"],
  by: {},
})
const employees = resource("employees", {
  people: view({
    from: people,
    relations: { boss: one(people, { id: "boss_id" }, { fields: ["manager"] }) },
    map: (row) => ({ id: text(row, "id") ?? "" }),
  }),
})
const connector: Connector = {
  ...{ id: "a", name: "A", category: "hris", version: "1", auth: {}, api, proxy: new Map(), resources: { employees } },
  connect: { identity: { request: get("me"), fields: [], read: () => undefined }, checks: [] },
}
const answering = (body: unknown) => samplesOf(connector, { today: "2026-11-23", send: async () => whole(body) })

describe("What the suite says of a connector", () => {
  it("names the list that is none, and what was answered instead", async () => {
    const read = (body: unknown) => answering(body).rows(people)
    await expect(read({ people: [], paging: {} })).rejects.toThrow(/^people: .* is not a list: it has people,paging$/)
    await expect(read(["a", "b"])).rejects.toThrow('people: the HR system\'s answer is not a list: ["a","b"]')
    await expect(read("<people/>")).rejects.toThrow("people: the HR system's answer is not JSON")
  })

  it("names the value of which a mapping died, of the row or of a related one", async () => {
    const [people] = viewsOf(connector)
    if (!people) throw new Error("there is a view")
    const rows = [
      { id: "1", name: "Ann" },
      { id: "2", name: "Ben", boss_id: "1" },
    ]
    const cases = await casesOf(people, answering({ data: rows }))
    const messageOf = (one: Case): string => {
      try {
        about(people, one, () => {
          throw new TypeError("no such method")
        })
      } catch (error) {
        return error instanceof Error ? error.message : ""
      }
      return ""
    }
    expect(cases.map(messageOf)).toEqual(["row 1: no such method", "row 2: no such method"])
    const ofRows = cases.flatMap((one) => oddRows(people, one)).map(messageOf)
    expect(ofRows).toContain("with name = null: no such method")
    expect(ofRows).toContain("with name = null, without relations: no such method")
    expect(oddRelated(people, cases).map(messageOf)).toContain("with boss: name = null: no such method")
  })
})
