import type { WebhookAttempt, WebhookDelivery } from "@rollcall/contract"
import { type Page, type PageQuery, readPage } from "../db/paging.js"
import * as store from "./delivery-store.js"
import type { WebhooksDeps } from "./deps.js"
import { showAttempt, showDelivery } from "./show.js"

export type Deliveries = {
  /** The newest first. */
  page(environmentId: string, query: PageQuery & { filters: store.DeliveryFilters }): Promise<Page<WebhookDelivery>>
  get(
    environmentId: string,
    id: string,
  ): Promise<(WebhookDelivery & { body: string; attempts: WebhookAttempt[] }) | undefined>
  /** Answers how many will be sent again. */
  replay(environmentId: string, which: store.Replayed): Promise<number>
}

export function createDeliveries({ db, vault, jobs }: WebhooksDeps): Deliveries {
  return {
    page: (environmentId, { filters, ...query }) =>
      readPage(vault, {
        binding: `deliveries ${environmentId}`,
        query,
        list: ({ after, limit }) => store.listDeliveries(db, environmentId, { before: after, limit, filters }),
        show: showDelivery,
      }),
    async get(environmentId, id) {
      const row = await store.findDelivery(db, environmentId, id)
      if (!row) return undefined
      const attempts = await store.listAttempts(db, id)
      return { ...showDelivery(row), body: row.body, attempts: attempts.map(showAttempt) }
    },
    replay: (environmentId, which) =>
      db.transaction().execute(async (tx) => {
        const counts = await store.replay(tx, environmentId, which)
        for (const webhookId of counts.keys()) await jobs.send(tx, { queue: "deliver", data: { webhookId } })
        return [...counts.values()].reduce((sum, count) => sum + count, 0)
      }),
  }
}
