import { once } from "node:events"
import { createServer, type RequestListener, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, expect, it, vi } from "vitest"
import { isEmbedded, type Rollcall, startRollcall } from "./rollcall.js"

/** With the healthy one as many as an environment may have, or the 20 that are asked for on the slower database. */
const HANGING = isEmbedded ? 20 : 99

let rollcall: Rollcall
const servers: Server[] = []
beforeAll(async () => {
  rollcall = await startRollcall()
})
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
  await rollcall.close()
})

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await once(server.listen(0, "127.0.0.1"), "listening")
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const post = async (path: string, body: object) => {
  const answer = await rollcall.call(path, { method: "POST", body })
  expect(answer.status, answer.text).toBe(200)
  return answer.body
}
/** One event. */
let happened = 0
const happen = async () => {
  const body = { tenant_id: `t${++happened}` }
  const answer = await rollcall.call(`/integrated-account/${rollcall.accountId}`, { method: "PATCH", body })
  expect(answer.status, answer.text).toBe(200)
}

it("a healthy endpoint hears at once while all others hang until the timeout, and when they are tried again", async () => {
  let hanging = 0
  const slow = await listen(() => void hanging++)
  for (let count = 0; count < HANGING; count++) await post("/webhook", { target_url: `${slow}/${count}` })
  await happen()
  await vi.waitFor(() => expect(hanging).toBe(HANGING), 20_000)
  let heard = 0
  const healthy = await listen((request, response) => {
    heard++
    request.resume().on("end", () => response.end())
  })
  await post("/webhook", { target_url: healthy })
  // An endpoint that hangs keeps its worker for 15 seconds.
  const hears = async () => {
    const before = heard
    await happen()
    await vi.waitFor(() => expect(heard).toBe(before + 1), { timeout: 14_000, interval: 20 })
  }
  for (let count = 0; count < 3; count++) await hears()
  // After 15 seconds they fail, and hang again some seconds later.
  const wait = async () => {
    await rollcall.app.moveClock(5_000)
    expect(hanging).toBeGreaterThan(HANGING)
  }
  await vi.waitFor(wait, { timeout: 40_000, interval: 100 })
  for (let count = 0; count < 3; count++) await hears()
})
