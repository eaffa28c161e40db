import { describe, expect, it } from "vitest"
import { flatten, readRemoteQuery, withoutOurs } from "./query.js"

describe("a query for the HR system", () => {
  it("has the flat names it reads", () => {
    expect(flatten({ a: { b: "1", c: ["2", "3"] }, d: ["4"], e: [{ f: "5" }, "6"], g: undefined, h: true })).toEqual({
      "a[b]": "1",
      "a[c]": ["2", "3"],
      d: ["4"],
      "e[0][f]": "5",
      "e[1]": "6",
      h: "true",
    })
  })
  it("keeps names that objects have of themselves", () => {
    expect(Object.entries(flatten(JSON.parse('{"__proto__":"1","constructor":"2"}')))).toEqual([
      ["__proto__", "1"],
      ["constructor", "2"],
    ])
  })
  it("has nothing of ours", () => {
    expect(withoutOurs({ integrated_account_id: "x", truto_key_by: "id", next_cursor: "c", ids: ["1"] })).toEqual({
      ids: ["1"],
    })
  })
  it("never pages", () => {
    expect(readRemoteQuery({ full_text_name: "x" })).toEqual({ full_text_name: "x" })
    expect(readRemoteQuery(undefined)).toEqual({})
    for (const name of ["limit", "after_id", "before_id", "page"]) {
      expect(() => readRemoteQuery({ [name]: "1" })).toThrow(`remote_query[${name}] is not taken`)
    }
  })
})
