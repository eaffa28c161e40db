import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { addDays, isDay, isMoment, readMoment, withPlus } from "./calendar.js"

const anyDay = fc
  .date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))

describe("a day", () => {
  it.each([
    ["2028-02-29", true],
    ["2027-02-29", false],
    ["2027-02-30", false],
    ["1900-02-29", false],
    ["2000-02-29", true],
    ["2026-04-31", false],
    ["2026-13-01", false],
    ["2026-00-10", false],
    ["2026-01-00", false],
    ["0000-01-01", false],
    ["0001-01-01", true],
    ["9999-12-31", true],
    ["10000-01-01", false],
    ["2026-1-1", false],
    ["2026-01-01T00:00:00Z", false],
    ["", false],
  ])("%s is a day: %s", (text, is) => expect(isDay(text)).toBe(is))

  it.each([
    ["2028-02-28", 1, "2028-02-29"],
    ["2027-02-28", 1, "2027-03-01"],
    ["2026-12-31", 1, "2027-01-01"],
    ["2026-03-01", -1, "2026-02-28"],
    ["9999-12-31", 1, undefined],
    ["9999-12-31", 0, "9999-12-31"],
    ["0001-01-01", -1, undefined],
    ["2026-02-30", 1, undefined],
    ["2026-01-01", 1e20, undefined],
  ])("%s and %s days is %s", (day, days, later) => expect(addDays(day, days)).toBe(later))

  it("is where it was after going as far back as forward", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5_000_000, max: 5_000_000 }), (day, days) => {
        const there = addDays(day, days)
        if (there === undefined) return
        expect(there).toMatch(/^\d{4}-\d{2}-\d{2}$/)
        expect(addDays(there, -days)).toBe(day)
        expect(Math.sign(days)).toBe(there < day ? -1 : there > day ? 1 : 0)
      }),
    )
  })
})

describe("a moment", () => {
  it.each([
    ["2026-03-01", { day: "2026-03-01", clock: undefined, offset: undefined }, "2026-03-01T00:00:00.000Z"],
    ["2026-03-01T09:30", { day: "2026-03-01", clock: "09:30", offset: undefined }, "2026-03-01T09:30:00.000Z"],
    ["2026-03-01 09:30:15", { clock: "09:30", offset: undefined }, "2026-03-01T09:30:15.000Z"],
    ["2027-03-14T23:00:00Z", { clock: "23:00", offset: "Z" }, "2027-03-14T23:00:00.000Z"],
    ["2027-03-14T23:00:00.123456z", { offset: "Z" }, "2027-03-14T23:00:00.123Z"],
    ["2027-03-14T23:00:00-0530", { day: "2027-03-14", offset: "-05:30" }, "2027-03-15T04:30:00.000Z"],
  ])("%s is read", (text, parts, at) => {
    const moment = readMoment(text)
    expect(moment).toMatchObject(parts)
    expect(new Date(moment?.atMs ?? Number.NaN).toISOString()).toBe(at)
  })
  it.each([
    "2027-02-30",
    "2027-02-30T10:00:00Z",
    "2026-03-01T24:00:00",
    "2026-03-01T09:60",
    "2026-03-01T09",
    "2026-03-01T09:00:00+25:00",
    "2026-03-01junk",
    "0000-01-01",
    "tomorrow",
    "",
  ])("%s is none", (text) => {
    expect(readMoment(text)).toBeUndefined()
    expect(isMoment(text)).toBe(false)
  })
  it("may have lost the plus of its offset on the way", () => {
    expect(withPlus("2026-03-01T00:00:00 02:00")).toBe("2026-03-01T00:00:00+02:00")
    expect(isMoment("2026-03-01T00:00:00 0200")).toBe(true)
    expect(withPlus("2026-03-01 09:30")).toBe("2026-03-01 09:30")
  })
})
