import { RollcallError, readRefusal } from "./errors.js"
import { RETRIED } from "./generated/methods.js"
import { queryText } from "./query.js"
import type { NewCall } from "./types.js"

/** What a client is made with. */
export type Settings = {
  /** Address of the server, for example `https://rollcall.example.com`. */
  url: string
  /** An API token, or an integrated account's. */
  token: string
  /** The connection that is meant where none is named. */
  accountId?: string | undefined
  /** How often a call is tried again when that can help: 3 unless given. */
  maxRetries?: number | undefined
  /** Milliseconds that one attempt may take: 35,000 unless given, because the server itself ends a call after 30,000. */
  timeoutMs?: number | undefined
  /** Instead of the platform's own. */
  fetch?: typeof fetch | undefined
  /** Instead of a timer, in tests. */
  sleep?: ((ms: number, signal: AbortSignal | undefined) => Promise<void>) | undefined
  /** From 0 to 1, in tests. */
  random?: (() => number) | undefined
}

export type Asked = {
  method: string
  path: string
  query?: Readonly<Record<string, unknown>> | undefined
  body?: unknown
  /** True: an idempotency key goes with it, so that it may be tried again. */
  takesKey?: boolean | undefined
  /** True: the answer is handed over as it is. */
  isFile?: boolean | undefined
}

/** Waiting longer is left to whoever calls: the error says for how long. */
const LONGEST_WAIT_S = 60
const FIRST_PAUSE_MS = 500
const TIMEOUT_MS = 35_000
const RETRIES = 3

/**
 * Makes one call: tries again what may do later, with the same idempotency key. Throws `RollcallError`, or the reason of the
 * signal that ended it.
 */
export async function request(settings: Settings, asked: Asked, call: NewCall = {}): Promise<unknown> {
  const { random = Math.random, sleep = wait } = settings
  const most = call.maxRetries ?? settings.maxRetries ?? RETRIES
  const key = asked.takesKey ? (call.idempotencyKey ?? crypto.randomUUID()) : undefined
  for (let attempt = 0; ; attempt++) {
    call.signal?.throwIfAborted()
    try {
      return await attemptOnce(settings, { ...asked, key }, call)
    } catch (error) {
      const isLast = attempt >= most || !(error instanceof RollcallError) || !mayRetry(error, asked, key)
      if (isLast || (error.retryAfterSeconds ?? 0) > LONGEST_WAIT_S) throw error
      const pauseMs = FIRST_PAUSE_MS * 2 ** attempt * (0.5 + random() / 2)
      await sleep(Math.max(pauseMs, 1000 * (error.retryAfterSeconds ?? 0)), call.signal)
    }
  }
}

/** A write without a key is only sent again when it certainly did nothing. */
function mayRetry({ code, status }: RollcallError, { method }: Asked, key: string | undefined): boolean {
  if (code === "request.rate_limited") return true
  if (method !== "GET" && key === undefined) return false
  if (code === "client.invalid_answer") return status !== undefined && [429, 502, 503, 504].includes(status)
  return code.startsWith("client.") || RETRIED.includes(code)
}

async function attemptOnce(settings: Settings, asked: Asked & { key: string | undefined }, call: NewCall) {
  const timeout = AbortSignal.timeout(call.timeoutMs ?? settings.timeoutMs ?? TIMEOUT_MS)
  const signal = call.signal ? AbortSignal.any([call.signal, timeout]) : timeout
  try {
    const response = await (settings.fetch ?? fetch)(urlOf(settings.url, asked), {
      method: asked.method,
      headers: headersOf(settings, asked, call),
      ...bodyOf(asked.body),
      // A redirect would take the token elsewhere. Not every worker knows "error", which would say the same.
      redirect: "manual",
      signal,
    })
    if (isRedirect(response)) throw redirected(settings.url, response)
    if (!response.ok) throw readRefusal(response, await response.text())
    return asked.isFile ? response : readAnswer(response, await response.text())
  } catch (error) {
    if (error instanceof RollcallError) throw error
    call.signal?.throwIfAborted()
    const { url } = settings
    if (timeout.aborted)
      throw new RollcallError({ code: "client.timeout", message: `${url} did not answer in time` }, { cause: error })
    throw new RollcallError({ code: "client.unreachable", message: `${url} can't be reached` }, { cause: error })
  }
}

/** A browser hides where to: status 0. */
const isRedirect = ({ type, status }: Response): boolean =>
  type === "opaqueredirect" || [301, 302, 303, 307, 308].includes(status)

function redirected(url: string, { status, headers }: Response): RollcallError {
  const where = headers.get("location") ?? "elsewhere"
  const message = `${url} can't be reached at this address: it redirects to ${where.slice(0, 200)}`
  return new RollcallError({ code: "client.invalid_answer", status, message })
}

function urlOf(url: string, { path, query = {} }: Asked): string {
  const text = queryText(query)
  return `${url.replace(/\/+$/, "")}${path}${text === "" ? "" : `?${text}`}`
}

function headersOf({ token }: Settings, { body, key }: Asked & { key: string | undefined }, { requestId }: NewCall) {
  return {
    authorization: `Bearer ${token}`,
    ...(isJson(body) ? { "content-type": "application/json" } : {}),
    ...(key === undefined ? {} : { "idempotency-key": key }),
    ...(requestId === undefined ? {} : { "x-request-id": requestId }),
  }
}

const isJson = (body: unknown): boolean =>
  body !== undefined &&
  !(body instanceof Blob || body instanceof FormData || body instanceof URLSearchParams || ArrayBuffer.isView(body))

type Sent = Pick<RequestInit, "body">
const bodyOf = (body: unknown): Sent => {
  if (body === undefined) return {}
  return { body: isJson(body) ? JSON.stringify(body) : (body as NonNullable<Sent["body"]>) } // what isJson leaves
}

function readAnswer(response: Response, text: string): unknown {
  if (text === "") return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    const told = { status: response.status, requestId: response.headers.get("x-request-id") ?? undefined, body: text }
    const message = `the answer is not from Rollcall: ${text.slice(0, 200)}`
    throw new RollcallError({ code: "client.invalid_answer", message, ...told }, { cause: error })
  }
}

/** Rejects with the reason of the signal. */
export function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener("abort", end)
      if (signal?.aborted) reject(signal.reason)
      else resolve()
    }
    const timer = setTimeout(end, ms)
    signal?.addEventListener("abort", end)
  })
}
