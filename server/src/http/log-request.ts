import type { Caller } from "../access/index.js"
import type { RequestLog } from "../log/index.js"
import { safeUrl, safeWord, type Trail } from "../log/index.js"
import { isUuid } from "./authenticate.js"
import type { Trace } from "./pipeline.js"
import type { Route } from "./route.js"

/** A request that is over, as far as it got. */
export type Ended = {
  route: Route
  trace: Trace
  requestId: string
  httpMethod: string
  url: string
  params: Readonly<Record<string, string>>
  /** Null: the caller had gone before the answer. */
  status: number | null
  startedAt: Date
  durationMs: number
}

/** Asking for the log, or for the numbers every few seconds, is no news in the log. */
const LEFT_OUT: ReadonlySet<string> = new Set(["Log", "Platform"])
/** What Truto's logs are called; every other operation is of the type `api`. */
const TYPES = new Map([
  ["Unified HRIS", { log_type: "unified_proxy_api", request_type: "unified" }],
  ["Proxy", { log_type: "unified_proxy_api", request_type: "proxy" }],
  ["Custom", { log_type: "unified_proxy_api", request_type: "custom" }],
  ["MCP", { log_type: "mcp", request_type: "mcp" }],
])
const OF_ACCOUNT = /^\/integrated-account\/:id(\/|$)/
const OTHER = { log_type: "api", request_type: "api" }

/** Into the log of the caller's environment. A request without a good token has none: it is a line in the server's own log. */
export function logRequest(log: Pick<RequestLog, "record">, ended: Ended, trail: Trail): void {
  const { route, trace, url, params, status, requestId, startedAt, durationMs } = ended
  const { operation } = route
  const { caller, account, code, agent } = trace
  if (!caller || LEFT_OUT.has(operation.tag) || agent?.isToldWithin) return
  const at = url.indexOf("?")
  log.record(
    {
      ...(TYPES.get(operation.tag) ?? OTHER),
      ...(agent ? { log_type: "mcp" } : {}),
      environment_id: caller.environmentId,
      account_id: account?.id ?? null,
      named_account_id: namedBy(ended),
      request_id: requestId,
      operation: operation.id,
      ...partsOf(ended),
      http_method: ended.httpMethod,
      path: safeUrl({ path: operation.path, params, query: at < 0 ? "" : url.slice(at + 1) }),
      status,
      code: code ?? null,
      details: { ...whoIs(caller), ...agent?.details },
      startedAt,
      durationMs,
    },
    trail,
  )
}

function whoIs(caller: Caller): Record<string, string> {
  if (caller.kind === "api_token") return { token_id: caller.tokenId }
  return caller.kind === "mcp_token" ? { mcp_server_id: caller.tokenId, mcp_server_name: caller.mcp.name } : {}
}

function namedBy({ route: { operation }, params: { id } }: Ended): string | null {
  return OF_ACCOUNT.test(operation.path) && id !== undefined && isUuid(id) ? id : null
}

/** `list_employees` of `/unified/hris/employees` is the list of employees. */
function partsOf({ route: { operation }, params, httpMethod }: Ended): {
  resource: string | null
  method: string | null
} {
  const [, first, , resource] = operation.path.split("/")
  if (first === "unified" && resource && !resource.startsWith(":"))
    return { resource, method: operation.id.replace(`_${resource}`, "") }
  const named = params.resource === undefined ? null : safeWord(params.resource)
  const method = params.method ?? operation.id.replace(/^proxy_/, "")
  return { resource: named, method: operation.tag === "Custom" ? httpMethod.toLowerCase() : safeWord(method) }
}
