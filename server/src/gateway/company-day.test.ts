import { describe, expect, it } from "vitest"
import { clockIn, dayIn, endOfDay } from "./company-day.js"

describe("endOfDay", () => {
  it.each([
    ["Europe/Madrid", "2026-11-23", "2026-11-23T23:00:00.000Z"],
    ["Europe/Madrid", "2026-03-28", "2026-03-28T23:00:00.000Z"],
    ["Europe/Madrid", "2026-03-29", "2026-03-29T22:00:00.000Z"],
    ["Pacific/Kiritimati", "2026-11-23", "2026-11-23T10:00:00.000Z"],
    ["Pacific/Pago_Pago", "2026-11-23", "2026-11-24T11:00:00.000Z"],
    ["Asia/Kathmandu", "2026-11-23", "2026-11-23T18:15:00.000Z"],
    ["No/Where", "2026-11-23", "2026-11-24T00:00:00.000Z"],
  ])("in %s of %s is %s", (zone, day, end) => {
    expect(endOfDay(zone, day).toISOString()).toBe(end)
    expect(dayIn(zone, new Date(Date.parse(end) - 1))).toBe(day)
  })
})

describe("endOfDay of the last and first days that have a text", () => {
  it.each(["9999-12-31", "0001-01-01"])("%s is a moment", (day) => {
    expect(endOfDay("Europe/Madrid", day).getTime()).toBe(Date.parse(`${day}T00:00:00Z`) + 86_400_000)
  })
})

describe("the clock on a wall", () => {
  it.each([
    ["Europe/Madrid", "2027-03-14T23:00:00Z", "2027-03-15T00:00:00"],
    ["Europe/Madrid", "2027-07-14T22:00:00Z", "2027-07-15T00:00:00"],
    ["America/Bogota", "2027-03-14T23:00:00Z", "2027-03-14T18:00:00"],
    ["Asia/Kathmandu", "2027-12-31T18:15:00Z", "2028-01-01T00:00:00"],
    ["No/Where", "2027-03-14T23:00:00Z", "2027-03-14T23:00:00"],
  ])("in %s at %s shows %s", (zone, at, shown) => {
    expect(clockIn(zone, new Date(at))).toBe(shown)
    expect(dayIn(zone, new Date(at))).toBe(shown.slice(0, 10))
  })
})
