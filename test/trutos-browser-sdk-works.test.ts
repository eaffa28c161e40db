import type { Browser, BrowserContext, Frame, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest"
import { openBrowser } from "./browser.js"
import { newLinkToken, serveHost } from "./linking.js"
import { type Rollcall, startRollcall } from "./rollcall.js"
import { describeWithTrutoSdk, trutoSdk } from "./truto-sdk.js"

/** The caller's own product, with Truto's SDK as it comes from npm. What it answers stands in the title. */
const HOST = `<!doctype html><title>waiting</title><button id="go">Connect</button><script type="module">
  import authenticate from "/sdk.js"
  const { token, options } = JSON.parse(decodeURIComponent(location.hash.slice(1)) || "{}")
  const tell = (kind, value) => {
    const said = value instanceof Error ? { ...value, message: value.message } : value
    document.title = JSON.stringify([kind, said])
  }
  document.getElementById("go").onclick = () => {
    const answer = authenticate(token, options)
    answer?.then((value) => tell("resolved", value), (error) => tell("rejected", error))
  }
</script>`

describeWithTrutoSdk("Truto's browser SDK, unmodified, with another base URL", () => {
  let browser: Browser
  let rollcall: Rollcall
  let host: Awaited<ReturnType<typeof serveHost>>
  let context: BrowserContext
  let page: Page
  beforeAll(async () => {
    browser = await openBrowser()
    // The SDK listens to frames from this address only.
    rollcall = await startRollcall({ env: { PUBLIC_URL: "http://localhost:5173", PORT: "5173" } })
    host = await serveHost(HOST, { "/sdk.js": trutoSdk ?? "" })
    const body = { link: { name: "Rota & Co", accent_color: "#0a7f5a" } }
    await rollcall.call(`/environment/${rollcall.app.environmentId}`, { method: "PATCH", body })
  })
  afterAll(async () => {
    await browser?.close()
    await host?.close()
    await rollcall?.close()
  })
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 900, height: 800 } })
    context.setDefaultTimeout(10_000)
    page = await context.newPage()
  })
  afterEach(() => context.close())

  async function begin(options: object, wish: Record<string, unknown> = {}): Promise<void> {
    const token = await newLinkToken(rollcall, wish)
    const data = { token, options: { baseUrl: rollcall.url, integration: "factorial", ...options } }
    await page.goto(`${host.url}/#${encodeURIComponent(JSON.stringify(data))}`)
  }
  async function answered(): Promise<[string, any]> {
    await page.waitForFunction(`document.title !== "waiting"`)
    return JSON.parse(await page.title())
  }
  const openPopup = async (): Promise<Page> => {
    const [popup] = await Promise.all([page.waitForEvent("popup"), page.click("#go")])
    return popup
  }
  const openFrame = async (): Promise<Frame> => {
    await page.click("#go")
    const frame = await (await page.waitForSelector("#truto-link-iframe")).contentFrame()
    if (!frame) throw new Error("there is no frame")
    await frame.waitForSelector("h1")
    return frame
  }
  const approve = async (of: Page) => {
    await of.getByRole("link", { name: "Continue to Factorial" }).click()
    await of.getByRole("button", { name: "Approve" }).click()
  }
  const success = {
    is_truto: true,
    result: "success",
    integration: "factorial",
    integrated_account_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  }

  it("popup: signs in, and the promise resolves with the account", async () => {
    await begin({ iframe: false })
    const popup = await openPopup()
    await approve(popup)
    expect(await answered()).toEqual(["resolved", success])
    await untilClosed(popup)
  })

  it("popup: a refusal at Factorial is no end; closing the window is", async () => {
    await begin({ iframe: false })
    const popup = await openPopup()
    await popup.getByRole("link", { name: "Continue to Factorial" }).click()
    await popup.getByRole("button", { name: "Refuse" }).click()
    await popup.getByText("You did not approve").waitFor()
    expect(await page.title()).toBe("waiting")
    await popup.close()
    expect(await answered()).toEqual(["rejected", "closed"])
  })

  it("popup: a token that is worth nothing is told as an error", async () => {
    await begin({ iframe: false })
    await page.evaluate(`location.hash = location.hash.replace(/[0-9a-f]{8}-/, "00000000-")`)
    await page.reload()
    const popup = await openPopup()
    await popup.getByRole("button", { name: "Close" }).last().click()
    const [kind, error] = await answered()
    expect(kind).toBe("rejected")
    expect(error).toMatchObject({ error_type: "invalid_token", is_truto: true })
  })

  it("iframe: signs in through a window of its own, and the promise resolves", async () => {
    await begin({})
    const frame = await openFrame()
    const [consent] = await Promise.all([
      page.waitForEvent("popup"),
      frame.getByRole("link", { name: "Continue to Factorial" }).click(),
    ])
    await frame.getByText("Go on in the window").waitFor()
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/popup-open.png` })
    await consent.getByRole("button", { name: "Approve" }).click()
    expect(await answered()).toEqual(["resolved", success])
    await untilClosed(consent)
  })

  it("iframe: an API key works within the frame, without any cookie", async () => {
    await context.addInitScript(
      "Object.defineProperty(document, 'cookie', { get() { throw new Error('no cookies') } })",
    )
    await begin({ authFormat: "api_key" })
    const frame = await openFrame()
    await frame.getByLabel("API key", { exact: true }).fill("sandbox-api-key")
    await frame.getByRole("button", { name: "Connect" }).click()
    expect(await answered()).toEqual(["resolved", success])
    expect(await context.cookies()).toEqual([])
  })

  it("iframe: closing rejects with closed, and a refusal shows in the frame", async () => {
    await begin({})
    const frame = await openFrame()
    const [consent] = await Promise.all([
      page.waitForEvent("popup"),
      frame.getByRole("link", { name: "Continue to Factorial" }).click(),
    ])
    await consent.getByRole("button", { name: "Refuse" }).click()
    await frame.getByText("You did not approve at Factorial").waitFor()
    await frame.getByRole("button", { name: "Close" }).first().click()
    expect(await answered()).toEqual(["rejected", "closed"])
  })

  it("iframe: a blocked window leaves a link", async () => {
    await context.addInitScript("window.open = () => null")
    await begin({})
    const frame = await openFrame()
    await frame.getByRole("link", { name: "Continue to Factorial" }).click()
    await frame.getByText("Your browser did not let the window open").waitFor()
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/popup-blocked.png` })
    const [consent] = await Promise.all([
      context.waitForEvent("page"),
      frame.getByRole("link", { name: "Open the window" }).click(),
    ])
    await consent.getByRole("button", { name: "Approve" }).click()
    expect(await answered()).toEqual(["resolved", success])
  })

  it("same window: ends at redirect_uri, with success and after a refusal", async () => {
    const end = `${host.url}/done?from=rollcall`
    await begin({ sameWindow: true }, { redirect_uri: end })
    await page.click("#go")
    await page.getByRole("link", { name: "Continue to Factorial" }).click()
    await page.getByRole("button", { name: "Refuse" }).click()
    await page.getByText("You did not approve").waitFor()
    await approve(page)
    await page.waitForURL(/\/done/)
    const query = new URL(page.url()).searchParams
    expect(query.get("from")).toBe("rollcall")
    expect(query.get("result")).toBe("success")
    expect(query.get("integration")).toBe("factorial")
    const account = await rollcall.call(`/integrated-account/${query.get("integrated_account_id")}`)
    expect(account.body.status).toBe("active")
  })

  async function untilClosed(popup: Page): Promise<void> {
    if (!popup.isClosed()) await popup.waitForEvent("close")
  }
})
