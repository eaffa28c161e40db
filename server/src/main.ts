import pino from "pino"
import { type App, createApp, SYSTEMS } from "./app.js"
import { finishRestore } from "./backup.js"
import type { MovableClock } from "./clock.js"
import { type Config, settingsHelp as helpOf, readConfig as readConfigOf, unknownSettings } from "./config.js"
import { BadSettings } from "./errors.js"
import { localKeys } from "./local-keys.js"

type Env = Readonly<Record<string, string | undefined>>
export type Running = { app: App; url: string; config: Config; stop(): Promise<void> }

/** The settings of this server with the HR systems that it knows. Throws `BadSettings`. */
export const readConfig = (env: Env): Config => readConfigOf(env, SYSTEMS)

/** A line for each setting. */
export const settingsHelp = (): string => helpOf(SYSTEMS)

/** Starts what the settings ask for, on a clock of its own or on one of a local world. Throws `BadSettings` for a bad one, an `Error` with a clear text for the rest. */
export async function startServer(env: Env, { clock }: { clock?: MovableClock } = {}): Promise<Running> {
  const config = readConfig(env)
  await finishRestore(config)
  const keys = config.encryptionKeys ?? localKeys(config)
  const logger = pino({ level: config.logLevel, base: null, serializers: { err: describeError } })
  const log = {
    info: (fields: object, message: string) => logger.info(fields, message),
    error: (fields: object, message: string) => logger.error(fields, message),
  }
  for (const { name, near } of unknownSettings(env, SYSTEMS))
    log.error(
      { setting: name },
      `nobody reads this setting${near ? `; did you mean ${near}?` : ": rollcall settings lists them"}`,
    )
  const app = await createApp({ config, keys, log, ...(clock && { clock }) })
  try {
    const url = await app.listen({ port: config.port, host: config.host })
    return { app, url: config.publicUrl ?? url, config, stop: () => app.close() }
  } catch (error) {
    await app.close()
    throw cannotListen(error, config)
  }
}

function cannotListen(error: unknown, { port, host }: Config): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  const problem = {
    EADDRINUSE: `PORT: ${port} is in use: stop the other program, or set another PORT`,
    EACCES: `PORT: this user may not listen on ${port}: set a PORT from 1024 on`,
    EADDRNOTAVAIL: `HOST: ${host} is no address of this machine: set one of its addresses, or 0.0.0.0 for all`,
    ENOTFOUND: `HOST: ${host} is not known: set an address of this machine, or 0.0.0.0 for all`,
  }[code]
  return problem === undefined ? error : new BadSettings([problem], { cause: error })
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
