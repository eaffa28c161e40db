import type { Readable } from "node:stream"
import type { Dispatcher } from "undici"
import type { Credentials } from "../api.js"
import type { UpstreamHeaders } from "../verdict.js"

/** What the loop needs of the world, so that tests can be exact. */
export type Transport = {
  /** Guards targets and pools sockets. */
  dispatcher: Dispatcher
  /** Origin of the HR system, without a trailing slash. */
  baseUrl: string
  /** Milliseconds since the epoch. */
  now(): number
  /** 0 <= x < 1. */
  random(): number
  /** Rejects when the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** The account behind the calls. */
export type Access = {
  credentials(): Promise<Credentials>
  /** After a 401: newer credentials, or undefined when the customer must reconnect. */
  renew(refused: Credentials): Promise<Credentials | undefined>
  /** Milliseconds since the epoch until which nothing goes upstream; 0 when free. */
  heldUntilMs(): number
  hold(untilMs: number): Promise<void>
}

/** A call ready to send: `path` from the origin on, with its query. */
export type WireRequest = {
  method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"
  path: string
  headers?: Readonly<Record<string, string>>
  body?: string | Buffer
}

/** An answer with its body not read yet: read it or destroy it. */
export type WireAnswer = { status: number; headers: UpstreamHeaders; body: Readable; url: string }

/** One deadline for a whole chain of calls, in milliseconds since the epoch. */
export type Budget = { deadlineMs: number; signal?: AbortSignal }

/** Longest wait for the HR system's limit that a caller is made to sit through. */
export const LONGEST_WAIT_MS = 5_000
/** Longest wait for the first byte of one attempt. */
export const ATTEMPT_MS = 11_000
export const MAX_ATTEMPTS = 6
