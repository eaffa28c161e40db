import type { Readable } from "node:stream"
import type {
  HttpMethod,
  Lookups,
  Remote,
  RemoteQuery,
  RemoteRequest,
  Step,
  Table,
  WantedRows,
  WireRequest,
} from "@rollcall/connector-kit"
import type { ResourceName } from "@rollcall/contract"
import type { Account } from "../accounts/index.js"
import type { Reader } from "./reader.js"

/** A parsed query: text, lists and nested objects, as `a=1&b[]=2&c[d]=3` says. */
export type QueryValue = string | QueryValue[] | { [key: string]: QueryValue }
export type QueryObject = { [key: string]: QueryValue }

/** Bytes that go out one after another, and are never put together: that would cost more than all else of a long answer. */
export class Pieces {
  constructor(readonly buffers: readonly Buffer[]) {}

  get length(): number {
    return this.buffers.reduce((sum, one) => sum + one.length, 0)
  }

  toString(): string {
    return Buffer.concat(this.buffers).toString("utf8")
  }
}

/** What goes back to the caller. A string, bytes or a stream are sent as they are; anything else becomes JSON. */
export type Reply = { status: number; headers: Record<string, string>; body: unknown | string | Buffer | Readable }

/** Fields every call has. The signal fires when the caller goes away; a call that needs none does not ask for it. */
type Call = { account: Account; life: { readonly signal: AbortSignal } }

/** `query` is what the operation's schema parsed. */
export type UnifiedCall = Call & { resource: ResourceName; query: Readonly<Record<string, unknown>> }
export type UnifiedGet = UnifiedCall & { id: string }
/** What is written, for the account's record of what was refused. */
export type WriteCall = Call & Shown & { resource: ResourceName; method: string }

/** `isShown`: what would be sent is answered, and nothing is written. */
type Shown = { isShown?: boolean }

/** A body is passed on as it came. */
export type PassedBody = { bytes: Buffer; contentType: string | undefined }

export type ProxyCall = Call &
  Shown & {
    /** As in the path: `timeoff-leaves` or `timeoff/leaves`. */
    resource: string
    /** `list`, `get`, `create`, `update`, `delete` or another method name. */
    method: string
    id?: string
    query: QueryObject
    body?: PassedBody
  }

export type CustomCall = Call & { httpMethod: HttpMethod; path: string; query: QueryObject; body?: PassedBody }

/** What the HR system said to a step: the row that it shows, and the answer as it was. */
export type SentAnswer = { row: Remote; body: unknown; headers: Readonly<Record<string, unknown>> }

/**
 * What a write may do in the HR system, for one account and as long as one call may take. Everything is read anew: what was
 * kept from before a write says nothing about it. Throws what the upstream loop throws.
 */
export type WriteSession = {
  reader: Reader
  /** Undefined: there is no such row. */
  row(table: Table, id: string): Promise<Remote | undefined>
  /** All rows that the query tells. */
  list(table: Table, query: RemoteQuery): Promise<readonly Remote[]>
  /** Rows by the names under which they are asked for; what may not be read is absent. */
  rows(wanted: Readonly<Record<string, WantedRows>>): Promise<Lookups>
  /** Small tables, kept shortly; what may not be read is absent. */
  references(tables: Readonly<Record<string, Table>>): Promise<Lookups>
  /** The call of a request, without what it is authorised by. */
  wire(request: RemoteRequest, remoteQuery: unknown): WireRequest
  send(step: Step, sent: { request: RemoteRequest; wire: WireRequest }): Promise<SentAnswer>
}

/** An account with a mapping that is tried, and the rows that it is tried on: the first ones, or those of the ids. */
export type PreviewCall = Call & {
  tried: Account
  resource: ResourceName
  limit: number
  ids?: readonly string[] | undefined
}
/** `before`: as the account's mappings make it. Null: it is no row. */
export type PreviewRow = {
  id: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/** The way upstream. Every method throws `AppError`. */
export interface Gateway {
  list(call: UnifiedCall): Promise<Reply>
  get(call: UnifiedGet): Promise<Reply>
  /** The file of a row. */
  download(call: UnifiedGet): Promise<Reply>
  /** For one write: what it does in the time of one call. */
  write<T>(call: WriteCall, act: (session: WriteSession) => Promise<T>): Promise<T>
  proxy(call: ProxyCall): Promise<Reply>
  custom(call: CustomCall): Promise<Reply>
  /** What another mapping would make of rows that the HR system has now. */
  preview(call: PreviewCall): Promise<PreviewRow[]>
}
