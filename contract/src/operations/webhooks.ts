import { z } from "zod"
import { eventType, loggedEvent, wantedEvents } from "../events/wanted.js"
import { get, list } from "./admin.js"
import { byOperationId, operation } from "./operation.js"
import {
  adminPage,
  adminPaging,
  anyOf,
  deleted,
  done,
  flag,
  idParams,
  instant,
  instants,
  moment,
  ownEnvironment,
  text,
  uuid,
} from "./shared.js"

export const webhook = z
  .object({
    id: z.string(),
    target_url: z.string(),
    is_active: z.boolean(),
    event_types: z.array(z.string()).nullable().meta({ description: "Null: all." }),
    event_types_not_sent: z.array(z.string()).meta({
      description: "Those of event_types that Rollcall never sends: Truto's events of what there is not here.",
    }),
    environment_id: z.string(),
    failing_since: moment().nullable().meta({ description: "When the target began to fail; null while it works." }),
    disabled_reason: z.string().nullable().meta({ description: "Why Rollcall switched it off." }),
    created_at: moment(),
    updated_at: moment(),
  })
  .meta({ id: "Webhook" })
export type Webhook = z.infer<typeof webhook>

const targetUrl = z.string().max(2_000)
const withSecret = webhook.extend({ secret: z.string().meta({ description: "Shown this once." }) })
const tagged = { scope: "environment", tag: "Webhooks" } as const

export const listWebhooks = list({
  path: "/webhook",
  tag: "Webhooks",
  row: webhook,
  filters: { id: anyOf(uuid()), is_active: flag(), environment_id: anyOf(text()) },
})
export const getWebhook = get("/webhook", "Webhooks", webhook)

export const createWebhook = operation({
  ...tagged,
  id: "create_webhook",
  method: "POST",
  path: "/webhook",
  summary: "Register an endpoint for events from now on; the secret is shown once.",
  unknownKeys: "refuse",
  body: z.strictObject({
    target_url: targetUrl,
    environment_id: ownEnvironment(),
    is_active: z.boolean().optional(),
    event_types: wantedEvents().nullable().optional(),
  }),
  answer: withSecret,
})

export const updateWebhook = operation({
  ...tagged,
  id: "update_webhook",
  method: "PATCH",
  path: "/webhook/:id",
  summary: "Change an endpoint. Switched on again, it goes on where it stopped.",
  unknownKeys: "refuse",
  params: idParams,
  body: z.strictObject({
    target_url: targetUrl.optional(),
    is_active: z.boolean().optional(),
    event_types: wantedEvents().nullable().optional(),
  }),
  answer: webhook,
})

export const deleteWebhook = operation({
  ...tagged,
  id: "delete_webhook",
  method: "DELETE",
  path: "/webhook/:id",
  summary: "Remove an endpoint with its deliveries.",
  params: idParams,
  answer: deleted,
})

const headers = z.record(z.string(), z.string())
const targetAnswer = z.object({
  status: z.number().int().meta({ description: "The status that the endpoint answered." }),
  headers,
  body: z.string().meta({ description: "The first 4 kB." }),
})

export const testWebhook = operation({
  ...tagged,
  id: "test_webhook",
  method: "POST",
  path: "/webhook/test",
  refusals: ["resource.not_found", "webhook.test_failed"],
  summary:
    "Send a test event now; `event_type` sends a made-up event of that type. The answer says what the target did; 422 when it was not accepted.",
  body: z.strictObject({ id: uuid(), event_type: eventType().optional() }),
  answer: done.extend({ duration_ms: z.number().int(), response: targetAnswer }),
})

const MOST_OVERLAP_SECONDS = 7 * 86_400

export const rotateWebhookSecret = operation({
  ...tagged,
  id: "rotate_webhook_secret",
  method: "POST",
  path: "/webhook/:id/rotate-secret",
  summary: "Make a new secret, shown once. Both sign for `overlap_seconds` (a day unless given).",
  params: idParams,
  body: z.strictObject({ overlap_seconds: z.number().int().min(0).max(MOST_OVERLAP_SECONDS).optional() }),
  unknownKeys: "refuse",
  answer: withSecret.extend({ previous_secret_expires_at: moment() }),
})

export const DELIVERY_STATUSES = ["pending", "failing", "succeeded"] as const

export const webhookDelivery = z
  .object({
    id: z.string(),
    webhook_id: z.string(),
    environment_id: z.string(),
    event_id: z.string().meta({ description: "The `id` in the body, the same in every attempt." }),
    event_type: z.string(),
    sequence: z.number(),
    status: z.enum(DELIVERY_STATUSES).meta({ description: "failing: not accepted yet, tried again." }),
    attempt_count: z.number().int(),
    next_attempt_at: moment().nullable(),
    response_status: z.number().int().nullable(),
    error: z.string().nullable(),
    succeeded_at: moment().nullable(),
    created_at: moment(),
    updated_at: moment(),
  })
  .meta({ id: "WebhookDelivery" })
export type WebhookDelivery = z.infer<typeof webhookDelivery>

export const webhookAttempt = z
  .object({
    number: z.number().int(),
    attempted_at: moment(),
    duration_ms: z.number().int(),
    request: z.object({ url: z.string(), headers }),
    response: targetAnswer.nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: "WebhookAttempt" })
export type WebhookAttempt = z.infer<typeof webhookAttempt>

const ofDeliveries = { scope: "environment", tag: "Webhook deliveries" } as const

export const listWebhookDeliveries = operation({
  ...ofDeliveries,
  id: "list_webhook_deliveries",
  method: "GET",
  path: "/webhook-delivery",
  refusals: ["resource.not_found"],
  summary: "List deliveries, the newest first.",
  paging: "admin",
  query: z.strictObject({
    ...adminPaging,
    id: anyOf(uuid()),
    webhook_id: anyOf(uuid()),
    status: anyOf(z.enum(DELIVERY_STATUSES)),
    event_type: anyOf(loggedEvent()),
    created_at: instants(),
  }),
  answer: adminPage(webhookDelivery),
})

export const getWebhookDelivery = operation({
  ...ofDeliveries,
  id: "get_webhook_delivery",
  method: "GET",
  path: "/webhook-delivery/:id",
  // Its body is what happened to people.
  access: { verb: "read", of: "changes" },
  summary: "Read one delivery with the body that was sent and its last ten attempts.",
  params: idParams,
  answer: webhookDelivery.extend({ body: z.string(), attempts: z.array(webhookAttempt) }),
})

export const replayWebhookDeliveries = operation({
  ...ofDeliveries,
  id: "replay_webhook_deliveries",
  method: "POST",
  path: "/webhook-delivery/replay",
  refusals: ["resource.not_found"],
  summary: "Send deliveries again: some by `ids`, or those of `webhook_id` made `from` (inclusive) `to` (exclusive).",
  body: z.strictObject({
    ids: z.array(uuid()).min(1).max(1000).optional(),
    webhook_id: uuid().optional(),
    from: instant().optional(),
    to: instant().optional(),
    status: z.enum(DELIVERY_STATUSES).optional(),
  }),
  unknownKeys: "refuse",
  answer: z.object({ replayed: z.number().int() }),
})

export const webhookOperations = byOperationId(
  listWebhooks,
  getWebhook,
  createWebhook,
  updateWebhook,
  deleteWebhook,
  testWebhook,
  rotateWebhookSecret,
  listWebhookDeliveries,
  getWebhookDelivery,
  replayWebhookDeliveries,
)
