import { z } from "zod"
import { RESOURCES } from "../model/index.js"
import { bounded } from "../outside.js"
import { get, list } from "./admin.js"
import { byOperationId, operation } from "./operation.js"
import { anyOf, context, deleted, done, givenContext, idParams, moment, text, uuid } from "./shared.js"

/**
 * Truto's sync jobs, as far as a sync here does the same: a job names the unified lists that a run of it reads. Rows come
 * from the copy, so nothing is sent to a webhook or a store, and a run reads whole lists.
 */
const RUN_STATUSES = ["created", "running", "rate_limited", "completed", "failed", "stopped"] as const

const OWN_ACCOUNT = "{{args.integrated_account_id}}"
const only = (values: readonly [string, ...string[]], why: string) =>
  z.enum(values, { error: `${why}: give ${values.join(" or ")}, or leave it out` }).optional()
const names = RESOURCES.map((name) => `hris/${name}`)

/** What a resource of a job may say. What a run would not do is refused, not ignored. */
const wantedResource = z.strictObject({
  resource: text().refine((name) => names.includes(name), {
    error: `a run reads unified lists into the copy: give one of ${names.join(", ")}`,
  }),
  name: text().optional(),
  type: only(["request"], "rows are read from the copy, so nothing is transformed or sent on"),
  method: only(["list"], "a run reads lists"),
  depends_on: z
    .union([text(), z.array(text()).max(50)])
    .optional()
    .meta({ description: "Taken; a run finds its own order." }),
  integrated_account_id: only([OWN_ACCOUNT], "a run is of one connection"),
  persist: z.literal(true, { error: "what is read is kept: leave it out" }).optional(),
  response_format: only(["unified"], "rows are kept in the unified shape"),
  delete_tracking: only(["hard", "soft"], "deletions are always tracked"),
})

const VERSIONS = z.int().min(1).max(4)
const definition = {
  label: text().optional(),
  integration_name: text().optional().meta({ description: "The integration that the job is for; empty: any." }),
  default_runtime_version: VERSIONS.optional().meta({ description: "Kept for clients; runs don't differ by it." }),
  args_schema: givenContext().nullable().optional(),
  resources: z.array(wantedResource).min(1).max(50),
}

export const syncJob = z
  .object({
    id: z.string(),
    environment_id: z.string(),
    label: z.string(),
    integration_name: z.string(),
    default_runtime_version: z.number().int(),
    args_schema: context(),
    resources: z.array(context()),
    created_at: moment(),
    updated_at: moment(),
  })
  .meta({ id: "SyncJob" })
export type SyncJob = z.infer<typeof syncJob>

const tagged = { scope: "environment", tag: "Sync jobs" } as const

export const listSyncJobs = list({
  path: "/sync-job",
  tag: "Sync jobs",
  row: syncJob,
  filters: { id: anyOf(uuid()), integration_name: anyOf(text()), label: anyOf(text()) },
})
export const getSyncJob = get("/sync-job", "Sync jobs", syncJob)
export const createSyncJob = operation({
  ...tagged,
  id: "create_sync_job",
  method: "POST",
  path: "/sync-job",
  summary: "Keep which unified lists a run reads.",
  unknownKeys: "refuse",
  body: z.strictObject(definition),
  answer: syncJob,
})
export const updateSyncJob = operation({
  ...tagged,
  id: "update_sync_job",
  method: "PATCH",
  path: "/sync-job/:id",
  summary: "Change a job; what is left out stays.",
  params: idParams,
  unknownKeys: "refuse",
  body: z.strictObject({ ...definition, resources: definition.resources.optional() }),
  answer: syncJob,
})
export const deleteSyncJob = operation({
  ...tagged,
  id: "delete_sync_job",
  method: "DELETE",
  path: "/sync-job/:id",
  summary: "Remove a job with its triggers; its runs end, and stay under /sync-run.",
  params: idParams,
  answer: deleted,
})

export const syncJobRun = z
  .object({
    id: z.string(),
    environment_id: z.string(),
    sync_job_id: z.string(),
    integrated_account_id: z.string(),
    sync_run_id: z.string().meta({ description: "The run under /sync-run, with its live progress." }),
    status: z.enum(RUN_STATUSES),
    error: z.string().nullable(),
    args: context(),
    webhook_id: z.string().nullable(),
    started_at: moment().nullable(),
    finished_at: moment().nullable(),
    created_at: moment(),
    updated_at: moment(),
  })
  .meta({ id: "SyncJobRun" })
export type SyncJobRun = z.infer<typeof syncJobRun>

export const listSyncJobRuns = list({
  path: "/sync-job-run",
  tag: "Sync job runs",
  row: syncJobRun,
  filters: {
    id: anyOf(uuid()),
    sync_job_id: anyOf(uuid()),
    integrated_account_id: anyOf(uuid()),
    status: anyOf(z.enum(RUN_STATUSES)),
  },
})
export const getSyncJobRun = get("/sync-job-run", "Sync job runs", syncJobRun)

const args = () =>
  bounded(z.looseObject({ integrated_account_id: uuid().optional() }))
    .optional()
    .meta({ description: "`integrated_account_id` here names the connection too." })

export const createSyncJobRun = operation({
  ...tagged,
  id: "create_sync_job_run",
  method: "POST",
  path: "/sync-job-run",
  refusals: ["resource.not_found"],
  summary: "Run a job now: the lists that it names are read whole into the copy of one connection.",
  unknownKeys: "refuse",
  body: z.strictObject({
    sync_job_id: uuid(),
    integrated_account_id: uuid().optional(),
    args: args(),
    webhook_id: uuid().nullable().optional().meta({
      description: "Kept. Records are not sent there: read the copy, or subscribe to record events.",
    }),
    error_handling: only(["fail_fast", "ignore", "batch"], "what can't be read is told in the run"),
    ignore_previous_run: z.boolean().optional().meta({ description: "Taken; a run asked for reads every row." }),
    force: z.boolean().optional(),
    version: VERSIONS.optional(),
  }),
  answer: syncJobRun,
})

export const syncJobCronTrigger = z
  .object({
    id: z.string(),
    environment_id: z.string(),
    sync_job_id: z.string(),
    integrated_account_id: z.string(),
    cron_expression: z.string(),
    args: context(),
    webhook_id: z.string().nullable(),
    meta: context(),
    is_active: z.boolean().meta({ description: "Whether it was scheduled since its expression was changed." }),
    next_run_at: moment().nullable(),
    last_error: z.string().nullable(),
    created_at: moment(),
    updated_at: moment(),
  })
  .meta({ id: "SyncJobCronTrigger" })
export type SyncJobCronTrigger = z.infer<typeof syncJobCronTrigger>

const triggerFields = {
  cron_expression: text(200).meta({ description: "Five fields, in UTC: minute, hour, day of month, month, weekday." }),
  args: args(),
  webhook_id: uuid().nullable().optional(),
  error_handling: only(["fail_fast", "ignore", "batch"], "what can't be read is told in the run"),
  meta: givenContext().optional(),
}

export const listSyncJobCronTriggers = list({
  path: "/sync-job-cron-trigger",
  tag: "Sync job triggers",
  row: syncJobCronTrigger,
  filters: {
    id: anyOf(uuid()),
    sync_job_id: anyOf(uuid()),
    integrated_account_id: anyOf(uuid()),
  },
})
export const getSyncJobCronTrigger = get("/sync-job-cron-trigger", "Sync job triggers", syncJobCronTrigger)
export const createSyncJobCronTrigger = operation({
  ...tagged,
  id: "create_sync_job_cron_trigger",
  method: "POST",
  path: "/sync-job-cron-trigger",
  refusals: ["resource.not_found"],
  summary: "Run a job again and again. It begins when it is scheduled.",
  unknownKeys: "refuse",
  body: z.strictObject({ ...triggerFields, sync_job_id: uuid(), integrated_account_id: uuid().optional() }),
  answer: syncJobCronTrigger,
})
export const updateSyncJobCronTrigger = operation({
  ...tagged,
  id: "update_sync_job_cron_trigger",
  method: "PATCH",
  path: "/sync-job-cron-trigger/:id",
  summary: "Change a trigger. With another expression it waits to be scheduled again.",
  params: idParams,
  unknownKeys: "refuse",
  body: z.strictObject({ ...triggerFields, cron_expression: triggerFields.cron_expression.optional() }),
  answer: syncJobCronTrigger,
})
export const deleteSyncJobCronTrigger = operation({
  ...tagged,
  id: "delete_sync_job_cron_trigger",
  method: "DELETE",
  path: "/sync-job-cron-trigger/:id",
  summary: "Remove a trigger.",
  params: idParams,
  answer: deleted,
})
export const scheduleSyncJobCronTrigger = operation({
  ...tagged,
  id: "schedule_sync_job_cron_trigger",
  method: "POST",
  path: "/sync-job-cron-trigger/:id/schedule",
  summary: "Let a trigger run by its expression from now on.",
  params: idParams,
  answer: done,
})

export const syncJobOperations = byOperationId(
  listSyncJobs,
  getSyncJob,
  createSyncJob,
  updateSyncJob,
  deleteSyncJob,
  listSyncJobRuns,
  getSyncJobRun,
  createSyncJobRun,
  listSyncJobCronTriggers,
  getSyncJobCronTrigger,
  createSyncJobCronTrigger,
  updateSyncJobCronTrigger,
  deleteSyncJobCronTrigger,
  scheduleSyncJobCronTrigger,
)
