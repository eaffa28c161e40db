/** Wakes one loop. A notification that comes while nobody waits is kept for the next wait. */
export type WakeUp = {
  notify(): void
  /** What was notified so far is known. */
  reset(): void
  /** Resolves at the next notification since `reset`, or when `signal` is aborted. */
  wait(signal: AbortSignal): Promise<void>
}

export function createWakeUp(): WakeUp {
  let isNotified = false
  let wake = () => {}
  return {
    notify() {
      isNotified = true
      wake()
    },
    reset() {
      isNotified = false
    },
    wait: (signal) =>
      new Promise((resolve) => {
        if (isNotified || signal.aborted) return resolve()
        const end = () => {
          wake = () => {}
          signal.removeEventListener("abort", end)
          resolve()
        }
        wake = end
        signal.addEventListener("abort", end)
      }),
  }
}
