import { type Filters, model } from "@rollcall/contract"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { meetsAll, readConditions, valuesAt } from "./conditions.js"

const meets = (filters: Filters, query: Record<string, unknown>, row: Record<string, unknown>) => {
  const conditions = readConditions(filters, query)
  expect(conditions.length).toBeGreaterThan(0)
  return meetsAll(row, conditions)
}
const { employees, employments, timeoff_requests: leaves, employee_compensations: pay, fields } = model

describe("text", () => {
  const name = (wanted: string, value: string) => meets(employees.filters, { name: wanted }, { name: value })
  it.each([
    ["MARIA", "maria"],
    ["josé", "JOSE\u0301"],
    ["istanbul", "İSTANBUL"],
    ["İstanbul", "istanbul"],
    ["STRASSE", "straße"],
    ["straße", "STRASSE"],
    ["GROẞ", "groß"],
    ["ana  lópez", "Ana López"],
    ["Ana López", "Ana \u00a0López "],
    ["ΟΔΟΣ", "οδος"],
    ["R D", "R+D"],
    ["C   developer", "C++ developer"],
    ["34 600", "+34 600"],
  ])("%s finds %s", (wanted, value) => expect(name(wanted, value)).toBe(true))
  it.each([
    ["C++ developer", "C developer"],
    ["José", "Jose"],
    ["Ana", "Ana López"],
    ["a", ""],
  ])("%s does not find %s", (wanted, value) => expect(name(wanted, value)).toBe(false))
  it("of an address is found with a plus that was not encoded", () => {
    const row = { emails: [{ email: "x@b.example" }, { email: "A+b@x.example" }] }
    expect(meets(employees.filters, { emails: "a b@x.example" }, row)).toBe(true)
    expect(meets(employees.filters, { emails: { email: "a+b@x.example" } }, row)).toBe(true)
    expect(meets(employees.filters, { phones: " 34600" }, { phones: [{ number: "+34600" }] })).toBe(true)
  })
  it("is found in whatever case it is asked for", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (value) => {
        if (value.trim() === "") return
        expect(name(value, value)).toBe(true)
        expect(name(value.toUpperCase(), value)).toBe(true)
        expect(name(` ${value} `, value)).toBe(true)
      }),
    )
  })
})

describe("operators", () => {
  const row = { employment_status: "active", groups: [{ id: "1" }, { id: "2" }], manager: { id: "7" } }
  it.each([
    [{ employment_status: "ACTIVE" }, true],
    [{ employment_status: "inactive, active" }, true],
    [{ employment_status: { in: "inactive,pending" } }, false],
    [{ employment_status: { ne: "inactive" } }, true],
    [{ employment_status: { ne: "inactive,active" } }, false],
    [{ groups: { id: "2" } }, true],
    [{ groups: { id: { in: "3,2" } } }, true],
    [{ groups: { id: { ne: "2" } } }, false],
    [{ manager: { id: "7" } }, true],
    [{ manager: { id: "07" } }, false],
    [{ gender: { ne: "female" } }, true],
    [{ gender: "female" }, false],
    [{ start_date: { gte: "2020-01-01" } }, false],
    [{ start_date: { ne: "2020-01-01" } }, true],
  ])("%o is met: %s", (query, is) => expect(meets(employees.filters, query, row)).toBe(is))
  it("compare numbers and flags", () => {
    const amount = (query: unknown) => meets(pay.filters, { amount: query }, { amount: 10.5 })
    expect([
      amount("10.50"),
      amount({ gt: "9" }),
      amount({ lt: "9" }),
      amount({ in: "1,10.5" }),
      amount({ gte: "11" }),
    ]).toEqual([true, true, false, true, false])
    expect(meets(fields.filters, { required: "true" }, { required: true })).toBe(true)
    expect(meets(fields.filters, { required: "false" }, { required: null })).toBe(false)
  })
  it("take a time-off type by name or id", () => {
    const row = { timeoff_type: "Vacaciones", type: { id: "4" } }
    expect(meets(leaves.filters, { timeoff_type: "vacaciones" }, row)).toBe(true)
    expect(meets(leaves.filters, { timeoff_type: "4" }, row)).toBe(true)
    expect(meets(leaves.filters, { timeoff_type: { ne: "4" } }, row)).toBe(false)
  })
  it("that are none are no condition", () => {
    expect(readConditions(employees.filters, { limit: "5", start_date: { near: "2020-01-01" }, name: 7 })).toEqual([])
  })
})

describe("days and moments", () => {
  const updated = (query: unknown, value: string) =>
    meets(employees.filters, { updated_at: query }, { updated_at: value })
  it.each([
    ["2026-03-01", "2026-03-01T23:59:59.999Z", true],
    [{ gt: "2026-03-01" }, "2026-03-01T23:59:59.999Z", false],
    [{ lte: "2026-03-01" }, "2026-03-01T23:59:59.999Z", true],
    [{ gte: "2026-03-01T12:00:00Z" }, "2026-03-01T12:00:00.000Z", true],
    [{ gt: "2026-03-01T12:00:00Z" }, "2026-03-01T12:00:00.000Z", false],
    [{ lt: "2026-03-01T12:00:00+02:00" }, "2026-03-01T09:59:00.000Z", true],
    [{ lt: "2026-03-01T12:00:00 02:00" }, "2026-03-01T10:01:00.000Z", false],
    [{ gte: "0001-01-01" }, "2026-03-01T00:00:00.000Z", true],
    [{ lte: "9999-12-31" }, "2026-03-01T00:00:00.000Z", true],
    [{ gt: "9999-12-31T00:00:00Z" }, "2026-03-01T00:00:00.000Z", false],
  ])("%o and %s: %s", (query, value, is) => expect(updated(query, value)).toBe(is))
  it("are never met by what is none", () => {
    for (const operator of ["eq", "gt", "gte", "lt", "lte"])
      expect(updated({ [operator]: "2026-03-01" }, "soon")).toBe(false)
  })
  it("order days as the calendar does", () => {
    const day = fc
      .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10))
    fc.assert(
      fc.property(day, day, (a, b) => {
        const is = (operator: string) => meets(employees.filters, { start_date: { [operator]: b } }, { start_date: a })
        const order = Math.sign(Date.parse(a) - Date.parse(b))
        expect([is("lt"), is("lte"), is("eq"), is("gte"), is("gt")]).toEqual([
          order < 0,
          order <= 0,
          order === 0,
          order >= 0,
          order > 0,
        ])
      }),
    )
  })
})

describe("an end that is open", () => {
  it.each([
    [leaves.filters, "end_time"],
    [employments.filters, "end_date"],
    [pay.filters, "end_date"],
  ])("meets every lower bound and no upper one", (filters, key) => {
    const ask = (operator: string, row: object) => meets(filters, { [key]: { [operator]: "2026-11-26" } }, { ...row })
    expect(["gte", "gt", "ne"].map((one) => ask(one, { [key]: null }))).toEqual([true, true, true])
    expect(["lte", "lt", "eq", "in"].map((one) => ask(one, { [key]: null }))).toEqual([false, false, false, false])
    expect(["gte", "gt"].map((one) => ask(one, {}))).toEqual([false, false])
    expect(ask("gte", { [key]: "2026-11-26" })).toBe(true)
  })
  it("finds who is away today", () => {
    const sick = { start_time: "2026-09-01", end_time: null }
    expect(meets(leaves.filters, { start_time: { lte: "2026-11-26" }, end_time: { gte: "2026-11-26" } }, sick)).toBe(
      true,
    )
  })
  it("is nobody's last day: who has none is not found by it", () => {
    expect(meets(employees.filters, { termination_date: { gte: "2026-11-26" } }, { termination_date: null })).toBe(
      false,
    )
  })
})

it("values at a path are those of every row of a list on it", () => {
  expect(valuesAt({ a: [{ b: 1 }, { b: null }, {}, { b: [2, 3] }] }, ["a", "b"])).toEqual([1, 2, 3])
  expect(valuesAt("text", ["a"])).toEqual([])
})
