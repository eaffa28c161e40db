import { EventEmitter } from "node:events"
import { existsSync, mkdtempSync, readFileSync, renameSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { Worker } from "node:worker_threads"
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely"
import { databaseAway, goneMeanwhile, isGone } from "./failures.js"

type Row = Record<string, unknown>
type Answer = { id: number; rows: Row[]; affectedRows?: number; error?: { message: string; code?: string } }
type Notice = { channel: string; payload: string }
type Waiting = { resolve(answer: Answer): void; reject(error: Error): void }

/** A PGlite in a worker thread. Queries run one after another; `null` keeps everything in memory. */
export type Embedded = {
  query(sql: string, parameters: readonly unknown[]): Promise<Answer>
  /** Tells what is notified on a channel that the session listens to, until the answered function is called. */
  onNotice(channel: string, hear: (payload: string) => void): () => void
  /** Copies its files, when nothing else is asked of it. */
  copyTo(place: string): Promise<void>
  close(): Promise<void>
}

export async function openEmbedded(dataDir: string | null): Promise<Embedded> {
  const workerData = { dataDir, image: process.env.ROLLCALL_EMBEDDED_IMAGE, emptyImage, engine: await compileOnce() }
  const worker = new Worker(new URL("../../embedded-worker.js", import.meta.url), { workerData })
  const waiting = new Map<number, Waiting>()
  let last = 0
  let failure: Error | undefined
  const fail = (error: Error) => {
    failure = error
    for (const one of waiting.values()) one.reject(error)
    waiting.clear()
  }
  await hasStarted(worker, dataDir)
  worker.on("error", (error) => fail(databaseAway(error)))
  worker.on("exit", () => fail(databaseAway(new Error("the embedded database has stopped"))))
  const notices = new EventEmitter()
  worker.on("message", (answer: Answer | Notice) => {
    if ("channel" in answer) return void notices.emit(answer.channel, answer.payload)
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (one) settle(one, answer)
  })
  const send = (message: object): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (failure) return reject(failure)
      waiting.set(++last, { resolve, reject })
      worker.postMessage({ id: last, ...message })
    })
  return {
    query: (sql, parameters) => send({ sql, parameters }),
    onNotice(channel, hear) {
      notices.on(channel, hear)
      return () => void notices.off(channel, hear)
    },
    copyTo: async (place) => void (await send({ copyTo: place })),
    async close() {
      await send({ close: true })
      await worker.terminate()
    },
  }
}

function settle(one: Waiting, answer: Answer): void {
  if (answer.error) one.reject(Object.assign(new Error(answer.error.message), { code: answer.error.code }))
  else one.resolve(answer)
}

const findEngine = () => dirname(createRequire(import.meta.url).resolve("@electric-sql/pglite"))

/** An empty database of this version of PGlite, beside the build; without it a first start takes some seconds more. */
const emptyImage = ((): string => {
  const { version } = JSON.parse(readFileSync(join(findEngine(), "../package.json"), "utf8"))
  return fileURLToPath(new URL(`../../dist/empty-database-${version}`, import.meta.url))
})()

/** Makes it, once: whoever is cut short leaves nothing that looks like one. Throws where nothing can be written. */
export async function makeEmptyImage(): Promise<void> {
  if (existsSync(emptyImage)) return
  const directory = mkdtempSync(`${emptyImage}-`)
  const embedded = await openEmbedded(directory)
  await embedded.close()
  renameSync(directory, emptyImage)
}

/** All databases of a process run the same compiled code: the second one starts in a third of the time. */
let compiled: Promise<object> | undefined
function compileOnce(): Promise<object> {
  const wasm = join(findEngine(), "pglite.wasm")
  compiled ??= readFile(wasm).then((bytes) => WebAssembly.compile(bytes))
  return compiled
}
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> }

/** PGlite also throws what is no Error. */
const cannotOpen = (dataDir: string | null, cause: unknown): Error => {
  const why = cause instanceof Error && cause.message !== "" ? ` (${cause.message})` : ""
  const hint = "put it back from a copy, or give another ROLLCALL_DATA_DIR"
  return new Error(`the embedded database in ${dataDir ?? "memory"} can't be opened${why}: ${hint}`, { cause })
}

const hasStarted = (worker: Worker, dataDir: string | null): Promise<void> =>
  new Promise((resolve, reject) => {
    worker.once("message", () => resolve())
    worker.once("error", (error) => reject(cannotOpen(dataDir, error)))
    worker.once("exit", () => reject(new Error("the embedded database stopped while it started")))
  })

/** Kysely over the embedded database: one session, so whoever has the connection has it alone until it is released. */
export function embeddedDialect(embedded: Embedded): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new EmbeddedDriver(embedded),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

class EmbeddedDriver implements Driver {
  #free: Promise<void> = Promise.resolve()
  readonly #releases = new WeakMap<EmbeddedConnection, () => void>()
  readonly #embedded: Embedded

  constructor(embedded: Embedded) {
    this.#embedded = embedded
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<EmbeddedConnection> {
    const before = this.#free
    let release: () => void = () => {}
    this.#free = new Promise((resolve) => {
      release = resolve
    })
    await before
    const connection = new EmbeddedConnection(this.#embedded)
    this.#releases.set(connection, release)
    return connection
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(raw("begin"))
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(raw("commit"))
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(raw("rollback"))
  }
  /** A text of several statements that failed may have left a transaction open: the next one must not be in it. */
  async releaseConnection(connection: EmbeddedConnection): Promise<void> {
    if (connection.hasFailed) await connection.executeQuery(raw("rollback")).catch(() => {})
    this.#releases.get(connection)?.()
  }
  async destroy(): Promise<void> {
    await this.#embedded.close()
  }
}

const raw = (sql: string): CompiledQuery =>
  ({
    sql,
    parameters: [],
    query: { kind: "RawNode", sqlFragments: [sql], parameters: [] },
    queryId: { queryId: sql },
  }) as unknown as CompiledQuery // only sql and parameters are read

class EmbeddedConnection implements DatabaseConnection {
  readonly #embedded: Embedded
  /** Of the last statement. */
  hasFailed = false

  constructor(embedded: Embedded) {
    this.#embedded = embedded
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    this.hasFailed = true
    const { rows, affectedRows } = await this.#embedded.query(sql, parameters).catch((error: unknown) => {
      throw isGone(error) ? goneMeanwhile(error) : error
    })
    this.hasFailed = false
    return {
      rows: rows as R[], // Kysely's types say what a query answers
      ...(affectedRows === undefined ? {} : { numAffectedRows: BigInt(affectedRows) }),
    }
  }

  // biome-ignore lint/correctness/useYield: the interface wants a generator; nothing here streams
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("the embedded database does not stream")
  }
}
