/**
 * The database: PostgreSQL, or PGlite in a worker thread when no server is given. Both are spoken to through Kysely
 * in one dialect. It owns connections, migrations and the lock on the embedded directory. SQL of the product stands
 * in `store.ts` files; nothing here knows what the tables mean.
 */
import { type Kysely, sql } from "kysely"
import type { Clock } from "../clock.js"
import { BadSettings } from "../errors.js"
import { answerAsker, copyOf } from "./copy-on-request.js"
import { lockDirectory } from "./directory-lock.js"
import { type Embedded, embeddedDialect, openEmbedded } from "./embedded.js"
import { databaseAway } from "./failures.js"
import type { Listen } from "./listen.js"
import { migrate } from "./migrate.js"
import { putClock, readClockOffset, SEARCH_PATH } from "./movable-clock.js"
import { RetryingDb } from "./retrying.js"
import type { Schema } from "./schema.js"
import { openServer, type Server, type ServerSettings } from "./server.js"

export type Db = Kysely<Schema>
export type Database = Server & {
  kind: "embedded" | "postgres"
  /** Throws `server.unavailable` when the database does not answer in time. */
  ping(limitMs?: number): Promise<void>
}

/** `url`: a PostgreSQL server. `directory`: the embedded database's; null keeps it in memory. */
export type DatabaseSettings = (ServerSettings | { directory: string | null }) & {
  /** Only for local worlds and tests: the database's clock is at least so far ahead, and can be moved. */
  clockOffsetMs?: number
}

const VACUUM_MS = 3_600_000
const PING_MS = 2_000

/** `onWait` is told once why a start waits for its database. */
export async function openDatabase(
  settings: DatabaseSettings,
  clock: Clock,
  onWait: (reason: string) => void = () => {},
): Promise<Database> {
  const opened: Opened =
    "url" in settings
      ? { ...(await openServer(settings, clock, onWait)), kind: "postgres" as const }
      : await openLocal(settings.directory, clock)
  try {
    await opened.alone(async (db) => {
      if (settings.clockOffsetMs !== undefined) await openClock(db, opened.kind, settings.clockOffsetMs)
      await migrate(db)
    })
  } catch (error) {
    await opened.close()
    throw error
  }
  return { ...opened, ping: (limitMs = PING_MS) => pingWithin(opened.db, clock, limitMs) }
}

type Opened = Omit<Database, "ping">

/** Before the tables are made, whose columns begin with the time of this clock. It is never put back. */
async function openClock(db: Db, kind: Database["kind"], offsetMs: number): Promise<void> {
  if (kind === "embedded") await sql.raw(SEARCH_PATH).execute(db)
  const there = await readClockOffset(db)
  await putClock(db, there === 0 ? offsetMs : Math.max(offsetMs, there))
}

async function pingWithin(db: Db, clock: Clock, limitMs: number): Promise<void> {
  let cancel = () => {}
  const late = new Promise<never>((_, reject) => {
    cancel = clock.after(limitMs, () => reject(databaseAway(new Error(`no answer within ${limitMs} ms`))))
  })
  await Promise.race([sql`select 1`.execute(db), late]).finally(() => cancel())
}

async function openLocal(directory: string | null, clock: Clock): Promise<Opened> {
  let copy = (): Promise<void> => Promise.reject(new Error("it is starting, try again in a moment"))
  const unlock =
    directory === null ? () => {} : await lockDirectory(directory, (asker) => answerAsker(asker, () => copy()))
  try {
    const embedded = await openEmbedded(directory)
    const db = new RetryingDb({ dialect: embeddedDialect(embedded) }, clock)
    if (directory !== null) copy = () => copyAtRest(db, embedded, copyOf(directory))
    // PGlite has no autovacuum.
    const endVacuum = clock.every(VACUUM_MS, () => void sql`vacuum (analyze)`.execute(db).catch(() => {}))
    const close = async () => {
      endVacuum()
      await db.destroy()
      unlock()
    }
    // One process has it, so whatever it does it does alone.
    return { db, queueDb: db, kind: "embedded", listen: listenIn(db, embedded), alone: (run) => run(db), close }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Nobody else has the one session meanwhile, so nothing is open and nothing is written while the files are copied. */
const copyAtRest = (db: Db, embedded: Embedded, to: string): Promise<void> =>
  db.connection().execute(async (own) => {
    await sql`checkpoint`.execute(own)
    await embedded.copyTo(to)
  })

/** There is one session, which is told by itself of what it has committed. */
const listenIn =
  (db: Db, embedded: Embedded): Listen =>
  async (channel, hear) => {
    const stop = embedded.onNotice(channel, hear)
    await sql`listen ${sql.id(channel)}`.execute(db)
    return async () => stop()
  }

/** Throws when there is anything but tables of ours in the schema that ours go to. */
export async function assertEmpty(settings: ServerSettings, clock: Clock): Promise<void> {
  const { db, close } = await openServer(settings, clock, () => {})
  try {
    const { rows } = await sql<{ name: string }>`
      select relname::text as name from pg_class c where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
        and to_regclass(quote_ident(current_schema()) || '.migration') is null
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') limit 1`.execute(db)
    const [first] = rows
    if (first) throw new BadSettings([`DATABASE_URL: the database is not empty: it has ${first.name}. Give a new one`])
  } finally {
    await close()
  }
}

/** Of an embedded database that the caller has the lock of; it is not changed. Its files are whole when this ends. */
export async function readLastMigration(directory: string): Promise<number> {
  const embedded = await openEmbedded(directory)
  try {
    const { rows } = await embedded.query("select coalesce(max(number), 0)::int as last from migration", [])
    return Number(rows[0]?.last)
  } finally {
    await embedded.close()
  }
}

export { askForCopy, copyOf } from "./copy-on-request.js"
export { DirectoryInUse, lockDirectory } from "./directory-lock.js"
export { examineDatabase } from "./examine.js"
export type { Listen } from "./listen.js"
export { isLocked, LOCK_MS, readHolders } from "./lock-holders.js"
export { makeDirectory } from "./make-directory.js"
export { LAST_MIGRATION } from "./migrate.js"
export { putClock, readClockOffset, readTime } from "./movable-clock.js"
export { prepared, runPrepared } from "./prepared.js"
export type { Schema } from "./schema.js"
