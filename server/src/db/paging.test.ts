import { expect, test } from "vitest"
import { readPage } from "./paging.js"
import { testVault } from "./testing.js"

const all = ["1", "2", "3"].map((id) => ({ id, created_at: new Date("2026-01-01T00:00:00Z") }))

const page = (limit: number, cursor?: string) =>
  readPage(testVault(), {
    binding: "list",
    query: { limit, cursor },
    list: async ({ after, limit }) => all.filter(({ id }) => !after || id > after.id).slice(0, limit),
    show: ({ id }) => id,
  })

test.each([1, 2, 3, 4])("pages of %i give the list, and only the last one has no cursor", async (limit) => {
  const seen: string[] = []
  for (let cursor: string | undefined | null; cursor !== null; ) {
    const { rows, nextCursor } = await page(limit, cursor)
    expect(rows.length).toBeGreaterThan(0)
    seen.push(...rows)
    cursor = nextCursor
  }
  expect(seen).toEqual(["1", "2", "3"])
})
