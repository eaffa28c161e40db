import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { OAuthError } from "./oauth-error.js"
import {
  BY_CLIENT,
  BY_OTHER,
  CALLBACK,
  CLIENT,
  forCode,
  forRefresh,
  readAnswer,
  startOAuth,
} from "./testing/start-oauth.js"

let oauth: Awaited<ReturnType<typeof startOAuth>>
beforeAll(async () => {
  oauth = await startOAuth()
})
afterAll(() => oauth.close())

const WEEK = 7 * 86_400
const token = (body: Record<string, string>) => oauth.post("/oauth/token", body)
const tokensOf = async (code: Promise<string>) => (await token(forCode(await code))).body
const INVALID_GRANT = { status: 400, body: { error: "invalid_grant" } }

describe("a code", () => {
  it("becomes a pair of tokens of the company, cut to the client's scopes", async () => {
    const { status, body, headers } = await token(forCode(await oauth.approve()))
    expect(status).toBe(200)
    expect(headers.get("cache-control")).toBe("no-store")
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: 7_200, scope: "employees time_off" })
    expect(body.created_at).toBeGreaterThanOrEqual(Date.parse("2026-11-02T09:00:00Z") / 1_000)
    const claims = JSON.parse(Buffer.from(String(body.access_token).split(".")[1] ?? "", "base64url").toString())
    expect(claims).toMatchObject({ company_id: "18446744073709550", exp: Number(claims.iat) + 7_200 })
    expect(oauth.state.authenticate(String(body.access_token))).toMatchObject({
      credential: { kind: "company_token", employeeId: null, scopes: ["employees", "time_off"] },
    })
  })

  it("works once: used again, it takes back what it gave", async () => {
    const code = await oauth.approve()
    const { body } = await token(forCode(code))
    expect(await token(forCode(code))).toMatchObject(INVALID_GRANT)
    expect(oauth.state.authenticate(String(body.access_token))).toBe("unknown")
    expect(await token(forRefresh(body.refresh_token))).toMatchObject(INVALID_GRANT)
  })

  it("works for 10 minutes", async () => {
    const [early, late] = [await oauth.approve(), await oauth.approve()]
    oauth.passTime(590)
    expect((await token(forCode(early))).status).toBe(200)
    oauth.passTime(20)
    expect(await token(forCode(late))).toMatchObject(INVALID_GRANT)
  })

  it("is worth nothing to another client, with another address or when made up", async () => {
    const code = await oauth.approve()
    expect(await token({ ...forCode(code), ...BY_OTHER })).toMatchObject(INVALID_GRANT)
    expect(await token({ ...forCode(code), redirect_uri: "https://app.example/" })).toMatchObject(INVALID_GRANT)
    expect(await token(forCode("made-up"))).toMatchObject(INVALID_GRANT)
    expect((await token(forCode(code))).status).toBe(200)
  })
})

describe("the token endpoint", () => {
  it("takes JSON", async () => {
    const body = JSON.stringify(forCode(await oauth.approve()))
    const headers = { "content-type": "application/json" }
    const answer = await readAnswer(await fetch(`${oauth.url}/oauth/token`, { method: "POST", headers, body }))
    expect(answer.status).toBe(200)
  })

  it("answers in the system's own way, which may refuse a call that is not its own", async () => {
    const own = await startOAuth(undefined, {
      assertAsked(_request, parameters) {
        if (parameters.get("request") !== "token" && !parameters.has("response_type"))
          throw new OAuthError("invalid_request", "request is missing")
      },
      answer: ({ access_token }, about) => ({ token: access_token, ...about }),
    })
    const body = { ...forCode(await own.approve({ owner: "" }, { employee_id: "7" })) }
    expect(await own.post("/oauth/token", body)).toMatchObject({ status: 400, body: { error: "invalid_request" } })
    expect((await own.post("/oauth/token?request=token", body)).body).toEqual({
      token: expect.any(String),
      isRefresh: false,
      employeeId: "7",
      clientId: "client-1",
    })
    await own.close()
  })

  it("takes a query without a body", async () => {
    const query = new URLSearchParams(forCode(await oauth.approve()))
    const answer = await readAnswer(await fetch(`${oauth.url}/oauth/token?${query}`, { method: "POST" }))
    expect(answer.status).toBe(200)
  })

  it("takes the client by HTTP Basic", async () => {
    const { client_id, client_secret, ...rest } = forCode(await oauth.approve())
    const encoded = Buffer.from(`${client_id}:${encodeURIComponent(client_secret)}`).toString("base64")
    const answer = await fetch(`${oauth.url}/oauth/token`, {
      method: "POST",
      headers: { authorization: `Basic ${encoded}` },
      body: new URLSearchParams(rest),
    })
    expect(answer.status).toBe(200)
  })

  it.each([
    [401, "invalid_client", { ...BY_CLIENT, client_secret: "wrong", grant_type: "refresh_token" }],
    [401, "invalid_client", { client_id: CLIENT.id, grant_type: "refresh_token" }],
    [401, "invalid_client", { grant_type: "authorization_code" }],
    [400, "unsupported_grant_type", { ...BY_CLIENT, grant_type: "client_credentials" }],
    [400, "unsupported_grant_type", { ...BY_CLIENT, grant_type: "password" }],
    [400, "invalid_request", { ...BY_CLIENT }],
    [400, "invalid_request", { ...BY_CLIENT, grant_type: "refresh_token" }],
    [400, "invalid_request", { ...BY_CLIENT, grant_type: "authorization_code", redirect_uri: CALLBACK }],
  ])("answers %i %s to what it can't serve", async (status, error, body: Record<string, string>) => {
    const answer = await token(body)
    expect(answer).toMatchObject({ status, body: { error } })
    expect(answer.headers.get("www-authenticate")).toContain(`error="${error}"`)
  })

  it.each(["{", "[]", "null", '{"grant_type":{}}', '"text"'])(
    "answers invalid_request to the JSON %s",
    async (body) => {
      const headers = { "content-type": "application/json" }
      const answer = await readAnswer(await fetch(`${oauth.url}/oauth/token`, { method: "POST", headers, body }))
      expect(answer).toMatchObject({ status: 400, body: { error: "invalid_request" } })
    },
  )
})

describe("a refresh", () => {
  it("gives a new pair, and the old access token works until the new one is used", async () => {
    const first = await tokensOf(oauth.approve())
    const before = oauth.state.refreshes
    const { status, body } = await token(forRefresh(first.refresh_token))
    expect(status).toBe(200)
    expect(oauth.state.refreshes).toBe(before + 1)
    expect(body.refresh_token).not.toBe(first.refresh_token)
    expect(oauth.state.authenticate(String(first.access_token))).toMatchObject({ credential: {} })
    expect(oauth.state.authenticate(String(body.access_token))).toMatchObject({ credential: {} })
    expect(oauth.state.authenticate(String(first.access_token))).toBe("unknown")
  })

  it("with a token that was already used ends the grant", async () => {
    const first = await tokensOf(oauth.approve())
    const { body } = await token(forRefresh(first.refresh_token))
    const before = oauth.state.refreshes
    expect(await token(forRefresh(first.refresh_token))).toMatchObject(INVALID_GRANT)
    expect(oauth.state.authenticate(String(body.access_token))).toBe("unknown")
    expect(await token(forRefresh(body.refresh_token))).toMatchObject(INVALID_GRANT)
    expect(oauth.state.refreshes).toBe(before)
  })

  it("of two at once, gives tokens to one", async () => {
    const { refresh_token } = await tokensOf(oauth.approve())
    const answers = await Promise.all([token(forRefresh(refresh_token)), token(forRefresh(refresh_token))])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
  })

  it("works within a week, counted from the last one", async () => {
    const first = await tokensOf(oauth.approve())
    oauth.passTime(WEEK - 60)
    const second = await token(forRefresh(first.refresh_token))
    expect(second.status).toBe(200)
    oauth.passTime(WEEK)
    expect(await token(forRefresh(second.body.refresh_token))).toMatchObject(INVALID_GRANT)
  })

  it("gives the same refresh token as long as they don't rotate", async () => {
    let rotates = false
    const still = await startOAuth({ rotates: () => rotates })
    const first = (await still.post("/oauth/token", forCode(await still.approve()))).body
    const refresh = async () => (await still.post("/oauth/token", forRefresh(first.refresh_token))).body
    expect((await refresh()).refresh_token).toBe(first.refresh_token)
    expect((await refresh()).refresh_token).toBe(first.refresh_token)
    rotates = true
    expect((await refresh()).refresh_token).not.toBe(first.refresh_token)
    expect(await refresh()).toMatchObject({ error: "invalid_grant" })
    await still.close()
  })

  it("is refused to another client", async () => {
    const { refresh_token } = await tokensOf(oauth.approve())
    expect(await token({ ...forRefresh(refresh_token), ...BY_OTHER })).toMatchObject(INVALID_GRANT)
    expect((await token(forRefresh(refresh_token))).status).toBe(200)
  })
})

describe("an access token", () => {
  it("expires by the clock", async () => {
    const { access_token } = await tokensOf(oauth.approve())
    oauth.passTime(7_190)
    expect(oauth.state.authenticate(String(access_token))).toMatchObject({ credential: {} })
    oauth.passTime(20)
    expect(oauth.state.authenticate(String(access_token))).toBe("expired")
  })

  it("is unknown when made up", () => {
    expect(oauth.state.authenticate("a.b.c")).toBe("unknown")
  })

  it("that all were expired can be refreshed", async () => {
    const { access_token, refresh_token } = await tokensOf(oauth.approve())
    oauth.state.expireAll()
    expect(oauth.state.authenticate(String(access_token))).toBe("expired")
    const { body } = await token(forRefresh(refresh_token))
    expect(oauth.state.authenticate(String(body.access_token))).toMatchObject({ credential: {} })
  })

  it("that all were revoked is gone with its refresh token and waiting codes", async () => {
    const { access_token, refresh_token } = await tokensOf(oauth.approve())
    const code = await oauth.approve()
    oauth.state.revokeAll()
    expect(oauth.state.authenticate(String(access_token))).toBe("unknown")
    expect(await token(forRefresh(refresh_token))).toMatchObject(INVALID_GRANT)
    expect(await token(forCode(code))).toMatchObject(INVALID_GRANT)
  })

  it("can be had without the page, for every scope", async () => {
    const answer = oauth.state.issue({ kind: "user_token", employeeId: "7", scopes: null })
    expect(answer.scope).toBe("read write")
    expect(oauth.state.authenticate(answer.access_token)).toMatchObject({
      credential: { kind: "user_token", employeeId: "7", scopes: null },
    })
    expect((await token(forRefresh(answer.refresh_token))).status).toBe(200)
  })
})

describe("revoking", () => {
  it.each(["access_token", "refresh_token"])("the %s ends the grant", async (name) => {
    const tokens = await tokensOf(oauth.approve())
    const answer = await oauth.post("/oauth/revoke", { ...BY_CLIENT, token: String(tokens[name]) })
    expect(answer).toMatchObject({ status: 200, body: {} })
    expect(oauth.state.authenticate(String(tokens.access_token))).toBe("unknown")
    expect(await token(forRefresh(tokens.refresh_token))).toMatchObject(INVALID_GRANT)
  })

  it("an unknown token is no error, another client's is refused and stays", async () => {
    const { access_token } = await tokensOf(oauth.approve())
    expect((await oauth.post("/oauth/revoke", { ...BY_CLIENT, token: "nothing" })).status).toBe(200)
    const refused = await oauth.post("/oauth/revoke", { ...BY_OTHER, token: String(access_token) })
    expect(refused).toMatchObject({ status: 400, body: { error: "unauthorized_client" } })
    expect(oauth.state.authenticate(String(access_token))).toMatchObject({ credential: {} })
  })

  it("needs the client and a token", async () => {
    expect(await oauth.post("/oauth/revoke", { token: "x" })).toMatchObject({ status: 401 })
    expect(await oauth.post("/oauth/revoke", BY_CLIENT)).toMatchObject({ body: { error: "invalid_request" } })
  })
})
