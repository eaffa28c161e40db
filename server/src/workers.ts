import type { Accounts } from "./accounts/index.js"
import type { Jobs } from "./jobs/index.js"
import type { RequestLog } from "./log/index.js"
import type { Inbound } from "./sync/inbound/index.js"
import type { Sync } from "./sync/index.js"
import type { SyncJobs } from "./sync/sync-jobs/index.js"
import type { Webhooks } from "./webhooks/index.js"
import type { Writes } from "./writes/index.js"

type WorkerDeps = {
  jobs: Jobs
  accounts: Accounts
  sync: Sync
  syncJobs: SyncJobs
  inbound: Inbound
  webhooks: Webhooks
  writes: Writes
  requestLog: RequestLog
}

/** Accounts that one process syncs at once. */
const SYNC_CONCURRENCY = 2
/** How far apart things are looked for that nobody holds; sooner when a lease is about to end. */
const RECOVER_SECONDS = 3
/** How far apart the schedule is looked at; what is due before the next look begins at this one. */
const SCHEDULE_SECONDS = 10
/** To how many one process sends at once: all that an environment may have can hang, and one more still be served. */
const ENDPOINTS = 101
const FAILING_ENDPOINTS = 50
/** An environment exceeds its bound of the log by what comes in so long at most. */
const LOG_CLEANUP_SECONDS = 60

type DeliverJob = (data: { webhookId: string }, signal: AbortSignal) => Promise<void>

/** Which part does which job. A new queue is a line here and one in jobs/queues.ts. */
export function startWorkers(deps: WorkerDeps): void {
  const { jobs, accounts, sync, syncJobs, inbound, webhooks, writes, requestLog } = deps
  jobs.work("check-connection", (place) => accounts.link.check(place), { concurrency: 4 })
  jobs.work("keep-alive", async () => void (await accounts.keepAlive()))
  jobs.work("housekeeping", () =>
    accounts.link.removeEnded().then(() => Promise.all([webhooks.cleanUp(), writes.cleanUp()]).then(() => {})),
  )
  const fanOut = ({ environmentId }: { environmentId: string }) => webhooks.fanOut(environmentId)
  jobs.work("fan-out", fanOut, { concurrency: 2, batch: 50 })
  const deliver: DeliverJob = ({ webhookId }, signal) => webhooks.deliver(webhookId, signal)
  const deliverFailing: DeliverJob = ({ webhookId }, signal) => webhooks.deliverFailing(webhookId, signal)
  jobs.work("deliver", deliver, { concurrency: ENDPOINTS })
  jobs.work("deliver-failing", deliverFailing, { concurrency: FAILING_ENDPOINTS })
  jobs.lookFor(RECOVER_SECONDS, () => webhooks.recoverLostJobs())
  jobs.work("sync", (wake, signal) => sync.work(wake, signal), { concurrency: SYNC_CONCURRENCY })
  jobs.every(SCHEDULE_SECONDS, () => sync.startDue())
  jobs.every(SCHEDULE_SECONDS, () => syncJobs.startDue())
  jobs.lookFor(RECOVER_SECONDS, () => sync.recoverLostJobs())
  jobs.work("derive-mapping", (what, signal) => sync.remap(what, signal))
  jobs.work("sync-sweep", () => sync.cleanUp())
  jobs.work("inbound-subscribe", (place) => inbound.subscribe(place), { concurrency: 2 })
  jobs.lookFor(RECOVER_SECONDS, () => inbound.recoverLostJobs())
  jobs.work("inbound", (place) => inbound.follow(place), { concurrency: 4 })
  jobs.work("inbound-sweep", () => inbound.checkDue())
  jobs.work("write", (place) => writes.reconcile(place), { concurrency: 4 })
  jobs.lookFor(RECOVER_SECONDS, () => writes.wakeDue())
  jobs.every(LOG_CLEANUP_SECONDS, () => requestLog.cleanUp().then(() => {}))
}
