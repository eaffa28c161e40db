import { describe, expect, test } from "vitest"
import { createClock, limitOf, within } from "./clock.js"

const HOUR = 3_600_000

describe("a clock", () => {
  test("goes on from where it is put", () => {
    const clock = createClock({ offsetMs: HOUR, wallMs: () => 5 })
    expect(clock.now().getTime()).toBe(HOUR + 5)
    clock.moveBy(HOUR)
    expect(clock.now().getTime()).toBe(2 * HOUR + 5)
    expect(clock.offsetMs()).toBe(2 * HOUR)
    expect(() => clock.moveBy(-1)).toThrow(RangeError)
  })

  test("wakes what waits for a moment that it is put past, in no other order than before, and nothing else", async () => {
    const clock = createClock()
    const woken: string[] = []
    const long = clock.sleep(HOUR).then(() => woken.push("long"))
    clock.after(2 * HOUR, () => woken.push("longer"))()
    const far = new AbortController()
    const later = clock.sleep(3 * HOUR, far.signal).catch((error) => woken.push(error.message))
    const before = clock.elapsedMs()
    clock.moveBy(HOUR)
    await long
    expect(clock.elapsedMs() - before).toBeGreaterThanOrEqual(HOUR)
    expect(woken).toEqual(["long"])
    far.abort(new Error("enough"))
    await later
    expect(woken).toEqual(["long", "enough"])
    await expect(clock.sleep(1, far.signal)).rejects.toThrow("enough")
  })

  test("does again and again what is to be done now and then, until it is told to stop", async () => {
    const clock = createClock()
    let times = 0
    const stop = clock.every(HOUR, () => times++)
    for (let turn = 1; turn <= 2; turn++) {
      clock.moveBy(HOUR)
      await clock.sleep(1)
    }
    expect(times).toBe(2)
    stop()
    clock.moveBy(HOUR)
    await clock.sleep(1)
    expect(times).toBe(2)
  })

  test("ends what takes too long, and lets go of what has ended", async () => {
    const clock = createClock()
    const limit = limitOf(clock, HOUR)
    const done = limitOf(clock, HOUR)
    done.done()
    const never = within(clock, HOUR, new Promise(() => {}))
    clock.moveBy(HOUR)
    await never
    expect(limit.signal.reason).toMatchObject({ name: "TimeoutError" })
    expect(done.signal.aborted).toBe(false)
    await within(clock, HOUR, Promise.resolve())
  })
})
