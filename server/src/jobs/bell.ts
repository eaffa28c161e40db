/** Wakes one loop. A ring that comes while nobody waits is kept for the next wait. */
export type Bell = {
  ring(): void
  /** What was rung so far is known. */
  hush(): void
  /** Resolves at the next ring since `hush`, or when `signal` is aborted. */
  wait(signal: AbortSignal): Promise<void>
}

export function createBell(): Bell {
  let isRung = false
  let wake = () => {}
  return {
    ring() {
      isRung = true
      wake()
    },
    hush() {
      isRung = false
    },
    wait: (signal) =>
      new Promise((resolve) => {
        if (isRung || signal.aborted) return resolve()
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
