import { type Lease, takeLease } from "../db/lease.js"
import { leaseOf } from "./operation.js"

type Linked = { signal: AbortSignal; unlink(): void; endWith(lost: AbortSignal): void }

/** A request ends with its caller only as long as nothing has left, and with its lease. */
export function linkLife(caller: AbortSignal): Linked {
  const own = new AbortController()
  const leave = () => own.abort(caller.reason)
  if (caller.aborted) leave()
  caller.addEventListener("abort", leave)
  return {
    signal: own.signal,
    unlink: () => caller.removeEventListener("abort", leave),
    endWith(lost: AbortSignal) {
      const end = () => own.abort(lost.reason)
      if (lost.aborted) end()
      lost.addEventListener("abort", end)
    },
  }
}

type Held = { account: { id: string }; id: string }

export async function withLease<T>(
  deps: Parameters<typeof takeLease>[0],
  { account, id }: Held,
  act: (lease: Lease) => Promise<T>,
) {
  const lease = await takeLease(deps, { work: leaseOf(id), accountId: account.id })
  if (!lease) return undefined
  try {
    return await act(lease)
  } finally {
    await lease.stop()
    // One that can't be given back runs out.
    await lease.drop(deps.db).catch(() => {})
  }
}
