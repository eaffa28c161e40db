import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { afterAll, beforeAll, expect, it } from "vitest"
import { describeProcesses, makeShared, type Served, serve } from "./processes.js"

const TOLD = ["integrated_account:created", "integrated_account:deleted"]

type Event = { id: string; sequence: number; event: string }

describeProcesses("A delivery survives its process", () => {
  let shared: Awaited<ReturnType<typeof makeShared>>
  const servers: Served[] = []
  const received: { event: Event; raw: string }[] = []
  let onEvent: (count: number) => void = () => {}
  const hear = async (request: IncomingMessage, response: ServerResponse) => {
    const raw = await text(request)
    received.push({ event: JSON.parse(raw), raw })
    onEvent(received.length)
    response.end()
  }
  const receiver = createServer((request, response) => void hear(request, response))
  beforeAll(async () => {
    shared = await makeShared()
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve))
  })
  afterAll(async () => {
    await Promise.all(servers.map((one) => one.kill()))
    receiver.close()
    receiver.closeAllConnections()
    await shared?.drop()
  })

  it("kill -9 in mid-delivery, twice: everything arrives, in order, and what comes again is the same", async () => {
    const start = async () => {
      const made = await serve(shared.env)
      servers.push(made)
      return made
    }
    const first = await start()
    const headers = { authorization: "Bearer shared-token-0123456789" }
    const post = (path: string, body: unknown) =>
      fetch(first.url + path, { method: "POST", headers, body: JSON.stringify(body) })
    const { port } = receiver.address() as AddressInfo
    expect((await post("/webhook", { target_url: `http://127.0.0.1:${port}/`, event_types: TOLD })).status).toBe(200)
    onEvent = (count) => {
      if (count === 31) first.child.kill("SIGKILL")
    }
    const account = {
      tenant_id: "t",
      integration: "factorial",
      authentication_method: "api_key",
      context: { api_key: "k" },
    }
    let made = 0
    for (; made < 200; made++) {
      const answer = await post("/integrated-account", account).catch(() => undefined)
      if (answer?.status !== 200) break
      const { id }: any = await answer.json().catch(() => ({}))
      const path = `${first.url}/integrated-account/${id}`
      const gone = await fetch(path, { method: "DELETE", headers }).catch(() => undefined)
      if (gone?.status !== 200) break
    }
    expect(made).toBeGreaterThan(14)
    const second = await start()
    const killAt = received.length + 5
    onEvent = (count) => {
      if (count === killAt) second.child.kill("SIGKILL")
    }
    const third = await start()
    // The last one may have happened without its answer having come.
    const asked = new URLSearchParams({ event_type: TOLD.join(), limit: "500" })
    const changes: any = await (await fetch(`${third.url}/changes?${asked}`, { headers })).json()
    const wanted = changes.result.length
    expect(wanted).toBeGreaterThan(0)
    const seen = () => new Map(received.map(({ event, raw }) => [event.id, raw]))
    await expect.poll(() => seen().size, { timeout: 90_000, interval: 200 }).toBe(wanted)
    const firsts = [
      ...new Map([...received].reverse().map(({ event }) => [event.id, event.sequence])).values(),
    ].reverse()
    expect(firsts).toEqual([...firsts].sort((a, b) => a - b))
    expect(new Set(firsts).size).toBe(wanted)
    for (const { event, raw } of received) expect(raw).toBe(seen().get(event.id))
  }, 150_000)
})
