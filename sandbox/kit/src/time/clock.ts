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
export const createClock = (options: ClockOptions): MovableClock => new OffsetClock(options)

class OffsetClock implements MovableClock {
  readonly #options: ClockOptions
  readonly #listeners = new Set<() => void>()
  #offsetMs: number
  #follower: Follower | null = null

  constructor(options: ClockOptions) {
    this.#options = options
    this.#offsetMs = options.offsetMs ?? 0
  }

  now(): Date {
    return new Date(Date.now() + this.#offsetMs)
  }

  today(): string {
    return dayIn(this.#options.timezone(), this.now())
  }

  offsetMs(): number {
    return this.#offsetMs
  }

  get isFollowed(): boolean {
    return this.#follower !== null
  }

  follow(follower: Follower): void {
    this.#follower = follower
  }

  set(moment: Date): void {
    this.#put(offsetOf(moment))
    this.#tell()
  }

  async move(moment: Date): Promise<void> {
    const ms = moment.getTime() - this.now().getTime()
    if (this.#follower && ms < 0) throw new RangeError("the clock only goes forward: something else follows it")
    this.#put(this.#offsetMs + ms)
    try {
      await this.#follower?.(ms)
    } finally {
      this.#tell()
    }
  }

  shift(ms: number): () => void {
    this.#put(this.#offsetMs + ms)
    return () => this.#tell()
  }

  whenMoved(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  restart(offsetMs: number): void {
    this.#offsetMs = offsetMs
  }

  #put(offsetMs: number): void {
    this.#offsetMs = offsetMs
    this.#options.onMove?.(offsetMs)
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}

/** How far a clock that shows this moment is ahead of the real one. */
export const offsetOf = (moment: Date): number => moment.getTime() - Date.now()

/** By zone: making one costs more than what it is made for. */
const dayFormats = new Map<string, Intl.DateTimeFormat>()

function dayIn(timeZone: string, moment: Date): string {
  let format = dayFormats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" })
    dayFormats.set(timeZone, format)
  }
  return format.format(moment)
}
