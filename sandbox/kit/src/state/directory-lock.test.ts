import { mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, it } from "vitest"
import { lockDirectory } from "./directory-lock.js"

let at: string
let lock: string
beforeEach(() => {
  at = mkdtempSync(join(tmpdir(), "sandbox-lock-"))
  lock = join(at, "company.lock")
})
afterEach(() => rmSync(at, { recursive: true }))

it("a directory in use is refused a second time, whatever process id its lock names", async () => {
  const unlock = await lockDirectory(at, "company")
  const [socket = ""] = readdirSync(at).filter((name) => name.startsWith("lock-"))
  for (const pid of [0, process.pid, 2 ** 22 + 1]) {
    const elsewhere = `lock-${pid}-elsewhere-1`
    renameSync(join(at, socket), join(at, elsewhere))
    rmSync(lock)
    symlinkSync(elsewhere, lock)
    await expect(lockDirectory(at, "company")).rejects.toThrow(
      `is used by another sandbox (process ${pid} of host elsewhere)`,
    )
    renameSync(join(at, elsewhere), join(at, socket))
  }
  unlock()
  expect(readdirSync(at)).toEqual([])
})

it.each([
  ["a file that names a living process", () => writeFileSync(lock, String(process.ppid))],
  ["a lock that names this living process, which has no socket", () => symlinkSync(`lock-${process.pid}-here-1`, lock)],
])("%s is taken over", async (_, put) => {
  put()
  const unlock = await lockDirectory(at, "company")
  unlock()
  expect(readdirSync(at)).toEqual([])
})

it("of many that find a dead lock, exactly one gets it", async () => {
  symlinkSync("lock-0-here-1", lock)
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(at, "company")))
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
  for (const outcome of outcomes) if (outcome.status === "fulfilled") outcome.value()
  expect(readdirSync(at)).toEqual([])
})
