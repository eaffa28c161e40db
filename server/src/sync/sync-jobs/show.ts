import type { SyncJob, SyncJobCronTrigger, SyncJobRun } from "@rollcall/contract"
import type { JobRow, JobRunRow, TriggerRow } from "./store.js"

const stampsOf = ({ created_at, updated_at }: { created_at: Date; updated_at: Date }) => ({
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
})

export const showJob = (row: JobRow): SyncJob => ({
  id: row.id,
  environment_id: row.environment_id,
  label: row.label,
  integration_name: row.integration_name,
  default_runtime_version: row.default_runtime_version,
  args_schema: row.args_schema,
  resources: row.resources,
  ...stampsOf(row),
})

export const showTrigger = (row: TriggerRow): SyncJobCronTrigger => ({
  id: row.id,
  environment_id: row.environment_id,
  sync_job_id: row.sync_job_id,
  integrated_account_id: row.account_id,
  cron_expression: row.cron_expression,
  args: row.args,
  webhook_id: row.webhook_id,
  meta: row.meta,
  is_active: row.next_run_at !== null,
  next_run_at: row.next_run_at?.toISOString() ?? null,
  last_error: row.last_error,
  ...stampsOf(row),
})

const RUN_STATUSES = { created: "created", running: "running", completed: "completed", failed: "failed" } as const
const isStatus = (status: string): status is keyof typeof RUN_STATUSES => status in RUN_STATUSES

export const showJobRun = (row: JobRunRow): SyncJobRun => ({
  id: row.id,
  environment_id: row.environment_id,
  sync_job_id: row.sync_job_id,
  integrated_account_id: row.account_id,
  sync_run_id: row.run_id,
  status: isStatus(row.status) ? row.status : "running",
  error: row.error,
  args: row.args,
  webhook_id: row.webhook_id,
  started_at: row.started_at?.toISOString() ?? null,
  finished_at: row.finished_at?.toISOString() ?? null,
  ...stampsOf({ created_at: row.created_at, updated_at: row.finished_at ?? row.started_at ?? row.created_at }),
})
