import { expect, it } from "vitest"
import { retryDelay } from "./retry.js"

const half = { random: () => 0, retryAfterSeconds: undefined }
const HOUR = 3_600

it("Waits double from two seconds to half of six hours, and up to twice that by chance", () => {
  expect([1, 2, 3, 10, 1_000].map((failures) => retryDelay({ ...half, failures }))).toEqual([2, 4, 8, 1_024, 3 * HOUR])
  expect(retryDelay({ ...half, failures: 1, random: () => 0.999 })).toBeCloseTo(4, 1)
})

it("Three days have at least fifteen attempts at an endpoint that says nothing", () => {
  let seconds = 0
  let attempts = 1
  while (seconds < 72 * HOUR)
    seconds += retryDelay({ failures: attempts++, retryAfterSeconds: undefined, random: () => 1 })
  expect(attempts).toBeGreaterThanOrEqual(15)
})

it("Retry-After is kept, up to a day", () => {
  expect(retryDelay({ ...half, failures: 1, retryAfterSeconds: 100 })).toBe(100)
  expect(retryDelay({ ...half, failures: 1, retryAfterSeconds: 20 * HOUR })).toBe(20 * HOUR)
  expect(retryDelay({ ...half, failures: 1, retryAfterSeconds: 999_999_999 })).toBe(24 * HOUR)
  expect(retryDelay({ ...half, failures: 20, retryAfterSeconds: 1 })).toBe(3 * HOUR)
})
