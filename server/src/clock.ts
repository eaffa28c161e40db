/**
 * Time and chance, as the server's parts are given them. What several processes must agree on (leases, what is due, a
 * company's day) is asked of the database's clock in SQL; this one is for what a process decides alone.
 */
export type Clock = {
  now(): Date
  /** Milliseconds that only go forward: for durations and time limits. */
  elapsedMs(): number
  /** Rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Runs once, unless the answered function is called before. */
  after(ms: number, run: () => void): () => void
  /** Again and again until the answered function is called; it keeps no process alive. */
  every(ms: number, run: () => void): () => void
  /** Lets everything that waits in this process have its turn: for work that would keep it busy for long. */
  yield(): Promise<void>
  /** From 0 to 1, without 1. */
  random(): number
}

/** A clock whose hands can be put forward: what waits for a moment that is then over goes on at once. */
export type MovableClock = Clock & {
  /** How far it is ahead of the machine's. */
  offsetMs(): number
  moveBy(ms: number): void
}

/** The machine's time, put right by a clock that is believed more and read now and then. */
export type Wall = {
  nowMs(): number
  /** Answers by how much the machine is ahead. A second or less is the way there and back, and changes nothing. */
  follow(otherMs: number): number
}

export function createWall(machineMs: () => number = Date.now): Wall {
  let correctionMs = 0
  return {
    nowMs: () => machineMs() - correctionMs,
    follow(otherMs) {
      const aheadMs = machineMs() - otherMs
      correctionMs = Math.abs(aheadMs) > 1_000 ? aheadMs : 0
      return aheadMs
    },
  }
}

type Start = { offsetMs?: number; wallMs?: () => number }
type Timer = { dueMs: number; run(): void; isIdle: boolean; handle: NodeJS.Timeout | undefined }

export function createClock({ offsetMs = 0, wallMs = Date.now }: Start = {}): MovableClock {
  let movedMs = offsetMs
  const elapsedMs = () => performance.now() + movedMs
  const { after, every, rearm } = createTimers(elapsedMs)
  return {
    now: () => new Date(wallMs() + movedMs),
    elapsedMs,
    after,
    every,
    sleep: (ms, signal) => sleepBy(after, ms, signal),
    yield: () => new Promise((resolve) => void setImmediate(resolve)),
    random: Math.random,
    offsetMs: () => movedMs,
    moveBy(ms) {
      if (!(ms >= 0)) throw new RangeError("a clock only goes forward")
      movedMs += ms
      rearm()
    },
  }
}

type Timers = Pick<Clock, "after" | "every"> & { rearm(): void }

function createTimers(elapsedMs: () => number): Timers {
  const waiting = new Set<Timer>()
  const arm = (timer: Timer) => {
    clearTimeout(timer.handle)
    timer.handle = setTimeout(
      () => {
        waiting.delete(timer)
        timer.run()
      },
      Math.max(0, timer.dueMs - elapsedMs()),
    )
    if (timer.isIdle) timer.handle.unref()
  }
  const wait = (ms: number, run: () => void, isIdle: boolean) => {
    const timer: Timer = { dueMs: elapsedMs() + ms, run, isIdle, handle: undefined }
    waiting.add(timer)
    arm(timer)
    return () => {
      waiting.delete(timer)
      clearTimeout(timer.handle)
    }
  }
  const rearm = () => {
    for (const timer of waiting) arm(timer)
  }
  const every = (ms: number, run: () => void) => {
    let cancel = () => {}
    const arm = () => {
      cancel = wait(ms, again, true)
    }
    const again = () => {
      arm()
      run()
    }
    arm()
    return () => cancel()
  }
  return { after: (ms, run) => wait(ms, run, false), every, rearm }
}

function sleepBy(after: Clock["after"], ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const stop = () => {
      cancel()
      reject(signal?.reason)
    }
    const cancel = after(ms, () => {
      signal?.removeEventListener("abort", stop)
      resolve()
    })
    signal?.addEventListener("abort", stop, { once: true })
  })
}

/** A signal that is aborted after `ms`, with a `TimeoutError`. `done` lets go of its timer. */
export function limitOf(clock: Pick<Clock, "after">, ms: number): { signal: AbortSignal; done(): void } {
  const limit = new AbortController()
  const reason = () => new DOMException("the time limit has passed", "TimeoutError")
  return { signal: limit.signal, done: clock.after(ms, () => limit.abort(reason())) }
}

/** Resolves when `work` has ended, or after `ms`. */
export async function within(clock: Pick<Clock, "after">, ms: number, work: Promise<unknown>): Promise<void> {
  let cancel = () => {}
  const over = new Promise<void>((resolve) => {
    cancel = clock.after(ms, resolve)
  })
  await Promise.race([work, over]).finally(() => cancel())
}
