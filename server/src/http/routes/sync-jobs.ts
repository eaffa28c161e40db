import {
  ADMIN_LIMIT,
  createSyncJob,
  createSyncJobCronTrigger,
  createSyncJobRun,
  deleteSyncJob,
  deleteSyncJobCronTrigger,
  getSyncJob,
  getSyncJobCronTrigger,
  getSyncJobRun,
  listSyncJobCronTriggers,
  listSyncJobRuns,
  listSyncJobs,
  scheduleSyncJobCronTrigger,
  updateSyncJob,
  updateSyncJobCronTrigger,
} from "@rollcall/contract"
import { AppError, badField, noRow } from "../../errors.js"
import { isUuid } from "../authenticate.js"
import { type Route, route } from "../route.js"
import type { Services } from "../services.js"

const JOB = { what: "sync job", list: "GET /sync-job" }
const RUN = { what: "sync job run", list: "GET /sync-job-run" }
const TRIGGER = { what: "sync job trigger", list: "GET /sync-job-cron-trigger" }

const found = <T>(kind: typeof JOB, id: string, row: T | undefined): T => {
  if (row === undefined) throw noRow({ ...kind, id })
  return row
}

type Paged = { limit?: number | undefined; next_cursor?: string | undefined }
type Wanted = Readonly<Record<string, readonly string[] | undefined>>

async function listed<T>(
  { limit = ADMIN_LIMIT, next_cursor: cursor }: Paged,
  wanted: Wanted,
  page: (query: { limit: number; cursor: string | undefined; wanted: Wanted }) => Promise<{
    rows: T[]
    nextCursor: string | null
  }>,
) {
  const { rows, nextCursor } = await page({ limit, cursor, wanted })
  return { result: rows, next_cursor: nextCursor, limit }
}

type Naming = { sync_job_id: string; integrated_account_id?: string | undefined; args?: Args | undefined }
type Args = { integrated_account_id?: string | undefined }

/** The connection may be named in the arguments, as Truto's jobs do. */
async function findBoth({ accounts, syncJobs }: Services, environmentId: string, named: Naming) {
  const id = named.integrated_account_id ?? named.args?.integrated_account_id
  if (id === undefined) throw badField("integrated_account_id", "is required, here or in args")
  const account = await accounts.find(environmentId, id)
  if (!account) throw new AppError("account.not_found", `there is no integrated account ${id} in this environment`)
  const job = found(JOB, named.sync_job_id, await syncJobs.jobs.get(environmentId, named.sync_job_id))
  return { account, job }
}

async function assertWebhook({ webhooks }: Services, environmentId: string, id: string | null | undefined) {
  if (id && !(await webhooks.get(environmentId, id))) throw badField("webhook_id", "is no webhook of this environment")
}

const byId = async <T>(kind: typeof JOB, id: string, get: (id: string) => Promise<T | undefined>): Promise<T> =>
  found(kind, id, isUuid(id) ? await get(id) : undefined)

export const syncJobRoutes: Route[] = [
  route(listSyncJobs, ({ caller, query }, { syncJobs: { jobs } }) => {
    const { id, integration_name, label, ...paged } = query
    return listed(paged, { id, integration_name, label }, (asked) => jobs.page(caller.environmentId, asked))
  }),
  route(getSyncJob, ({ caller, params }, { syncJobs: { jobs } }) =>
    byId(JOB, params.id, (id) => jobs.get(caller.environmentId, id)),
  ),
  route(createSyncJob, ({ caller, body }, { syncJobs }) => syncJobs.jobs.create(caller.environmentId, body)),
  route(updateSyncJob, async ({ caller, params, body }, { syncJobs }) =>
    found(JOB, params.id, await syncJobs.jobs.update(caller.environmentId, params.id, body)),
  ),
  route(deleteSyncJob, async ({ caller, params }, { syncJobs }) => {
    const isGone = await syncJobs.jobs.remove(caller.environmentId, params.id)
    return found(JOB, params.id, isGone ? { id: params.id } : undefined)
  }),
  route(listSyncJobRuns, ({ caller, query }, { syncJobs: { runs } }) => {
    const { id, sync_job_id, integrated_account_id: account_id, status, ...paged } = query
    return listed(paged, { id, sync_job_id, account_id, status }, (asked) => runs.page(caller.environmentId, asked))
  }),
  route(getSyncJobRun, ({ caller, params }, { syncJobs: { runs } }) =>
    byId(RUN, params.id, (id) => runs.get(caller.environmentId, id)),
  ),
  route(createSyncJobRun, async ({ caller, body }, services) => {
    const { account, job } = await findBoth(services, caller.environmentId, body)
    const { args, webhook_id } = body
    await assertWebhook(services, caller.environmentId, webhook_id)
    return services.syncJobs.runs.start(account, job, { args, webhook_id })
  }),
  route(listSyncJobCronTriggers, ({ caller, query }, { syncJobs: { triggers } }) => {
    const { id, sync_job_id, integrated_account_id: account_id, ...paged } = query
    return listed(paged, { id, sync_job_id, account_id }, (asked) => triggers.page(caller.environmentId, asked))
  }),
  route(getSyncJobCronTrigger, ({ caller, params }, { syncJobs: { triggers } }) =>
    byId(TRIGGER, params.id, (id) => triggers.get(caller.environmentId, id)),
  ),
  route(createSyncJobCronTrigger, async ({ caller, body }, services) => {
    const { account, job } = await findBoth(services, caller.environmentId, body)
    await assertWebhook(services, caller.environmentId, body.webhook_id)
    return services.syncJobs.triggers.create(account, job, body)
  }),
  route(updateSyncJobCronTrigger, async ({ caller, params, body }, services) => {
    await assertWebhook(services, caller.environmentId, body.webhook_id)
    return found(TRIGGER, params.id, await services.syncJobs.triggers.update(caller.environmentId, params.id, body))
  }),
  route(deleteSyncJobCronTrigger, async ({ caller, params }, { syncJobs: { triggers } }) => {
    const isGone = await triggers.remove(caller.environmentId, params.id)
    return found(TRIGGER, params.id, isGone ? { id: params.id } : undefined)
  }),
  route(scheduleSyncJobCronTrigger, async ({ caller, params }, { syncJobs: { triggers } }) => {
    const isThere = await triggers.schedule(caller.environmentId, params.id)
    return found(TRIGGER, params.id, isThere ? { success: true as const } : undefined)
  }),
]
