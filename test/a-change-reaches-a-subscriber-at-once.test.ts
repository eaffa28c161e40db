import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { type AddressInfo, createServer as createSocket } from "node:net"
import { text } from "node:stream/consumers"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { type Connected, startRollcall } from "./rollcall.js"
import { type Company, type System, systems } from "./systems.js"

/** Longer than any run of these tests. */
const INTERVAL_MINUTES = 600

type Told = { event: string; payload: any }
type World = { rollcall: Connected; told: Told[]; close(): Promise<void> }

/** A company that has been synced once, and a subscriber who hears of everything after that. */
async function startWorld(system: System, env: Record<string, string> = {}): Promise<World> {
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
    system,
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

const UNTIL_READ = { timeout: 60_000, interval: 100 }
const runsOf = async ({ call }: Connected): Promise<string[]> =>
  (await call("/sync-run")).body.result.map(({ trigger, status }: any) => `${trigger} ${status}`)

/** One of those who work there. */
const pick = (company: Company, place: number): string =>
  company.people().filter(({ isWorking }) => isWorking)[place]?.id ?? ""

type IsIt = (payload: any) => boolean
const ofRecord =
  (id: string): IsIt =>
  (payload) =>
    payload.record_id === id

type Change = { name: string; event: string; of: "people" | "time off"; act(company: Company): Promise<IsIt> }
const CHANGES: readonly Change[] = [
  {
    name: "a hire",
    event: "employee:hired",
    of: "people",
    act: async ({ does }) => ofRecord(await does.hire({ firstName: "Nova", lastName: "Persona", pay: 40_000 })),
  },
  {
    name: "a raise",
    event: "compensation:changed",
    of: "people",
    async act(company) {
      const id = pick(company, 1)
      await company.does.raise(id, 98_765)
      return (payload) => payload.details.employee.id === id
    },
  },
  {
    name: "a new contract",
    event: "record:created",
    of: "people",
    async act(company) {
      const id = pick(company, 2)
      const title = await company.does.promote(id)
      const isIt = ({ employee, job_title }: any) => employee.id === id && job_title === title
      return (payload) => payload.resource === "hris/employments" && isIt(payload.after)
    },
  },
  {
    name: "another group",
    event: "employee:group_joined",
    of: "people",
    async act(company) {
      const id = pick(company, 4)
      await company.does.join(id)
      return ofRecord(id)
    },
  },
  {
    name: "an approved leave",
    event: "timeoff_request:approved",
    of: "time off",
    async act(company) {
      const id = await company.does.requestLeave(pick(company, 3), { from: "2027-03-01", to: "2027-03-02" })
      await company.does.approveLeave(id)
      return ofRecord(id)
    },
  },
  {
    name: "a termination",
    event: "employee:terminated",
    of: "people",
    async act(company) {
      const id = pick(company, 5)
      await company.does.terminate(id, "2026-01-31")
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
    { timeout: 60_000, interval: 10 },
  )

/** Neither its schedule nor its midnight can come while the tests run, however slow they are. */
const keepIdle = ({ app }: Connected) => {
  const now = new Date()
  const nextDayAt = new Date(now.getTime() + 30 * 86_400_000)
  return app.database.db.updateTable("sync_account").set({ scheduled_at: now, next_day_at: nextDayAt }).execute()
}

describe.each(systems)("Through the webhooks of $name, without any run, a subscriber hears of", (system) => {
  let world: World
  let before: string[]
  beforeAll(async () => {
    const port = String(await freePort())
    world = await startWorld(system, { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` })
    const { company } = world.rollcall
    await vi.waitFor(() => expect(system.webhooks.isSubscribed(company)).toBe(true), { timeout: 60_000 })
    await keepIdle(world.rollcall)
    await vi.waitFor(async () => {
      before = await runsOf(world.rollcall)
      for (const run of before) expect(run).toContain("completed")
    }, UNTIL_READ)
  })
  afterAll(() => world.close())

  const changes = CHANGES.filter(({ of }) => system.webhooks.tellOf.includes(of))
  it.each(changes)("$name", async ({ event, act }) => {
    await isTold(world, event, await act(world.rollcall.company))
    expect(await runsOf(world.rollcall)).toEqual(before)
  })
})

describe.each(systems)("By polling $name alone a subscriber hears of every change within one run", (system) => {
  let world: World
  beforeAll(async () => {
    world = await startWorld(system)
  })
  afterAll(() => world.close())

  it("that the schedule makes when the interval is over", async () => {
    const { call, app, company } = world.rollcall
    const changes = await Promise.all(CHANGES.map(async ({ event, act }) => ({ event, isIt: await act(company) })))
    await app.moveClock(INTERVAL_MINUTES * 60_000)
    for (const { event, isIt } of changes) await isTold(world, event, isIt)
    expect((await call("/sync-run?trigger=schedule")).body.result).toHaveLength(1)
    expect((await call("/sync-run?trigger=hint")).body.result).toEqual([])
  })
})
