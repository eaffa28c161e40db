import { describe, expect, test } from "vitest"
import { readTokenAnswer, type TokenAnswer } from "./token-answer.js"

const answer = (body: unknown, more: Partial<TokenAnswer> = {}): TokenAnswer => ({
  status: 200,
  body: typeof body === "string" ? body : JSON.stringify(body),
  contentType: "application/json",
  retryAfterMs: 0,
  ...more,
})
const kindOf = (given: TokenAnswer) => {
  try {
    return readTokenAnswer(given)
  } catch (error) {
    return error
  }
}

describe("an answer of a token endpoint", () => {
  const plain = { access_token: "a", refresh_token: "r", expires_in: 7200, token_type: "Bearer", scope: "read" }
  const whole = { accessToken: "a", refreshToken: "r", expiresInSeconds: 7200, scope: "read" }

  test.each([
    ["as the standard has it", plain, whole],
    ["201 for 200", plain, whole, 201],
    ["without a token type", { ...plain, token_type: undefined }, whole],
    ["with an unknown token type", { ...plain, token_type: "mac" }, whole],
    ["with seconds as text", { ...plain, expires_in: "7200" }, whole],
    ["with no scope", { ...plain, scope: null }, { accessToken: "a", refreshToken: "r", expiresInSeconds: 7200 }],
    [
      "with scopes as a list",
      { ...plain, scope: ["a"] },
      { accessToken: "a", refreshToken: "r", expiresInSeconds: 7200 },
    ],
    ["with no end", { ...plain, expires_in: null }, { accessToken: "a", refreshToken: "r", scope: "read" }],
    ["with an empty end", { ...plain, expires_in: "" }, { accessToken: "a", refreshToken: "r", scope: "read" }],
    [
      "with an end that is no number",
      { ...plain, expires_in: "soon" },
      { accessToken: "a", refreshToken: "r", scope: "read" },
    ],
    ["that has ended already", { ...plain, expires_in: 0 }, { accessToken: "a", refreshToken: "r", scope: "read" }],
    [
      "that ended before it began",
      { ...plain, expires_in: "-5" },
      { accessToken: "a", refreshToken: "r", scope: "read" },
    ],
    ["with null for a refresh token", { access_token: "a", refresh_token: null }, { accessToken: "a" }],
    ["with an empty refresh token", { access_token: "a", refresh_token: "" }, { accessToken: "a" }],
    ["with an error beside the token", { access_token: "a", error: null }, { accessToken: "a" }],
    ["with space around the token", { access_token: " a\n" }, { accessToken: "a" }],
  ])("%s is a success", (_, body, pair, status = 200) => {
    expect(readTokenAnswer(answer(body, { status }))).toEqual(pair)
  })

  test.each([
    ["nothing", ""],
    ["no JSON", "<html>welcome</html>"],
    ["JSON that is cut off", '{"access_token":"a"'],
    ["no object", '"a"'],
    ["null", "null"],
    ["a list", '[{"access_token":"a"}]'],
    ["another name for the token", { accessToken: "a" }],
    ["an empty token", { access_token: "" }],
    ["a token that is no text", { access_token: { value: "a" } }],
    ["a token that no header can carry", { access_token: "a\u0000b" }],
  ])("a success with %s is unreadable, and its message shows nothing of it", (_, body) => {
    const failure = kindOf(answer(body))
    expect(failure).toMatchObject({ kind: "unreadable" })
    expect(String(failure)).toMatch(/answered 200 without a token/)
  })

  test("a success whose body broke off is unreadable", () => {
    expect(kindOf(answer("", { body: undefined }))).toMatchObject({ kind: "unreadable" })
  })

  test.each([
    ["invalid_grant", 400, "revoked"],
    ["invalid_grant", 200, "revoked"],
    ["invalid_client", 401, "client"],
    ["unauthorized_client", 400, "client"],
    ["temporarily_unavailable", 400, "transient"],
  ])("the error %s with status %i is %s", (error, status, kind) => {
    expect(kindOf(answer({ error }, { status }))).toMatchObject({ kind })
  })

  test.each([301, 302, 400, 403, 404, 408, 429, 500, 503])(
    "status %i without a word of why is trouble that passes",
    (status) => {
      expect(kindOf(answer("<html>", { status }))).toMatchObject({ kind: "transient" })
    },
  )

  test("no token is taken from an answer that is no success", () => {
    expect(kindOf(answer(plain, { status: 302 }))).toMatchObject({ kind: "transient" })
    expect(kindOf(answer(plain, { status: 400 }))).toMatchObject({ kind: "transient" })
  })
})
