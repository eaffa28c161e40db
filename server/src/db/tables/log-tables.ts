import type { Json, Time } from "./columns.js"

export type LogTables = {
  log_entry: {
    id: string
    environment_id: string
    account_id: string | null
    log_type: string
    request_type: string
    created_at: Time
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
    calls: Json
    details: Json
  }
  log_usage: { environment_id: string; minute: Time; entries: number; bytes: string }
}
