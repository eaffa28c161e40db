import { expect, test } from "vitest"
import { createClock } from "../clock.js"
import { createWriter } from "./writer.js"

function writerTo(write: (batch: readonly number[]) => Promise<void>) {
  const lost: number[] = []
  const writer = createWriter<number>({ clock: createClock(), write, onLost: (count) => void lost.push(count) })
  return { writer, lost }
}
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

test("entries are written in order and in batches, and a close waits for all of them", async () => {
  const batches: number[][] = []
  const { writer, lost } = writerTo(async (batch) => void batches.push([...batch]))
  for (const one of upTo(1_200)) writer.add(one)
  await writer.close()
  expect(batches.flat()).toEqual(upTo(1_200))
  expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(500)
  expect(lost).toEqual([])
})

test("a batch that fails once is written, one that fails again is lost and told, and later ones are written", async () => {
  const written: number[] = []
  let failures = 3
  const { writer, lost } = writerTo(async (batch) => {
    if (failures-- > 0) throw new Error("away")
    written.push(...batch)
  })
  writer.add(1)
  await writer.flush()
  expect(lost).toEqual([1])
  writer.add(2)
  await writer.flush()
  expect(written).toEqual([2])
  await writer.close()
})

test("while nothing can be written few entries wait, and the others are counted", async () => {
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const { writer, lost } = writerTo(() => held)
  for (const one of upTo(12_000)) writer.add(one)
  letGo()
  await writer.close()
  // The first batch was on its way.
  expect(lost).toEqual([12_000 - 10_000 - 500])
})
