import type { Readable } from "node:stream"
import type { HttpMethod } from "@rollcall/connector-kit"
import type { ResourceName } from "@rollcall/contract"
import type { Account } from "../accounts/index.js"
import type { WriteSession } from "./write-session.js"

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
export type WriteCall = Call & { resource: ResourceName; method: string }

/** A body is passed on as it came. */
export type PassedBody = { bytes: Buffer; contentType: string | undefined }

export type ProxyCall = Call & {
  /** As in the path: `timeoff-leaves` or `timeoff/leaves`. */
  resource: string
  /** `list`, `get`, `create`, `update`, `delete` or another method name. */
  method: string
  id?: string
  query: QueryObject
  body?: PassedBody
}

export type CustomCall = Call & { httpMethod: HttpMethod; path: string; query: QueryObject; body?: PassedBody }

/** The way upstream. Every method throws `AppError`. */
export interface Gateway {
  list(call: UnifiedCall): Promise<Reply>
  get(call: UnifiedGet): Promise<Reply>
  /** For one write: what it does in the time of one call. */
  write<T>(call: WriteCall, act: (session: WriteSession) => Promise<T>): Promise<T>
  proxy(call: ProxyCall): Promise<Reply>
  custom(call: CustomCall): Promise<Reply>
}
