import { describe, expect, it } from "vitest"
import { day, flag, idOf, idsOf, instant, lookUp, number, text } from "./remote.js"

describe("a column", () => {
  it.each([
    [" x ", " x "],
    ["", null],
    [" ", null],
    [7, "7"],
    [null, null],
    [{}, null],
    [undefined, undefined],
  ])("as text: %o is %o", (value, read) => expect(text({ a: value }, "a")).toBe(read))
  it.each([
    ["1.5", 1.5],
    ["", null],
    ["x", null],
    ["Infinity", null],
    [Number.NaN, null],
    [undefined, undefined],
  ])("as a number: %o is %o", (value, read) => expect(number({ a: value }, "a")).toBe(read))
  it.each([
    ["true", true],
    [false, false],
    ["yes", null],
    [undefined, undefined],
  ])("as a flag: %o is %o", (value, read) => expect(flag({ a: value }, "a")).toBe(read))
  it.each([
    ["2026-03-01", "2026-03-01"],
    ["2026-03-01T23:00:00Z", "2026-03-01"],
    ["2026-02-30", null],
    ["0000-00-00", null],
    ["2026-03-011", null],
    ["9999-12-31", "9999-12-31"],
    [null, null],
    [undefined, undefined],
  ])("as a day: %o is %o", (value, read) => expect(day({ a: value }, "a")).toBe(read))
  it.each([
    ["2026-03-01T10:00:00+02:00", "2026-03-01T08:00:00.000Z"],
    ["2026-03-01T10:00:00", "2026-03-01T10:00:00.000Z"],
    ["2026-03-01 10:00:00", "2026-03-01T10:00:00.000Z"],
    ["2026-02-30T10:00:00Z", null],
    ["9999-12-31T23:00:00-05:00", null],
    ["5", null],
    [1_767_225_600, "2026-01-01T00:00:00.000Z"],
    [1e18, null],
    [1e11, "5138-11-16T09:46:40.000Z"],
    [1e12, null],
    [null, null],
    [undefined, undefined],
  ])("as an instant: %o is %o", (value, read) => expect(instant({ a: value }, "a")).toBe(read))
  it("as ids leaves out what is none", () => {
    expect(idsOf({ a: ["1", 2, null, undefined, "", { toString: 1 }, []] }, "a")).toEqual(["1", "2"])
    expect(idsOf({ a: "1" }, "a")).toEqual([])
    expect(idOf({ id: { toString: 1 } })).toBeUndefined()
  })
  it("in a table of known words is found without case, and never in the table's prototype", () => {
    expect(lookUp("A", { a: 1 })).toBe(1)
    expect(lookUp("constructor", { a: 1 })).toBeNull()
    expect(lookUp("b", { a: 1 }, 2)).toBe(2)
    expect(lookUp(undefined, { a: 1 })).toBeUndefined()
  })
})
