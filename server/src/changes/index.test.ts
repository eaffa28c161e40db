import { randomUUID } from "node:crypto"
import type { EventType } from "@rollcall/contract"
import fc from "fast-check"
import { sql } from "kysely"
import { expect, it } from "vitest"
import type { Db } from "../db/index.js"
import { describeOnBoth, explain, insertEnvironment } from "../db/testing.js"
import { createChanges, type NewEvent } from "./index.js"
import { type EventQuery, findId, listEvents } from "./store.js"

/** The log keeps whatever it is told. */
const event = (type: string): NewEvent => ({ type: type as EventType, accountId: null, payload: { type } })

const USUAL = "record:updated"

const few = expect.toSatisfy((pages: number) => pages < 50, "fewer than 50 pages")

async function fill(db: Db, { environmentId, accountId, from, to }: Log) {
  await sql`insert into event (environment_id, sequence, type, account_id, resource, payload)
    select ${environmentId}::uuid, place, ${USUAL}, ${accountId}::uuid, 'hris/employees', '{}'
    from generate_series(${from}::int, ${to}::int) as place`.execute(db)
}
type Log = { environmentId: string; accountId: string; from: number; to: number }

describeOnBoth("The change log", (openDb) => {
  it("numbers events without gaps, in the order of their transactions", async () => {
    const { db } = await openDb()
    const environment = await insertEnvironment(db)
    const woken: string[] = []
    const changes = createChanges({ db, wake: async (_tx, id) => void woken.push(id) })
    const append = (...types: string[]) =>
      db.transaction().execute((tx) => changes.append(tx, environment, types.map(event)))
    await Promise.all([append("a", "b", "c"), ...Array.from({ length: 20 }, () => append("x", "y"))])
    const failed = db.transaction().execute(async (tx) => {
      await changes.append(tx, environment, [event("lost")])
      throw new Error("rolled back")
    })
    await expect(failed).rejects.toThrow("rolled back")
    await append("last")
    const { rows } = await changes.read(environment, { after: 0, limit: 1000 })
    expect(rows.map((row) => row.sequence)).toEqual(Array.from({ length: 44 }, (_, index) => index + 1))
    const first = rows.findIndex((row) => row.type === "a")
    expect(rows.slice(first, first + 3).map((row) => row.payload.type)).toEqual(["a", "b", "c"])
    expect(rows.at(-1)?.type).toBe("last")
    expect(woken).toHaveLength(23)
  })

  it("is read from a number on, and never across environments", async () => {
    const { db } = await openDb()
    const [mine, other] = [await insertEnvironment(db), await insertEnvironment(db)]
    const changes = createChanges({ db, wake: async () => {} })
    await changes.append(db, mine, [event("a"), event("b")])
    const accountId = randomUUID()
    await changes.append(db, other, [{ ...event("c"), accountId }])
    expect([await changes.isOf(other, accountId), await changes.isOf(mine, accountId)]).toEqual([true, false])
    expect((await changes.read(mine, { after: 1, limit: 10 })).rows.map((row) => row.type)).toEqual(["b"])
    const { rows } = await changes.read(other, { after: 0, limit: 10, types: ["c"] })
    expect(rows.map((row) => row.sequence)).toEqual([1])
  })

  it("says where to go on, past what the query leaves out", async () => {
    const { db } = await openDb()
    const environment = await insertEnvironment(db)
    const changes = createChanges({ db, wake: async () => {} })
    const empty = { rows: [], hasMore: false, nextAfter: 0, log: null }
    expect(await changes.read(environment, { after: 0, limit: 1 })).toEqual(empty)
    await changes.append(db, environment, [event("a"), event("b"), event("a"), event("b")])
    const where = async (after: number, types: string[]) => {
      const { rows, hasMore, nextAfter } = await changes.read(environment, { after, limit: 1, types })
      return [rows.map((row) => row.sequence), hasMore, nextAfter]
    }
    expect(await where(0, ["a"])).toEqual([[1], true, 1])
    expect(await where(1, ["a"])).toEqual([[3], false, 4])
    expect(await where(0, ["c"])).toEqual([[], false, 4])
    expect(await changes.last(environment)).toMatchObject({ nextAfter: 4 })
  })

  it("is asked for what is rare without a walk through the rest, whatever the statistics say", async () => {
    const { db } = await openDb()
    await sql`alter table event set (autovacuum_enabled = false)`.execute(db)
    const [environmentId, accountId, other] = [await insertEnvironment(db), randomUUID(), randomUUID()]
    const ask = (query: Partial<EventQuery>) =>
      explain(db, (one) => listEvents(one, environmentId, { after: 0, limit: 20, ...query }))
    const expectFew = async () => {
      const types = ["employee:hired", "record:deleted", "webhook:disabled"]
      for (const id of [accountId, other, randomUUID()]) {
        expect(await ask({ accountId: id })).toEqual({ read: ["event_of_account"], pages: few })
        for (const wanted of [types, [USUAL]])
          expect(await ask({ accountId: id, types: wanted })).toEqual({ read: ["event_of_account_type"], pages: few })
      }
      for (const wanted of [types, [USUAL]])
        expect(await ask({ types: wanted })).toEqual({ read: ["event_of_type"], pages: few })
      expect(await ask({})).toEqual({ read: ["event_pkey"], pages: few })
      expect(await explain(db, (one) => findId(one, environmentId, 9_000))).toEqual({
        read: ["event_pkey"],
        pages: few,
      })
    }
    // After one event, every environment looks as if it had one; then all events are of one account and type.
    await fill(db, { environmentId, accountId, from: 1, to: 1 })
    await sql`analyze event`.execute(db)
    await fill(db, { environmentId, accountId, from: 2, to: 10_000 })
    await expectFew()
    await sql`analyze event`.execute(db)
    await fill(db, { environmentId, accountId: other, from: 10_001, to: 30_000 })
    await expectFew()
    await sql`analyze event`.execute(db)
    await expectFew()
  })

  it("gives each event once and in order, whatever is asked for", async () => {
    const { db } = await openDb()
    const environmentId = await insertEnvironment(db)
    const ids = [randomUUID(), randomUUID(), null]
    const kinds = ["record:created", "record:updated", "employee:hired"]
    const changes = createChanges({ db, wake: async () => {} })
    const events = Array.from({ length: 60 }, (_, at) => ({
      ...event(kinds[((at * at) % 7) % 3] ?? ""),
      accountId: ids[at % 3] ?? null,
      ...(at % 4 === 0 ? {} : { record: { resource: at % 2 ? "hris/employees" : "hris/teams", id: String(at) } }),
    }))
    await changes.append(db, environmentId, events)
    const optional = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
    const query = fc.record({
      after: fc.constantFrom(0, 13, 60),
      limit: fc.constantFrom(1, 7, 100),
      accountId: optional(ids[0] ?? "", (ids[1] ?? "").toUpperCase(), randomUUID()),
      types: fc.option(fc.array(fc.constantFrom(...kinds)), { nil: undefined }),
      resource: optional("hris/teams"),
    })
    const check = async (asked: EventQuery) => {
      const { after, accountId, types, resource } = asked
      const isWanted = (one: NewEvent, at: number) =>
        at + 1 > after &&
        (accountId === undefined || one.accountId === accountId.toLowerCase()) &&
        (types === undefined || types.includes(one.type)) &&
        (resource === undefined || one.record?.resource === resource)
      const wanted = events.flatMap((one, at) => (isWanted(one, at) ? [at + 1] : []))
      const found = await listEvents(db, environmentId, asked)
      expect(found.map(({ sequence }) => sequence)).toEqual(wanted.slice(0, asked.limit))
    }
    await fc.assert(fc.asyncProperty(query, check))
  })

  it("is known again by its reader, and numbers of another log are told, also when it has grown past them", async () => {
    const { db } = await openDb()
    const environment = await insertEnvironment(db)
    const changes = createChanges({ db, wake: async () => {} })
    await changes.append(db, environment, ["a", "b", "c", "d"].map(event))
    const read = (after: number, log?: string | null) =>
      changes.read(environment, { after, limit: 2, ...(log ? { log } : {}) })
    const [second, latest] = [await read(0), await changes.last(environment)]
    expect(await read(second.nextAfter, second.log)).toMatchObject({ nextAfter: 4, log: latest.log })
    expect(await read(4, latest.log)).toEqual({ rows: [], hasMore: false, ...latest })

    // As a backup that was made after the second event is restored.
    await db.deleteFrom("event").where("environment_id", "=", environment).where("sequence", ">", 2).execute()
    await db.updateTable("event_counter").set({ last: 2 }).where("environment_id", "=", environment).execute()
    const told = {
      code: "changes.expired",
      message: expect.stringContaining("go on with after=2,"),
      details: { nextAfter: 2 },
    }
    await expect(read(4, latest.log)).rejects.toMatchObject(told)
    await expect(read(4)).rejects.toMatchObject(told)
    await changes.append(db, environment, ["x", "y", "z"].map(event))
    await expect(read(4, latest.log)).rejects.toMatchObject({ code: "changes.expired" })
    await changes.append(db, environment, [event("late")])
    // Kept from an earlier answer: it says nothing of the log, so nobody is told to skip anything.
    for (const after of [0, 1, 5]) {
      const mixed = {
        code: "request.invalid",
        message: expect.stringMatching(/^log: .*came with next_after=2, and after is \d: /),
      }
      await expect(read(after, second.log)).rejects.toMatchObject(mixed)
    }
    expect((await read(second.nextAfter, second.log)).rows.map(({ type }) => type)).toEqual(["x", "y"])
  })

  it("forgets what is old and given to every active webhook, and tells who comes too late", async () => {
    const { db } = await openDb()
    const environment = await insertEnvironment(db)
    const changes = createChanges({ db, wake: async () => {} })
    const read = (after: number) => changes.read(environment, { after, limit: 10 })
    const kept = async () => {
      const rows = await changes.readIn(db, environment, { after: 0, limit: 10 })
      return rows.map((row) => row.sequence)
    }
    await changes.append(db, environment, ["a", "b", "c", "d", "e"].map(event))
    const [old, now] = [new Date(Date.now() - 9 * 86_400_000), new Date(Date.now() - 86_400_000)]
    // The clock was put back: the third says that it is younger than the fourth.
    await db.updateTable("event").set({ created_at: old }).where("sequence", "in", [1, 2, 4]).execute()
    const webhook = { environment_id: environment, target_url: "https://a.example", secrets: Buffer.alloc(1) }
    const behind = { ...webhook, id: randomUUID(), seen_sequence: 1 }
    const off = { ...webhook, id: randomUUID(), seen_sequence: 0, is_active: false }
    await db.insertInto("webhook").values([behind, off]).execute()

    await changes.forget(now)
    expect(await kept()).toEqual([2, 3, 4, 5])
    expect((await read(1)).rows.map((row) => row.sequence)).toEqual([2, 3, 4, 5])
    await db.updateTable("webhook").set({ seen_sequence: 5 }).where("id", "=", behind.id).execute()
    await changes.forget(now)
    expect(await kept()).toEqual([3, 4, 5])
    expect((await read(2)).rows.map((row) => row.sequence)).toEqual([3, 4, 5])
    await expect(read(1)).rejects.toMatchObject({
      code: "changes.expired",
      message: expect.stringContaining("after=2,"),
      details: { nextAfter: 2 },
    })
    await expect(changes.read(environment, { after: 0, limit: 1, types: ["a"] })).rejects.toThrow(
      "read the lists again",
    )

    await changes.forget(new Date(Date.now() + 86_400_000))
    expect(await kept()).toEqual([])
    expect(await read(5)).toEqual({ rows: [], hasMore: false, nextAfter: 5, log: null })
    await expect(read(4)).rejects.toThrow("after=5,")
  })
})
