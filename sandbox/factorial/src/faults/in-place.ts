import type { Json } from "../world.js"
import type { Fault, FaultKind } from "./fault.js"

/** An answer that comes instead of the API's. */
export type Answer = { status: number; headers: Record<string, string>; body: string }

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" }
const HTML_TYPE = { "content-type": "text/html; charset=utf-8" }
const NO_ROWS = '{"data":[],"meta":{"has_next_page":false,"has_previous_page":false,"total":0,"limit":100}}'

const MADE: Readonly<Partial<Record<FaultKind, (fault: Fault) => Answer>>> = {
  status: ({ status = 500, body, retryAfterSeconds }) => ({
    status,
    headers: {
      ...JSON_TYPE,
      ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) }),
    },
    body: JSON.stringify(body === undefined ? complaint(status) : body),
  }),
  html: ({ status = 502 }) => ({
    status,
    headers: HTML_TYPE,
    body: `<html><body><h1>${status} Bad Gateway</h1></body></html>`,
  }),
  redirect: ({ status = 302, location = "/users/sign_in" }) => ({
    status,
    headers: { ...HTML_TYPE, location },
    body: `<html><body>You are being <a href="${location.replaceAll('"', "&quot;")}">redirected</a>.</body></html>`,
  }),
  malformed: ({ status = 200 }) => ({ status, headers: JSON_TYPE, body: '{"data":[{"id":"1"' }),
  empty_page: ({ status = 200 }) => ({ status, headers: JSON_TYPE, body: NO_ROWS }),
}

/** What a fault says in the place of the API; undefined: it is of another kind. */
export function answerOf(fault: Fault): Answer | undefined {
  const answer = MADE[fault.kind]?.(fault)
  const own = Object.entries(fault.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])
  return answer && { ...answer, headers: { ...answer.headers, ...Object.fromEntries(own) } }
}

function complaint(status: number): Json {
  if (status === 401) return { errors: null }
  return { errors: [status === 429 ? "Too many requests" : "The server has trouble"] }
}
