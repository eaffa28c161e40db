import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"

/**
 * PGlite has no lock of its own, and two processes on one directory lose rows silently. The lock is a file beside
 * the directory that names its owner; a lock whose owner is dead (kill -9, reboot) is taken over.
 */
export function lockDirectory(directory: string): () => void {
  const path = `${directory}.lock`
  mkdirSync(dirname(path), { recursive: true })
  const own = JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) })
  for (let tries = 0; ; tries++) {
    try {
      writeFileSync(path, own, { flag: "wx", mode: 0o600 })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error
      const owner = readOwner(path)
      if (owner && (isAlive(owner) || tries >= 3)) throw lockedBy(directory, owner.pid)
      rmSync(path, { force: true })
    }
  }
}

type Owner = { pid: number; startedAt: string | null }

function lockedBy(directory: string, pid: number): Error {
  const hint = "stop it, give this one another ROLLCALL_DATA_DIR, or use PostgreSQL (DATABASE_URL) for many processes"
  return new Error(`the data directory ${directory} is in use by process ${pid}: ${hint}`)
}

function readOwner(path: string): Owner | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(path, "utf8"))
    if (typeof read !== "object" || read === null || !("pid" in read) || typeof read.pid !== "number") return undefined
    return { pid: read.pid, startedAt: "startedAt" in read && typeof read.startedAt === "string" ? read.startedAt : null }
  } catch {
    return undefined
  }
}

/** A process id may have been given to another process since: its start tells them apart where the system says it. */
function isAlive({ pid, startedAt }: Owner): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false
  }
  const now = startOf(pid)
  return startedAt === null || now === null || now === startedAt
}

/** Start of a process in clock ticks since boot, with the boot itself; null where there is no /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()
    return `${boot}:${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`
  } catch {
    return null
  }
}
