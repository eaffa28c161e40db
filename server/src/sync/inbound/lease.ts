import { randomUUID } from "node:crypto"
import type { Clock } from "../../clock.js"
import type { Db } from "../../db/index.js"
import { keepRenewing, LEASE_SECONDS } from "../../db/keep-renewing.js"
import { dropLease, takeLease } from "./store.js"

/** Asked before each step: lengthens the lease; rejects when somebody else has it, because this process was thought dead. */
export type Renew = () => Promise<void>

type Work = { accountId: string; work: "subscribe" | "resync" }

/**
 * Does the work if no other process does it for the account. States: free -> held (until a moment) -> free, by letting
 * go or by time: a process that lives renews it, one that died keeps others out for some seconds.
 */
export async function withLease(
  { db, clock }: { db: Db; clock: Clock },
  work: Work,
  act: (renew: Renew) => Promise<void>,
): Promise<"done" | "busy"> {
  const claim = { ...work, holder: randomUUID() }
  if (!(await takeLease(db, claim, LEASE_SECONDS))) return "busy"
  const renew = async () => {
    if (!(await takeLease(db, claim, LEASE_SECONDS))) throw new Error(`${work.work}: another process has taken over`)
  }
  const stopRenewing = keepRenewing(clock, { renew: () => takeLease(db, claim, LEASE_SECONDS), onLost: () => {} })
  try {
    await act(renew)
  } finally {
    await stopRenewing()
    await dropLease(db, claim)
  }
  return "done"
}
