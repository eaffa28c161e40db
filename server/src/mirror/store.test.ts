import { randomUUID } from "node:crypto"
import { listAt, many, one, type Remote, table, view } from "@rollcall/connector-kit"
import { api } from "@rollcall/connector-kit/testing"
import { sql } from "kysely"
import { beforeAll, expect, it } from "vitest"
import type { Db } from "../db/index.js"
import { migrate } from "../db/migrate.js"
import { describeOnBoth } from "../db/testing.js"
import { createRecords } from "../records/index.js"
import { insertAccount } from "../sync/testing.js"
import * as mirror from "./index.js"

const kept: mirror.MirrorTable = {
  table: table({ ...listAt(api, "people"), columns: ["name", "tags"], by: {} }),
  columns: ["id", "manager_id", "name", "tags", "team_ids"],
  keys: ["manager_id", "team_ids"],
  isSource: true,
}
const EARLY = new Date("2026-11-01T00:00:00Z")
const LATE = new Date("2026-11-02T00:00:00Z")

async function setUpOn(db: Db) {
  const { id: accountId, environmentId } = await insertAccount(db)
  const place = { environmentId, accountId }
  const at = mirror.tableIn(place, kept)
  const apply = (rows: readonly Remote[], { readAt = EARLY, keepsAll = false, notes = true } = {}) =>
    mirror.applyRows(db, place, { kept, rows, readAt, keepsAll, notes })
  const rows = () => mirror.listRows(db, at)
  const idsBy = (column: string, ...values: string[]) =>
    mirror.findIdsBy(db, at, { column, values }).then((ids) => ids.sort())
  /** What is noted since the last time. */
  let since = 0
  const touched = async () => {
    const found = await mirror.listTouched(db, place, { tables: ["people"], since })
    since = await mirror.nextSeq(db)
    return [...(found.get("people") ?? [])]
      .flatMap(([column, values]) => [...values].map((one) => `${column} ${one}`))
      .sort()
  }
  const scan = async (met: readonly (readonly string[])[], startedAt = new Date(Date.now() + 60_000_000)) => {
    const found = { scan: randomUUID(), startedAt }
    for (const [page, ids] of met.entries()) await mirror.insertSeen(db, at, { scan: found.scan, page, ids })
    return found
  }
  return { db, place, at, apply, rows, idsBy, touched, scan }
}

describeOnBoth("The mirror", (openDb) => {
  let opened: { db: Db }
  beforeAll(async () => {
    opened = await openDb()
  })
  const setUp = () => setUpOn(opened.db)

  it("keeps the columns that are used, and counts what came and what changed", async () => {
    const { apply, rows } = await setUp()
    const given = [{ id: 1, name: "a", photo: "x" }, { id: 2, name: "b" }, { name: "nobody" }]
    expect(await apply(given)).toEqual({ created: 2, updated: 0, nameless: 1 })
    expect(await rows()).toEqual([
      { id: 1, name: "a" },
      { id: 2, name: "b" },
    ])
    expect(await apply([{ id: 1, name: "c" }])).toEqual({ created: 0, updated: 1, nameless: 0 })
    expect(await apply([{ id: 1, name: "c", photo: "y" }])).toEqual({ created: 0, updated: 0, nameless: 0 })
    expect(await apply([{ id: 1, name: "c", photo: "y" }], { keepsAll: true })).toMatchObject({ updated: 1 })
    expect(await rows()).toContainEqual({ id: 1, name: "c", photo: "y" })
  })

  it("writes and notes nothing for equal values in another order", async () => {
    const { apply, touched } = await setUp()
    await apply([{ id: "1", name: "a", tags: [{ x: 1, y: 2 }, "t"], team_ids: ["5", "6"] }])
    await touched()
    for (const keepsAll of [false, true]) {
      await apply([{ id: "1", name: "a", tags: [{ x: 1, y: 2 }, "t"], team_ids: ["5", "6"] }], { keepsAll })
      await touched()
      const same = { team_ids: ["6", "5"], tags: ["t", { y: 2, x: 1 }], name: "a", id: "1" }
      expect(await apply([same], { keepsAll, readAt: LATE })).toEqual({ created: 0, updated: 0, nameless: 0 })
      expect(await touched()).toEqual([])
    }
  })

  it("never puts an older reading over a newer one, and takes one that is as old", async () => {
    const { apply, rows, idsBy, touched } = await setUp()
    await apply([{ id: "1", name: "new", manager_id: "7" }], { readAt: LATE })
    await touched()
    expect(await apply([{ id: "1", name: "old", manager_id: "8" }])).toMatchObject({ updated: 0 })
    expect([await rows(), await idsBy("manager_id", "8"), await touched()]).toEqual([
      [{ id: "1", manager_id: "7", name: "new" }],
      [],
      [],
    ])
    expect(await apply([{ id: "1", name: "newest", manager_id: "7" }], { readAt: LATE })).toMatchObject({ updated: 1 })
  })

  it("finds rows by the values of their columns as they are now, also of lists", async () => {
    const { db, at, apply, idsBy } = await setUp()
    await apply([
      { id: "1", manager_id: 7, team_ids: ["a", "b", "a"] },
      { id: "2", manager_id: "7", team_ids: ["b"] },
      { id: "3", manager_id: null },
    ])
    expect([await idsBy("manager_id", "7"), await idsBy("team_ids", "a", "b")]).toEqual([
      ["1", "2"],
      ["1", "2"],
    ])
    await apply([{ id: "1", manager_id: "8", team_ids: ["c"] }])
    expect(await idsBy("manager_id", "7")).toEqual(["2"])
    expect(await idsBy("manager_id", "8")).toEqual(["1"])
    expect(await idsBy("team_ids", "a", "c")).toEqual(["1"])
    const found = await mirror.findRowsBy(db, at, { column: "team_ids", values: ["b", "c", "b", "z"] })
    expect(found.map(({ id }) => id).sort()).toEqual(["1", "2"])
    expect(await mirror.findRowsBy(db, at, { column: "manager_id", values: [] })).toEqual([])
  })

  it("notes the values of a row before and after, and of one that goes, unless it is told not to", async () => {
    const { db, place, apply, touched, rows, idsBy } = await setUp()
    await apply([{ id: "1", manager_id: "7" }], { notes: false })
    expect(await touched()).toEqual([])
    await apply([{ id: "1", manager_id: "8", team_ids: ["a"] }])
    expect(await touched()).toEqual(["id 1", "manager_id 7", "manager_id 8", "team_ids a"])
    expect(await mirror.removeRows(db, place, { kept, ids: ["1", "9"] })).toBe(1)
    expect(await touched()).toEqual(["id 1", "manager_id 8", "team_ids a"])
    expect([await rows(), await idsBy("manager_id", "8"), await idsBy("team_ids", "a")]).toEqual([[], [], []])
  })

  it("notes what is touched again as new, and forgets only what is older", async () => {
    const { db, place, apply } = await setUp()
    await apply([{ id: "1" }, { id: "2" }])
    const upTo = await mirror.nextSeq(db)
    await apply([{ id: "2", name: "b" }], { readAt: LATE })
    await mirror.forgetTouched(db, place, upTo)
    const found = await mirror.listTouched(db, place, { tables: ["people"], since: 0 })
    expect([...(found.get("people")?.get("id") ?? [])]).toEqual(["2"])
    expect((await mirror.listTouched(db, place, { tables: ["others"], since: 0 })).size).toBe(0)
  })

  it("lists ids past one, shorter ids first", async () => {
    const { db, at, apply } = await setUp()
    await apply(["100", "20", "3", "9"].map((id) => ({ id })))
    expect(await mirror.listIds(db, at, null)).toEqual(["3", "9", "20", "100"])
    expect(await mirror.listIds(db, at, "9")).toEqual(["20", "100"])
    // Characters that are two in JavaScript.
    await apply([{ id: "😀1" }, { id: "😀2" }])
    expect(await mirror.listIds(db, at, "😀1")).toEqual(["😀2", "100"])
  })

  it("judges a scan by all rows of its table: those met twice, and known ones that were not met", async () => {
    const { db, at, apply, scan } = await setUp()
    await apply([{ id: "1" }, { id: "2" }])
    expect(await mirror.judgeScan(db, at, await scan([["1"], ["7"]]))).toEqual({ twice: 0, missing: 1 })
    expect(
      await mirror.judgeScan(
        db,
        at,
        await scan([
          ["1", "7"],
          ["8", "1", "7"],
        ]),
      ),
    ).toEqual({ twice: 2, missing: 1 })
    await mirror.deleteSeen(db, at)
    expect(await mirror.judgeScan(db, at, await scan([]))).toEqual({ twice: 0, missing: 2 })
  })

  it("does not miss a row that came or changed after the scan began", async () => {
    const { db, at, apply, scan } = await setUp()
    await apply([{ id: "1" }])
    const { rows } = await sql<{ at: Date }>`select clock_timestamp() - interval '1 minute' as at`.execute(db)
    const began = await scan([], rows[0]?.at)
    expect(await mirror.judgeScan(db, at, began)).toEqual({ twice: 0, missing: 0 })
    expect(await mirror.closeScan(db, at, began)).toEqual({ rows: 1, missing: 0 })
  })

  it("counts how often a complete scan has missed a row, and forgets it when the row is met again", async () => {
    const { db, at, apply, scan } = await setUp()
    await apply([{ id: "1" }, { id: "2" }])
    const close = async (met: readonly string[]) => mirror.closeScan(db, at, await scan([met]))
    const missing = (times: number) => mirror.listMissing(db, at, { times, limit: 9 })
    expect(await close(["1"])).toEqual({ rows: 2, missing: 1 })
    expect([await missing(1), await missing(2)]).toEqual([["2"], []])
    await close(["1"])
    expect(await missing(2)).toEqual(["2"])
    // It says what it said before.
    await apply([{ id: "2" }], { readAt: LATE })
    expect(await missing(1)).toEqual([])
    await close(["1"])
    await mirror.setMissing(db, at, { ids: ["2"], count: 2 })
    expect(await missing(2)).toEqual(["2"])
    await mirror.setMissing(db, at, { ids: ["2"], count: 0 })
    expect(await mirror.countRows(db, at)).toEqual({ rows: 2, missing: 0 })
  })

  it("knows of rows from before there was a mirror only that they are there: the scan decides", async () => {
    const { db, place, at, apply, rows, scan, touched } = await setUp()
    const record = (id: string, view: string) => ({ id, view, text: JSON.stringify({ id }), keys: {} })
    const records = [record("x-1", "first"), record("x-2", "first"), record("x-3", "first"), record("4", "second")]
    const of = { ...place, resource: "groups" as const }
    await createRecords({ db }).apply(db, of, { rows: records, readAt: EARLY })
    await apply([{ id: "1", name: "read" }])
    await touched()
    await mirror.seedRows(db, at, { resource: "groups", view: "first", prefix: "x-" })
    const found = await mirror.findRows(db, at, ["1", "2", "3", "4"])
    expect([[...found.rows.keys()], [...found.unread]]).toEqual([["1"], ["2", "3"]])
    expect([await rows(), await touched()]).toEqual([[{ id: "1", name: "read" }], []])
    expect(await apply([{ id: "2", name: "there" }])).toMatchObject({ updated: 1 })
    expect((await mirror.findRows(db, at, ["2"])).unread.size).toBe(0)
    // However short ago it was put there.
    const began = await scan([["1", "2"]], new Date(0))
    expect(await mirror.closeScan(db, at, began)).toEqual({ rows: 3, missing: 1 })
    expect(await mirror.removeRows(db, place, { kept, ids: ["3"] })).toBe(1)
    expect(await touched()).toEqual(["id 2", "id 3"])
  })

  it("answers the rows that others are related to", async () => {
    const { db, place, apply } = await setUp()
    await apply([
      { id: "1", team_ids: ["a"] },
      { id: "2", manager_id: "1", team_ids: ["a", "b"] },
      { id: "3", manager_id: "1" },
      { id: "4", manager_id: "9" },
    ])
    const people = kept.table
    const shown = view({
      from: people,
      relations: {
        manager: one(people, { id: "manager_id" }, { fields: ["manager"] }),
        reports: many(people, { manager_id: "id" }, { fields: ["reports"] }),
      },
      map: ({ id }) => ({ id }),
    })
    const rows = [{ id: "1" }, { id: "2", manager_id: "1" }, { id: "4", manager_id: "9" }]
    const names = ["manager", "reports"]
    const found = await mirror.findRelated(db, place, { view: { ...shown, name: "v" }, rows, names, small: new Map() })
    const idsOf = (value: unknown): unknown =>
      Array.isArray(value) ? value.map(idsOf).sort() : ((value as Remote | null)?.id ?? null) // related rows
    expect(rows.map((row) => names.map((name) => idsOf(found.related.get(row)?.[name])))).toEqual([
      [null, ["2", "3"]],
      ["1", []],
      [null, []],
    ])
  })

  it("keeps moments of a table going forward, and gives it a new number only when what can be read changes", async () => {
    const { db, place, at } = await setUp()
    const state = async () => (await mirror.listStates(db, place)).get("people")
    await mirror.putState(db, at, { state: "complete", columns: "id", asOf: LATE, fullAsOf: EARLY })
    const first = await state()
    await mirror.putState(db, at, { state: "complete", columns: "id", asOf: EARLY })
    expect(await state()).toEqual({ ...first, asOf: LATE, fullAsOf: EARLY })
    await mirror.putState(db, at, { state: "refused", columns: "id" })
    const refused = await state()
    expect(refused?.seq).toBeGreaterThan(first?.seq ?? 0)
    await mirror.putState(db, at, { state: "complete", columns: "id,name", asOf: LATE })
    expect((await state())?.seq).toBeGreaterThan(refused?.seq ?? 0)
  })

  it("never shows one account's rows to another", async () => {
    const { db, at, apply, scan } = await setUp()
    await apply([{ id: "1", manager_id: "7" }])
    const other = mirror.tableIn(await setUpOn(db).then(({ place }) => place), kept)
    const began = await scan([["1"]])
    expect([
      await mirror.listRows(db, other),
      await mirror.findIdsBy(db, other, { column: "manager_id", values: ["7"] }),
      (await mirror.findRows(db, other, ["1"])).rows.size,
      await mirror.countRows(db, other),
      await mirror.judgeScan(db, other, began),
      (await mirror.listTouched(db, other, { tables: ["people"], since: 0 })).size,
    ]).toEqual([[], [], 0, { rows: 0, missing: 0 }, { twice: 0, missing: 0 }, 0])
    expect(await mirror.judgeScan(db, at, began)).toEqual({ twice: 0, missing: 0 })
  })

  it("goes with its account, whoever deletes that", async () => {
    const { db, place, apply } = await setUp()
    await sql`insert into sync_account (account_id, environment_id) values (${place.accountId}, ${place.environmentId})`.execute(
      db,
    )
    await apply([{ id: "1", manager_id: "7" }])
    await sql`delete from integrated_account where id = ${place.accountId}`.execute(db)
    const { rows } = await sql`select account_id from mirror_row where account_id = ${place.accountId}
      union all select account_id from mirror_key where account_id = ${place.accountId}`.execute(db)
    expect(rows).toEqual([])
  })
})

describeOnBoth("A mirror from before its keys were numbers", (openDb) => {
  it("has the same rows under the same values, and nothing in it looks new", async () => {
    const { db } = await openDb()
    await sql.raw("drop schema public cascade; create schema public").execute(db)
    await migrate(db, 12)
    const { environmentId, id: accountId } = await insertAccount(db)
    const row = JSON.stringify({ id: "1", manager_id: 7, name: "Zoë" })
    await sql`insert into mirror_row (environment_id, account_id, table_name, id, row, hash, read_at)
      values (${environmentId}, ${accountId}, 'people', '1', ${row}, 'of values', ${EARLY})`.execute(db)
    await sql`insert into mirror_key (account_id, table_name, column_name, value, id)
      values (${accountId}, 'people', 'manager_id', '7', '1')`.execute(db)
    await migrate(db)
    const place = { environmentId, accountId }
    const at = mirror.tableIn(place, kept)
    expect(await mirror.findIdsBy(db, at, { column: "manager_id", values: ["7"] })).toEqual(["1"])
    const { changed_at: before } = await db.selectFrom("mirror_row").select("changed_at").executeTakeFirstOrThrow()
    const again = { kept, rows: [JSON.parse(row)], readAt: LATE, keepsAll: false, notes: true }
    expect(await mirror.applyRows(db, place, again)).toEqual({ created: 0, updated: 0, nameless: 0 })
    const { changed_at: after } = await db.selectFrom("mirror_row").select("changed_at").executeTakeFirstOrThrow()
    expect(after).toEqual(before)
  })
})
