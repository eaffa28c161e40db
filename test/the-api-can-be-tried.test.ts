import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest"
import { describeInBrowser, openBrowser } from "./browser.js"
import { type Rollcall, startRollcall } from "./rollcall.js"
import { serveProduct } from "./sdk-backend.js"

let rollcall: Rollcall
beforeAll(async () => {
  rollcall = await startRollcall({ sandbox: { size: 5 } })
})
afterAll(() => rollcall?.close())
const read = async (path: string): Promise<any> => (await fetch(rollcall.url + path)).json()

describe("The collection for Postman and Bruno", () => {
  const requests = async (): Promise<any[]> =>
    (await read("/docs/rollcall.postman_collection.json")).item.flatMap(({ item }: any) => item)

  it("has every operation once, with variables that it declares", async () => {
    const { paths } = await read("/openapi.json")
    const described = Object.entries<any>(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const all = await requests()
    expect(all.map(({ name }) => name).sort()).toEqual(described.sort())
    const { variable } = await read("/docs/rollcall.postman_collection.json")
    const known = variable.map(({ key }: any) => key)
    const used = [...JSON.stringify(all).matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name)
    expect(used.filter((name) => !known.includes(name))).toEqual([])
    for (const { request } of all) {
      const named = request.url.path.filter((part: string) => part.startsWith(":")).map((part: string) => part.slice(1))
      expect(named.sort()).toEqual(request.url.variable.map(({ key }: any) => key).sort())
      if (request.body) JSON.parse(request.body.raw)
    }
  })

  it("has reads that are answered as they stand", async () => {
    const values: Record<string, string> = {
      ROLLCALL_URL: rollcall.url,
      ROLLCALL_TOKEN: rollcall.token,
      ACCOUNT_ID: rollcall.accountId,
    }
    const filled = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name] ?? "")
    // `/integrated-account/me` is for an account's own token.
    const isReady = ({ request: { method, url } }: any) =>
      method === "GET" && url.variable.length === 0 && !url.raw.endsWith("/me") && !/=(?:&|$)/.test(url.raw)
    const reads = (await requests()).filter(isReady)
    const failed: string[] = []
    for (const { request } of reads.slice(0, 25)) {
      const authorization = `Bearer ${rollcall.token}`
      const { status } = await fetch(filled(request.url.raw), { headers: { authorization } })
      if (status >= 400) failed.push(`${status} ${request.url.raw}`)
    }
    expect([failed, reads.length > 15]).toEqual([[], true])
  })
})

/** Its script draws every operation, which takes a busy machine more than a minute. */
const DRAWN_MS = 300_000
const TITLE = "shows the operations, makes a call with a token, and asks nobody but this server"

describeInBrowser("The interactive reference", () => {
  it(
    TITLE,
    async () => {
      if ((await fetch(`${rollcall.url}/docs/assets/api-reference.js`)).status === 404) {
        process.stderr.write(`\n!!! NOT RUN: the reference ${TITLE} (built without a network); run npm run build\n`)
        expect(await (await fetch(`${rollcall.url}/docs/reference`)).text()).toContain("npm run build")
        return
      }
      const { body } = await rollcall.call("/integrated-account/token", {
        method: "POST",
        body: { integrated_account_id: rollcall.accountId },
      })
      const browser = await openBrowser()
      onTestFinished(() => browser.close())
      const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } })
      page.setDefaultTimeout(DRAWN_MS)
      const [asked, problems]: [string[], string[]] = [[], []]
      page.on("pageerror", (error) => problems.push(error.message))
      page.on("request", (request) => asked.push(request.url()))
      await page.goto(`${rollcall.url}/docs/reference`)
      // There is a second field, which is not shown.
      await page.locator('input[placeholder="Token"]:visible').first().fill(body.integrated_account_token)
      await page
        .locator("button:visible")
        .filter({ hasText: /\(get \/unified\/hris\/employees\)/ })
        .click()
      const tried = page.getByRole("dialog")
      await tried.getByRole("button", { name: /^Send get request/ }).click()
      await tried.getByText("200 OK").first().waitFor({ state: "attached" })
      const [id = ""] = rollcall.company.ids("employees")
      await tried.getByText(`"${id}"`).first().waitFor({ state: "attached" })
      expect(asked.filter((url) => !url.startsWith(`${rollcall.url}/`) && !/^(data|blob):/.test(url))).toEqual([])
      expect(asked.filter((url) => url === `${rollcall.url}/openapi.json`).length).toBeGreaterThan(0)
      expect(problems).toEqual([])
    },
    DRAWN_MS + 100_000,
  )
})

describeInBrowser("Our SDK in a browser, with a backend of the caller's own between", () => {
  it("lists, fails with types, is aborted and verifies webhooks, in a page and in a module worker", async () => {
    const product = await serveProduct(rollcall)
    onTestFinished(product.close)
    const hook = await rollcall.call("/webhook", {
      method: "POST",
      body: { target_url: `${product.url}/hooks`, event_types: ["employee:*"] },
    })
    await rollcall.call("/webhook/test", { method: "POST", body: { id: hook.body.id, event_type: "employee:hired" } })
    const [delivery] = product.deliveries
    const browser = await openBrowser()
    onTestFinished(() => browser.close())
    const page = await browser.newPage()
    const problems: string[] = []
    page.on("pageerror", (error) => problems.push(error.message))
    await page.goto(product.url)
    await page.waitForFunction("globalThis.tryHere !== undefined")
    const own = { url: `${product.url}/rollcall`, accountId: rollcall.accountId, now: Date.now() }
    const given = { ...own, delivery, secret: hook.body.secret }
    const ids = rollcall.company.ids("employees")
    for (const where of ["tryHere", "tryInWorker"]) {
      const done: any = await page.evaluate(`globalThis.${where}(${JSON.stringify(given)})`)
      expect([where, done]).toEqual([
        where,
        {
          pages: expect.any(Array),
          wrong: [true, "resource.not_found", 404, "caller", "string"],
          ...{ aborted: "left the page", event: "employee:hired", forged: "WebhookVerificationError" },
        },
      ])
      expect([done.pages.length > 1, done.pages.flat()]).toEqual([true, ids])
    }
    expect(problems).toEqual([])
  })
})
