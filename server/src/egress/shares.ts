import type { Clock } from "../clock.js"

/** Nobody's call became free in time. */
export class EgressBusy extends Error {
  readonly code = "ROLLCALL_BUSY"
}

export type Shares = {
  /**
   * A place among the calls to a host for one of its users; what it answers gives the place back. Rejects with
   * `EgressBusy` after too long a wait, and with the signal's reason.
   */
  enter(place: { host: string; user: string }, signal: AbortSignal): Promise<() => void>
}

export type ShareLimits = {
  /** Places of one user at a host. */
  each: number
  /** Places of all users at a host. */
  total: number
  waitMs: number
}

const SHARES: ShareLimits = { each: 24, total: 480, waitMs: 10_000 }

type User = { running: number; waiting: Set<() => void> }
type Host = { running: number; users: Map<string, User> }

/**
 * Places for calls that run at the same time. A user has a limit of its own, so that one whose calls hang can't take
 * those of the others; where all together reach the limit of the host, who has the fewest places is next.
 */
export function createShares({ after }: Pick<Clock, "after">, limits: ShareLimits = SHARES): Shares {
  const hosts = new Map<string, Host>()
  return {
    async enter(place, signal) {
      const host = hosts.get(place.host) ?? { running: 0, users: new Map<string, User>() }
      const user = host.users.get(place.user) ?? { running: 0, waiting: new Set<() => void>() }
      host.users.set(place.user, user)
      hosts.set(place.host, host)
      const tidy = () => {
        if (user.running === 0 && user.waiting.size === 0) host.users.delete(place.user)
        if (host.users.size === 0) hosts.delete(place.host)
      }
      const turn = wait(user, { signal, waitMs: limits.waitMs, after })
      letIn(host, limits)
      await turn.finally(tidy)
      let isInside = true
      return () => {
        if (!isInside) return
        isInside = false
        host.running--
        user.running--
        letIn(host, limits)
        tidy()
      }
    },
  }
}

function letIn(host: Host, { each, total }: ShareLimits): void {
  while (host.running < total) {
    const next = poorest(host, each)
    const [begin] = next?.waiting ?? []
    if (!next || !begin) return
    next.waiting.delete(begin)
    host.running++
    next.running++
    begin()
  }
}

/** Who waits and has the fewest places, below the limit of each. */
function poorest({ users }: Host, each: number): User | undefined {
  let found: User | undefined
  for (const user of users.values()) {
    if (user.waiting.size > 0 && user.running < each && user.running < (found?.running ?? each)) found = user
  }
  return found
}

type Wait = { signal: AbortSignal; waitMs: number; after: Clock["after"] }

function wait({ waiting }: User, { signal, waitMs, after }: Wait): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      cancel()
      waiting.delete(begin)
      signal.removeEventListener("abort", giveUp)
    }
    const begin = () => {
      end()
      resolve()
    }
    const giveUp = () => {
      end()
      reject(signal.reason)
    }
    const cancel = after(waitMs, () => {
      end()
      reject(
        new EgressBusy(
          `as many calls are on their way as may be, and none ended in ${waitMs / 1000} s: send fewer at once`,
        ),
      )
    })
    waiting.add(begin)
    signal.addEventListener("abort", giveUp)
    if (signal.aborted) giveUp()
  })
}
