import { existsSync } from "node:fs"
import { SYSTEMS } from "./app.js"
import { finishRestore } from "./backup.js"
import { createClock } from "./clock.js"
import { readConfig } from "./config.js"
import { placesIn } from "./data-directory/layout.js"
import { assertEmpty, openDatabase } from "./db/index.js"
import { BadSettings } from "./errors.js"
import { localKeys } from "./local-keys.js"
import { type Moved, moveAll, type Progress } from "./moving/index.js"
import { assertKeyFits, createVault } from "./vault/index.js"

export type MovedDatabase = Moved & {
  /** The file of the key that the server on PostgreSQL needs; null where it is in a setting already. */
  keyFile: string | null
}

/**
 * Moves the database of ROLLCALL_DATA_DIR to the empty one at DATABASE_URL, whole or not at all. Throws `BadSettings` when
 * a server runs on the first, or the second is not empty.
 */
export async function moveToPostgres(
  env: Readonly<Record<string, string | undefined>>,
  onProgress: (progress: Progress) => void,
): Promise<MovedDatabase> {
  const { databaseUrl: url, dataDir, encryptionKeys } = readConfig(env, SYSTEMS)
  if (url === null) throw new BadSettings(["DATABASE_URL: give the empty PostgreSQL database to move to"])
  const { database: directory } = placesIn(dataDir)
  const here = { databaseUrl: null, dataDir }
  await finishRestore(here)
  if (!existsSync(directory)) throw new BadSettings([`ROLLCALL_DATA_DIR: there is no database in ${dataDir}`])
  const clock = createClock()
  const source = await openDatabase({ directory }, clock)
  try {
    await assertKeyFits(source.db, createVault(encryptionKeys ?? localKeys(here)))
    await assertEmpty({ url }, clock)
    const target = await openDatabase({ url }, clock)
    try {
      const moved = await moveAll({ source, target, clock, onProgress })
      return { ...moved, keyFile: encryptionKeys === null ? `${dataDir}/encryption-key` : null }
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}
