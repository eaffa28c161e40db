const FIRST_SECONDS = 4
const MOST_SECONDS = 6 * 3_600
const MOST_ASKED_SECONDS = 24 * 3_600

/** An endpoint that fails for so long without a break is switched off. */
export const GIVE_UP_SECONDS = 3 * 86_400

export type ToRetry = {
  /** How often it failed in a row, from 1. */
  failures: number
  retryAfterSeconds: number | undefined
  random(): number
}

/**
 * Seconds until the next attempt: doubling from 4 up to 6 hours, half of it random, never before `Retry-After`,
 * which may ask for a day.
 */
export function retryDelay({ failures, retryAfterSeconds = 0, random }: ToRetry): number {
  const full = Math.min(MOST_SECONDS, FIRST_SECONDS * 2 ** Math.min(failures - 1, 20))
  return Math.max(full * (0.5 + random() / 2), Math.min(retryAfterSeconds, MOST_ASKED_SECONDS))
}
