/**
 * Every failure a caller can see. Code decides the status; the message says who must act and what to do next.
 * Anything thrown that is not an `AppError` is `internal`: a fixed sentence outside, one log line inside.
 */
export const STATUS_OF = {
  invalid_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  gone: 410,
  payload_too_large: 413,
  unsupported_media_type: 415,
  unprocessable: 422,
  rate_limited: 429,
  internal: 500,
  upstream_failed: 502,
  unavailable: 503,
  upstream_timeout: 504,
  /** The HR system answered with an error: its own status is passed on. */
  remote: 502,
} as const

export type ErrorCode = keyof typeof STATUS_OF

/** One invalid field: `path` as the caller wrote it. */
export type Failure = { path: string; message: string }

/** The HR system's own answer, passed on beside ours. */
export type RemoteFailure = {
  status: number
  body: unknown
  headers: Readonly<Record<string, string>>
  insight: Readonly<Record<string, { description: string; value?: unknown }>>
}

export type ErrorDetails = {
  cause?: unknown
  /** The first of them; `failureCount` says how many there are when there are more. */
  failures?: readonly Failure[]
  failureCount?: number
  /** Whole seconds, at least 1. */
  retryAfterSeconds?: number
  remote?: RemoteFailure
  /** True: nothing happened upstream, so the same idempotency key may be tried again. */
  isUndone?: boolean
  /** For `gone`: the number of the change log from which reading goes on. */
  nextAfter?: number
  /** Methods that the path takes, for `method_not_allowed`. */
  allow?: readonly string[]
}

export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause })
    this.name = "AppError"
    this.code = code
    this.details = details
  }

  get status(): number {
    return this.details.remote?.status ?? STATUS_OF[this.code]
  }
}

/** One value that can't be taken. */
export const badField = (path: string, message: string): AppError =>
  new AppError("invalid_request", `${path}: ${message}`, { failures: [{ path, message }], isUndone: true })

/** A setting that can't be used: nothing starts. One line for each, which begins with its name and says what to do. */
export class BadSettings extends Error {
  constructor(
    readonly problems: readonly string[],
    details: { cause?: unknown } = {},
  ) {
    super(problems.join("\n"), details)
    this.name = "BadSettings"
  }
}
