import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { createInterface } from "node:readline"
import { afterEach, beforeEach, expect, test } from "vitest"
import { createClock } from "../clock.js"
import { lockDirectory } from "./directory-lock.js"
import { openDatabase } from "./index.js"

// Real processes run the built code: `npm run build` first.
const built = (file: string) => JSON.stringify(new URL(`../../dist/db/${file}`, import.meta.url).href)

const HOLDER = `
  import { createClock } from ${built("../clock.js")}
  import { openDatabase } from ${built("index.js")}
  try {
    const { db } = await openDatabase({ directory: process.argv[2] }, createClock())
    await db.insertInto("environment").values({ id: process.argv[3], name: "kept", is_default: false }).execute()
    console.log("open")
    setInterval(() => {}, 1000)
  } catch (error) { console.log(error.message) }`

const RACER = `
  import { existsSync } from "node:fs"
  import { lockDirectory } from ${built("directory-lock.js")}
  const parent = process.ppid
  const pause = new Int32Array(new SharedArrayBuffer(4))
  console.log("ready")
  while (!existsSync(process.argv[3])) {
    Atomics.wait(pause, 0, 0, 1)
    if (process.ppid !== parent) process.exit()
  }
  try { await lockDirectory(process.argv[2]); console.log("locked"); setInterval(() => {}, 1000) }
  catch (error) { console.log("refused"); setInterval(() => {}, 1000) }`

const ID = "11111111-1111-4111-8111-111111111111"
/** The name of a socket that this living process could have, and has not. */
const OWN = `lock-${process.pid}-here-1`
let root: string
let children: ChildProcess[]

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "rollcall-lock-"))
  children = []
})
afterEach(async () => {
  await Promise.all(children.map(stop))
  rmSync(root, { recursive: true, force: true })
})

const lockFiles = () => readdirSync(root).filter((name) => name.includes("lock"))

function run(script: string, ...args: string[]) {
  const file = join(root, `child-${children.length}-${script.length}.mjs`)
  writeFileSync(file, script)
  const child = spawn(process.execPath, [file, ...args], { stdio: ["ignore", "pipe", "inherit"] })
  children.push(child)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return { child, nextLine: async () => (await lines.next()).value as string | undefined }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, "exit")
  child.kill("SIGKILL")
  await gone
}

test("a second process on the same directory is refused and told what to do", async () => {
  const directory = join(root, "database")
  const first = run(HOLDER, directory, ID)
  expect(await first.nextLine()).toBe("open")
  await expect(openDatabase({ directory }, createClock())).rejects.toThrow(
    new RegExp(`ROLLCALL_DATA_DIR: .* in use by process ${first.child.pid} of host .*DATABASE_URL`),
  )
  const second = run(HOLDER, directory, ID)
  expect(await second.nextLine()).toContain(`in use by process ${first.child.pid}`)
})

test("after kill -9 the next process takes over and finds the data", async () => {
  const directory = join(root, "database")
  const first = run(HOLDER, directory, ID)
  expect(await first.nextLine()).toBe("open")
  await stop(first.child)
  expect(lockFiles()).toHaveLength(2)
  const database = await openDatabase({ directory }, createClock())
  const rows = await database.db.selectFrom("environment").select(["id", "name"]).execute()
  await database.close()
  expect(rows).toEqual([{ id: ID, name: "kept" }])
  expect(lockFiles()).toEqual([])
})

test("a database that can't be opened is said with its place and what to do", async () => {
  const directory = join(root, "database")
  writeFileSync(directory, "")
  const failed = openDatabase({ directory }, createClock())
  await expect(failed).rejects.toThrow(/embedded database in .*database can't be opened.*ROLLCALL_DATA_DIR/)
})

test("a failed start gives the lock back", async () => {
  const directory = join(root, "database")
  writeFileSync(directory, "a file where the database should be")
  await expect(openDatabase({ directory }, createClock())).rejects.toThrow()
  expect(lockFiles()).toEqual([])
})

test("a living holder is refused a second time whatever process ids its lock names, as in another container", async () => {
  const directory = join(root, "database")
  const unlock = await lockDirectory(directory)
  const [socket = ""] = lockFiles().filter((name) => name.startsWith("lock-"))
  for (const pid of [0, 1, 2 ** 22 + 1]) {
    const elsewhere = `lock-${pid}-elsewhere-1`
    renameSync(join(root, socket), join(root, elsewhere))
    rmSync(`${directory}.lock`)
    symlinkSync(elsewhere, `${directory}.lock`)
    await expect(lockDirectory(directory)).rejects.toThrow(`in use by process ${pid} of host elsewhere`)
    renameSync(join(root, elsewhere), join(root, socket))
  }
  unlock()
  expect(lockFiles()).toEqual([])
})

test("a holder that does not answer is alive", async () => {
  const directory = join(root, "database")
  const first = run(HOLDER, directory, ID)
  expect(await first.nextLine()).toBe("open")
  first.child.kill("SIGSTOP")
  await expect(lockDirectory(directory)).rejects.toThrow(`in use by process ${first.child.pid}`)
})

test.each([
  ["an empty file", (path: string) => writeFileSync(path, "")],
  ["a file that names this living process", (path: string) => writeFileSync(path, `{"pid":${process.pid}}`)],
  ["a lock that names this living process, which has no socket", (path: string) => symlinkSync(OWN, path)],
  ["a lock of process 0", (path: string) => symlinkSync("lock-0-here-1", path)],
  ["a link to a file that is not ours", (path: string) => symlinkSync("../kept", path)],
])("%s in place of the lock is taken over", async (_, put) => {
  const directory = join(root, "data", "database")
  mkdirSync(join(root, "data"))
  writeFileSync(join(root, "kept"), "")
  put(`${directory}.lock`)
  const unlock = await lockDirectory(directory)
  await expect(lockDirectory(directory)).rejects.toThrow(`in use by process ${process.pid}`)
  unlock()
  expect(readdirSync(join(root, "data"))).toEqual([])
  expect(existsSync(join(root, "kept"))).toBe(true)
})

test("a process that died while it removed a dead lock stops nobody", async () => {
  const directory = join(root, "database")
  for (const end of ["lock", "lock.removal", "lock.removal.removal"]) symlinkSync(OWN, `${directory}.${end}`)
  const unlock = await lockDirectory(directory)
  unlock()
  expect(lockFiles()).toEqual([])
})

test("the same process can't open a directory twice at once", async () => {
  const directory = join(root, "database")
  const unlock = await lockDirectory(directory)
  await expect(lockDirectory(directory)).rejects.toThrow(/in use by process/)
  unlock()
  const again = await lockDirectory(directory)
  again()
})

test("a directory deeper than the address of a socket may be long is locked like any other", async () => {
  const directory = join(root, "d".repeat(120), "database")
  const unlock = await lockDirectory(directory)
  expect(readdirSync(dirname(directory))).toHaveLength(2)
  await expect(lockDirectory(directory)).rejects.toThrow(/in use by process/)
  unlock()
  expect(readdirSync(dirname(directory))).toEqual([])
})

test("a place where no lock can be made is refused with what to do", async () => {
  await expect(lockDirectory("/proc/self/database")).rejects.toThrow(/^ROLLCALL_DATA_DIR: \/proc\/self .*may write to/)
})

test("of many processes that find the lock of a dead one, exactly one gets it", async () => {
  const died = run(HOLDER, join(root, "died"), ID)
  expect(await died.nextLine()).toBe("open")
  await stop(died.child)
  const socket = readlinkSync(join(root, "died.lock"))
  for (let round = 0; round < 4; round++) {
    const directory = join(root, `round-${round}`, "database")
    const go = join(root, `go-${round}`)
    mkdirSync(dirname(directory))
    linkSync(join(root, socket), join(dirname(directory), socket))
    symlinkSync(socket, `${directory}.lock`)
    const racers = Array.from({ length: 8 }, () => run(RACER, directory, go))
    for (const { nextLine } of racers) expect(await nextLine()).toBe("ready")
    writeFileSync(go, "")
    const outcomes = await Promise.all(racers.map(({ nextLine }) => nextLine()))
    expect(outcomes.sort()).toEqual(["locked", ...Array.from({ length: 7 }, () => "refused")])
    expect(readdirSync(dirname(directory))).toHaveLength(2)
    await Promise.all(racers.map(({ child }) => stop(child)))
  }
})
