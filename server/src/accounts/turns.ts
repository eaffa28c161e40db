import type { CallLimits, Effect, RateLimit } from "@rollcall/connector-kit"
import { LRUCache } from "lru-cache"
import type { Buckets } from "../rates/index.js"

/** Who waits for a call: a person, somebody who wants to know what a hint has named, or nobody in particular. */
export type Priority = "live" | "hint" | "sync"

/**
 * What the HR system allows an account is used in this order: the later ones leave something to the earlier ones. `part`:
 * of the requests that we count ourselves, so many may go at once. `kept`: of those that the HR system says are left, so
 * many are not touched until it gives new ones.
 */
export const PRIORITIES: Readonly<Record<Priority, { rank: number; part: number; kept: number }>> = {
  live: { rank: 0, part: 1, kept: 0 },
  hint: { rank: 1, part: 0.25, kept: 0.1 },
  sync: { rank: 2, part: 0.05, kept: 0.25 },
}

/** What a sync asks for at once, and what comes back to it meanwhile, stay below the limit together. */
const USED_PART = 0.9
/** Kept where the HR system says what is left, but not of how many. */
const KEPT_REQUESTS = 10
/** For how long too little is left where the HR system does not say. */
const UNSAID_SECONDS = 10

type Caller = { accountId: string; limits: CallLimits | undefined; priority: Priority }

/** One budget for each account, shared by all processes. */
export type Turns = {
  /** As `Access.takeTurn` says. */
  take(caller: Caller, request: Effect, mostMs: number): Promise<number>
  /** As `Access.endTurn` says. What an answer says is left counts the calls of all processes. */
  end(accountId: string, rateLimit: RateLimit): void
}

/** What the HR system said last, and the calls that it may not have counted then. */
type Left = { requests: number; of: number | undefined; untilMs: number }
type Known = { onTheirWay: number; left: Left | undefined }
type TurnDeps = { buckets: Buckets; now(): Date }

export function createTurns({ buckets, now }: TurnDeps): Turns {
  const known = new LRUCache<string, Known>({ max: 10_000 })
  const knownOf = (accountId: string): Known => {
    const found = known.get(accountId) ?? { onTheirWay: 0, left: undefined }
    known.set(accountId, found)
    return found
  }
  return {
    async take({ accountId, limits, priority }, { method }, mostMs) {
      const of = knownOf(accountId)
      const emptyMs = msUntilMore(of, priority, now())
      if (emptyMs > mostMs) return emptyMs
      const rate = limits?.rate
      const isCounted = rate && (rate.methods?.includes(method) ?? true)
      const patienceMs = mostMs - emptyMs
      const waitMs = emptyMs + (isCounted ? await waitFor(buckets, { accountId, rate, priority, patienceMs }) : 0)
      if (waitMs <= mostMs) of.onTheirWay++
      return waitMs
    },
    end(accountId, { limit, remaining, resetSeconds = UNSAID_SECONDS }) {
      const of = knownOf(accountId)
      of.onTheirWay = Math.max(0, of.onTheirWay - 1)
      if (remaining === undefined) return
      of.left = { requests: remaining, of: limit, untilMs: now().getTime() + resetSeconds * 1_000 }
    },
  }
}

/** Whoever has nobody to leave something to may use all: the HR system itself says when there is no more. */
function msUntilMore({ onTheirWay, left }: Known, priority: Priority, now: Date): number {
  if (!left || priority === "live") return 0
  const kept = left.of === undefined ? KEPT_REQUESTS : PRIORITIES[priority].kept * left.of
  return left.requests - onTheirWay > kept ? 0 : Math.max(0, left.untilMs - now.getTime())
}

type Wish = {
  accountId: string
  rate: NonNullable<CallLimits["rate"]>
  priority: Priority
  patienceMs: number
}

async function waitFor(buckets: Buckets, { accountId, rate, priority, patienceMs }: Wish): Promise<number> {
  const { isAllowed, waitSeconds } = await buckets.take(`upstream ${accountId}`, {
    rate: { requests: Math.max(1, rate.requests * USED_PART), seconds: rate.seconds },
    part: PRIORITIES[priority].part,
    patienceSeconds: patienceMs / 1_000,
  })
  const waitMs = waitSeconds * 1_000
  return isAllowed ? waitMs : Math.max(waitMs, patienceMs + 1)
}
