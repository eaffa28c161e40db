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
import { AppError, badField } from "../../errors.js"
import { isUuid } from "../authenticate.js"
import { readTimes } from "../read-times.js"
import { type Route, route } from "../route.js"

const notFound = (what: string, id: string) =>
  new AppError("resource.not_found", `there is no ${what} ${id.slice(0, 80)} here`)
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
    if (!found) throw notFound("webhook", id)
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
    if (!found) throw notFound("webhook", params.id)
    return found
  }),
  route(deleteWebhook, async ({ caller, params }, { webhooks }) => {
    if (!(await webhooks.remove(caller.environmentId, params.id))) throw notFound("webhook", params.id)
    return { id: params.id }
  }),
  route(testWebhook, async ({ caller, body }, { webhooks }) => {
    const accepted = await webhooks.test(caller.environmentId, body.id, body.event_type ?? "test")
    if (!accepted) throw notFound("webhook", body.id)
    return { success: true as const, ...accepted }
  }),
  route(rotateWebhookSecret, async ({ caller, params, body }, { webhooks }) => {
    const rotated = await webhooks.rotateSecret(caller.environmentId, params.id, body.overlap_seconds ?? DAY)
    if (!rotated) throw notFound("webhook", params.id)
    return rotated
  }),
  route(listWebhookDeliveries, async ({ caller, query }, { webhooks }) => {
    const { limit = ADMIN_LIMIT, next_cursor: cursor, id, webhook_id, status, event_type, created_at } = query
    for (const one of webhook_id ?? [])
      if (!(await webhooks.get(caller.environmentId, one))) throw notFound("webhook", one)
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
    if (!found) throw notFound("webhook delivery", params.id)
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
    if (!(await webhooks.get(caller.environmentId, webhookId))) throw notFound("webhook", webhookId)
    const range = { webhookId, from: new Date(from), to: new Date(to), status }
    return { replayed: await webhooks.deliveries.replay(caller.environmentId, range) }
  }),
]
