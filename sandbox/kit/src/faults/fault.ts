import type { Json } from "../json.js"

/** Which calls a fault strikes, and how often. */
export type Selector = {
  /** Part of the path, without the query; `/` is every call; none: every call of the API, but not of OAuth. */
  path?: string
  method?: string
  /** Only reads of one row by its id, or only lists. */
  reads?: "one" | "list"
  /** Calls it lets pass first. */
  after?: number
  /** Calls it strikes before it is used up; none: until it is removed. */
  times?: number
  /** 0 to 1; none: always. */
  probability?: number
}

/** In the order in which they work on an answer. */
export const KINDS = [
  "latency",
  "quota",
  "expired_token",
  "status",
  "html",
  "redirect",
  "malformed",
  "empty_page",
  "hang",
  "duplicate_row",
  "another_row",
  "cell",
  "order",
  "numeric_ids",
  "cursors",
  "endless_pages",
  "total",
  "token_answer",
  "headers",
  "bom",
  "compressed",
  "truncate",
  "stall",
  "endless_body",
  "reset",
] as const
export type FaultKind = (typeof KINDS)[number]

/** Injected trouble. What each field means and which kinds take it is in the README. */
export type Fault = Selector & {
  kind: FaultKind
  requests?: number
  windowSeconds?: number
  status?: number
  retryAfterSeconds?: number
  headers?: Record<string, string>
  body?: Json
  /** For kinds that take the answer's place: the call is carried out first, and only its answer is lost. */
  carriesOut?: boolean
  location?: string
  latencyMs?: number
  moment?: "before" | "during" | "after"
  encoding?: "gzip" | "deflate" | "br"
  shows?: string
  hides?: string
  id?: string
  column?: string
  value?: Json
  json?: string
  what?: "rows" | "keys" | "lists"
  cycle?: number
  by?: number
  grows?: boolean
  set?: Record<string, Json>
  without?: string[]
  neverEnds?: boolean
}

/** A fault at work; `count` says how often it has struck, this time included. */
export type Strike = { fault: Fault; count: number }
