import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest"
import { type Rollcall, startRollcall } from "./rollcall.js"

const QUOTA = { requests: 40, windowSeconds: 60 }

let rollcall: Rollcall
beforeAll(async () => {
  rollcall = await startRollcall({ sandbox: { size: 60 } })
})
beforeEach(() => {
  rollcall.sandbox.running.faults.clear()
  rollcall.sandbox.running.requests.length = 0
})
afterAll(() => rollcall.close())

const refusedIn = ({ sandbox: { running } }: Rollcall) => running.requests.filter(({ status }) => status === 429)

async function requestRun({ call, accountId }: Rollcall): Promise<string> {
  return (await call("/sync-run", { method: "POST", body: { integrated_account_id: accountId } })).body.id
}

/** Both clocks, by less than the time that a call has: one that has begun meanwhile does not end by it. */
const STEP_MS = 5_000
async function passTime({ app, sandbox: { running } }: Rollcall): Promise<void> {
  running.clock.set(new Date(running.clock.now().getTime() + STEP_MS))
  await app.moveClock(STEP_MS)
}

const workers = ({ app }: Rollcall) =>
  app.database.db.selectFrom("lease").select("holder").where("work", "=", "sync").execute()

/** Until the run is completed, time goes by whenever nobody works for the account, because the rest has to wait. */
async function complete(world: Rollcall, id: string, eachMinute: () => Promise<void>): Promise<void> {
  let waitedMs = 0
  const goOn = async () => {
    const { status } = (await world.call(`/sync-run/${id}`)).body
    if (status === "running" && (await workers(world)).length === 0) {
      if (waitedMs % 60_000 === 0) await eachMinute()
      await passTime(world)
      waitedMs += STEP_MS
    }
    expect(status).toBe("completed")
  }
  await vi.waitFor(goOn, { timeout: 120_000, interval: 10 })
}

it("A sync that needs more calls than there are slows down: it meets no limit, and leaves calls to people", async () => {
  const { running } = rollcall.sandbox
  running.faults.add({ kind: "quota", ...QUOTA })
  const answers: number[] = []
  await complete(rollcall, await requestRun(rollcall), async () => {
    answers.push((await rollcall.call("/proxy/teams-teams?ACC")).status)
  })
  expect(new Set(answers)).toEqual(new Set([200]))
  expect(running.requests.length).toBeGreaterThan(QUOTA.requests)
  expect(refusedIn(rollcall)).toEqual([])
})

it("A limit that a sync meets holds back everything of the account, also what the sync reads side by side, until it is over", async () => {
  const { call, sandbox } = rollcall
  const { running } = sandbox
  running.faults.add({ kind: "status", status: 429, retryAfterSeconds: 60, path: "teams/teams", times: 1 })
  const run = await requestRun(rollcall)
  await vi.waitFor(() => expect(refusedIn(rollcall)).toHaveLength(1), 60_000)
  await vi.waitFor(async () => expect(await workers(rollcall)).toEqual([]), 60_000)
  const sent = running.requests.length
  const held = await call("/proxy/teams-teams?ACC")
  expect(held.status).toBe(429)
  expect(Number(held.headers["retry-after"])).toBeLessThanOrEqual(60)
  expect(running.requests.length).toBe(sent)
  // What was on its way when the limit came, of four tables and the page ahead of each.
  expect(sent - running.requests.findIndex(({ status }) => status === 429)).toBeLessThanOrEqual(8)
  await complete(rollcall, run, async () => {})
  expect(refusedIn(rollcall)).toHaveLength(1)
})
