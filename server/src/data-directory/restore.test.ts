import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gunzipSync, gzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { BrokenArchive } from "./archive.js"
import { type Manifest, writeBackup } from "./backup.js"
import { declareWhole, finish, keptIn, unpack } from "./restore.js"

const root = mkdtempSync(join(tmpdir(), "rollcall-restore-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const MANIFEST: Manifest = {
  format: 1,
  rollcall: "0.1.0",
  migration: 1,
  createdAt: "2026-03-01T00:00:00Z",
  hasKey: true,
}

/** Like one of a server: a directory with an empty one in it, and files, one of which is longer than a block. */
function makeData(name: string): string {
  const dataDir = join(root, name)
  mkdirSync(join(dataDir, "database/pg_notify"), { recursive: true })
  writeFileSync(join(dataDir, "database/rows"), name.repeat(1_000))
  writeFileSync(join(dataDir, "encryption-key"), name)
  writeFileSync(join(dataDir, "api-token"), name)
  return dataDir
}
const readData = (dataDir: string) => [
  readFileSync(join(dataDir, "database/rows"), "utf8").slice(0, 3),
  existsSync(join(dataDir, "database/pg_notify")),
  ...["encryption-key", "api-token"].map((file) => readFileSync(join(dataDir, file), "utf8").slice(0, 3)),
  keptIn(dataDir).length,
]
const OLD = ["old", true, "old", "old", 3]
const NEW = ["new", true, "new", "new", 3]

const backup = join(root, "backup.tar.gz")
beforeAll(() => {
  const dataDir = makeData("new")
  return writeBackup(backup, { dataDir, database: join(dataDir, "database") }, MANIFEST)
})

describe("What is no whole backup is refused, and nothing is changed:", () => {
  const whole = () => gunzipSync(readFileSync(backup))
  const at = (text: string) => whole().indexOf(text)
  const changed = (place: number, text: string) => {
    const bytes = whole()
    bytes.write(text, place)
    return gzipSync(bytes)
  }
  const broken: [string, () => Buffer][] = [
    ["a foreign file", () => Buffer.from("PK...")],
    ["a foreign archive", () => gzipSync(Buffer.alloc(1024, 1))],
    ["an empty file", () => Buffer.alloc(0)],
    ["one that was cut off", () => readFileSync(backup).subarray(0, -1)],
    ["one without its last files", () => gzipSync(whole().subarray(0, at("SHA256SUMS")))],
    ["one with a changed byte", () => changed(at("newnew"), "N")],
    ["one with a changed header", () => changed(at("data/database/rows") + 100, "7")],
    ["one of another format", () => changed(at('"format": 1'), '"format": 2')],
    ["one that leads out of the directory", () => gzipSync(leadingOut(whole()))],
  ]
  it.each(broken)("%s", async (_, make) => {
    const [file, target] = [join(root, "broken"), makeData("old")]
    writeFileSync(file, make())
    await expect(unpack(file, target, () => {})).rejects.toThrow(BrokenArchive)
    expect(readData(target)).toEqual(OLD)
    expect(existsSync(join(target, ".restore-unpacking"))).toBe(false)
  })
})

/** A header is right by its checksum, so both are changed. */
function leadingOut(bytes: Buffer): Buffer {
  const at = bytes.indexOf("data/database/rows")
  const header = bytes.subarray(at, at + 512)
  header.write("data/../../../rows")
  header.fill(" ", 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148)
  return bytes
}

/** Runs until so many renames are done, as in a process that is killed then. False: it was. */
function runUntil(steps: number, run: (rename: typeof renameSync) => void): boolean {
  let left = steps
  const rename: typeof renameSync = (from, to) => {
    if (left-- === 0) throw new Error("killed")
    renameSync(from, to)
  }
  try {
    run(rename)
    return true
  } catch (error) {
    expect(String(error)).toContain("killed")
    return false
  }
}

it("A restore that is killed at any step leaves the old data or the new, and whoever comes next has it whole", async () => {
  for (let steps = 0, isDone = false; !isDone; steps++) {
    const target = makeData(`old${steps}`)
    await unpack(backup, target, () => {})
    expect(readData(target), "until it is decided").toEqual(OLD)
    isDone = runUntil(steps, (rename) => {
      declareWhole(target, rename)
      finish(target, rename)
    })
    // The next one may be killed, too.
    runUntil(1, (rename) => finish(target, rename))
    finish(target)
    expect(readData(target)).toEqual(steps === 0 ? OLD : NEW)
    if (steps > 0) expect(readData(join(target, "before-restore"))).toEqual(OLD)
    if (isDone) expect(steps, "renames").toBe(8)
  }
})
