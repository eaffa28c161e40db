import { STATUS_CODES } from "node:http"
import { ERRORS } from "@rollcall/contract"
import { AppError, type Failure } from "../errors.js"
import { anchorOf } from "./error-docs.js"

export type Envelope = { status: number; headers: Record<string, string>; body: Record<string, unknown> }

type Asked = { requestId: string; publicUrl: string }

/** Anything thrown, as the caller sees it. What is not an `AppError` is ours to mend and says nothing outside. */
export function toEnvelope(error: unknown, { requestId, publicUrl }: Asked): Envelope {
  const failure =
    error instanceof AppError
      ? error
      : new AppError(
          "server.internal",
          `something went wrong on our side: report request ${requestId} to whoever runs this server`,
        )
  const { status, details, message } = failure
  const { remote } = details
  const body: Record<string, unknown> = {
    statusCode: status,
    error: STATUS_CODES[status] ?? "Error",
    message,
    ...advice(failure, publicUrl),
    request_id: requestId,
    ...(details.failures ? { details: failureParts(details.failures, details.failureCount) } : {}),
    ...(details.nextAfter === undefined ? {} : { next_after: details.nextAfter }),
    ...(details.write ? { write_id: details.write.id } : {}),
    ...(details.write?.steps ? { steps: details.write.steps } : {}),
    ...remoteParts(failure),
  }
  const headers: Record<string, string> = {
    ...remote?.headers,
    ...retryAfter(failure),
    ...(details.write ? { "rollcall-write-id": details.write.id } : {}),
    ...(details.allow ? { allow: details.allow.join(", ") } : {}),
    ...(status === 401 && !remote ? { "www-authenticate": 'Bearer realm="rollcall"' } : {}),
  }
  return { status, headers, body }
}

function advice({ code, details: { nextAction } }: AppError, publicUrl: string) {
  const { who_must_act, next_action } = ERRORS[code]
  return {
    code,
    who_must_act,
    next_action: nextAction ?? next_action,
    docs_url: `${publicUrl}/docs/errors#${anchorOf(code)}`,
  }
}

const failureParts = (failures: readonly Failure[], count = failures.length) => ({
  failures,
  ...(count > failures.length ? { failure_count: count } : {}),
})

/** Every 503 says when to come back. */
const RETRY_SECONDS = 5

export function retryAfter({ code, details }: AppError): { "retry-after"?: string } {
  const seconds = details.retryAfterSeconds ?? (ERRORS[code].status === 503 ? RETRY_SECONDS : undefined)
  return seconds === undefined ? {} : { "retry-after": String(Math.max(1, Math.ceil(seconds))) }
}

/** The HR system's part in a failure: its refusal, or that it gave no answer that could be used. */
function remoteParts({ code, message, details: { remote } }: AppError): Record<string, unknown> {
  if (remote) return { truto_is_remote_error: true, raw_response: remote.body, truto_error_insight: remote.insight }
  if (code !== "upstream.failed" && code !== "upstream.timeout") return {}
  return {
    truto_is_remote_error: true,
    raw_response: null,
    truto_error_insight: { remote_error: { description: message } },
  }
}
