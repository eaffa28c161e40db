import type { Clock } from "../clock.js"

/** Nobody's call became free in time. */
export class EgressBusy extends Error {
  readonly code = "ROLLCALL_BUSY"
}

export type Place = {
  host: string
  user: string
  /** Of a user's calls that wait, the one with the lowest rank is next. Those above 0 leave a quarter of the places free. */
  rank?: number
  /** Places that the user may have here, where the host says less than we do. */
  most?: number | undefined
}

export type Shares = {
  /**
   * A place among the calls to a host for one of its users; what it answers gives the place back. Rejects with
   * `EgressBusy` after too long a wait, and with the signal's reason.
   */
  enter(place: Place, signal: AbortSignal): Promise<() => void>
}

export type ShareLimits = {
  /** Places of one user at a host. */
  each: number
  /** Places of all users at a host. */
  total: number
  waitMs: number
}

const SHARES: ShareLimits = { each: 24, total: 480, waitMs: 10_000 }

type Waiter = { rank: number; most: number; begin(): void }
type User = { running: number; waiting: Waiter[] }
type Host = { running: number; users: Map<string, User> }

/**
 * Places for calls that run at the same time. A user has a limit of its own, so that one whose calls hang can't take
 * those of the others; where all together reach the limit of the host, who has the fewest places is next.
 */
export function createShares({ after }: Pick<Clock, "after">, limits: ShareLimits = SHARES): Shares {
  const hosts = new Map<string, Host>()
  return {
    async enter(place, signal) {
      signal.throwIfAborted()
      const host = hosts.get(place.host) ?? { running: 0, users: new Map<string, User>() }
      const user = host.users.get(place.user) ?? { running: 0, waiting: [] }
      host.users.set(place.user, user)
      hosts.set(place.host, host)
      const leave = () => {
        host.running--
        user.running--
        letIn(host, limits)
        tidy()
      }
      const tidy = () => {
        if (user.running === 0 && user.waiting.length === 0) host.users.delete(place.user)
        if (host.users.size === 0) hosts.delete(place.host)
      }
      const most = placesOf(place, limits)
      if (user.waiting.length > 0 || user.running >= most || host.running >= limits.total) {
        const turn = wait(user, { rank: place.rank ?? 0, most }, { signal, waitMs: limits.waitMs, after })
        letIn(host, limits)
        await turn.finally(tidy)
      } else {
        host.running++
        user.running++
      }
      return once(leave)
    },
  }
}

function once(run: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    run()
  }
}

function placesOf({ rank = 0, most }: Place, { each }: ShareLimits): number {
  const all = Math.max(1, Math.min(each, most ?? each))
  return rank === 0 ? all : Math.max(1, all - Math.ceil(all / 4))
}

function letIn(host: Host, { total }: ShareLimits): void {
  while (host.running < total) {
    const next = poorest(host)
    const waiter = next?.waiting.shift()
    if (!next || !waiter) return
    host.running++
    next.running++
    waiter.begin()
  }
}

/** Who waits and has the fewest places, below its limit. */
function poorest({ users }: Host): User | undefined {
  let found: User | undefined
  for (const user of users.values()) {
    const [first] = user.waiting
    if (first && user.running < first.most && user.running < (found?.running ?? Number.POSITIVE_INFINITY)) found = user
  }
  return found
}

type Wait = { signal: AbortSignal; waitMs: number; after: Clock["after"] }

function wait({ waiting }: User, wish: Omit<Waiter, "begin">, { signal, waitMs, after }: Wait): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      cancel()
      const at = waiting.indexOf(waiter)
      if (at >= 0) waiting.splice(at, 1)
      signal.removeEventListener("abort", giveUp)
    }
    const waiter: Waiter = {
      ...wish,
      begin() {
        end()
        resolve()
      },
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
    const behind = waiting.findIndex(({ rank }) => rank > waiter.rank)
    waiting.splice(behind < 0 ? waiting.length : behind, 0, waiter)
    signal.addEventListener("abort", giveUp)
  })
}
