import { mkdirSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { renderLinkPage } from "@rollcall/web-link"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest"
import { describeInBrowser, openBrowser } from "./browser.js"
import { eventsOf, newLinkToken, pageUrl } from "./linking.js"
import { hurry, type Rollcall, startRollcall, untilChecked } from "./rollcall.js"

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")
/** With SCREENSHOTS set, every state is kept as a picture there. */
const pictures = process.env.SCREENSHOTS
if (pictures) mkdirSync(pictures, { recursive: true })

describeInBrowser("A customer connects Factorial", () => {
  let browser: Browser
  let rollcall: Rollcall
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    browser = await openBrowser()
    rollcall = await startRollcall()
    await rollcall.call(`/environment/${rollcall.app.environmentId}`, {
      method: "PATCH",
      body: { link: { name: "Rota & Co", accent_color: "#0a7f5a" } },
    })
  })
  afterAll(async () => {
    await browser?.close()
    await rollcall?.close()
  })
  beforeEach(async () => {
    context = await browser.newContext({ locale: "en-GB", viewport: { width: 700, height: 800 } })
    context.setDefaultTimeout(15_000)
    page = await context.newPage()
  })
  afterEach(async () => {
    rollcall.sandbox.running.faults.clear()
    await context.close()
  })

  const heading = (text: string | RegExp) => page.getByRole("heading", { level: 1, name: text })
  const accounts = async (tenant: string) =>
    (await rollcall.call(`/integrated-account?tenant_id=${tenant}`)).body.result

  /** What a sync tells besides of scopes that a sign-in does not ask for comes when it comes. */
  const lifeOf = async (id: string) => (await eventsOf(rollcall, id)).filter((event) => event !== "forbidden_error")

  /** No accessibility problem, and a picture of the state. */
  async function look(name: string, of: Page = page): Promise<void> {
    if (pictures) await of.screenshot({ path: `${pictures}/${name}.png`, animations: "disabled", fullPage: true })
    await of.evaluate(axe)
    const found = await of.evaluate(async () => {
      const { axe } = globalThis as any
      const { violations } = await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] })
      return violations.map((one: any) => `${one.id}: ${one.nodes.map((node: any) => node.html).join(" ")}`)
    })
    expect(found, name).toEqual([])
  }

  /** Loads the page once more, as it is when the first check has not begun. */
  async function drawWithoutChecks(): Promise<void> {
    await page.route("**/connect-account?**", async (route) => {
      if (!route.request().isNavigationRequest()) return route.continue()
      const response = await route.fetch()
      const body = (await response.text()).replace(/<ul class="steps".*?<\/ul>/s, "")
      await route.fulfill({ response, body })
    })
    await page.reload()
    await page.unrouteAll({ behavior: "wait" })
    expect(await page.locator("#page p.soft").count()).toBe(1)
  }

  it("with an API key: sees what is shared, mends a mistake, watches the checks and is done", async () => {
    // Its first sync would be in the way of those who come next.
    const token = await newLinkToken(rollcall, { tenant_id: "key", context: { sync: { enabled: false } } })
    await page.goto(pageUrl(rollcall, token, { auth_format: "api_key" }))
    await heading("Connect Factorial to Rota & Co").waitFor()
    await look("connect-api-key")
    await page.getByLabel("API key", { exact: true }).fill("has spaces in it")
    await page.getByRole("button", { name: "Connect" }).click()
    await page.getByText("has spaces or line breaks").waitFor()
    await look("api-key-malformed")
    await page.getByLabel("API key", { exact: true }).fill("wrong-key")
    await page.getByRole("button", { name: "Connect" }).click()
    await page.getByText("does not accept this credential").waitFor()
    await look("api-key-refused")
    expect(await accounts("key")).toEqual([])
    await page.getByLabel("API key", { exact: true }).fill("sandbox-api-key")
    await page.getByRole("button", { name: "Connect" }).click()
    await heading("You are connected").waitFor()
    await look("success")
    const [account] = await accounts("key")
    expect(account).toMatchObject({ status: "active", authentication_method: "api_key", last_error: null })
    expect(account.context.company_name).toBe(rollcall.sandbox.running.company.legalName)
    expect(await lifeOf(account.id)).toEqual(["created", "active"])
  })

  it("by signing in: approves at Factorial and sees every check turn green", async () => {
    const token = await newLinkToken(rollcall, { tenant_id: "oauth" })
    const { faults } = rollcall.sandbox.running
    const slow = (path: string) => faults.add({ kind: "latency", latencyMs: 22_000, path })
    // These come first, three at once. Nothing changes until the page is drawn: it would wait for the next change.
    for (const path of ["employees/employees", "contracts/contract_versions", "teams/teams"]) slow(path)
    await page.goto(pageUrl(rollcall, token))
    await look("connect-oauth")
    await page.getByRole("link", { name: "Continue to Factorial" }).click()
    await heading(/Sandbox client asks for access/).waitFor()
    if (pictures) await page.screenshot({ path: `${pictures}/consent-at-factorial.png` })
    await page.getByRole("button", { name: "Approve" }).click()
    await heading("Checking the connection").waitFor()
    await drawWithoutChecks()
    faults.clear()
    slow("timeoff/leaves")
    await page.locator(".steps li.ok").nth(3).waitFor()
    expect(await page.locator(".steps li.running").count()).toBeGreaterThan(0)
    await look("checking")
    faults.clear()
    await heading("You are connected").waitFor({ timeout: 60_000 })
    expect(await page.locator(".steps li").count()).toBe(9)
    expect(await page.locator(".steps li:not(.ok)").count()).toBe(0)
    const [account] = await accounts("oauth")
    expect(account).toMatchObject({ status: "active", authentication_method: "oauth2" })
    expect(account.context).toMatchObject({
      token_owner: "company",
      oauth: { token: { expires_at: expect.any(String) } },
    })
    expect(JSON.stringify(account)).not.toMatch(/access_token|refresh_token/)
    const list = await rollcall.call(`/unified/hris/employees?integrated_account_id=${account.id}&limit=1`)
    expect(list.status).toBe(200)
  })

  it("who refuses at Factorial comes back to a page that says so, and can try again", async () => {
    await page.goto(pageUrl(rollcall, await newLinkToken(rollcall, { tenant_id: "refused" })))
    await page.getByRole("link", { name: "Continue to Factorial" }).click()
    await page.getByRole("button", { name: "Refuse" }).click()
    await page.getByText("You did not approve at Factorial").waitFor()
    await look("cancelled")
    expect(await accounts("refused")).toEqual([])
    await page.getByRole("link", { name: "Continue to Factorial" }).click()
    await page.getByRole("button", { name: "Approve" }).click()
    await heading("You are connected").waitFor()
  })

  it("a missing permission is named with what to do, and checked again", async () => {
    const { faults } = rollcall.sandbox.running
    faults.add({ kind: "status", status: 403, path: "timeoff/leaves" })
    await page.goto(
      pageUrl(rollcall, await newLinkToken(rollcall, { tenant_id: "partly" }), { auth_format: "api_key" }),
    )
    await page.getByLabel("API key", { exact: true }).fill("sandbox-api-key")
    await page.getByRole("button", { name: "Connect" }).click()
    await page.getByText("some data can't be read yet").waitFor()
    await page.getByText('The permission "time_off" is missing in Factorial. Once').waitFor()
    await look("success-with-a-missing-permission")
    faults.add({ kind: "status", status: 403, path: "employees/employees" })
    await page.goto(
      pageUrl(rollcall, await newLinkToken(rollcall, { tenant_id: "missing" }), { auth_format: "api_key" }),
    )
    await page.getByLabel("API key", { exact: true }).fill("sandbox-api-key")
    await page.getByRole("button", { name: "Connect" }).click()
    await heading("Something is still missing").waitFor()
    await page.getByText('"employees" is missing in Factorial. An administrator can allow it').waitFor()
    await look("missing-permission")
    const [account] = await accounts("missing")
    expect(account).toMatchObject({ status: "validation_error", last_error: expect.stringContaining("employees") })
    await page.getByRole("link", { name: "Use another credential" }).click()
    await page.getByRole("link", { name: "Sign in" }).click()
    await page.getByRole("link", { name: "Continue to Factorial" }).click()
    await page.getByRole("button", { name: "Refuse" }).click()
    await page.getByText("You did not approve at Factorial").waitFor()
    await page.getByRole("link", { name: "Continue to Factorial" }).click()
    await page.getByRole("button", { name: "Approve" }).click()
    await heading("Something is still missing").waitFor()
    faults.clear()
    await page.getByRole("button", { name: "Check again" }).click()
    await heading("You are connected").waitFor()
    const events = ["created", "validation_error", "updated", "validation_error", "active"]
    expect(await lifeOf(account.id)).toEqual(events)
  })

  it("Factorial being down loses nothing and says so", async () => {
    const { faults } = rollcall.sandbox.running
    await page.goto(pageUrl(rollcall, await newLinkToken(rollcall, { tenant_id: "down" }), { auth_format: "api_key" }))
    faults.add({ kind: "status", status: 503, path: "api_public/credentials" })
    await page.getByLabel("API key", { exact: true }).fill("sandbox-api-key")
    await page.getByRole("button", { name: "Connect" }).click()
    await hurry(rollcall, page.getByText("does not answer at the moment").waitFor({ timeout: 60_000 }))
    await look("upstream-down")
    expect(await accounts("down")).toEqual([])
    faults.clear()
    faults.add({ kind: "status", status: 503, path: "employees/employees" })
    await page.getByLabel("API key", { exact: true }).fill("sandbox-api-key")
    await page.getByRole("button", { name: "Connect" }).click()
    await hurry(rollcall, heading("Factorial does not answer").waitFor({ timeout: 60_000 }))
    await look("upstream-down-during-checks")
    faults.clear()
    await page.getByRole("button", { name: "Check again" }).click()
    await heading("You are connected").waitFor()
  })

  it("a reconnect is for the same company and keeps the account's id", async () => {
    const made = await rollcall.call("/integrated-account", {
      method: "POST",
      body: {
        tenant_id: "again",
        integration: "factorial",
        authentication_method: "api_key",
        context: { api_key: "old", company_id: "1", company_name: "Old Company", sync: { enabled: false } },
      },
    })
    const { id } = made.body
    await page.goto(pageUrl(rollcall, await newLinkToken(rollcall, { integrated_account_id: id })))
    await heading("Reconnect Factorial to Rota & Co").waitFor()
    await look("reconnect")
    await page.getByRole("link", { name: "Continue to Factorial" }).click()
    await page.getByRole("button", { name: "Approve" }).click()
    await page.getByText("this connection is for Old Company").waitFor()
    await look("wrong-company")
    const untouched = await rollcall.call(`/integrated-account/${id}`)
    expect(untouched.body).toMatchObject({ status: "needs_reauth", authentication_method: "api_key" })
    const own = await rollcall.call("/integrated-account", {
      method: "POST",
      body: {
        tenant_id: "own",
        integration: "factorial",
        authentication_method: "api_key",
        context: { api_key: rollcall.sandbox.apiKey, sync: { enabled: false } },
      },
    })
    await untilChecked(rollcall.app, own.body.id)
    await page.goto(pageUrl(rollcall, await newLinkToken(rollcall, { integrated_account_id: own.body.id })))
    await page.getByRole("link", { name: "Continue to Factorial" }).click()
    await page.getByRole("button", { name: "Approve" }).click()
    await heading("You are connected").waitFor()
    const account = (await rollcall.call(`/integrated-account/${own.body.id}`)).body
    expect(account).toMatchObject({ tenant_id: "own", status: "active", authentication_method: "oauth2" })
    expect(await lifeOf(own.body.id)).toEqual(["created", "active", "updated", "active"])
  })

  it("a company that is connected already is said first", async () => {
    await page.goto(pageUrl(rollcall, await newLinkToken(rollcall, { tenant_id: "key" })))
    await heading("Factorial is connected already").waitFor()
    await look("already-connected")
    await page.getByRole("link", { name: "Connect another company" }).click()
    await heading("Connect Factorial to Rota & Co").waitFor()
  })

  it("links that are worth nothing say why", async () => {
    const used = await newLinkToken(rollcall, { tenant_id: "used" })
    const { db } = rollcall.app.database
    const revoked = await newLinkToken(rollcall)
    expect((await rollcall.call(`/link-token/${revoked}`, { method: "DELETE" })).status).toBe(200)
    expect((await rollcall.call(`/link-token/${revoked}`, { method: "DELETE" })).status).toBe(404)
    const last = () => db.selectFrom("link_token").select("id").orderBy("created_at", "desc").limit(1)
    await db
      .updateTable("link_token")
      .set({ used_at: new Date(0) })
      .where("tenant_id", "=", "used")
      .execute()
    const expired = await newLinkToken(rollcall)
    await db
      .updateTable("link_token")
      .set({ expires_at: new Date(0) })
      .where("id", "=", last())
      .execute()
    const locked = await newLinkToken(rollcall)
    await db.updateTable("link_token").set({ tries: 100 }).where("id", "=", last()).execute()
    for (const [name, token, title] of [
      ["invalid", "00000000-0000-4000-8000-000000000000", "This link is not valid"],
      ["used", used, "This link was used already"],
      ["revoked", revoked, "This link was withdrawn"],
      ["expired", expired, "This link has expired"],
      ["locked", locked, "Too many tries"],
    ] as const) {
      await page.goto(pageUrl(rollcall, token))
      await heading(title).waitFor()
      await look(`link-${name}`)
    }
  })

  it("what can't be gone on with says so too, and a choice of systems is one", async () => {
    for (const [name, path, title] of [
      ["forged-sign-in", "/connect-account/callback?state=x&code=y", "This sign-in can't be finished"],
      ["no-form", "/connect-account/post-connect?integrated_account_session_token=x", "There is nothing to fill in"],
    ] as const) {
      await page.goto(rollcall.url + path)
      await heading(title).waitFor()
      await look(name)
    }
    await page.goto(pageUrl(rollcall, await newLinkToken(rollcall), { integrations: "other" }))
    await heading("Nothing to connect").waitFor()
    await look("nothing-offered")
    await page.goto(`${rollcall.url}/connect-account?link_token=${await newLinkToken(rollcall)}`)
    await heading("Choose your HR system").waitFor()
    const links = await page.locator(".offers a").allTextContents()
    expect(links).toEqual(["BBambooHR", "FFactorial"])
    await look("picker")
  })

  it("names their company where the consent page is on a host of its own", async () => {
    const brand = { name: "Rota & Co", logoUrl: null, accentColor: "#0a7f5a" }
    const texts = { placeholder: "acme", helpText: "The first part of its address.", malformed: null }
    const company = { name: "company", label: "Company domain", isSecret: false, isRequired: true, pattern: null }
    const fields = [{ ...company, ...texts, value: "", problem: null }]
    const frame = { language: "en", brand, mode: "window", base: rollcall.url, nonce: "", messageOrigins: [] } as const
    const methods = ["oauth2", "api_key"] as const
    const view = { state: "connect", integration: { id: "acme", name: "Acme" }, companyName: null } as const
    const drawn = renderLinkPage(
      { ...frame, redirectUri: null, carried: { link_token: "t", lang: "en" } },
      {
        ...view,
        isReconnect: false,
        methods,
        method: "oauth2",
        shared: [],
        fields,
        helpLink: null,
        notice: null,
        canGoBack: false,
      },
    )
    const there: URL[] = []
    await page.route("**/connect-account/authorize?**", async (route) => {
      there.push(new URL(route.request().url()))
      await route.fulfill({ body: "the consent page" })
    })
    await page.goto(`${rollcall.url}/connect-account/assets/link.css`)
    await page.setContent(drawn)
    await look("settings")
    await page.getByRole("button", { name: "Continue to Acme" }).click()
    await page.getByText("Please fill this in: Company domain.").waitFor()
    expect(there).toEqual([])
    await page.getByLabel("Company domain").fill(" https://acme.hr.example/home ")
    await page.keyboard.press("Enter")
    await page.getByText("the consent page").waitFor()
    expect(Object.fromEntries(there[0]?.searchParams ?? [])).toEqual({
      link_token: "t",
      lang: "en",
      integration: "acme",
      method: "oauth2",
      "setting.company": "https://acme.hr.example/home",
    })
  })

  it("works without a script", async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false, locale: "en" })
    const one = await plain.newPage()
    await one.goto(pageUrl(rollcall, await newLinkToken(rollcall, { tenant_id: "plain" }), { auth_format: "api_key" }))
    await one.getByLabel("API key", { exact: true }).fill("a b")
    await one.getByRole("button", { name: "Connect" }).click()
    await one.getByText("has spaces or line breaks").waitFor()
    await one.getByLabel("API key", { exact: true }).fill("sandbox-api-key")
    await one.getByRole("button", { name: "Connect" }).click()
    await one.getByRole("heading", { name: "You are connected" }).waitFor()
    await plain.close()
  })

  it("speaks Spanish, fits a phone, and is dark where the browser is", async () => {
    const phone = await browser.newContext({
      locale: "es-ES",
      viewport: { width: 360, height: 740 },
      colorScheme: "dark",
    })
    const one = await phone.newPage()
    await one.goto(pageUrl(rollcall, await newLinkToken(rollcall, { tenant_id: "movil" }), { auth_format: "api_key" }))
    await one.getByRole("heading", { name: "Conectar Factorial con Rota & Co" }).waitFor()
    await one.getByLabel("Clave de API").fill("a b")
    await one.getByRole("button", { name: "Conectar", exact: true }).click()
    await look("spanish-phone-dark", one)
    const isTooWide = await one.evaluate("document.documentElement.scrollWidth > innerWidth")
    expect(isTooWide).toBe(false)
    await one.getByLabel("Clave de API").fill("sandbox-api-key")
    await one.getByRole("button", { name: "Conectar", exact: true }).click()
    await one.getByRole("heading", { name: "Conexión lista" }).waitFor()
    await look("spanish-success-dark", one)
    await phone.close()
  })

  it("can be used with the keyboard alone", async () => {
    await page.goto(pageUrl(rollcall, await newLinkToken(rollcall, { tenant_id: "keyboard" })))
    const tabTo = async (name: RegExp) => {
      for (let presses = 0; presses < 12; presses++) {
        await page.keyboard.press("Tab")
        const text = await page.evaluate("document.activeElement.textContent || document.activeElement.id")
        if (name.test(String(text))) return
      }
      throw new Error(`${name} can't be reached`)
    }
    await tabTo(/^API key$/)
    await page.keyboard.press("Enter")
    await page.waitForURL(/method=api_key/)
    await tabTo(/^field-api_key$/)
    await page.keyboard.type("sandbox-api-key")
    await page.keyboard.press("Enter")
    await heading("You are connected").waitFor()
  })
})
