import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { type Fault, type Sandbox, startSandbox } from "./index.js"

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ size: 12, today: "2026-11-23" })
})
afterEach(() => sandbox.running.faults.clear())
afterAll(() => sandbox.close())

const order = async (...faults: Fault[]) => {
  const answer = await fetch(`${sandbox.url}/_sandbox/faults`, { method: "POST", body: JSON.stringify(faults) })
  expect(answer.status).toBe(200)
}
async function ask(path: string, method = "GET", body?: object) {
  const authorization = `Basic ${Buffer.from(`${sandbox.apiKey}:x`).toString("base64")}`
  const answer = await fetch(`${sandbox.url}/acme/api/v1/${path}`, {
    method,
    headers: { authorization, accept: "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
const json = async (...sent: Parameters<typeof ask>) => JSON.parse((await ask(...sent)).text)
const ids = async (query = "") => (await json(`employees${query}`)).data.map((row: any) => row.employeeId)
const people = () => sandbox.running.store.all("employees").map(({ id }) => id)

describe("which calls are struck", () => {
  it("is told by path and by whether one is read or a list, in each form of the address", async () => {
    await order({ kind: "status", status: 410, reads: "one", path: "v1/employees/" })
    expect((await ask(`employees/${people()[0]}`)).status).toBe(410)
    expect((await ask("employees")).status).toBe(200)
    const gateway = `${sandbox.url}/api/gateway.php/acme/v1/employees/${people()[0]}`
    expect((await fetch(gateway)).status).toBe(410)
    sandbox.running.faults.clear()
    await order({ kind: "status", status: 503, retryAfterSeconds: 7 })
    const refused = await ask("meta/fields")
    expect([refused.status, refused.text, refused.headers.get("retry-after")]).toEqual([503, "", "7"])
    expect(refused.headers.get("x-bamboohr-error-message")).toBe("Service Unavailable")
    expect((await fetch(`${sandbox.url}/acme/token.php`, { method: "POST" })).status).toBe(400)
  })

  it("may be counted against a quota, of which nothing but the end is told", async () => {
    await order({ kind: "quota", requests: 1 })
    const [first, second] = [await ask("meta/fields"), await ask("meta/fields")]
    expect([first.status, first.headers.get("retry-after")]).toEqual([200, null])
    expect([second.status, Number(second.headers.get("retry-after")) > 0]).toEqual([429, true])
  })

  it("can be no kind that there is not here", async () => {
    const answer = await fetch(`${sandbox.url}/_sandbox/faults`, { method: "POST", body: '{"kind":"numeric_ids"}' })
    expect(answer.status).toBe(400)
  })
})

describe("rows", () => {
  it("stand twice and are missing in lists, but not where they are asked for", async () => {
    const all = await ids()
    const [shows, hides] = [all[2], all[5]]
    await order({ kind: "duplicate_row", shows, hides })
    expect(await ids()).toEqual(all.map((id: string) => (id === hides ? shows : id)))
    expect(await ids(`?filter[ids]=${hides}`)).toEqual([hides])
    const report = { title: "x", fields: ["id"] }
    const reported = async (filters: object) =>
      (await json("reports/custom?format=JSON", "POST", { ...report, filters })).employees.map((row: any) => row.id)
    expect(await reported({})).not.toContain(hides)
    expect(await reported({ employeeIds: [Number(hides)] })).toEqual([hides])
  })

  it("are somebody else's where one is read", async () => {
    await order({ kind: "another_row" })
    const [first, second] = people()
    expect((await json(`employees/${first}?fields=firstName`)).id).toBe(second)
  })

  it("have any value in a column, and come in another order", async () => {
    const all = await ids()
    await order(
      { kind: "cell", column: "lastName", json: "18446744073709551617", id: all[0], path: "v1/employees" },
      { kind: "order", what: "rows", path: "v1/employees" },
    )
    const { text } = await ask("employees")
    expect(text).toContain('"lastName":18446744073709551617')
    expect(await ids()).toEqual(all.toReversed())
    sandbox.running.faults.clear()
    await order({ kind: "cell", column: "rate", value: "\u0000", path: "tables/compensation" })
    const rows = await json("employees/all/tables/compensation")
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every((row: any) => row.rate === "\u0000")).toBe(true)
  })
})

describe("pages", () => {
  it.each([1, 2, 9])("go round in a cycle of %i", async (cycle) => {
    const firsts = (await ids()).filter((_: string, index: number) => index % 3 === 0)
    await order({ kind: "cursors", cycle })
    const length = Math.min(cycle, firsts.length)
    let after = ""
    for (let n = 0; n < 6; n += 1) {
      const { data, meta } = await json(`employees?page[limit]=3${after}`)
      expect(data[0].employeeId).toBe(firsts[n % length])
      after = `&page[after]=${encodeURIComponent(meta.page.nextCursor)}`
    }
  })

  it("have a total that is another, and are empty", async () => {
    await order({ kind: "total", by: 3, times: 1 }, { kind: "empty_page", after: 1, times: 1 })
    expect((await json("employees")).meta.total).toBe(people().length + 3)
    expect((await json("employees")).data).toEqual([])
  })
})

it("a token's answer has other fields, for the address of BambooHR's tokens", async () => {
  await order({ kind: "token_answer", set: { expires_in: "soon" }, without: ["scope"] })
  const { refresh_token } = sandbox.running.oauth.issue({
    kind: "company_token",
    employeeId: null,
    scopes: ["field", "offline_access"],
  })
  const client = { client_id: "sandbox-client", client_secret: "sandbox-secret" }
  const body = new URLSearchParams({ ...client, grant_type: "refresh_token", refresh_token })
  const answer = await fetch(`${sandbox.url}/acme/token.php?request=token`, { method: "POST", body })
  const given = (await answer.json()) as any
  expect(given).toMatchObject({ expires_in: "soon", companyDomain: "acme" })
  expect(given).not.toHaveProperty("scope")
})
