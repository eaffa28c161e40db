import { mkdtempSync, rmSync } from "node:fs"
import { request } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { DEFAULT_API_KEY, type Sandbox, startSandbox } from "./index.js"
import { type Ask, basic, openCompany } from "./testing/open-company.js"

let sandbox: Sandbox
let ask: Ask
beforeAll(async () => {
  ;({ sandbox, ask } = await openCompany({ size: 30 }))
})
afterEach(
  () => void Object.assign(sandbox.running.behaviour, { limitStatus: 429, callsPerMinute: null, refusesXml: false }),
)
afterAll(() => sandbox.close())

const at = (path: string) =>
  fetch(`${sandbox.url}${path}`, { headers: { authorization: basic(DEFAULT_API_KEY), accept: "application/json" } })

/** `fetch` lets nobody say another host than it calls. */
function atHost(host: string, path: string): Promise<number | undefined> {
  const headers = { host, authorization: basic(DEFAULT_API_KEY), accept: "application/json" }
  return new Promise((resolve, reject) => {
    const sent = request(`${sandbox.url}${path}`, { headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    sent.on("error", reject).end()
  })
}

describe("the addresses", () => {
  it("are below the company's name, at the older gateway, and on the company's own host", async () => {
    for (const root of ["/acme/api", "/api/gateway.php/acme"])
      expect(await (await at(`${root}/v1/employees/0`)).json(), root).toEqual({ id: "5" })
    expect(await atHost("acme.bamboohr.com", "/api/v1/employees/0")).toBe(200)
    expect(await atHost("other.bamboohr.com", "/api/v1/employees/0")).toBe(404)
  })

  it("lead nowhere for an unknown company or path", async () => {
    for (const path of ["/other/api/v1/employees/0", "/api/gateway.php/other/v1/employees/0", "/acme/api/v1/nothing"])
      expect((await at(path)).status, path).toBe(404)
    expect((await at("/api/v1/employees/0")).headers.get("x-bamboohr-error-message")).toContain("/acme/api/v1")
  })
})

describe("a credential", () => {
  it.each([
    ["that is a wrong key", basic("0".repeat(40))],
    ["that is no key at all", "Basic !!!"],
    ["that is an unknown token", "Bearer nonsense"],
    ["that is of another kind", "Digest x"],
  ])("%s is a 401 without a body, said in a header", async (_name, authorization) => {
    const said = await ask("v1/employees", { headers: { authorization } })
    expect([said.status, said.text]).toEqual([401, ""])
    expect(said.headers.get("x-bamboohr-error-message")).toBe("API key not provided or invalid")
    expect(said.headers.get("www-authenticate")).toBe('Basic realm="https://api.bamboohr.com/acme"')
    expect(said.headers.get("content-type")).toContain("text/html")
  })

  it("that is a key takes any password", async () => {
    const authorization = `Basic ${Buffer.from(`${DEFAULT_API_KEY}:whatever`).toString("base64")}`
    expect((await ask("v1/employees/0", { headers: { authorization } })).status).toBe(200)
  })
})

describe("a limit", () => {
  it("is a 429 with the seconds to wait, for each credential by itself", async () => {
    sandbox.running.behaviour.callsPerMinute = 2
    const other = "d000000000000000000000000000000000000000"
    sandbox.running.keys.set(other)
    const statuses = [await ask("v1/employees/4"), await ask("v1/employees/4"), await ask("v1/employees/4")]
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(Number(statuses[2]?.headers.get("retry-after"))).toBeGreaterThan(50)
    expect((await ask("v1/employees/4", { key: other })).status).toBe(200)
  })

  it("was a 503, and may tell a date", async () => {
    Object.assign(sandbox.running.behaviour, { callsPerMinute: 0, limitStatus: 503, retryAfter: "date" })
    const said = await ask("v1/employees/4")
    expect(said.status).toBe(503)
    expect(Date.parse(said.headers.get("retry-after") ?? "")).toBeGreaterThan(Date.now() - 2_000)
  })
})

describe("a call that forgets to ask for JSON", () => {
  it("is answered with XML, or refused where a company is strict", async () => {
    const headers = { accept: "*/*" }
    expect((await ask("v1/employees/4?fields=firstName", { headers })).text).toMatch(
      /^<\?xml version="1.0"\?>\n<employee id="4">/,
    )
    sandbox.running.behaviour.refusesXml = true
    expect((await ask("v1/employees/4", { headers })).status).toBe(406)
    expect((await ask("v1/employees", { headers })).status).toBe(200)
  })

  it("gets JSON from what knows nothing else", async () => {
    for (const path of ["v1/employees", "v1/company_information", "v1/hris/org/locations"])
      expect((await ask(path, { headers: { accept: "text/xml" } })).json, path).toBeDefined()
  })
})

describe("a photo", () => {
  it("is a JPEG, or not there", async () => {
    const people = (await ask("v1/employees/directory")).json.employees
    const idOf = (isThere: boolean) =>
      people.find((row: { photoUploaded: boolean }) => row.photoUploaded === isThere).id
    const said = await ask(`v1/employees/${idOf(true)}/photo/small`)
    expect([said.status, said.headers.get("content-type")]).toEqual([200, "image/jpeg"])
    expect((await ask(`v1/employees/${idOf(true)}/photo/huge`)).status).toBe(404)
    expect((await ask(`v1/employees/${idOf(false)}/photo/small`)).status).toBe(404)
  })
})

describe("files of an employee", () => {
  it("are listed by category, and read one by one", async () => {
    const { employee, categories } = (await ask("v1/employees/4/files/view")).json
    expect([employee, categories.length]).toEqual([{ id: 4 }, 3])
    const [file] = categories[0].files
    expect((await ask(`v1/employees/4/files/${file.id}`)).headers.get("content-disposition")).toContain(
      file.originalFileName,
    )
    expect((await ask("v1/employees/4/files/1")).status).toBe(404)
  })
})

describe("the dataset of employees", () => {
  const data = (body: object) => ask("v2/datasets/employee/data", { method: "POST", body })

  it("is paged by number, filtered and ordered", async () => {
    const body = { fields: ["eeid", "lastName"], pageSize: 12, orderBy: "eeid desc" }
    const [one, two, three] = [await data(body), await data({ ...body, page: 2 }), await data({ ...body, page: 3 })]
    expect(one.json.meta).toEqual({ page: 1, pageSize: 12, totalPages: 3, totalItems: 30 })
    const rows = [one, two, three].flatMap(({ json }) => json.data)
    const ids = rows.map(({ fields }) => Number(fields.eeid))
    expect(ids).toEqual([...ids].sort((a, b) => b - a))
    expect(new Set(ids).size).toBe(30)
    const found = await data({
      fields: ["eeid"],
      filter: "eeid in ('4','5') and lastChanged gt '1990-01-01T00:00:00Z'",
    })
    expect([found.json.meta.totalItems, found.json.links]).toEqual([2, []])
  })

  it.each([
    ["without fields", {}],
    ["with a field that there is not", { fields: ["nonsense"] }],
    ["with a filter that can't be read", { fields: ["eeid"], filter: "eeid gt" }],
    ["with a page that is none", { fields: ["eeid"], page: 0 }],
    ["with a page that is too long", { fields: ["eeid"], pageSize: 1001 }],
    ["with an order by what there is not", { fields: ["eeid"], orderBy: "nonsense asc" }],
  ])("%s is refused as a problem", async (_name, body) => {
    const said = await data(body)
    expect(said.headers.get("content-type")).toContain("application/problem+json")
    expect([said.status, said.json.status]).toEqual([400, 400])
  })

  it("tells its names by pages, and is the only one", async () => {
    const { pagination, fields } = (await ask("v1_2/datasets/employee/fields?page=2&page_size=50")).json
    expect([pagination.current_page, fields.length]).toEqual([2, 50])
    expect((await ask("v1_2/datasets/payroll/fields")).status).toBe(404)
    const options = await ask("v1_2/datasets/employee/field-options", {
      method: "POST",
      body: { fields: ["customField4378"] },
    })
    expect(options.json.customField4378).toContainEqual({ id: expect.any(String), value: "XL" })
  })
})

describe("what a sandbox outlives", () => {
  it("is its process, when it has a directory: rows, ids and the clock", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "sandbox-bamboohr-"))
    try {
      const first = await startSandbox({ size: 12, today: "2026-11-23", dataDir })
      const headers = { authorization: basic(first.apiKey), accept: "application/json" }
      const body = JSON.stringify({ firstName: "Ada", lastName: "Byron" })
      const made = await fetch(`${first.url}/acme/api/v1/employees`, { method: "POST", headers, body })
      const { id } = (await made.json()) as { id: string } // as the sandbox answers
      await first.running.clock.move(new Date("2027-03-01T12:00:00Z"))
      await first.close()
      const second = await startSandbox({ dataDir })
      const read = await fetch(`${second.url}/acme/api/v1/employees/${id}?fields=lastName`, { headers })
      expect(await read.json()).toEqual({ id, lastName: "Byron" })
      expect(second.running.clock.today()).toBe("2027-03-01")
      await second.close()
      await expect(startSandbox({ dataDir, seed: "other" })).rejects.toThrow("holds a company with the seed rollcall")
    } finally {
      rmSync(dataDir, { recursive: true })
    }
  })

  it("is a reset: another company stands in its place", async () => {
    await sandbox.running.reset({ size: 0 })
    expect((await ask("v1/employees")).json.meta.total).toBe(0)
    expect((await ask("v1/employees/0")).status).toBe(404)
    expect((await ask("v1/employees/directory")).status).toBe(404)
    expect((await ask("v1/reports/custom", { method: "POST", body: { fields: ["id"] } })).json.employees).toEqual([])
    await sandbox.running.reset({ size: 30 })
    expect((await ask("v1/employees")).json.meta.total).toBe(30)
  })
})
