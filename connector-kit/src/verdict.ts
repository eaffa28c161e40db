/**
 * What an upstream failure means for us; the connector classifies, the engine acts.
 * retry: the same call may work later · limit: there were too many calls, nothing happened, and every call of the account
 * has to wait · reconnect: the credential is refused · skip: this thing is not to be had (missing row, permission, module)
 * and the rest goes on · stop: the call itself is wrong.
 */
export type Verdict = "retry" | "limit" | "reconnect" | "skip" | "stop"

export type UpstreamHeaders = Readonly<Record<string, string | string[] | undefined>>

/** An answer without what was asked for. */
export type RefusedAnswer = {
  /** Below 400: the body says that it is an error all the same. */
  status: number
  /** Names are in small letters. */
  headers: UpstreamHeaders
  /** Parsed JSON if it was JSON, else text. */
  body: unknown
  /** The credentials were refreshed for this call: whether they are good is only known in time. */
  isRefreshed: boolean
}

/** What the HR system's headers say on limits, in seconds, an hour at most; undefined where they say nothing. */
export type RateLimit = {
  retryAfterSeconds?: number
  limit?: number
  remaining?: number
  resetSeconds?: number
}

export class UpstreamError extends Error {
  readonly verdict: Verdict
  /** HTTP status of the answer; undefined when there was none. */
  readonly status: number | undefined
  readonly headers: UpstreamHeaders
  /** Parsed JSON if it was JSON, else text; undefined when there was no answer. */
  readonly body: unknown
  readonly rateLimit: RateLimit
  /** How the call ended without an answer. */
  readonly reason:
    | "answer"
    | "timeout"
    | "connection"
    | "malformed"
    | "held"
    | "busy"
    | "removed"
    | "abandoned"
    | "refused_target"
  /** False only when it is certain that the HR system did nothing. */
  readonly mayHaveHappened: boolean

  constructor(
    message: string,
    details: Partial<Omit<UpstreamError, "name" | "message" | "stack">> & { verdict: Verdict },
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = "UpstreamError"
    this.verdict = details.verdict
    this.status = details.status
    this.headers = details.headers ?? {}
    this.body = details.body
    this.rateLimit = details.rateLimit ?? {}
    this.reason = details.reason ?? "answer"
    this.mayHaveHappened = details.mayHaveHappened ?? false
  }
}

/** Throws `InputProblem` for one field. */
export function refuseInput(path: string, message: string): never {
  throw new InputProblem([{ path, message }])
}

/** The caller's input cannot be turned into a call: `problems` names each field and says what to give. */
export class InputProblem extends Error {
  constructor(readonly problems: readonly { path: string; message: string }[]) {
    super(problems.map(({ path, message }) => `${path}: ${message}`).join("; "))
    this.name = "InputProblem"
  }
}

type Issue = { path: readonly PropertyKey[]; message: string }
/** A schema of the contract, as far as it is used here. */
type Schema<T> = {
  safeParse(given: unknown): { success: true; data: T } | { success: false; error: { issues: readonly Issue[] } }
}

/** What a schema makes of an input that was put together here. Throws `InputProblem`. */
export function parseInput<T>(schema: Schema<T>, given: unknown): T {
  const read = schema.safeParse(given)
  if (read.success) return read.data
  throw new InputProblem(read.error.issues.map(({ path, message }) => ({ path: path.map(String).join("."), message })))
}
