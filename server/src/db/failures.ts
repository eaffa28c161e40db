import { AppError, notFound } from "../errors.js"

/** Of the network on the way to the server. */
const NETWORK = new Set(
  "ECONNREFUSED ECONNRESET ECONNABORTED EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN".split(" "),
)
/** https://www.postgresql.org/docs/current/errcodes-appendix.html: shut down, starting, too many, read-only after a failover, out of time. */
const SERVER = /^(08...|57P0[1-5]|53[0-4]00|25006|25P03|55P03|57014)$/
/** What the client library says without a code. */
const SAID =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error)/

/** True for a failure that passes by itself: the database is away, stalled, starting or overloaded. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = "code" in error && typeof error.code === "string" ? error.code : ""
  if (NETWORK.has(code) || SERVER.test(code) || SAID.test(error.message)) return true
  return error instanceof AggregateError && error.errors.some(isAway) // one for each address of a host
}

export const databaseAway = (cause: unknown): AppError =>
  new AppError("server.unavailable", "the database does not answer: try again in a few seconds", {
    cause,
    retryAfterSeconds: 5,
  })

const FOREIGN_KEY_VIOLATION = "23503"

/** What a statement of ours points at was there a moment ago, because each of them is looked up first. */
export const isGone = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === FOREIGN_KEY_VIOLATION

export const goneMeanwhile = (cause: unknown): AppError =>
  notFound("what this belongs to was removed meanwhile", "Read what the request names again, then decide.", {
    cause,
    isUndone: true,
  })
