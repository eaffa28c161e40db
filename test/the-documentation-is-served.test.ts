import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { describeInBrowser, openBrowser } from "./browser.js"
import { type Rollcall, startRollcall } from "./rollcall.js"

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

let rollcall: Rollcall
beforeAll(async () => {
  rollcall = await startRollcall({ sandbox: { size: 5 } })
})
afterAll(() => rollcall?.close())
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${rollcall.url}${path}`, { headers, redirect: "manual" })

describe("/docs", () => {
  it("answers a page, and in few bytes that it is still the same", async () => {
    const page = await get("/docs/webhooks")
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"])
    expect(page.headers.get("content-security-policy")).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'",
    )
    const again = await get("/docs/webhooks", { "if-none-match": page.headers.get("etag") ?? "" })
    expect([again.status, await again.text()]).toEqual([304, ""])
  })

  it("answers the Markdown of a page to agents", async () => {
    const source = await get("/docs/webhooks.md")
    expect([source.status, source.headers.get("content-type")]).toEqual([200, "text/markdown; charset=utf-8"])
    expect(await source.text()).toMatch(/^# Webhooks/)
  })

  it("says of a page that is not there that it is not, as all paths do", async () => {
    const none = await get("/docs/nothing-here")
    expect([none.status, ((await none.json()) as any).code]).toEqual([404, "operation.unknown"])
    expect((await get("/docs/..%2f..%2fpackage.json")).status).toBe(404)
  })

  it("says so to a browser on a page that leads to those near to it", async () => {
    const none = await get("/docs/webhoks?a=1", { accept: "text/html,*/*" })
    expect([none.status, none.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"])
    expect([none.headers.get("cache-control"), none.headers.get("x-request-id")]).toEqual([
      "no-store",
      expect.any(String),
    ])
    const policy = (await get("/docs/webhooks")).headers.get("content-security-policy")
    expect(none.headers.get("content-security-policy")).toBe(policy)
    expect(await none.text()).toContain('<ul class="near"><li><a href="webhooks">')
  })

  it("is where a browser at the server's address is led, and nobody else", async () => {
    const led = await get("/", { accept: "text/html,*/*" })
    expect([led.status, led.headers.get("location")]).toEqual([302, `${rollcall.url}/docs`])
    expect((await get("/")).status).toBe(404)
    expect((await get("/docs/")).headers.get("location")).toBe(`${rollcall.url}/docs`)
  })
})

describeInBrowser("In a browser the documentation", () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  const PHONE = { width: 390, height: 844 }
  const looks = [{}, { colorScheme: "dark" as const }, { viewport: PHONE }]

  async function open(path: string, options = {}): Promise<{ page: Page; asked: string[]; problems: string[] }> {
    const page = await (await browser.newContext(options)).newPage()
    const [asked, problems]: [string[], string[]] = [[], []]
    page.on("request", (request) => asked.push(request.url()))
    page.on("pageerror", (error) => problems.push(error.message))
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()))
    await page.goto(rollcall.url + path)
    return { page, asked, problems }
  }
  const elsewhere = (asked: readonly string[]) =>
    asked.filter((url) => !/^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(url))

  const NOWHERE = "/docs/a/webhoks"
  /** Axe takes its time for very many elements: once is enough. */
  const LONG = "/docs/operations"
  const KINDS = ["/docs", "/docs/quick-start", "/docs/tokens", NOWHERE, LONG]

  async function violationsOn(page: Page): Promise<unknown[]> {
    await page.evaluate(axe)
    return page.evaluate(async () => {
      const { axe } = globalThis as any
      const { violations } = await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] })
      return violations.map(({ id, nodes }: any) => [id, nodes[0].html, nodes[0].failureSummary])
    })
  }

  it.each(looks)("can be read by everybody: %o", async (look) => {
    // How wide a page is says nothing about its colours and names.
    const isExamined = (path: string) =>
      path === "/docs/tokens" || (path === LONG ? look === looks[0] : !("viewport" in look))
    for (const path of KINDS) {
      const { page, asked, problems } = await open(path, look)
      if (isExamined(path)) expect([path, await violationsOn(page)]).toEqual([path, []])
      const overflow = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      )
      expect([path, overflow]).toEqual([path, 0])
      const unexpected = problems.filter((one) => path !== NOWHERE || !one.includes("404 (Not Found)"))
      expect([elsewhere(asked), unexpected]).toEqual([[], []])
      await page.context().close()
    }
  })

  it.each(["/docs/tokens", "/docs/a/no-such-page"])("is searched with the keyboard alone at %s", async (path) => {
    const { page } = await open(path)
    await page.keyboard.press("/")
    await page.keyboard.type("rotate secret")
    await page.waitForSelector("#found a")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.waitForURL(/\/docs\/\S+#/)
    await page.context().close()
  })

  it("has a menu on a phone, which says whether it is open", async () => {
    const { page } = await open("/docs/webhooks", { viewport: PHONE })
    expect(await page.isVisible("#sidebar")).toBe(false)
    await page.click("button.menu")
    expect(await page.getAttribute("button.menu", "aria-expanded")).toBe("true")
    await page.click("#sidebar a[href$=events]")
    await page.waitForURL(/\/docs\/events$/)
    await page.context().close()
  })

  it("copies a command without its colours", async () => {
    const { page } = await open("/docs", { permissions: ["clipboard-read", "clipboard-write"] })
    await page.click(".copy >> nth=1")
    const copied = await page.evaluate("navigator.clipboard.readText()")
    expect(copied).toContain('curl -H "Authorization: Bearer $ROLLCALL_TOKEN"')
    await page.context().close()
  })
})
