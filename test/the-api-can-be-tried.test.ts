import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { describeInBrowser, openBrowser } from "./browser.js"
import { type Rollcall, startRollcall } from "./rollcall.js"

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

describeInBrowser("The interactive reference", () => {
  it("shows the operations and asks nobody but this server", async () => {
    if ((await fetch(`${rollcall.url}/docs/assets/api-reference.js`)).status === 404) {
      // Built without a network: the page says how to get it.
      expect(await (await fetch(`${rollcall.url}/docs/reference`)).text()).toContain("npm run build")
      return
    }
    const browser = await openBrowser()
    const page = await browser.newPage()
    const [asked, problems]: [string[], string[]] = [[], []]
    page.on("pageerror", (error) => problems.push(error.message))
    page.on("request", (request) => asked.push(request.url()))
    await page.goto(`${rollcall.url}/docs/reference`)
    await page.getByText("Unified HRIS").first().waitFor({ state: "attached", timeout: 60_000 })
    expect(asked.filter((url) => !url.startsWith(`${rollcall.url}/`) && !/^(data|blob):/.test(url))).toEqual([])
    expect(asked.filter((url) => url === `${rollcall.url}/openapi.json`).length).toBeGreaterThan(0)
    expect(problems).toEqual([])
    await browser.close()
  })
})
