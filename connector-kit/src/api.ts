import type { RefusedAnswer, Verdict } from "./verdict.js"

/** Values of a query; arrays are written the way the HR system wants lists. */
export type RemoteQuery = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE"

/** A call in the HR system's own terms; `path` is relative to `Api.root`. */
export type RemoteRequest = {
  method: HttpMethod
  path: string
  query?: RemoteQuery
  body?: unknown
}

/** Opened credentials of an account. They live in memory for one call and are never logged. */
export type Credentials =
  | { method: "api_key"; apiKey: string }
  | { method: "oauth2"; accessToken: string; refreshToken?: string; expiresAt?: Date }

/** Where to read on. `after`/`before` are the HR system's own cursors; `page` counts from 1. */
export type PagePosition = { after?: string; before?: string; page?: number }

export type PageMeta = {
  /** Position of the next page; null at the end. */
  next: PagePosition | null
  previous: PagePosition | null
  /** Rows in all, when the HR system says so. */
  total?: number
}

/** How to speak to the HR system: addresses, credentials, pages, statuses. Pure functions only. */
export type Api = {
  version: string
  /** Origins by name, without a trailing slash. */
  hosts: Readonly<Record<string, string>> & { production: string }
  /** Path that every resource path is relative to, e.g. `/api/2026-10-01/resources`. */
  root: string
  headers: Readonly<Record<string, string>>
  authorize(credentials: Credentials): Readonly<Record<string, string>>
  /** Query text without the question mark. */
  writeQuery(query: RemoteQuery): string
  maxPageSize: number
  pageQuery(position: PagePosition, limit: number): RemoteQuery
  /** Key of the row array in a list body, and of its meta object. */
  rowsKey: string
  metaKey: string
  /** `requested` tells page-numbered lists which page this was. */
  readMeta(meta: unknown, requested: PagePosition): PageMeta
  classify(answer: RefusedAnswer): Verdict
  /** The HR system's sentence in a refusal, if it has one. */
  readErrorMessage(answer: Pick<RefusedAnswer, "headers" | "body">): string | undefined
  /** Longest id list of one call by count, and longest query text in bytes. */
  maxIdsPerCall: number
  maxQueryBytes: number
}
