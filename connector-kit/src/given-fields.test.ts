import type { Employee } from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import { givenFields, lostFields, type Withheld } from "./given-fields.js"
import { bareRows } from "./list.js"
import { onePage } from "./paging/index.js"
import { day, idOf, text } from "./remote.js"
import { get } from "./request.js"
import { type Table, table } from "./table.js"
import { many, one, resource, type View, via } from "./view.js"

const tableOf = (name: string, columns: string[]): Table =>
  table({ name, columns, list: (ask) => get(name, ask), page: onePage(), rows: bareRows, by: {} })
const people = tableOf("people", ["name", "kind", "born", "work_mail", "home_mail"])
const jobs = tableOf("jobs", ["person", "title", "place"])
const places = tableOf("places", ["name"])

const VIEW: View<Employee> = {
  from: people,
  relations: {
    jobs: many(jobs, { person: "id" }, { fields: ["job_title"] }),
    place: one(places, { id: via("jobs", "place") }, { fields: ["work_location"] }),
  },
  unsupported: ["company"],
  map(row, related) {
    const [held, place] = [related.jobs, related.place]
    const job = Array.isArray(held) ? held[0] : undefined
    if (text(row, "kind") === "robot") return undefined
    const mails = [text(row, "work_mail"), text(row, "home_mail")]
    return {
      id: idOf(row) ?? "",
      name: text(row, "name"),
      company: null,
      date_of_birth: day(row, "born"),
      emails: mails.every((mail) => mail === undefined) ? undefined : [],
      ...(text(row, "kind") === "manager" ? { tags: [] } : {}),
      job_title: held && (job ? text(job, "title") : null),
      work_location: place === undefined ? undefined : null,
    }
  },
}
const named = (view: View<Employee> = VIEW) => {
  const [one] = resource("employees", { people: view }).views
  if (!one) throw new Error("no view")
  return one
}
const given = (view?: View<Employee>) => [...givenFields(named(view))].sort()
const lost = (withheld: Partial<Withheld>) =>
  [...lostFields(named(), { tables: new Set(), columns: new Map(), ...withheld })].sort()
const ALL = ["date_of_birth", "emails", "id", "job_title", "name", "work_location"]

describe("The fields that a view can give", () => {
  it("are told by its mapping, without those that it calls unsupported", () => {
    expect(given()).toEqual(ALL)
  })
  it("may need an example of the row", () => {
    expect(given({ ...VIEW, example: { kind: "manager" } })).toEqual([...ALL, "tags"].sort())
    expect(given({ ...VIEW, example: { kind: "robot" } })).toEqual([])
  })
  it("are none of a mapping that throws", () => {
    const map = () => {
      throw new Error("odd")
    }
    expect(given({ ...VIEW, map })).toEqual([])
  })
  it("are lost without a column that they need alone, be it of rows that not everybody has", () => {
    const without = (table: string, ...columns: string[]) => lost({ columns: new Map([[table, columns]]) })
    expect(without("people", "name")).toEqual(["name"])
    expect(without("people", "work_mail")).toEqual([])
    expect(without("people", "work_mail", "home_mail", "born")).toEqual(["date_of_birth", "emails"])
    expect(without("jobs", "title")).toEqual(["job_title"])
  })
  it("are lost without a table, and what is found through it", () => {
    expect(lost({ tables: new Set(["jobs"]) })).toEqual(["job_title", "work_location"])
    expect(lost({ tables: new Set(["places"]) })).toEqual(["work_location"])
    expect(lost({})).toEqual([])
  })
})
