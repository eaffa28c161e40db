import {
  getLogEntry,
  type LOG_FILTERS,
  type LogEntry,
  listLog,
  typesMeant,
  type WebhookDelivery,
} from "@rollcall/contract"
import { badField, notFound } from "../../errors.js"
import type { EntryFilters } from "../../log/index.js"
import { isUuid } from "../authenticate.js"
import { readTimes, type Times } from "../read-times.js"
import { type Route, route } from "../route.js"
import type { Services } from "../services.js"

const MOST_ENTRIES = 100

type LogFilters = { [name in (typeof LOG_FILTERS)[number]]?: string | undefined }
type Asked = {
  limit: number
  cursor: string | undefined
  times: Times[]
  given: LogFilters
}

export const logRoutes: Route[] = [
  route(listLog, async ({ caller, query }, services) => {
    const {
      limit = MOST_ENTRIES,
      next_cursor: cursor,
      log_type,
      created_at,
      log_type_filter: given = {},
      ...own
    } = query
    const asked = { limit, cursor, times: readTimes("created_at", created_at), given }
    if (log_type === "webhook") return listDeliveries(services, caller.environmentId, { ...asked, own })
    const { integrated_account_id, sync_job_run_id, ...equal } = asked.given
    const accountId = readId("integrated_account_id", own.integrated_account_id ?? integrated_account_id)
    const isTrigger = log_type === "sync_job_cron_trigger"
    const filters: EntryFilters = {
      logTypes: log_type && [isTrigger ? "rapid_bridge" : log_type],
      accountId,
      status: own.status === undefined ? undefined : readStatus(own.status),
      code: own.code,
      operation: own.operation,
      requestId: own.request_id,
      times: asked.times,
      equal: defined(equal),
      jobRunId: readId("sync_job_run_id", sync_job_run_id),
      isTriggered: isTrigger,
    }
    const page = await services.requestLog.page(caller.environmentId, { limit, cursor, filters })
    const result = isTrigger ? page.rows.map((row) => ({ ...row, log_type })) : page.rows
    return { result, next_cursor: page.nextCursor, limit }
  }),
  route(getLogEntry, async ({ caller, params: { id } }, { requestLog }) => {
    const entry = await requestLog.get(caller.environmentId, id)
    if (!entry)
      throw notFound(
        `there is no entry ${id.slice(0, 100)} in the log: it may be too old`,
        "Send an id that GET /log lists, or the request_id of an answer.",
      )
    return entry
  }),
]

const defined = (given: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))

function readId(name: string, given: string | undefined): string | undefined {
  if (given !== undefined && !isUuid(given))
    throw badField(`log_type_filter[${name}]`, "give the id (a UUID) as it was answered")
  return given?.toLowerCase()
}

const readStatus = (given: string) =>
  given.endsWith("xx")
    ? { from: Number(given[0]) * 100, to: Number(given[0]) * 100 + 99 }
    : { from: Number(given), to: Number(given) }

/** Deliveries are kept where they are made: their entries are read from there. */
async function listDeliveries(
  { webhooks }: Services,
  environmentId: string,
  { limit, cursor, times, given, own }: Asked & { own: object },
) {
  const { event, webhook_id, ...others } = given
  const unfit = [...Object.keys(own), ...Object.keys(defined(others)).map((name) => `log_type_filter[${name}]`)]
  if (unfit.length > 0) throw badField(unfit[0] ?? "", "is not taken with log_type=webhook: event and webhook_id are")
  if (webhook_id !== undefined && !isUuid(webhook_id))
    throw badField("log_type_filter[webhook_id]", "give a webhook's id")
  const eventType = event === undefined ? undefined : typesMeant([event])
  if (eventType?.length === 0)
    throw badField("log_type_filter[event]", "is no event that is sent: docs/events.md lists them")
  const filters = { webhookId: webhook_id === undefined ? undefined : [webhook_id], eventType, createdAt: times }
  const page = await webhooks.deliveries.page(environmentId, { limit, cursor, filters })
  return { result: page.rows.map(asEntry), next_cursor: page.nextCursor, limit }
}

const NOT_OF_A_REQUEST = {
  ...{ integrated_account_id: null, tenant_id: null, integration: null, resource: null, method: null, code: null },
  ...{ duration: 0, fetch_duration: 0, waited: 0, call_count: 0 },
}

const asEntry = (row: WebhookDelivery): LogEntry => ({
  ...NOT_OF_A_REQUEST,
  id: row.id,
  _id: row.id,
  request_id: row.event_id,
  log_type: "webhook",
  timestamp: row.created_at,
  service: "rollcall",
  environment_id: row.environment_id,
  request_type: "webhook",
  operation: "webhook_delivery",
  http_method: "POST",
  http_url: null,
  http_status_code: row.response_status,
  http_status_category: row.response_status === null ? null : `${Math.floor(row.response_status / 100)}xx`,
  message: row.error,
  attempt_count: row.attempt_count,
  status: row.status,
  event: row.event_type,
  webhook_id: row.webhook_id,
  webhook_endpoint_status: row.response_status,
})
