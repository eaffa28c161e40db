import { describe, expect, it } from "vitest"
import { AppError } from "../../errors.js"
import { nextAfter, parseCron } from "./cron.js"

const next = (expression: string, after: string) => nextAfter(parseCron(expression), new Date(after))?.toISOString()

describe("the next moment of a cron expression", () => {
  it.each([
    ["* * * * *", "2026-03-01T10:00:30Z", "2026-03-01T10:01:00.000Z"],
    ["*/15 * * * *", "2026-03-01T10:00:00Z", "2026-03-01T10:15:00.000Z"],
    ["5/20 * * * *", "2026-03-01T10:46:00Z", "2026-03-01T11:05:00.000Z"],
    ["0 6 * * 1", "2026-03-01T10:00:00Z", "2026-03-02T06:00:00.000Z"],
    ["0 6 * * mon-fri", "2026-02-27T07:00:00Z", "2026-03-02T06:00:00.000Z"],
    ["30 23 31 12 *", "2026-03-01T00:00:00Z", "2026-12-31T23:30:00.000Z"],
    ["0 0 29 feb *", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00.000Z"],
    ["0 0 29 2 *", "2096-03-01T00:00:00Z", "2104-02-29T00:00:00.000Z"],
    ["0 0 * * 7", "2026-03-02T00:00:00Z", "2026-03-08T00:00:00.000Z"],
    ["0 8,20 * * *", "2026-03-01T08:00:00Z", "2026-03-01T20:00:00.000Z"],
    ["59 23 * * *", "2026-12-31T23:59:00Z", "2027-01-01T23:59:00.000Z"],
  ])("%s after %s", (expression, after, expected) => expect(next(expression, after)).toBe(expected))

  it("is on the day or on the weekday when both are given, as cron has it", () => {
    expect(next("0 0 13 * 5", "2026-03-01T00:00:00Z")).toBe("2026-03-06T00:00:00.000Z")
    expect(next("0 0 13 * *", "2026-03-01T00:00:00Z")).toBe("2026-03-13T00:00:00.000Z")
    expect(next("0 0 */2 * 5", "2026-03-01T00:00:00Z")).toBe("2026-03-13T00:00:00.000Z")
  })

  it("is none for a day that never comes", () => expect(next("0 0 31 2 *", "2026-03-01T00:00:00Z")).toBeUndefined())
})

describe("an expression that is wrong", () => {
  it.each([
    ["", "five fields"],
    ["* * * *", "five fields"],
    ["60 * * * *", "60 is no minute"],
    ["* 24 * * *", "24 is no hour"],
    ["* * 0 * *", "0 is no day of month"],
    ["* * * 13 *", "13 is no month"],
    ["* * * * 8", "8 is no weekday"],
    ["*/0 * * * *", "*/0 is no minute"],
    ["9-5 * * * *", "9-5 is no minute"],
    ["1-2-3 * * * *", "1-2-3 is no minute"],
    ["1, * * * *", "is no minute"],
    ["@daily", "five fields"],
    ["constructor * * * *", "constructor is no minute"],
  ])("%s is refused with the field", (expression, said) => {
    expect(() => parseCron(expression)).toThrow(AppError)
    expect(() => parseCron(expression)).toThrow(said)
  })
})
