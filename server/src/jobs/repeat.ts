import type { Clock } from "../clock.js"

export type Repeated = {
  clock: Pick<Clock, "sleep">
  /** From the end of a run to the next one. */
  seconds: number
  /** Answers in how many seconds there will be something, when it knows: the next run is no later than that. */
  run(): Promise<number | undefined>
  onError(error: Error): void
  signal: AbortSignal
}

/** The moment that a run has named may be put off meanwhile, again and again: it is not looked for more often than this. */
const SOONEST_SECONDS = 0.1

/** Runs now, and again and again, one run at a time, until `signal` is aborted. A run that fails is told of. */
export async function repeat({ clock, seconds, run, onError, signal }: Repeated): Promise<void> {
  while (!signal.aborted) {
    let next = seconds
    try {
      next = Math.min(seconds, ((await run()) ?? seconds) + SOONEST_SECONDS)
    } catch (error) {
      if (!signal.aborted) onError(error instanceof Error ? error : new Error(String(error)))
    }
    await clock.sleep(next * 1000, signal).catch(() => {})
  }
}
