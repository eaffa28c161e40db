import type { Caller } from "../access/index.js"
import type { Account } from "../accounts/index.js"
import { AppError } from "../errors.js"
import type { Reply } from "../gateway/index.js"
import { assertScope, authenticate, findAccount } from "./authenticate.js"
import { parseJson } from "./body.js"
import { answerOnce } from "./idempotent.js"
import { takeFromLimits } from "./limit.js"
import { parseQuery } from "./query-string.js"
import { type Context, noAccount, type Route } from "./route.js"
import type { Services } from "./services.js"
import { validate } from "./validate.js"

/** A request, freed of the HTTP library. */
export type Incoming = {
  httpMethod: string
  /** Path and query as they came. */
  url: string
  params: Record<string, string>
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer | undefined
  signal: AbortSignal
}
/** Known as far as the request got, for the log line. */
export type Trace = { caller?: Caller; account?: Account }

/** R11: clients give up after 30 s. The gateway has a shorter deadline of its own; this is the last resort. */
const LAST_RESORT_MS = 29_500

/** Everything between the socket and a handler, once for every operation. Throws `AppError`. */
export async function serve(route: Route, services: Services, { incoming, trace }: { incoming: Incoming; trace: Trace }): Promise<Reply> {
  const { operation } = route
  const [path = "", queryText = ""] = splitUrl(incoming.url)
  const rawQuery = parseQuery(queryText)
  const isPublic = operation.scope === "public"
  const caller = isPublic ? undefined : await authenticate(services, headerOf(incoming, "authorization"))
  if (caller) {
    trace.caller = caller
    assertScope(operation.scope, caller)
  }
  const needsAccount = operation.scope === "account" || operation.scope === "self"
  const account = caller && needsAccount ? await findAccount(services, caller, rawQuery) : undefined
  if (account) trace.account = account
  const limits = caller ? await takeFromLimits(services, caller, account) : {}
  const bytes = incoming.body
  const { params, query, body } = validateParts(route, { incoming, rawQuery })
  const context: Context<unknown, unknown, unknown> = {
    params,
    query,
    body,
    rawQuery,
    rawBody: bytes && bytes.length > 0 ? { bytes, contentType: headerOf(incoming, "content-type") } : undefined,
    path,
    httpMethod: incoming.httpMethod,
    caller: caller ?? NOBODY,
    account: account ?? noAccount,
    signal: incoming.signal,
  }
  const act = () => inTime(route.handle(context as Context<never, never, never>, services), incoming.signal) // parsed by the operation's schemas
  const key = operation.isWrite && incoming.httpMethod !== "GET" ? headerOf(incoming, "idempotency-key") : undefined
  const run = async () => toReply(route, await act())
  const reply =
    key === undefined || !caller
      ? await run()
      : await answerOnce(services, { scope: account?.id ?? caller.environmentId, key, incoming: { ...incoming, path } }, run)
  return { ...reply, headers: { ...limits, ...reply.headers } }
}

const NOBODY: Caller = { kind: "api_token", tokenId: "", environmentId: "", isDefaultEnvironment: false }

type ToValidate = { incoming: Incoming; rawQuery: ReturnType<typeof parseQuery> }

function validateParts({ operation, isPassing }: Route, { incoming, rawQuery }: ToValidate) {
  const params = validate(operation.params, incoming.params, "path")
  const query = validate(operation.query, { ...rawQuery }, "query")
  const hasBody = operation.isWrite && !(isPassing && operation.tag !== "Unified HRIS")
  const given = hasBody ? parseJson(incoming.body) : undefined
  const body = hasBody ? validate(operation.body, given ?? {}, "body") : undefined
  return { params, query, body }
}

function splitUrl(url: string): [string, string] {
  const at = url.indexOf("?")
  return at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)]
}

export function headerOf({ headers }: Pick<Incoming, "headers">, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}

function toReply(route: Route, answer: unknown): Reply {
  return route.isPassing ? (answer as Reply) : { status: 200, headers: {}, body: answer } // passing handlers answer replies
}

async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const stop = (code: "upstream_timeout" | "unavailable", message: string) => () => reject(new AppError(code, message))
    timer = setTimeout(stop("upstream_timeout", "the call took too long: try again, or ask for less at once"), LAST_RESORT_MS)
    signal.addEventListener("abort", stop("unavailable", "the caller went away"), { once: true })
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
    late.catch(() => {})
  }
}
