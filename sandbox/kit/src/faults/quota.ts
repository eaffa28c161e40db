import type { Fault } from "./fault.js"

/** What is left of a quota, and in how many seconds it begins anew. */
export type Quota = { limit: number; left: number; resetSeconds: number; isTooMany: boolean }

const windows = new WeakMap<Fault, { untilMs: number; calls: number }>()

/** Counts a call against a quota. Windows follow one another from the first call on. */
export function countCall(fault: Fault, now: Date): Quota {
  const { requests = 1, windowSeconds = 60 } = fault
  const known = windows.get(fault)
  const isOver = !known || known.untilMs <= now.getTime()
  const window = isOver ? { untilMs: now.getTime() + windowSeconds * 1_000, calls: 0 } : known
  windows.set(fault, window)
  const isTooMany = window.calls >= requests
  if (!isTooMany) window.calls++
  const resetSeconds = Math.ceil((window.untilMs - now.getTime()) / 1_000)
  return { limit: requests, left: requests - window.calls, resetSeconds, isTooMany }
}
