import { z } from "zod"
import { RESOURCES } from "../model/index.js"
import { bounded } from "../outside.js"
import { get, list } from "./admin.js"
import { byOperationId, operation } from "./operation.js"
import { anyOf, context, deleted, givenContext, idParams, moment, ownEnvironment, text, uuid } from "./shared.js"

/**
 * Truto's sync jobs, as far as a sync here does the same: a job names the unified lists that a run of it reads. Rows come
 * from the copy, so nothing is sent to a webhook or a store, and a run reads whole lists.
 */
const RUN_STATUSES = ["created", "running", "rate_limited", "completed", "failed", "stopped"] as const

const OWN_ACCOUNT = "{{args.integrated_account_id}}"
/** Where Truto knows more values than a run here does anything with. */
export const only = (values: readonly [string, ...string[]], why: string) =>
  z.enum(values, { error: `${why}: give ${values.join(" or ")}, or leave it out` }).nullish()
const noDaemon = z
  .literal("", { error: "nothing runs on your side: leave it out" })
  .nullish()
  .meta({ description: "Nothing here; Truto has it." })
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

export const ofSyncJobs = { scope: "environment", tag: "Sync jobs" } as const

export const listSyncJobs = list({
  path: "/sync-job",
  tag: "Sync jobs",
  row: syncJob,
  filters: { id: anyOf(uuid()), integration_name: anyOf(text()), label: anyOf(text()) },
})
export const getSyncJob = get("/sync-job", "Sync jobs", syncJob)
export const createSyncJob = operation({
  ...ofSyncJobs,
  id: "create_sync_job",
  method: "POST",
  path: "/sync-job",
  summary: "Keep which unified lists a run reads.",
  unknownKeys: "refuse",
  body: z.strictObject({ ...definition, environment_id: ownEnvironment() }),
  answer: syncJob,
})
export const updateSyncJob = operation({
  ...ofSyncJobs,
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
  ...ofSyncJobs,
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

/** What a run is given. */
const runArgs = () =>
  bounded(z.looseObject({ integrated_account_id: uuid().optional() }))
    .optional()
    .meta({ description: "`integrated_account_id` here names the connection too." })

/** Of a run and of what starts it. */
export const runOptions = {
  args: runArgs(),
  webhook_id: uuid().nullable().optional().meta({
    description: "Kept. Records are not sent there: read the copy, or subscribe to record events.",
  }),
  error_handling: only(["fail_fast", "ignore", "batch"], "what can't be read is told in the run"),
  super_query: text(50).nullable().optional().meta({ description: "Taken: rows are always read into the copy." }),
  events_to_send: z
    .array(text())
    .max(0, { error: "a webhook says in its event_types what it is sent: leave it out" })
    .nullish()
    .meta({ description: "Nothing here: a webhook says in its event_types what it is sent." }),
  daemon_id: noDaemon,
  daemon_group_key: noDaemon,
}

export const createSyncJobRun = operation({
  ...ofSyncJobs,
  id: "create_sync_job_run",
  method: "POST",
  path: "/sync-job-run",
  refusals: ["resource.not_found"],
  summary: "Run a job now: the lists that it names are read whole into the copy of one connection.",
  unknownKeys: "refuse",
  body: z.strictObject({
    sync_job_id: uuid(),
    integrated_account_id: uuid().optional(),
    environment_id: ownEnvironment(),
    ...runOptions,
    status: only(["created"], "a run begins by itself"),
    ignore_previous_run: z.boolean().optional().meta({ description: "Taken; a run asked for reads every row." }),
    force: z.boolean().optional(),
    version: VERSIONS.optional(),
  }),
  answer: syncJobRun,
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
)
