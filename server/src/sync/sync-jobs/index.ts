/**
 * Sync jobs as Truto's clients know them: a job names unified lists, a run of it is a run of ours, and a trigger starts one
 * by a cron expression. A trigger sleeps (no `next_run_at`) until it is scheduled, and again when its expression changes; a
 * worker starts what is due and puts the next moment in the same transaction, so that a death in between changes nothing.
 * It knows runs only by `requestRun`.
 */
import { randomUUID } from "node:crypto"
import {
  RESOURCES,
  type ResourceName,
  type SyncJob,
  type SyncJobCronTrigger,
  type SyncJobRun,
} from "@rollcall/contract"
import type { Account } from "../../accounts/index.js"
import type { Db } from "../../db/index.js"
import { type At, type Page, type PageQuery, readPage } from "../../db/paging.js"
import { assertStorable } from "../../db/storable.js"
import { AppError, badField, noRow } from "../../errors.js"
import type { Vault } from "../../vault/index.js"
import { readClock } from "../account-store.js"
import { requestRun, resourcesOf } from "../schedule.js"
import { type SyncDeps, subjectOf } from "../session.js"
import { isSwitchedOff } from "../settings.js"
import { nextAfter, parseCron } from "./cron.js"
import { showJob, showJobRun, showTrigger } from "./show.js"
import * as store from "./store.js"

type Given = Readonly<Record<string, unknown>>
type JobFields = {
  label?: string | undefined
  integration_name?: string | undefined
  default_runtime_version?: number | undefined
  args_schema?: Given | null | undefined
  resources?: readonly Given[] | undefined
}
type RunFields = { args?: Given | undefined; webhook_id?: string | null | undefined }
type TriggerFields = RunFields & { cron_expression?: string | undefined; meta?: Given | undefined }
type ListQuery = PageQuery & { wanted: store.Wanted }

export type SyncJobs = {
  jobs: {
    page(environmentId: string, query: ListQuery): Promise<Page<SyncJob>>
    get(environmentId: string, id: string): Promise<SyncJob | undefined>
    create(environmentId: string, fields: JobFields): Promise<SyncJob>
    update(environmentId: string, id: string, fields: JobFields): Promise<SyncJob | undefined>
    remove(environmentId: string, id: string): Promise<boolean>
  }
  runs: {
    page(environmentId: string, query: ListQuery): Promise<Page<SyncJobRun>>
    get(environmentId: string, id: string): Promise<SyncJobRun | undefined>
    /** Throws when the job is of another integration, or names nothing that the account has. */
    start(account: Account, job: SyncJob, fields: RunFields): Promise<SyncJobRun>
  }
  triggers: {
    page(environmentId: string, query: ListQuery): Promise<Page<SyncJobCronTrigger>>
    get(environmentId: string, id: string): Promise<SyncJobCronTrigger | undefined>
    create(account: Account, job: SyncJob, fields: TriggerFields): Promise<SyncJobCronTrigger>
    update(environmentId: string, id: string, fields: TriggerFields): Promise<SyncJobCronTrigger | undefined>
    remove(environmentId: string, id: string): Promise<boolean>
    /** From now on. False: there is no such trigger. */
    schedule(environmentId: string, id: string): Promise<boolean>
  }
  /** To be called every few seconds: starts what triggers are due for. */
  startDue(): Promise<void>
}

export type SyncJobsDeps = Pick<SyncDeps, "db" | "accounts" | "connectorOf" | "jobs"> & { vault: Vault }

export function createSyncJobs(deps: SyncJobsDeps): SyncJobs {
  const { db, vault } = deps
  const pager =
    <Row extends { id: string; created_at: Date }, Shown>(
      name: string,
      list: (db: Db, listed: At & { environmentId: string; wanted: store.Wanted }) => Promise<Row[]>,
      show: (row: Row) => Shown,
    ) =>
    (environmentId: string, { wanted, ...query }: ListQuery): Promise<Page<Shown>> => {
      assertStorable(wanted)
      const binding = `${name} ${environmentId}`
      return readPage(vault, { binding, query, list: (at) => list(db, { ...at, environmentId, wanted }), show })
    }
  const getRun = async (environmentId: string, id: string) => {
    const row = await store.findJobRun(db, environmentId, id)
    return row && showJobRun(row)
  }
  return {
    jobs: { page: pager("sync jobs", store.listJobs, showJob), ...createJobs(db) },
    runs: {
      page: pager("sync job runs", store.listJobRuns, showJobRun),
      get: getRun,
      async start(account, job, fields) {
        assertStorable(fields)
        const id = await db.transaction().execute((tx) => startRun(deps, tx, { account, job, fields }))
        const run = await getRun(account.environmentId, id)
        if (!run) throw noRow({ what: "sync job", id: job.id, list: "GET /sync-job" })
        return run
      },
    },
    triggers: { page: pager("sync job triggers", store.listTriggers, showTrigger), ...createTriggers(db) },
    async startDue() {
      while (await startOneDue(deps));
    },
  }
}

const textsOf = ({ args_schema, resources, ...plain }: JobFields) => ({
  ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
  ...(args_schema === undefined ? {} : { args_schema: JSON.stringify(args_schema ?? {}) }),
  ...(resources === undefined ? {} : { resources: JSON.stringify(resources) }),
})

const NEW_JOB = {
  label: "Untitled",
  integration_name: "",
  default_runtime_version: 4,
  args_schema: "{}",
  resources: "[]",
}

function createJobs(db: Db): Omit<SyncJobs["jobs"], "page"> {
  return {
    async get(environmentId, id) {
      const row = await store.findJob(db, environmentId, id)
      return row && showJob(row)
    },
    async create(environmentId, fields) {
      assertStorable(fields)
      const values = { ...NEW_JOB, ...textsOf(fields), id: randomUUID(), environment_id: environmentId }
      return showJob(await store.insertJob(db, values))
    },
    async update(environmentId, id, fields) {
      assertStorable(fields)
      const row = await store.updateJob(db, { environmentId, id }, textsOf(fields))
      return row && showJob(row)
    },
    remove: (environmentId, id) => store.remove(db, "sync_job", { environmentId, id }),
  }
}

function createTriggers(db: Db): Omit<SyncJobs["triggers"], "page"> {
  return {
    async get(environmentId, id) {
      const row = await store.findTrigger(db, environmentId, id)
      return row && showTrigger(row)
    },
    async create(account, job, { cron_expression = "", args = {}, webhook_id = null, meta = {} }) {
      assertStorable({ args, meta })
      assertComesAgain(cron_expression, await readClock(db))
      const of = { environment_id: account.environmentId, sync_job_id: job.id, account_id: account.id }
      const kept = { cron_expression, args: JSON.stringify(args), webhook_id, meta: JSON.stringify(meta) }
      return showTrigger(await store.insertTrigger(db, { id: randomUUID(), ...of, ...kept }))
    },
    async update(environmentId, id, { cron_expression, args, webhook_id, meta }) {
      assertStorable({ args, meta })
      const there = await store.findTrigger(db, environmentId, id)
      if (!there) return undefined
      if (cron_expression !== undefined) assertComesAgain(cron_expression, await readClock(db))
      const isOther = cron_expression !== undefined && cron_expression !== there.cron_expression
      const row = await store.updateTrigger(
        db,
        { environmentId, id },
        {
          ...(isOther ? { cron_expression, next_run_at: null } : {}),
          ...(args === undefined ? {} : { args: JSON.stringify(args) }),
          ...(webhook_id === undefined ? {} : { webhook_id }),
          ...(meta === undefined ? {} : { meta: JSON.stringify(meta) }),
        },
      )
      return row && showTrigger(row)
    },
    remove: (environmentId, id) => store.remove(db, "sync_job_cron_trigger", { environmentId, id }),
    async schedule(environmentId, id) {
      const there = await store.findTrigger(db, environmentId, id)
      if (!there) return false
      const next_run_at = nextAfter(parseCron(there.cron_expression), await readClock(db)) ?? null
      return (await store.updateTrigger(db, { environmentId, id }, { next_run_at, last_error: null })) !== undefined
    },
  }
}

function assertComesAgain(expression: string, now: Date): void {
  if (!nextAfter(parseCron(expression), now)) throw badField("cron_expression", "is a day that never comes")
}

type Starting = { account: Account; job: SyncJob; fields: RunFields; triggerId?: string | null }

/** The run and what it is of, in one transaction. Answers the id of the job's run. */
async function startRun(deps: SyncJobsDeps, tx: Db, starting: Starting): Promise<string> {
  const { account, job, fields, triggerId = null } = starting
  const resources = resourcesIn(deps, account, job)
  const runId = await requestRun(deps, tx, { account, trigger: "request", resources })
  const id = randomUUID()
  const of = { environment_id: account.environmentId, sync_job_id: job.id, account_id: account.id, run_id: runId }
  const said = { args: JSON.stringify(fields.args ?? {}), webhook_id: fields.webhook_id ?? null }
  await store.insertJobRun(tx, { id, ...of, ...said, trigger_id: triggerId })
  return id
}

function resourcesIn(deps: SyncJobsDeps, account: Account, job: SyncJob): ResourceName[] {
  if (job.integration_name !== "" && job.integration_name !== account.integration)
    throw badField("sync_job_id", `is of ${job.integration_name}, and the account is of ${account.integration}`)
  const named = job.resources.map(({ resource }) => String(resource).replace(/^hris\//, ""))
  const known = resourcesOf(subjectOf(deps, account))
  const resources = RESOURCES.filter((one) => named.includes(one) && known.includes(one))
  if (resources.length === 0)
    throw badField("sync_job_id", `names nothing that ${account.integration} has: ${known.join(", ")}`)
  return resources
}

/** False: nothing is due, or somebody else is at it. What can't be started says why, and waits for its next time. */
async function startOneDue(deps: SyncJobsDeps): Promise<boolean> {
  const due = await store.findDueTrigger(deps.db)
  if (!due) return false
  // The account is looked up on a connection of its own, of which the embedded database has one.
  const account = await deps.accounts.find(due.environment_id, due.account_id)
  return deps.db.transaction().execute(async (tx) => {
    const trigger = await store.takeDueTrigger(tx, due.id)
    return trigger !== undefined && startOne(deps, tx, { trigger, account })
  })
}

type Due = { trigger: store.TriggerRow; account: Account | undefined }

async function startOne(deps: SyncJobsDeps, tx: Db, { trigger, account }: Due): Promise<true> {
  const last_error = await tryToStart(deps, tx, { trigger, account })
  const next_run_at = nextAfter(parseCron(trigger.cron_expression), await readClock(tx)) ?? null
  const place = { environmentId: trigger.environment_id, id: trigger.id }
  await store.updateTrigger(tx, place, { next_run_at, last_error })
  return true
}

async function tryToStart(deps: SyncJobsDeps, tx: Db, { trigger, account }: Due): Promise<string | null> {
  const { environment_id, sync_job_id } = trigger
  const job = await store.findJob(tx, environment_id, sync_job_id)
  if (!account || !job) return "the connection or the job is gone"
  if (isSwitchedOff(account.context)) return "syncs of the connection are switched off: context.sync.enabled is false"
  if (account.status !== "active") return `the connection is ${account.status}`
  try {
    await startRun(deps, tx, { account, job: showJob(job), fields: trigger, triggerId: trigger.id })
    return null
  } catch (error) {
    // What the job asks for can't be done for this account. Trouble of the database's is tried again.
    if (error instanceof AppError) return error.message
    throw error
  }
}
