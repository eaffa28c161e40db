import type { McpToken } from "@rollcall/contract"
import type { Rate } from "../rates/index.js"

/** Who calls, told from the bearer token, and what it may do. */
export type Caller = {
  tokenId: string
  environmentId: string
  scopes: readonly string[]
  /** Its own limit, or of an account's token its maker's; null: the server's. */
  rate: Rate | null
} & (
  | {
      kind: "api_token"
      isDefaultEnvironment: boolean
      expiresAt: Date | null
    }
  | { kind: "account_token"; accountId: string }
  /** An agent's. Its scopes are those of whoever made it. */
  | { kind: "mcp_token"; accountId: string; mcp: Pick<McpToken, "name" | "config"> }
)
export type ApiCaller = Extract<Caller, { kind: "api_token" }>

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
