import type { SyncRun } from "@rollcall/sdk"
import { expect, it } from "vitest"
import { lineOf } from "./sync.js"

const table = (status: string, rows: number, estimate: number | null) => ({ status, rows, estimate })
const run = (status: string, tables: object, seconds_left: number | null = null) =>
  ({ status, tables, seconds_left }) as unknown as SyncRun // what the line looks at

it("A sync is shown as the share of its lists, its rows and the time that is left", () => {
  expect(lineOf(run("queued", {}))).toBe("░░░░░░░░░░░░░░░░░░░░░░░░ waits for a worker")
  const half = { a: table("done", 1000, null), b: table("reading", 240, 480), c: table("reading", 0, null) }
  expect(lineOf(run("running", half, 12))).toBe("████████████░░░░░░░░░░░░ 1 of 3 lists, 1,240 rows, 12 s left")
  expect(lineOf(run("running", { a: table("reading", 500, 480) }))).toContain("░ 0 of 1 lists")
})
