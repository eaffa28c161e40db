import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { fillFrom, fillRow } from "./lost-fields.js"

const boss = { id: "1", name: "Ann" }

describe("What a value does not say", () => {
  it.each([
    ["a value that is absent", undefined, 7, 7],
    ["not one that is known to be empty", null, 7, null],
    ["nothing of a value that is there", 3, 7, 3],
    ["what an object lacks", { id: "1" }, boss, boss],
    ["at any depth", { place: { a: 1 } }, { place: { b: 2 } }, { place: { a: 1, b: 2 } }],
    ["not of another one", { id: "2" }, boss, { id: "2" }],
    ["of an item of a list by its id", [{ id: "2" }, { id: "1" }], [boss], [{ id: "2" }, boss]],
    ["no items", [{ id: "2" }], [boss], [{ id: "2" }]],
    ["nothing of items without ids", [{ type: "work" }], [{ type: "work", at: 1 }], [{ type: "work" }]],
  ])("is taken from another version of it: %s", (_what, value, known, filled) => {
    expect(fillFrom(value, known)).toEqual(filled)
  })

  it("is nothing of itself, or of what has lost something", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(fillFrom(value, value)).toBe(value)
      }),
    )
    const row = { id: "1", boss, jobs: [{ id: "j", pay: 1 }] }
    expect(fillRow(row, { id: "1", boss: { id: "1" }, jobs: [{ id: "j" }] }, true)).toBe(row)
  })

  it("is, of a map of names, a value that was taken away, unless empty ones are told", () => {
    const [row, known] = [{ custom_fields: { a: 1 } }, { custom_fields: { a: 1, b: 2 } }]
    expect(fillRow(row, known, false)).toBe(row)
    expect(fillRow(row, known, true)).toEqual(known)
    expect(fillRow({}, known, false)).toEqual(known)
  })
})
