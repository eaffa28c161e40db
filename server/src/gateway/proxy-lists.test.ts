import { describe, expect, it } from "vitest"
import { asLists } from "./proxy-lists.js"

const method = { query: { type: "object", properties: { "ids[]": {}, only_active: {} } } }

describe("a list of a proxied call", () => {
  it.each([["a"], [["a"]]])("written as %o is a list", (ids) => {
    expect(asLists(method, { ids, only_active: "true" })).toEqual({ ids: ["a"], only_active: "true" })
  })
  it("is split at its commas", () => expect(asLists(method, { ids: "a,b" })).toEqual({ ids: ["a", "b"] }))
  it("is split at the commas between numbers in brackets too, and not inside a text", () => {
    expect(asLists(method, { ids: ["1,2", "3", "a, b"] })).toEqual({ ids: ["1", "2", "3", "a, b"] })
  })
  it.each([[""], [["a", ""]], [{ x: "a" }], [[{ x: "a" }]], ["a,,b"], ["[1,2]"], [["[1]"]]])(
    "written as %o is refused",
    (ids) => {
      expect(() => asLists(method, { ids })).toThrow("ids[]=a")
    },
  )
  it("is what its catalogue says: other parameters pass", () => {
    expect(asLists(method, { constructor: "a,b" })).toEqual({ constructor: "a,b" })
    expect(asLists({}, { ids: "a,b" })).toEqual({ ids: "a,b" })
  })
})
