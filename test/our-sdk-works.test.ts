import { mkdtemp, rm } from "node:fs/promises"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { RESOURCES } from "@rollcall/contract"
import { createRollcall, type Position, RollcallError, type WebhookEvent } from "@rollcall/sdk"
import { fileStore } from "@rollcall/sdk/node"
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest"
import { type Connected, startRollcall } from "./rollcall.js"
import { runSync } from "./sync.js"
import { systems } from "./systems.js"

describe.each(systems)("Our SDK on $name", (system) => {
  let connected: Connected
  let acme: ReturnType<typeof createRollcall>
  beforeAll(async () => {
    connected = await startRollcall({ system, sandbox: { size: 30 } })
    const { url, token, accountId } = connected
    acme = createRollcall({ url, token, accountId })
  })
  afterAll(() => connected.close())

  it("reads every row, whatever the size of a page", async () => {
    const ids = []
    for await (const { id } of acme.employees.list({ limit: 7 })) ids.push(id)
    expect(ids).toEqual(connected.company.ids("employees"))
    expect((await acme.employees.list({ limit: 7 })).result).toHaveLength(7)
    expect((await acme.employees.get(ids[3] ?? "")).id).toBe(ids[3])
  })

  it("filters by one value, several, and conditions", async () => {
    const all = await acme.employees.list().toArray()
    const wanted = all.slice(0, 3).map(({ id }) => id)
    const some = await acme.employees.list({ id: { in: wanted } }).toArray()
    expect(some.map(({ id }) => id).sort()).toEqual([...wanted].sort())
    const after = await acme.employees.list({ start_date: { gt: "2020-01-01" } }).toArray()
    expect(after.map(({ id }) => id)).toEqual(
      all.filter((one) => (one.start_date ?? "") > "2020-01-01").map(({ id }) => id),
    )
    const lean = await acme.employees.list({ truto_exclude_fields: ["emails", "groups"], limit: 1 })
    expect(lean.result[0]).not.toHaveProperty("emails")
  })

  it("has a method for every list of the API, and each answers rows", async () => {
    const lists = Object.entries(acme).flatMap(([name, methods]) =>
      typeof methods === "object" && "list" in methods && !["proxy", "documentation"].includes(name) ? [name] : [],
    )
    expect(lists.length).toBeGreaterThan(30)
    const camel = (name: string) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())
    const absent = RESOURCES.filter((one) => !system.resources.includes(one)).map(camel)
    for (const name of lists) {
      const { list } = (acme as any)[name]
      const page = await (name === "mcpTokens" ? list(connected.accountId) : list()).catch(
        (error: RollcallError) => error,
      )
      if (absent.includes(name)) expect(page.message).toContain("has no")
      else expect(page.result, `${name}: ${page.message}`).toBeInstanceOf(Array)
    }
  })

  it("tells what was refused, who must act and how it is found in the log", async () => {
    const failed = await acme.employees.list({ limit: 501 }).catch((error) => error)
    expect(failed).toBeInstanceOf(RollcallError)
    expect(failed).toMatchObject({
      code: "request.invalid",
      status: 400,
      whoMustAct: "caller",
      failures: [{ path: "limit" }],
    })
    await expect
      .poll(async () => (await acme.log.list({ created_at: { gt: "2020-01-01" } })).result.map((one) => one.request_id))
      .toContain(failed.requestId)
  })

  it("shows what a write would be, and writes nothing", async () => {
    const [person] = (await acme.employees.list({ limit: 1 })).result
    const [type] = (await acme.timeoffTypes.list()).result
    const before = connected.company.ids("timeoff_requests").length
    const body = {
      employee: { id: person?.id ?? "" },
      reason: { id: type?.id ?? "" },
      start_time: "2031-03-03",
      end_time: "2031-03-04",
    }
    const plan = await acme.timeoffRequests.create(body, { query: { dry_run: true } })
    expect(plan.steps[0]?.request?.method).toMatch(/POST|PUT/)
    expect(connected.company.ids("timeoff_requests")).toHaveLength(before)
  })

  it("makes a webhook, and knows what is delivered to it", async () => {
    const { received, url, close } = await listen()
    const hook = await acme.webhooks.create({ target_url: url, event_types: ["employee:*"] })
    await acme.webhooks.test({ id: hook.id, event_type: "employee:hired" })
    const verified: WebhookEvent[] = []
    for (const one of received) verified.push(await acme.webhooks.verify({ ...one, secret: hook.secret }))
    expect(verified.map(({ event }) => event)).toEqual(["employee:hired"])
    await expect(acme.webhooks.verify({ ...received[0], secret: "x" } as never)).rejects.toThrow("signature")
    expect(await acme.webhooks.delete(hook.id)).toEqual({ id: hook.id })
    await close()
  })

  it("follows changes from where it was, also after a crash in the middle of a page", async () => {
    const directory = await mkdtemp(join(tmpdir(), "sdk-"))
    onTestFinished(() => rm(directory, { recursive: true }))
    const store = fileStore<Position>(join(directory, "position.json"))
    await store.save({ after: 0, log: null })
    expect((await runSync(connected, ["employees"])).status).toBe("completed")
    const [first, second] = connected.company.people()
    for (const one of [first, second]) await acme.employees.update(one?.id ?? "", { first_name: "Renamed" })
    const take = async (most: number) => {
      const seen: string[] = []
      for await (const { event, payload } of acme.changes.follow({
        store,
        event_type: "record:updated",
        resource: "hris/employees",
      })) {
        seen.push(`${event} ${"record_id" in payload ? payload.record_id : ""}`)
        if (seen.length === most) break
      }
      return seen
    }
    const once = await take(1)
    expect(await take(2)).toEqual([once[0], expect.stringContaining("record:updated")])
  })
})

async function listen() {
  const received: { body: Uint8Array; headers: Record<string, string | string[] | undefined> }[] = []
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    received.push({ body: Buffer.concat(await request.toArray()), headers: request.headers })
    response.end()
  }
  const server = createServer((request, response) => void receive(request, response))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return { received, url: `http://127.0.0.1:${port}/`, close: () => new Promise((resolve) => server.close(resolve)) }
}
