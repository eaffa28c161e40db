import { existsSync, statSync } from "node:fs"
import { statfs } from "node:fs/promises"
import { join, resolve } from "node:path"
import { SYSTEMS } from "./app.js"
import { type Config, readConfig, unknownSettings } from "./config.js"
import { examineDatabase, lockDirectory } from "./db/index.js"
import { BadSettings } from "./errors.js"
import { localKeys } from "./local-keys.js"
import { opensCheck } from "./vault/index.js"

type Env = Readonly<Record<string, string | undefined>>

/** What was looked at, how it is, and what to do about it. */
export type Finding = { what: string; state: "ok" | "warning" | "failed"; told: string; mend?: string }

const OLDEST_POSTGRES = 150_000
const CLOCK_MS = 2_000
const FREE_BYTES = 1024 ** 3

/** The settings of a server on this machine, its database, keys, clock and disk. Changes nothing, and throws for nothing. */
export async function examineServer(env: Env, nowMs: () => number): Promise<Finding[]> {
  let config: Config
  try {
    config = readConfig(env, SYSTEMS)
  } catch (error) {
    const problems = error instanceof BadSettings ? error.problems : [String(error)]
    return problems.map((told) => ({
      what: "settings",
      state: "failed",
      told,
      mend: "rollcall settings has all of them",
    }))
  }
  const unknown = unknownSettings(env, SYSTEMS).map(({ name, near }): Finding => {
    const mend = near ? `did you mean ${near}?` : "rollcall settings has all of them"
    return { what: "settings", state: "warning", told: `nobody reads ${name}`, mend }
  })
  const settings: Finding = { what: "settings", state: "ok", told: "each can be read" }
  const { databaseUrl } = config
  const database =
    databaseUrl === null ? await examineDirectory(config) : await examinePostgres(config, databaseUrl, nowMs)
  return [...(unknown.length > 0 ? unknown : [settings]), ...database]
}

async function examinePostgres(config: Config, url: string, nowMs: () => number): Promise<Finding[]> {
  try {
    const found = await examineDatabase(url, nowMs)
    const { version, versionNumber, clockAheadMs, migration, lastMigration, sealed } = found
    const isOld = versionNumber < OLDEST_POSTGRES
    const isOff = Math.abs(clockAheadMs) > CLOCK_MS
    return [
      {
        ...{ what: "database", state: isOld ? "failed" : "ok", told: `PostgreSQL ${version} answers` },
        ...(isOld ? { mend: "update it to 15 or newer" } : {}),
      },
      tablesOf(migration, lastMigration),
      {
        ...{ what: "clock", state: isOff ? "warning" : "ok" },
        told: `${Math.abs(clockAheadMs)} ms ${clockAheadMs < 0 ? "ahead of" : "behind"} the database's`,
        ...(isOff ? { mend: "have NTP set the clocks of both machines" } : {}),
      },
      keysOf(config, sealed),
    ]
  } catch (error) {
    const told = error instanceof Error ? error.message || String(error) : String(error)
    return [
      {
        what: "database",
        state: "failed",
        told,
        mend: "check DATABASE_URL, and that the database can be reached from here",
      },
    ]
  }
}

function tablesOf(migration: number | null, last: number): Finding {
  if (migration === null) return { what: "tables", state: "ok", told: "none yet: the first start makes them" }
  if (migration > last)
    return {
      ...{ what: "tables", state: "failed", told: `made by a newer Rollcall (${migration}, this one knows ${last})` },
      mend: "update Rollcall on this machine",
    }
  return {
    what: "tables",
    state: "ok",
    told: migration < last ? "the next start brings them up to date" : "up to date",
  }
}

function keysOf(config: Config, sealed: Buffer | null): Finding {
  try {
    const keys = config.encryptionKeys ?? localKeys(config)
    if (sealed === null || opensCheck(sealed, keys)) return { what: "keys", state: "ok", told: `${keys[0].id} seals` }
    const mend = "give the key that this database was started with, or changed to"
    return { what: "keys", state: "failed", told: "no key of ROLLCALL_ENCRYPTION_KEYS fits this database", mend }
  } catch (error) {
    return { what: "keys", state: "failed", told: error instanceof Error ? error.message : String(error) }
  }
}

async function examineDirectory(config: Config): Promise<Finding[]> {
  const { dataDir } = config
  if (!existsSync(join(dataDir, "database")))
    return [
      {
        ...{ what: "database", state: "ok", told: `${resolve(dataDir)} has none` },
        mend: "a server may use another directory: name it in ROLLCALL_DATA_DIR to look there; a start here makes one",
      },
    ]
  return [await examineLock(join(dataDir, "database")), examineKeyFile(config), await examineDisk(dataDir)]
}

async function examineLock(directory: string): Promise<Finding> {
  try {
    const unlock = await lockDirectory(directory)
    unlock()
    return { what: "database", state: "ok", told: `${directory}: no server has it open` }
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error)
    const [, holder] = /is in use by (.*?):/.exec(told) ?? []
    return holder
      ? { what: "database", state: "ok", told: `${directory} is open in ${holder}` }
      : { what: "database", state: "failed", told }
  }
}

function examineKeyFile(config: Config): Finding {
  const found = keysOf(config, null)
  const path = join(config.dataDir, "encryption-key")
  const isForOthers = existsSync(path) && (statSync(path).mode & 0o077) !== 0
  if (found.state !== "ok" || !isForOthers) return found
  return { what: "keys", state: "warning", told: `others may read ${path}`, mend: `chmod 600 ${path}` }
}

async function examineDisk(directory: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(directory)
  const free = bavail * bsize
  const told = `${(free / 1024 ** 3).toFixed(1)} GB free for ${directory}`
  return free < FREE_BYTES
    ? { what: "disk", state: "warning", told, mend: "make room: a database without it stops" }
    : { what: "disk", state: "ok", told }
}
