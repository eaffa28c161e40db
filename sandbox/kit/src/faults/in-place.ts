import type { Fault, FaultKind } from "./fault.js"
import type { Answer, FaultySystem } from "./faulty-system.js"

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" }
const HTML_TYPE = { "content-type": "text/html; charset=utf-8" }

/** What strikes, whom, and on which path. */
type Hit = { fault: Fault; system: FaultySystem; path: string }

const MADE: Readonly<Partial<Record<FaultKind, (hit: Hit) => Answer>>> = {
  status({ fault: { status = 500, body, retryAfterSeconds }, system }) {
    const made = body === undefined ? system.refusal(status) : { headers: JSON_TYPE, body: JSON.stringify(body) }
    const retryAfter = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) }
    return { ...made, status, headers: { ...made.headers, ...retryAfter } }
  },
  html: ({ fault: { status = 502 } }) => ({
    status,
    headers: HTML_TYPE,
    body: `<html><body><h1>${status} Bad Gateway</h1></body></html>`,
  }),
  redirect: ({ fault: { status = 302, location }, system: { signInPath } }) => ({
    status,
    headers: { ...HTML_TYPE, location: location ?? signInPath },
    body: `<html><body>You are being <a href="${(location ?? signInPath).replaceAll('"', "&quot;")}">redirected</a>.</body></html>`,
  }),
  malformed: ({ fault: { status = 200 } }) => ({ status, headers: JSON_TYPE, body: '{"data":[{"id":"1"' }),
  empty_page: ({ fault: { status = 200 }, system, path }) => ({
    status,
    headers: JSON_TYPE,
    body: system.emptyPage(path),
  }),
}

/** What a fault says in the place of the API; undefined: it is of another kind. */
export function answerOf(hit: Hit): Answer | undefined {
  const { fault } = hit
  const answer = MADE[fault.kind]?.(hit)
  const own = Object.entries(fault.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])
  return answer && { ...answer, headers: { ...answer.headers, ...Object.fromEntries(own) } }
}
