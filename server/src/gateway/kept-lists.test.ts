import { expect, it } from "vitest"
import { createReferenceLists } from "./reference-lists.js"

it("A small list is read once for everybody who wants it at the same time, and again after half a minute", async () => {
  let nowMs = 1_000
  let reads = 0
  const lists = createReferenceLists(() => nowMs)
  const read = () => lists.read("a", "teams", async () => [{ id: String(++reads) }])
  expect(await Promise.all([read(), read()])).toEqual([[{ id: "1" }], [{ id: "1" }]])
  nowMs = 30_000
  expect(await read()).toEqual([{ id: "1" }])
  nowMs = 32_000
  expect(await read()).toEqual([{ id: "2" }])
  expect(await lists.read("b", "teams", async () => [])).toEqual([])
})

it("A write of the account forgets its lists, also one that is on its way", async () => {
  const lists = createReferenceLists(() => 0)
  let finish = (_rows: { id: string }[]) => {}
  const before = lists.read("a", "teams", () => new Promise((resolve) => (finish = resolve)))
  lists.forget("a")
  const after = lists.read("a", "teams", async () => [{ id: "new" }])
  finish([{ id: "old" }])
  expect([await before, await after]).toEqual([[{ id: "old" }], [{ id: "new" }]])
  expect(await lists.read("a", "teams", async () => [])).toEqual([{ id: "new" }])
})

it("A list that could not be read is asked for again", async () => {
  const lists = createReferenceLists(() => 0)
  const failed = lists.read("a", "teams", async () => {
    throw new Error("no")
  })
  await expect(failed).rejects.toThrow("no")
  expect(await lists.read("a", "teams", async () => [{ id: "1" }])).toHaveLength(1)
})
