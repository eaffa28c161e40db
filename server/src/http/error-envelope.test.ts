import { describe, expect, it } from "vitest"
import { AppError } from "../errors.js"
import { toEnvelope } from "./error-envelope.js"

const ASKED = { requestId: "r", publicUrl: "https://api.example" }

describe("an error", () => {
  it("that is not one of ours says nothing but the request's id", () => {
    const { status, body } = toEnvelope(new Error("password=1"), { ...ASKED, requestId: "r1" })
    expect(status).toBe(500)
    expect(JSON.stringify(body)).not.toContain("password")
    expect(body.message).toContain("r1")
  })

  it("says by its code who must act, what to do and where to read on", () => {
    expect(toEnvelope(new AppError("account.needs_reauth", "no"), ASKED).body).toMatchObject({
      statusCode: 401,
      code: "account.needs_reauth",
      who_must_act: "customer",
      next_action: expect.stringContaining("POST /link-token"),
      docs_url: "https://api.example/docs/errors#account-needs-reauth",
      request_id: "r",
    })
  })

  it("says what to do about this one where that is known", () => {
    const failure = new AppError("resource.not_found", "no", { nextAction: "Ask GET /webhook." })
    expect(toEnvelope(failure, ASKED).body).toMatchObject({ next_action: "Ask GET /webhook." })
  })

  it("while something of ours is away always says when to come back", () => {
    expect(toEnvelope(new AppError("server.unavailable", "the database does not answer"), ASKED)).toMatchObject({
      status: 503,
      headers: { "retry-after": "5" },
    })
    expect(toEnvelope(new AppError("server.unavailable", "x", { retryAfterSeconds: 0.2 }), ASKED).headers).toEqual({
      "retry-after": "1",
    })
  })

  it("of the HR system has its status, its answer and its headers", () => {
    const remote = {
      status: 409,
      body: { a: 1 },
      headers: { "x-a": "1" },
      insight: { remote_error: { description: "d" } },
    }
    expect(toEnvelope(new AppError("upstream.refused", "no", { remote, retryAfterSeconds: 3 }), ASKED)).toMatchObject({
      status: 409,
      headers: { "x-a": "1", "retry-after": "3" },
      body: {
        truto_is_remote_error: true,
        raw_response: { a: 1 },
        truto_error_insight: remote.insight,
        error: "Conflict",
      },
    })
  })

  it.each(["upstream.failed", "upstream.timeout"] as const)(
    "%s is the HR system's too, without an answer of it",
    (code) => {
      expect(toEnvelope(new AppError(code, "it may have been carried out"), ASKED).body).toMatchObject({
        truto_is_remote_error: true,
        raw_response: null,
      })
    },
  )

  it("of a token tells how to send one, unless it is the customer's", () => {
    expect(toEnvelope(new AppError("token.invalid", "no"), ASKED).headers).toHaveProperty("www-authenticate")
    const remote = { status: 401, body: null, headers: {}, insight: {} }
    expect(toEnvelope(new AppError("upstream.refused", "no", { remote }), ASKED).headers).not.toHaveProperty(
      "www-authenticate",
    )
  })

  it("of fields lists them", () => {
    const failures = [{ path: "a", message: "b" }]
    expect(toEnvelope(new AppError("request.invalid", "x", { failures }), ASKED).body).toMatchObject({
      details: { failures },
    })
  })
})
