import { afterAll, beforeAll, expect, it, vi } from "vitest"
import { type Rollcall, startRollcall } from "./rollcall.js"

const QUOTA = { requests: 40, windowSeconds: 60 }

let rollcall: Rollcall
beforeAll(async () => {
  rollcall = await startRollcall({ sandbox: { size: 250 } })
})
afterAll(() => rollcall.close())

/** Both clocks, to where the HR system gives new calls. */
async function untilNextWindow({ app, sandbox: { running } }: Rollcall): Promise<void> {
  running.clock.set(new Date(running.clock.now().getTime() + QUOTA.windowSeconds * 1_000))
  await app.moveClock(QUOTA.windowSeconds * 1_000)
}

it("A sync that needs more calls than there are slows down: it meets no limit, and leaves calls to people", async () => {
  const { app, call, accountId, sandbox } = rollcall
  const { running } = sandbox
  running.requests.length = 0
  running.faults.add({ kind: "quota", ...QUOTA })
  const { body: run } = await call("/sync-run", { method: "POST", body: { integrated_account_id: accountId } })
  const look = async () => (await call(`/sync-run/${run.id}`)).body
  // Nobody works for the account: the rest of the run waits for its time.
  const isResting = async () => {
    const leases = app.database.db.selectFrom("lease").select("holder").where("work", "=", "sync")
    return (await leases.execute()).length === 0
  }
  let windows = 0
  const goOn = async () => {
    const { status } = await look()
    if (status === "running" && (await isResting())) {
      expect((await call("/proxy/teams-teams?ACC")).status).toBe(200)
      await untilNextWindow(rollcall)
      windows++
    }
    expect(status).toBe("completed")
  }
  await vi.waitFor(goOn, { timeout: 25_000, interval: 50 })
  expect(windows).toBeGreaterThan(0)
  expect(running.requests.length).toBeGreaterThan(QUOTA.requests)
  expect(running.requests.filter(({ status }) => status === 429)).toEqual([])
})

it("A limit that a sync meets holds back everything of the account, also what the sync reads side by side, until it is over", async () => {
  const { call, accountId, app, sandbox } = rollcall
  const { running } = sandbox
  running.faults.clear()
  running.requests.length = 0
  running.faults.add({ kind: "status", status: 429, retryAfterSeconds: 60, path: "teams/teams", times: 1 })
  const { body: run } = await call("/sync-run", { method: "POST", body: { integrated_account_id: accountId } })
  const refused = () => running.requests.findIndex(({ status }) => status === 429)
  await vi.waitFor(() => expect(refused()).toBeGreaterThanOrEqual(0), 20_000)
  await vi.waitFor(() => expect(running.inFlight).toBe(0), 5_000)
  const sent = running.requests.length
  const held = await call("/proxy/teams-teams?ACC")
  expect(held.status).toBe(429)
  expect(Number(held.headers["retry-after"])).toBeLessThanOrEqual(60)
  expect(running.requests.length).toBe(sent)
  // What was on its way when the limit came, of four tables and the page ahead of each.
  expect(sent - refused()).toBeLessThanOrEqual(8)
  await app.moveClock(61_000)
  await vi.waitFor(async () => expect((await call(`/sync-run/${run.id}`)).body.status).toBe("completed"), {
    timeout: 25_000,
    interval: 100,
  })
  expect(running.requests.filter(({ status }) => status === 429)).toHaveLength(1)
})
