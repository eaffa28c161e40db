import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
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
  console.log("ready")
  while (!existsSync(process.argv[3])) {}
  try { lockDirectory(process.argv[2]); console.log("locked"); setInterval(() => {}, 1000) }
  catch (error) { console.log("refused"); setInterval(() => {}, 1000) }`

const ID = "11111111-1111-4111-8111-111111111111"
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
    new RegExp(`in use by process ${first.child.pid}.*ROLLCALL_DATA_DIR.*DATABASE_URL`),
  )
  const second = run(HOLDER, directory, ID)
  expect(await second.nextLine()).toContain(`in use by process ${first.child.pid}`)
})

test("after kill -9 the next process takes over and finds the data", async () => {
  const directory = join(root, "database")
  const first = run(HOLDER, directory, ID)
  expect(await first.nextLine()).toBe("open")
  await stop(first.child)
  expect(existsSync(`${directory}.lock`)).toBe(true)
  const database = await openDatabase({ directory }, createClock())
  const rows = await database.db.selectFrom("environment").select(["id", "name"]).execute()
  await database.close()
  expect(rows).toEqual([{ id: ID, name: "kept" }])
  expect(existsSync(`${directory}.lock`)).toBe(false)
})

test("a failed start gives the lock back", async () => {
  const directory = join(root, "database")
  writeFileSync(directory, "a file where the database should be")
  await expect(openDatabase({ directory }, createClock())).rejects.toThrow()
  expect(existsSync(`${directory}.lock`)).toBe(false)
})

test.each([
  ["an empty lock", ""],
  ["a lock with half a line", '{"pid": 12'],
  ["a lock of no process", JSON.stringify({ pid: 2 ** 22 + 1, startedAt: null })],
  [
    "a lock whose process id was given to another since",
    JSON.stringify({ pid: process.pid, startedAt: "an earlier boot:1" }),
  ],
])("%s is taken over", (_, text) => {
  const directory = join(root, "data", "database")
  mkdirSync(join(root, "data"))
  writeFileSync(`${directory}.lock`, text)
  const unlock = lockDirectory(directory)
  expect(JSON.parse(readFileSync(`${directory}.lock`, "utf8"))).toMatchObject({ pid: process.pid })
  unlock()
  expect(readdirSync(join(root, "data"))).toEqual([])
})

test("a process that died while it removed a dead lock stops nobody", () => {
  const directory = join(root, "database")
  const dead = JSON.stringify({ pid: 2 ** 22 + 1, startedAt: null })
  for (const end of ["lock", "lock.removal", "lock.removal.removal"]) writeFileSync(`${directory}.${end}`, dead)
  lockDirectory(directory)()
  expect(readdirSync(root)).toEqual([])
})

test("the same process can't open a directory twice at once", () => {
  const directory = join(root, "database")
  const unlock = lockDirectory(directory)
  expect(() => lockDirectory(directory)).toThrow(/in use by process/)
  unlock()
  lockDirectory(directory)()
})

test("of many processes that find the lock of a dead one, exactly one gets it", async () => {
  for (let round = 0; round < 4; round++) {
    const directory = join(root, `database-${round}`)
    const go = join(root, `go-${round}`)
    writeFileSync(`${directory}.lock`, JSON.stringify({ pid: 2 ** 22 + 1, startedAt: null }))
    const racers = Array.from({ length: 6 }, () => run(RACER, directory, go))
    for (const { nextLine } of racers) expect(await nextLine()).toBe("ready")
    writeFileSync(go, "")
    const outcomes = await Promise.all(racers.map(({ nextLine }) => nextLine()))
    await Promise.all(racers.map(({ child }) => stop(child)))
    expect(outcomes.filter((one) => one === "locked")).toHaveLength(1)
    expect(outcomes.filter((one) => one === "refused")).toHaveLength(5)
  }
})
