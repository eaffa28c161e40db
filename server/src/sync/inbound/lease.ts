import { randomUUID } from "node:crypto"
import type { Db } from "../../db/index.js"
import { dropLease, takeLease } from "./store.js"

const SECONDS = 120

/** Lengthens the lease; rejects when somebody else has it, because this process was thought dead. */
export type Renew = () => Promise<void>

type Work = { accountId: string; work: "subscribe" | "resync" }

/**
 * Does the work if no other process does it for the account. States: free -> held (until a moment) -> free, by letting
 * go or by time: a process that died keeps others out for two minutes at most.
 */
export async function withLease(db: Db, work: Work, act: (renew: Renew) => Promise<void>): Promise<"done" | "busy"> {
  const claim = { ...work, holder: randomUUID() }
  if (!(await takeLease(db, claim, SECONDS))) return "busy"
  const renew = async () => {
    if (!(await takeLease(db, claim, SECONDS))) throw new Error(`${work.work}: another process has taken over`)
  }
  try {
    await act(renew)
  } finally {
    await dropLease(db, claim)
  }
  return "done"
}
