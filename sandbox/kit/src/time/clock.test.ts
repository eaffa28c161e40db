import { describe, expect, it } from "vitest"
import { createClock, offsetOf } from "./clock.js"

const HOUR = 3_600_000
const START = new Date("2026-11-23T23:30:00Z")
const start = (timezone = "UTC", onMove?: (offsetMs: number) => void) =>
  createClock({ timezone: () => timezone, offsetMs: offsetOf(START), ...(onMove && { onMove }) })

describe("a clock", () => {
  it("stands at the moment it was given, and its day is the company's", () => {
    expect(start().now().getTime()).toBeGreaterThanOrEqual(START.getTime())
    expect(start().today()).toBe("2026-11-23")
    expect(start("Europe/Madrid").today()).toBe("2026-11-24")
  })

  it("tells how far it is ahead when it is moved, so that this can be kept", async () => {
    const told: number[] = []
    const clock = start("UTC", (offsetMs) => told.push(offsetMs))
    clock.set(new Date(START.getTime() + HOUR))
    await clock.move(new Date(START.getTime() - HOUR))
    expect(told).toEqual([expect.any(Number), clock.offsetMs()])
    expect(clock.today()).toBe("2026-11-23")
  })

  it("that somebody follows tells how far it goes, and only goes forward", async () => {
    const clock = start()
    const told: number[] = []
    expect(clock.isFollowed).toBe(false)
    clock.follow(async (ms) => void told.push(ms))
    expect(clock.isFollowed).toBe(true)
    await clock.move(new Date(clock.now().getTime() + HOUR))
    expect(told).toHaveLength(1)
    expect(Math.abs((told[0] ?? 0) - HOUR)).toBeLessThan(1_000)
    await expect(clock.move(START)).rejects.toThrow(RangeError)
    expect(told).toHaveLength(1)
  })

  it("tells those who listen when whoever follows has gone with it", async () => {
    const [clock, other] = [start(), start()]
    const seen: string[] = []
    clock.whenMoved(() => seen.push("clock"))
    const forget = other.whenMoved(() => seen.push("other"))
    clock.follow(async (ms) => {
      const tell = other.shift(ms)
      await Promise.resolve()
      seen.push("follower")
      tell()
    })
    await clock.move(new Date(clock.now().getTime() + HOUR))
    expect(seen).toEqual(["follower", "other", "clock"])
    expect(Math.abs(other.now().getTime() - clock.now().getTime())).toBeLessThan(1_000)
    forget()
    other.set(START)
    expect(seen).toHaveLength(3)
  })

  it("begins anew for another company without telling it", () => {
    const told: number[] = []
    const clock = start("UTC", (offsetMs) => told.push(offsetMs))
    clock.restart(offsetOf(new Date("2027-01-01T00:00:00Z")))
    expect(clock.today()).toBe("2027-01-01")
    expect(told).toEqual([])
  })
})
