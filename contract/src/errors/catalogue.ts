/**
 * Every failure a caller can see: a closed list of stable codes. A code decides the status, who must act and what to do
 * next; the message of one failure says which field, which row, which permission.
 *
 * A code that is here once is here for good: clients branch on it. Add a line for a failure that another person has to act
 * on, or that a client should handle in another way; else use one that there is.
 */

/**
 * `caller`: whoever wrote the request. `customer`: whoever connected the HR system. `hr_system`: nobody of ours, it has to
 * answer again. `operator`: whoever runs this server.
 */
export const ACTORS = ["caller", "customer", "hr_system", "operator"] as const
export type Actor = (typeof ACTORS)[number]

type Declared = {
  /** Where the HR system answered with a status of its own, that one is passed on instead. */
  status: number
  who_must_act: Actor
  title: string
  next_action: string
  /** The same request may do later: after the seconds of `Retry-After`, or after growing pauses. */
  retry?: "retry_after" | "backoff"
}

export const ERRORS = {
  // The request
  "request.invalid": {
    status: 400,
    who_must_act: "caller",
    title: "The request is not valid",
    next_action: "Correct what the message and details.failures name, then send it again.",
  },
  "request.method_not_allowed": {
    status: 405,
    who_must_act: "caller",
    title: "The path does not take this method",
    next_action: "Use one of the methods in the Allow header.",
  },
  "request.too_large": {
    status: 413,
    who_must_act: "caller",
    title: "The body is too large",
    next_action: "Send less at once, within the size that the message names.",
  },
  "request.unsupported_media_type": {
    status: 415,
    who_must_act: "caller",
    title: "The body is of a kind that is not read here",
    next_action: "Send JSON in UTF-8, without a content encoding.",
  },
  "request.rate_limited": {
    status: 429,
    who_must_act: "caller",
    title: "A token or an account has used its requests",
    next_action: "Wait as many seconds as Retry-After says, then send it again.",
    retry: "retry_after",
  },
  "request.timeout": {
    status: 504,
    who_must_act: "caller",
    title: "The call took longer than a call may take",
    next_action: "Ask for less at once. After a write, look first whether it was carried out.",
    retry: "backoff",
  },
  "request.abandoned": {
    status: 503,
    who_must_act: "caller",
    title: "The caller went away before the answer",
    next_action: "Wait for the answer: give your client at least 30 seconds.",
    retry: "backoff",
  },
  "filter.unsupported": {
    status: 400,
    who_must_act: "caller",
    title: "The HR system has no such value to filter by",
    next_action: "Leave the filter out, or use one that the resource's description lists.",
  },
  "filter.not_permitted": {
    status: 400,
    who_must_act: "customer",
    title: "The connection may not read what the filter looks at",
    next_action: "Ask the customer for the permission, or leave the filter out.",
  },
  "filter.too_slow": {
    status: 504,
    who_must_act: "caller",
    title: "No row met the filters in the time of one call",
    next_action: "Filter by something that the HR system can look up, such as an id, or use source=synced.",
  },
  "cursor.invalid": {
    status: 400,
    who_must_act: "caller",
    title: "The cursor is not one of this list",
    next_action: "Send next_cursor as it was answered, with the same filters, or leave it out to start over.",
  },
  "cursor.expired": {
    status: 410,
    who_must_act: "caller",
    title: "What the cursor goes on with is no longer kept",
    next_action: "Leave the cursor out to start over.",
  },
  "idempotency.mismatch": {
    status: 422,
    who_must_act: "caller",
    title: "The Idempotency-Key was used with another request",
    next_action: "Use a new key for a new request.",
  },
  "idempotency.in_progress": {
    status: 409,
    who_must_act: "caller",
    title: "The first request with this Idempotency-Key is still in hand",
    next_action: "Send the same request with the same key again: its answer is kept.",
    retry: "retry_after",
  },

  // What it is about
  "operation.unknown": {
    status: 404,
    who_must_act: "caller",
    title: "There is nothing at this path",
    next_action: "Look the path up in GET /openapi.json.",
  },
  "operation.not_offered": {
    status: 501,
    who_must_act: "caller",
    title: "An operation of Truto's API that Rollcall does not have",
    next_action: "Use what the message names instead.",
  },
  "operation.not_supported": {
    status: 405,
    who_must_act: "caller",
    title: "The HR system can't do this",
    next_action: "Ask GET /unified/hris/{resource}/describe what this connection can do.",
  },
  "resource.not_found": {
    status: 404,
    who_must_act: "caller",
    title: "There is no such row",
    next_action: "Send the id as it was answered, and the account it belongs to.",
  },
  "resource.conflict": {
    status: 409,
    who_must_act: "caller",
    title: "The request does not fit the present state",
    next_action: "Read the present state, then decide again.",
  },
  "changes.expired": {
    status: 410,
    who_must_act: "caller",
    title: "What comes after this number is no longer kept",
    next_action: "Read the lists once, and go on with the next_after of this answer.",
  },
  "webhook.test_failed": {
    status: 422,
    who_must_act: "caller",
    title: "The endpoint did not accept the test event",
    next_action: "Let the endpoint answer with a status from 200 to 299 within the time that the guide names.",
  },
  "mapping.invalid": {
    status: 400,
    who_must_act: "caller",
    title: "The mapping override can't be used",
    next_action: "Correct it at the position that details.failures name.",
  },

  // Tokens
  "token.missing": {
    status: 401,
    who_must_act: "caller",
    title: "No token was sent",
    next_action: "Send Authorization: Bearer <token>.",
  },
  "token.invalid": {
    status: 401,
    who_must_act: "caller",
    title: "The token is unknown, revoked or expired",
    next_action: "Use a token that is valid, or make a new one.",
  },
  "token.forbidden": {
    status: 403,
    who_must_act: "caller",
    title: "The token may not do this",
    next_action: "Use a token that has the right which the message names.",
  },

  // The connection
  "account.needs_reauth": {
    status: 401,
    who_must_act: "customer",
    title: "The HR system no longer accepts the connection",
    next_action: "Let the customer reconnect: POST /link-token with the integrated_account_id.",
  },
  "account.read_only": {
    status: 405,
    who_must_act: "caller",
    title: "The account can only be read",
    next_action: "Use an account that is not a sandbox.",
  },
  "account.not_synced": {
    status: 409,
    who_must_act: "caller",
    title: "The account has no synced copy of this yet",
    next_action: "Start a sync with POST /sync-run, or leave source=synced out.",
    retry: "backoff",
  },

  // The HR system
  "upstream.refused": {
    status: 502,
    who_must_act: "caller",
    title: "The HR system refused the call",
    next_action: "Read the HR system's own words in raw_response, and correct the request.",
  },
  "upstream.forbidden": {
    status: 403,
    who_must_act: "customer",
    title: "The connection has no right to this in the HR system",
    next_action: "Ask the customer for the permission that the message names.",
  },
  "upstream.not_found": {
    status: 404,
    who_must_act: "caller",
    title: "The HR system has no such row, or the connection may not see it",
    next_action: "Send the id as a list answered it.",
  },
  "upstream.rate_limited": {
    status: 429,
    who_must_act: "hr_system",
    title: "The HR system's rate limit is used up",
    next_action: "Wait as many seconds as Retry-After says, or use source=synced.",
    retry: "retry_after",
  },
  "upstream.failed": {
    status: 502,
    who_must_act: "hr_system",
    title: "The HR system gave no answer that could be used",
    next_action: "Send a read again later. After a write, look first whether it was carried out.",
    retry: "backoff",
  },
  "upstream.timeout": {
    status: 504,
    who_must_act: "hr_system",
    title: "The HR system did not answer in time",
    next_action: "Send a read again later, or use source=synced. After a write, look first whether it was carried out.",
    retry: "backoff",
  },

  // Writes
  "write.partial": {
    // No 502: Truto's client repeats those at once, also a POST.
    status: 424,
    who_must_act: "caller",
    title: "Some steps of the write have happened, the others have not",
    next_action: "Read steps: it tells what has happened and what is left to do.",
  },
  "write.unknown": {
    // No 502: Truto's client repeats those at once, also a POST.
    status: 424,
    who_must_act: "hr_system",
    title: "It is not known yet whether the write has happened",
    next_action: "Ask GET /write/{write_id}, or send the same request with the same Idempotency-Key. Use no new key.",
    retry: "backoff",
  },

  // This server
  "integration.not_installed": {
    status: 503,
    who_must_act: "operator",
    title: "The integration is not part of this server, or lacks a setting",
    next_action: "Tell whoever runs this server: the message names what is missing.",
  },
  "server.internal": {
    status: 500,
    who_must_act: "operator",
    title: "Something went wrong on our side",
    next_action: "Report the request_id to whoever runs this server.",
    retry: "backoff",
  },
  "server.unavailable": {
    status: 503,
    who_must_act: "operator",
    title: "The server can't answer at this moment",
    next_action: "Wait as many seconds as Retry-After says, then send it again.",
    retry: "retry_after",
  },
} as const satisfies Record<string, Declared>

export type ErrorCode = keyof typeof ERRORS
export const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[] // its own keys

/** What is declared of a code, without the literals. */
export const errorOf = (code: ErrorCode): Declared => ERRORS[code]
