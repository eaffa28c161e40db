import { expect, test } from "vitest"
import { readAfter, toPage } from "./paging.js"
import { testVault } from "./testing.js"

test("a cursor is taken as it was written, and not with anything added", () => {
  const rows = ["1", "2"].map((id) => ({ id, created_at: new Date("2026-01-01T00:00:00Z") }))
  const cursor = toPage(testVault(), "list", { rows, limit: 1 }).nextCursor ?? ""
  expect(readAfter(testVault(), "list", cursor)).toMatchObject({ id: "1" })
  expect(readAfter(testVault(), "other", cursor)).toBeUndefined()
  const [body, signature] = cursor.split(".")
  for (const changed of [
    `${cursor}.tail`,
    `${cursor}x`,
    `${body}=.${signature}`,
    `${body}!.${signature}`,
    `!${cursor}`,
  ])
    expect(readAfter(testVault(), "list", changed), changed).toBeUndefined()
})
