import type { ErrorCode } from "./generated/methods.js"

/** Why there is no answer of the server's own: it can't be reached, was too slow, or something else answered. */
export type ClientCode = "client.unreachable" | "client.timeout" | "client.invalid_answer"

/** Who has to do something: whoever calls, whoever connected the HR system, nobody of us, or whoever runs the server. */
export type Actor = "caller" | "customer" | "hr_system" | "operator"

/** One value of the request that was refused. `path` is where it stands. */
export type Failure = { path?: string; message: string }

type Told = {
  code: ErrorCode | ClientCode
  message: string
  status?: number | undefined
  whoMustAct?: Actor | undefined
  nextAction?: string | undefined
  requestId?: string | undefined
  retryAfterSeconds?: number | undefined
  body?: unknown
}

/** Every failure of a call. Branch on `code`, which is stable; `message` may change. */
export class RollcallError extends Error {
  override name = "RollcallError"
  readonly code: ErrorCode | ClientCode
  /** HTTP status. Undefined: the server could not be reached. */
  readonly status: number | undefined
  readonly whoMustAct: Actor | undefined
  readonly nextAction: string | undefined
  /** Finds the request in `GET /log`. */
  readonly requestId: string | undefined
  /** The same request may do after so many seconds. */
  readonly retryAfterSeconds: number | undefined
  /** Each value that was refused, where the server names them. */
  readonly failures: readonly Failure[]
  /** The answer as it came. */
  readonly body: unknown

  constructor({ message, ...told }: Told, options?: ErrorOptions) {
    super(message, options)
    this.code = told.code
    this.status = told.status
    this.whoMustAct = told.whoMustAct
    this.nextAction = told.nextAction
    this.requestId = told.requestId
    this.retryAfterSeconds = told.retryAfterSeconds
    this.body = told.body
    this.failures = failuresIn(told.body)
  }
}

const isObject = (given: unknown): given is Record<string, unknown> => typeof given === "object" && given !== null
const textIn = (given: unknown): string | undefined => (typeof given === "string" ? given : undefined)

function failuresIn(body: unknown): readonly Failure[] {
  const details = isObject(body) ? body.details : undefined
  const failures = isObject(details) ? details.failures : undefined
  return Array.isArray(failures) ? failures : []
}

/** An answer that is no 2xx. What is not from Rollcall, a proxy in between say, has no code of its own. */
export function readRefusal(response: Response, text: string): RollcallError {
  const { status, headers } = response
  const body = parse(text)
  const told = isObject(body) ? body : {}
  const seconds = secondsOf(headers.get("retry-after"))
  const code = textIn(told.code)
  return new RollcallError({
    code: code === undefined ? "client.invalid_answer" : (code as ErrorCode), // a newer server may have more
    status,
    message: textIn(told.message) ?? `the answer ${status} is not from Rollcall: ${text.slice(0, 200)}`,
    whoMustAct: textIn(told.who_must_act) as Actor | undefined,
    nextAction: textIn(told.next_action),
    requestId: headers.get("x-request-id") ?? textIn(told.request_id),
    retryAfterSeconds: seconds,
    body: body ?? text,
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whole seconds are all that Rollcall sends; a date is of something in between, and is left to the pauses. */
const secondsOf = (text: string | null): number | undefined => (text && /^\d+$/.test(text) ? Number(text) : undefined)
