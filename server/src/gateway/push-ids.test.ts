import { get, onePage, type PushedValue, table } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { pushIds } from "./push-ids.js"
import { groupView, tableAt } from "./testing.js"

const parameters = { from: "start", to: "end" }
const people = tableAt("people")
const asked = { name: "x", list: () => get("x", {}), page: onePage(), rows: () => [], columns: [], by: {} }
const person = { column: "person", parameter: "people[]", of: people, values: () => [] }
const locate = (id: string) => {
  const [who = "", day] = id.split("_")
  return day === undefined ? undefined : { "people[]": [who], start: day, end: day }
}
const worked = table({
  ...asked,
  perValue: person,
  days: { parameters, column: "day", back: 1, ahead: 1, recent: 1 },
  locate,
})
const alone = table({ ...asked, locate: (id) => ({ "people[]": [id] }) })

const push = (from: typeof worked, ...values: string[]) => {
  const view = groupView({ from, idPrefix: "w-" })
  const value: PushedValue = { operator: "in", values }
  return pushIds(view, [groupView(), view], value)
}

describe("a filter by ids that can't be asked for", () => {
  it("asks for whom and when they are of", () => {
    expect(push(worked, "w-7_2020-01-02")).toEqual({ "people[]": ["7"], start: "2020-01-02", end: "2020-01-02" })
    expect(push(worked, "w-7_2020-01-02", "w-8_2019-01-01", "w-7_2021-01-01")).toEqual({
      "people[]": ["7", "8"],
      start: "2019-01-01",
      end: "2021-01-01",
    })
  })
  it("asks for nobody where none of them is an id of the list", () => {
    for (const ids of [["w-odd"], ["7_2020-01-02"]]) expect(push(worked, ...ids)).toEqual({ "people[]": [] })
  })
  it("is pushed one at a time into a list that takes no several values", () => {
    expect(push(alone, "w-7", "8")).toEqual({ "people[]": ["7"] })
    expect(push(alone, "w-7", "w-8")).toBeUndefined()
    expect(push(alone, "8")).toBeUndefined()
  })
  it("is not pushed where it says which ids are not wanted, or of a table that knows nothing of ids", () => {
    const view = groupView({ from: worked })
    expect(pushIds(view, [view], { operator: "gt", values: ["7_2020-01-02"] })).toBeUndefined()
    expect(pushIds(groupView(), [groupView()], { operator: "eq", values: ["1"] })).toBeUndefined()
  })
})
