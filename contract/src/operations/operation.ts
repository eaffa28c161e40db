import { z } from "zod"

/**
 * Who may call: `public` anybody, `environment` an API token, `account` an API token naming an
 * `integrated_account_id` or that account's own token, `self` only an account's own token.
 */
export type Scope = "public" | "environment" | "account" | "self"

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE"

/** One operation of the API, declared once. `path` has `:name` parameters; a trailing `*` takes the rest. */
export type Operation<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
> = {
  id: string
  method: Method | "ANY"
  path: string
  scope: Scope
  tag: string
  summary: string
  params: P
  query: Q
  body: B
  answer: A
  /** True: the operation writes, so an `Idempotency-Key` header is honoured. */
  isWrite: boolean
}

type Declared<P, Q, B, A> = Pick<Operation, "id" | "method" | "path" | "scope" | "tag" | "summary"> & {
  params?: P
  query?: Q
  body?: B
  answer: A
  isWrite?: boolean
}

/** Undeclared query parameters are refused; undeclared body keys are dropped (clients send extra ones). */
export function operation<
  A extends z.ZodType,
  P extends z.ZodType = z.ZodObject,
  Q extends z.ZodType = z.ZodObject,
  B extends z.ZodType = z.ZodType,
>(declared: Declared<P, Q, B, A>): Operation<P, Q, B, A> {
  const nothing: z.ZodType = z.strictObject({})
  const anything: z.ZodType = z.unknown()
  return {
    isWrite: false,
    ...declared,
    params: declared.params ?? (nothing as P), // the default type parameters say the same
    query: declared.query ?? (nothing as Q),
    body: declared.body ?? (anything as B),
  }
}
