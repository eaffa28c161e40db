import { request as httpRequest } from "node:http"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { DEFAULT_CLIENT, type Sandbox, startSandbox } from "../index.js"

const CALLBACK = "https://app.example/callback?from=b"
let sandbox: Sandbox
beforeAll(async () => {
  const clients = [
    { ...DEFAULT_CLIENT, redirectUris: [CALLBACK] },
    { ...DEFAULT_CLIENT, id: "small", scopes: ["field", "time_off"], redirectUris: [CALLBACK] },
  ]
  sandbox = await startSandbox({ size: 12, today: "2026-11-23", clients })
})
afterEach(() => {
  sandbox.running.behaviour.rotatesRefreshTokens = true
})
afterAll(() => sandbox.close())

const WIDE = "offline_access employee employee:compensation report field user time_off company:info"
const ASK = { request: "authorize", response_type: "code", client_id: "sandbox-client", redirect_uri: CALLBACK }
const CLIENT = { client_id: "sandbox-client", client_secret: "sandbox-secret" }
const authorize = (query: Record<string, string>, root = "/acme") =>
  fetch(`${sandbox.url}${root}/authorize.php?${new URLSearchParams(query)}`, { redirect: "manual" })

async function decide(page: string, form: Record<string, string> = {}): Promise<URL> {
  const form_token = /name="form_token" value="([^"]+)"/.exec(page)?.[1] ?? ""
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? ""
  const body = new URLSearchParams({ form_token, decision: "approve", employee_id: "2371", ...form })
  const answer = await fetch(`${sandbox.url}${action}`, { method: "POST", body, redirect: "manual" })
  return new URL(answer.headers.get("location") ?? "none:")
}
async function token(body: Record<string, string>, query = "?request=token") {
  const answer = await fetch(`${sandbox.url}/acme/token.php${query}`, {
    method: "POST",
    body: new URLSearchParams(body),
  })
  return { status: answer.status, body: (await answer.json()) as any }
}
async function grant(scope: string) {
  const page = await (await authorize({ ...ASK, scope })).text()
  const code = (await decide(page)).searchParams.get("code") ?? ""
  return (await token({ ...CLIENT, grant_type: "authorization_code", code, redirect_uri: CALLBACK })).body
}
const refresh = (refresh_token: string) => token({ ...CLIENT, grant_type: "refresh_token", refresh_token })
const call = (path: string, access: string) =>
  fetch(`${sandbox.url}/acme/api/${path}`, {
    headers: { authorization: `Bearer ${access}`, accept: "application/json" },
  })

describe("consent", () => {
  it("is asked of the company's users on its host, and gives a code with the state as it came", async () => {
    const page = await (await authorize({ ...ASK, scope: WIDE, state: "s t" })).text()
    expect(page).toContain("Sandbox client asks for access")
    expect(page).toContain('<option value="2371">')
    // Who may no longer sign in can't consent.
    const gone = sandbox.running.store.all("users").find(({ status }) => status === "disabled")
    expect(page).not.toContain(`<option value="${gone?.id}">`)
    const { searchParams } = await decide(page)
    expect([searchParams.get("state"), searchParams.get("from")]).toEqual(["s t", "b"])
    expect(searchParams.get("code")).not.toBeNull()
  })

  it("of the whole company asks nobody in particular", async () => {
    const page = await (await authorize({ ...ASK, scope: "public.integration employee" })).text()
    expect(page).not.toContain("<select")
    const code = (await decide(page)).searchParams.get("code") ?? ""
    const { body } = await token({ ...CLIENT, grant_type: "authorization_code", code, redirect_uri: CALLBACK })
    expect((await call("v1/employees/0", body.access_token)).status).toBe(200)
  })

  it("is told refusals at the client's address", async () => {
    const errorOf = async (query: Record<string, string>) =>
      new URL((await authorize({ ...ASK, ...query })).headers.get("location") ?? "none:").searchParams.get("error")
    expect(await errorOf({ scope: "field nonsense" })).toBe("invalid_scope")
    expect(await errorOf({ scope: "field report", client_id: "small" })).toBe("invalid_scope")
    expect(await errorOf({})).toBe("invalid_scope")
    expect(await errorOf({ scope: "field", response_type: "token" })).toBe("unsupported_response_type")
    const page = await (await authorize({ ...ASK, scope: "field" })).text()
    expect((await decide(page, { decision: "refuse" })).searchParams.get("error")).toBe("access_denied")
  })

  it.each([
    ["another redirect URI", { redirect_uri: "https://app.example/callback" }],
    ["an unknown client", { client_id: "nobody" }],
    ["no request=authorize", { request: "token" }],
  ])("with %s is an error page, and nobody is sent anywhere", async (_title, query) => {
    const answer = await authorize({ ...ASK, scope: "field", ...query })
    expect([answer.status, answer.headers.get("location")]).toEqual([400, null])
  })

  it("is there on the company's host and below its name, and for no other company", async () => {
    expect((await authorize({ ...ASK, scope: "field" }, "/other")).status).toBe(404)
    expect((await authorize({ ...ASK, scope: "field" }, "")).status).toBe(404)
    const { hostname, port } = new URL(sandbox.url)
    const path = `/authorize.php?${new URLSearchParams({ ...ASK, scope: "field" })}`
    const status = await new Promise((resolve) => {
      const sent = httpRequest({ hostname, port, path, headers: { host: "acme.bamboohr.com" } }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      sent.end()
    })
    expect(status).toBe(200)
  })
})

describe("tokens", () => {
  it("name the company, their scopes and an hour, and open what the scopes say", async () => {
    const given = await grant(WIDE)
    expect(given).toEqual({
      access_token: expect.any(String),
      token_type: "Bearer",
      expires_in: 3_600,
      scope: WIDE,
      refresh_token: expect.any(String),
      companyDomain: "acme",
    })
    const { id } = (await (await call("v1/employees/0", given.access_token)).json()) as any
    expect(id).toBe(sandbox.running.store.find("users", "2371")?.employeeId)
    expect((await call("v1/meta/users", given.access_token)).status).toBe(200)
    const narrow = await grant("time_off")
    expect((await call("v1/meta/users", narrow.access_token)).status).toBe(403)
    const row = async (access: string) =>
      (await (await call(`v1/employees/${id}?fields=firstName,payRate`, access)).json()) as any
    expect(Object.keys(await row(given.access_token))).toContain("payRate")
    expect(Object.keys(await row((await grant("employee")).access_token))).not.toContain("payRate")
  })

  it("of a person open nothing that he may not see, those of the company what their scopes say", async () => {
    const { keys } = sandbox.running
    const scope = "employee employee:compensation"
    const keysOf = async (access: string) => {
      const { id } = (await (await call("v1/employees/0", access)).json()) as any
      const row = await (await call(`v1/employees/${id}?fields=firstName,payRate`, access)).json()
      return Object.keys(row as object)
    }
    const [person, company] = [await grant(scope), await grant(`public.integration ${scope}`)]
    keys.set(sandbox.apiKey, { userId: "2371", hiddenFields: ["payRate"] })
    expect(await keysOf(person.access_token)).toEqual(["id", "firstName"])
    expect(await keysOf(company.access_token)).toContain("payRate")
    keys.set(sandbox.apiKey, { hiddenFields: [] })
    expect(await keysOf(person.access_token)).toContain("payRate")
  })

  it("have no refresh token without offline_access, and an id token with openid", async () => {
    const given = await grant("openid field")
    expect(given).not.toHaveProperty("refresh_token")
    const claims = JSON.parse(Buffer.from(given.id_token.split(".")[1], "base64url").toString())
    expect(claims).toMatchObject({ sub: "2371", aud: "sandbox-client" })
    expect(await grant("field offline_access")).not.toHaveProperty("id_token")
  })

  it("are given for JSON too, and for nothing without request=token or with a wrong code", async () => {
    const page = await (await authorize({ ...ASK, scope: "field" })).text()
    const code = (await decide(page)).searchParams.get("code") ?? ""
    const body = { ...CLIENT, grant_type: "authorization_code", code, redirect_uri: CALLBACK }
    expect(await token(body, "")).toMatchObject({ status: 400, body: { error: "invalid_request" } })
    expect(await token({ ...body, code: "made-up" })).toMatchObject({ status: 400, body: { error: "invalid_grant" } })
    const headers = { "content-type": "application/json" }
    const asJson = { method: "POST", headers, body: JSON.stringify(body) }
    expect((await fetch(`${sandbox.url}/acme/token.php?request=token`, asJson)).status).toBe(200)
  })

  it("end after an hour of the company's clock, and are refreshed", async () => {
    const given = await grant(WIDE)
    const now = sandbox.running.clock.now()
    sandbox.running.clock.set(new Date(now.getTime() + 3_601_000))
    expect((await call("v1/meta/users", given.access_token)).status).toBe(401)
    const next = (await refresh(given.refresh_token)).body
    expect((await call("v1/meta/users", next.access_token)).status).toBe(200)
    sandbox.running.clock.set(now)
  })

  it("rotate: a refresh spends the refresh token", async () => {
    const given = await grant(WIDE)
    const next = (await refresh(given.refresh_token)).body
    expect(next.refresh_token).not.toBe(given.refresh_token)
    expect(await refresh(given.refresh_token)).toMatchObject({ status: 400, body: { error: "invalid_grant" } })
  })

  it("do not rotate when that is switched off: the answer has no refresh token, and the old one stays", async () => {
    sandbox.running.behaviour.rotatesRefreshTokens = false
    const given = await grant(WIDE)
    for (let n = 0; n < 2; n += 1) {
      const { status, body } = await refresh(given.refresh_token)
      expect([status, body.refresh_token]).toEqual([200, undefined])
      expect((await call("v1/meta/users", body.access_token)).status).toBe(200)
    }
  })
})
