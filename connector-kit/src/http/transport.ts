import type { Readable } from "node:stream"
import type { Dispatcher } from "undici"
import type { Credentials } from "../api.js"
import type { RateLimit, UpstreamError, UpstreamHeaders } from "../verdict.js"

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
  /** Runs once after so long, unless the answered function is called before. */
  after(ms: number, run: () => void): () => void
  /**
   * Waits for a place among the calls to this host; what it answers gives the place back. Rejects when the signal fires,
   * or with the code `ROLLCALL_BUSY` after too long a wait. None: everybody may go.
   */
  enter?(signal: AbortSignal): Promise<() => void>
  /** Told of each attempt: the status that was answered, or why there was no answer. */
  recordAttempt?(outcome: string): void
  /** Told of each call with all its attempts, when its answer is there or it has failed. */
  recordCall?(call: RecordedCall): void
  limits?: Partial<Limits>
}

/** A call as it went: `path` with its query, as it was asked for. */
export type RecordedCall = Pick<WireRequest, "method" | "path"> & {
  /** Milliseconds since the epoch. */
  atMs: number
  /** The last status that was answered, if any. */
  status: number | undefined
  /** Why there was no answer that could be used, or `answer`. */
  reason: UpstreamError["reason"]
  durationMs: number
  attempts: number
  /** Of the duration: waited for a turn, for the end of a hold, or before another attempt. */
  waitedMs: number
}

export type Limits = {
  /** Longest wait for the HR system's limit that a caller is made to sit through. */
  waitMs: number
  /** Longest wait for the first byte, and between two, of one attempt to read. */
  attemptMs: number
  /** Most bytes of an answer that is read whole. */
  wholeBytes: number
  /** Bytes of an answer that are waited for before its rest is passed on as a stream. */
  headBytes: number
  /** A stream that nobody reads for so long is cut. */
  stallMs: number
  /** How often a running call looks whether its account is still there. */
  accountMs: number
}

export const LIMITS: Limits = {
  waitMs: 5_000,
  attemptMs: 11_000,
  wholeBytes: 32 * 1024 * 1024,
  headBytes: 4 * 1024 * 1024,
  stallMs: 30_000,
  accountMs: 1_000,
}

/** The account behind the calls. */
export type Access = {
  credentials(): Promise<Credentials>
  /** After a 401: newer credentials, or undefined when the customer must reconnect. */
  refresh(refused: Credentials): Promise<Credentials | undefined>
  /**
   * Milliseconds since the epoch until which nothing goes upstream; 0 when free. A moment that is past: nobody has been
   * accepted since. Asked before every attempt.
   */
  heldUntilMs(): Promise<number>
  hold(untilMs: number): Promise<void>
  /**
   * Counts a call that is about to go, and answers in how many milliseconds its turn comes. One that would have to wait
   * longer than `mostMs` is not counted.
   */
  takeTurn(request: Effect, mostMs: number): Promise<number>
  /** A call that was counted has been answered, with what its answer says on limits, or has come to nothing. */
  endTurn(rateLimit: RateLimit): void
  /**
   * After a hold: one call at a time, over all processes, goes to see whether it is over, and the others are held for some
   * seconds meanwhile. Undefined: another call does. What is answered frees the account for all.
   */
  probe(): Promise<(() => Promise<void>) | undefined>
  /** False: the account was removed, and its calls end. */
  isThere(): Promise<boolean>
}

/** A call ready to send: `path` from the origin on, with its query. */
export type WireRequest = {
  method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"
  path: string
  headers?: Readonly<Record<string, string>>
  body?: string | Buffer
  /** True: nothing changes by it, whatever its method is, so it may be sent again. */
  reads?: true
  /** Longest wait for the first byte of an answer to a read, and between two, where it is not the usual one. */
  patienceMs?: number
}

/** An answer with its body not read yet: read it or destroy it. Its content coding is undone. */
export type WireAnswer = {
  status: number
  headers: UpstreamHeaders
  rateLimit: RateLimit
  body: Readable
  url: string
  /** The body for somebody who may take longer than the deadline: only a reader that stalls ends it. */
  passOn(): Readable
}

/**
 * One deadline for a whole chain of calls, in milliseconds since the epoch. `signal` ends what it began at once; after
 * `begins` has fired nothing is sent any more, and what is on its way goes on.
 */
export type Budget = { deadlineMs: number; signal?: AbortSignal; begins?: AbortSignal }

export const MAX_ATTEMPTS = 6

/** What decides whether a call may be sent again. */
export type Effect = Pick<WireRequest, "method" | "reads">

export const isRead = ({ method, reads }: Effect): boolean => reads === true || method === "GET" || method === "HEAD"
