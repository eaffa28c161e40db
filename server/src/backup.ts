import { existsSync, lstatSync, realpathSync, renameSync, rmSync, statSync } from "node:fs"
import { basename, dirname, join, relative, resolve, sep } from "node:path"
import { SYSTEMS, VERSION } from "./app.js"
import { createClock } from "./clock.js"
import { type Config, readConfig } from "./config.js"
import { BrokenArchive } from "./data-directory/archive.js"
import { type Manifest, type Source, writeBackup } from "./data-directory/backup.js"
import { assertRoom } from "./data-directory/free-space.js"
import { placesIn } from "./data-directory/layout.js"
import { declareWhole, finish, isUnfinished, keptIn, unpack } from "./data-directory/restore.js"
import {
  askForCopy,
  copyOf,
  DirectoryInUse,
  LAST_MIGRATION,
  lockDirectory,
  openDatabase,
  readLastMigration,
} from "./db/index.js"
import { BadSettings } from "./errors.js"
import { localKeys } from "./local-keys.js"
import { assertKeyFits, createVault } from "./vault/index.js"

type Env = Readonly<Record<string, string | undefined>>
export type Backup = Manifest & { bytes: number }

/**
 * Puts all of the data directory into one file, which only its owner may read. A server that runs on it is asked for a
 * copy of its database, and goes on. Throws when something else has the directory.
 */
export async function createBackup(env: Env, file: string): Promise<Backup> {
  const { dataDir } = embeddedOf(env, "pg_dump makes a copy of a PostgreSQL database")
  const folder = dirname(resolve(file))
  if (!existsSync(folder)) throw new Error(`there is no directory ${folder}: make it first`)
  const target = join(realpathSync(folder), basename(file))
  const { database } = placesIn(dataDir)
  if (existsSync(dataDir) && isIn(realpathSync(dataDir), target))
    throw new Error(`${file} is in the data directory itself`)
  if (lstatSync(target, { throwIfNoEntry: false })) throw new Error(`${file} is there already: give another name`)
  if (!existsSync(database)) throw new BadSettings([`ROLLCALL_DATA_DIR: there is no database in ${dataDir}`])
  try {
    return await locked(dataDir, async () => {
      finish(dataDir)
      return writeTo(target, { dataDir, database })
    })
  } catch (error) {
    if (!(error instanceof DirectoryInUse)) throw error
    return await withCopy(dataDir, error, (copy) => writeTo(target, { dataDir, database: copy }))
  }
}

/** Both without symbolic links on the way. */
const isIn = (directory: string, place: string): boolean => {
  const way = relative(directory, place)
  return way !== ".." && !way.startsWith(`..${sep}`)
}

/** Runs with a copy of the database that a running server makes. `inUse`: who has the directory. */
async function withCopy<T>(dataDir: string, inUse: Error, run: (copy: string) => Promise<T>): Promise<T> {
  const { database } = placesIn(dataDir)
  const copy = copyOf(database)
  // One backup at a time; what a killed one has left is nobody's.
  const unlock = await lockDirectory(copy)
  try {
    rmSync(copy, { recursive: true, force: true })
    await assertRoom(database)
    if (!(await askForCopy(database)))
      throw new Error(`no copy was made: what has the directory is no server, or has stopped. ${inUse.message}`)
    return await run(copy)
  } finally {
    rmSync(copy, { recursive: true, force: true })
    unlock()
  }
}

async function writeTo(target: string, source: Source): Promise<Backup> {
  const manifest: Manifest = {
    format: 1,
    rollcall: VERSION,
    migration: await readLastMigration(source.database),
    createdAt: new Date(createClock().now()).toISOString(),
    hasKey: keptIn(source.dataDir).includes("encryption-key"),
  }
  const unfinished = `${target}.new`
  rmSync(unfinished, { force: true })
  try {
    await writeBackup(unfinished, source, manifest)
    renameSync(unfinished, target)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
  return { ...manifest, bytes: statSync(target).size }
}

/** `keptAt`: where what was in use before stands now, if there was something. */
export type Restored = Manifest & { keptAt: string | null }

/**
 * Puts a backup in the place of the data directory's content. Everything is unpacked, compared and opened first: until
 * then what is in use stays as it is. Throws when the file is damaged, of something else, or of a newer version.
 */
export async function restoreBackup(env: Env, file: string, isReplacing: boolean): Promise<Restored> {
  const config = embeddedOf(env, "pg_restore restores a PostgreSQL database")
  const { dataDir } = config
  const { before } = placesIn(dataDir)
  if (!existsSync(file)) throw new Error(`there is no file ${file}`)
  return locked(dataDir, async () => {
    finish(dataDir)
    const isEmpty = keptIn(dataDir).length === 0
    if (!isEmpty && !isReplacing) {
      throw new BadSettings([
        `ROLLCALL_DATA_DIR: ${dataDir} is not empty: give an empty directory, or --replace (what is in it then goes to ${before})`,
      ])
    }
    if (!isEmpty && existsSync(before))
      throw new Error(`${before} holds what the restore before has replaced: move it away first`)
    const manifest = await unpack(file, dataDir, assertNotNewer).catch((error: unknown) => {
      if (!(error instanceof BrokenArchive)) throw error
      throw new Error(`${file} is no whole backup of Rollcall (${error.message}). Nothing was changed`)
    })
    await tryIt(config)
    declareWhole(dataDir)
    finish(dataDir)
    return { ...manifest, keptAt: isEmpty ? null : before }
  })
}

function assertNotNewer({ migration, rollcall }: Manifest): void {
  if (migration <= LAST_MIGRATION) return
  const what = `the backup was made by a newer Rollcall (${rollcall}, migration ${migration})`
  throw new Error(`${what}; this one knows ${LAST_MIGRATION}: update Rollcall. Nothing was changed`)
}

/** A database that does not open, or whose secrets don't, takes no one's place. */
async function tryIt({ dataDir, encryptionKeys }: Config): Promise<void> {
  const { unpacking } = placesIn(dataDir)
  const there = placesIn(unpacking)
  try {
    if (!existsSync(there.database)) throw new Error("there is no database in the backup. Nothing was changed")
    const database = await openDatabase({ directory: there.database }, createClock())
    try {
      const keys = encryptionKeys ?? localKeys({ databaseUrl: null, dataDir: unpacking })
      await assertKeyFits(database.db, createVault(keys))
    } finally {
      await database.close()
    }
  } catch (error) {
    rmSync(unpacking, { recursive: true, force: true })
    throw error
  }
}

/** Brings a restore to its end that was killed after all of it was there. Whoever opens the directory asks for it first. */
export async function finishRestore({ databaseUrl, dataDir }: Pick<Config, "databaseUrl" | "dataDir">): Promise<void> {
  if (databaseUrl === null && isUnfinished(dataDir)) await locked(dataDir, async () => finish(dataDir))
}

/** What is embedded is on a disk: a database of PostgreSQL has tools of its own. */
function embeddedOf(env: Env, instead: string): Config {
  const config = readConfig(env, SYSTEMS)
  if (config.databaseUrl !== null)
    throw new BadSettings([`DATABASE_URL: is set, and this is for ROLLCALL_DATA_DIR: ${instead}`])
  if (config.dataDir === ":memory:") throw new BadSettings(["ROLLCALL_DATA_DIR: what is in memory can't be kept"])
  return config
}

async function locked<T>(dataDir: string, run: () => Promise<T>): Promise<T> {
  const unlock = await lockDirectory(placesIn(dataDir).database)
  try {
    return await run()
  } finally {
    unlock()
  }
}
