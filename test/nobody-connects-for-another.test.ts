import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { eventsOf, newLinkToken, pageUrl } from "./linking.js"
import { type Rollcall, startRollcall } from "./rollcall.js"

/** A browser as far as links, forms and cookies go. */
class Visitor {
  cookie = ""
  async go(url: string, options: RequestInit = {}): Promise<Response> {
    const headers = { ...(options.headers as Record<string, string>), ...(this.cookie ? { cookie: this.cookie } : {}) }
    const answer = await fetch(url, { redirect: "manual", ...options, headers })
    const set = answer.headers.get("set-cookie")
    if (set) this.cookie = set.split(";")[0] ?? ""
    return answer
  }
}

describe("Nobody connects for another", () => {
  let rollcall: Rollcall
  beforeAll(async () => {
    rollcall = await startRollcall()
  })
  afterAll(() => rollcall.close())

  const authorize = (token: string) =>
    pageUrl(rollcall, token, { integration: "factorial" }).replace("?", "/authorize?")
  /** Approves at Factorial; answers where it sends the browser. */
  async function approve(consentUrl: string): Promise<string> {
    const page = await (await fetch(consentUrl)).text()
    const form_token = /name="form_token" value="([^"]+)"/.exec(page)?.[1] ?? ""
    const body = new URLSearchParams({ form_token, decision: "approve" })
    const answer = await fetch(`${rollcall.sandbox.url}/oauth/authorize`, { method: "POST", body, redirect: "manual" })
    return answer.headers.get("location") ?? ""
  }
  async function setOut(visitor: Visitor, token: string): Promise<string> {
    const answer = await visitor.go(authorize(token))
    expect(answer.status).toBe(303)
    return approve(answer.headers.get("location") ?? "")
  }
  const accountsOf = async (tenant: string) =>
    (await rollcall.call(`/integrated-account?tenant_id=${tenant}`)).body.result
  const expectRefused = async (answer: Response) => {
    expect(answer.status).toBe(400)
    expect(answer.headers.get("content-type")).toContain("text/html")
    expect(await answer.text()).toContain("This sign-in can&#39;t be finished")
  }

  it("the way there: state is random, the redirect URI exact, a company token is asked for, the cookie is the browser's own", async () => {
    const visitor = new Visitor()
    const answer = await visitor.go(authorize(await newLinkToken(rollcall, { scopes: ["employees", "contracts"] })))
    const url = new URL(answer.headers.get("location") ?? "")
    expect(url.origin + url.pathname).toBe(`${rollcall.sandbox.url}/oauth/authorize`)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: "sandbox-client",
      redirect_uri: `${rollcall.url}/connect-account/callback`,
      response_type: "code",
      resource_owner_type: "company",
      scope: "employees contracts",
    })
    expect(url.searchParams.get("state")).toHaveLength(43)
    expect(answer.headers.get("set-cookie")).toMatch(
      /^rollcall-link=[\w-]{43}; Max-Age=900; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer")
  })

  it("a state that nobody set out with, one of another browser, and one that came before are refused", async () => {
    const visitor = new Visitor()
    const token = await newLinkToken(rollcall, { tenant_id: "forged" })
    const callback = await setOut(visitor, token)
    const forged = new URL(callback)
    forged.searchParams.set("state", "A".repeat(43))
    await expectRefused(await visitor.go(forged.href))
    const thief = new Visitor()
    await setOut(thief, await newLinkToken(rollcall, { tenant_id: "thief" }))
    await expectRefused(await thief.go(callback))
    expect(await accountsOf("forged")).toEqual([])
    // The attempt of another browser has used it up.
    await expectRefused(await visitor.go(callback))
    const second = await setOut(visitor, token)
    expect((await visitor.go(second)).status).toBe(303)
    await expectRefused(await visitor.go(second))
    expect(await accountsOf("forged")).toHaveLength(1)
  })

  it("a code of one sign-in is worth nothing in another", async () => {
    const visitor = new Visitor()
    const mine = await newLinkToken(rollcall, { tenant_id: "swap" })
    const first = new URL(await setOut(visitor, mine))
    await visitor.go(first.href)
    const again = new URL(await setOut(visitor, await newLinkToken(rollcall, { tenant_id: "swapped" })))
    again.searchParams.set("code", first.searchParams.get("code") ?? "")
    const answer = await visitor.go(again.href)
    expect(answer.status).toBe(303)
    const page = await (await visitor.go(answer.headers.get("location") ?? "")).text()
    expect(page).toContain("did not accept the approval a second time")
    expect(await accountsOf("swapped")).toEqual([])
  })

  it("answers without a code, with two, or with markup never break the page", async () => {
    const visitor = new Visitor()
    for (const [change, text] of [
      [(url: URL) => url.searchParams.delete("code"), "did not accept the approval"],
      [(url: URL) => url.searchParams.append("code", "another"), "did not accept the approval"],
      [(url: URL) => url.searchParams.set("error", "<script>alert(1)</script>"), "&lt;script&gt;alert(1)"],
    ] as const) {
      const url = new URL(await setOut(visitor, await newLinkToken(rollcall)))
      change(url)
      const answer = await visitor.go(url.href)
      expect(answer.status).toBe(303)
      const page = await (await visitor.go(answer.headers.get("location") ?? "")).text()
      expect(page).toContain(text)
      expect(page).not.toContain("<script>alert")
    }
  })

  it("a form from a foreign page is refused, with a page", async () => {
    const token = await newLinkToken(rollcall, { tenant_id: "foreign" })
    for (const origin of ["https://evil.example", "null"]) {
      for (const path of ["?", "/check-again?"]) {
        const url = pageUrl(rollcall, token, { integration: "factorial", method: "api_key" }).replace("?", path)
        const answer = await fetch(url, {
          method: "POST",
          body: "api_key=sandbox-api-key",
          headers: { origin },
          redirect: "manual",
        })
        expect(answer.status).toBe(403)
        expect(await answer.text()).toContain("This page may not be shown here")
      }
    }
    expect(await accountsOf("foreign")).toEqual([])
  })

  it("a link elsewhere never leads past the page that says who asks", async () => {
    const token = await newLinkToken(rollcall, { tenant_id: "led" })
    for (const site of ["cross-site", "same-site", "none"]) {
      const answer = await new Visitor().go(authorize(token), { headers: { "sec-fetch-site": site } })
      expect(answer.status).toBe(303)
      const location = answer.headers.get("location") ?? ""
      expect(location.split("?")[0], site).toBe(`${rollcall.url}/connect-account`)
      expect(answer.headers.get("set-cookie")).toBeNull()
      expect(await (await fetch(location)).text()).toContain("asks for access")
    }
    const own = await new Visitor().go(authorize(token), { headers: { "sec-fetch-site": "same-origin" } })
    expect(new URL(own.headers.get("location") ?? "").origin).toBe(rollcall.sandbox.url)
  })

  it("a form of our own page is taken behind a proxy that changes the host", async () => {
    const token = await newLinkToken(rollcall, { tenant_id: "proxied" })
    const send = (origin: string) =>
      rollcall.call(`/connect-account?link_token=${token}&integration=factorial`, {
        method: "POST",
        body: "api_key=wrong-key",
        headers: { host: "internal:8080", origin },
      })
    expect((await send(rollcall.url)).status).toBe(422)
    expect((await send("https://internal.example")).status).toBe(403)
  })

  it("no address sends anybody elsewhere", async () => {
    const visitor = new Visitor()
    for (const from of [
      "https://evil.example",
      "http://127.0.0.1.evil.example",
      "http://localhost:1",
      "javascript:alert(1)",
    ]) {
      const token = await newLinkToken(rollcall)
      const answer = await visitor.go(`${authorize(token)}&from=${encodeURIComponent(from)}`)
      const callback = await approve(answer.headers.get("location") ?? "")
      const back = await visitor.go(callback)
      expect(new URL(back.headers.get("location") ?? "").origin).toBe(rollcall.url)
    }
    const make = (redirect_uri: string) =>
      rollcall.call("/link-token", { method: "POST", body: { tenant_id: "t", redirect_uri } })
    for (const bad of [
      "javascript:alert(1)",
      "ftp://a.example",
      "//a.example",
      "https://user:pw@a.example",
      "data:text/html,x",
    ]) {
      expect((await make(bad)).status, bad).toBe(400)
    }
    const token = (await make("https://old.example/done")).body.link_token
    expect(await (await fetch(pageUrl(rollcall, token))).text()).toContain("https://old.example/done")
    const environment = `/environment/${rollcall.app.environmentId}`
    const allow = (redirect_uris: string[]) =>
      rollcall.call(environment, {
        method: "PATCH",
        body: { link: { redirect_uris, allowed_origins: ["https://app.example"] } },
      })
    expect((await allow(["https://app.example/done", "https://other.example/*"])).status).toBe(200)
    expect((await make("https://app.example/done")).status).toBe(200)
    expect((await make("https://other.example/any?x=1")).status).toBe(200)
    for (const bad of [
      "https://app.example/done/more",
      "https://app.example.evil.example/done",
      "https://other.example.evil.example/",
    ]) {
      expect((await make(bad)).status, bad).toBe(400)
    }
    const outdated = await (await fetch(pageUrl(rollcall, token))).text()
    expect(outdated, "the list has changed since the token was made").not.toContain("old.example")
    const framed = await fetch(pageUrl(rollcall, token, { iframe: "true" }))
    expect(framed.headers.get("content-security-policy")).toContain("frame-ancestors https://app.example;".slice(0, -1))
    const page = await fetch(pageUrl(rollcall, token))
    expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'")
    expect(page.headers.get("cross-origin-opener-policy")).toBeNull()
  })

  it("a token is for its own environment and works for one connection only", async () => {
    const made = await rollcall.call("/environment", { method: "POST", body: { name: "Other" } })
    const other = { authorization: `Bearer ${made.body.api_token}` }
    const token = await newLinkToken(rollcall, { tenant_id: "one" })
    const revoked = await rollcall.call(`/link-token/${token}`, { method: "DELETE", headers: other })
    expect(revoked.status).toBe(404)
    const foreign = await rollcall.call("/link-token", {
      method: "POST",
      headers: other,
      body: { integrated_account_id: rollcall.accountId },
    })
    expect(foreign.status).toBe(404)
    const send = () =>
      fetch(pageUrl(rollcall, token, { integration: "factorial" }), {
        method: "POST",
        body: "api_key=sandbox-api-key",
        redirect: "manual",
      })
    await Promise.all([send(), send(), send()])
    const [account, ...others] = await accountsOf("one")
    expect(others).toEqual([])
    // Three forms make three jobs, and workers may have the same one twice.
    const place = { environmentId: rollcall.app.environmentId, accountId: account.id }
    await Promise.all([1, 2, 3].map(() => rollcall.app.accounts.link.check(place)))
    await expect.poll(async () => (await accountsOf("one"))[0].status, { timeout: 60_000 }).toBe("active")
    await rollcall.app.accounts.link.check(place)
    const [settled] = await accountsOf("one")
    expect(settled.last_action_run_result.finished_at).toEqual(expect.any(String))
    const told = await eventsOf(rollcall, account.id)
    expect(told.filter((event) => event === "active")).toEqual(["active"])
  })
})
