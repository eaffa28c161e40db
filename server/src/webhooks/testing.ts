import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { createChanges, type NewEvent } from "../changes/index.js"
import { createClock } from "../clock.js"
import type { Database } from "../db/index.js"
import { insertEnvironment, testVault } from "../db/testing.js"
import { createEgress } from "../egress/index.js"
import { createJobs } from "../jobs/index.js"
import { createWebhooks } from "./index.js"

export type Received = { path: string; body: { id: string; event: string; sequence: number } }
type Behave = (response: ServerResponse, received: Received) => void | Promise<void>

/** An endpoint that does what the test says; 200 unless told. */
export async function startTarget() {
  const received: Received[] = []
  let behave: Behave = (response) => void response.end()
  const hear = async (request: IncomingMessage, response: ServerResponse) => {
    const one = { path: request.url ?? "", body: JSON.parse(await text(request)) }
    received.push(one)
    await behave(response, one)
  }
  const server = createServer((request, response) => void hear(request, response))
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo // it listens on TCP
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, "close")
  }
  const behaveAs = (next: Behave) => {
    behave = next
  }
  return { url: `http://127.0.0.1:${port}/`, received, behaveAs, close }
}

/** The part under test on a database of its own; nothing works in the background. */
export async function startWorld(database: Database, now?: () => Date) {
  const { db } = database
  const clock = { ...createClock(), random: () => 0, ...(now ? { now } : {}) }
  const jobs = await createJobs({ database, clock, isWorker: false, onError: () => {} })
  const egress = createEgress({ allowPrivateNetwork: true })
  const changes = createChanges({ db, wake: async () => {} })
  const webhooks = createWebhooks({ db, vault: testVault(), egress, changes, jobs, clock })
  const environmentId = await insertEnvironment(db)
  const happen = async (count = 1, payload: NewEvent["payload"] = {}) => {
    const event: NewEvent = { type: "employee:hired", accountId: null, payload }
    await db.transaction().execute((tx) => changes.append(tx, environmentId, Array(count).fill(event)))
    await webhooks.fanOut(environmentId)
  }
  const deliveries = (webhookId: string) =>
    db.selectFrom("webhook_delivery").selectAll().where("webhook_id", "=", webhookId).orderBy("sequence").execute()
  const events = () => changes.readIn(db, environmentId, { after: 0, limit: 1_000 })
  const waiting = async (queue: string) => (await jobs.backlog()).find((one) => one.queue === queue)?.waiting ?? 0
  const close = async () => {
    await jobs.close()
    await egress.close()
  }
  return { db, clock, webhooks, environmentId, happen, deliveries, events, waiting, close }
}
