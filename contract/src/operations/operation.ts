import { z } from "zod"
import { type AccessNeed, accessOf } from "./access.js"

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
  /** True: the body is passed on as its bytes; `body` says nothing. */
  takesBytes: boolean
  /**
   * What becomes of keys of a body that are not declared: `refuse` where they may mean to narrow what is allowed, made or
   * sent, so that leaving them out would give more than was asked for; else `tell`: they are left out, and the answer's
   * `warnings` name them.
   */
  unknownKeys: "refuse" | "tell"
  answer: A
  /** The right that a token needs to call it (access.ts). */
  access: AccessNeed
  /** True: the operation writes, so an `Idempotency-Key` header is honoured. */
  isWrite: boolean
}

type Declared<P, Q, B, A> = Pick<Operation, "id" | "method" | "path" | "scope" | "tag" | "summary"> & {
  params?: P
  query?: Q
  body?: B
  answer: A
  access?: AccessNeed
  isWrite?: boolean
  takesBytes?: boolean
  unknownKeys?: Operation["unknownKeys"]
}

/** Undeclared query parameters are refused. Everything that comes from outside has a maximum (`bounds.test.ts`). */
export function operation<
  A extends z.ZodType,
  P extends z.ZodType = z.ZodObject,
  Q extends z.ZodType = z.ZodObject,
  B extends z.ZodType = z.ZodType,
>(declared: Declared<P, Q, B, A>): Operation<P, Q, B, A> {
  const nothing: z.ZodType = z.strictObject({})
  return {
    isWrite: false,
    takesBytes: false,
    unknownKeys: "tell",
    access: accessOf(declared),
    ...declared,
    params: declared.params ?? (nothing as P), // the default type parameters say the same
    query: declared.query ?? (nothing as Q),
    body: declared.body ?? (nothing as B),
  }
}
