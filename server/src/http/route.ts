import type { Operation } from "@rollcall/contract"
import type { z } from "zod"
import type { Caller } from "../access/index.js"
import type { Account } from "../accounts/index.js"
import { AppError } from "../errors.js"
import type { PassedBody, QueryObject, Reply } from "../gateway/index.js"
import type { Life } from "./life.js"
import type { Services } from "./services.js"

/** What the log is told of an agent's request. `isToldWithin`: by the entries of the calls that it made. */
export type AgentNote = { details: Readonly<Record<string, string>>; isToldWithin?: boolean }

/** What a handler gets: everything parsed and allowed. */
export type Context<P, Q, B> = {
  params: P
  query: Q
  body: B
  /** The query before validation, for calls that pass it on. */
  rawQuery: QueryObject
  /** The body before parsing, for calls that pass it on. */
  rawBody: PassedBody | undefined
  /** A header by its lower-case name. */
  header(name: string): string | undefined
  /** The path as it came, still encoded. */
  path: string
  httpMethod: string
  requestId: string
  caller: Caller
  account: Account
  /** The socket's. */
  address: string
  /** Over when the work is for nobody any more. */
  life: Life
  /** Says whose account it is, where only the body names it: the log is told. */
  recordAccount(account: Account): void
  /** Makes the request's entry in the log one of an agent. */
  recordAgent(note: AgentNote): void
}

export type Route = {
  operation: Operation
  /** Paths that mean the same, besides the operation's own. */
  aliases: readonly { path: string; methods: readonly string[] }[]
  /** True: the answer is a `Reply` to send as it is. */
  isPassing: boolean
  /** True: it keeps idempotency keys itself; the pipeline hands them on. */
  keepsKeys?: boolean
  /** True: it is answered while the database is away, to callers who were known before, and takes nothing from limits. */
  outlastsDatabase?: boolean
  /** True: MCP tokens are taken, and browsers of other origins are refused. */
  isForAgents?: boolean
  handle(context: Context<never, never, never>, services: Services): Promise<unknown>
}

/** Of a query as its schema has read it. */
export const isDryRun = (query: unknown): boolean => Object(query).dry_run === true

type Handler<P, Q, B, A> = (context: Context<P, Q, B>, services: Services) => Promise<A> | A

/** One operation and its handler, which answers what becomes JSON. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  operation: Operation<P, Q, B, A>,
  handle: Handler<z.infer<P>, z.infer<Q>, z.infer<B>, z.infer<A>>,
): Route {
  return {
    operation: operation as unknown as Operation,
    aliases: [],
    isPassing: false,
    handle: async (context, services) => handle(context, services),
  } // types are checked above
}

/** One operation whose answer comes from upstream and goes out as it is. */
export function passingRoute<P extends z.ZodType>(
  operation: Operation<P>,
  handle: Handler<z.infer<P>, Record<string, unknown>, Record<string, unknown>, Reply>,
  aliases: Route["aliases"] = [],
): Route {
  return {
    operation: operation as unknown as Operation,
    aliases,
    isPassing: true,
    handle: async (context, services) => handle(context, services),
  }
}

/** For operations whose account is not resolved; reading it would be a mistake of ours. */
export const noAccount = new Proxy({} as Account, {
  get() {
    throw new AppError("server.internal", "this operation has no account")
  },
})
