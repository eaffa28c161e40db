import { expect, it } from "vitest"
import { createBell } from "./bell.js"

const never = new AbortController().signal

it("A bell wakes who waits, and keeps a ring for who waits later", async () => {
  const bell = createBell()
  const waiting = bell.wait(never)
  bell.ring()
  await waiting
  bell.hush()
  bell.ring()
  await bell.wait(never)
})

it("A bell that was hushed is silent until the next ring", async () => {
  const bell = createBell()
  bell.ring()
  bell.hush()
  const heard = bell.wait(never).then(() => "rung")
  expect(await Promise.race([heard, Promise.resolve("silent")])).toBe("silent")
  bell.ring()
  expect(await heard).toBe("rung")
})

it("Who waits goes when the signal says so", async () => {
  const stopping = new AbortController()
  const waiting = createBell().wait(stopping.signal)
  stopping.abort()
  await waiting
  await createBell().wait(stopping.signal)
})
