import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { beforeAll, beforeEach, expect, test, vi } from "vitest"
import { createClock } from "../../clock.js"
import type { Db } from "../../db/index.js"
import { describeOnBoth, testVault } from "../../db/testing.js"
import type { IdempotentStart } from "../caller.js"
import { createIdempotency } from "./index.js"
import type { KeyPlace } from "./store.js"

const PRINT = Buffer.from("the request")
const ANSWER = {
  status: 201,
  headers: { "x-one": "1" },
  body: Buffer.from([0, 255, 10, ...Buffer.from("Ada Sentinel")]),
}

describeOnBoth("writes with an idempotency key", (openDb) => {
  let db: Db
  let at: KeyPlace
  beforeAll(async () => {
    db = (await openDb()).db
  })
  beforeEach(() => {
    at = { scope: randomUUID(), path: "/unified/hris/timeoff_requests", key: "key-1" }
  })
  const begin = (place = at, print = PRINT) => createIdempotency(db, testVault(), createClock()).begin(place, print)
  const start = async (place = at): Promise<Extract<IdempotentStart, { kind: "started" }>> => {
    const begun = await begin(place)
    if (begun.kind !== "started") throw new Error(`expected to start, but it is ${begun.kind}`)
    return begun
  }
  const endLease = () =>
    sql`update idempotency_key set lease_until = now() - interval '1 second' where scope = ${at.scope}`.execute(db)

  test("of 20 at once one goes on, the others are told that it is running", async () => {
    const kinds = (await Promise.all(Array.from({ length: 20 }, () => begin()))).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === "started")).toHaveLength(1)
    expect(kinds.filter((kind) => kind === "running")).toHaveLength(19)
  })

  test("the answer is replayed byte for byte, also after a restart", async () => {
    await (await start()).finish(ANSWER)
    expect(await begin()).toEqual({ kind: "replay", answer: ANSWER })
  })

  test("an empty answer is replayed too", async () => {
    const empty = { status: 204, headers: {}, body: Buffer.alloc(0) }
    await (await start()).finish(empty)
    expect(await begin()).toEqual({ kind: "replay", answer: empty })
  })

  test("the same key for another request is a mismatch, before and after the answer", async () => {
    const { finish } = await start()
    expect(await begin(at, Buffer.from("another"))).toEqual({ kind: "mismatch" })
    await finish(ANSWER)
    expect(await begin(at, Buffer.from("another"))).toEqual({ kind: "mismatch" })
  })

  test("a request that did nothing frees its key", async () => {
    await (await start()).abandon()
    expect((await begin()).kind).toBe("started")
  })

  test("a process that died leaves an unknown outcome once its lease has run out", async () => {
    await start()
    expect((await begin()).kind).toBe("running")
    await endLease()
    expect((await begin()).kind).toBe("unknown_outcome")
    expect((await begin()).kind).toBe("unknown_outcome")
  })

  test("a request that lives renews its lease, and stops when it is over", async () => {
    const clock = createClock()
    const begun = await createIdempotency(db, testVault(), clock).begin(at, PRINT)
    if (begun.kind !== "started") throw new Error(begun.kind)
    await endLease()
    clock.moveBy(4_000)
    await vi.waitFor(async () => expect((await begin()).kind).toBe("running"))
    await begun.finish(ANSWER)
    expect((await begin()).kind).toBe("replay")
  })

  test("an answer that comes after the lease is kept all the same", async () => {
    const { finish } = await start()
    await endLease()
    await finish(ANSWER)
    expect((await begin()).kind).toBe("replay")
  })

  test("who has lost a key can neither free it nor answer for its new holder", async () => {
    const lost = await start()
    await sql`delete from idempotency_key where scope = ${at.scope}`.execute(db)
    const holder = await start()
    await lost.abandon()
    await lost.finish({ ...ANSWER, status: 500 })
    expect((await begin()).kind).toBe("running")
    await holder.finish(ANSWER)
    await holder.abandon()
    expect(await begin()).toEqual({ kind: "replay", answer: ANSWER })
  })

  test("keys of other accounts and paths are other keys", async () => {
    await (await start()).finish(ANSWER)
    expect((await begin({ ...at, scope: randomUUID() })).kind).toBe("started")
    expect((await begin({ ...at, path: "/other" })).kind).toBe("started")
    expect((await begin({ ...at, key: "key-2" })).kind).toBe("started")
  })

  test("an answer is forgotten after a day", async () => {
    await (await start()).finish(ANSWER)
    await sql`update idempotency_key set created_at = now() - interval '25 hours' where scope = ${at.scope}`.execute(db)
    expect((await begin()).kind).toBe("started")
  })

  test("answers are sealed in the table, each to its own key", async () => {
    await (await start()).finish(ANSWER)
    const row = await db
      .selectFrom("idempotency_key")
      .selectAll()
      .where("scope", "=", at.scope)
      .executeTakeFirstOrThrow()
    expect(Buffer.from(row.answer ?? []).includes("Ada")).toBe(false)
    await sql`update idempotency_key set key = 'moved' where scope = ${at.scope}`.execute(db)
    await expect(begin({ ...at, key: "moved" })).rejects.toThrow()
  })
})
