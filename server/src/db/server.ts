import { type Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely"
import pg from "pg"
import { type Clock, within } from "../clock.js"
import { BadSettings } from "../errors.js"
import { isAway } from "./failures.js"
import { type Listen, listenOn } from "./listen.js"
import { SEARCH_PATH } from "./movable-clock.js"
import { RetryingDb } from "./retrying.js"
import type { Schema } from "./schema.js"
import { ServerDriver } from "./server-driver.js"

export type ServerSettings = { url: string; schema?: string; limits?: Partial<DatabaseLimits>; clockOffsetMs?: number }

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
  /** Resolves when the server answers. Throws what to do when it refuses us, or is silent for too long. */
  waitUntilThere(onWait: (reason: string) => void): Promise<void>
  close(): Promise<void>
}

export function openServer({ url, schema, limits: given, clockOffsetMs }: ServerSettings, clock: Clock): Server {
  const limits = { ...LIMITS, ...given }
  const connection = {
    connectionString: url,
    connectionTimeoutMillis: limits.connectMs,
    application_name: "rollcall",
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(schema ? { options: `-c search_path=${schema}` } : {}),
  }
  const limited = {
    ...connection,
    statement_timeout: limits.statementMs,
    query_timeout: limits.statementMs + 1_000,
    idle_in_transaction_session_timeout: limits.idleMs,
  }
  const deps = { clock, isMovable: clockOffsetMs !== undefined }
  const db = openPool({ ...limited, max: POOL.main }, deps)
  const queueDb = openPool({ ...limited, max: POOL.queue }, deps)
  return {
    db,
    queueDb,
    listen: listenOn({ ...connection, query_timeout: limits.statementMs }, clock),
    alone: (run) => runAlone(connection, deps, run),
    waitUntilThere: (onWait) => waitUntilThere(connection, { clock, startMs: limits.startMs, onWait }),
    close: async () => void (await Promise.all([db.destroy(), queueDb.destroy()])),
  }
}

type Db = Kysely<Schema>

type PoolDeps = { clock: Clock; isMovable: boolean }

function openPool(settings: pg.PoolConfig, { clock, isMovable }: PoolDeps): Db {
  const pool = new pg.Pool({ ...settings, types: TYPES })
  // A connection that breaks says so whether it is in use or not; with nobody to hear it the process would end.
  pool.on("error", () => {})
  pool.on("connect", (client) => void client.on("error", () => {}))
  if (isMovable) pool.on("connect", (client) => void client.query(SEARCH_PATH).catch(() => {}))
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

/** Any number, the same in every version. */
const START_LOCK = 7_261_942

/** The lock is its connection's: it ends with the process that holds it. */
async function runAlone<T>(connection: pg.PoolConfig, deps: PoolDeps, run: (db: Db) => Promise<T>): Promise<T> {
  return withClient(connection, deps.clock, async (client) => {
    await client.query("select pg_advisory_lock($1)", [START_LOCK])
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

async function waitUntilThere(connection: pg.ClientConfig, { clock, startMs, onWait }: Waiting): Promise<void> {
  const endsAt = clock.elapsedMs() + startMs
  const quick = { ...connection, query_timeout: FIRST_WORD_MS }
  for (let tries = 0; ; tries++) {
    const trouble = await withClient(quick, clock, (client) => client.query("select 1")).then(
      () => undefined,
      (error: unknown) => ({ error }),
    )
    if (!trouble) return
    if (!isAway(trouble.error) && codeOf(trouble.error) !== CLOSED) throw refused(trouble.error)
    if (clock.elapsedMs() >= endsAt) throw silent(trouble.error, startMs)
    if (tries === 0) onWait(reasonOf(trouble.error))
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
