import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import pino from "pino"
import { type App, createApp } from "./app.js"
import { BadSettings, type Config, parseKeys, readConfig } from "./config.js"
import { createKey, type Key } from "./vault/index.js"

type Env = Readonly<Record<string, string | undefined>>
export type Running = { app: App; url: string; config: Config; stop(): Promise<void> }

/** Starts what the settings ask for. Throws `BadSettings` for a bad one, an `Error` with a clear text for the rest. */
export async function startServer(env: Env): Promise<Running> {
  const config = readConfig(env)
  const keys = config.encryptionKeys ?? localKeys(config)
  const logger = pino({ level: config.logLevel, base: null, serializers: { err: describeError } })
  const log = {
    info: (fields: object, message: string) => logger.info(fields, message),
    error: (fields: object, message: string) => logger.error(fields, message),
  }
  const app = await createApp({ config, keys, log })
  try {
    const url = await app.listen({ port: config.port, host: config.host })
    return { app, url: config.publicUrl ?? url, config, stop: () => app.close() }
  } catch (error) {
    await app.close()
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
      throw new BadSettings([`PORT: ${config.port} is in use: stop the other program, or set another PORT`])
    }
    throw error
  }
}

/**
 * On an embedded database the key may live beside it: it protects copies of the database, not of the whole
 * directory. A server database needs its key from outside, or every process would make its own.
 */
function localKeys({ databaseUrl, dataDir }: Config): readonly [Key, ...Key[]] {
  if (databaseUrl !== null) {
    throw new BadSettings([
      "ROLLCALL_ENCRYPTION_KEYS: is required with DATABASE_URL; make one with `npx rollcall create-key`",
    ])
  }
  const path = join(dataDir, "encryption-key")
  if (!existsSync(path)) {
    if (existsSync(join(dataDir, "database"))) {
      throw new BadSettings([
        `ROLLCALL_ENCRYPTION_KEYS: ${path} is gone, and the database can't be opened without it: put it back`,
      ])
    }
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    writeFileSync(path, `${createKey("local")}\n`, { mode: 0o600, flag: "wx" })
  }
  const keys = parseKeys(readFileSync(path, "utf8").trim())
  if (!keys) throw new BadSettings([`ROLLCALL_ENCRYPTION_KEYS: ${path} is damaged: put the original back`])
  return keys
}

/** Errors in the log: what and where, without the data that caused it. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error).slice(0, 500) }
  return {
    type: error.name,
    message: error.message.slice(0, 500),
    stack: error.stack?.slice(0, 4_000),
    ...(error.cause instanceof Error ? { cause: `${error.cause.name}: ${error.cause.message.slice(0, 300)}` } : {}),
  }
}
