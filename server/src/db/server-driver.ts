import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  CompiledQuery as Query,
  type QueryResult,
} from "kysely"
import type pg from "pg"
import { databaseAway, goneMeanwhile, isAway, isGone } from "./failures.js"

/**
 * Kysely over a pool of PostgreSQL connections. What it promises beyond that: a database that is away is the error
 * `server.unavailable`, a row below one that was removed meanwhile is `resource.not_found`, and a connection that broke, or whose
 * transaction was not ended, never goes back to the pool.
 */
export class ServerDriver implements Driver {
  readonly #pool: pg.Pool

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  async init(): Promise<void> {}

  /** A start that is refused ends with advice. Who is refused later was let in before, so that passes, whatever the reason. */
  async acquireConnection(): Promise<ServerConnection> {
    const refuse = (error: unknown) => {
      throw databaseAway(error)
    }
    return new ServerConnection(await this.#pool.connect().catch(refuse))
  }
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(Query.raw("begin"))
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(Query.raw("commit"))
  }
  /** Never throws: the failure that led here is the one to tell. What could not be rolled back is not used again. */
  async rollbackTransaction(connection: ServerConnection): Promise<void> {
    await connection.executeQuery(Query.raw("rollback")).catch(() => {})
  }
  releaseConnection(connection: ServerConnection): Promise<void> {
    return connection.release()
  }
  async destroy(): Promise<void> {
    await this.#pool.end()
  }
}

/** `name`: of a prepared statement. */
type Named = CompiledQuery & { name?: string }

/** Whole -> failed (the last statement was refused) -> whole; or lost, for good. */
class ServerConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient
  #state: "whole" | "failed" | "lost" = "whole"

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  async executeQuery<R>({ sql: text, parameters, name }: Named): Promise<QueryResult<R>> {
    if (this.#state === "lost") throw databaseAway(new Error("the connection was lost"))
    try {
      const values = [...parameters]
      const { command, rowCount, rows } = await this.#client.query(name ? { name, text, values } : { text, values })
      this.#state = "whole"
      return { rows: rows ?? [], ...(CHANGES.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) }
    } catch (error) {
      this.#state = isAway(error) ? "lost" : "failed"
      return rethrow(error)
    }
  }

  // biome-ignore lint/correctness/useYield: the interface wants a generator; nothing here streams
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("queries are not streamed")
  }

  /** A text of several statements may have left a failed transaction; the server says so only after the error. */
  async release(): Promise<void> {
    if (this.#state === "failed") await this.executeQuery(Query.raw("rollback")).catch(() => {})
    this.#client.release(this.#state !== "whole" || this.#client.getTransactionStatus() !== "I")
  }
}

const CHANGES = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"])

/** With the stack of whoever asked: the client library's own ends at its socket. */
function rethrow(error: unknown): never {
  if (isAway(error)) throw databaseAway(error)
  if (isGone(error)) throw goneMeanwhile(error)
  if (error instanceof Error) error.stack = `${error.stack}\n${new Error().stack?.split("\n").slice(2).join("\n")}`
  throw error
}
