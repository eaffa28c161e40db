import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { compareIds, compareTexts, sortById } from "./order.js"

describe("the order of rows", () => {
  it("is that of numbers where ids are numbers as text", () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (numbers) => {
        const sorted = numbers.toSorted((a, b) => a - b).map(String)
        expect(numbers.map(String).sort(compareIds)).toEqual(sorted)
      }),
    )
  })
  it("is one order of any texts", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        for (const compare of [compareIds, compareTexts]) {
          expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0)
          expect(compare(a, b) === 0).toBe(a === b)
        }
      }),
    )
  })
  it("has each id once, the last row of it, and rows without an id as they are", () => {
    const rows = [{ id: "10" }, { id: 9, at: 1 }, { name: "a" }, { id: "9", at: 2 }]
    expect(sortById(rows)).toEqual([{ name: "a" }, { id: "9", at: 2 }, { id: "10" }])
  })
})
