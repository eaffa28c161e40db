import { caller, customer, type DeclaredError, hrSystem, operator } from "./declared.js"

/**
 * Every failure a caller can see: a closed list of stable codes. A code decides the status, who must act and what to do
 * next; the message of one failure says which field, which row. Where more is known about one failure, its own `next_action`
 * stands in place of the one here.
 *
 * A code that is here once is here for good: clients branch on it. Add a line for a failure that another person has to act
 * on, or that a client should handle in another way; else use one that there is.
 */
export const ERRORS = {
  // The request
  "request.invalid": caller(
    400,
    "The request is not valid",
    "Correct what the message says, and each place in details.failures if there are any. Then send it again.",
  ),
  "request.method_not_allowed": caller(
    405,
    "The path does not take this method",
    "Use one of the methods in the Allow header.",
  ),
  "request.too_large": caller(
    413,
    "The body is too large",
    "Send less at once, within the size that the message names.",
  ),
  "request.unsupported_media_type": caller(
    415,
    "The body is of a kind that is not read here",
    "Send JSON in UTF-8, without a content encoding.",
  ),
  "request.rate_limited": caller(
    429,
    "A token or an account has used its requests",
    "Wait as many seconds as Retry-After says, then send it again.",
    "retry_after",
  ),
  "request.abandoned": caller(
    503,
    "The caller went away before the answer",
    "Wait for the answer: give your client at least 30 seconds.",
    "backoff",
  ),
  "filter.unsupported": caller(
    400,
    "The HR system has no such value to filter by",
    "Leave the filter out, or use one that GET /unified/hris/{resource}/meta/list has.",
  ),
  "filter.not_permitted": customer(
    400,
    "The connection may not read what the filter looks at",
    "Ask the customer for the permission, or leave the filter out.",
  ),
  "filter.too_slow": caller(
    504,
    "No row met the filters in the time of one call",
    "Filter by something that the HR system can look up, such as an id, or use source=synced.",
  ),
  "cursor.invalid": caller(
    400,
    "The cursor is not one of this list",
    "Send the cursor as it was answered, with the same filters, or leave it out to start over.",
  ),
  "cursor.expired": caller(
    410,
    "What the cursor goes on with is no longer kept",
    "Leave the cursor out to start over.",
  ),
  "idempotency.mismatch": caller(
    409,
    "The Idempotency-Key was used with another request",
    "Use a new key for a new request.",
  ),
  "idempotency.in_progress": caller(
    409,
    "The first request with this Idempotency-Key is still in hand",
    "Send the same request with the same key again: its answer is kept.",
    "retry_after",
  ),

  // What it is about
  "operation.unknown": caller(404, "There is nothing at this path", "Look the path up in GET /openapi.json."),
  "operation.not_offered": caller(
    501,
    "An operation of Truto's API that Rollcall does not have",
    "Do what the message says instead.",
  ),
  "operation.not_supported": caller(
    405,
    "The HR system can't do this",
    "Ask GET /integrated-account/{id}/capabilities what this connection can do.",
  ),
  "resource.not_found": caller(
    404,
    "There is nothing of this id or name",
    "Send an id or a name that is there: next_action of each answer says what lists them.",
  ),
  "resource.conflict": caller(
    409,
    "The request does not fit the present state",
    "Do what the message says, or read the present state and decide again.",
  ),
  "changes.expired": caller(
    410,
    "What comes after this number is no longer kept",
    "Read the lists once, and go on with the next_after of this answer.",
  ),
  "webhook.test_failed": caller(
    422,
    "The endpoint did not accept the test event",
    "Let the endpoint answer with a status from 200 to 299 within 15 seconds.",
  ),
  "mapping.invalid": caller(400, "The mapping override can't be used", "Correct it at each place in details.failures."),

  // Tokens
  "token.missing": caller(401, "No token was sent", "Send Authorization: Bearer <token>."),
  "token.invalid": caller(
    401,
    "The token is unknown, revoked or expired",
    "Use a token that is valid, or make a new one.",
  ),
  "token.forbidden": caller(
    403,
    "The token may not do this",
    "Do what the message says, or use a token that has the right.",
  ),

  // The connection
  "account.not_found": caller(
    404,
    "There is no such integrated account in the token's environment",
    "Send the id as GET /integrated-account lists it, with a token of the same environment.",
  ),
  "account.needs_reauth": customer(
    401,
    "The HR system no longer accepts the connection",
    "Let the customer reconnect: POST /link-token with the integrated_account_id.",
  ),
  "account.read_only": caller(405, "The account can only be read", "Use an account that is not a sandbox."),
  "account.not_synced": caller(
    409,
    "The account has no synced copy of this yet",
    "Start a sync with POST /sync-run and ask again when it is done. A live list needs no copy: leave source=synced out.",
    "backoff",
  ),

  // The HR system
  "upstream.refused": caller(
    502,
    "The HR system refused the call",
    "Read the HR system's own words, in the message and in raw_response, and correct the request.",
  ),
  "upstream.forbidden": customer(
    403,
    "The connection has no right to this in the HR system",
    "Ask the customer to give the connection the right to this in the HR system. The message and raw_response have the HR system's own words, which may name the permission.",
  ),
  "upstream.not_found": caller(
    404,
    "The HR system has no such row, or the connection may not see it",
    "Send the id as a list answered it. For a call to /custom, look the path up in the HR system's own documentation.",
  ),
  "upstream.rate_limited": hrSystem(
    429,
    "The HR system's rate limit is used up",
    "Wait as many seconds as Retry-After says, then send it again. A unified read can use source=synced instead.",
    "retry_after",
  ),
  "upstream.failed": hrSystem(
    502,
    "The HR system gave no answer that could be used",
    "Send a read again later. After a write, look first whether it was carried out.",
    "backoff",
  ),
  "upstream.timeout": hrSystem(
    504,
    "The HR system did not answer in time",
    "Send a read again later; a unified read can use source=synced instead. After a write, look first whether it was carried out.",
    "backoff",
  ),

  "upstream.address_refused": operator(
    502,
    "The HR system's address is one that this server must not call",
    "Set ROLLCALL_ALLOW_PRIVATE_NETWORK=true if the address is meant.",
  ),

  "batch.limit_reached": caller(
    422,
    "A batch has had as many calls, rows, megabytes or seconds as it may have",
    "Use what is in result, and ask for the rest by calls of its own, or by another batch.",
  ),

  // Writes
  // No 502: Truto's client repeats those at once, also a POST.
  "write.partial": caller(
    424,
    "Some steps of the write have happened, the others have not",
    "Mend the reason that the message gives, if it gives one. Then send the same request with the same Idempotency-Key within a day: it goes on with the steps that are left.",
  ),
  // No 502: Truto's client repeats those at once, also a POST.
  "write.unknown": hrSystem(
    424,
    "It is not known yet whether the write has happened",
    "Ask GET /write/{write_id}, or send the same request with the same Idempotency-Key. Use no new key.",
    "backoff",
  ),

  // This server
  "integration.not_installed": operator(
    503,
    "The integration is not part of this server, or lacks a setting",
    "Tell whoever runs this server: the message names what is missing.",
  ),
  "server.internal": operator(
    500,
    "Something went wrong on our side",
    "Report the request_id to whoever runs this server.",
    "backoff",
  ),
  "server.unavailable": operator(
    503,
    "The server can't answer at this moment",
    "Wait as many seconds as Retry-After says, then send it again.",
    "retry_after",
  ),
} satisfies Record<string, DeclaredError>

export type ErrorCode = keyof typeof ERRORS
export const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[] // its own keys
