import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, it } from "vitest"

const folder = mkdtempSync(join(tmpdir(), "coverage-"))
afterAll(() => rmSync(folder, { recursive: true }))

const FOLDERS = ["connector-kit/src", "contract/src", "server/src/gateway", "server/src/http"]

function judge(covered: Record<string, number>) {
  const path = join(folder, "summary.json")
  const files = Object.entries(covered).map(([name, lines]) => [
    `/anywhere/${name}/index.ts`,
    { lines: { covered: lines, total: 100 } },
  ])
  writeFileSync(path, JSON.stringify(Object.fromEntries(files)))
  return spawnSync(process.execPath, ["scripts/print-coverage.js", path], { encoding: "utf8" })
}

const all = Object.fromEntries(FOLDERS.map((name) => [name, 80]))

it("80 % of every folder's lines is enough", () => {
  const { status, stdout } = judge(all)
  expect(stdout.trim().split("\n")).toHaveLength(4)
  expect(status).toBe(0)
})

it.each(FOLDERS)("fewer lines of %s are a failure that names it", (name) => {
  const { status, stdout } = judge({ ...all, [name]: 79 })
  expect(stdout).toContain(`${name} 79.0 % of 100 in 1 files, fewer than 80 %`)
  expect(status).toBe(1)
})

it("a folder that was not measured is a failure", () => {
  const { "contract/src": _, ...rest } = all
  expect(judge(rest).status).toBe(1)
})
