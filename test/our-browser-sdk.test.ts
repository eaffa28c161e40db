import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { build } from "esbuild"
import type { Browser, BrowserContext, Frame, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { describeInBrowser, openBrowser } from "./browser.js"
import { newLinkToken, serveHost } from "./linking.js"
import { type Rollcall, startRollcall } from "./rollcall.js"

const source = (name: string) => fileURLToPath(new URL(`../clients/link/src/${name}`, import.meta.url))

/** Bundled for a browser; `code` stands in for a file of the caller's. */
async function bundle(code: string): Promise<Buffer> {
  const stdin = {
    contents: code,
    resolveDir: fileURLToPath(new URL("../clients/link", import.meta.url)),
    loader: "tsx" as const,
  }
  const made = await build({
    stdin,
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    target: "es2022",
    jsx: "automatic",
  })
  return Buffer.from(made.outputFiles[0]?.contents ?? [])
}

describe("Our browser SDK", () => {
  it("weighs less than 5 KB, minified and gzipped", async () => {
    const code = await bundle(`export * from ${JSON.stringify(source("index.ts"))}`)
    expect(code.length).toBeGreaterThan(500)
    expect(gzipSync(code, { level: 9 }).length).toBeLessThan(5_000)
  })
})

const PLAIN = `
  import { authenticate, resultFromUrl } from ${JSON.stringify(source("index.ts"))}
  const { token, options } = JSON.parse(decodeURIComponent(location.hash.slice(1)) || "{}")
  const tell = (value) => { document.title = JSON.stringify(value) }
  if (location.search) tell(resultFromUrl(location.href))
  const controller = new AbortController()
  globalThis.abort = () => controller.abort()
  document.getElementById("go").onclick = () =>
    authenticate(token, { ...options, signal: controller.signal }).then(tell, (error) => tell({ threw: error.name, message: error.message }))
`
const REACT = `
  import { StrictMode, useState } from "react"
  import { createRoot } from "react-dom/client"
  import { useRollcallLink } from ${JSON.stringify(source("react.ts"))}
  const { token, options } = JSON.parse(decodeURIComponent(location.hash.slice(1)) || "{}")
  function Connect() {
    const { open, isOpen, result } = useRollcallLink(options)
    return <button onClick={() => open(token)}>{result?.status ?? (isOpen ? "open" : "Connect")}</button>
  }
  function App() {
    const [isShown, setShown] = useState(true)
    return <>{isShown && <Connect />}<i id="leave" onClick={() => setShown(false)}>leave</i></>
  }
  createRoot(document.getElementById("root")).render(<StrictMode><App /></StrictMode>)
`
const html = (script: string) =>
  `<!doctype html><title>waiting</title><button id="go">Connect</button><div id="root"></div><script type="module" src="${script}"></script>`

describeInBrowser("Our browser SDK, in a page of another origin", () => {
  let browser: Browser
  let rollcall: Rollcall
  let host: Awaited<ReturnType<typeof serveHost>>
  let reactHost: Awaited<ReturnType<typeof serveHost>>
  let context: BrowserContext
  let page: Page
  beforeAll(async () => {
    browser = await openBrowser()
    rollcall = await startRollcall()
    host = await serveHost(html("/plain.js"), { "/plain.js": await bundle(PLAIN) })
    reactHost = await serveHost(html("/react.js"), { "/react.js": await bundle(REACT) })
  })
  afterAll(async () => {
    await browser?.close()
    await Promise.all([host?.close(), reactHost?.close(), rollcall?.close()])
  })
  beforeEach(async () => {
    context = await browser.newContext()
    context.setDefaultTimeout(10_000)
    page = await context.newPage()
  })
  afterEach(() => context.close())

  async function begin(options: object, wish: Record<string, unknown> = {}, at = host): Promise<void> {
    const own = { baseUrl: rollcall.url, integrations: ["factorial"] }
    const data = { token: await newLinkToken(rollcall, wish), options: { ...own, ...options } }
    await page.goto(`${at.url}/#${encodeURIComponent(JSON.stringify(data))}`)
  }
  async function answered(): Promise<any> {
    await page.waitForFunction(`document.title !== "waiting"`)
    return JSON.parse(await page.title())
  }
  async function openFrame(): Promise<Frame> {
    const frame = await (await page.waitForSelector("#rollcall-link-iframe")).contentFrame()
    if (!frame) throw new Error("there is no frame")
    await frame.waitForSelector("h1")
    return frame
  }
  const connected = {
    status: "connected",
    integration: "factorial",
    integratedAccountId: expect.stringMatching(/^[\w-]{36}$/),
  }
  const typeKey = async (of: Frame | Page) => {
    await of.getByLabel("API key", { exact: true }).fill("sandbox-api-key")
    await of.getByRole("button", { name: "Connect", exact: true }).click()
  }

  it("frame: connects, at any origin, and leaves nothing behind", async () => {
    await begin({ authFormat: "api_key" })
    await page.focus("#go")
    await page.keyboard.press("Enter")
    await typeKey(await openFrame())
    expect(await answered()).toEqual(connected)
    expect(await page.locator("iframe").count()).toBe(0)
    expect(await page.evaluate("document.activeElement.id")).toBe("go")
  })

  it("frame: signs in through a window of its own", async () => {
    await begin({})
    await page.click("#go")
    const frame = await openFrame()
    const [consent] = await Promise.all([
      page.waitForEvent("popup"),
      frame.getByRole("link", { name: "Continue to Factorial" }).click(),
    ])
    await consent.getByRole("button", { name: "Approve" }).click()
    expect(await answered()).toEqual(connected)
  })

  it("frame: closed by the customer, and taken away by the caller", async () => {
    await begin({})
    await page.click("#go")
    await (await openFrame()).getByRole("button", { name: "Close" }).first().click()
    expect(await answered()).toEqual({ status: "closed" })
    await page.reload()
    await page.click("#go")
    await openFrame()
    await page.evaluate("abort()")
    expect(await answered()).toEqual({ status: "closed" })
    expect(await page.locator("iframe").count()).toBe(0)
  })

  it("frame: a message of another window or another origin is not listened to", async () => {
    await begin({ authFormat: "api_key" })
    await page.click("#go")
    const frame = await openFrame()
    const forged = JSON.stringify({
      is_truto: true,
      result: "success",
      integration: "factorial",
      integrated_account_id: "forged",
    })
    await page.evaluate(`window.postMessage(${forged}, "*")`)
    await page.evaluate(`new Promise((done) => {
      const other = document.createElement("iframe")
      other.onload = done
      other.srcdoc = ${JSON.stringify(`<script>parent.postMessage(${forged}, "*")</script>`)}
      document.body.append(other)
    })`)
    await typeKey(frame)
    expect(await answered()).toEqual(connected)
  })

  it("frame: what failed is a result, with its type", async () => {
    await begin({})
    await page.evaluate(`location.hash = location.hash.replace(/[0-9a-f]{8}-/, "00000000-")`)
    await page.reload()
    await page.click("#go")
    await (await openFrame()).getByRole("button", { name: "Close" }).last().click()
    expect(await answered()).toMatchObject({ status: "failed", errorType: "invalid_token" })
  })

  it("an origin that is not on the environment's list gets no frame and is told nothing", async () => {
    const allow = (allowed_origins: string[]) =>
      rollcall.call(`/environment/${rollcall.app.environmentId}`, {
        method: "PATCH",
        body: { link: { allowed_origins } },
      })
    await allow(["https://app.example"])
    await begin({ iframe: false, authFormat: "api_key" })
    const [popup] = await Promise.all([page.waitForEvent("popup"), page.click("#go")])
    await typeKey(popup)
    await popup.getByRole("heading", { name: "You are connected" }).waitFor()
    // The first time it says its result, to nobody here; then it closes.
    while (!popup.isClosed()) await popup.click("button[data-finish]").catch(() => {})
    expect(await answered()).toEqual({ status: "closed" })
    await begin({})
    await page.reload()
    const refused = page.waitForEvent("console", (message) => message.text().includes("frame-ancestors"))
    await page.click("#go")
    await refused
    await allow([])
  })

  it("popup: connects; closed by the customer; blocked by the browser", async () => {
    await begin({ iframe: false })
    const [popup] = await Promise.all([page.waitForEvent("popup"), page.click("#go")])
    await popup.getByRole("link", { name: "Continue to Factorial" }).click()
    await popup.getByRole("button", { name: "Approve" }).click()
    expect(await answered()).toEqual(connected)
    await begin({ iframe: false })
    await page.reload()
    const [second] = await Promise.all([page.waitForEvent("popup"), page.click("#go")])
    await second.close()
    expect(await answered()).toEqual({ status: "closed" })
    await page.reload()
    await page.evaluate("window.open = () => null")
    await page.click("#go")
    expect(await answered()).toEqual({ status: "blocked" })
  })

  it("same window: the result is read from the address it comes back at", async () => {
    await begin({ sameWindow: true, authFormat: "api_key" }, { redirect_uri: `${host.url}/` })
    await page.click("#go")
    await typeKey(page)
    await page.waitForURL(`${host.url}/**`)
    expect(await answered()).toEqual(connected)
  })

  it("says what is wrong with a call that can't work", async () => {
    await begin({ baseUrl: "rollcall.example.com" })
    await page.click("#go")
    expect(await answered()).toMatchObject({ threw: "TypeError", message: expect.stringContaining("baseUrl") })
  })

  it("React: opens, tells the result, and goes with its component", async () => {
    await begin({ authFormat: "api_key" }, {}, reactHost)
    await page.getByRole("button", { name: "Connect" }).last().click()
    await page.getByRole("button", { name: "open" }).waitFor()
    await typeKey(await openFrame())
    await page.getByRole("button", { name: "connected" }).waitFor()
    await begin({}, {}, reactHost)
    await page.reload()
    await page.getByRole("button", { name: "Connect" }).last().click()
    await openFrame()
    await page.evaluate(`document.getElementById("leave").click()`)
    await page.waitForSelector("iframe", { state: "detached" })
  })
})
