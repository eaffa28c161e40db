import { z } from "zod"
import { get, list } from "./admin.js"
import { byOperationId, operation } from "./operation.js"
import { anyOf, context, deleted, done, givenContext, idParams, moment, ownEnvironment, text, uuid } from "./shared.js"
import { ofSyncJobs, runOptions } from "./sync-jobs.js"

/** What starts a sync job again and again, by a cron expression. */
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
  ...runOptions,
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
  ...ofSyncJobs,
  id: "create_sync_job_cron_trigger",
  method: "POST",
  path: "/sync-job-cron-trigger",
  refusals: ["resource.not_found"],
  summary: "Run a job again and again. It begins when it is scheduled.",
  unknownKeys: "refuse",
  body: z.strictObject({
    ...triggerFields,
    environment_id: ownEnvironment(),
    sync_job_id: uuid(),
    integrated_account_id: uuid().optional(),
  }),
  answer: syncJobCronTrigger,
})
export const updateSyncJobCronTrigger = operation({
  ...ofSyncJobs,
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
  ...ofSyncJobs,
  id: "delete_sync_job_cron_trigger",
  method: "DELETE",
  path: "/sync-job-cron-trigger/:id",
  summary: "Remove a trigger.",
  params: idParams,
  answer: deleted,
})
export const scheduleSyncJobCronTrigger = operation({
  ...ofSyncJobs,
  id: "schedule_sync_job_cron_trigger",
  method: "POST",
  path: "/sync-job-cron-trigger/:id/schedule",
  summary: "Let a trigger run by its expression from now on.",
  params: idParams,
  answer: done,
})

export const syncJobTriggerOperations = byOperationId(
  listSyncJobCronTriggers,
  getSyncJobCronTrigger,
  createSyncJobCronTrigger,
  updateSyncJobCronTrigger,
  deleteSyncJobCronTrigger,
  scheduleSyncJobCronTrigger,
)
