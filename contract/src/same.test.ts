import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { isSameValue, valueText } from "./same.js"

describe("A value", () => {
  it("is the same with its keys and list items in another order, at any depth", () => {
    const one = { id: "1", groups: [{ id: "a", tags: ["x", "y"] }, { id: "b" }], fields: { p: 1, q: null } }
    const other = { fields: { q: null, p: 1 }, groups: [{ id: "b" }, { tags: ["y", "x"], id: "a" }], id: "1" }
    expect(valueText(other)).toBe(valueText(one))
    expect(isSameValue(one, other)).toBe(true)
  })
  it.each([
    [["x", "y"], ["x"]],
    [["x", "x"], ["x"]],
    [{ a: 1 }, { a: "1" }],
    [{ a: null }, {}],
    [
      { a: 1, b: 2 },
      { a: 2, b: 1 },
    ],
    [[["a"], ["b"]], [["a", "b"]]],
    [["a,b"], ["a", "b"]],
    [null, undefined],
    [null, "null"],
  ])("%j is another one than %j", (one, other) => {
    expect(isSameValue(one, other)).toBe(false)
  })
  it("says the same after a way through JSON, whatever it is made of", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(valueText(JSON.parse(JSON.stringify(value)))).toBe(valueText(value))
      }),
    )
  })
})
