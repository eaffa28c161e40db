import { errors } from "undici"
import { UpstreamError } from "../verdict.js"
import { ATTEMPT_MS, type Budget, type Transport, type WireAnswer, type WireRequest } from "./transport.js"

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

/** What ended a call without an answer, as a verdict. Reads may be tried again, writes only if they never left. */
export function translateFailure(error: unknown, method: string): UpstreamError {
  if (error instanceof UpstreamError) return error
  const code = codeOf(error)
  if (code === "ROLLCALL_EGRESS") {
    const message = error instanceof Error ? error.message : "the target is not allowed"
    return new UpstreamError(message, { verdict: "stop", reason: "refused_target" }, { cause: error })
  }
  const wasSent = !NEVER_SENT.has(code)
  const isRead = method === "GET" || method === "HEAD"
  return new UpstreamError(
    TIMEOUTS.has(code) ? "the HR system did not answer in time" : "the connection to the HR system broke",
    {
      verdict: isRead || !wasSent ? "retry" : "stop",
      reason: TIMEOUTS.has(code) ? "timeout" : "connection",
      mayHaveHappened: wasSent && !isRead,
    },
    { cause: error },
  )
}

/** Sends once. Throws `UpstreamError` when no answer came; an answer of any status is returned. */
export async function attempt(transport: Transport, request: WireRequest, budget: Budget): Promise<WireAnswer> {
  const left = budget.deadlineMs - transport.now()
  if (left <= 0) throw new UpstreamError("the HR system did not answer in time", { verdict: "stop", reason: "timeout" })
  const target = new URL(transport.baseUrl + request.path)
  const isRead = request.method === "GET" || request.method === "HEAD"
  // A read has another try; a write must be waited for, because it can't be sent again.
  const patienceMs = isRead ? Math.min(left, ATTEMPT_MS) : left
  try {
    const answer = await transport.dispatcher.request({
      origin: target.origin,
      path: target.pathname + target.search,
      method: request.method,
      headers: request.headers ?? {},
      body: request.body ?? null,
      signal: budget.signal ?? null,
      headersTimeout: patienceMs,
      bodyTimeout: patienceMs,
    })
    return { status: answer.statusCode, headers: answer.headers, body: answer.body, url: target.href }
  } catch (error) {
    if (budget.signal?.aborted && error instanceof errors.RequestAbortedError) throw error
    throw translateFailure(error, request.method)
  }
}
