import {
  ADMIN_LIMIT,
  createWebhook,
  deleteWebhook,
  getWebhook,
  getWebhookDelivery,
  listWebhookDeliveries,
  listWebhooks,
  replayWebhookDeliveries,
  rotateWebhookSecret,
  testWebhook,
  typesMeant,
  updateWebhook,
} from "@rollcall/contract"
import { z } from "zod"
import { AppError, badField, noRow } from "../../errors.js"
import { isUuid } from "../authenticate.js"
import { readTimes } from "../read-times.js"
import { type Route, route } from "../route.js"

const noWebhook = (id: string) => noRow({ what: "webhook", id, list: "GET /webhook" })
const wanted = z.array(z.string()).optional()
const listQuery = z.looseObject({
  limit: z.number().default(ADMIN_LIMIT),
  next_cursor: z.string().optional(),
  is_active: z.boolean().optional(),
  id: wanted,
  environment_id: wanted,
})
const DAY = 86_400

export const webhookRoutes: Route[] = [
  route(listWebhooks, async ({ caller, query }, { webhooks }) => {
    const { limit, next_cursor: cursor, is_active: isActive, id: ids, environment_id } = listQuery.parse(query)
    if (environment_id && !environment_id.includes(caller.environmentId))
      return { result: [], next_cursor: null, limit }
    const page = await webhooks.page(caller.environmentId, { limit, cursor, isActive, ids })
    return { result: page.rows, next_cursor: page.nextCursor, limit }
  }),
  route(getWebhook, async ({ caller, params }, { webhooks }) => {
    const { id } = z.object({ id: z.string() }).parse(params)
    const found = isUuid(id) ? await webhooks.get(caller.environmentId, id) : undefined
    if (!found) throw noWebhook(id)
    return found
  }),
  route(createWebhook, ({ caller, body }, { webhooks }) =>
    webhooks.create(caller.environmentId, {
      targetUrl: body.target_url,
      isActive: body.is_active,
      eventTypes: body.event_types,
    }),
  ),
  route(updateWebhook, async ({ caller, params, body }, { webhooks }) => {
    const patch = { targetUrl: body.target_url, isActive: body.is_active, eventTypes: body.event_types }
    const found = await webhooks.update(caller.environmentId, params.id, patch)
    if (!found) throw noWebhook(params.id)
    return found
  }),
  route(deleteWebhook, async ({ caller, params }, { webhooks }) => {
    if (!(await webhooks.remove(caller.environmentId, params.id))) throw noWebhook(params.id)
    return { id: params.id }
  }),
  route(testWebhook, async ({ caller, body }, { webhooks }) => {
    const accepted = await webhooks.test(caller.environmentId, body.id, body.event_type ?? "test")
    if (!accepted) throw noWebhook(body.id)
    return { success: true as const, ...accepted }
  }),
  route(rotateWebhookSecret, async ({ caller, params, body }, { webhooks }) => {
    const rotated = await webhooks.rotateSecret(caller.environmentId, params.id, body.overlap_seconds ?? DAY)
    if (!rotated) throw noWebhook(params.id)
    return rotated
  }),
  route(listWebhookDeliveries, async ({ caller, query }, { webhooks }) => {
    const { limit = ADMIN_LIMIT, next_cursor: cursor, id, webhook_id, status, event_type, created_at } = query
    for (const one of webhook_id ?? []) if (!(await webhooks.get(caller.environmentId, one))) throw noWebhook(one)
    const filters = {
      id,
      webhookId: webhook_id,
      status,
      eventType: event_type && typesMeant(event_type),
      createdAt: readTimes("created_at", created_at),
    }
    const page = await webhooks.deliveries.page(caller.environmentId, { limit, cursor, filters })
    return { result: page.rows, next_cursor: page.nextCursor, limit }
  }),
  route(getWebhookDelivery, async ({ caller, params }, { webhooks }) => {
    const found = await webhooks.deliveries.get(caller.environmentId, params.id)
    if (!found) throw noRow({ what: "webhook delivery", id: params.id, list: "GET /webhook-delivery" })
    return found
  }),
  route(replayWebhookDeliveries, async ({ caller, body }, { webhooks }) => {
    const { ids, webhook_id: webhookId, from, to, status } = body
    const isRange = [webhookId, from, to, status].some((one) => one !== undefined)
    if (ids && isRange) throw new AppError("request.invalid", "give either ids, or webhook_id with from and to")
    if (ids) return { replayed: await webhooks.deliveries.replay(caller.environmentId, { ids }) }
    if (webhookId === undefined || from === undefined || to === undefined)
      throw new AppError("request.invalid", "give ids, or webhook_id with from and to")
    if (Date.parse(from) > Date.parse(to)) throw badField("from", "is after to: give the earlier moment as from")
    if (!(await webhooks.get(caller.environmentId, webhookId))) throw noWebhook(webhookId)
    const range = { webhookId, from: new Date(from), to: new Date(to), status }
    return { replayed: await webhooks.deliveries.replay(caller.environmentId, range) }
  }),
]
