import type { FaultKind } from "./fault.js"
import type { Quota } from "./quota.js"

/** An answer that comes instead of the API's. Header names are lower-case. */
export type Answer = { status: number; headers: Record<string, string>; body: string }

/** What faults have to know of the system whose calls they strike. Paths are without the query. */
export type FaultySystem = {
  /** A call of the API, not of OAuth. */
  isApi(path: string): boolean
  /** Whether the call reads one row by its id, or a list; undefined: neither. */
  reads(method: string, path: string): "one" | "list" | undefined
  /** Part of the path at which tokens are given. */
  tokenPath: string
  /** Where a `redirect` leads. */
  signInPath: string
  /** How the system refuses with a status, when nothing else is asked for. */
  refusal(status: number): Answer
  /** A list of this path without rows, as JSON. */
  emptyPage(path: string): string
  /** Headers that tell what is left of a quota. */
  quotaHeaders(quota: Quota): Record<string, string>
  /** Those that it has; none: all. */
  kinds?: readonly FaultKind[]
}
