import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { BadSettings } from "../errors.js"
import { makeDirectory } from "./make-directory.js"

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "rollcall-directory-"))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const problemsOf = (path: string, setting?: string): readonly string[] => {
  try {
    makeDirectory(path, setting)
  } catch (error) {
    if (error instanceof BadSettings) return error.problems
    throw error
  }
  return []
}

test("a directory is made with those above it, for its owner alone, and one that is there is taken", () => {
  const path = join(root, "a", "b", "c")
  for (let start = 0; start < 2; start++) expect(problemsOf(path)).toEqual([])
  expect(statSync(path).mode & 0o777).toBe(0o700)
  const link = join(root, "link")
  symlinkSync(path, link)
  expect(problemsOf(join(link, "d"))).toEqual([])
  expect(existsSync(join(path, "d"))).toBe(true)
})

test("a place where none can be is one line that names the setting and says what to do", () => {
  writeFileSync(join(root, "file"), "")
  symlinkSync(join(root, "nowhere"), join(root, "dangling"))
  const places = ["file", "file/below", "dangling", "x".repeat(300)].map((name) => join(root, name))
  for (const path of [...places, "/dev/null", "/dev/null/below", ...(existsSync("/proc/self") ? ["/proc/x/y"] : [])]) {
    const [problem, ...more] = problemsOf(path)
    expect(more).toEqual([])
    expect(problem).toMatch(/^ROLLCALL_DATA_DIR: .* can't be used \(.+\): give a directory you may write to$/)
    expect(problem).toContain(path)
  }
  expect(problemsOf("/dev/null", "--data-dir")).toEqual([expect.stringMatching(/^--data-dir: \/dev\/null/)])
})

// Who may do everything is refused nothing.
test.skipIf(process.getuid?.() === 0)("a directory that this user may not write to is refused", () => {
  expect(problemsOf("/")).toEqual([expect.stringContaining("this user may not")])
})
