import type { Caller } from "../access/index.js"
import type { Account } from "../accounts/index.js"
import { AppError } from "../errors.js"
import type { Reply } from "../gateway/index.js"
import { assertScope, authenticate, findAccount } from "./authenticate.js"
import { parseJson } from "./body.js"
import { answerOnce } from "./idempotent.js"
import { headerOf, type Incoming } from "./incoming.js"
import { takeFromLimits } from "./limit.js"
import { parseQuery } from "./query-string.js"
import { type Context, noAccount, type Route } from "./route.js"
import type { Services } from "./services.js"
import { validate } from "./validate.js"

/** Known as far as the request got, for the log line. */
export type Trace = { caller?: Caller; account?: Account }

/** R11: clients give up after 30 s. The gateway has a shorter deadline of its own; this is the last resort. */
const LAST_RESORT_MS = 29_500

/** Everything between the socket and a handler, once for every operation. Throws `AppError`. */
export async function serve(
  route: Route,
  services: Services,
  { incoming, trace }: { incoming: Incoming; trace: Trace },
): Promise<Reply> {
  const { operation } = route
  const [path, queryText] = splitUrl(incoming.url)
  const rawQuery = parseQuery(queryText)
  const caller =
    operation.scope === "public" ? undefined : await authenticate(services, headerOf(incoming, "authorization"))
  if (caller) trace.caller = caller
  if (caller) assertScope(operation.scope, caller)
  const needsAccount = operation.scope === "account" || operation.scope === "self"
  const account = caller && needsAccount ? await findAccount(services, caller, rawQuery) : undefined
  if (account) trace.account = account
  const limits = caller ? await takeFromLimits(services, caller, account) : {}
  const context = {
    ...contextOf(route, { incoming, rawQuery, path }),
    caller: caller ?? NOBODY,
    account: account ?? noAccount,
  }
  const run = async () => toReply(route, await inTime(route.handle(context as Context<never, never, never>, services))) // parsed by the operation's schemas
  const key = operation.isWrite && incoming.httpMethod !== "GET" ? headerOf(incoming, "idempotency-key") : undefined
  const scope = account?.id ?? caller?.environmentId ?? ""
  const reply =
    key === undefined ? await run() : await answerOnce(services, { scope, key, incoming: { ...incoming, path } }, run)
  return { ...reply, headers: { ...limits, ...reply.headers } }
}

type Parsing = { incoming: Incoming; rawQuery: ReturnType<typeof parseQuery>; path: string }

function contextOf(
  route: Route,
  { incoming, rawQuery, path }: Parsing,
): Omit<Context<unknown, unknown, unknown>, "caller" | "account"> {
  const { body: bytes, httpMethod, signal } = incoming
  const rawBody = bytes && bytes.length > 0 ? { bytes, contentType: headerOf(incoming, "content-type") } : undefined
  const header = (name: string) => headerOf(incoming, name)
  return { ...validateParts(route, { incoming, rawQuery }), rawQuery, rawBody, header, path, httpMethod, signal }
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

function toReply(route: Route, answer: unknown): Reply {
  return route.isPassing ? (answer as Reply) : { status: 200, headers: {}, body: answer } // passing handlers answer replies
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const message = "the call took too long: try again, or ask for less at once"
    timer = setTimeout(() => reject(new AppError("upstream_timeout", message)), LAST_RESORT_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
