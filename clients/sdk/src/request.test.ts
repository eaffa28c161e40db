import { expect, it } from "vitest"
import { RollcallError } from "./errors.js"
import { createRollcall } from "./rollcall.js"
import { scripted } from "./testing.js"

const REFUSED = {
  status: 400,
  headers: { "x-request-id": "r-1" },
  body: {
    statusCode: 400,
    message: "limit: give a whole number from 1 to 500",
    code: "request.invalid",
    who_must_act: "caller",
    next_action: "Mend the request.",
    details: { failures: [{ path: "limit", message: "give a whole number from 1 to 500" }] },
  },
}
const busy = (seconds: number) => ({
  status: 429,
  headers: { "retry-after": String(seconds) },
  body: { code: "request.rate_limited", message: "too many calls" },
})
const MADE = { body: { id: "1" } }
const LEAVE = { employee: { id: "1" }, start_time: "2026-01-01", end_time: "2026-01-02" }

it("A refusal is an error with its code, who must act, what to do and the request's id", async () => {
  const { settings, seen } = await scripted([REFUSED])
  const failed = await createRollcall(settings)
    .employees.get("1")
    .catch((error) => error)
  expect(failed).toBeInstanceOf(RollcallError)
  expect(failed).toMatchObject({
    code: "request.invalid",
    status: 400,
    whoMustAct: "caller",
    nextAction: "Mend the request.",
    requestId: "r-1",
    failures: [{ path: "limit", message: "give a whole number from 1 to 500" }],
  })
  expect(failed.message).toBe("limit: give a whole number from 1 to 500")
  expect(seen).toHaveLength(1)
})

it("A write is sent again with the key it had, after broken connections and answers that may pass", async () => {
  const { settings, seen, pausesMs } = await scripted([undefined, busy(7), { status: 503, body: "<html>" }, MADE])
  expect(await createRollcall(settings).timeoffRequests.create(LEAVE)).toEqual({ id: "1" })
  expect(seen).toHaveLength(4)
  expect(new Set(seen.map(({ key }) => key)).size).toBe(1)
  expect(seen[0]?.key).toMatch(/^[0-9a-f-]{36}$/)
  expect(seen[0]).toMatchObject({ method: "POST", path: "/unified/hris/timeoff_requests", body: JSON.stringify(LEAVE) })
  expect(pausesMs).toEqual([500, 7000, 2000])
})

it("A key of the caller's own is sent, and each write without one has another", async () => {
  const { settings, seen } = await scripted([MADE, MADE, MADE])
  const rollcall = createRollcall(settings)
  await rollcall.timeoffRequests.create(LEAVE, { idempotencyKey: "leave-1" })
  await rollcall.timeoffRequests.create(LEAVE)
  await rollcall.timeoffRequests.create(LEAVE)
  expect(seen[0]?.key).toBe("leave-1")
  expect(new Set(seen.map(({ key }) => key)).size).toBe(3)
})

it("A write that has no key is not sent again unless it certainly did nothing", async () => {
  const { settings, seen } = await scripted([busy(1), undefined])
  const asked = createRollcall({ ...settings, accountId: "a" }).mappingOverrides.preview({} as never)
  await expect(asked).rejects.toMatchObject({ code: "client.unreachable" })
  expect(seen.map(({ key }) => key)).toEqual([undefined, undefined])
})

it("Waiting for more than a minute is left to whoever calls", async () => {
  const { settings, seen } = await scripted([busy(3600)])
  const asked = createRollcall(settings).employees.get("1")
  await expect(asked).rejects.toMatchObject({ code: "request.rate_limited", retryAfterSeconds: 3600 })
  expect(seen).toHaveLength(1)
})

it("It gives up after as many retries as it may make", async () => {
  const { settings, seen } = await scripted(() => undefined)
  const rollcall = createRollcall({ ...settings, maxRetries: 2 })
  await expect(rollcall.employees.get("1")).rejects.toMatchObject({ code: "client.unreachable", status: undefined })
  await expect(rollcall.employees.get("1", {}, { maxRetries: 0 })).rejects.toThrow("can't be reached")
  expect(seen).toHaveLength(4)
})

it("What does not answer in time, and what is not from Rollcall, is told apart", async () => {
  const { settings } = await scripted((seen) => (seen.path.endsWith("/1") ? "silence" : { body: "<html>" }))
  const rollcall = createRollcall({ ...settings, maxRetries: 0, timeoutMs: 30 })
  await expect(rollcall.employees.get("1")).rejects.toMatchObject({ code: "client.timeout" })
  await expect(rollcall.employees.get("2", {}, { timeoutMs: 10_000 })).rejects.toMatchObject({
    code: "client.invalid_answer",
    body: "<html>",
  })
})

it("A caller who ends a call is told their own reason, also while it is waited for another attempt", async () => {
  const { settings } = await scripted(() => busy(5))
  const ending = new AbortController()
  const sleep = async () => ending.abort(new Error("enough"))
  const rollcall = createRollcall({ ...settings, sleep })
  await expect(rollcall.employees.get("1", {}, { signal: ending.signal })).rejects.toThrow("enough")
})

it("A redirect is not followed, because the token would go elsewhere", async () => {
  const { settings, seen } = await scripted([{ status: 302, headers: { location: "/elsewhere" } }])
  await expect(createRollcall({ ...settings, maxRetries: 0 }).server.ping()).rejects.toThrow("can't be reached")
  expect(seen).toHaveLength(1)
})

it("The account of the client is named wherever one is taken, and nowhere else", async () => {
  const { settings, seen } = await scripted(() => ({ body: { result: [], next_cursor: null } }))
  const acme = createRollcall(settings).account("acme")
  await acme.employees.list({ employment_status: "active" })
  await acme.webhooks.list()
  await acme.syncRuns.create({ resources: ["employees"] })
  await acme.proxy.create("employees/employees", { name: "Ada" })
  await acme.employees.get("7", { integrated_account_id: "other" })
  await acme.custom.get("api/v1/me", { fields: ["a"] })
  expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "GET /unified/hris/employees?integrated_account_id=acme&employment_status=active",
    "GET /webhook",
    "POST /sync-run",
    "POST /proxy/employees%2Femployees?integrated_account_id=acme",
    "GET /unified/hris/employees/7?integrated_account_id=other",
    "GET /custom/api/v1/me?integrated_account_id=acme&fields%5B%5D=a",
  ])
  expect(JSON.parse(seen[2]?.body ?? "")).toEqual({ integrated_account_id: "acme", resources: ["employees"] })
})

it("What has no method of its own is called by its path, bytes as they are", async () => {
  const { settings, seen } = await scripted(() => ({ body: { ok: true } }))
  const body = new Uint8Array([1, 2, 3])
  expect(await createRollcall(settings).request("POST", "/later", { body, query: { a: 1 }, requestId: "r-9" })).toEqual(
    {
      ok: true,
    },
  )
  expect(seen[0]).toMatchObject({ path: "/later?a=1", body: "\x01\x02\x03" })
  expect(seen[0]?.headers).toMatchObject({ authorization: "Bearer secret", "x-request-id": "r-9" })
})

it.each([
  [{ url: "rollcall.example.com", token: "t" }, "url: give the address of your Rollcall"],
  [{ url: "https://rollcall.example.com", token: "" }, "token: give an API token"],
])("Settings that can't work are refused: %j", (settings, message) => {
  expect(() => createRollcall(settings)).toThrow(message)
})
