import type { ResourceName } from "@rollcall/contract"
import { sql } from "kysely"
import { beforeAll, describe, expect, it } from "vitest"
import type { Db } from "../db/index.js"
import { describeOnBoth } from "../db/testing.js"
import { createRecords, type RecordPlace } from "./index.js"
import { insertAccount } from "./testing.js"

const ROWS = 1_500
const RESOURCES: readonly ResourceName[] = ["employees", "employments", "groups"]

type Owner = Omit<RecordPlace, "resource">

/** Rows of an account as a sync leaves them, with one version each that has ended. */
async function fill(db: Db, { environmentId, accountId }: Owner): Promise<void> {
  await sql`insert into record (environment_id, account_id, resource, id, view, row, keys, hash)
    select ${environmentId}, ${accountId}, resource, (100000 + number)::text, 'a',
      json_build_object('id', (100000 + number)::text, 'name', repeat('x', 300)), '{}', '\\x00'
    from unnest(${RESOURCES}::text[]) as resource, generate_series(1, ${ROWS}::int) as number`.execute(db)
  await sql`insert into record_history (environment_id, account_id, resource, id, view, row, keys, valid_from, valid_to)
    select environment_id, account_id, resource, id, view, row, keys, valid_from - interval '1 day', valid_from
    from record where account_id = ${accountId}`.execute(db)
}

type Use = { index: string; scans: number; entries: number }

/** What this connection has read of each index of the copy so far. */
async function indexUse(tx: Db): Promise<Map<string, Use>> {
  const { rows } = await sql<Use>`select indexrelname as index, pg_stat_get_xact_numscans(indexrelid)::int as scans,
      pg_stat_get_xact_tuples_returned(indexrelid)::int as entries
    from pg_stat_user_indexes where relname in ('record', 'record_history')`.execute(tx)
  return new Map(rows.map((row) => [row.index, row]))
}

/** The indexes that some work reads, with the most entries that it may have read in one of them. */
async function usedBy(db: Db, act: (tx: Db) => Promise<unknown>) {
  return db.transaction().execute(async (tx) => {
    const before = await indexUse(tx)
    await act(tx)
    const used = [...(await indexUse(tx)).values()].flatMap(({ index, scans, entries }) => {
      const was = before.get(index) ?? { scans: 0, entries: 0 }
      return scans > was.scans ? [{ index, entries: entries - was.entries }] : []
    })
    return { indexes: used.map(({ index }) => index).sort(), most: Math.max(0, ...used.map(({ entries }) => entries)) }
  })
}

describeOnBoth("Rows of the copy are found by id in the primary key alone", (openDb) => {
  let db: Db
  const owners: Owner[] = []
  let last: Owner
  beforeAll(async () => {
    db = (await openDb()).db
    for (const table of ["record", "record_history"])
      await sql`alter table ${sql.id(table)} set (autovacuum_enabled = false)`.execute(db)
    owners.push(await insertAccount(db), await insertAccount(db))
    last = await insertAccount(db)
  })

  const ids = Array.from({ length: 100 }, (_, index) => String(100_001 + index * 14))
  /** Known rows, the versions that they close, the rows that they become, and entries of rows that are no more. */
  const few = (rows: number) => expect.toSatisfy((read: number) => read >= rows && read <= 12 * rows)
  const check = () => {
    const onIds = (act: (tx: Db, place: RecordPlace) => Promise<unknown>) =>
      usedBy(db, (tx) => act(tx, { ...last, resource: "employees" }))
    const now = () => sql<{ at: Date }>`select clock_timestamp() as at`.execute(db).then(({ rows }) => rows[0]?.at)
    const changed = ids.map((id) => ({ id, view: "a", text: JSON.stringify({ id, name: "new" }), keys: {} }))

    it("when one is answered", async () => {
      const used = await onIds((tx, at) => createRecords({ db: tx }).list(at, { limit: 1, ids: ["100077"] }))
      expect(used).toEqual({ indexes: ["record_pkey"], most: few(1) })
    })
    it("when one is answered as text", async () => {
      await createRecords({ db }).recordAttempt(db, { ...last, resource: "employees" }, { result: "completed" })
      const used = await onIds((tx, at) => createRecords({ db: tx }).text(at, { id: "100077", hasRemote: true }))
      expect(used).toEqual({ indexes: ["record_pkey"], most: few(1) })
    })
    it("when some are answered as they were", async () => {
      const at = await now()
      const used = await onIds((tx, of) => createRecords({ db: tx }).list(of, { limit: 9, ids: ids.slice(0, 9), at }))
      expect(used).toEqual({ indexes: ["record_history_pkey", "record_pkey"], most: few(9) })
    })
    it("when a page of them has changed", async () => {
      const readAt = (await now()) ?? new Date()
      const used = await onIds((tx, at) => createRecords({ db: tx }).apply(tx, at, { rows: changed, readAt }))
      expect(used).toEqual({ indexes: expect.not.arrayContaining(["record_listed"]), most: few(ids.length) })
    })
    it("when some are deleted", async () => {
      const used = await onIds((tx, at) => createRecords({ db: tx }).remove(tx, at, ids.slice(50)))
      expect(used).toEqual({ indexes: ["record_pkey"], most: few(50) })
    })
  }

  describe("before the tables were ever analysed", () => {
    beforeAll(() => fill(db, last))
    check()
  })

  describe("with statistics from before the account's rows came", () => {
    beforeAll(async () => {
      for (const table of ["record", "record_history"] as const)
        await db.deleteFrom(table).where("account_id", "=", last.accountId).execute()
      for (const owner of owners) await fill(db, owner)
      await createRecords({ db }).analyze()
      await fill(db, last)
    })
    check()
  })

  describe("with good statistics", () => {
    beforeAll(() => createRecords({ db }).analyze())
    check()
  })
})
