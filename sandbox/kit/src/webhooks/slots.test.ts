import { expect, it } from "vitest"
import { createSlots } from "./slots.js"

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

it("No more than the given number of works run at once, in the order they came, again and again", async () => {
  const slots = createSlots(2)
  for (let round = 0; round < 2; round += 1) {
    const started: number[] = []
    const ends: (() => void)[] = []
    const work = (index: number) => () => {
      started.push(index)
      return new Promise<void>((resolve) => ends.push(resolve))
    }
    const uses = Array.from({ length: 6 }, (_, index) => slots.use(work(index)))
    for (let ended = 0; ended < 6; ended += 1) {
      await turn()
      expect(started).toEqual([0, 1, 2, 3, 4, 5].slice(0, ended + 2))
      ends[ended]?.()
    }
    await Promise.all(uses)
  }
})

it("Work that fails tells its caller and gives its slot to the next", async () => {
  const slots = createSlots(1)
  const failing = slots.use(() => Promise.reject(new Error("broken")))
  const next = slots.use(() => Promise.resolve())
  await expect(failing).rejects.toThrow("broken")
  await expect(next).resolves.toBeUndefined()
})
