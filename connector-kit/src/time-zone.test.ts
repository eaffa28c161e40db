import { expect, it } from "vitest"
import { isTimeZone } from "./time-zone.js"

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
