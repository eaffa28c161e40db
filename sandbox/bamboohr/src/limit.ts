import type { Caller } from "./authorize.js"
import type { Running } from "./running.js"
import { Refusal } from "./world.js"

const WINDOW_MS = 60_000

/** Calls of each credential in the last minute, where a limit is set (`running.behaviour.callsPerMinute`). */
export class CallLimit {
  readonly #calls = new Map<string, number[]>()

  /** Throws the refusal that this company gives at its limit. */
  count(running: Running, { id }: Caller): void {
    const { callsPerMinute } = running.behaviour
    if (callsPerMinute === null) return
    const now = running.clock.now().getTime()
    const recent = (this.#calls.get(id) ?? []).filter((at) => at > now - WINDOW_MS && at <= now)
    const oldest = recent[0] ?? now
    if (recent.length >= callsPerMinute) throw refuseForLimit(running, oldest + WINDOW_MS - now)
    this.#calls.set(id, [...recent, now])
  }
}

/** The seconds until another call is let through; the old form has them too. */
export function refuseForLimit(running: Running, waitMs: number): Refusal {
  const { limitStatus, retryAfter } = running.behaviour
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000))
  // A date is one of the real world, as every HTTP server writes it.
  const value = retryAfter === "date" ? new Date(Date.now() + seconds * 1_000).toUTCString() : String(seconds)
  const message = limitStatus === 429 ? "Too Many Requests" : "Service Unavailable"
  return new Refusal(limitStatus, { message, code: "TooManyRequests", headers: { "retry-after": value } })
}
