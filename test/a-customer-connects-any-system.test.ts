import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { describeInBrowser, openBrowser } from "./browser.js"
import { newLinkToken } from "./linking.js"
import { type Connected, startRollcall } from "./rollcall.js"
import { systems } from "./systems.js"

describeInBrowser("A customer chooses their HR system and connects", () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  describe.each(systems)("$name", (system) => {
    let rollcall: Connected
    let context: BrowserContext
    let page: Page
    beforeAll(async () => {
      rollcall = await startRollcall({ system, sandbox: { size: 12 } })
    })
    afterAll(() => rollcall?.close())
    beforeEach(async () => {
      context = await browser.newContext({ locale: "en-GB" })
      context.setDefaultTimeout(15_000)
      page = await context.newPage()
    })
    afterEach(() => context.close())

    const heading = (text: string | RegExp) => page.getByRole("heading", { level: 1, name: text })
    const account = async (tenant: string) =>
      (await rollcall.call(`/integrated-account?tenant_id=${tenant}`)).body.result[0]
    const open = async (tenant: string) => {
      const token = await newLinkToken(rollcall, { tenant_id: tenant, context: { sync: { enabled: false } } })
      await page.goto(`${rollcall.url}/connect-account?link_token=${token}`)
      await heading("Choose your HR system").waitFor()
      await page.getByRole("link", { name: system.name }).click()
      await heading(`Connect ${system.name} to Default`).waitFor()
    }
    const type = async (values: Readonly<Record<string, string>>) => {
      for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value)
    }
    const expectUsable = async (tenant: string, method: string) => {
      const made = await account(tenant)
      expect(made).toMatchObject({ status: "active", authentication_method: method, last_error: null })
      expect(made.context.company_name).toBe(rollcall.company.name)
      const list = await rollcall.call(`/unified/hris/employees?integrated_account_id=${made.id}&limit=1`)
      expect(list.body.result).toHaveLength(1)
    }

    it("with a key, once it is the right one", async () => {
      await open("key")
      await page.getByRole("link", { name: "API key" }).click()
      await type({ ...rollcall.company.typed.key, "API key": system.wrongKey })
      await page.getByRole("button", { name: "Connect" }).click()
      await page.getByText("does not accept this credential").waitFor()
      expect(await account("key")).toBeUndefined()
      await type(rollcall.company.typed.key)
      await page.getByRole("button", { name: "Connect" }).click()
      await heading("You are connected").waitFor()
      await expectUsable("key", "api_key")
    })

    it("by signing in, also after a refusal", async () => {
      await open("oauth")
      const leave = page.getByText(`Continue to ${system.name}`)
      await type(rollcall.company.typed.signIn)
      await leave.click()
      await page.getByRole("button", { name: "Refuse" }).click()
      await page.getByText(`You did not approve at ${system.name}`).waitFor()
      expect(await account("oauth")).toBeUndefined()
      await type(rollcall.company.typed.signIn)
      await leave.click()
      await page.getByRole("button", { name: "Approve" }).click()
      await heading("You are connected").waitFor()
      await expectUsable("oauth", "oauth2")
    })
  })
})
