import type { ErrorCode } from "@rollcall/contract"
import type { Caller } from "../access/index.js"
import type { Account } from "../accounts/index.js"
import type { Clock } from "../clock.js"
import { AppError, type Failure } from "../errors.js"
import type { PassedBody, QueryObject, Reply } from "../gateway/index.js"
import { assertScope, authenticate, findAccount } from "./authenticate.js"
import { authenticateAgent } from "./authenticate-agent.js"
import { assertReadable, parseJson, readText } from "./body.js"
import { answerOnce } from "./idempotent.js"
import { headerOf, type Incoming } from "./incoming.js"
import { takeFromLimits } from "./limit.js"
import { parseQuery } from "./query-string.js"
import { assertOwnEnvironment, assertRight } from "./rights.js"
import { type AgentNote, type Context, isDryRun, noAccount, type Route } from "./route.js"
import type { Services } from "./services.js"
import { validate, validateBody } from "./validate.js"

/** Known as far as the request got, for the log line. */
export type Trace = { caller?: Caller; account?: Account; code?: ErrorCode; agent?: AgentNote }

/** A call that an agent makes within a request of its own: who it is and whether it has been counted are known. */
export type Within = { caller: Caller; isCounted: boolean }

/** Clients give up after 30 s. The gateway has a shorter deadline of its own; this is the last resort. */
const LAST_RESORT_MS = 29_500

const KB = 1024
/** A body of ours is small; what is passed on may carry a file. Nobody has to show a token for a public one. */
const BODY_BYTES = { public: 512 * KB, parsed: 1024 * KB, passed: 10 * 1024 * KB }

/**
 * Everything between the socket and a handler, once for every operation: the cheap and the certain first. Nothing is
 * looked up before the path and query are readable, and no byte of a body is read before the token is known, its limits
 * allow the call and path and query are valid. Throws `AppError`.
 */
export async function serve(
  route: Route,
  services: Services,
  { incoming, trace, within }: { incoming: Incoming; trace: Trace; within?: Within | undefined },
): Promise<Reply> {
  const { operation } = route
  const [path, queryText] = splitUrl(incoming.url)
  const rawQuery = parseQuery(queryText)
  const caller =
    operation.scope === "public" ? undefined : (within?.caller ?? (await identify(route, services, incoming)))
  if (caller) trace.caller = caller
  if (caller) assertScope(operation.scope, caller)
  if (caller) assertRight(operation, caller, { ...incoming, query: rawQuery })
  const needsAccount = operation.scope === "account" || operation.scope === "self"
  const account = caller && needsAccount ? await findAccount(services, caller, rawQuery) : undefined
  if (account) trace.account = account
  const isFree = route.outlastsDatabase || within?.isCounted
  const limits = caller && !isFree ? await takeFromLimits(services, caller, account) : {}
  const known = { caller: caller ?? NOBODY, account: account ?? noAccount }
  const { bytes, warnings, context } = await readContext(route, { incoming, rawQuery, path, trace, ...known })
  const run = () =>
    inTime(services.clock, { route, incoming }, async () => {
      const answer = await route.handle(context as Context<never, never, never>, services) // parsed by the operation's schemas
      return withWarnings(toReply(route, answer), warnings)
    })
  // Nothing happens in a dry run, and its key is free for what is written then.
  const takesKey = isWriting(route, incoming) && !route.keepsKeys && !isDryRun(context.query)
  const key = takesKey ? headerOf(incoming, "idempotency-key") : undefined
  // What a token made may be a secret, so its answer is for no other token.
  const scope = account?.id ?? `${caller?.environmentId} ${caller?.tokenId}`
  const { status, headers, body } =
    key === undefined
      ? await run()
      : await answerOnce(services, { scope, key, incoming: { ...incoming, path, body: bytes } }, run)
  return { status, headers: { ...limits, ...headers }, body }
}

const identify = (route: Route, services: Services, incoming: Incoming): Promise<Caller> => {
  const { address } = incoming
  const asking = { header: headerOf(incoming, "authorization"), address, outlastsDatabase: route.outlastsDatabase }
  return route.isForAgents ? authenticateAgent(services, incoming) : authenticate(services, asking)
}

const NOBODY: Caller = {
  ...({ kind: "api_token", tokenId: "", environmentId: "", isDefaultEnvironment: false } as const),
  ...{ scopes: [], rate: null, expiresAt: null },
}

const isWriting = ({ operation }: Route, { httpMethod }: Incoming) => operation.idempotent && httpMethod !== "GET"

type Parsing = {
  incoming: Incoming
  rawQuery: QueryObject
  path: string
  caller: Caller
  account: Account
  trace: Trace
}
type Parsed = {
  context: Context<unknown, unknown, unknown>
  bytes: Buffer | undefined
  warnings: readonly Failure[]
}
const NO_BODY = { body: undefined, warnings: [] }

async function readContext(route: Route, { trace, ...parsing }: Parsing): Promise<Parsed> {
  const { operation } = route
  const { incoming, rawQuery, path, caller, account } = parsing
  if (/%00/.test(path)) throw new AppError("request.invalid", "the path has a NUL character (%00): take it out")
  const params = validate(operation.params, incoming.params, "path")
  const query = validate(operation.query, rawQuery, "query")
  const bytes = await readBody(route, incoming)
  const isPassed = operation.bodyKind === "bytes"
  const rawBody = isPassed && bytes ? passed(route, incoming, bytes) : undefined
  const isParsed = !isPassed && incoming.httpMethod !== "GET"
  const { body, warnings } = isParsed ? validateBody(operation, parseJson(bytes) ?? {}) : NO_BODY
  assertOwnEnvironment(caller, body)
  const { httpMethod, requestId, address, life } = incoming
  const header = (name: string) => headerOf(incoming, name)
  const recordAccount = (named: Account) => {
    trace.account = named
  }
  const recordAgent = (note: AgentNote) => {
    trace.agent = note
  }
  const sent = { rawQuery, rawBody, header, path, httpMethod, requestId, address, life }
  const context = { params, query, body, ...sent, caller, account, recordAccount, recordAgent }
  return { context, bytes, warnings }
}

function readBody(route: Route, incoming: Incoming): Promise<Buffer | undefined> | undefined {
  const { scope, bodyKind } = route.operation
  // One that is not asked for is read too: what it says is told to be of no use.
  if (bodyKind !== "bytes" && incoming.httpMethod === "GET") return undefined
  if (scope !== "public") assertReadable(incoming)
  const kind = scope === "public" ? "public" : bodyKind === "bytes" ? "passed" : "parsed"
  return incoming.readBody(BODY_BYTES[kind])
}

/** What a caller sends on is text; what the HR system sends to us is its own affair, and is never believed. */
function passed({ operation }: Route, incoming: Incoming, bytes: Buffer): PassedBody {
  if (operation.scope !== "public") readText(bytes)
  return { bytes, contentType: headerOf(incoming, "content-type") }
}

/** What was left out of a body is told in the answer to it. */
function withWarnings(reply: Reply, warnings: readonly Failure[]): Reply {
  if (warnings.length === 0) return reply
  const { body } = reply
  const isObject = typeof body === "object" && body !== null && !Buffer.isBuffer(body) && !("pipe" in body)
  if (!isObject) return reply
  const own = "warnings" in body && Array.isArray(body.warnings) ? body.warnings : []
  return { ...reply, body: { ...body, warnings: [...own, ...warnings] } }
}

function splitUrl(url: string): [string, string] {
  const at = url.indexOf("?")
  return at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)]
}

function toReply(route: Route, answer: unknown): Reply {
  return route.isPassing ? (answer as Reply) : { status: 200, headers: {}, body: answer } // passing handlers answer replies
}

/**
 * A read ends with its caller. A write does not: what is on its way is finished, and its answer kept for the key it came
 * with; but none begins after its caller has left or has been told that it took too long.
 */
function inTime(
  clock: Clock,
  { route, incoming }: { route: Route; incoming: Incoming },
  work: () => Promise<Reply>,
): Promise<Reply> {
  const { life } = incoming
  return new Promise((resolve, reject) => {
    if (life.isOver) throw new AppError("request.abandoned", "the caller went away", { isUndone: true })
    const cancel = clock.after(LAST_RESORT_MS, () => {
      const error = new AppError(
        "upstream.timeout",
        isWriting(route, incoming) || route.isForAgents ? LATE_WRITE : LATE_READ,
      )
      life.end(error)
      reject(error)
    })
    work().then(resolve, reject).finally(cancel)
  })
}

const LATE_READ = "the call took too long: try again, or ask for less at once"
const LATE_WRITE = "the call took too long: it may have been carried out, so check before you try again"
