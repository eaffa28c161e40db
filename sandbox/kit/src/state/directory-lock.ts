/**
 * Two sandboxes in one directory would write over each other's company. The lock is a symbolic link in the directory;
 * it leads to a socket on which its owner listens, and it is dead when nobody listens there any more. The kernel
 * knows that at once, whatever containers and process ids the two are in.
 */
import { randomUUID } from "node:crypto"
import { closeSync, existsSync, mkdirSync, openSync, readlinkSync, rmSync, symlinkSync } from "node:fs"
import { createConnection, createServer, type Server } from "node:net"
import { hostname } from "node:os"
import { basename, join } from "node:path"

/** The data directory can't be used, or holds something else than was asked for. */
export class DirectoryRefused extends Error {}

/** Throws when a living process holds the directory. Returns what gives it back. `name` is the lock's, without `.lock`. */
export async function lockDirectory(directory: string, name: string): Promise<() => void> {
  const path = join(directory, `${name}.lock`)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const host = hostname()
    .replace(/[^\w.-]/g, "")
    .slice(0, 30)
  const socket = `lock-${process.pid}-${host}-${randomUUID().slice(0, 8)}`
  const server = await inReach(directory, (near) => listenAt(join(near, socket), directory))
  // First the link: once nobody listens it is anybody's to remove.
  const giveUp = () => {
    server.close()
    rmSync(join(directory, socket), { force: true })
  }
  try {
    await inReach(directory, (near) => acquire({ directory, near, path, socket }))
  } catch (error) {
    giveUp()
    throw error
  }
  return () => {
    rmSync(path, { force: true })
    giveUp()
  }
}

/** A longer address of a socket is cut off without a word; this is the shortest limit of the systems we know. */
const MAX_ADDRESS_BYTES = 103
const LONGEST_NAME = "x".repeat(60)

/** Runs with a way to the directory that is short enough for the addresses of sockets in it. */
async function inReach<T>(directory: string, run: (near: string) => Promise<T>): Promise<T> {
  if (Buffer.byteLength(join(directory, LONGEST_NAME)) <= MAX_ADDRESS_BYTES) return run(directory)
  const opened = openSync(directory, "r")
  try {
    const near = `/proc/self/fd/${opened}`
    if (!existsSync(near))
      throw new DirectoryRefused(`the path ${directory} is too long for a lock: give a shorter one`)
    return await run(near)
  } finally {
    closeSync(opened)
  }
}

function listenAt(address: string, directory: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy())
    server.once("error", (error) => reject(cannotLock(directory, error)))
    server.listen(address, () => resolve(server.unref()))
  })
}

const cannotLock = (directory: string, cause: unknown): Error => {
  const why = cause instanceof Error ? cause.message : String(cause)
  const hint = "give one on a local disk that you may write to"
  return new DirectoryRefused(`${directory} can't be locked (${why}): ${hint}`, { cause })
}

/** `path` is the lock's; `near` leads to the directory, in which the sockets are; `socket` is the name of our own. */
type Wanted = { directory: string; near: string; path: string; socket: string }

const TRIES = 5

/**
 * A link appears in one step and leads to a living socket from then on. A dead one is removed only under a lock of its
 * own and only if it is still the one that was judged: else two processes could each remove the other's.
 */
async function acquire(wanted: Wanted): Promise<void> {
  const { directory, path } = wanted
  for (let tries = 0; tries < TRIES; tries++) {
    if (tryLink(wanted)) return
    const found = readOwner(path)
    if (found === undefined) continue
    if (await isListening(wanted, found)) throw lockedBy(directory, found)
    const removal = `${path}.removal`
    await acquire({ ...wanted, path: removal })
    if (readOwner(path) === found) {
      rmSync(path, { force: true })
      if (found !== NOBODY) rmSync(join(directory, found), { force: true })
    }
    rmSync(removal, { force: true })
  }
  throw new DirectoryRefused(`${directory} is being opened by several sandboxes at once: start one of them`)
}

/** False when there is a lock already. */
function tryLink({ socket, directory, path }: Wanted): boolean {
  try {
    symlinkSync(socket, path)
    return true
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false
    throw cannotLock(directory, error)
  }
}

const OWNER = /^lock-(\d+)-(.*)-[^-/]*$/
/** The owner of something that is no lock. */
const NOBODY = ""

/** The name of the owner's socket; undefined when there is no lock. */
function readOwner(path: string): string | undefined {
  try {
    const socket = readlinkSync(path)
    return OWNER.test(socket) && basename(socket) === socket ? socket : NOBODY
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined
    if (codeOf(error) === "EINVAL") return NOBODY
    throw error
  }
}

function isListening({ near, directory, path }: Wanted, socket: string): Promise<boolean> {
  if (socket === NOBODY) return Promise.resolve(false)
  return new Promise((resolve, reject) => {
    const connection = createConnection(join(near, socket))
    connection.once("connect", () => {
      connection.destroy()
      resolve(true)
    })
    connection.once("error", (error) => {
      // It listens, and has more callers than it has taken.
      if (codeOf(error) === "EAGAIN") return resolve(true)
      if (["ECONNREFUSED", "ENOENT", "ENOTSOCK"].includes(codeOf(error))) return resolve(false)
      const hint = `start as its user, or remove ${path} when no sandbox runs there`
      reject(new DirectoryRefused(`the lock of ${directory} can't be read (${error.message}): ${hint}`))
    })
  })
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : ""

function lockedBy(directory: string, owner: string): Error {
  const [, pid, host] = OWNER.exec(owner) ?? []
  const holder = `process ${pid} of host ${host}`
  return new DirectoryRefused(`${directory} is used by another sandbox (${holder}): stop it, or give another directory`)
}
