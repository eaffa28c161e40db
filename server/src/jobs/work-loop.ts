import type { WakeUp } from "./wake-up.js"

/** What a loop takes from the queue. `data` says what is to be done; jobs that say the same are done once. */
export type TakenJob = { id: string; data: unknown }

export type WorkLoop = {
  /** Up to so many jobs that are due, none when there are none or the database doesn't answer. */
  take(): Promise<readonly TakenJob[]>
  handle(data: unknown, signal: AbortSignal): Promise<void>
  complete(ids: string[]): Promise<void>
  /** They come again, later. */
  fail(ids: string[]): Promise<void>
  concurrency: number
  /** They are ours until the answered function is called. */
  hold(ids: readonly string[]): () => void
  /** Notified when there may be jobs. */
  wakeUp: WakeUp
  onError(error: Error): void
}

/**
 * Takes and handles jobs until `signal` is aborted, then resolves when the running ones have ended. Our own loop,
 * because pg-boss's lets go of the statement that completes a job: one that failed would end the process, and nothing
 * would tell when a stopping worker is done.
 */
export async function runWorkLoop(loop: WorkLoop, signal: AbortSignal): Promise<void> {
  const running = new Set<Promise<void>>()
  while (!signal.aborted) {
    if (running.size >= loop.concurrency) {
      await Promise.race(running)
      continue
    }
    // From here on: a notification during the look is about what the look may not have seen.
    loop.wakeUp.reset()
    const jobs = await loop.take().catch(() => [])
    if (jobs.length === 0) {
      await loop.wakeUp.wait(signal)
      continue
    }
    const run: Promise<void> = handleAll(loop, jobs, signal).finally(() => running.delete(run))
    running.add(run)
  }
  await Promise.all(running)
}

/** Never rejects: what could not be written down is handled again when the lease of the job has run out. */
async function handleAll(loop: WorkLoop, jobs: readonly TakenJob[], signal: AbortSignal): Promise<void> {
  const ids = jobs.map(({ id }) => id)
  const drop = loop.hold(ids)
  try {
    const distinct = new Map(jobs.map(({ data }) => [JSON.stringify(data), data]))
    for (const data of distinct.values()) await loop.handle(data, signal)
    await loop.complete(ids)
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    loop.onError(error)
    await loop.fail(ids).catch(loop.onError)
  } finally {
    drop()
  }
}
