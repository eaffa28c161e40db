/**
 * The database: PostgreSQL, or PGlite in a worker thread when no server is given. Both are spoken to through Kysely
 * in one dialect. It owns connections, migrations and the lock on the embedded directory. SQL of the product stands
 * in `store.ts` files; nothing here knows what the tables mean.
 */
import { type Kysely, PostgresDialect, sql } from "kysely"
import pg from "pg"
import type { Clock } from "../clock.js"
import { lockDirectory } from "./directory-lock.js"
import { type Embedded, embeddedDialect, openEmbedded } from "./embedded.js"
import { type Listen, listenOn } from "./listen.js"
import { migrate } from "./migrate.js"
import { putClock, readClockOffset, SEARCH_PATH } from "./movable-clock.js"
import { RetryingDb } from "./retrying.js"
import type { Schema } from "./schema.js"

export type Db = Kysely<Schema>
export type Database = {
  db: Db
  kind: "embedded" | "postgres"
  /** Throws when the database does not answer. */
  ping(): Promise<void>
  listen: Listen
  close(): Promise<void>
}

/** `url`: a PostgreSQL server. `directory`: the embedded database's; null keeps it in memory. */
export type DatabaseSettings = ({ url: string; schema?: string } | { directory: string | null }) & {
  /** Only for local worlds and tests: the database's clock is at least so far ahead, and can be moved. */
  clockOffsetMs?: number
}

const VACUUM_MS = 3_600_000

export async function openDatabase(settings: DatabaseSettings, clock: Clock): Promise<Database> {
  const opened = "url" in settings ? openServer(settings, clock) : await openLocal(settings.directory, clock)
  try {
    if (settings.clockOffsetMs !== undefined) await openClock(opened, settings.clockOffsetMs)
    await migrate(opened.db)
  } catch (error) {
    await opened.close()
    throw error
  }
  const ping = async () => {
    await sql`select 1`.execute(opened.db)
  }
  return { ...opened, ping }
}

type Opened = Omit<Database, "ping">

/** Before the tables are made, whose columns begin with the time of this clock. It is never put back. */
async function openClock({ db, kind }: Opened, offsetMs: number): Promise<void> {
  if (kind === "embedded") await sql.raw(SEARCH_PATH).execute(db)
  const there = await readClockOffset(db)
  await putClock(db, Math.max(offsetMs, there))
}

type Server = { url: string; schema?: string; clockOffsetMs?: number }

function openServer({ url, schema, clockOffsetMs }: Server, clock: Clock): Opened {
  const types = {
    getTypeParser: ((oid: number, format: "text" | "binary") =>
      oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
  }
  const connection = { connectionString: url, connectionTimeoutMillis: 10_000, application_name: "rollcall" }
  const pool = new pg.Pool({
    ...connection,
    max: 10,
    types,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    ...(schema ? { options: `-c search_path=${schema}` } : {}),
  })
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {})
  if (clockOffsetMs !== undefined) pool.on("connect", (client) => void client.query(SEARCH_PATH).catch(() => {}))
  const db = new RetryingDb({ dialect: new PostgresDialect({ pool }) }, clock)
  return { db, kind: "postgres", listen: listenOn(connection, clock), close: () => db.destroy() }
}

async function openLocal(directory: string | null, clock: Clock): Promise<Opened> {
  const unlock = directory === null ? () => {} : lockDirectory(directory)
  try {
    const embedded = await openEmbedded(directory)
    const db = new RetryingDb({ dialect: embeddedDialect(embedded) }, clock)
    // PGlite has no autovacuum.
    const endVacuum = clock.every(VACUUM_MS, () => void sql`vacuum (analyze)`.execute(db).catch(() => {}))
    const close = async () => {
      endVacuum()
      await db.destroy()
      unlock()
    }
    return { db, kind: "embedded", listen: listenIn(db, embedded), close }
  } catch (error) {
    unlock()
    throw error
  }
}

/** There is one session, which is told by itself of what it has committed. */
const listenIn =
  (db: Db, embedded: Embedded): Listen =>
  async (channel, hear) => {
    const stop = embedded.onNotice(channel, hear)
    await sql`listen ${sql.id(channel)}`.execute(db)
    return async () => stop()
  }

export type { Listen } from "./listen.js"
export { putClock, readClockOffset } from "./movable-clock.js"
export type { Schema } from "./schema.js"
