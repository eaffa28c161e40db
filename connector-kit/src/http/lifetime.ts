import { UpstreamError } from "../verdict.js"
import { type Access, type Budget, type Effect, isRead, type Limits, type Transport } from "./transport.js"

/** What may end one attempt before its answer is whole: its deadline, its caller, its account. */
export type Lifetime = {
  /** Aborted with the failure that the attempt ends with. */
  signal: AbortSignal
  /** From now on the HR system may have acted on it. */
  recordSent(): void
  wasSent(): boolean
  /** The deadline has nothing to say any more. */
  dropDeadline(): void
  /** To be called in the end: lets go of timers and listeners. */
  end(): void
}

type Living = {
  request: Effect
  budget: Budget
  limits: Limits
  leftMs: number
  access: Pick<Access, "isThere">
  now: Transport["now"]
  after: Transport["after"]
}

/** Not AbortSignal.any: what it makes of a signal that lives as long as the process stays with that signal. */
export function beginLifetime({ request, budget, limits, leftMs, access, now, after }: Living): Lifetime {
  const inner = new AbortController()
  let isSent = false
  const mayHaveHappened = () => isSent && !isRead(request)
  const cut = () => inner.abort(budget.signal?.reason)
  let untilLateMs = leftMs
  // One timer for both: most calls are over before it runs.
  const watch = () => {
    const ms = Math.min(untilLateMs, limits.accountMs)
    return after(ms, () => {
      untilLateMs -= ms
      if (untilLateMs <= 0 || (untilLateMs < Number.POSITIVE_INFINITY && now() >= budget.deadlineMs))
        return inner.abort(lateError(mayHaveHappened()))
      access.isThere().then(
        (isThere) => isThere || inner.abort(removedError(mayHaveHappened())),
        () => {}, // a database in trouble ends no call
      )
      endWatch = watch()
    })
  }
  let endWatch = watch()
  budget.signal?.addEventListener("abort", cut)
  if (budget.signal?.aborted) cut()
  return {
    signal: inner.signal,
    recordSent: () => {
      isSent = true
    },
    wasSent: () => isSent,
    dropDeadline() {
      untilLateMs = Number.POSITIVE_INFINITY
    },
    end() {
      endWatch()
      budget.signal?.removeEventListener("abort", cut)
    },
  }
}

export const lateError = (mayHaveHappened: boolean) =>
  new UpstreamError("the HR system did not answer in time", { verdict: "stop", reason: "timeout", mayHaveHappened })

const removedError = (mayHaveHappened: boolean) =>
  new UpstreamError("the account has been removed", { verdict: "stop", reason: "removed", mayHaveHappened })
