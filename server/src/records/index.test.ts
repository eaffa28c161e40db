import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "kysely"
import { beforeAll, expect, it } from "vitest"
import type { Db } from "../db/index.js"
import { migrate } from "../db/migrate.js"
import { describeOnBoth } from "../db/testing.js"
import { createRecords, type NewRecord, type RecordPlace, type RowKey } from "./index.js"
import { insertAccount } from "./testing.js"

const record = (id: string, name: string, keys: NewRecord["keys"] = {}): NewRecord => ({
  id,
  view: "a",
  text: JSON.stringify({ name, id, zeta: 1, alpha: { b: 2, a: "\u00e9\ud83d\ude00" } }),
  keys,
})

async function setUpOn(db: Db) {
  const place: RecordPlace = { ...(await insertAccount(db)), resource: "groups" }
  const records = createRecords({ db })
  /** A moment that is apart from what comes before and after: the embedded clock counts milliseconds. */
  const clock = async () => {
    await sleep(2)
    const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(db)
    await sleep(2)
    return rows[0]?.at ?? new Date()
  }
  const apply = async (rows: readonly NewRecord[], readAt?: Date) => {
    const at = readAt ?? (await clock())
    return db.transaction().execute((tx) => records.apply(tx, place, { rows, readAt: at }))
  }
  const ids = async (query: object = {}) =>
    (await records.list(place, { limit: 100, ...query })).map((row) => `${row.id} ${row.row.name}`)
  return { db, place, records, apply, ids, clock }
}

describeOnBoth("The synced copy", (openDb) => {
  /** One database for all tests: each has accounts of its own. */
  let opened: { db: Db }
  beforeAll(async () => {
    opened = await openDb()
  })
  const setUp = () => setUpOn(opened.db)

  it("keeps rows as the text they came in and says what changed", async () => {
    const { apply, records, place } = await setUp()
    const rows = [record("9", "nine"), record("10", "ten")]
    expect((await apply(rows)).map(({ id, before }) => [id, before])).toEqual([
      ["9", null],
      ["10", null],
    ])
    expect(await apply(rows)).toEqual([])
    const changed = await apply([record("9", "neun"), record("10", "ten")])
    expect(changed).toEqual([
      { id: "9", before: expect.objectContaining({ name: "nine" }), after: expect.objectContaining({ name: "neun" }) },
    ])
    const stored = await records.list(place, { limit: 10 })
    expect(stored.map((one) => JSON.stringify(one.row))).toEqual([record("9", "neun").text, record("10", "ten").text])
  })

  it("takes a row whose keys and lists come in another order for the same row", async () => {
    const { apply } = await setUp()
    const row = (text: string): NewRecord => ({
      id: "1",
      view: "a",
      text,
      remoteText: text,
      keys: { "groups[id]": ["a"] },
    })
    await apply([row('{"id":"1","groups":[{"id":"a","name":"A"},{"id":"b"}]}')])
    expect(await apply([row('{"groups":[{"id":"b"},{"name":"A","id":"a"}],"id":"1"}')])).toEqual([])
    expect(await apply([row('{"id":"1","groups":[{"id":"a","name":"B"},{"id":"b"}]}')])).toHaveLength(1)
  })

  it("lists by id, shorter ids first, forwards, backwards and by keys", async () => {
    const { apply, ids } = await setUp()
    await apply([
      record("100", "c", { "employee[id]": ["7"] }),
      record("20", "b", { "employee[id]": ["7", "8"] }),
      record("3", "a"),
    ])
    expect(await ids()).toEqual(["3 a", "20 b", "100 c"])
    expect(await ids({ from: { view: "a", id: "3" }, limit: 1 })).toEqual(["20 b"])
    expect(await ids({ from: { view: "a", id: "100" }, isBackward: true })).toEqual(["20 b", "3 a"])
    expect(await ids({ keys: { "employee[id]": ["8", "9"] } })).toEqual(["20 b"])
    expect(await ids({ keys: { "employee[id]": [] } })).toEqual([])
  })

  it("goes on after ids with characters that are two in JavaScript", async () => {
    const { apply, ids, place, records } = await setUp()
    await apply(["😀a", "😀b", "😀c", "xxx"].map((id) => record(id, "n")))
    expect(await ids({ from: { view: "a", id: "😀a" } })).toEqual(["😀b n", "😀c n", "xxx n"])
    expect(await ids({ from: { view: "a", id: "😀c" }, isBackward: true })).toEqual(["😀b n", "😀a n"])
    const at = await records.settledMoment()
    const portion = await records.portion(place, { view: "a", at, after: "😀b", limit: 9 })
    expect(portion.map(({ id }) => id)).toEqual(["😀c", "xxx"])
  })

  it("answers the same rows as text, with how fresh they are", async () => {
    const { apply, db, place, records, clock } = await setUp()
    const remoteText = '{"a" : 1}'
    const rows = ["1", "2", "10", "\u00e9"].map((id) => ({ ...record(id, `name ${id}`), remoteText }))
    expect(await records.texts(place, { views: ["a"], limit: 2, hasRemote: true })).toBeUndefined()
    await apply(rows)
    await records.recordAttempt(db, place, { result: "completed", completeAsOf: await clock(), isWhole: true })
    const all = await records.freshness(place)
    if (!all) throw new Error("nothing is known of it")
    const { firstSyncedAt, dataAsOf, lastAttempt } = all
    const freshness = { firstSyncedAt, dataAsOf, lastAttempt }
    const updatedSince = await clock()
    await apply([record("2", "new")])
    const listed = await records.list(place, { limit: 9 })
    const froms = [undefined, ...listed]
    const queries = froms.flatMap((from) =>
      [1, 2, 4, 5].flatMap((limit) =>
        [undefined, updatedSince].flatMap((since) =>
          [true, false].map((hasRemote) => ({ from, limit, updatedSince: since, hasRemote })),
        ),
      ),
    )
    const keyOf = (row: (typeof listed)[number] | undefined) => row && { view: row.view, id: row.id }
    for (const { hasRemote, ...query } of queries) {
      const found = await records.list(place, { ...query, limit: query.limit + 1 })
      const wanted = found.slice(0, query.limit)
      const page = await records.texts(place, { ...query, views: ["a"], hasRemote })
      const last = found.length > query.limit ? keyOf(wanted.at(-1)) : undefined
      expect(page).toMatchObject({ age: freshness, count: wanted.length, first: keyOf(wanted[0]), last })
      const shown = wanted.map(({ row, remote }) => (hasRemote && remote ? { ...row, remote_data: remote } : row))
      expect(JSON.parse(`[${page?.text}]`)).toEqual(shown)
    }
    expect(await records.text(place, { id: "2", hasRemote: true })).toEqual({
      freshness,
      text: record("2", "new").text,
    })
    const first = await records.text(place, { id: "1", hasRemote: true })
    expect(first?.text).toBe(`${record("1", "name 1").text.slice(0, -1)},"remote_data":${remoteText}}`)
    expect(await records.text(place, { id: "11", hasRemote: true })).toEqual({ freshness, text: undefined })
    const other = await insertAccount(db)
    expect(await records.text({ ...place, environmentId: other.environmentId }, { id: "1", hasRemote: true })).toBe(
      undefined,
    )
    expect(await records.texts({ ...place, ...other }, { views: ["a"], limit: 9, hasRemote: true })).toBeUndefined()
  })

  it("lists one view after another in the order that is asked for, whatever the page, as rows and as text", async () => {
    const { apply, db, place, records } = await setUp()
    const of = (view: string, ...names: string[]) => names.map((id) => ({ ...record(id, view), view }))
    await apply([...of("a", "a1", "a2"), ...of("b", "b1", "b2", "b3"), ...of("c", "c1"), ...of("gone", "g1")])
    await records.recordAttempt(db, place, { result: "completed" })
    const views = ["c", "empty", "a", "b"]
    const all = ["c1", "a1", "a2", "b1", "b2", "b3"]
    const idsIn = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
    expect(idsIn(await records.list(place, { views, limit: 9 }))).toEqual(all)
    for (const limit of [1, 2, 3, 7]) {
      const read: string[] = []
      let from: RowKey | undefined
      do {
        const page = await records.texts(place, { views, limit, from, hasRemote: false })
        read.push(...idsIn(JSON.parse(`[${page?.text}]`)))
        const rows = await records.list(place, { views, limit: limit + 1, from })
        expect(idsIn(rows.slice(0, limit))).toEqual(read.slice(-(page?.count ?? 0)))
        from = page?.last
      } while (from)
      expect(read).toEqual(all)
      const back = await records.list(place, { views, limit, from: { view: "b", id: "b2" }, isBackward: true })
      expect(idsIn(back)).toEqual(["b1", "a2", "a1", "c1"].slice(0, limit))
    }
  })

  it("answers what was there at a moment", async () => {
    const { db, apply, ids, place, records, clock } = await setUp()
    await apply([record("1", "old"), record("2", "gone")])
    const before = await clock()
    await apply([record("1", "new"), record("3", "late")])
    await db.transaction().execute((tx) => records.remove(tx, place, ["2", "77"]))
    expect(await ids({ at: before })).toEqual(["1 old", "2 gone"])
    expect(await ids({ at: await clock() })).toEqual(["1 new", "3 late"])
    expect(await ids()).toEqual(["1 new", "3 late"])
  })

  it("leaves a row alone that was written after the page was read", async () => {
    const { apply, ids, clock } = await setUp()
    await apply([record("1", "old")])
    const readAt = await clock()
    await apply([record("1", "newest")])
    expect(await apply([record("1", "stale")], readAt)).toEqual([])
    expect(await ids()).toEqual(["1 newest"])
  })

  it("takes a row that is read again in the same session, which is as old as the session", async () => {
    const { apply, ids, clock } = await setUp()
    const openedAt = await clock()
    await apply([record("1", "first")], openedAt)
    expect(await apply([record("1", "second")], openedAt)).toHaveLength(1)
    expect(await ids()).toEqual(["1 second"])
  })

  it("writes what filters look at, also when the row is the same", async () => {
    const { apply, ids, place, records } = await setUp()
    await apply([record("1", "a")])
    await apply([record("1", "a", { "employee[id]": ["7"] })])
    expect(await ids({ keys: { "employee[id]": ["7"] } })).toEqual(["1 a"])
    await apply([{ ...record("1", "a"), view: "b" }])
    expect(await records.list(place, { limit: 9 })).toMatchObject([{ id: "1", view: "b" }])
  })

  it("has its first versions at the moment of the first sync", async () => {
    const { db, place, records, ids, clock } = await setUp()
    const readAt = await clock()
    await db.transaction().execute(async (tx) => {
      await records.apply(tx, place, { rows: [record("1", "a")], readAt })
      await records.recordAttempt(tx, place, { result: "completed", completeAsOf: readAt, isWhole: true })
    })
    const freshness = await records.freshness(place)
    expect(await ids({ at: freshness?.firstSyncedAt })).toEqual(["1 a"])
  })

  it("does not become older by a deletion that was confirmed late", async () => {
    const { db, place, records, clock } = await setUp()
    const [early, late] = [await clock(), await clock()]
    for (const completeAsOf of [early, late, early])
      await records.recordAttempt(db, place, { result: "completed", completeAsOf, isWhole: true })
    expect(await records.freshness(place)).toMatchObject({ dataAsOf: late, wholeAsOf: late })
  })

  it("forgets versions that ended long ago, and says from when on it knows all of them", async () => {
    const { db, apply, ids, place, records, clock } = await setUp()
    await apply([record("1", "a")])
    await records.recordAttempt(db, place, { result: "completed", completeAsOf: await clock(), isWhole: true })
    await apply([record("1", "b")])
    await records.forget(new Date(0))
    expect(await records.freshness(place)).toMatchObject({ historyFrom: null })
    const before = await clock()
    await apply([record("1", "c")])
    await records.forget(before)
    expect(await records.freshness(place)).toMatchObject({ historyFrom: before })
    expect(await ids({ at: before })).toEqual(["1 b"])
    expect(
      await db.selectFrom("record_history").select("row").where("account_id", "=", place.accountId).execute(),
    ).toEqual([{ row: expect.objectContaining({ name: "b" }) }])
  })

  it("never shows one account's rows to another", async () => {
    const { db, apply, place, records } = await setUp()
    await apply([record("1", "a")])
    const other = await insertAccount(db)
    expect(await records.list({ ...other, resource: "groups" }, { limit: 9 })).toEqual([])
    expect(await records.list({ ...place, environmentId: other.environmentId }, { limit: 9 })).toEqual([])
    await records.recordAttempt(db, place, { result: "completed", completeAsOf: new Date(), isWhole: true })
    expect(await records.freshness({ ...place, environmentId: other.environmentId })).toBeUndefined()
    expect(await records.freshness(place)).toMatchObject({ lastAttempt: { result: "completed" }, timeZone: "UTC" })
  })
})

describeOnBoth("A copy whose rows have numbers for views", (openDb) => {
  it("names them after the update, and deriving its rows again tells nobody", async () => {
    const { db } = await openDb()
    await sql.raw("drop schema public cascade; create schema public").execute(db)
    await migrate(db, 12)
    const { environmentId, accountId } = await insertAccount(db)
    const resource = "employee_compensations" as const
    const [salary, element] = [
      { id: "salary-1", amount: 1 },
      { id: "9", amount: 2 },
    ]
    const text = (row: object) => JSON.stringify(row)
    await sql`insert into record (environment_id, account_id, resource, id, source, row, keys, hash) values
      (${environmentId}, ${accountId}, ${resource}, '9', 1, ${text(element)}, '{}', ''),
      (${environmentId}, ${accountId}, ${resource}, 'salary-1', 0, ${text(salary)}, '{}', ''),
      (${environmentId}, ${accountId}, 'groups', 't', 0, '{"id":"t"}', '{}', '')`.execute(db)
    await migrate(db)
    const records = createRecords({ db })
    const place = { environmentId, accountId, resource }
    const listed = await records.list(place, { views: ["salaries", "elements"], limit: 9 })
    expect(listed.map(({ id, view }) => `${view} ${id}`)).toEqual(["salaries salary-1", "elements 9"])
    expect(await records.list({ ...place, resource: "groups" }, { limit: 9 })).toMatchObject([{ view: "teams" }])
    const rows = [
      { ...salary, view: "salaries" },
      { ...element, view: "elements" },
    ].map(({ view, ...row }) => ({ id: row.id, view, text: text(row), keys: {} }))
    expect(await records.apply(db, place, { rows, readAt: new Date() })).toEqual([])
  })
})
