import { expect, it } from "vitest"
import { createKeptLists, SMALL_TABLES } from "./kept-lists.js"

const listsAt = (now: () => number) => createKeptLists<{ id: string }[]>(now, SMALL_TABLES)

it("A small list is read once for everybody who wants it at the same time, and again after half a minute", async () => {
  let nowMs = 1_000
  let reads = 0
  const lists = listsAt(() => nowMs)
  const read = () => lists.read("a", "teams", async () => [{ id: String(++reads) }])
  expect(await Promise.all([read(), read()])).toEqual([[{ id: "1" }], [{ id: "1" }]])
  nowMs = 30_000
  expect(await read()).toEqual([{ id: "1" }])
  nowMs = 32_000
  expect(await read()).toEqual([{ id: "2" }])
  expect(await lists.read("b", "teams", async () => [])).toEqual([])
})

it("A write of the account forgets its lists, also one that is on its way", async () => {
  const lists = listsAt(() => 0)
  let finish = (_rows: { id: string }[]) => {}
  const before = lists.read("a", "teams", () => new Promise((resolve) => (finish = resolve)))
  lists.forget("a")
  const after = lists.read("a", "teams", async () => [{ id: "new" }])
  finish([{ id: "old" }])
  expect([await before, await after]).toEqual([[{ id: "old" }], [{ id: "new" }]])
  expect(await lists.read("a", "teams", async () => [])).toEqual([{ id: "new" }])
})

it("A list that was forgotten on its way is not kept when it comes, though nobody has asked for it meanwhile", async () => {
  const lists = listsAt(() => 0)
  let finish = (_rows: { id: string }[]) => {}
  const before = lists.read("a", "teams", () => new Promise((resolve) => (finish = resolve)))
  lists.forget("a")
  finish([{ id: "old" }])
  await before
  expect(await lists.read("a", "teams", async () => [{ id: "new" }])).toEqual([{ id: "new" }])
})

it("A list that could not be read is asked for again", async () => {
  const lists = listsAt(() => 0)
  const failed = lists.read("a", "teams", async () => {
    throw new Error("no")
  })
  await expect(failed).rejects.toThrow("no")
  expect(await lists.read("a", "teams", async () => [{ id: "1" }])).toHaveLength(1)
})

it("Lists are kept within a bound: the one that was not wanted for longest goes, and one beyond the bound is never kept", async () => {
  const lists = createKeptLists<{ bytes: number }>(() => 0, { ttlMs: 1, maxSize: 10, sizeOf: ({ bytes }) => bytes })
  let reads = 0
  const read = (call: string, bytes: number) => lists.read("a", call, async () => ({ bytes, read: ++reads }))
  await read("big", 100)
  await read("big", 100)
  expect(reads).toBe(2)
  for (const call of ["x", "y", "x", "z", "x"]) await read(call, 4)
  expect(reads).toBe(5)
  await read("y", 4)
  expect(reads).toBe(6)
})
