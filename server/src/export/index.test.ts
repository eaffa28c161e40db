import type { Readable } from "node:stream"
import type { Connector } from "@rollcall/connector-kit"
import { sql } from "kysely"
import { beforeAll, expect, it } from "vitest"
import type { Account } from "../accounts/index.js"
import type { Database, Db } from "../db/index.js"
import { describeOnBoth, testVault } from "../db/testing.js"
import { createRecords, type NewRecord, type RecordPlace } from "../records/index.js"
import { insertAccount } from "../records/testing.js"
import { createExport, type ExportCall } from "./index.js"

const row = (id: string, name: string, view = "b"): NewRecord => ({
  id,
  view,
  text: JSON.stringify({ id, name }),
  keys: {},
})

/** An account with groups of two lists, of which `b` comes first. */
async function setUpOn(db: Db) {
  const { environmentId, accountId, installedId } = await insertAccount(db)
  const place: RecordPlace = { environmentId, accountId, resource: "groups" }
  const records = createRecords({ db })
  const connector = { name: "Acme", resources: { groups: { views: [{ name: "b" }, { name: "a" }] } } }
  const exports = createExport({ records, connectorOf: () => connector as unknown as Connector, signer: testVault() })
  const account = { id: accountId, environmentId, environmentIntegrationId: installedId } as Account // what is read of one
  const inTransaction = <T>(act: (tx: Db) => Promise<T>) => db.transaction().execute(act)
  const put = (...rows: NewRecord[]) =>
    inTransaction((tx) => records.apply(tx, place, { rows, readAt: new Date(4e12) }))
  const remove = (...ids: string[]) => inTransaction((tx) => records.remove(tx, place, ids))
  const synced = (completeAsOf = new Date(0)) =>
    inTransaction((tx) => records.recordAttempt(tx, place, { result: "completed", completeAsOf }))
  const start = async (query: ExportCall["query"] = {}, resource: ExportCall["resource"] = "groups") => {
    const reply = await exports.rows({ account, resource, query })
    const { "rollcall-export-cursor": cursor = "" } = reply.headers
    return { ...reply, cursor, body: reply.body as Readable }
  }
  const read = async (query: ExportCall["query"] = {}) => {
    const { body, cursor } = await start(query)
    return { cursor, rows: await textOf(body) }
  }
  const asOf = async (query: ExportCall["query"] = {}) => (await start(query)).headers["rollcall-data-as-of"]
  return { db, place, records, put, remove, synced, start, read, asOf }
}

async function textOf(body: Readable): Promise<string[]> {
  const parts: Buffer[] = []
  for await (const part of body) parts.push(Buffer.from(part))
  const lines = Buffer.concat(parts).toString("utf8").split("\n").slice(0, -1)
  return lines.map((line) => JSON.parse(line)).map(({ id, name }) => `${id} ${name}`)
}

/** More than is read at once and more than a stream reads ahead, so that the end of it is read when somebody takes it. */
const MANY = Array.from({ length: 4_100 }, (_, at) => row(String(10_000 + at), "x".repeat(100)))

/** Takes the first bytes, lets something happen, and takes the rest. */
async function readAround(body: Readable, happen: () => Promise<unknown>): Promise<void> {
  let isFirst = true
  for await (const _ of body) {
    if (isFirst) await happen()
    isFirst = false
  }
}

const FORMATS = ["ndjson", "csv", "parquet"] as const

describeOnBoth("An export", (openDb) => {
  let opened: Database
  beforeAll(async () => {
    opened = await openDb()
  })
  const setUp = async () => {
    const copy = await setUpOn(opened.db)
    await copy.put(row("1", "one"), row("10", "ten"), row("9", "nine"), row("5", "five", "a"), row("6", "six", "a"))
    await copy.synced()
    return copy
  }

  it("has every row, in the order of lists, and says as of when", async () => {
    const { read, start } = await setUp()
    expect((await read()).rows).toEqual(["1 one", "9 nine", "10 ten", "5 five", "6 six"])
    const { headers, status } = await start({ format: "csv" })
    expect([status, headers["content-type"]]).toEqual([200, "text/csv; charset=utf-8; header=present"])
    expect(headers["rollcall-export-at"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  })

  it("goes on after any of its rows, with the rows of its moment, whatever has happened since", async () => {
    const { put, remove, read } = await setUp()
    const { rows, cursor } = await read()
    await remove("9", "6")
    await put(row("1", "uno"), row("7", "new"), row("5", "moved", "b"))
    await put(row("1", "eins"), row("6", "six again", "a"))
    for (const [at, line] of rows.entries()) {
      const [after = ""] = line.split(" ")
      expect((await read({ cursor, after })).rows).toEqual(rows.slice(at + 1))
    }
    expect((await read({ cursor })).rows).toEqual(rows)
    expect((await read()).rows).toEqual(["1 eins", "5 moved", "7 new", "10 ten", "6 six again"])
  })

  it("comes in parts of any size", async () => {
    const { read } = await setUp()
    const { rows, cursor } = await read()
    for (let limit = 1; limit <= rows.length + 1; limit++) {
      const found: string[] = []
      for (;;) {
        const after = found.at(-1)?.split(" ")[0]
        const part = (await read({ cursor, after, limit })).rows
        found.push(...part)
        if (part.length < limit) break
      }
      expect(found).toEqual(rows)
    }
  })

  it("is of its account alone", async () => {
    const [mine, other] = [await setUp(), await setUp()]
    await other.put(row("1", "theirs"))
    expect((await mine.read()).rows).toContain("1 one")
    const { cursor } = await other.read()
    await expect(mine.read({ cursor })).rejects.toThrow("belongs to another account")
    await expect(mine.read({ cursor: `${cursor}x` })).rejects.toThrow("is not one of ours")
  })

  it("is refused before the first sync, after a row it has not, and when its moment is no longer kept", async () => {
    const fresh = await setUpOn(opened.db)
    await expect(fresh.read()).rejects.toThrow("were not synced yet")
    const { read, start, db, place } = await setUp()
    const { cursor } = await read()
    await expect(read({ cursor, after: "77" })).rejects.toThrow("after: this export has no row with that id")
    await expect(start({}, "locations")).rejects.toThrow("Acme has no locations")
    await sql`update record_freshness set history_from = now() + interval '1 second' where account_id = ${place.accountId}`.execute(
      db,
    )
    await expect(read({ cursor })).rejects.toThrow("no longer kept")
  })

  it.each(FORMATS)("of %s is broken off when its account is deleted while it streams", async (format) => {
    const { db, place, put, start } = await setUp()
    await put(...MANY)
    const { body } = await start({ format })
    const remove = () => sql`delete from integrated_account where id = ${place.accountId}`.execute(db)
    await expect(readAround(body, remove)).rejects.toThrow("the account has been removed")
  })

  it.each(FORMATS)("of %s is broken off when its moment is no longer kept", async (format) => {
    const { records, put, remove, start } = await setUp()
    await put(...MANY)
    const { body } = await start({ format })
    await remove(...MANY.map(({ id }) => id))
    await expect(readAround(body, () => records.forget(new Date(Date.now() + 60_000)))).rejects.toThrow(
      "no longer kept",
    )
  })

  it("is broken off too where it would end by its limit", async () => {
    const { records, put, start } = await setUp()
    await put(...MANY)
    const { body } = await start({ limit: 4_000 })
    await expect(readAround(body, () => records.forget(new Date(Date.now() + 60_000)))).rejects.toThrow(
      "no longer kept",
    )
  })

  it("says how fresh its own rows are, however fresh the copy has become", async () => {
    const { synced, start, asOf, put } = await setUp()
    const [first, second] = ["2026-03-01T00:00:00.000Z", "2026-03-02T00:00:00.000Z"]
    await synced(new Date(first))
    await expect.poll(() => asOf()).toBe(first)
    const { cursor } = await start()
    await put(row("1", "uno"))
    await synced(new Date(second))
    expect(await asOf({ cursor })).toBe(first)
    expect(await asOf({ cursor: (await start({ cursor, after: "1" })).cursor })).toBe(first)
    await expect.poll(() => asOf()).toBe(second)
  })

  it("does not say how fresh it is when its moment is before the end of the sync", async () => {
    if (opened.kind === "embedded") return // one session: no other transaction is open
    const { db, synced, put, start, asOf, read } = await setUp()
    await expect.poll(() => asOf()).toBe(new Date(0).toISOString())
    const { cursor } = await db.transaction().execute(async (tx) => {
      await sql`select now()`.execute(tx)
      await put(row("1", "uno"))
      await synced(new Date("2026-03-02T00:00:00.000Z"))
      expect((await read()).rows).toContain("1 one")
      expect(await asOf()).toBeUndefined()
      return start()
    })
    expect(await asOf({ cursor })).toBeUndefined()
    await expect.poll(() => asOf()).toBe("2026-03-02T00:00:00.000Z")
    expect((await read()).rows).toContain("1 uno")
  })

  it("has nothing of what was being written when it began, also after that is committed", async () => {
    if (opened.kind === "embedded") return // one session: nothing is read while something is written
    const { db, records, place, read } = await setUp()
    let end = () => {}
    const begun = new Promise<void>((resolve, reject) => {
      db.transaction()
        .execute(async (tx) => {
          await records.apply(tx, place, { rows: [row("1", "late"), row("2", "late")], readAt: new Date(4e12) })
          resolve()
          await new Promise<void>((go) => {
            end = go
          })
        })
        .catch(reject)
    })
    await begun
    const { rows, cursor } = await read()
    end()
    await expect.poll(async () => (await read()).rows, { timeout: 40_000 }).toContain("1 late")
    expect((await read({ cursor })).rows).toEqual(rows)
  })
})
