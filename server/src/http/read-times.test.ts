import { describe, expect, test } from "vitest"
import { readTimes } from "./read-times.js"

describe("times of a filter", () => {
  test("are read with and without an operator", () => {
    expect(readTimes("created_at", "2026-11-01")).toEqual([{ operator: "=", at: new Date("2026-11-01") }])
    expect(readTimes("created_at", { gt: "2026-11-01", lte: "2026-12-01" })).toEqual([
      { operator: ">", at: new Date("2026-11-01") },
      { operator: "<=", at: new Date("2026-12-01") },
    ])
  })

  test.each(["constructor", "__proto__", "toString", "hasOwnProperty", "GT", ""])(
    "with the operator %j are refused, whatever the word means to the language",
    (word) => {
      const given = JSON.parse(`{"${word}": "2026-11-01"}`)
      expect(() => readTimes("created_at", given)).toThrow(/created_at: give an ISO 8601 date-time/)
    },
  )
})
