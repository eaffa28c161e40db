import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { ASK, CALLBACK, forCode, formToken, OUT_OF_BAND, startOAuth } from "./testing/start-oauth.js"

let oauth: Awaited<ReturnType<typeof startOAuth>>
beforeAll(async () => {
  oauth = await startOAuth()
})
afterAll(() => oauth.close())

const { owner: _, ...ASK_FOR_PERSON } = ASK
const locationOf = (answer: Response) => new URL(answer.headers.get("location") ?? "")

describe("a person who is asked for access", () => {
  it("sees who asks, for what and for which company, on a page that needs nothing else", async () => {
    const page = await oauth.authorize({ ...ASK, scope: "time_off" })
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8")
    expect(html).toContain("&lt;b&gt;Rota&lt;/b&gt; &amp; Co asks for access")
    expect(html).toContain("Acme &amp; Sons")
    expect(html).toContain("<li>time_off</li>")
    expect(html).not.toContain("<li>employees</li>")
    expect(html).not.toMatch(/<script|https?:\/\/|<select/)
    expect(html).toContain('<html lang="en">')
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'")
  })

  it("is sent back with a code and the state as it came", async () => {
    const state = "a b&c=é/+%"
    const page = await oauth.authorize({ ...ASK, state })
    const answer = await oauth.decide({ form_token: formToken(await page.text()), decision: "approve" })
    expect(answer.status).toBe(302)
    const location = locationOf(answer)
    expect(`${location.origin}${location.pathname}`).toBe("https://app.example/callback")
    expect(location.searchParams.get("from")).toBe("acme")
    expect(location.searchParams.get("state")).toBe(state)
    const tokens = await oauth.post("/oauth/token", forCode(location.searchParams.get("code") ?? ""))
    expect(tokens.status).toBe(200)
  })

  it("is sent back with access_denied after refusing", async () => {
    const page = await oauth.authorize({ ...ASK, state: "s" })
    const answer = await oauth.decide({ form_token: formToken(await page.text()), decision: "refuse" })
    const { searchParams } = locationOf(answer)
    expect(searchParams.get("error")).toBe("access_denied")
    expect(searchParams.get("state")).toBe("s")
    expect(searchParams.has("code")).toBe(false)
  })

  it("chooses who approves when one person's access is asked for", async () => {
    const page = await oauth.authorize(ASK_FOR_PERSON)
    const html = await page.text()
    expect(html).toContain('<label for="employee_id">')
    expect(html).toContain('<option value="7">Ada &lt;Byron&gt; (ada@acme.example)</option>')
    const answer = await oauth.decide({ form_token: formToken(html), decision: "approve", employee_id: "8" })
    const tokens = await oauth.post("/oauth/token", forCode(locationOf(answer).searchParams.get("code") ?? ""))
    expect(oauth.state.authenticate(String(tokens.body.access_token))).toMatchObject({
      credential: { kind: "user_token", employeeId: "8", scopes: ["employees", "time_off"] },
    })
  })

  it("can't approve as somebody who isn't there, and may choose again", async () => {
    const page = await oauth.authorize(ASK_FOR_PERSON)
    const form_token = formToken(await page.text())
    const wrong = await oauth.decide({ form_token, decision: "approve", employee_id: "99" })
    expect(wrong.status).toBe(400)
    expect(await wrong.text()).toContain("choose a person")
    const right = await oauth.decide({ form_token, decision: "approve", employee_id: "7" })
    expect(right.status).toBe(302)
  })

  it("can't answer one page twice, nor a page that was never shown", async () => {
    const page = await oauth.authorize(ASK)
    const form_token = formToken(await page.text())
    expect((await oauth.decide({ form_token, decision: "approve" })).status).toBe(302)
    const again = await oauth.decide({ form_token, decision: "approve" })
    expect(again.status).toBe(400)
    expect(again.headers.get("location")).toBeNull()
    expect((await oauth.decide({ decision: "approve" })).status).toBe(400)
  })

  it("gets the code on a page when the client has no address", async () => {
    const page = await oauth.authorize({ ...ASK, redirect_uri: OUT_OF_BAND })
    const answer = await oauth.decide({ form_token: formToken(await page.text()), decision: "approve" })
    expect(answer.status).toBe(200)
    const code = /id="authorization_code">([^<]+)</.exec(await answer.text())?.[1] ?? ""
    const tokens = await oauth.post("/oauth/token", { ...forCode(code), redirect_uri: OUT_OF_BAND })
    expect(tokens.status).toBe(200)
  })

  it("can only refuse for a company with nobody in it", async () => {
    const empty = await startOAuth({ employees: () => [] })
    const html = await (await empty.authorize(ASK_FOR_PERSON)).text()
    expect(html).not.toContain('value="approve"')
    expect(html).toContain('value="refuse"')
    await empty.close()
  })
})

describe("a client that asks wrongly", () => {
  it.each([
    ["is unknown", { client_id: "nobody" }],
    ["names another path", { redirect_uri: "https://app.example/callback/" }],
    ["names another host", { redirect_uri: "https://evil.example/callback?from=acme" }],
    ["names no address", { redirect_uri: "" }],
  ])("never gets anybody redirected when it %s", async (_name, wrong) => {
    const answer = await oauth.authorize({ ...ASK, ...wrong })
    expect(answer.status).toBe(400)
    expect(answer.headers.get("location")).toBeNull()
    expect(await answer.text()).toContain('role="alert"')
  })

  it.each([
    ["unsupported_response_type", { response_type: "token" }],
    ["invalid_scope", { scope: "employees payroll" }],
    ["invalid_request", { owner: "planet" }],
  ])("is told %s at its address", async (error, wrong) => {
    const { searchParams } = locationOf(await oauth.authorize({ ...ASK, state: "s", ...wrong }))
    expect(searchParams.get("error")).toBe(error)
    expect(searchParams.get("state")).toBe("s")
  })

  it("gets an error page for a parameter that is there twice", async () => {
    const query = `${new URLSearchParams(ASK)}&redirect_uri=${encodeURIComponent(CALLBACK)}`
    expect((await fetch(`${oauth.url}/oauth/authorize?${query}`, { redirect: "manual" })).status).toBe(400)
  })
})

it("refuses to start with a redirect URI that is none", async () => {
  const client = { id: "x", secret: "y", name: "X", scopes: [], redirectUris: ["/callback"] }
  await expect(startOAuth({ clients: [client] })).rejects.toThrow('"/callback" is no redirect URI')
})
