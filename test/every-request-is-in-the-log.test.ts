import { afterAll, beforeAll, expect, it } from "vitest"
import { type Rollcall, startRollcall } from "./rollcall.js"

let rollcall: Rollcall
beforeAll(async () => {
  rollcall = await startRollcall({ sandbox: { size: 12 } })
})
afterAll(() => rollcall.close())

const idOf = ({ headers }: { headers: Record<string, unknown> }) => String(headers["x-request-id"])
/** The entry of an answer: it is written when its connection knows that the answer has gone. */
const entryOf = async (answer: { headers: Record<string, unknown> }) => {
  await expect.poll(async () => (await rollcall.call(`/log/${idOf(answer)}`)).status).toBe(200)
  return (await rollcall.call(`/log/${idOf(answer)}`)).body
}

it("an answer's request id finds its entry with the calls that it took", async () => {
  const answer = await rollcall.call("/unified/hris/employees?ACC&limit=5&name=Ana")
  const entry = await entryOf(answer)
  expect(entry).toMatchObject({
    ...{ log_type: "unified_proxy_api", operation: "list_employees", resource: "employees", method: "list" },
    ...{ http_status_code: 200, code: null, integrated_account_id: rollcall.accountId, integration: "factorial" },
  })
  expect(entry.http_url).toContain("name=*")
  expect(entry.calls.length).toBe(entry.call_count)
  expect(entry.calls.length).toBeGreaterThan(0)
  for (const call of entry.calls) expect(call).toMatchObject({ method: "GET", status: 200, attempts: 1 })
})

it("what is asked about an account is found by the account, also where it failed", async () => {
  const paths = ["", "/coverage", "/capabilities", "/mcp/nothing"].map(
    (path) => `/integrated-account/${rollcall.accountId}${path}`,
  )
  const answers = await Promise.all(paths.map((path) => rollcall.call(path)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 400])
  for (const answer of answers) expect((await entryOf(answer)).integrated_account_id).toBe(rollcall.accountId)
})

it("an error's request id finds its entry, with its code", async () => {
  const wrong = await rollcall.call("/unified/hris/employees?ACC&nonsense=1")
  const { code, ...entry } = await entryOf(wrong)
  expect(entry).toMatchObject({ http_status_code: 400, message: expect.any(String), call_count: 0 })
  const found = await rollcall.call(`/log?status=4xx&code=${code}&operation=list_employees`)
  expect(found.body.result.map((one: { request_id: string }) => one.request_id)).toContain(idOf(wrong))
})

it("a token that only reads the log reads nothing else, and no token makes one that may do more", async () => {
  const make = (body: object, token?: string) =>
    rollcall.call("/api-token", {
      method: "POST",
      body,
      ...(token && { headers: { authorization: `Bearer ${token}` } }),
    })
  const { token } = (await make({ name: "looks", scopes: ["read:log"] })).body
  const as = (path: string) => rollcall.call(path, { headers: { authorization: `Bearer ${token}` } })
  expect((await as("/log?log_type=unified_proxy_api&log_type_filter[resource]=employees")).status).toBe(200)
  const refused = await as("/unified/hris/employees?ACC")
  expect(refused.status).toBe(403)
  expect(refused.body.message).toContain("read:employees")
  expect(await entryOf(refused)).toMatchObject({ http_status_code: 403, code: "token.forbidden" })
  const maker = (await make({ name: "makes", scopes: ["admin:tokens"] })).body.token
  expect((await make({ name: "more", scopes: ["read"] }, maker)).status).toBe(403)
})

it("the calls of a sync are in the log of its run", async () => {
  const body = { integrated_account_id: rollcall.accountId }
  const run = (await rollcall.call("/sync-run", { method: "POST", body })).body
  const entries = async () => (await rollcall.call(`/log?log_type=rapid_bridge&request_id=${run.id}`)).body.result
  await expect.poll(async () => (await entries()).length, { timeout: 60_000 }).toBeGreaterThan(0)
  const [entry] = await entries()
  expect(entry).toMatchObject({ operation: "sync_run", request_id: run.id, trigger: "request" })
  expect(entry).not.toHaveProperty("sync_job_run_id")
  expect(entry.call_count).toBeGreaterThan(0)
})

it("deliveries are asked for as Truto's webhook logs", async () => {
  expect((await rollcall.call("/log?log_type=webhook")).body).toMatchObject({ result: [], limit: 100 })
  expect((await rollcall.call("/log?log_type=webhook&status=200")).status).toBe(400)
  expect((await rollcall.call("/log?log_type=webhook&log_type_filter[event]=nothing:new")).status).toBe(400)
  expect((await rollcall.call("/log?log_type=nothing")).status).toBe(400)
})
