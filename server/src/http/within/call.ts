import { badField, notFound } from "../../errors.js"
import { follow, Trail } from "../../log/index.js"
import { logRequest } from "../log-request.js"
import { serve, type Trace, type Within } from "../pipeline.js"
import { MAX_DEPTH, MAX_LENGTH } from "../query-string.js"
import type { AgentNote, Context, Route } from "../route.js"
import type { Services } from "../services.js"
import { type Answered, failedCall, readReply } from "./answer.js"

type Given = Readonly<Record<string, unknown>>
/** One call of the API, made by the server for a caller who is at the door. */
export type InnerCall = { method: string; path: string; query: Given; body: unknown; key: string | undefined }

/** Whose call it is, as the pipeline wants to know it again. */
export type Asker = Pick<Context<unknown, unknown, unknown>, "header" | "address" | "life">

/** An agent is known already, and its request may have been counted; the log is told what it called. */
export type Agent = Within & { note: AgentNote }

type Calling = { asker: Asker; call: InnerCall; requestId: string; agent?: Agent }

/**
 * Goes the whole way of a request but the socket: token, rights, limits, schemas, idempotency, log. Throws `FailedCall` with
 * what the request would have been refused with.
 */
export async function callWithin(routes: readonly Route[], services: Services, calling: Calling): Promise<Answered> {
  try {
    const found = findRoute(routes, calling.call)
    assertWhole(found.route, calling.call)
    return await callLogged(services, found, calling)
  } catch (error) {
    throw failedCall(services, error, calling.requestId)
  }
}

async function callLogged(services: Services, { route, params }: Found, calling: Calling): Promise<Answered> {
  const { clock, requestLog } = services
  const [startedAt, sinceMs] = [clock.now(), clock.elapsedMs()]
  const { agent } = calling
  const [trace, trail]: [Trace, Trail] = [agent ? { agent: agent.note } : {}, new Trail()]
  const incoming = incomingOf(calling, params)
  let status = 200
  try {
    return await follow(trail, async () => {
      const reply = await serve(route, services, { incoming, trace, within: agent })
      status = reply.status
      return readReply(reply)
    })
  } catch (error) {
    const failed = failedCall(services, error, calling.requestId)
    status = failed.status
    trace.code = failed.code
    throw failed
  } finally {
    const told = { params, status, startedAt, durationMs: clock.elapsedMs() - sinceMs }
    logRequest(requestLog, { route, trace, ...incoming, ...told }, trail)
  }
}

function incomingOf({ asker, call, requestId }: Calling, params: Record<string, string>) {
  const body = call.body === undefined ? undefined : Buffer.from(JSON.stringify(call.body))
  return {
    requestId,
    httpMethod: call.method,
    url: `${call.path}?${queryText(call.query)}`,
    params,
    headers: {
      authorization: asker.header("authorization"),
      "content-type": "application/json",
      ...(call.key === undefined ? {} : { "idempotency-key": call.key }),
    },
    readBody: async () => body,
    address: asker.address,
    life: asker.life,
  }
}

/** What is read in a batch is held in memory, page by page. */
function assertWhole({ operation }: Route, { query }: InnerCall): void {
  if (!operation.mediaTypes.includes("application/json"))
    throw badField("resource", "is a file: ask for it by a call of its own")
  const format = String(query.truto_response_format)
  if (["stream", "debug"].includes(format))
    throw badField("query.truto_response_format", `${format} is no format of a call made here, which answers rows`)
  if (![undefined, "", false, "false", "0"].includes(query.truto_ignore_limit as string | undefined))
    throw badField("query.truto_ignore_limit", "is not taken here: go on with next_cursor")
}

type Found = { route: Route; params: Record<string, string> }

function findRoute(routes: readonly Route[], { method, path }: InnerCall): Found {
  for (const route of routes) {
    const { operation } = route
    const match = new RegExp(`^${operation.path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`).exec(path)
    if (!match || operation.method !== method) continue
    const params = Object.entries(match.groups ?? {}).map(([name, text]) => [name, decode(text)])
    return { route, params: Object.fromEntries(params) }
  }
  throw notFound(
    `there is nothing at ${method} ${path.slice(0, 200)}`,
    "Give a resource and a method that GET /integrated-account/{id}/capabilities lists.",
    { isUndone: true },
  )
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw badField("resource", `${text.slice(0, 100)} has a % that is not one of %25 and the like`)
  }
}

/** As clients write one: `a[b]=c`, `a[]=x`. Throws for one that is longer or deeper than a query may be. */
export function queryText(query: Given): string {
  const parts: string[] = []
  let length = 0
  const add = (part: string) => {
    length += part.length + 1
    if (length > MAX_LENGTH) throw badField("query", `is longer than ${MAX_LENGTH} characters: send fewer values`)
    parts.push(part)
  }
  const write = (name: string, value: unknown, depth: number): void => {
    if (value === undefined || value === null) return
    if (depth > MAX_DEPTH || name.length > MAX_LENGTH) throw badField("query", "is nested too deeply")
    const isList = Array.isArray(value)
    if (typeof value !== "object") add(`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    else for (const [key, one] of Object.entries(value)) write(`${name}[${isList ? "" : key}]`, one, depth + 1)
  }
  for (const [name, value] of Object.entries(query)) write(name, value, 1)
  return parts.join("&")
}
