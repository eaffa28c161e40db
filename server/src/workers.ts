import type { Accounts } from "./accounts/index.js"
import type { Jobs } from "./jobs/index.js"
import type { Inbound } from "./sync/inbound/index.js"
import type { Sync } from "./sync/index.js"
import type { Webhooks } from "./webhooks/index.js"

type WorkerParts = { jobs: Jobs; accounts: Accounts; sync: Sync; inbound: Inbound; webhooks: Webhooks }

/** Accounts that one process syncs at once. */
const SYNC_CONCURRENCY = 2
/** How long something may lie around that a dead process left. */
const SWEEP_SECONDS = 5

/** Which part does which job. A new queue is a line here and one in jobs/queues.ts. */
export async function startWorkers({ jobs, accounts, sync, inbound, webhooks }: WorkerParts): Promise<void> {
  jobs.work("check-connection", (place) => accounts.link.check(place), { concurrency: 4, pollSeconds: 0.5 })
  jobs.work("keep-alive", async () => void (await accounts.keepAlive()), { pollSeconds: 10 })
  jobs.work("housekeeping", () => accounts.link.sweep().then(() => webhooks.cleanUp()), { pollSeconds: 10 })
  jobs.work("fan-out", ({ environmentId }) => webhooks.fanOut(environmentId), { pollSeconds: 0.5, batch: 50 })
  jobs.work("deliver", ({ webhookId }, signal) => webhooks.deliver(webhookId, signal), {
    concurrency: 8,
    pollSeconds: 0.5,
  })
  jobs.every(SWEEP_SECONDS, () => webhooks.sweep())
  jobs.work("sync", (wake, signal) => sync.work(wake, signal), { concurrency: SYNC_CONCURRENCY, pollSeconds: 0.5 })
  jobs.work("sync-due", () => sync.startDue())
  // Somebody may have died a moment ago.
  await sync.startDue()
  jobs.work("inbound-subscribe", (place) => inbound.subscribe(place), { concurrency: 2, pollSeconds: 1 })
  jobs.work("inbound", (place) => inbound.follow(place), { concurrency: 4, pollSeconds: 0.5 })
  jobs.work("inbound-sweep", () => inbound.sweep(), { pollSeconds: 10 })
}
