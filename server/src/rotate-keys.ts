import { databaseSettingsOf, SYSTEMS } from "./app.js"
import { finishRestore } from "./backup.js"
import { createClock } from "./clock.js"
import { readConfig } from "./config.js"
import { openDatabase } from "./db/index.js"
import { BadSettings } from "./errors.js"
import { addLocalKey, keepFirstLocalKey } from "./local-keys.js"
import { assertKeyFits, createVault, type Vault } from "./vault/index.js"
import { type Rotation, type RotationProgress, rotateKeys } from "./vault/rotate.js"

type Env = Readonly<Record<string, string | undefined>>
export type KeyRotation = Rotation & { currentKey: string; isLocal: boolean }

/**
 * Seals everything with the first key of ROLLCALL_ENCRYPTION_KEYS, or with a new one where the key lives beside an
 * embedded database. Throws `BadSettings` when there is nothing to rotate to.
 */
export async function rotateEncryptionKeys(
  env: Env,
  onProgress: (progress: RotationProgress) => void,
): Promise<KeyRotation> {
  const config = readConfig(env, SYSTEMS)
  const isLocal = config.encryptionKeys === null
  if (config.encryptionKeys?.length === 1) {
    throw new BadSettings([
      "ROLLCALL_ENCRYPTION_KEYS: give the new key first and the old one after it: new:...,old:... (npx rollcall create-key new)",
    ])
  }
  await finishRestore(config)
  // The database first: it refuses when another process has it, and then no key may change.
  const database = await openDatabase(databaseSettingsOf(config), createClock())
  let vault: Vault
  let rotation: Rotation
  try {
    vault = createVault(config.encryptionKeys ?? addLocalKey(config))
    await assertKeyFits(database.db, vault)
    rotation = await rotateKeys(database.db, vault, onProgress)
  } finally {
    await database.close()
  }
  // Not before the database has closed well: the old key opens what it may have failed to write.
  if (isLocal && rotation.left === 0) keepFirstLocalKey(config)
  return { ...rotation, currentKey: vault.currentKeyId, isLocal }
}
