import type { Buckets, Rate } from "../rates/index.js"
import type { Allowance } from "./caller.js"

/** Callers' own limits: so many requests in so many seconds, for each API token and each account, over all processes. */
export type Limits = { take(kind: "token" | "account", id: string): Promise<Allowance> }

export const createLimits = (buckets: Buckets, rates: { token: Rate; account: Rate }): Limits => ({
  async take(kind, id) {
    const rate = rates[kind]
    const { isAllowed, left, waitSeconds, fullSeconds } = await buckets.take(`${kind} ${id}`, { rate })
    const resetSeconds = Math.max(1, Math.ceil(isAllowed ? fullSeconds : waitSeconds))
    return { isAllowed, limit: rate.requests, remaining: left, resetSeconds }
  },
})
