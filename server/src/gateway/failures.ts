import { InputProblem, type RateLimit, UpstreamError, type UpstreamHeaders } from "@rollcall/connector-kit"
import { ERRORS, type ErrorCode } from "@rollcall/contract"
import { AppError, type RemoteFailure } from "../errors.js"

/**
 * Headers that belong to one connection, would mislead the caller, or tell a browser or a cache what to do with
 * everything at our address; everything else is forwarded.
 */
const NOT_FORWARDED = new RegExp(
  `^(${[
    ...["connection", "keep-alive", "transfer-encoding", "content-length", "content-type", "content-encoding"],
    ...["upgrade", "trailer", "te", "server", "date", "via", "proxy-.*", "alt-svc", "location", "www-authenticate"],
    ...["(x-)?ratelimit-(limit|remaining|reset)", "retry-after"],
    ...["set-cookie2?", "refresh", "clear-site-data", "service-worker-allowed", "(x-)?sourcemap"],
    ...["strict-transport-security", "content-security-policy.*", "x-frame-options", "cross-origin-.*"],
    ...["access-control-.*", "(permissions|feature|document)-policy", "origin-agent-cluster", "public-key-pins.*"],
    ...["report-to", "reporting-endpoints", "nel", "expect-ct", "accept-ch", "critical-ch"],
    ...["cache-control", "cdn-cache-control", "surrogate-control", "expires", "pragma", "age"],
  ].join("|")})$`,
)

/** The provider's headers for the caller, with its limits under the names of the normalised three. */
export function forwardHeaders(headers: UpstreamHeaders, limit: RateLimit): Record<string, string> {
  const forwarded: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || NOT_FORWARDED.test(name)) continue
    forwarded[name] = Array.isArray(value) ? value.join(", ") : value
  }
  return { ...forwarded, ...limitHeaders(limit) }
}

export function limitHeaders(limit: RateLimit): Record<string, string> {
  const named = {
    "ratelimit-limit": limit.limit,
    "ratelimit-remaining": limit.remaining,
    "ratelimit-reset": limit.resetSeconds,
    "retry-after": limit.retryAfterSeconds === undefined ? undefined : Math.max(1, Math.ceil(limit.retryAfterSeconds)),
  }
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
}

/** What an upstream failure is for the caller. Anything that is not one is returned as it is. */
export function toAppError(error: unknown): unknown {
  if (error instanceof InputProblem) {
    return new AppError("request.invalid", error.message, { failures: error.problems, isUndone: true })
  }
  if (!(error instanceof UpstreamError)) return error
  const details = { cause: error, isUndone: !error.mayHaveHappened }
  if (error.reason === "refused_target") {
    const message = `the HR system's address is refused: ${error.message}; set ROLLCALL_ALLOW_PRIVATE_NETWORK=true if it is meant`
    return new AppError("upstream.address_refused", message, details)
  }
  if (error.reason === "busy")
    return new AppError("upstream.rate_limited", error.message, { ...details, retryAfterSeconds: 1 })
  if (error.reason === "abandoned") return new AppError("request.abandoned", error.message, details)
  if (error.reason === "removed") return new AppError("account.not_found", error.message, details)
  if (error.verdict === "limit") return remoteError(error, ERRORS["upstream.rate_limited"].status)
  return error.status === undefined ? noAnswer(error) : remoteError(error, error.status)
}

/** No answer, or one that is none: the HR system's fault, told with a status of ours. */
function noAnswer(error: UpstreamError): AppError {
  const isUndone = !error.mayHaveHappened
  const code = error.reason === "timeout" ? "upstream.timeout" : "upstream.failed"
  const message = advise(error.message, isUndone)
  const remote: RemoteFailure = {
    status: ERRORS[code].status,
    body: error.body ?? null,
    headers: {},
    insight: { remote_error: { description: `${message[0]?.toUpperCase()}${message.slice(1)}.` } },
  }
  return new AppError(code, message, { cause: error, remote, isUndone })
}

const advise = (message: string, isUndone: boolean) =>
  isUndone ? `${message}: try again` : `${message}: it may have been carried out, so check before you try again`

/** Who has to act on a refusal of the HR system follows from what it refused. */
function codeOf({ verdict }: UpstreamError, status: number): ErrorCode {
  if (verdict === "limit") return "upstream.rate_limited"
  if (verdict === "reconnect" || status === 401) return "account.needs_reauth"
  if (status === 403) return "upstream.forbidden"
  if (status === 404) return "upstream.not_found"
  return status >= 500 ? "upstream.failed" : "upstream.refused"
}

function remoteError(error: UpstreamError, status: number): AppError {
  const remote: RemoteFailure = {
    status,
    body: error.body ?? null,
    headers: forwardHeaders(error.headers, error.rateLimit),
    insight: insightOf(error, status),
  }
  const isLimit = error.verdict === "limit"
  const retryAfterSeconds = isLimit ? Math.max(1, Math.ceil(error.rateLimit.retryAfterSeconds ?? 10)) : undefined
  return new AppError(codeOf(error, status), error.message, {
    cause: error,
    remote,
    isUndone: !error.mayHaveHappened,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  })
}

/** Some HR systems say why in a header, which is the message then, and send no body. */
const whereAnswerIs = (body: unknown): string =>
  body === undefined || body === null || body === "" ? "its answer has no body" : "its answer is in raw_response"

function insightOf(error: UpstreamError, status: number): RemoteFailure["insight"] {
  const insight: Record<string, { description: string; value?: unknown }> = {
    remote_error: { description: `The HR system refused the call with ${status}; ${whereAnswerIs(error.body)}.` },
  }
  if (error.verdict === "limit") {
    const seconds = error.rateLimit.retryAfterSeconds
    insight.rate_limit_error = {
      description: `The HR system's own limit is used up.${seconds === undefined ? "" : ` Try again in ${Math.ceil(seconds)} s.`}`,
    }
  }
  if (status === 403) {
    insight.forbidden_error = {
      description:
        "The connection lacks a permission or the company lacks the module: ask the customer's administrator.",
      value: { missing_scopes: [] },
    }
  }
  if (status === 401) {
    insight.remote_error = {
      description:
        "The HR system did not accept the credential. While the account is active, try again; once it is needs_reauth, the customer has to reconnect.",
    }
  }
  return insight
}
