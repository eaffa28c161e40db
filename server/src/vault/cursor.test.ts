import { expect, test } from "vitest"
import { readCursor, writeCursor } from "./cursor.js"
import { createVault } from "./index.js"

const vault = createVault([{ id: "test", secret: Buffer.alloc(32, 7) }])
const readAll = (cursor: string, binding = "list") => readCursor(vault, { binding, cursor }, (position) => position)

test("A cursor is taken as it was written, and not with anything added", () => {
  const cursor = writeCursor(vault, "list", { id: "1" })
  expect(readAll(cursor)).toEqual({ b: "list", id: "1" })
  const [body, signature] = cursor.split(".")
  const changed = [`${cursor}.tail`, `${cursor}x`, `${body}=.${signature}`, `${body}!.${signature}`, `!${cursor}`, ""]
  for (const one of [...changed, "x".repeat(3_000)]) expect(() => readAll(one), one).toThrow(/not one of ours/)
})

test("A cursor of another list, and one that an older version wrote, are refused with what to do", () => {
  const cursor = writeCursor(vault, "list", { id: "1" })
  expect(() => readAll(cursor, "other")).toThrow(/belongs to another account, list or filter.*start over/)
  const read = () => readCursor(vault, { binding: "list", cursor }, () => undefined)
  expect(read).toThrow(/out of date: leave it out/)
})

test("A cursor that another key has signed is not ours", () => {
  const other = createVault([{ id: "other", secret: Buffer.alloc(32, 8) }])
  expect(() => readAll(writeCursor(other, "list", { id: "1" }))).toThrow(/not one of ours/)
})
