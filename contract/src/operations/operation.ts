import { z } from "zod"
import type { ErrorCode } from "../errors/catalogue.js"
import { type AccessNeed, accessOf } from "./access.js"

/**
 * Who may call: `public` anybody, `environment` an API token, `account` an API token naming an
 * `integrated_account_id` or that account's own token, `self` only an account's own token.
 */
export type Scope = "public" | "environment" | "account" | "self"

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE"

/** What an operation is beyond its schemas: whoever makes clients, documents or tools of it need not guess. */
export type Traits = {
  /**
   * How the rest of a list is asked for: `cursor` by `limit` and `next_cursor`, 50 rows at first; `admin` likewise, 5,000
   * rows; `sequence` by `after`, the `next_after` of the answer before; `none`: there is no rest.
   */
  paging: "cursor" | "admin" | "sequence" | "none"
  /** What a request carries. `bytes` is passed on as it is; `body` says nothing of it. */
  bodyKind: "json" | "bytes" | "none"
  /** True: it writes, and an `Idempotency-Key` is honoured: a repeat is answered what the first was. */
  idempotent: boolean
  /** True: a request may have an `Idempotency-Key`; what is not `idempotent` has another use for it. */
  takesKey: boolean
  /** What it may be refused with besides what follows from its other traits. */
  refusals: readonly ErrorCode[]
  /** Headers of its answer that others don't have: what each says, by its name. */
  headers: Readonly<Record<string, string>>
  /** What an answer may be written as, the usual one first. */
  mediaTypes: readonly string[]
  /** When it is answered 202 and no body, if ever. */
  accepted?: string
  /** The right that a token needs to call it (access.ts). */
  access: AccessNeed
  /**
   * What becomes of keys of a body that are not declared: `refuse` where they may mean to narrow what is allowed, made or
   * sent, so that leaving them out would give more than was asked for; else `tell`: they are left out, and the answer's
   * `warnings` name them.
   */
  unknownKeys: "refuse" | "tell"
}

/** One operation of the API, declared once. `path` has `:name` parameters; a trailing `*` takes the rest. */
export type Operation<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
  Id extends string = string,
> = Traits & {
  id: Id
  method: Method | "ANY"
  path: string
  scope: Scope
  tag: string
  summary: string
  params: P
  query: Q
  body: B
  answer: A
}

type Declared<P, Q, B, A, Id> = Pick<Operation, "method" | "path" | "scope" | "tag" | "summary"> & {
  id: Id
  params?: P
  query?: Q
  body?: B
  answer: A
} & Partial<Traits>

/** Undeclared query parameters are refused. Everything that comes from outside has a maximum (`bounds.test.ts`). */
export function operation<
  const Id extends string,
  A extends z.ZodType,
  P extends z.ZodType = z.ZodObject,
  Q extends z.ZodType = z.ZodObject,
  B extends z.ZodType = z.ZodType,
>(declared: Declared<P, Q, B, A, Id>): Operation<P, Q, B, A, Id> {
  const nothing: z.ZodType = z.strictObject({})
  const { idempotent = declared.method !== "GET" } = declared
  return {
    paging: "none",
    bodyKind: declared.body === undefined ? "none" : "json",
    idempotent,
    takesKey: idempotent && declared.scope !== "public",
    refusals: [],
    headers: {},
    unknownKeys: "tell",
    mediaTypes: ["application/json"],
    access: accessOf(declared),
    ...declared,
    params: declared.params ?? (nothing as P), // the default type parameters say the same
    query: declared.query ?? (nothing as Q),
    body: declared.body ?? (nothing as B),
  }
}

type AnyOperation = { id: string }

/** Operations by their ids, each with the types of its own schemas. */
export type ById<T extends readonly AnyOperation[]> = { [O in T[number] as O["id"]]: O }

export const byOperationId = <const T extends readonly AnyOperation[]>(...all: T): ById<T> =>
  Object.fromEntries(all.map((one) => [one.id, one])) as ById<T> // each by its own id
