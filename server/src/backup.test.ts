import { randomUUID } from "node:crypto"
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { basename, dirname, join } from "node:path"
import { gunzipSync, gzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createBackup, finishRestore, restoreBackup } from "./backup.js"
import { assertRoom } from "./data-directory/free-space.js"
import { answerAsker } from "./db/copy-on-request.js"
import { LAST_MIGRATION, lockDirectory, openDatabase } from "./db/index.js"
import { insertEnvironment, testClock } from "./db/testing.js"
import { localKeys } from "./local-keys.js"
import { assertKeyFits, createVault } from "./vault/index.js"

const root = mkdtempSync(join(tmpdir(), "rollcall-backup-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const open = (dataDir: string) => openDatabase({ directory: join(dataDir, "database") }, testClock())

/** A data directory as a server leaves it, whose database knows its own name. */
async function makeData(name: string): Promise<string> {
  const dataDir = join(root, name)
  const keys = localKeys({ databaseUrl: null, dataDir })
  const database = await open(dataDir)
  await assertKeyFits(database.db, createVault(keys))
  await insertEnvironment(database.db, name)
  await database.close()
  return dataDir
}

async function namesIn(dataDir: string): Promise<string[]> {
  const database = await open(dataDir)
  const rows = await database.db.selectFrom("environment").select("name").execute()
  await database.close()
  return rows.map(({ name }) => name)
}

async function nameIn(dataDir: string): Promise<string | undefined> {
  const database = await open(dataDir)
  const row = await database.db.selectFrom("environment").select("name").executeTakeFirst()
  await database.close()
  return row?.name
}

const envOf = (dataDir: string) => ({ ROLLCALL_DATA_DIR: dataDir })
const backup = join(root, "backup.tar.gz")
const keyOf = (dataDir: string) => readFileSync(join(dataDir, "encryption-key"), "utf8")
let source: string
beforeAll(async () => {
  source = await makeData("source")
  await createBackup(envOf(source), backup)
})

describe("A backup", () => {
  it("is one file for its owner only, with the database and its key, and comes back in an empty directory", async () => {
    expect(statSync(backup).mode & 0o777).toBe(0o600)
    const target = join(root, "empty")
    const restored = await restoreBackup(envOf(target), backup, false)
    expect(restored).toMatchObject({ hasKey: true, keptAt: null })
    expect(keyOf(target)).toBe(keyOf(source))
    expect(await nameIn(target)).toBe("source")
  })

  it("is not made over another file, in the directory itself, of nothing, or of PostgreSQL", async () => {
    await expect(createBackup(envOf(source), backup)).rejects.toThrow("is there already")
    const link = join(dirname(source), `link-to-${basename(source)}`)
    symlinkSync(source, link)
    for (const inside of [join(source, "b"), join(source, "..b"), join(link, "b")])
      await expect(createBackup(envOf(source), inside)).rejects.toThrow("is in the data directory itself")
    await expect(createBackup(envOf(source), join(link, "no/b"))).rejects.toThrow("there is no directory")
    await expect(createBackup(envOf(join(root, "none")), join(root, "b"))).rejects.toThrow("there is no database in")
    await expect(createBackup({ DATABASE_URL: "postgres://h/d" }, join(root, "b"))).rejects.toThrow("pg_dump")
    expect(existsSync(join(root, "b"))).toBe(false)
  })

  it("of a running server is whole, whatever is written meanwhile", async () => {
    const dataDir = await makeData("running")
    const database = await open(dataDir)
    const pairs: string[] = []
    let isMade = false
    const writing = async () => {
      while (!isMade && pairs.length < 200) {
        const ids = [randomUUID(), randomUUID()]
        await database.db.transaction().execute(async (tx) => {
          for (const id of ids)
            await tx
              .insertInto("environment")
              .values({ id, name: String(pairs.length), is_default: false })
              .execute()
        })
        pairs.push(String(pairs.length))
      }
    }
    const written = writing()
    await expect.poll(() => pairs.length).toBeGreaterThan(3)
    const before = pairs.length
    const file = join(root, "of-running.tar.gz")
    const made = await createBackup(envOf(dataDir), file)
    expect(made).toMatchObject({ hasKey: true, migration: LAST_MIGRATION, bytes: statSync(file).size })
    isMade = true
    await written
    const target = join(root, "from-running")
    await restoreBackup(envOf(target), file, false)
    const names = await namesIn(target)
    const kept = new Set(names).size - 1
    expect(names.filter((name) => name !== "running")).toHaveLength(2 * kept)
    expect(kept).toBeGreaterThanOrEqual(before)
    expect(pairs.slice(0, kept).every((name) => names.includes(name))).toBe(true)
    const { count } = await database.db
      .selectFrom("environment")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow()
    expect(Number(count)).toBe(2 * pairs.length + 1)
    await database.close()
    expect(readdirSync(dataDir).sort()).toEqual(["database", "encryption-key"])
  }, 180_000)

  it("takes the place of what a killed one has left, and two at once are one", async () => {
    const dataDir = await makeData("twice")
    const database = await open(dataDir)
    mkdirSync(join(dataDir, "database.copy"))
    writeFileSync(join(dataDir, "database.copy", "left"), "over")
    const both = await Promise.allSettled(["one", "two"].map((name) => createBackup(envOf(dataDir), join(root, name))))
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(["one", "two"].filter((name) => existsSync(join(root, name)))).toHaveLength(1)
    await database.close()
    expect(readdirSync(dataDir).sort()).toEqual(["database", "encryption-key"])
  })

  it("is refused, and leaves nothing, while something else has the directory, or a copy can't be made", async () => {
    const unlock = await lockDirectory(join(source, "database"))
    await expect(createBackup(envOf(source), join(root, "b"))).rejects.toThrow(/is no server.*is in use by process/)
    await expect(restoreBackup(envOf(source), backup, true)).rejects.toThrow("is in use by process")
    unlock()
    const failing = await lockDirectory(join(source, "database"), (asker) =>
      answerAsker(asker, () => Promise.reject(new Error("the disk is full"))),
    )
    await expect(createBackup(envOf(source), join(root, "b"))).rejects.toThrow("the disk is full")
    failing()
    expect(readdirSync(source).sort()).toEqual(["database", "encryption-key"])
    expect(readdirSync(root).filter((name) => /^b($|\.)/.test(name))).toEqual([])
  })

  it("needs room for the copy", async () => {
    const database = join(source, "database")
    await expect(assertRoom(database, async () => 80_000_000)).rejects.toThrow(/needs \d+ MB on its disk/)
    await expect(assertRoom(database)).resolves.toBeUndefined()
  })
})

describe("A restore is refused, and changes nothing,", () => {
  it("when the file is damaged, of a newer Rollcall, or sealed with another key", async () => {
    const target = await makeData("kept")
    const file = join(root, "changed")
    const change = (text: string, to: string) => {
      const bytes = gunzipSync(readFileSync(backup))
      bytes.write(to, bytes.indexOf(text))
      writeFileSync(file, gzipSync(bytes))
      return file
    }
    const restore = (from: string, env = {}) => restoreBackup({ ...envOf(target), ...env }, from, true)
    await expect(restore(change('"hasKey"', '"HASKEY"'))).rejects.toThrow(/is no whole backup .*Nothing was changed/)
    await expect(restore(change(`"migration": ${LAST_MIGRATION}`, '"migration": 99'))).rejects.toThrow(
      "a newer Rollcall",
    )
    const env = { ROLLCALL_ENCRYPTION_KEYS: `k:${Buffer.alloc(32).toString("base64")}` }
    await expect(restore(backup, env)).rejects.toThrow("does not fit this database")
    await expect(restore(join(root, "nowhere"))).rejects.toThrow("there is no file")
    expect(readdirSync(target).sort()).toEqual(["database", "encryption-key"])
    expect(await nameIn(target)).toBe("kept")
  })
})

describe("A restore", () => {
  it("replaces what is there only when told, keeps it aside, and is carried through by the next start", async () => {
    const target = await makeData("target")
    const key = keyOf(target)
    await expect(restoreBackup(envOf(target), backup, false)).rejects.toThrow("is not empty")
    expect(await nameIn(target)).toBe("target")
    const { keptAt } = await restoreBackup(envOf(target), backup, true)
    expect([await nameIn(target), keyOf(target)]).toEqual(["source", keyOf(source)])
    expect([await nameIn(String(keptAt)), keyOf(String(keptAt))]).toEqual(["target", key])
    await expect(restoreBackup(envOf(target), backup, true)).rejects.toThrow("move it away first")
    renameSync(String(keptAt), join(target, ".restore-whole"))
    await finishRestore({ databaseUrl: null, dataDir: target })
    expect([await nameIn(target), keyOf(target)]).toEqual(["target", key])
  })
})
