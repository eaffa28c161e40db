import type { ListStyle } from "./list.js"
import type { HttpMethod, RemoteQuery } from "./request.js"
import type { RefusedAnswer, Verdict } from "./verdict.js"

/** Opened credentials of an account; `secrets` are the values of declared fields, by name. They live in memory for one call and are never logged. */
export type Credentials =
  | { method: "api_key"; secrets: Readonly<Record<string, string>> }
  | { method: "oauth2"; accessToken: string; refreshToken?: string; expiresAt?: Date }

/** What the HR system lets us ask for one account. */
export type CallLimits = {
  /** Calls that may be on their way at the same moment. */
  concurrency?: number
  /**
   * Requests in any span of so many seconds; with `methods` only those count. Left out: the headers of its answers say it,
   * which count in any case.
   */
  rate?: { requests: number; seconds: number; methods?: readonly (HttpMethod | "HEAD")[] }
}

/** How to speak to the HR system: addresses, credentials, lists, statuses. Pure functions only. */
export type Api = {
  version: string
  /** Addresses by name, without a trailing slash; settings of the account may stand in them: `https://{company_domain}.example.com`. */
  hosts: Readonly<Record<string, string>> & { production: string }
  /** Path that every resource path is relative to, e.g. `/api/2026-10-01/resources`. */
  root: string
  headers: Readonly<Record<string, string>>
  authorize(credentials: Credentials): Readonly<Record<string, string>>
  /** Query text without the question mark. */
  writeQuery(query: RemoteQuery): string
  /** How lists are paged and read that say nothing else: what a connection is asked for, subscriptions, the proxy. */
  lists: ListStyle
  limits?: CallLimits
  classify(answer: RefusedAnswer): Verdict
  /** The HR system's sentence in a refusal, if it has one. */
  readErrorMessage(answer: Pick<RefusedAnswer, "headers" | "body">): string | undefined
  /** Longest id list of one call by count, and longest query text in bytes. */
  maxIdsPerCall: number
  maxQueryBytes: number
}
