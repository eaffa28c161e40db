import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { createClock } from "../clock.js"
import { keepRenewing } from "./keep-renewing.js"

describe("A lease", () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it("is renewed until it is given back, also when the database was away for a moment", async () => {
    const answers = [true, new Error("away"), true, true]
    let renewed = 0
    const onLost = vi.fn()
    const renew = async () => {
      const answer = answers[renewed++]
      if (answer instanceof Error) throw answer
      return answer ?? true
    }
    const end = keepRenewing(createClock(), { everyMs: 100, renew, onLost })
    await vi.advanceTimersByTimeAsync(350)
    expect(renewed).toBe(3)
    await end()
    await vi.advanceTimersByTimeAsync(1_000)
    expect([renewed, onLost.mock.calls.length]).toEqual([3, 0])
  })

  it("is not given back while a renewal is on its way, which would take it again", async () => {
    let answer = (_isOurs: boolean) => {}
    const renew = () => new Promise<boolean>((resolve) => (answer = resolve))
    const end = keepRenewing(createClock(), { everyMs: 100, renew, onLost: () => {} })
    await vi.advanceTimersByTimeAsync(100)
    let hasEnded = false
    const ended = end().then(() => (hasEnded = true))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(hasEnded).toBe(false)
    answer(true)
    expect(await ended).toBe(true)
  })

  it("that is lost is told of once, and not asked for again", async () => {
    const onLost = vi.fn()
    const renew = vi.fn(async () => false)
    keepRenewing(createClock(), { everyMs: 100, renew, onLost })
    await vi.advanceTimersByTimeAsync(1_000)
    expect([renew.mock.calls.length, onLost.mock.calls.length]).toEqual([1, 1])
  })
})
