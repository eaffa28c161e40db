import { z } from "zod"
import { ERROR_CODES } from "../errors/catalogue.js"
import { byOperationId, operation } from "./operation.js"
import { answered, count, inPath, instants, moment, text, uuid } from "./shared.js"

const tagged = { scope: "environment", tag: "Log", method: "GET" } as const

/** Truto's, and `api` for every other operation. */
export const LOG_TYPES = [
  "unified_proxy_api",
  "rapid_bridge",
  "webhook",
  "sync_job_cron_trigger",
  "mcp",
  "api",
] as const
export type LogType = (typeof LOG_TYPES)[number]

/** What `log_type_filter` can be about. */
export const LOG_FILTERS = [
  ...([
    "integrated_account_id",
    "request_type",
    "resource",
    "method",
    "http_method",
    "sync_job_run_id",
    "event",
  ] as const),
  ...(["webhook_id", "mcp_server_id", "tool_name"] as const),
]

const LOG_LIMIT = 100
const whole = (description: string) => z.number().int().meta({ description })
const optional = (description: string) => z.string().optional().meta({ description })
const orNone = (description: string) => z.string().nullable().meta({ description })

export const logEntry = z
  .object({
    id: z.string().meta({ description: "The entry's id." }),
    _id: z.string().meta({ description: "The same, as Truto's TypeScript SDK calls it." }),
    request_id: z
      .string()
      .meta({ description: "As in the answer's x-request-id and in errors; of a sync, the run's id." }),
    log_type: z.string().meta({ description: "Which part of Rollcall it is of." }),
    timestamp: moment().meta({ description: "When it began." }),
    service: z.string().meta({ description: "Always rollcall." }),
    environment_id: z.string().meta({ description: "The environment it was in." }),
    integrated_account_id: orNone("The connection it was about, if it was about one."),
    tenant_id: orNone("Your id of that customer."),
    integration: orNone("The HR system of the connection."),
    request_type: z.string().meta({ description: "unified, proxy, custom, api, sync or webhook." }),
    operation: z.string().meta({ description: "The operation's id, as in /openapi.json." }),
    resource: orNone("The resource, where there is one."),
    method: orNone("What was done with it: list, get, create ..."),
    http_method: orNone("GET, POST ..."),
    http_url: orNone("The path and what was asked for, without values that may be about people: those are a *."),
    http_status_code: z
      .number()
      .int()
      .nullable()
      .meta({ description: "What was answered; null: the caller had gone." }),
    http_status_category: orNone("2xx, 4xx, 5xx ..."),
    code: orNone("The error's code."),
    message: orNone("What the code means."),
    duration: whole("Milliseconds from beginning to end."),
    fetch_duration: whole("Milliseconds of all calls to the HR system; they may overlap."),
    waited: whole("Of these, waited for the HR system's limits or before another attempt."),
    call_count: whole("Calls to the HR system. One that several requests share is the first one's."),
    attempt_count: whole("Attempts of all these calls: more than call_count when some were tried again."),
    result_count: z.number().int().optional().meta({ description: "Rows that were answered." }),
    token_id: optional("The API token that asked."),
    status: optional("Of a sync or a delivery: how far it is."),
    trigger: optional("Of a sync: what made it run."),
    sync_job_run_id: optional("Of a sync that a sync job began: the job's run, as GET /sync-job-run has it."),
    event: optional("Of a delivery: the event's type."),
    webhook_id: optional("Of a delivery: the webhook."),
    webhook_endpoint_status: z
      .number()
      .int()
      .nullable()
      .optional()
      .meta({ description: "Of a delivery: what the target said last." }),
    mcp_server_id: optional("Of an agent: the MCP token."),
    mcp_server_name: optional("Of an agent: what the MCP token was called."),
    mcp_method: optional("Of an agent: the method of the protocol, such as tools/call."),
    tool_name: optional("Of a tool's call: the tool."),
    client_name: optional("Of an agent: what its program calls itself, if it said so in this request."),
    client_version: optional("Of an agent: the version of that program."),
  })
  .meta({ id: "LogEntry" })
export type LogEntry = z.infer<typeof logEntry>

const logEntryWithCalls = logEntry
  .extend({
    calls: z
      .array(
        z.object({
          at: moment().meta({ description: "When it began." }),
          method: z.string().meta({ description: "GET, POST ..." }),
          path: z
            .string()
            .meta({ description: "Its path with the names of its parameters; what may be about people is a *." }),
          status: z.number().int().nullable().meta({ description: "What the HR system answered last." }),
          failure: orNone("Why there was no answer that could be used: timeout, connection, held ..."),
          duration: whole("Milliseconds with all attempts and waits."),
          waited: whole("Of these, waited."),
          attempts: whole("How often it was sent; 0: not at all."),
        }),
      )
      .meta({ description: "The first 60 calls, and up to 40 more that failed." }),
  })
  .meta({ id: "LogEntryWithCalls" })
export type LogEntryWithCalls = z.infer<typeof logEntryWithCalls>

export const listLog = operation({
  ...tagged,
  id: "list_log",
  path: "/log",
  summary: "What was asked of Rollcall and what that took at the HR system, the newest first.",
  paging: "admin",
  query: z.strictObject({
    limit: count(LOG_LIMIT).meta({ description: "Entries of a page; 100 unless given." }),
    next_cursor: answered(text(8_000)).meta({ description: "As it was answered." }),
    log_type: z
      .enum(LOG_TYPES)
      .optional()
      .meta({ description: "Left out: all but webhook, which are answered from the deliveries." }),
    log_type_filter: z
      .strictObject(Object.fromEntries(LOG_FILTERS.map((name) => [name, text(100).min(1).optional()])))
      .optional()
      .meta({ description: "Truto's filters, such as log_type_filter[resource]=employees." }),
    created_at: instants().meta({ description: "When it began: created_at[gt]=..., [gte], [lt], [lte]." }),
    integrated_account_id: uuid().optional().meta({ description: "Of one connection." }),
    status: text(3)
      .regex(/^[1-5](xx|\d\d)$/, { error: "give a status such as 404, or 4xx" })
      .optional()
      .meta({ description: "A status, or all that begin alike: 4xx." }),
    code: z.enum(ERROR_CODES).optional().meta({ description: "An error's code." }),
    operation: text(100).min(1).optional().meta({ description: "An operation's id." }),
    request_id: text(100).min(1).optional().meta({ description: "Of one request, or of one run of a sync." }),
  }),
  answer: z.object({
    result: z.array(logEntry).meta({ description: "The entries." }),
    next_cursor: z.string().nullable().meta({ description: "Send it to go on; null: there are no more." }),
    limit: z.number().meta({ description: "Most entries of a page." }),
  }),
})

export const getLogEntry = operation({
  ...tagged,
  id: "get_log_entry",
  path: "/log/:id",
  summary: "One entry with its calls to the HR system: by its id, or by the id of a request (the newest one).",
  params: z.object({ id: inPath() }),
  answer: logEntryWithCalls,
})

export const logOperations = byOperationId(listLog, getLogEntry)
