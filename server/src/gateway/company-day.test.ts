import { describe, expect, it } from "vitest"
import { dayIn, endOfDay } from "./company-day.js"

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
