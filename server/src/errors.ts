import { ERRORS, type ErrorCode } from "@rollcall/contract"

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
  /** For `changes.expired`: the number of the change log from which reading goes on. */
  nextAfter?: number
  /** The write that it is about, and what became of its steps. */
  write?: { id: string; steps?: readonly { name: string; state: string }[] }
  /** What to do about this one, where the catalogue's sentence says too little. */
  nextAction?: string
  /** Methods that the path takes, for `request.method_not_allowed`. */
  allow?: readonly string[]
}

/**
 * A failure a caller can see, by a code of the contract's catalogue, which decides the status, who must act and what to do
 * next. The message tells what this one is about. Anything thrown that is not an `AppError` is `server.internal`: a fixed
 * sentence outside, one log line inside.
 */
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
    return this.details.remote?.status ?? ERRORS[this.code].status
  }
}

/** True: whoever runs this server has to act. Such a failure is logged as an error, with its stack. */
export const isOurs = (error: unknown): boolean =>
  !(error instanceof AppError) || ERRORS[error.code].who_must_act === "operator"

/** One value that can't be taken. */
export const badField = (path: string, message: string): AppError =>
  new AppError("request.invalid", `${path}: ${message}`, { failures: [{ path, message }], isUndone: true })

/** Something that is not there. `nextAction` tells where the ids or names come from that are. */
export const notFound = (message: string, nextAction: string, details: ErrorDetails = {}): AppError =>
  new AppError("resource.not_found", message, { ...details, nextAction })

/** `list` answers the ids that there are: `GET /webhook`. */
export const noRow = ({ what, id, list }: { what: string; id: string; list: string }): AppError =>
  notFound(`there is no ${what} ${id.slice(0, 100)} here`, `Send an id that ${list} lists.`)

export const noResource = (connector: { name: string }, resource: string, details?: ErrorDetails): AppError =>
  notFound(
    `${connector.name} has no ${resource}`,
    "Ask for a resource that GET /integrated-account/{id}/capabilities lists.",
    details,
  )

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
