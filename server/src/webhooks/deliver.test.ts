import { sql } from "kysely"
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest"
import type { Database } from "../db/index.js"
import { describeOnBoth, putLease } from "../db/testing.js"
import { listOpen } from "./delivery-store.js"
import { startTarget, startWorld } from "./testing.js"

const never = new AbortController().signal

describeOnBoth("Delivering", (openDb) => {
  let world: Awaited<ReturnType<typeof startWorld>>
  let target: Awaited<ReturnType<typeof startTarget>>
  let database: Database
  beforeAll(async () => {
    database = await openDb()
  })
  beforeEach(async () => {
    world = await startWorld(database)
    target = await startTarget()
  })
  afterEach(async () => {
    await target.close()
    await world.close()
  })
  const subscribe = async (targetUrl = target.url) =>
    (await world.webhooks.create(world.environmentId, { targetUrl })).id
  const read = (id: string) => world.webhooks.get(world.environmentId, id)
  const statuses = async (id: string) => (await world.deliveries(id)).map(({ status }) => status)
  const update = (id: string, patch: object) => world.webhooks.update(world.environmentId, id, patch)

  it("goes by the database's clock, whatever this machine's says", async () => {
    const late = await startWorld(database, () => new Date(Date.now() - 600_000))
    const { id } = await late.webhooks.create(late.environmentId, { targetUrl: target.url })
    await late.happen()
    await late.webhooks.deliver(id, never)
    expect(target.received).toHaveLength(1)
    await late.close()
  })

  it("writes down what was sent before it lost the right to send", async () => {
    const id = await subscribe()
    await world.happen(40)
    target.behaveAs((response) => {
      if (target.received.length === 3) void update(id, { isActive: false })
      setTimeout(() => response.end(), 120)
    })
    await world.webhooks.deliver(id, never)
    expect(target.received.length).toBeLessThan(40)
    expect((await statuses(id)).filter((one) => one === "succeeded")).toHaveLength(target.received.length)
  })

  it("does not blame the new target for what the old one answered", async () => {
    const id = await subscribe()
    const mended = await startTarget()
    await world.happen()
    target.behaveAs(async (response) => {
      await update(id, { targetUrl: mended.url })
      response.writeHead(410).end()
    })
    await world.webhooks.deliver(id, never)
    expect(await read(id)).toMatchObject({ is_active: true, failing_since: null })
    await world.webhooks.deliver(id, never)
    expect(mended.received).toHaveLength(1)
    await mended.close()
  })

  it("sends once more what is replayed while it is on its way", async () => {
    const id = await subscribe()
    await world.happen()
    const [delivery] = await world.deliveries(id)
    target.behaveAs(async (response) => {
      if (target.received.length === 1)
        expect(await world.webhooks.deliveries.replay(world.environmentId, { ids: [delivery?.id ?? ""] })).toBe(1)
      response.end()
    })
    await world.webhooks.deliver(id, never)
    await world.webhooks.deliver(id, never)
    expect(target.received.map(({ body }) => body.id)).toEqual([delivery?.event_id, delivery?.event_id])
    expect(await statuses(id)).toEqual(["succeeded"])
  })

  it("keeps a success that another process wrote down meanwhile", async () => {
    const id = await subscribe()
    await world.happen()
    target.behaveAs(async (response) => {
      await sql`update webhook_delivery set status = 'succeeded', updated_at = clock_timestamp()
        where webhook_id = ${id}`.execute(world.db)
      response.writeHead(500).end()
    })
    await world.webhooks.deliver(id, never)
    expect(await statuses(id)).toEqual(["succeeded"])
  })

  it("waits with one wake-up for an endpoint that fails, however much comes meanwhile", async () => {
    const id = await subscribe()
    target.behaveAs((response) => void response.writeHead(500).end())
    await world.happen()
    await world.webhooks.deliver(id, never)
    // However slow this machine is, the next attempt is not due yet.
    await sql`update webhook_delivery set next_attempt_at = now() + interval '1 hour' where webhook_id = ${id}`.execute(
      world.db,
    )
    const before = (await world.waiting("deliver")) + (await world.waiting("deliver-failing"))
    for (let count = 0; count < 5; count++) {
      await world.happen()
      await world.webhooks.deliver(id, never)
      await world.webhooks.deliverFailing(id, never)
    }
    expect(target.received).toHaveLength(1)
    // Passed on to those who wait for failing endpoints.
    const after = (await world.waiting("deliver")) + (await world.waiting("deliver-failing"))
    expect(after - before).toBe(5)
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from job
      where data->>'webhookId' = ${id} and start_after > created_on + interval '1 second' and state < 'active'`.execute(
      world.db,
    )
    expect(rows).toEqual([{ count: 1 }])
  })

  it("gives an endpoint up that has failed for three days, and tells it once", async () => {
    const id = await subscribe()
    target.behaveAs((response) => void response.writeHead(503).end())
    await world.happen()
    await world.webhooks.deliver(id, never)
    expect(await read(id)).toMatchObject({ is_active: true, failing_since: expect.any(String) })
    await sql`update webhook set failing_since = now() - interval '3 days' where id = ${id}`.execute(world.db)
    await sql`update webhook_delivery set next_attempt_at = now() where webhook_id = ${id}`.execute(world.db)
    await world.webhooks.deliverFailing(id, never)
    expect(await read(id)).toMatchObject({ is_active: false, disabled_reason: expect.stringContaining("three days") })
    await world.webhooks.deliverFailing(id, never)
    expect((await world.events()).filter(({ type }) => type === "webhook:disabled")).toHaveLength(1)
    expect(target.received).toHaveLength(2)
  })

  it("takes big bodies a few at a time", async () => {
    const id = await subscribe()
    await world.happen(12, { text: "x".repeat(1_000_000) })
    const first = await listOpen(world.db, id)
    expect(first.length).toBeLessThan(12)
    await world.webhooks.deliver(id, never)
    expect(target.received.map(({ body }) => body.sequence)).toEqual(
      Array.from({ length: 12 }, (_, place) => place + 1),
    )
    expect(new Set(await statuses(id))).toEqual(new Set(["succeeded"]))
  })

  it("ends soon when the process stops, and keeps what it knows", async () => {
    const id = await subscribe()
    await world.happen(3)
    const stopping = new AbortController()
    target.behaveAs((response) => {
      if (target.received.length < 3) response.end()
      else {
        stopping.abort()
        // The time that what is on its way is given; its time limit is three times as long.
        world.clock.moveBy(5_000)
      }
    })
    await world.webhooks.deliver(id, stopping.signal)
    expect(await statuses(id)).toEqual(["succeeded", "succeeded", "pending"])
  })
  it("is looked at again when the lease of whoever sends ends, and woken at once when it was not renewed", async () => {
    const id = await subscribe()
    await world.happen()
    const lease = (seconds: number) => putLease(world.db, { work: "deliver", webhookId: id }, seconds)
    await sql`update webhook set is_active = false where id <> ${id}`.execute(world.db)
    await lease(4)
    const before = await world.waiting("deliver")
    const seconds = await world.webhooks.recoverLostJobs()
    expect(seconds).toBeGreaterThan(2)
    expect(seconds).toBeLessThanOrEqual(4)
    expect(await world.waiting("deliver")).toBe(before)
    await lease(-1)
    expect(await world.webhooks.recoverLostJobs()).toBeUndefined()
    expect(await world.waiting("deliver")).toBe(before + 1)
  })
})
