import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { type AddressInfo, createServer as createSocket } from "node:net"
import { text } from "node:stream/consumers"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { type Rollcall, startRollcall } from "./rollcall.js"

/** Longer than any run of these tests. */
const INTERVAL_MINUTES = 600

type Told = { event: string; payload: any }
type World = { rollcall: Rollcall; told: Told[]; close(): Promise<void> }

/** A company that has been synced once, and a subscriber who hears of everything after that. */
async function startWorld(env: Record<string, string>): Promise<World> {
  const told: Told[] = []
  const hear = async (request: IncomingMessage, response: ServerResponse) => {
    const { event, payload } = JSON.parse(await text(request))
    told.push({ event, payload })
    response.end()
  }
  const subscriber = createServer((request, response) => void hear(request, response))
  subscriber.listen(0, "127.0.0.1")
  await once(subscriber, "listening")
  const { port } = subscriber.address() as AddressInfo
  const rollcall = await startRollcall({
    sandbox: { size: 30, webhookRetryMs: [50] },
    env,
    sync: { interval_minutes: INTERVAL_MINUTES },
  })
  await vi.waitFor(async () => expect(await runsOf(rollcall)).toContain("connect completed"), UNTIL_READ)
  const body = { target_url: `http://127.0.0.1:${port}/` }
  expect((await rollcall.call("/webhook", { method: "POST", body })).status).toBe(200)
  const close = async () => {
    await rollcall.close()
    subscriber.closeAllConnections()
    subscriber.close()
  }
  return { rollcall, told, close }
}

async function freePort(): Promise<number> {
  const server = createSocket().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}

const UNTIL_READ = { timeout: 40_000, interval: 100 }
const runsOf = async ({ call }: Rollcall): Promise<string[]> =>
  (await call("/sync-run")).body.result.map(({ trigger, status }: any) => `${trigger} ${status}`)

type Company = Rollcall["sandbox"]
const happen = async ({ url }: Company, action: string, body: object): Promise<any> => {
  const answer = await fetch(`${url}/_sandbox/${action}`, { method: "POST", body: JSON.stringify(body) })
  expect(answer.status).toBe(200)
  return answer.json()
}
/** One of those who work there. */
const pick = ({ running }: Company, place: number): string => {
  const people = running.store.all("employees/employees")
  return people.filter(({ terminated_on }) => terminated_on === null)[place]?.id ?? ""
}

type IsIt = (payload: any) => boolean
const ofRecord =
  (id: string): IsIt =>
  (payload) =>
    payload.record_id === id

type Change = { name: string; event: string; act(company: Company): Promise<IsIt> }
const CHANGES: readonly Change[] = [
  {
    name: "a hire",
    event: "employee:hired",
    act: async (company) => ofRecord((await happen(company, "hire", { salary_amount: 4_000_000 })).id),
  },
  {
    name: "a raise",
    event: "compensation:changed",
    async act(company) {
      const id = pick(company, 1)
      await happen(company, "raise", { employee_id: id, salary_amount: 9_876_500 })
      return (payload) => payload.details.employee.id === id
    },
  },
  {
    name: "a new contract",
    event: "record:created",
    async act(company) {
      await happen(company, "raise", { employee_id: pick(company, 2), job_title: "Pilot" })
      return (payload) => payload.resource === "hris/employments" && payload.after.job_title === "Pilot"
    },
  },
  {
    name: "another team",
    event: "employee:group_joined",
    async act(company) {
      const id = pick(company, 4)
      const teams = company.running.store.all("teams/teams") as any[]
      const team = teams.find(({ employee_ids }) => !employee_ids.includes(id))
      await happen(company, "move", { employee_id: id, team_id: team.id })
      return ofRecord(id)
    },
  },
  {
    name: "an approved leave",
    event: "timeoff_request:approved",
    async act(company) {
      const days = { start_on: "2027-03-01", finish_on: "2027-03-02" }
      const { id } = await happen(company, "request-leave", { employee_id: pick(company, 3), ...days })
      await happen(company, "approve-leave", { id })
      return ofRecord(id)
    },
  },
  {
    name: "a termination",
    event: "employee:terminated",
    async act(company) {
      const id = pick(company, 5)
      await happen(company, "terminate", { employee_id: id, terminated_on: "2026-01-31" })
      return ofRecord(id)
    },
  },
]

const isTold = ({ told }: World, event: string, isIt: IsIt): Promise<Told> =>
  vi.waitFor(
    () => {
      const found = told.find((one) => one.event === event && isIt(one.payload))
      if (!found) throw new Error(`no ${event} among ${told.map((one) => one.event).join()}`)
      return found
    },
    { timeout: 20_000, interval: 10 },
  )

/** Neither its schedule nor its midnight can come while the tests run, however slow they are. */
const keepIdle = ({ app }: Rollcall) => {
  const now = new Date()
  const nextDayAt = new Date(now.getTime() + 30 * 86_400_000)
  return app.database.db.updateTable("sync_account").set({ scheduled_at: now, next_day_at: nextDayAt }).execute()
}

describe("Through Factorial's webhooks, without any run, a subscriber hears of", () => {
  let world: World
  let before: string[]
  beforeAll(async () => {
    const port = String(await freePort())
    world = await startWorld({ PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` })
    const { store } = world.rollcall.sandbox.running
    const isSubscribed = () => expect(store.all("api_public/webhook_subscriptions").length).toBeGreaterThan(30)
    await vi.waitFor(isSubscribed, { timeout: 20_000 })
    await keepIdle(world.rollcall)
    await vi.waitFor(async () => {
      before = await runsOf(world.rollcall)
      for (const run of before) expect(run).toContain("completed")
    }, UNTIL_READ)
  }, 90_000)
  afterAll(() => world.close())

  it.each(CHANGES)("$name", async ({ event, act }) => {
    await isTold(world, event, await act(world.rollcall.sandbox))
    expect(await runsOf(world.rollcall)).toEqual(before)
  })
})

describe("By polling alone a subscriber hears of every change within one run", () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld({})
  }, 90_000)
  afterAll(() => world.close())

  it("that the schedule makes when the interval is over", async () => {
    const { call, app, sandbox } = world.rollcall
    const changes = await Promise.all(CHANGES.map(async ({ event, act }) => ({ event, isIt: await act(sandbox) })))
    await app.moveClock(INTERVAL_MINUTES * 60_000)
    for (const { event, isIt } of changes) await isTold(world, event, isIt)
    expect((await call("/sync-run?trigger=schedule")).body.result).toHaveLength(1)
    expect((await call("/sync-run?trigger=hint")).body.result).toEqual([])
  }, 60_000)
})
