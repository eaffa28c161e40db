import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, expect, it, vi } from "vitest"
import { Journal, KEEPS_NOTHING } from "../state/journal.js"
import { createClock, offsetOf } from "../time/clock.js"
import { DeliveryQueue, type QueueOptions } from "./delivery-queue.js"

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function startTarget(statuses: number[]) {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    request.on("data", (chunk) => bodies.push(String(chunk)))
    request.on("end", () => response.writeHead(statuses[bodies.length - 1] ?? 204).end())
  })
  await once(server.listen(0, "127.0.0.1"), "listening")
  open.push(() => server.close())
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`, bodies }
}

const START = new Date("2026-11-23T09:00:00Z")
const MINUTE = 60_000
function start(url: string, options: Partial<QueueOptions<string>> = {}) {
  const clock = createClock({ timezone: () => "UTC", offsetMs: offsetOf(START) })
  const queue = new DeliveryQueue<string>({
    clock,
    target: ({ note }) => ({ url, headers: { "x-note": note } }),
    retry: ({ attempts }) => (attempts.length < 4 ? { ms: 5 * MINUTE, by: "clock" } : null),
    timeoutMs: 5_000,
    ...options,
  })
  open.push(() => queue.close())
  const add = (body: string) => queue.add({ event: "e", subscriptionId: "1", targetUrl: url, body, note: "n" })
  const pass = (minutes: number) => clock.set(new Date(clock.now().getTime() + minutes * MINUTE))
  const attempts = () => queue.deliveries().map((one) => one.attempts.map(({ status }) => status))
  return { clock, queue, add, pass, attempts }
}

it("A retry is due when the sandbox's clock was moved that far, and not before", async () => {
  const target = await startTarget([500])
  const { queue, add, pass, attempts } = start(target.url)
  add("a")
  await vi.waitFor(() => expect(attempts()).toEqual([[500]]))
  pass(3)
  pass(1)
  add("b")
  await vi.waitFor(() => expect(attempts()).toEqual([[500], [204]]))
  pass(2)
  await queue.settled()
  expect(attempts()).toEqual([[500, 204], [204]])
  expect(queue.deliveries().map(({ state }) => state)).toEqual(["delivered", "delivered"])
})

it("What the system gives up on has failed, and it is told so", async () => {
  const target = await startTarget([410])
  const gaveUp = vi.fn()
  const { queue, add } = start(target.url, { retry: () => null, gaveUp })
  add("a")
  await queue.settled()
  expect(gaveUp).toHaveBeenCalledWith(expect.objectContaining({ state: "failed", body: "a" }))
})

it("What nobody wants any more is dropped before it is sent", async () => {
  const target = await startTarget([])
  const { queue, add } = start(target.url, { target: () => null })
  add("a")
  await queue.settled()
  expect(target.bodies).toEqual([])
  expect(queue.deliveries()).toMatchObject([{ state: "dropped", attempts: [] }])
})

it("What waits outlives the process with the attempts it had", async () => {
  const at = mkdtempSync(join(tmpdir(), "sandbox-queue-"))
  open.push(() => rmSync(at, { recursive: true }))
  const target = await startTarget([500, 500])
  const keeper = new Journal(at, "company")
  keeper.restart([])
  const first = start(target.url, { keeper })
  first.add("a")
  await vi.waitFor(() => expect(first.attempts()).toEqual([[500]]))
  await first.queue.close()
  keeper.close()
  const again = new Journal(at, "company")
  const second = start(target.url, { keeper: again })
  await vi.waitFor(() => expect(second.attempts()).toEqual([[500, 500]]))
  second.pass(5)
  await second.queue.settled()
  expect(second.attempts()).toEqual([[500, 500, 204]])
  again.close()
  const third = start(target.url, { keeper: new Journal(at, "company") })
  expect(third.queue.deliveries()).toEqual([])
})

it("Nothing is added after it was closed", async () => {
  const { queue, add } = start("http://127.0.0.1:9/", { keeper: KEEPS_NOTHING })
  await queue.close()
  add("a")
  expect(queue.deliveries()).toEqual([])
})
