/**
 * Outbound webhooks: events of the change log on their way to the caller's endpoints.
 * A delivery is pending -> succeeded, or failing -> ... -> succeeded; a replay makes it pending again. A webhook is
 * active -> switched off (410, three days of failures, or by hand) -> active, and goes on where it stopped. Promise:
 * every event that a webhook wants arrives at least once, with the same id, in order; one endpoint never slows
 * another. It meets the makers of events only in the log.
 */
import { createAdmin, type WebhookAdmin } from "./admin.js"
import { deliver } from "./deliver.js"
import { createDeliveries, type Deliveries } from "./deliveries.js"
import { type DeliveryLag, deleteDelivered, readDeliveryLag } from "./delivery-store.js"
import type { WebhooksDeps } from "./deps.js"
import { fanOut } from "./fan-out.js"
import { listNeglected } from "./store.js"

export type Webhooks = WebhookAdmin & {
  deliveries: Deliveries
  fanOut(environmentId: string): Promise<void>
  /** The job `deliver`: one that fails is passed on to `deliver-failing`. */
  deliver(webhookId: string, signal: AbortSignal): Promise<void>
  /** The job `deliver-failing`. */
  deliverFailing(webhookId: string, signal: AbortSignal): Promise<void>
  /**
   * Wakes what was lost: by a process that died, or a job that came too early. Answers the seconds until the first lease
   * ends of those who send: its holder may have died.
   */
  recoverLostJobs(): Promise<number | undefined>
  /** Takes away deliveries that arrived a month ago. */
  cleanUp(): Promise<void>
  lag(): Promise<DeliveryLag>
}

const KEPT_DAYS = 30
/** However many processes look for lost work, each thing is woken once in so long: less than a lease, so that no death is slept through. */
const SWEPT_SECONDS = 3

export function createWebhooks(deps: WebhooksDeps): Webhooks {
  const { db, jobs } = deps
  return {
    ...createAdmin(deps),
    deliveries: createDeliveries(deps),
    fanOut: (environmentId) => fanOut(deps, environmentId),
    deliver: (webhookId, signal) => deliver(deps, { webhookId, lane: "deliver", signal }),
    deliverFailing: (webhookId, signal) => deliver(deps, { webhookId, lane: "deliver-failing", signal }),
    async recoverLostJobs() {
      const { webhooks, environments, leasedSeconds } = await listNeglected(db)
      const once = (key: string) => ({ key, seconds: SWEPT_SECONDS })
      for (const environmentId of environments)
        await jobs.send(db, { queue: "fan-out", data: { environmentId }, once: once(environmentId) })
      for (const webhookId of webhooks)
        await jobs.send(db, { queue: "deliver", data: { webhookId }, once: once(webhookId) })
      return leasedSeconds
    },
    cleanUp: () => deleteDelivered(db, KEPT_DAYS),
    lag: () => readDeliveryLag(db),
  }
}

export type { WebhooksDeps } from "./deps.js"
