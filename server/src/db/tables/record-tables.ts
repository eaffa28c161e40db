import type { Generated } from "kysely"
import type { Bytes, Json, OptionalJson, OptionalTime, Time } from "./columns.js"

export type RecordTables = {
  record: RecordColumns & {
    remote: OptionalJson
    hash: Bytes
    read_at: Time
    valid_from: Time
    created_at: Time
    updated_at: Time
  }
  record_history: RecordColumns & { valid_from: Time; valid_to: Time }
  record_freshness: {
    environment_id: string
    account_id: string
    resource: string
    first_synced_at: OptionalTime
    data_as_of: OptionalTime
    whole_as_of: OptionalTime
    time_zone: string
    last_attempt_at: Time
    last_result: string
    last_error: string | null
    history_from: OptionalTime
  }
  sync_account: {
    account_id: string
    environment_id: string
    scheduled_at: OptionalTime
    time_zone: string | null
    next_day_at: OptionalTime
  }
  sync_run: {
    id: string
    environment_id: string
    account_id: string
    trigger: string
    status: Generated<string>
    error: string | null
    created_at: Time
    started_at: OptionalTime
    finished_at: OptionalTime
  }
  sync_step: {
    run_id: string
    place: number
    kind: Generated<string>
    name: string
    status: Generated<string>
    mode: string | null
    checkpoint: Json
    progress: Json
    error: string | null
    started_at: OptionalTime
    finished_at: OptionalTime
  }
}

type RecordColumns = {
  environment_id: string
  account_id: string
  resource: string
  id: string
  view: string
  row: Json
  keys: Json
}
