import type { Selectable } from "kysely"
import type { Schema } from "../db/index.js"
import type { LoggedCall } from "./trail.js"

/** An entry as it is written: every text in it is ours, or passed the list of `redact.ts`. */
export type Entry = Omit<Selectable<Schema["log_entry"]>, "created_at" | "calls" | "details"> & {
  created_at: string
  calls: readonly LoggedCall[]
  details: Readonly<Record<string, string | number | null>>
  /** The account that the path names: the entry is of that one, if there is one. */
  named_account_id: string | null
}

/** What whoever writes an entry knows of it; the rest is its trail's. */
export type NewEntry = Pick<
  Entry,
  "environment_id" | "account_id" | "log_type" | "request_type" | "request_id" | "operation"
> &
  Partial<
    Pick<Entry, "resource" | "method" | "http_method" | "path" | "status" | "code" | "details" | "named_account_id">
  > & {
    startedAt: Date
    durationMs: number
  }
