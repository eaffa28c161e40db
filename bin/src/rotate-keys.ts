import { rotateEncryptionKeys } from "@rollcall/server"
import { fail } from "./until-stopped.js"

/** Seals every secret with the newest key, while servers run, and proves that none is left on another. */
export async function rotateKeys(): Promise<void> {
  const lines = new Map<string, string>()
  const rotation = await rotateEncryptionKeys(process.env, ({ table, done, total }) => {
    const line = `${table}: ${done} of ${total}`
    if (total > 0 && lines.get(table) !== line) process.stdout.write(`${line}\n`)
    lines.set(table, line)
  }).catch(fail)
  const { resealed, left, currentKey, isLocal } = rotation
  if (left > 0) {
    fail(
      new Error(
        `${left} values are sealed with other keys than ${currentKey}: a server still seals with an old one. Give every server the new key first, restart it, and run this again`,
      ),
    )
  }
  const next = isLocal
    ? "The old key is gone from the key file."
    : "You may take the old keys out of ROLLCALL_ENCRYPTION_KEYS now."
  process.stdout.write(`Done: ${resealed} values sealed again, 0 left on other keys than ${currentKey}. ${next}\n`)
}
