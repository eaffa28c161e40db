import type { Fault } from "./fault.js"

type Counted = { isTooMany: boolean; headers: Record<string, string> }

const windows = new WeakMap<Fault, { untilMs: number; calls: number }>()

/** Counts a call against a quota. Windows follow one another from the first call on; each answer tells what is left. */
export function countCall(fault: Fault, now: Date): Counted {
  const { requests = 1, windowSeconds = 60 } = fault
  const known = windows.get(fault)
  const isOver = !known || known.untilMs <= now.getTime()
  const window = isOver ? { untilMs: now.getTime() + windowSeconds * 1_000, calls: 0 } : known
  windows.set(fault, window)
  const isTooMany = window.calls >= requests
  if (!isTooMany) window.calls++
  const resetSeconds = String(Math.ceil((window.untilMs - now.getTime()) / 1_000))
  const headers = {
    "ratelimit-limit": String(requests),
    "ratelimit-remaining": String(requests - window.calls),
    "ratelimit-reset": resetSeconds,
    ...(isTooMany ? { "retry-after": resetSeconds } : {}),
  }
  return { isTooMany, headers }
}
