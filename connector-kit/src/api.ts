import type { ListStyle } from "./list.js"
import type { RemoteQuery } from "./request.js"
import type { RefusedAnswer, Verdict } from "./verdict.js"

/** Opened credentials of an account; `secrets` are the values of declared fields, by name. They live in memory for one call and are never logged. */
export type Credentials =
  | { method: "api_key"; secrets: Readonly<Record<string, string>> }
  | { method: "oauth2"; accessToken: string; refreshToken?: string; expiresAt?: Date }

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
  classify(answer: RefusedAnswer): Verdict
  /** The HR system's sentence in a refusal, if it has one. */
  readErrorMessage(answer: Pick<RefusedAnswer, "headers" | "body">): string | undefined
  /** Longest id list of one call by count, and longest query text in bytes. */
  maxIdsPerCall: number
  maxQueryBytes: number
}
