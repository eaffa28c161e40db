export interface Clock {
  now(): Date
  /** The company's day, `YYYY-MM-DD`, in its time zone. */
  today(): string
  /** How far it is ahead of the real one. */
  offsetMs(): number
  /** Moves the clock; time goes on from there. */
  set(now: Date): void
}

/** Told by how many milliseconds the clock goes forward. */
export type Follower = (ms: number) => Promise<void>

export interface MovableClock extends Clock {
  /** Somebody else's time goes with it. From now on it only goes forward, and another company does not put it back. */
  follow(follower: Follower): void
  readonly isFollowed: boolean
  /**
   * As `set`, and whoever follows goes with it before those are told who listen. Throws a `RangeError` when it would go
   * back under somebody.
   */
  move(now: Date): Promise<void>
  /** Goes with another clock. Returns what tells those who listen: call it when all have gone. */
  shift(ms: number): () => void
  /** Told after every move. Returns what ends that. */
  whenMoved(listener: () => void): () => void
  /** For another company. It is not told to `onMove`. */
  restart(offsetMs: number): void
}

export type ClockOptions = {
  /** IANA name of the company's time zone. */
  timezone: () => string
  /** 0: it shows the real time. */
  offsetMs?: number
  onMove?: (offsetMs: number) => void
}

/** A clock that stands at a chosen moment and goes on from there, or that shows the real time. */
export function createClock({ timezone, offsetMs: from = 0, onMove = () => {} }: ClockOptions): MovableClock {
  let offsetMs = from
  let follower: Follower | null = null
  const listeners = new Set<() => void>()
  const now = () => new Date(Date.now() + offsetMs)
  const put = (next: number) => {
    offsetMs = next
    onMove(offsetMs)
  }
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  return {
    now,
    set(moment) {
      put(offsetOf(moment))
      tell()
    },
    offsetMs: () => offsetMs,
    today: () => dayIn(timezone(), now()),
    follow(one) {
      follower = one
    },
    get isFollowed() {
      return follower !== null
    },
    async move(moment) {
      const ms = moment.getTime() - now().getTime()
      if (follower && ms < 0) throw new RangeError("the clock only goes forward: something else follows it")
      put(offsetMs + ms)
      try {
        await follower?.(ms)
      } finally {
        tell()
      }
    },
    shift(ms) {
      put(offsetMs + ms)
      return tell
    },
    whenMoved(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    restart(next) {
      offsetMs = next
    },
  }
}

/** How far a clock that shows this moment is ahead of the real one. */
export const offsetOf = (moment: Date): number => moment.getTime() - Date.now()

const dayIn = (timeZone: string, moment: Date): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(moment)
