import { onePage, pageNumber } from "@rollcall/connector-kit"
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
    const page = pageNumber({ parameters: { page: "page[number]", size: "per" }, maxSize: 10 })
    const read = (given: unknown) => readRemoteQuery(given, [{ page: onePage() }, { page }])
    expect(read({ full_text_name: "x", limit: "1" })).toEqual({ full_text_name: "x", limit: "1" })
    expect(read(undefined)).toEqual({})
    for (const given of [{ per: "1" }, { page: { number: "2" } }]) expect(() => read(given)).toThrow(/is not taken/)
  })
})
