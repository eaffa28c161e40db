import { expect, it } from "vitest"
import { createWakeUp } from "./wake-up.js"

const never = new AbortController().signal

it("A notification wakes who waits, and is kept for who waits later", async () => {
  const wakeUp = createWakeUp()
  const waiting = wakeUp.wait(never)
  wakeUp.notify()
  await waiting
  wakeUp.reset()
  wakeUp.notify()
  await wakeUp.wait(never)
})

it("After a reset only the next notification wakes", async () => {
  const wakeUp = createWakeUp()
  wakeUp.notify()
  wakeUp.reset()
  const woken = wakeUp.wait(never).then(() => "woken")
  expect(await Promise.race([woken, Promise.resolve("asleep")])).toBe("asleep")
  wakeUp.notify()
  expect(await woken).toBe("woken")
})

it("Who waits goes when the signal says so", async () => {
  const stopping = new AbortController()
  const waiting = createWakeUp().wait(stopping.signal)
  stopping.abort()
  await waiting
  await createWakeUp().wait(stopping.signal)
})
