import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { day, flag, idOf, idsOf, instant, isRemote, lookUp, money, number, objectOf, text } from "./remote.js"

describe("a column", () => {
  const read = <T>(reader: (row: { a?: unknown }, key: string) => T, value: unknown) => reader({ a: value }, "a")

  it("is absent when the row does not have it, and null when it can't be read", () => {
    for (const reader of [text, number, flag, day, instant, money]) {
      expect(reader({}, "a")).toBeUndefined()
      for (const odd of [null, {}, [], ""]) expect(read<unknown>(reader, odd), reader.name).toBeNull()
    }
    expect(objectOf({ a: "x" }, "a")).toBeUndefined()
    expect(idsOf({}, "a")).toEqual([])
  })

  it("is read as text, number, flag, day and moment in the forms that HR systems use", () => {
    expect([read(text, "x"), read(text, 7), read(text, 7n), read(text, "  ")]).toEqual(["x", "7", "7", null])
    expect([read(number, 1.5), read(number, "1.50"), read(number, "x"), read(number, Number.NaN)]).toEqual([
      ...[1.5, 1.5, null, null],
    ])
    expect(["-2e3", " 7 ", ".5", "0x10", "0b1", "1,5"].map((given) => read(number, given))).toEqual([
      ...[-2000, 7, 0.5, null, null, null],
    ])
    expect([true, "false", 1, "0", "Yes", " NO ", "maybe", 2].map((given) => read(flag, given))).toEqual([
      ...[true, false, true, false, true, false, null, null],
    ])
    expect([read(day, "2026-11-26"), read(day, "2026-11-26T10:00:00Z"), read(day, "26/11/2026")]).toEqual([
      ...["2026-11-26", "2026-11-26", null],
    ])
    expect([read(instant, "2026-11-26T10:00:00+01:00"), read(instant, 0), read(instant, "soon")]).toEqual([
      ...["2026-11-26T09:00:00.000Z", "1970-01-01T00:00:00.000Z", null],
    ])
    expect(["0000-00-00", "0000-00-00T00:00:00Z", "2026-02-30"].map((given) => read(day, given))).toEqual([
      ...[null, null, null],
    ])
    expect(
      ["2026-05-29 14:21:14", "2026-05-29T14:21:14", "2026-05-29T14:21:35+0000", "0000-00-00 00:00:00"].map((given) =>
        read(instant, given),
      ),
    ).toEqual([...["2026-05-29T14:21:14.000Z", "2026-05-29T14:21:14.000Z", "2026-05-29T14:21:35.000Z", null]])
    expect(objectOf({ a: { b: 1 } }, "a")).toEqual({ b: 1 })
    expect(idsOf({ a: [1, "2", null] }, "a")).toEqual(["1", "2"])
    expect([idOf({ id: 3 }), idOf({ uuid: "u" }, "uuid"), idOf({})]).toEqual(["3", "u", undefined])
  })

  it.each([
    ["65000.00 USD", { amount: 65000, currency: "USD" }],
    ["112000 cad", { amount: 112000, currency: "CAD" }],
    ["EUR -7.5", { amount: -7.5, currency: "EUR" }],
    [
      { value: "65000.00", currency: "USD" },
      { amount: 65000, currency: "USD" },
    ],
    [
      { amount: 3, currency: null },
      { amount: 3, currency: null },
    ],
    ["12.50", { amount: 12.5, currency: null }],
    [12, { amount: 12, currency: null }],
    [" USD", null],
    [{ value: "", currency: "USD" }, null],
    ["1,000 USD", null],
    ["65000 dollars", null],
  ])("of money that says %j is %j", (given, expected) => expect(read(money, given)).toEqual(expected))

  it("of any value never throws", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const row = { a: value }
        for (const reader of [text, number, flag, day, instant, money, objectOf, idsOf, idOf]) reader(row, "a")
      }),
    )
  })
})

it("Only objects with keys are rows", () => {
  expect([{}, [], null, "x", 1, undefined].map(isRemote)).toEqual([true, false, false, false, false, false])
})

it("A source value is looked up without case, and names of the language are no values", () => {
  const table = { Active: 1, gone: 2 } as const
  const known = { active: 1, gone: 2 }
  expect([lookUp("GONE", known), lookUp("new", known), lookUp("new", known, 3)]).toEqual([2, null, 3])
  expect([lookUp(null, table), lookUp(undefined, table), lookUp("constructor", known)]).toEqual([null, undefined, null])
})
