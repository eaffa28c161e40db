import type { ColumnType } from "kysely"
import type { Bytes, Json, OptionalTime, Time } from "./columns.js"

type Kept = { id: string; environment_id: string; created_at: Time }

/** What agents call with, and sync jobs as Truto's clients know them. */
export type JobTables = {
  mcp_token: Kept & {
    account_id: string
    name: string
    hash: Bytes
    config: Json
    scopes: ColumnType<string[], string, never>
    made_by: string | null
    expires_at: OptionalTime
    updated_at: Time
  }
  sync_job: Kept & {
    label: string
    integration_name: string
    default_runtime_version: number
    args_schema: Json
    resources: ColumnType<Record<string, unknown>[], string, string>
    updated_at: Time
  }
  sync_job_run: Kept & {
    sync_job_id: string
    account_id: string
    run_id: string
    args: Json
    webhook_id: string | null
    trigger_id: string | null
  }
  sync_job_cron_trigger: Kept & {
    sync_job_id: string
    account_id: string
    cron_expression: string
    args: Json
    webhook_id: string | null
    meta: Json
    next_run_at: OptionalTime
    last_error: string | null
    updated_at: Time
  }
}
