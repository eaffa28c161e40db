import { type Delivery, isWanted } from "@rollcall/contract"
import type { EventRow } from "../changes/index.js"
import { insertDeliveries } from "./delivery-store.js"
import type { WebhooksDeps } from "./deps.js"
import { orderedId } from "./ordered-id.js"
import { type Behind, listBehind, lockWebhook, setSeen, type WebhookRow } from "./store.js"

const BATCH = 200
/** After so long another job goes on, so that an environment with much to copy keeps no other one waiting. */
const TURN_MS = 2_000

/**
 * Copies an environment's new events to the webhooks that want them; each webhook remembers how far it has come. A batch
 * of events is read once for all webhooks that are at the same place, which is where most of them are.
 */
export async function fanOut(deps: WebhooksDeps, environmentId: string): Promise<void> {
  const endsAt = deps.clock.elapsedMs() + TURN_MS
  for (;;) {
    const behind = await listBehind(deps.db, environmentId)
    if (behind.length === 0) return
    if (deps.clock.elapsedMs() > endsAt) return deps.jobs.send(deps.db, { queue: "fan-out", data: { environmentId } })
    for (const after of new Set(behind.map(({ seen }) => seen))) {
      const events = await deps.changes.readIn(deps.db, environmentId, { after, limit: BATCH })
      for (const webhook of behind.filter(({ seen }) => seen === after)) await copyTo(deps, webhook, events)
    }
  }
}

/** The deliveries, how far events were copied and the wake-up to send them commit together. */
function copyTo(deps: WebhooksDeps, { id, seen, last }: Behind, events: readonly EventRow[]): Promise<void> {
  return deps.db.transaction().execute(async (tx) => {
    const webhook = await lockWebhook(tx, id)
    // Switched off, or another process has copied these.
    if (!webhook?.is_active || webhook.seen_sequence !== seen) return
    const wanted = events.filter((event) => isWanted(webhook.event_types, event.type))
    const now = deps.clock.now()
    const deliveries = wanted.map((event, place) => ({
      id: orderedId(now, place),
      created_at: now.toISOString(),
      event_id: event.id,
      event_type: event.type,
      sequence: event.sequence,
      body: bodyOf(webhook, event),
    }))
    await insertDeliveries(tx, webhook, deliveries)
    // Events that are not there any more were too old to be kept.
    await setSeen(tx, id, events.at(-1)?.sequence ?? last)
    // One that fails is woken for its next attempt.
    const isToWake = deliveries.length > 0 && webhook.failing_since === null
    if (isToWake) await deps.jobs.send(tx, { queue: "deliver", data: { webhookId: id } })
  })
}

type Emitted = Pick<EventRow, "id" | "type" | "payload" | "sequence" | "created_at">

/** Written once: the same text is signed and sent in every attempt. */
export const bodyOf = (webhook: Pick<WebhookRow, "id" | "environment_id">, event: Emitted): string =>
  JSON.stringify({
    id: event.id,
    event: event.type,
    event_type: event.type,
    payload: event.payload,
    environment_id: webhook.environment_id,
    webhook_id: webhook.id,
    sequence: event.sequence,
    created_at: event.created_at.toISOString(),
  } satisfies Delivery)
