import { expect, it, vi } from "vitest"
import { createWakeUp } from "./wake-up.js"
import { runWorkLoop, type TakenJob } from "./work-loop.js"

const settings = {
  complete: async () => {},
  fail: async () => {},
  onError: () => {},
  concurrency: 1,
  hold: () => () => {},
}

it("A ring during a look that finds nothing makes another look", async () => {
  const wakeUp = createWakeUp()
  const stopping = new AbortController()
  const queue: TakenJob[] = []
  let isFirst = true
  const handled: unknown[] = []
  const take = async () => {
    const found = queue.splice(0)
    if (isFirst) {
      // Sent after the look saw nothing and before it says so.
      isFirst = false
      queue.push({ id: "1", data: "a" })
      wakeUp.notify()
    }
    return found
  }
  const loop = runWorkLoop(
    { ...settings, wakeUp, take, handle: async (data) => void handled.push(data) },
    stopping.signal,
  )
  await vi.waitFor(() => expect(handled).toEqual(["a"]))
  stopping.abort()
  await loop
})

it("A ring while all hands are busy is not lost", async () => {
  const wakeUp = createWakeUp()
  const stopping = new AbortController()
  const queue: TakenJob[] = [{ id: "1", data: "a" }]
  const handled: unknown[] = []
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const handle = async (data: unknown) => {
    handled.push(data)
    if (data === "a") await released
  }
  const loop = runWorkLoop({ ...settings, wakeUp, take: async () => queue.splice(0), handle }, stopping.signal)
  await vi.waitFor(() => expect(handled).toEqual(["a"]))
  queue.push({ id: "2", data: "b" })
  wakeUp.notify()
  release()
  await vi.waitFor(() => expect(handled).toEqual(["a", "b"]))
  stopping.abort()
  await loop
})

it("A look that fails is one that finds nothing", async () => {
  const wakeUp = createWakeUp()
  const stopping = new AbortController()
  const handled: unknown[] = []
  const looks = [() => Promise.reject(new Error("away")), async () => [{ id: "1", data: "a" }]]
  const take = async (): Promise<readonly TakenJob[]> => {
    // Only while there is another look: a ring at each look, and the loop never lets anything else run.
    if (looks.length > 1) wakeUp.notify()
    return looks.shift()?.() ?? []
  }
  const loop = runWorkLoop(
    { ...settings, wakeUp, take, handle: async (data) => void handled.push(data) },
    stopping.signal,
  )
  await vi.waitFor(() => expect(handled).toEqual(["a"]))
  stopping.abort()
  await loop
})
