import { sql } from "kysely"
import { expect, it, vi } from "vitest"
import { createClock } from "../clock.js"
import type { Db } from "../db/index.js"
import { describeOnBoth } from "../db/testing.js"
import { type Bell, createBell } from "./bell.js"
import { channelOf, notify, ringForNotices } from "./wake-ups.js"

/** A bell that counts. */
function createCounter(): Bell & { rings: number } {
  const bell = { ...createBell(), rings: 0, ring: () => void bell.rings++ }
  return bell
}

const schemaOf = async (db: Db): Promise<string> =>
  (await sql<{ name: string }>`select current_schema() as name`.execute(db)).rows[0]?.name ?? ""

describeOnBoth("A wake-up", (openDb) => {
  async function listen() {
    const database = await openDb()
    const schema = await schemaOf(database.db)
    const bells = new Map([
      ["deliver", createCounter()],
      ["sync", createCounter()],
    ])
    const stopping = new AbortController()
    const ended = ringForNotices({ database, clock: createClock(), schema, bells, signal: stopping.signal })
    const rings = () => [...bells.values()].map((bell) => bell.rings)
    const send = (queue: "deliver" | "sync" | "inbound", channel = channelOf(schema)) =>
      database.db.transaction().execute((tx) => notify(tx, channel, queue))
    // From the first ring on it is heard.
    await vi.waitFor(async () => {
      await send("deliver")
      expect(rings()[0]).toBeGreaterThan(0)
    }, 5_000)
    // Notices come in the order of their commits: after this one all others have come.
    const [, sync = 0] = rings()
    await send("sync")
    await vi.waitFor(() => expect(rings()[1]).toBeGreaterThan(sync), 5_000)
    const stop = async () => {
      stopping.abort()
      await ended
    }
    return { ...database, schema, rings, send, stop }
  }

  it("rings for its own queue, when its transaction commits", async () => {
    const { db, rings, schema, send, stop } = await listen()
    const [deliver = 0, sync = 0] = rings()
    const rolledBack = db.transaction().execute(async (tx) => {
      await notify(tx, channelOf(schema), "deliver")
      throw new Error("rolled back")
    })
    await expect(rolledBack).rejects.toThrow("rolled back")
    await send("inbound")
    await send("deliver", channelOf("another_schema"))
    await send("sync")
    await vi.waitFor(() => expect(rings()).toEqual([deliver, sync + 1]), 5_000)
    await stop()
  })

  it("is not heard any more when the worker has stopped", async () => {
    const { rings, send, stop } = await listen()
    await stop()
    const before = rings()
    await send("deliver")
    expect(rings()).toEqual(before)
  })

  it("rings for all when the connection was lost and is back", async ({ skip }) => {
    const { db, kind, rings, send, stop } = await listen()
    if (kind === "embedded") {
      await stop()
      skip("it has no connection to lose")
    }
    const [deliver = 0, sync = 0] = rings()
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and query like 'listen "' || ${channelOf(await schemaOf(db))} || '"'`.execute(db)
    await vi.waitFor(() => expect(rings()).toEqual([deliver + 1, sync + 1]), 10_000)
    await send("sync")
    await vi.waitFor(() => expect(rings()[1]).toBe(sync + 2), 5_000)
    await stop()
  })
})
