import { isWanted } from "@rollcall/contract"
import type { EventRow } from "../changes/index.js"
import { insertDeliveries } from "./delivery-store.js"
import { orderedId } from "./ordered-id.js"
import type { WebhooksParts } from "./parts.js"
import { listBehind, lockWebhook, setSeen, type WebhookRow } from "./store.js"

const BATCH = 500

/** Copies an environment's new events to the webhooks that want them; each webhook remembers how far it has come. */
export async function fanOut(parts: WebhooksParts, environmentId: string): Promise<void> {
  for (const id of await listBehind(parts.db, environmentId)) {
    let isMore = true
    while (isMore) isMore = await copyBatch(parts, environmentId, id)
  }
}

/** True when there may be more. The events, how far they were read and the wake-up to send them commit together. */
function copyBatch(parts: WebhooksParts, environmentId: string, webhookId: string): Promise<boolean> {
  return parts.db.transaction().execute(async (tx) => {
    const webhook = await lockWebhook(tx, webhookId)
    if (!webhook?.is_active) return false
    const events = await parts.changes.readIn(tx, environmentId, { after: webhook.seen_sequence, limit: BATCH })
    const last = events.at(-1)
    if (!last) return false
    const wanted = events.filter((event) => isWanted(webhook.event_types, event.type))
    const now = parts.now()
    const deliveries = wanted.map((event, place) => ({
      id: orderedId(now, place),
      created_at: now.toISOString(),
      event_id: event.id,
      event_type: event.type,
      sequence: event.sequence,
      body: bodyOf(webhook, event),
    }))
    await insertDeliveries(tx, webhook, deliveries)
    await setSeen(tx, webhookId, last.sequence)
    if (deliveries.length > 0) await parts.jobs.send(tx, { queue: "deliver", data: { webhookId } })
    return events.length === BATCH
  })
}

type Told = Pick<EventRow, "id" | "type" | "payload" | "sequence" | "created_at">

/** Written once: the same text is signed and sent in every attempt. */
export const bodyOf = (webhook: Pick<WebhookRow, "id" | "environment_id">, event: Told): string =>
  JSON.stringify({
    id: event.id,
    event: event.type,
    event_type: event.type,
    payload: event.payload,
    environment_id: webhook.environment_id,
    webhook_id: webhook.id,
    sequence: event.sequence,
    created_at: event.created_at.toISOString(),
  })
