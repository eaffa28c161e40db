import { randomBytes } from "node:crypto"
import { databaseSettingsOf, SYSTEMS } from "./app.js"
import { createClock } from "./clock.js"
import { readConfig } from "./config.js"
import { openDatabase } from "./db/index.js"
import { BadSettings } from "./errors.js"
import { createLogin, ensureViews } from "./export/index.js"

export type SqlLogin = { name: string; environment?: string; account?: string }

/** Makes a login for the SQL views, as the user of DATABASE_URL, and answers its password, which is kept nowhere. */
export async function createSqlLogin(
  env: Readonly<Record<string, string | undefined>>,
  { name, environment, account }: SqlLogin,
): Promise<{ password: string }> {
  const settings = databaseSettingsOf(readConfig(env, SYSTEMS))
  if (!("url" in settings))
    throw new BadSettings(["DATABASE_URL: give the PostgreSQL server: nobody can log in to the embedded database"])
  const database = await openDatabase(settings, createClock())
  const fail = (fields: object) => {
    throw Object.values(fields)[0]
  }
  try {
    await ensureViews(database, { error: fail })
    const password = randomBytes(24).toString("base64url")
    await createLogin(database.db, { name, password, environmentId: environment, accountId: account ?? null })
    return { password }
  } finally {
    await database.close()
  }
}
