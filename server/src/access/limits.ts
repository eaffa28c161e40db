import type { Buckets, Rate } from "../rates/index.js"
import type { Allowance } from "./caller.js"

/** Callers' own limits: so many requests in so many seconds, for each API token and each account, over all processes. */
export type Limits = {
  /** `own`: a limit of its own in place of the server's. */
  take(kind: "token" | "account", id: string, own?: Rate | null): Promise<Allowance>
}

export const createLimits = (buckets: Buckets, rates: { token: Rate; account: Rate }): Limits => ({
  async take(kind, id, own) {
    const rate = own ?? rates[kind]
    // Another rate has a bucket of its own: what was used under the one before does not count by the new one's measure.
    const key = own ? `${kind} ${id} ${own.requests}/${own.seconds}` : `${kind} ${id}`
    const { isAllowed, left, waitSeconds, fullSeconds } = await buckets.take(key, { rate })
    const resetSeconds = Math.max(1, Math.ceil(isAllowed ? fullSeconds : waitSeconds))
    return { isAllowed, limit: rate.requests, remaining: left, resetSeconds }
  },
})
