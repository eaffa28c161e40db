import { randomBytes } from "node:crypto"
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import type { Config } from "./config.js"
import { makeDirectory } from "./db/index.js"
import { BadSettings } from "./errors.js"
import { parseKeys } from "./settings.js"
import { createKey, type Key } from "./vault/index.js"

type Where = Pick<Config, "databaseUrl" | "dataDir">
const pathOf = ({ dataDir }: Where): string => join(dataDir, "encryption-key")

/**
 * On an embedded database the key may live beside it: it protects copies of the database, not of the whole
 * directory. A server database needs its key from outside, or every process would make its own.
 */
export function localKeys(where: Where): readonly [Key, ...Key[]] {
  if (where.databaseUrl !== null) {
    throw new BadSettings([
      "ROLLCALL_ENCRYPTION_KEYS: is required with DATABASE_URL; make one with `npx rollcall create-key`",
    ])
  }
  const path = pathOf(where)
  makeDirectory(where.dataDir)
  if (!existsSync(path)) {
    if (existsSync(join(where.dataDir, "database"))) {
      throw new BadSettings([
        `ROLLCALL_ENCRYPTION_KEYS: ${path} is gone, and the database can't be opened without it: put it back`,
      ])
    }
    writeFileSync(path, `${createKey("local")}\n`, { mode: 0o600, flag: "wx", flush: true })
  }
  const keys = parseKeys(readKeyFile(path))
  if (!keys) throw new BadSettings([`ROLLCALL_ENCRYPTION_KEYS: ${path} is damaged: put the original back`])
  return keys
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, "utf8").trim()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new BadSettings([`ROLLCALL_DATA_DIR: the key in it can't be read (${why}): start as the user who owns it`])
  }
}

/** Puts a new key before the ones in the file, unless an earlier rotation has done so and did not end. */
export function addLocalKey(where: Where): readonly [Key, ...Key[]] {
  const keys = localKeys(where)
  if (keys.length > 1) return keys
  const old = readFileSync(pathOf(where), "utf8").trim()
  replaceFile(pathOf(where), `${createKey(`local-${randomBytes(5).toString("hex")}`)},${old}`)
  return localKeys(where)
}

/** Once nothing is sealed with the others any more. */
export function keepFirstLocalKey(where: Where): void {
  const [first = ""] = readFileSync(pathOf(where), "utf8").trim().split(",")
  replaceFile(pathOf(where), first)
}

/** The old file or the new one, never half of one, also when the power goes: without a key everything is lost. */
function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.new`, `${text}\n`, { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
  if (process.platform === "win32") return // has no handle on a directory
  const directory = openSync(dirname(path), "r")
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}
