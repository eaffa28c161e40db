import type { ColumnType, Generated } from "kysely"
import type { Bytes, Json, OptionalJson, OptionalTime, Time } from "./columns.js"

export type EventTables = {
  event_counter: { environment_id: string; last: number }
  event: {
    environment_id: string
    sequence: number
    id: Generated<string>
    type: string
    account_id: string | null
    resource: string | null
    record_id: string | null
    payload: Json
    created_at: Time
  }
  webhook: {
    id: string
    environment_id: string
    target_url: string
    event_types: ColumnType<string[] | null, string | null, string | null>
    is_active: Generated<boolean>
    secrets: Bytes
    seen_sequence: number
    failing_since: OptionalTime
    disabled_reason: string | null
    created_at: Time
    updated_at: Time
  }
  webhook_delivery: {
    id: string
    environment_id: string
    webhook_id: string
    event_id: string
    event_type: string
    sequence: number
    status: Generated<string>
    body: string
    attempts: Generated<number>
    failures: Generated<number>
    next_attempt_at: Time
    response_status: number | null
    error: string | null
    succeeded_at: OptionalTime
    created_at: Time
    updated_at: Time
  }
  webhook_attempt: {
    delivery_id: string
    number: number
    attempted_at: Time
    duration_ms: number
    url: string
    request_headers: Json
    response_status: number | null
    response_headers: OptionalJson
    response_body: string | null
    error: string | null
  }
}
