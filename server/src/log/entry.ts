import type { LoggedCall } from "./trail.js"

/** An entry as it is written: every text in it is ours, or passed the list of `redact.ts`. */
export type Entry = {
  id: string
  environment_id: string
  account_id: string | null
  log_type: string
  request_type: string
  created_at: string
  request_id: string
  operation: string
  resource: string | null
  method: string | null
  http_method: string | null
  path: string | null
  status: number | null
  code: string | null
  duration_ms: number
  fetch_ms: number
  waited_ms: number
  call_count: number
  attempt_count: number
  calls: readonly LoggedCall[]
  details: Readonly<Record<string, string | number | null>>
}

/** What whoever writes an entry knows of it; the rest is its trail's. */
export type NewEntry = Pick<
  Entry,
  "environment_id" | "account_id" | "log_type" | "request_type" | "request_id" | "operation"
> &
  Partial<Pick<Entry, "resource" | "method" | "http_method" | "path" | "status" | "code" | "details">> & {
    startedAt: Date
    durationMs: number
  }
