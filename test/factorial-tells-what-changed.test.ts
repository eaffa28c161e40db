import { once } from "node:events"
import { type AddressInfo, createServer } from "node:net"
import { afterAll, beforeAll, expect, it, vi } from "vitest"
import { type Rollcall, startRollcall } from "./rollcall.js"

const SUBSCRIPTIONS = "api_public/webhook_subscriptions"
let rollcall: Rollcall

beforeAll(async () => {
  const port = String(await freePort())
  rollcall = await startRollcall({
    sandbox: { size: 4, webhookRetryMs: [50] },
    env: { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` },
    sync: { interval_minutes: 60 },
  })
})
afterAll(() => rollcall.close())

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}

const subscriptions = () => rollcall.sandbox.running.store.all(SUBSCRIPTIONS)
const isComplete = () => vi.waitFor(() => expect(subscriptions().length).toBeGreaterThan(30), { timeout: 60_000 })

it("a connected company's changes are posted to Rollcall and followed", async () => {
  await isComplete()
  const { sandbox, app, accountId } = rollcall
  const answer = await fetch(`${sandbox.url}/_sandbox/hire`, { method: "POST", body: '{"job_title":"Baker"}' })
  expect(answer.status).toBe(200)
  await sandbox.running.webhooks.settled()
  const states = sandbox.running.webhooks.deliveries().map(({ event, state }) => `${event} ${state}`)
  expect(states).toContain("employees/employee/create_with_contract delivered")
  expect(states.filter((state) => !state.endsWith(" delivered"))).toEqual([])
  await vi.waitFor(
    async () => {
      const hints = await app.database.db
        .selectFrom("inbound_hint")
        .selectAll()
        .where("account_id", "=", accountId)
        .execute()
      expect(hints).toEqual([])
    },
    { timeout: 60_000 },
  )
})

/** Calls to lists and rows of the company that Rollcall makes until it has followed what happened. */
async function callsFor(happens: () => Promise<unknown>, isKnown: () => Promise<void>): Promise<string[]> {
  const { running } = rollcall.sandbox
  await isFollowed()
  running.requests = []
  await happens()
  await running.webhooks.settled()
  await vi.waitFor(isKnown, { timeout: 60_000 })
  await isFollowed()
  return running.requests.map(({ method, url }) => `${method} ${url}`)
}

const isFollowed = () =>
  vi.waitFor(
    async () => {
      const { db } = rollcall.app.database
      expect(await db.selectFrom("inbound_hint").select("value").execute()).toEqual([])
      const { body } = await rollcall.call("/sync-run?limit=500")
      expect(body.result.filter(({ status }: any) => status === "queued" || status === "running")).toEqual([])
    },
    { timeout: 60_000, interval: 100 },
  )

const happen = (action: string, body: object) =>
  fetch(`${rollcall.sandbox.url}/_sandbox/${action}`, { method: "POST", body: JSON.stringify(body) })

const synced = async (path: string) => (await rollcall.call(`/unified/hris/${path}`)).body

it("another manager costs three calls at most, also for someone with time off", async () => {
  const { store } = rollcall.sandbox.running
  const [boss, person] = store.all("employees/employees")
  const [type] = store.all("timeoff/leave_types")
  const made = await rollcall.call("/unified/hris/timeoff_requests?ACC", {
    method: "POST",
    body: { employee: { id: person?.id }, timeoff_type: type?.id, start_time: "2027-03-01", end_time: "2027-03-01" },
  })
  expect(made.status, made.text).toBe(200)
  await vi.waitFor(async () => {
    const { result } = await synced(`timeoff_requests?ACC&source=synced&employee_id=${person?.id}`)
    expect(result.map(({ id }: any) => id)).toContain(made.body.id)
  })
  const calls = await callsFor(
    () => happen("move", { employee_id: person?.id, manager_id: boss?.id }),
    async () => {
      const copy = await synced(`employees/${person?.id}?ACC&source=synced`)
      expect(copy.manager).toMatchObject({ id: boss?.id, name: boss?.full_name })
    },
  )
  expect(calls.length, calls.join("\n")).toBeLessThanOrEqual(3)
  const { data_as_of: _at, last_attempt: _attempt, ...copy } = await synced(`employees/${person?.id}?ACC&source=synced`)
  const { remote_data: _, ...live } = await synced(`employees/${person?.id}?ACC`)
  expect(copy).toEqual(live)
})

it("an address that nobody listens at is a 404 like any other", async () => {
  await isComplete()
  const path = new URL(String(subscriptions()[0]?.target_url)).pathname
  const wrong = `${path.slice(0, -3)}AAA`
  for (const [address, challenge] of [
    [wrong, String(subscriptions()[0]?.challenge)],
    [path, "guessed"],
  ] as const) {
    const headers = { "x-factorial-wh-challenge": challenge }
    const { status, body } = await rollcall.call(address, { method: "POST", token: null, headers, body: { id: "1" } })
    expect([status, body.message]).toEqual([404, "nobody listens at this address"])
  }
})

it("a delivery counts whatever its content type says, and one that is too big is refused", async () => {
  await isComplete()
  const created = subscriptions().find(({ type }) => type === "locations/location/create")
  const path = new URL(String(created?.target_url)).pathname
  const post = (body: string, headers: Record<string, string>) =>
    rollcall.call(path, {
      method: "POST",
      token: null,
      headers: { "x-factorial-wh-challenge": String(created?.challenge), ...headers },
      body,
    })
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/vnd.api+json; charset=utf-8"])
    expect((await post('{"id":"999999"}', { "content-type": type })).status, type).toBe(200)
  expect((await post('{"id":"999999"}', {})).status).toBe(200)
  expect((await post("", { "content-type": "application/json" })).status).toBe(200)
  expect((await post(" ".repeat(600_000), { "content-type": "application/json" })).status).toBe(413)
})

it("the subscriptions go with the account", async () => {
  await isComplete()
  expect((await rollcall.call(`/integrated-account/${rollcall.accountId}`, { method: "DELETE" })).status).toBe(200)
  expect(subscriptions()).toEqual([])
})
