import type { Readable } from "node:stream"
import type { Api, Credentials } from "../api.js"
import { type RateLimit, UpstreamError } from "../verdict.js"
import { attempt, translateFailure } from "./attempt.js"
import { readError, readHead, readWithin, unexpected } from "./body.js"
import { type CallLog, recorded } from "./call-log.js"
import {
  type Access,
  type Budget,
  LIMITS,
  type Limits,
  MAX_ATTEMPTS,
  type Transport,
  type WireAnswer,
  type WireRequest,
} from "./transport.js"

type Answered = Pick<WireAnswer, "status" | "headers" | "rateLimit" | "url">
/** A whole answer, read to its end. */
export type WholeAnswer = Answered & { body: Buffer }
/** An answer that is whole, or too long for that and goes on as a stream, which its reader reads or destroys. */
export type OpenAnswer = Answered & { body: Buffer | Readable }

/**
 * The way to one account's HR system. Reads are tried again after a limit, trouble that passes, broken and stalled
 * connections, with jittered backoff inside the caller's deadline. Writes are tried again only where it is certain that
 * nothing happened: after a limit, with newer credentials, when there was no connection.
 * Every failure is an `UpstreamError`; an answer that is returned has a status of 200 to 299.
 */
export type Upstream = {
  /** A read whose answer may be long: one that breaks off is read again as long as nothing of it was passed on. */
  open(request: WireRequest, budget: Budget): Promise<OpenAnswer>
  /** Whole body, within a limit; a body that breaks off is read again like any failed read. */
  fetch(request: WireRequest, budget: Budget): Promise<WholeAnswer>
}

type Take<T> = (answer: WireAnswer) => Promise<T>
type Tried = { log: CallLog; request: WireRequest; budget: Budget }
type Once = Tried & { credentials: Credentials; isRefreshed: boolean }

export function createUpstream(api: Api, transport: Transport, access: Access): Upstream {
  const limits = { ...LIMITS, ...transport.limits }
  const once = async ({ request, budget, credentials, isRefreshed, log }: Once): Promise<WireAnswer> => {
    const waiting = { transport: log.transport, access, budget, mostMs: limits.waitMs }
    const headers = { ...api.headers, ...request.headers, ...api.authorize(credentials) }
    return inTurn(request, waiting, async () => {
      const free = await waitWhileHeld(waiting)
      return endHold(free, budget, async () => {
        const answer = await log.attempt(() => attempt({ transport, access, budget }, { ...request, headers }))
        if (answer.status >= 200 && answer.status < 300) return answer
        throw await readError(api, { answer, request, isRefreshed })
      })
    })
  }
  const tryOn = async <T>({ log, request, budget }: Tried, take: Take<T>): Promise<T> => {
    let credentials = await access.credentials()
    let isRefreshed = false
    for (let tried = 1; ; tried++) {
      try {
        return await take(await once({ request, budget, credentials, isRefreshed, log }))
      } catch (error) {
        if (budget.signal?.aborted) throw error
        const failure = translateFailure(error, { request, wasSent: true })
        const refreshed: Credentials | undefined =
          failure.verdict === "reconnect" && !isRefreshed ? await access.refresh(credentials) : undefined
        isRefreshed ||= refreshed !== undefined
        if (refreshed) credentials = refreshed
        else await pause(failure, { tried, transport: log.transport, access, budget, mostMs: limits.waitMs })
      }
    }
  }
  const run = <T>(request: WireRequest, budget: Budget, take: Take<T>): Promise<T> =>
    recorded(transport, request, (log) => tryOn({ log, request, budget }, take))
  return {
    open: (request, budget) => run(request, budget, (answer) => readOpen(answer, limits)),
    fetch: (request, budget) => run(request, budget, (answer) => readWhole(answer, request, limits)),
  }
}

async function readWhole(
  { body, ...answer }: WireAnswer,
  request: WireRequest,
  { wholeBytes }: Limits,
): Promise<WholeAnswer> {
  const whole = await readWithin(body, wholeBytes)
  if (whole) return { ...answer, body: whole }
  const message = `the HR system's answer has more than ${Math.floor(wholeBytes / 1024)} kB`
  throw unexpected(message, { request, body: undefined })
}

const readOpen = async (answer: WireAnswer, { headBytes }: Limits): Promise<OpenAnswer> => ({
  ...answer,
  body: (await readHead(answer.body, headBytes)) ?? answer.passOn(),
})

type Waiting = { transport: Transport; access: Access; budget: Budget; mostMs: number }

/** Waits for the account's turn: a short wait is waited here, a long one is the caller's. */
async function inTurn(
  request: WireRequest,
  { transport, access, budget, mostMs }: Waiting,
  call: () => Promise<WireAnswer>,
): Promise<WireAnswer> {
  const patienceMs = Math.max(0, Math.min(mostMs, budget.deadlineMs - transport.now()))
  const waitMs = await access.takeTurn(request, patienceMs)
  if (waitMs > patienceMs) throw heldError(waitMs)
  let rateLimit: RateLimit = {}
  try {
    if (waitMs > 0) await transport.sleep(waitMs, budget.signal)
    const answer = await call()
    rateLimit = answer.rateLimit
    return answer
  } catch (error) {
    if (error instanceof UpstreamError) rateLimit = error.rateLimit
    throw error
  } finally {
    access.endTurn(rateLimit)
  }
}

type Free = () => Promise<void>

/** A hold that somebody has ended, or a probe that was answered, is noticed so soon. */
const LOOK_MS = 500
const PROBE_LOOK_MS = 50

/**
 * While the HR system wants to be left alone: a short wait here, a long one is the caller's. Answers how to free the
 * account when this call is the one that goes to see whether the hold is over.
 */
async function waitWhileHeld({ transport, access, budget, mostMs }: Waiting): Promise<Free | undefined> {
  for (;;) {
    const untilMs = await access.heldUntilMs()
    if (untilMs <= 0) return undefined
    const leftMs = untilMs - transport.now()
    const free = leftMs > 0 ? undefined : await access.probe()
    if (free) return free
    if (leftMs > mostMs || transport.now() + Math.max(0, leftMs) >= budget.deadlineMs) throw heldError(leftMs)
    await transport.sleep(leftMs > 0 ? Math.min(leftMs, LOOK_MS) : PROBE_LOOK_MS, budget.signal)
  }
}

/**
 * Whatever the call ends with but another limit, the hold is over; not when its caller goes away before it is known. A hold
 * that can't be ended ends by itself.
 */
async function endHold<T>(free: Free | undefined, { signal }: Budget, call: () => Promise<T>): Promise<T> {
  let isOver = true
  try {
    return await call()
  } catch (error) {
    isOver = !signal?.aborted && !(error instanceof UpstreamError && error.verdict === "limit")
    throw error
  } finally {
    if (free && isOver) await free().catch(() => {})
  }
}

const heldError = (leftMs: number) =>
  new UpstreamError("the HR system's rate limit is used up", {
    verdict: "limit",
    reason: "held",
    status: 429,
    rateLimit: { retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1000)) },
  })

/** An HR system that refuses a call again and again without saying for how long is left alone for so long. */
const UNSAID_HOLD_MS = 10_000

/** Waits before the next try, or throws the failure when there must be none. */
async function pause(
  failure: UpstreamError,
  { tried, transport, access, budget, mostMs }: Waiting & { tried: number },
): Promise<void> {
  const isLimit = failure.verdict === "limit" && failure.reason === "answer"
  const askedMs = (failure.rateLimit.retryAfterSeconds ?? 0) * 1000
  const backoffMs = Math.max(askedMs, Math.min(3_000, 100 * 2 ** tried) * (0.5 + transport.random() / 2))
  const isLast =
    !(isLimit || failure.verdict === "retry") ||
    tried >= MAX_ATTEMPTS ||
    askedMs > mostMs ||
    transport.now() + backoffMs >= budget.deadlineMs
  const holdMs = askedMs > 0 || !isLast ? askedMs : UNSAID_HOLD_MS
  if (isLimit && holdMs > 0) await access.hold(transport.now() + holdMs)
  if (isLast) throw failure
  await transport.sleep(backoffMs, budget.signal)
}
