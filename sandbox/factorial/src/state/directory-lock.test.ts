import { mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, it } from "vitest"
import { startSandbox } from "../index.js"
import { lockDirectory } from "./directory-lock.js"

let at: string
let lock: string
beforeEach(() => {
  at = mkdtempSync(join(tmpdir(), "sandbox-lock-"))
  lock = join(at, "sandbox-factorial.lock")
})
afterEach(() => rmSync(at, { recursive: true }))

it("a directory in use is refused a second time, whatever process id its lock names", async () => {
  const unlock = await lockDirectory(at)
  const [socket = ""] = readdirSync(at).filter((name) => name.startsWith("lock-"))
  for (const pid of [0, process.pid, 2 ** 22 + 1]) {
    const elsewhere = `lock-${pid}-elsewhere-1`
    renameSync(join(at, socket), join(at, elsewhere))
    rmSync(lock)
    symlinkSync(elsewhere, lock)
    await expect(lockDirectory(at)).rejects.toThrow(`is used by another sandbox (process ${pid} of host elsewhere)`)
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
  const unlock = await lockDirectory(at)
  unlock()
  expect(readdirSync(at)).toEqual([])
})

it("of many that find a dead lock, exactly one gets it", async () => {
  symlinkSync("lock-0-here-1", lock)
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(at)))
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
  for (const outcome of outcomes) if (outcome.status === "fulfilled") outcome.value()
  expect(readdirSync(at)).toEqual([])
})

it("a sandbox that does not start gives its directory back", async () => {
  const file = join(at, "sandbox-factorial.jsonl")
  writeFileSync(file, "nonsense\n")
  await expect(startSandbox({ dataDir: at })).rejects.toThrow("can't be read")
  expect(readdirSync(at)).toEqual(["sandbox-factorial.jsonl"])
})
