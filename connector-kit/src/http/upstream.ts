import type { Api, Credentials } from "../api.js"
import { UpstreamError } from "../verdict.js"
import { attempt, translateFailure } from "./attempt.js"
import { readAll, readError } from "./body.js"
import {
  type Access,
  type Budget,
  LONGEST_WAIT_MS,
  MAX_ATTEMPTS,
  type Transport,
  type WireAnswer,
  type WireRequest,
} from "./transport.js"

/** A whole answer, read to its end. */
export type WholeAnswer = Omit<WireAnswer, "body"> & { body: Buffer }

/**
 * The way to one account's HR system. Reads are tried again on 408, 429, 5xx, broken and stalled connections, with
 * jittered backoff inside the caller's deadline. Writes are tried again only where it is certain that nothing
 * happened: a 429, a 401 with newer credentials, a connection that was never made.
 * Every failure is an `UpstreamError`; an answer that is returned has a status below 400.
 */
export type Upstream = {
  /** Body as a stream that the caller reads or destroys. */
  open(request: WireRequest, budget: Budget): Promise<WireAnswer>
  /** Whole body; a body that breaks off is read again like any failed read. */
  fetch(request: WireRequest, budget: Budget): Promise<WholeAnswer>
}

type Take<T> = (answer: WireAnswer) => Promise<T>
type Once<T> = { request: WireRequest; budget: Budget; credentials: Credentials; take: Take<T> }

export function createUpstream(api: Api, transport: Transport, access: Access): Upstream {
  const once = async <T>({ request, budget, credentials, take }: Once<T>): Promise<T> => {
    await waitWhileHeld(transport, access, budget)
    const headers = { ...api.headers, ...request.headers, ...api.authorize(credentials) }
    const answer = await attempt(transport, { ...request, headers }, budget)
    if (answer.status < 400) return await take(answer)
    throw await readError(api, answer, request.method)
  }
  const run = async <T>(request: WireRequest, budget: Budget, take: Take<T>): Promise<T> => {
    let credentials = await access.credentials()
    let isRenewed = false
    for (let tried = 1; ; tried++) {
      try {
        return await once({ request, budget, credentials, take })
      } catch (error) {
        if (budget.signal?.aborted) throw error
        const failure = translateFailure(error, request.method)
        const renewed: Credentials | undefined =
          failure.verdict === "reconnect" && !isRenewed ? await access.renew(credentials) : undefined
        isRenewed ||= renewed !== undefined
        if (renewed) credentials = renewed
        else await pause(failure, { tried, transport, access, budget })
      }
    }
  }
  return {
    open: (request, budget) => run(request, budget, async (answer) => answer),
    fetch: (request, budget) =>
      run(request, budget, async (answer) => ({ ...answer, body: await readAll(answer.body) })),
  }
}

/** While the HR system wants to be left alone: a short wait here, a long one is the caller's. */
async function waitWhileHeld(transport: Transport, access: Access, budget: Budget): Promise<void> {
  const leftMs = access.heldUntilMs() - transport.now()
  if (leftMs <= 0) return
  if (leftMs > LONGEST_WAIT_MS || transport.now() + leftMs >= budget.deadlineMs) throw heldError(leftMs)
  await transport.sleep(leftMs, budget.signal)
}

const heldError = (leftMs: number) =>
  new UpstreamError("the HR system's rate limit is used up", {
    verdict: "stop",
    reason: "held",
    status: 429,
    rateLimit: { retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1000)) },
  })

type Attempted = { tried: number; transport: Transport; access: Access; budget: Budget }

/** Waits before the next try, or throws the failure when there must be none. */
async function pause(failure: UpstreamError, { tried, transport, access, budget }: Attempted): Promise<void> {
  const askedMs = (failure.rateLimit.retryAfterSeconds ?? 0) * 1000
  if (failure.status === 429 && askedMs > 0) await access.hold(transport.now() + askedMs)
  if (failure.verdict !== "retry" || tried >= MAX_ATTEMPTS || askedMs > LONGEST_WAIT_MS) throw failure
  const backoffMs = Math.min(3_000, 100 * 2 ** tried) * (0.5 + transport.random() / 2)
  const waitMs = Math.max(askedMs, backoffMs)
  if (transport.now() + waitMs >= budget.deadlineMs) throw failure
  await transport.sleep(waitMs, budget.signal)
}
