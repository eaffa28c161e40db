import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** Throws when a living process holds the directory. Returns what gives it back. */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, "sandbox-factorial.lock")
  const holder = holderOf(path)
  if (holder !== null && isAlive(holder))
    throw new Error(`${directory} is used by another sandbox (process ${holder}): stop it, or give another directory`)
  rmSync(path, { force: true })
  writeFileSync(path, String(process.pid), { flag: "wx", mode: 0o600 })
  return () => rmSync(path, { force: true })
}

function holderOf(path: string): number | null {
  try {
    const pid = Number(readFileSync(path, "utf8"))
    return Number.isInteger(pid) && pid > 0 && pid !== process.pid ? pid : null
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"
  }
}
