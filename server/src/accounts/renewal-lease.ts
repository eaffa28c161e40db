/**
 * The right to refresh one version of an account's credentials. It is short, so that a process which dies holds nobody
 * up for long, and is renewed while its holder lives. A holder that was paused past its end knows so and asks nobody.
 */
import { randomUUID } from "node:crypto"
import type { Db } from "../db/index.js"
import { dropLease, extendLease, type Lease, takeLease } from "./renewal-store.js"

export type LeaseParts = {
  db: Db
  /** Milliseconds that only ever grow, whatever is done to the clock. */
  elapsedMs(): number
  /** Rejects when it is aborted. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
}

export type Held = {
  /** Whether there is time left to ask the token endpoint. */
  isFresh(): boolean
  /** Never rejects: a lease that can't be given back runs out. */
  release(): Promise<void>
}

const LEASE_SECONDS = 8
const RENEW_MS = 2_000
/** Left at least when the token endpoint is asked; renewals go on while it answers. */
const MARGIN_MS = 3_000

/** Undefined: somebody else has it, or the credentials are another version by now. */
export async function holdLease(parts: LeaseParts, version: Pick<Lease, "id" | "version">): Promise<Held | undefined> {
  const lease = { ...version, holder: randomUUID() }
  // Measured before the lease begins: a process that is paused while it takes one must not think that it is fresh.
  const term = { endsAtMs: parts.elapsedMs() + LEASE_SECONDS * 1000 }
  if (!(await takeLease(parts.db, lease, LEASE_SECONDS))) return undefined
  const stop = new AbortController()
  const renewing = keepRenewing(parts, { lease, term, signal: stop.signal })
  return {
    isFresh: () => parts.elapsedMs() < term.endsAtMs - MARGIN_MS,
    async release() {
      stop.abort()
      await renewing
      await dropLease(parts.db, lease).catch(() => {})
    },
  }
}

type Renewing = { lease: Lease; term: { endsAtMs: number }; signal: AbortSignal }

/** Ends when it is aborted or another holder has come. A database in trouble is asked again. */
async function keepRenewing(parts: LeaseParts, { lease, term, signal }: Renewing): Promise<void> {
  for (;;) {
    await parts.wait(RENEW_MS, signal).catch(() => {})
    if (signal.aborted) return
    const fromMs = parts.elapsedMs()
    const isOurs = await extendLease(parts.db, lease, LEASE_SECONDS).catch(() => undefined)
    if (isOurs) term.endsAtMs = fromMs + LEASE_SECONDS * 1000
    if (isOurs === false) return
  }
}
