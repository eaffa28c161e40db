import { expect, it } from "vitest"
import { readRateLimit, readRetryAfter } from "./rate-limit.js"

const now = new Date("2026-11-23T09:00:00Z")

it("Retry-After is seconds or a date, and nothing else", () => {
  const read = (header: string | undefined) => readRetryAfter(header, now)
  expect(["5", " 5 ", "1.5", "Mon, 23 Nov 2026 09:00:30 GMT", "Sun, 22 Nov 2026 09:00:00 GMT"].map(read)).toEqual([
    5, 5, 2, 30, 0,
  ])
  expect([undefined, "", "-1", "soon", "2026-11-24", "1e3"].map(read)).toEqual(Array(6).fill(undefined))
})

it("A wait is an hour at most, whatever the header says", () => {
  const absurd = ["1795679959", "99999999999999999999", "9".repeat(400), "Mon, 01 Jan 2999 00:00:00 GMT"]
  for (const header of absurd) expect(readRateLimit({ "retry-after": header }, now).retryAfterSeconds).toBe(3_600)
})

it("Limits are read under both spellings, a reset as seconds or as a moment", () => {
  expect(
    readRateLimit({ "ratelimit-limit": "100", "x-ratelimit-remaining": "0", "ratelimit-reset": "60" }, now),
  ).toEqual({
    limit: 100,
    remaining: 0,
    resetSeconds: 60,
  })
  const moment = String(now.getTime() / 1000 + 90)
  expect(readRateLimit({ "x-ratelimit-reset": moment }, now).resetSeconds).toBe(90)
  expect(readRateLimit({ "ratelimit-reset": "-5", "ratelimit-limit": "many", "retry-after": ["7", "8"] }, now)).toEqual(
    {
      retryAfterSeconds: 7,
    },
  )
})

it("Limits are read where one header says all of them", () => {
  const policy = { "ratelimit-policy": '"default";q=100;w=60' }
  const standard = { ...policy, ratelimit: '"default";r=50;t=30' }
  expect(readRateLimit(standard, now)).toEqual({ limit: 100, remaining: 50, resetSeconds: 30 })
  const draft = { ratelimit: "limit=100, remaining=0, reset=30" }
  expect(readRateLimit(draft, now)).toEqual({ limit: 100, remaining: 0, resetSeconds: 30 })
  expect(readRateLimit({ "ratelimit-limit": "100, 100;w=60" }, now)).toEqual({ limit: 100 })
  expect(readRateLimit({ ratelimit: "r=many;t=3x" }, now)).toEqual({})
})
