import { sql } from "kysely"
import { expect, it, vi } from "vitest"
import { createClock } from "../clock.js"
import type { Db } from "../db/index.js"
import { describeOnBoth } from "../db/testing.js"
import { channelOf, notifyWorkers, wakeForNotifications } from "./notifications.js"
import { createWakeUp, type WakeUp } from "./wake-up.js"

/** A wake-up that counts. */
function createCounter(): WakeUp & { count: number } {
  const wakeUp = { ...createWakeUp(), count: 0, notify: () => void wakeUp.count++ }
  return wakeUp
}

const schemaOf = async (db: Db): Promise<string> =>
  (await sql<{ name: string }>`select current_schema() as name`.execute(db)).rows[0]?.name ?? ""

describeOnBoth("A wake-up", (openDb) => {
  async function listen() {
    const database = await openDb()
    const schema = await schemaOf(database.db)
    const wakeUps = new Map([
      ["deliver", createCounter()],
      ["sync", createCounter()],
    ])
    const stopping = new AbortController()
    const ended = wakeForNotifications({ database, clock: createClock(), schema, wakeUps, signal: stopping.signal })
    const counts = () => [...wakeUps.values()].map((wakeUp) => wakeUp.count)
    const send = (queue: "deliver" | "sync" | "inbound", channel = channelOf(schema)) =>
      database.db.transaction().execute((tx) => notifyWorkers(tx, channel, queue))
    // From the first notification on it listens.
    await vi.waitFor(async () => {
      await send("deliver")
      expect(counts()[0]).toBeGreaterThan(0)
    }, 5_000)
    // Notifications come in the order of their commits: after this one all others have come.
    const [, sync = 0] = counts()
    await send("sync")
    await vi.waitFor(() => expect(counts()[1]).toBeGreaterThan(sync), 5_000)
    const stop = async () => {
      stopping.abort()
      await ended
    }
    return { ...database, schema, counts, send, stop }
  }

  it("is for its own queue, when its transaction commits", async () => {
    const { db, counts, schema, send, stop } = await listen()
    const [deliver = 0, sync = 0] = counts()
    const rolledBack = db.transaction().execute(async (tx) => {
      await notifyWorkers(tx, channelOf(schema), "deliver")
      throw new Error("rolled back")
    })
    await expect(rolledBack).rejects.toThrow("rolled back")
    await send("inbound")
    await send("deliver", channelOf("another_schema"))
    await send("sync")
    await vi.waitFor(() => expect(counts()).toEqual([deliver, sync + 1]), 5_000)
    await stop()
  })

  it("does not come any more when the worker has stopped", async () => {
    const { counts, send, stop } = await listen()
    await stop()
    const before = counts()
    await send("deliver")
    expect(counts()).toEqual(before)
  })

  it("comes to all when the connection was lost and is back", async ({ skip }) => {
    const { db, kind, counts, send, stop } = await listen()
    if (kind === "embedded") {
      await stop()
      skip("it has no connection to lose")
    }
    const [deliver = 0, sync = 0] = counts()
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and query like 'listen "' || ${channelOf(await schemaOf(db))} || '"'`.execute(db)
    await vi.waitFor(() => expect(counts()).toEqual([deliver + 1, sync + 1]), 10_000)
    await send("sync")
    await vi.waitFor(() => expect(counts()[1]).toBe(sync + 2), 5_000)
    await stop()
  })
})
