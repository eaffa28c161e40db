import { expect, it } from "vitest"
import type { Io } from "../io.js"
import { printEntry } from "./log-entry.js"

type Entry = Parameters<typeof printEntry>[1]

const call = { at: "2026-03-01T10:00:00.100Z", method: "GET", path: "/people/7", status: 429, failure: null }
const entry = {
  ...{ id: "e-1", request_id: "r-1", timestamp: "2026-03-01T10:00:00.000Z", duration: 950 },
  ...{ operation: "get_employees", http_method: "GET", http_url: "/unified/hris/employees/7", http_status_code: 401 },
  ...{ tenant_id: "acme", integration: "factorial", integrated_account_id: "a-1", token_id: "t-1" },
  ...{ code: "account.needs_reauth", message: "The key is refused" },
  ...{ call_count: 2, fetch_duration: 900, waited: 500 },
  calls: [
    { ...call, duration: 600, waited: 500, attempts: 3 },
    { ...call, status: null, failure: "timeout", duration: 300, waited: 0, attempts: 1 },
  ],
} as unknown as Entry // what is shown of one

async function shown(one: Entry, given: Parameters<typeof printEntry>[2] = {}, columns?: number): Promise<string> {
  const written: string[] = []
  const io = { out: (text: string) => written.push(text), isTerminal: columns !== undefined, columns } as unknown as Io
  await printEntry(io, one, given)
  return written.join("")
}

it("An entry is its request, its error with who must act, and its calls in their order", async () => {
  expect(await shown(entry)).toBe(`request     GET /unified/hris/employees/7
status      401
time        2026-03-01T10:00:00.000Z, 950 ms
operation   get_employees
account     acme, factorial, a-1
token       t-1
request id  r-1

account.needs_reauth: The key is refused
Let the customer reconnect: POST /link-token with the integrated_account_id. (the customer must act)

2 calls to the HR system: 900 ms, of these 500 waited
METHOD  PATH       STATUS   MS   WAITED  RETRIES
GET     /people/7  429      600  500     2
GET     /people/7  timeout  300  0       0
`)
})

it("A sync and a request without calls say so, and only tables are cut", async () => {
  const none = { call_count: 0, calls: [], code: null, message: null }
  expect(await shown({ ...entry, ...none, http_method: null, operation: "sync_run", trigger: "request" })).toMatch(
    /^request +sync_run\n[\s\S]*trigger +request\n[\s\S]*\nNo call to the HR system\.\n$/,
  )
  const long = `/${"p".repeat(90)}`
  const cut = await shown({ ...entry, http_url: long, calls: [{ ...call, path: long }] as Entry["calls"] }, {}, 60)
  expect(cut).toContain(`GET ${long}\n`)
  expect(cut).toContain("2 calls to the HR system (1 of them are kept)")
  expect(cut).toMatch(/^GET +\/p+…/m)
})

it("A code of a newer server has no advice here, and JSON is the entry", async () => {
  expect(await shown({ ...entry, code: "moon.full", message: null })).toContain("\nmoon.full\n\n2 calls")
  expect(JSON.parse(await shown(entry, { output: "json" }))).toEqual(entry)
})
