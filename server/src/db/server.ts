import { type Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely"
import pg from "pg"
import { type Clock, within } from "../clock.js"
import { BadSettings } from "../errors.js"
import { isAway } from "./failures.js"
import { type Listen, listenOn } from "./listen.js"
import { createMigrationTable } from "./migrate.js"
import { RetryingDb } from "./retrying.js"
import type { Schema } from "./schema.js"
import { readSearchPath, setSearchPath } from "./search-path.js"
import { ServerDriver } from "./server-driver.js"

export type ServerSettings = { url: string; limits?: Partial<DatabaseLimits>; clockOffsetMs?: number }

/** All in milliseconds. */
export type DatabaseLimits = {
  /** How long a start waits for a database that comes up later. */
  startMs: number
  /** For a new connection, and for a free one of the pool. */
  connectMs: number
  /** For one statement; a server that says nothing at all gets a second more. */
  statementMs: number
  /** A transaction in which nothing is said for so long is given up by the server: its holder hangs or is gone. */
  idleMs: number
}

const LIMITS: DatabaseLimits = { startMs: 30_000, connectMs: 5_000, statementMs: 10_000, idleMs: 15_000 }

/** The queue has connections of its own: what waits for its tables keeps no request waiting. */
const POOL = { main: 10, queue: 4 }

export type Server = {
  db: Kysely<Schema>
  queueDb: Kysely<Schema>
  listen: Listen
  /** Runs while no other process on this database does the same. Statements on its `db` take as long as they take. */
  alone<T>(run: (db: Db) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Throws what to do when the server refuses us, or is silent for too long. */
export async function openServer(
  { url, limits: given, clockOffsetMs }: ServerSettings,
  clock: Clock,
  onWait: (reason: string) => void,
): Promise<Server> {
  const limits = { ...LIMITS, ...given }
  const connection = {
    connectionString: url,
    connectionTimeoutMillis: limits.connectMs,
    application_name: "rollcall",
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  }
  const limited = {
    ...connection,
    statement_timeout: limits.statementMs,
    query_timeout: limits.statementMs + 1_000,
    idle_in_transaction_session_timeout: limits.idleMs,
  }
  const found = await waitUntilThere(connection, { clock, startMs: limits.startMs, onWait })
  // A clock that is moved is found before PostgreSQL's own only where that is named after it.
  const isNamed = clockOffsetMs === undefined || /\bpg_catalog\b/.test(found)
  const deps = { clock, searchPath: isNamed ? found : `${found}, pg_catalog` }
  const db = openPool({ ...limited, max: POOL.main }, deps)
  const queueDb = openPool({ ...limited, max: POOL.queue }, deps)
  return {
    db,
    queueDb,
    listen: listenOn({ ...connection, query_timeout: limits.statementMs }, clock),
    alone: (run) => runAlone(connection, deps, run),
    close: async () => void (await Promise.all([db.destroy(), queueDb.destroy()])),
  }
}

type Db = Kysely<Schema>

type PoolDeps = { clock: Clock; searchPath: string }

function openPool(settings: pg.PoolConfig, { clock, searchPath }: PoolDeps): Db {
  const verify = (client: pg.PoolClient, done: (error?: Error) => void) =>
    void setSearchPath(client, searchPath).then(() => done(), done)
  const pool = new pg.Pool({ ...settings, types: TYPES, verify })
  // A connection that breaks says so whether it is in use or not; with nobody to hear it the process would end.
  pool.on("error", () => {})
  pool.on("connect", (client) => void client.on("error", () => {}))
  const createDriver = () => new ServerDriver(pool)
  const dialect = {
    createDriver,
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
  return new RetryingDb({ dialect }, clock)
}

const TYPES = {
  getTypeParser: ((oid: number, format: "text" | "binary") =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/**
 * The lock is its connection's: it ends with the process that holds it. It is one on a table of ours, because any role may
 * take an advisory lock. Rows of the table can be read and written meanwhile.
 */
async function runAlone<T>(connection: pg.PoolConfig, deps: PoolDeps, run: (db: Db) => Promise<T>): Promise<T> {
  return withClient(connection, deps.clock, async (client) => {
    await setSearchPath(client, deps.searchPath)
    await createMigrationTable(client)
    await client.query("set idle_in_transaction_session_timeout = 0")
    await client.query("begin; lock table migration in share update exclusive mode")
    const db = openPool({ ...connection, max: 1 }, deps)
    try {
      return await run(db)
    } finally {
      await db.destroy()
    }
  })
}

type Use<T> = (client: pg.Client) => Promise<T>

async function withClient<T>(connection: pg.ClientConfig, clock: Clock, use: Use<T>): Promise<T> {
  const client = new pg.Client(connection)
  client.on("error", () => {})
  try {
    await client.connect()
    return await use(client)
  } finally {
    const ended = client.end().catch(() => {})
    await within(clock, CLOSE_MS, ended)
  }
}

const CLOSE_MS = 1_000
const LOOK_MS = 500
const FIRST_WORD_MS = 5_000
/** Of a connection: the database takes none, as while it is being restored. */
const CLOSED = "55000"

type Waiting = { clock: Clock; startMs: number; onWait(reason: string): void }

/** Answers the search path for all connections. */
async function waitUntilThere(connection: pg.ClientConfig, { clock, startMs, onWait }: Waiting): Promise<string> {
  const endsAt = clock.elapsedMs() + startMs
  const quick = { ...connection, query_timeout: FIRST_WORD_MS }
  for (let tries = 0; ; tries++) {
    const found = await withClient(quick, clock, readSearchPath).catch((error: unknown) => ({ error }))
    if (typeof found === "string") return found
    if (found.error instanceof BadSettings) throw found.error
    if (!isAway(found.error) && codeOf(found.error) !== CLOSED) throw refused(found.error)
    if (clock.elapsedMs() >= endsAt) throw silent(found.error, startMs)
    if (tries === 0) onWait(reasonOf(found.error))
    await clock.sleep(LOOK_MS)
  }
}

/** What the address is, without its password, nobody knows better than whoever set it: only the setting is named. */
const silent = (error: unknown, startMs: number) =>
  new Error(
    `DATABASE_URL: no PostgreSQL answered within ${startMs / 1000} s (${reasonOf(error)}): start it, or mend the address`,
    { cause: error },
  )

const refused = (error: unknown) =>
  new BadSettings([`DATABASE_URL: PostgreSQL refuses the connection (${reasonOf(error)}): ${adviceFor(error)}`], {
    cause: error,
  })

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "")

function adviceFor(error: unknown): string {
  const code = codeOf(error)
  if (code.startsWith("28")) return "mend user and password, or let this host in (pg_hba.conf)"
  if (code === "3D000") return "create the database, or mend its name"
  if (/self.signed|certificate|SSL/i.test(reasonOf(error))) return "mend sslmode, or trust its certificate"
  return "mend the address"
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0])
  return error instanceof Error ? error.message || error.name : String(error)
}
