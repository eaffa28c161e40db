import { neverSent, type Webhook, type WebhookAttempt, type WebhookDelivery } from "@rollcall/contract"
import type { AttemptRow, DeliveryRow } from "./delivery-store.js"
import type { WebhookRow } from "./store.js"

/** The public shape, without secrets. */
export const showWebhook = (row: WebhookRow): Webhook => ({
  id: row.id,
  target_url: row.target_url,
  is_active: row.is_active,
  event_types: row.event_types,
  event_types_not_sent: neverSent(row.event_types),
  environment_id: row.environment_id,
  failing_since: row.failing_since?.toISOString() ?? null,
  disabled_reason: row.disabled_reason,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
})

const asStatus = (text: string) => text as WebhookDelivery["status"] // the column only ever holds these

export const showDelivery = (row: DeliveryRow): WebhookDelivery => ({
  id: row.id,
  webhook_id: row.webhook_id,
  environment_id: row.environment_id,
  event_id: row.event_id,
  event_type: row.event_type,
  sequence: row.sequence,
  status: asStatus(row.status),
  attempt_count: row.attempts,
  next_attempt_at: row.status === "succeeded" ? null : row.next_attempt_at.toISOString(),
  response_status: row.response_status,
  error: row.error,
  succeeded_at: row.succeeded_at?.toISOString() ?? null,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
})

const asHeaders = (value: unknown) => (value ?? {}) as Record<string, string> // written from headers only

export const showAttempt = (row: AttemptRow): WebhookAttempt => ({
  number: row.number,
  attempted_at: row.attempted_at.toISOString(),
  duration_ms: row.duration_ms,
  request: { url: row.url, headers: asHeaders(row.request_headers) },
  response:
    row.response_status === null
      ? null
      : { status: row.response_status, headers: asHeaders(row.response_headers), body: row.response_body ?? "" },
  error: row.error,
})
