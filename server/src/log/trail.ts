import { AsyncLocalStorage } from "node:async_hooks"
import type { RecordedCall } from "@rollcall/connector-kit"
import { safeAddress } from "./redact.js"

/** A call to the HR system as the log keeps it. */
export type LoggedCall = {
  at: string
  method: string
  path: string
  status: number | null
  /** Why there was no answer that could be used. */
  failure: string | null
  duration: number
  waited: number
  attempts: number
}

/** So many calls of one entry are kept one by one, and after them so many that failed; all are counted. */
const MOST_CALLS = 60
const MOST_MORE_FAILED = 40

/** What one piece of work asked of an HR system. */
export class Trail {
  readonly calls: LoggedCall[] = []
  count = 0
  attempts = 0
  fetchMs = 0
  waitedMs = 0

  add({ atMs, method, path, status, reason, durationMs, waitedMs, attempts }: RecordedCall): void {
    this.count++
    this.attempts += attempts
    this.fetchMs += durationMs
    this.waitedMs += waitedMs
    const isFailed = reason !== "answer" || status === undefined || status >= 400
    if (this.calls.length >= MOST_CALLS + (isFailed ? MOST_MORE_FAILED : 0)) return
    const failure = reason === "answer" ? null : reason
    const times = { at: new Date(atMs).toISOString(), duration: Math.round(durationMs), waited: Math.round(waitedMs) }
    this.calls.push({ ...times, method, path: safeAddress(path), status: status ?? null, failure, attempts })
  }
}

/**
 * A call belongs to the work that it was made in, however deep: no function between the door and the HR system has to pass
 * it on. A call that several wait for is in the trail of the first.
 */
const current = new AsyncLocalStorage<Trail>()

export const follow = <T>(trail: Trail, work: () => T): T => current.run(trail, work)

export const noteCall = (call: RecordedCall): void => current.getStore()?.add(call)
