import { randomUUID } from "node:crypto"
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"

/**
 * PGlite has no lock of its own, and two processes on one directory lose rows silently. The lock is a file beside
 * the directory that names its owner; a lock whose owner is dead (kill -9, reboot) is taken over.
 */
export function lockDirectory(directory: string): () => void {
  const path = `${directory}.lock`
  mkdirSync(dirname(path), { recursive: true })
  acquire(path, directory)
  return () => rmSync(path, { force: true })
}

const TRIES = 5

/**
 * A lock appears with its text in one step, so nobody reads half of one. A dead lock is removed only under a lock of
 * its own and only if it is still the one that was judged: else two processes could each remove the other's.
 */
function acquire(path: string, directory: string): void {
  const own = JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid), nonce: randomUUID() })
  for (let tries = 0; tries < TRIES; tries++) {
    if (tryCreate(path, own)) return
    const found = readText(path)
    if (found === undefined) continue
    const owner = parseOwner(found)
    if (owner && isAlive(owner)) throw lockedBy(directory, owner.pid)
    const removal = `${path}.removal`
    acquire(removal, directory)
    if (readText(path) === found) rmSync(path, { force: true })
    rmSync(removal, { force: true })
  }
  throw new Error(`the data directory ${directory} is being opened by several processes at once: start one of them`)
}

/** False when there is a lock already. */
function tryCreate(path: string, text: string): boolean {
  const draft = `${path}.${randomUUID()}`
  writeFileSync(draft, text, { flag: "wx", mode: 0o600 })
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    const code = codeOf(error)
    if (code === "EEXIST") return false
    if (!NO_LINKS.has(code)) throw error
    return tryWrite(path, text)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** What file systems without hard links answer (exFAT, some network and container mounts). */
const NO_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"])

function tryWrite(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx", mode: 0o600 })
    return true
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false
    throw error
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : ""

type Owner = { pid: number; startedAt: string | null }

function lockedBy(directory: string, pid: number): Error {
  const hint = "stop it, give this one another ROLLCALL_DATA_DIR, or use PostgreSQL (DATABASE_URL) for many processes"
  return new Error(`the data directory ${directory} is in use by process ${pid}: ${hint}`)
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8")
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined
    throw error
  }
}

/** Undefined: nobody's, so it may be taken. */
function parseOwner(text: string): Owner | undefined {
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read !== "object" || read === null || !("pid" in read) || typeof read.pid !== "number") return undefined
    return {
      pid: read.pid,
      startedAt: "startedAt" in read && typeof read.startedAt === "string" ? read.startedAt : null,
    }
  } catch {
    return undefined
  }
}

/** A process id may have been given to another process since: its start tells them apart where the system says it. */
function isAlive({ pid, startedAt }: Owner): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (codeOf(error) !== "EPERM") return false
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
