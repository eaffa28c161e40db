import type { Answer, FaultySystem } from "@rollcall/sandbox-kit"

/** `/api/{version}/resources/{domain}/{resource}/{id}` */
const READ = /^\/api\/[^/]+\/resources\/[^/]+\/[^/]+(\/[^/]+)?$/

/** What Factorial's calls and refusals look like to the faults that strike them. */
export const FACTORIAL: FaultySystem = {
  isApi: (path) => path.includes("/api/"),
  reads(method, path) {
    const read = method === "GET" ? READ.exec(path) : null
    return read ? (read[1] === undefined ? "list" : "one") : undefined
  },
  tokenPath: "oauth/token",
  signInPath: "/users/sign_in",
  refusal,
  emptyPage: () => '{"data":[],"meta":{"has_next_page":false,"has_previous_page":false,"total":0,"limit":100}}',
  quotaHeaders: ({ limit, left, resetSeconds, isTooMany }) => ({
    "ratelimit-limit": String(limit),
    "ratelimit-remaining": String(left),
    "ratelimit-reset": String(resetSeconds),
    ...(isTooMany ? { "retry-after": String(resetSeconds) } : {}),
  }),
}

function refusal(status: number): Answer {
  const sentence = status === 429 ? "Too many requests" : "The server has trouble"
  const body = JSON.stringify({ errors: status === 401 ? null : [sentence] })
  return { status, headers: { "content-type": "application/json; charset=utf-8" }, body }
}
