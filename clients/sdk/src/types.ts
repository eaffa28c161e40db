import type { operations } from "./generated/api.js"

export type OperationId = keyof operations

/** Values of any query, besides those that are declared: proxy and custom calls pass them on to the HR system. */
type Open<I> = I extends `proxy_${string}` | `custom_${string}` ? { [name: string]: unknown } : unknown

/** What an operation takes in its query. Values may be undefined, which leaves them out. */
export type Query<I extends OperationId> = Declared<operations[I]["parameters"]["query"]> & Open<I>
type Declared<Q> = { [K in keyof NonNullable<Q>]?: NonNullable<Q>[K] | undefined }

/** What an operation takes as its body. */
export type Body<I extends OperationId> =
  NonNullable<operations[I]["requestBody"]> extends { content: { "application/json": infer B } } ? B : unknown

/** A body in which the client fills in the account. */
export type Own<B> = Omit<B, "integrated_account_id"> & { integrated_account_id?: string | undefined }

type Whole<I extends OperationId> = operations[I]["responses"][200] extends { content: { "application/json": infer A } }
  ? A
  : unknown

/** What an operation answers. What only `dry_run` or `truto_key_by` answers is not in it. */
export type Answer<I extends OperationId> = Exclude<Whole<I>, { dry_run: true }>

/** A page of a list. */
export type PageOf<I extends OperationId> = Extract<Answer<I>, { result: readonly unknown[] }>
export type RowOf<I extends OperationId> = PageOf<I>["result"][number]

/** How a call is made, whatever it asks. */
export type Call = {
  /** Ends the call: it throws the signal's reason. */
  signal?: AbortSignal | undefined
  /** Milliseconds that one attempt may take. */
  timeoutMs?: number | undefined
  /** How often it is tried again when that can help. */
  maxRetries?: number | undefined
  /** An id of your own for the request: it finds the request in the log. */
  requestId?: string | undefined
}

/** How a write is made. */
export type NewCall<Q = unknown> = Call & {
  /** A repeat with the same key is answered what the first was, for a day. The client makes one unless you give yours. */
  idempotencyKey?: string | undefined
  query?: Q | undefined
}

/** A write that is only shown. */
export type DryCall<Q = unknown> = NewCall<Q> & { query: Q & { dry_run: true } }

/** A list: awaited it is the first page, iterated every row, page after page as they are needed. */
export type Pages<Row, Page> = Pick<Promise<Page>, "then" | "catch" | "finally"> &
  AsyncIterable<Row> & {
    /** The pages, one request each. */
    pages(): AsyncIterable<Page>
    /** The rows as an array. `most` ends it early. */
    toArray(given?: { most?: number }): Promise<Row[]>
  }
