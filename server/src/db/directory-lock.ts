/**
 * PGlite has no lock of its own, and two processes on one directory lose rows silently. The lock is a symbolic link
 * beside the directory; it leads to a socket on which its owner listens, and it is dead when nobody listens there
 * any more. The kernel knows that at once (kill -9, reboot), whatever containers and process ids the two are in. It
 * is one kernel's knowledge: hosts that share a network volume don't see each other.
 */
import { randomUUID } from "node:crypto"
import { chmodSync, closeSync, existsSync, openSync, readlinkSync, rmSync, symlinkSync } from "node:fs"
import { createConnection, createServer, type Server, type Socket } from "node:net"
import { hostname } from "node:os"
import { basename, dirname, join } from "node:path"
import { BadSettings } from "../errors.js"
import { makeDirectory } from "./make-directory.js"

/** A directory that somebody else has. */
export class DirectoryInUse extends BadSettings {}

/** `hear` gets everybody who connects to the lock; without it they are let go. */
export async function lockDirectory(
  directory: string,
  hear: (connection: Socket) => void = (connection) => void connection.destroy(),
): Promise<() => void> {
  const path = `${directory}.lock`
  const folder = dirname(path)
  makeDirectory(folder)
  const host = hostname()
    .replace(/[^\w.-]/g, "")
    .slice(0, 30)
  const socket = `lock-${process.pid}-${host}-${randomUUID().slice(0, 8)}`
  const server = await inReach(folder, (near) => listenAt(join(near, socket), { directory, hear }))
  // First the link: once nobody listens it is anybody's to remove.
  const giveUp = () => {
    server.close()
    rmSync(join(folder, socket), { force: true })
  }
  try {
    await inReach(folder, (near) => acquire({ directory, folder, near, path, socket }))
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

/** Runs with a way to the folder that is short enough for the addresses of sockets in it. */
export async function inReach<T>(folder: string, run: (near: string) => Promise<T>): Promise<T> {
  if (Buffer.byteLength(join(folder, LONGEST_NAME)) <= MAX_ADDRESS_BYTES) return run(folder)
  const opened = openSync(folder, "r")
  try {
    const near = `/proc/self/fd/${opened}`
    if (!existsSync(near)) throw badDirectory(`the path ${folder} is too long for a lock: give a shorter one`)
    return await run(near)
  } finally {
    closeSync(opened)
  }
}

type Listening = { directory: string; hear(connection: Socket): void }

function listenAt(address: string, { directory, hear }: Listening): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(hear)
    server.once("error", (error) => reject(cannotLock(directory, error)))
    server.listen(address, () => {
      keepToOwner(address)
      resolve(server.unref())
    })
  })
}

/** Only the own user may connect, whatever the umask is. Some mounts of containers can't say that of a socket. */
function keepToOwner(address: string): void {
  try {
    chmodSync(address, 0o600)
  } catch {
    // Then the folder says it.
  }
}

const badDirectory = (problem: string, cause?: unknown): Error =>
  new BadSettings([`ROLLCALL_DATA_DIR: ${problem}`], { cause })

const cannotLock = (directory: string, cause: unknown): Error => {
  const why = cause instanceof Error ? cause.message : String(cause)
  const hint = "give one on a local disk that you may write to, or use PostgreSQL (DATABASE_URL)"
  return badDirectory(`the data directory ${directory} can't be locked (${why}): ${hint}`, cause)
}

/** `path` is the lock's. It and the sockets are in `folder`, to which `near` leads; `socket` is the name of our own. */
type Wanted = { directory: string; folder: string; near: string; path: string; socket: string }

const TRIES = 5

/**
 * A link appears in one step and leads to a living socket from then on. A dead one is removed only under a lock of its
 * own and only if it is still the one that was judged: else two processes could each remove the other's.
 */
async function acquire(wanted: Wanted): Promise<void> {
  const { directory, folder, path } = wanted
  for (let tries = 0; tries < TRIES; tries++) {
    if (tryLink(wanted)) return
    const found = readOwner(path)
    if (found === undefined) continue
    if (await isListening(wanted, found)) throw lockedBy(directory, found)
    const removal = `${path}.removal`
    await acquire({ ...wanted, path: removal })
    if (readOwner(path) === found) {
      rmSync(path, { force: true })
      if (found !== NOBODY) rmSync(join(folder, found), { force: true })
    }
    rmSync(removal, { force: true })
  }
  throw badDirectory(`the data directory ${directory} is being opened by several processes at once: start one of them`)
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

/** The name of the socket of who has a directory, if somebody has, and the folder that it is in. */
export function ownerOf(directory: string): { folder: string; socket: string | undefined } {
  return { folder: dirname(directory), socket: readOwner(`${directory}.lock`) || undefined }
}

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
      const hint = `start as its user, or remove ${path} when no Rollcall runs there`
      reject(badDirectory(`the lock of the data directory ${directory} can't be read (${error.message}): ${hint}`))
    })
  })
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : ""

function lockedBy(directory: string, owner: string): Error {
  const [, pid, host] = OWNER.exec(owner) ?? []
  const hint = "stop it, give this one another directory, or use PostgreSQL (DATABASE_URL) for many processes"
  const problem = `the data directory ${directory} is in use by process ${pid} of host ${host}: ${hint}`
  return new DirectoryInUse([`ROLLCALL_DATA_DIR: ${problem}`])
}
