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
    const { isAllowed, left, waitSeconds, fullSeconds } = await buckets.take(`${kind} ${id}`, { rate })
    const resetSeconds = Math.max(1, Math.ceil(isAllowed ? fullSeconds : waitSeconds))
    return { isAllowed, limit: rate.requests, remaining: left, resetSeconds }
  },
})
