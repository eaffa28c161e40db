/** Who calls, told from the bearer token. */
export type Caller =
  | { kind: "api_token"; tokenId: string; environmentId: string; isDefaultEnvironment: boolean }
  | { kind: "account_token"; tokenId: string; environmentId: string; accountId: string }

/** Outcome of taking one request from a caller's allowance. Seconds are whole and at least 1. */
export type Allowance = { isAllowed: boolean; limit: number; remaining: number; resetSeconds: number }

export type StoredAnswer = { status: number; headers: Record<string, string>; body: Buffer }

/** How a write with an `Idempotency-Key` starts: go on, or what to answer instead. */
export type IdempotentStart =
  | { kind: "started"; finish(answer: StoredAnswer): Promise<void>; abandon(): Promise<void> }
  | { kind: "replay"; answer: StoredAnswer }
  | { kind: "mismatch" }
  | { kind: "running" }
  | { kind: "unknown_outcome" }
