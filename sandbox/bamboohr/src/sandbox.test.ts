import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Sandbox, startSandbox } from "./index.js"

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ size: 30, today: "2026-11-23" })
})
afterAll(() => sandbox.close())

const basic = (key: string) => `Basic ${Buffer.from(`${key}:x`).toString("base64")}`

function ask(path: string, headers: Record<string, string> = {}): Promise<Response> {
  const standard = { authorization: basic(sandbox.apiKey), accept: "application/json" }
  return fetch(`${sandbox.url}${path}`, { headers: { ...standard, ...headers } })
}

describe("the addresses", () => {
  it("are below the company's name and at the older gateway", async () => {
    for (const root of ["/acme/api", "/api/gateway.php/acme"])
      expect(await (await ask(`${root}/v1/employees/0`)).json(), root).toEqual({ id: "5" })
  })

  it("lead nowhere for an unknown company or path", async () => {
    for (const path of ["/other/api/v1/employees/0", "/api/gateway.php/other/v1/employees/0", "/acme/api/v1/nothing"])
      expect((await ask(path)).status, path).toBe(404)
    expect((await ask("/api/v1/employees/0")).headers.get("x-bamboohr-error-message")).toContain("/acme/api/v1")
  })
})

describe("a wrong key", () => {
  it("is a 401 without a body, said in a header", async () => {
    const said = await ask("/acme/api/v1/employees", { authorization: basic("0".repeat(40)) })
    expect([said.status, await said.text()]).toEqual([401, ""])
    expect(said.headers.get("x-bamboohr-error-message")).toBe("API key not provided or invalid")
    expect(said.headers.get("www-authenticate")).toBe('Basic realm="https://api.bamboohr.com/acme"')
    expect(said.headers.get("content-type")).toContain("text/html")
  })
})
