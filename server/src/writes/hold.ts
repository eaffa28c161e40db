type Linked = { signal: AbortSignal; unlink(): void; endWith(lost: AbortSignal): void }

/** A request ends with its caller only as long as nothing has left, and with its lease. */
export function linkLife(caller: AbortSignal): Linked {
  const own = new AbortController()
  const leave = () => own.abort(caller.reason)
  if (caller.aborted) leave()
  caller.addEventListener("abort", leave)
  return {
    signal: own.signal,
    unlink: () => caller.removeEventListener("abort", leave),
    endWith(lost: AbortSignal) {
      const end = () => own.abort(lost.reason)
      if (lost.aborted) end()
      lost.addEventListener("abort", end)
    },
  }
}
