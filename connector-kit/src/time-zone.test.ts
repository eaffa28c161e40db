import { expect, it } from "vitest"
import { isTimeZone, localTime } from "./time-zone.js"

it.each(["Europe/Madrid", "America/Argentina/Buenos_Aires", "UTC", "Etc/GMT+5", "europe/madrid"])(
  "%s is a time zone",
  (name) => expect(isTimeZone(name)).toBe(true),
)
it.each([
  "",
  " ",
  "No/Where",
  "Madrid",
  "+02:00",
  "-05:00",
  "Europe/Madrid ",
  "../etc",
  "a".repeat(10_000),
  "\u0000",
  "__proto__",
])("%j is none", (name) => expect(isTimeZone(name)).toBe(false))

it("a moment is that of the company's clock, or refused with what to give instead", () => {
  const at = (given: string, shown: string | undefined) => localTime("start_time", given, { toLocal: () => shown })
  expect(at("2026-06-01T22:00:00Z", "2026-06-02T00:00:00")).toBe("2026-06-02T00:00:00")
  const problem = (message: RegExp) =>
    expect.objectContaining({ problems: [{ path: "start_time", message: expect.stringMatching(message) }] })
  expect(() => at("2026-06-01T22:00:00Z", undefined)).toThrow(problem(/give its own local time/))
  expect(() => at("0001-01-01T00:00:00+14:00", "0000-12-31T10:00:00")).toThrow(problem(/no day of the years/))
})
