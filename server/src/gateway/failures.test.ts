import { InputProblem, UpstreamError } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { AppError } from "../errors.js"
import { forwardHeaders, toAppError } from "./failures.js"

type Details = ConstructorParameters<typeof UpstreamError>[1]
const told = (details: Partial<Details>, message = "it broke") => {
  const error = toAppError(new UpstreamError(message, { verdict: "stop", ...details }))
  if (!(error instanceof AppError)) throw new Error("expected a failure of ours")
  return error
}

describe("a failure of the HR system", () => {
  it("with a status is passed on with it, its answer and what to do", () => {
    const limit = told({ verdict: "limit", status: 429, body: { a: 1 }, rateLimit: { retryAfterSeconds: 7.2 } })
    expect(limit).toMatchObject({
      status: 429,
      code: "upstream.rate_limited",
      details: { retryAfterSeconds: 8, isUndone: true },
    })
    expect(limit.details.remote).toMatchObject({ body: { a: 1 }, headers: { "retry-after": "8" } })
    expect(limit.details.remote?.insight).toHaveProperty("rate_limit_error")
    expect(told({ verdict: "limit", status: 503 }).details.retryAfterSeconds).toBe(10)
    expect(told({ status: 403 }).details.remote?.insight).toHaveProperty("forbidden_error")
    expect(told({ status: 401 }).details.remote?.insight.remote_error?.description).toContain("reconnect")
  })

  it.each([
    [{ errors: ["no"] }, "its answer is in raw_response"],
    ["", "its answer has no body"],
    [undefined, "its answer has no body"],
  ])("with the body %j says so: %s", (body, words) => {
    const { remote } = told({ status: 404, ...(body === undefined ? {} : { body }) }).details
    expect(remote?.insight.remote_error?.description).toContain(words)
  })

  it.each([
    ["timeout", "upstream.timeout", 504],
    ["connection", "upstream.failed", 502],
    ["malformed", "upstream.failed", 502],
  ] as const)(
    "that gave no answer (%s) is told as its own, and whether something may have happened",
    (reason, code, status) => {
      const read = told({ reason })
      expect(read).toMatchObject({ code, status, details: { isUndone: true, remote: { status, body: null } } })
      expect(read.message).toContain("try again")
      const write = told({ reason, mayHaveHappened: true, body: "<html>" })
      expect(write).toMatchObject({ details: { isUndone: false, remote: { body: "<html>" } } })
      expect(write.message).toContain("may have been carried out")
    },
  )

  it("is not one when we have not asked it", () => {
    expect(told({ reason: "busy" })).toMatchObject({
      code: "upstream.rate_limited",
      details: { retryAfterSeconds: 1, isUndone: true },
    })
    expect(told({ reason: "abandoned" })).toMatchObject({ code: "request.abandoned", details: { isUndone: true } })
    expect(told({ reason: "removed" })).toMatchObject({ code: "account.not_found", message: "it broke" })
    const refused = told({ reason: "refused_target" })
    expect(refused.message).toContain("ROLLCALL_ALLOW_PRIVATE_NETWORK")
    for (const reason of ["busy", "abandoned", "removed", "refused_target"] as const)
      expect(told({ reason }).details.remote).toBeUndefined()
  })
})

it("A body that can't be sent says which field and what to give", () => {
  const problems = [{ path: "end_time", message: "is before start_time" }]
  expect(toAppError(new InputProblem(problems))).toMatchObject({
    code: "request.invalid",
    details: { failures: problems, isUndone: true },
  })
  const other = new Error("ours")
  expect(toAppError(other)).toBe(other)
})

it("Headers by which a browser or a cache would treat our address as the HR system wants stay here", () => {
  const names = [
    ...["Clear-Site-Data", "Service-Worker-Allowed", "SourceMap", "X-Frame-Options", "Permissions-Policy", "NEL"],
    ...[
      "Content-Security-Policy-Report-Only",
      "Cross-Origin-Opener-Policy",
      "Report-To",
      "Access-Control-Allow-Origin",
    ],
    ...["Cache-Control", "Expires", "Age", "Set-Cookie", "Refresh", "Strict-Transport-Security"],
  ]
  const theirs = Object.fromEntries(names.map((name) => [name.toLowerCase(), "x"]))
  expect(forwardHeaders({ ...theirs, etag: '"1"', "x-cache-control": "x" }, {})).toEqual({
    ...{ etag: '"1"', "x-cache-control": "x" },
  })
})

it("Headers of one connection, of other origins and of limits stay here; limits go out under their usual names", () => {
  const theirs = {
    ...{ connection: "close", location: "https://x", refresh: "0; url=https://x", "content-encoding": "gzip" },
    ...{ "retry-after": "99999999999999999999", "x-ratelimit-limit": "5", "set-cookie": ["a=b"] },
    ...{ link: ["<a>", "<b>"], "x-own": "1", missing: undefined },
  }
  expect(forwardHeaders(theirs, { retryAfterSeconds: 0, limit: 5, remaining: 0, resetSeconds: 9 })).toEqual({
    ...{ link: "<a>, <b>", "x-own": "1", "retry-after": "1" },
    ...{ "ratelimit-limit": "5", "ratelimit-remaining": "0", "ratelimit-reset": "9" },
  })
})
