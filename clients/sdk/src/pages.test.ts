import { expect, it } from "vitest"
import { createRollcall } from "./rollcall.js"
import { scripted } from "./testing.js"

const PAGES = [
  { result: [{ id: "1" }, { id: "2" }], next_cursor: "c2" },
  { result: [{ id: "3" }], next_cursor: "c3" },
  { result: [{ id: "4" }], next_cursor: null },
]
const serve = () =>
  scripted(({ path }) => {
    const cursor = new URL(path, "http://x").searchParams.get("next_cursor")
    return { body: PAGES[cursor === null ? 0 : Number(cursor.slice(1)) - 1] }
  })

it("A list gives every row, page after page as they are needed", async () => {
  const { settings, seen } = await serve()
  const rows = []
  for await (const { id } of createRollcall(settings).employees.list()) {
    rows.push(id)
    if (id === "3") break
  }
  expect(rows).toEqual(["1", "2", "3"])
  expect(seen.map(({ path }) => path)).toEqual([
    "/unified/hris/employees?limit=200",
    "/unified/hris/employees?limit=200&next_cursor=c2",
  ])
})

it("Awaited it is the first page, asked for once", async () => {
  const { settings, seen } = await serve()
  const list = createRollcall(settings).employees.list({ limit: 2 })
  expect(seen).toHaveLength(0)
  expect((await list).result.map(({ id }) => id)).toEqual(["1", "2"])
  expect((await list).next_cursor).toBe("c2")
  expect(seen.map(({ path }) => path)).toEqual(["/unified/hris/employees?limit=2"])
})

it("Its pages can be iterated, and its rows be had as an array with an end", async () => {
  const { settings, seen } = await serve()
  const list = createRollcall(settings).employees.list()
  const sizes = []
  for await (const page of list.pages()) sizes.push(page.result.length)
  expect(sizes).toEqual([2, 1, 1])
  expect((await list.toArray()).map(({ id }) => id)).toEqual(["1", "2", "3", "4"])
  seen.length = 0
  expect((await list.toArray({ most: 2 })).map(({ id }) => id)).toEqual(["1", "2"])
  expect(await list.toArray({ most: 0 })).toEqual([])
  expect(seen).toHaveLength(1)
})

it("A log goes on by its position, until there is no more at the moment", async () => {
  const page = (next_after: number, has_more: boolean) => ({
    body: { result: [{ sequence: next_after }], next_after, log: `l${next_after}`, has_more },
  })
  const { settings, seen } = await scripted([page(1, true), page(2, false)])
  const rows = await createRollcall(settings).changes.list({ after: "0" }).toArray()
  expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2])
  expect(seen[1]?.path).toBe("/changes?after=1&log=l1")
})

it("What was asked for in another form can't be iterated, and says so", async () => {
  const { settings } = await scripted([{ body: { result: { "1": {} }, next_cursor: null } }])
  const list = createRollcall(settings).employees.list({ truto_key_by: "id" })
  await expect(list.toArray()).rejects.toThrow("truto_key_by")
})
