import type { Readable } from "node:stream"
import { readRetryAfter } from "@rollcall/connector-kit"
import type { Dispatcher } from "undici"
import type { Clock } from "../clock.js"
import { type SigningSecrets, signatureHeaders } from "./sign.js"

export type Message = {
  /** The event's: the same in every attempt. */
  id: string
  url: string
  /** The text that is signed and sent. */
  body: string
  secrets: SigningSecrets
}

export type Outcome = {
  attemptedAt: Date
  durationMs: number
  url: string
  requestHeaders: Record<string, string>
  /** Null when no answer came. */
  response: { status: number; headers: Record<string, string>; body: string } | null
  /** Null: accepted. */
  error: string | null
  retryAfterSeconds: number | undefined
  isGone: boolean
}

export type SendDeps = { dispatcher: Dispatcher; clock: Clock; timeoutMs?: number; signal?: AbortSignal }

const TIMEOUT_MS = 15_000
/** The status decides; its body is waited for so long. */
const BODY_MS = 2_000
/** Kept of an answer's body, and read of it so that its connection can be used again. */
const KEPT_BYTES = 4_096
const READ_BYTES = 65_536

/** One attempt. Any 2xx is success; redirects are not followed. Rejects only when `signal` stops it. */
export async function send(deps: SendDeps, message: Message): Promise<Outcome> {
  const { clock, signal, timeoutMs = TIMEOUT_MS } = deps
  const bytes = Buffer.from(message.body)
  const attemptedAt = clock.now()
  const startedAt = clock.elapsedMs()
  const sinceStart = () => Math.round(clock.elapsedMs() - startedAt)
  const requestHeaders = {
    "content-type": "application/json",
    "user-agent": "rollcall",
    ...signatureHeaders({ id: message.id, at: attemptedAt, body: bytes, secrets: message.secrets }),
  }
  const sent = { attemptedAt, url: message.url, requestHeaders }
  const limit = limitOf(clock, timeoutMs, signal)
  try {
    const response = await post(deps, { url: message.url, headers: requestHeaders, body: bytes }, limit)
    return { ...sent, ...judge(response, clock.now()), response, durationMs: sinceStart() }
  } catch (thrown) {
    if (signal?.aborted) throw thrown
    const error = describeFailure(thrown, limit.isOver() ? timeoutMs : undefined)
    return { ...sent, ...FAILED, error, durationMs: sinceStart() }
  } finally {
    limit.done()
  }
}

const FAILED = { response: null, retryAfterSeconds: undefined, isGone: false }

type Limit = {
  signal: AbortSignal
  isOver(): boolean
  /** Ends in `ms` at the latest from now. */
  shorten(ms: number): void
  done(): void
}

/** Not AbortSignal.any: what it makes of a signal that lives as long as the process stays with that signal. */
function limitOf(clock: Clock, timeoutMs: number, outer: AbortSignal | undefined): Limit {
  const inner = new AbortController()
  let isOver = false
  const end = () => {
    isOver = true
    inner.abort()
  }
  const cut = () => inner.abort()
  const cancels = [clock.after(timeoutMs, end)]
  outer?.addEventListener("abort", cut)
  if (outer?.aborted) cut()
  const done = () => {
    for (const cancel of cancels) cancel()
    outer?.removeEventListener("abort", cut)
  }
  return { signal: inner.signal, isOver: () => isOver, shorten: (ms) => void cancels.push(clock.after(ms, end)), done }
}

type Post = { url: string; headers: Record<string, string>; body: Buffer }
type Response = NonNullable<Outcome["response"]>

async function post({ dispatcher }: SendDeps, { url, headers: sent, body }: Post, limit: Limit): Promise<Response> {
  const { origin, pathname, search } = new URL(url)
  const to = { origin, path: pathname + search, method: "POST" as const }
  const answer = await dispatcher.request({ ...to, headers: sent, body, signal: limit.signal })
  const headers = flatten(answer.headers)
  const isEmpty = headers["content-length"] === "0"
  if (!isEmpty) limit.shorten(BODY_MS)
  return { status: answer.statusCode, headers, body: isEmpty ? await answer.body.text() : await readStart(answer.body) }
}

type Judged = Pick<Outcome, "error" | "retryAfterSeconds" | "isGone">

function judge({ status, headers }: Response, now: Date): Judged {
  const retryAfterSeconds = readRetryAfter(headers["retry-after"], now)
  if (status >= 200 && status < 300) return { error: null, retryAfterSeconds: undefined, isGone: false }
  const hint = status >= 300 && status < 400 ? ": redirects are not followed, set target_url to the final address" : ""
  return { error: `the target answered ${status}${hint}`, retryAfterSeconds, isGone: status === 410 }
}

/** An answer whose body breaks off still has its status, which is what decides. */
async function readStart(body: Readable): Promise<string> {
  const kept: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      if (size < KEPT_BYTES) kept.push(chunk)
      size += chunk.length
      if (size >= READ_BYTES) break
    }
  } catch {
    // What came is enough.
  }
  const text = new TextDecoder().decode(Buffer.concat(kept).subarray(0, KEPT_BYTES))
  return text.replaceAll("\0", "\ufffd")
}

const flatten = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  )

function describeFailure(error: unknown, lateMs: number | undefined): string {
  if (lateMs !== undefined) return `the target did not answer within ${lateMs / 1000} seconds`
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  if (code === "ROLLCALL_EGRESS" && error instanceof Error) return `the target is refused: ${error.message}`
  return `the target could not be reached (${code || "the connection broke"})`
}
