import { pipeline, type Readable, Transform } from "node:stream"
import { UpstreamError } from "../verdict.js"
import { decodeContent } from "./content-coding.js"
import { exchange } from "./exchange.js"
import { beginLifetime, type Lifetime, lateError } from "./lifetime.js"
import { readRateLimit } from "./rate-limit.js"
import {
  type Access,
  type Budget,
  type Effect,
  isRead,
  LIMITS,
  type Limits,
  type Transport,
  type WireAnswer,
  type WireRequest,
} from "./transport.js"

/** Errors of a call that never left: certain that nothing happened. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
])
const TIMEOUTS = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", "UND_ERR_CONNECT_TIMEOUT"])

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : ""

type Sent = { request: Effect; wasSent: boolean }

/** What ended a call without an answer, as a verdict. Reads may be tried again, writes only if they never left. */
export function translateFailure(error: unknown, { request, wasSent }: Sent): UpstreamError {
  if (error instanceof UpstreamError) return error
  const code = codeOf(error)
  const said = error instanceof Error ? error.message : "the target is not allowed"
  if (code === "ROLLCALL_EGRESS")
    return new UpstreamError(said, { verdict: "stop", reason: "refused_target" }, { cause: error })
  if (code === "ROLLCALL_BUSY") return new UpstreamError(said, { verdict: "limit", reason: "busy" }, { cause: error })
  const hasLeft = wasSent && !NEVER_SENT.has(code)
  return new UpstreamError(
    TIMEOUTS.has(code) ? "the HR system did not answer in time" : "the connection to the HR system broke",
    {
      verdict: isRead(request) || !hasLeft ? "retry" : "stop",
      reason: TIMEOUTS.has(code) ? "timeout" : "connection",
      mayHaveHappened: hasLeft && !isRead(request),
    },
    { cause: error },
  )
}

type Attempt = { transport: Transport; access: Pick<Access, "isThere">; budget: Budget }

/**
 * Sends once. Throws `UpstreamError` when no answer came, or what the caller's signal says; an answer of any status is
 * returned. Nothing outlives the deadline: the call is cut off, and one that waits for its turn is not begun.
 */
export async function attempt({ transport, access, budget }: Attempt, request: WireRequest): Promise<WireAnswer> {
  const leftMs = budget.deadlineMs - transport.now()
  if (leftMs <= 0) throw lateError(false)
  const limits = { ...LIMITS, ...transport.limits }
  const life = beginLifetime({ request, budget, limits, leftMs, access, now: transport.now, after: transport.after })
  let leave: (() => void) | undefined
  const end = () => {
    life.end()
    leave?.()
  }
  try {
    life.signal.throwIfAborted()
    leave = await transport.enter?.(life.signal)
    if (budget.begins?.aborted) throw abandonedError()
    const patienceMs = isRead(request) ? Math.min(leftMs, request.patienceMs ?? limits.attemptMs) : leftMs
    const answer = await send(transport, request, { life, patienceMs })
    answer.body.once("close", end)
    transport.recordAttempt?.(String(answer.status))
    const rateLimit = readRateLimit(answer.headers, new Date(transport.now()))
    return { ...answer, rateLimit, passOn: () => passOn(answer.body, life, { ...limits, after: transport.after }) }
  } catch (error) {
    end()
    if (budget.signal?.aborted && error === budget.signal.reason) throw error
    const failure = translateFailure(error, { request, wasSent: life.wasSent() })
    transport.recordAttempt?.(failure.reason)
    throw failure
  }
}

const abandonedError = () =>
  new UpstreamError("the caller went away: nothing was sent", { verdict: "stop", reason: "abandoned" })

type Sending = { life: Lifetime; patienceMs: number }

async function send({ dispatcher, baseUrl }: Transport, request: WireRequest, { life, patienceMs }: Sending) {
  const target = new URL(baseUrl + request.path)
  const asked = {
    origin: target.origin,
    path: target.pathname + target.search,
    method: request.method,
    headers: { "accept-encoding": "identity", ...request.headers },
    body: request.body ?? null,
    headersTimeout: patienceMs,
    bodyTimeout: patienceMs,
  }
  const { status, headers, body } = await exchange(dispatcher, asked, life)
  const decoded = decodeContent({ headers, body })
  if (decoded) return { ...decoded, status, url: target.href }
  body.destroy()
  throw new UpstreamError("the HR system's answer is in a content coding that was not asked for", {
    verdict: "stop",
    reason: "malformed",
    mayHaveHappened: !isRead(request),
  })
}

type Stall = Pick<Limits, "stallMs"> & Pick<Transport, "after">

/** The answer is the caller's now, who may take long, but has to take something. */
function passOn(body: Readable, life: Lifetime, { stallMs, after }: Stall): Readable {
  life.dropDeadline()
  const passed = new Transform({
    transform(chunk, _encoding, done) {
      endStall()
      endStall = after(stallMs, cut)
      done(null, chunk)
    },
  })
  const cut = () => void passed.destroy(new Error("nobody read the answer"))
  let endStall = after(stallMs, cut)
  passed.on("error", () => {})
  return pipeline(body, passed, () => endStall())
}
