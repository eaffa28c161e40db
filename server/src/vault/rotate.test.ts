import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { expect, it, vi } from "vitest"
import type { Db } from "../db/index.js"
import { describeOnBoth, insertEnvironment } from "../db/testing.js"
import { assertKeyFits, createVault, type Key } from "./index.js"
import { rotateKeys, SEALED_COLUMNS } from "./rotate.js"

const key = (id: string, fill: number): Key => ({ id, secret: Buffer.alloc(32, fill) })
const [OLD, NEW] = [key("old", 1), key("new", 2)]
const HASHES = /hash|fingerprint/

describeOnBoth("Key rotation", (openDb) => {
  async function connected(count: number) {
    const { db, kind } = await openDb()
    const vault = createVault([OLD])
    await assertKeyFits(db, vault)
    const environment_id = await insertEnvironment(db)
    const installed = randomUUID()
    await db.insertInto("environment_integration").values({ id: installed, environment_id, integration: "x" }).execute()
    const ids = Array.from({ length: count }, () => randomUUID())
    const seal = (by: typeof vault, id: string, text: string) =>
      by.seal(text, { table: "integrated_account", row: id, column: "secrets" })
    for (const id of ids) {
      const values = { id, environment_id, environment_integration_id: installed, integration: "x", tenant_id: "t" }
      const more = { status: "active", authentication_method: "api_key", secrets: seal(vault, id, `secret of ${id}`) }
      await db
        .insertInto("integrated_account")
        .values({ ...values, ...more })
        .execute()
    }
    const read = async (by: typeof vault) => {
      const rows = await db.selectFrom("integrated_account").select(["id", "secrets"]).execute()
      return rows.map(
        ({ id, secrets }) =>
          by.open(secrets, { table: "integrated_account", row: id, column: "secrets" }).toString() ===
          `secret of ${id}`,
      )
    }
    return { db, kind, ids, seal, read }
  }

  it("covers every column of sealed values", async () => {
    const { db } = await openDb()
    const { rows } = await sql<{ name: string }>`select table_name || '.' || column_name as name
      from information_schema.columns where data_type = 'bytea' and table_schema = current_schema() order by 1`.execute(
      db,
    )
    const sealed = rows.map((row) => row.name).filter((name) => !HASHES.test(name))
    expect(SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(sealed)
  })

  it("leaves nothing on the old key, also after it was broken off, and loses no value", async () => {
    const { db, ids, read } = await connected(450)
    const both = createVault([NEW, OLD])
    const stop = new Error("stopped")
    const broken = rotateKeys(db, both, ({ done }) => {
      if (done > 100) throw stop
    })
    await expect(broken).rejects.toBe(stop)
    expect(await read(both)).toEqual(ids.map(() => true))
    const seen: number[] = []
    const rotation = await rotateKeys(db, both, ({ table, total }) => {
      if (table === "integrated_account") seen.push(total)
    })
    expect(seen[0]).toBeLessThan(450)
    expect(rotation.left).toBe(0)
    expect(rotation.resealed).toBe((seen[0] ?? 0) + 1)
    expect(await read(createVault([NEW]))).toEqual(ids.map(() => true))
    await assertKeyFits(db, createVault([NEW]))
    await expect(assertKeyFits(db, createVault([OLD]))).rejects.toThrow("does not fit")
    expect(await rotateKeys(db, both, () => {})).toEqual({ resealed: 0, left: 0 })
  })

  it("never overwrites what a server writes meanwhile", async () => {
    const { db, kind, ids, seal } = await connected(3)
    const [first = ""] = ids
    const both = createVault([NEW, OLD])
    let rotating: Promise<unknown> = Promise.resolve()
    await db.transaction().execute(async (tx) => {
      const secrets = seal(both, first, "written meanwhile")
      await tx.updateTable("integrated_account").set({ secrets }).where("id", "=", first).execute()
      rotating = rotateKeys(db, both, () => {})
      // It has read the old value and waits for the row.
      if (kind === "postgres") await vi.waitFor(async () => expect(await waiters(tx)).toBe(1), 40_000)
    })
    await rotating
    const { secrets } = await db
      .selectFrom("integrated_account")
      .select("secrets")
      .where("id", "=", first)
      .executeTakeFirstOrThrow()
    const place = { table: "integrated_account", row: first, column: "secrets" }
    expect(createVault([NEW]).open(secrets, place).toString()).toBe("written meanwhile")
  })

  it("counts at the very end, so that a server which still seals with the old key is found out", async () => {
    const { db, ids, seal } = await connected(2)
    const [first = ""] = ids
    const old = createVault([OLD])
    let writing: Promise<unknown> = Promise.resolve()
    const rotation = await rotateKeys(db, createVault([NEW, OLD]), ({ table, done }) => {
      if (table !== "environment_integration" || done > 0) return
      const secrets = seal(old, first, "with the old key")
      writing = db.updateTable("integrated_account").set({ secrets }).where("id", "=", first).execute()
    })
    await writing
    expect(rotation.left).toBe(1)
  })

  it("names the value that no key opens", async () => {
    const { db, ids, seal } = await connected(1)
    const [id = ""] = ids
    const lost = createVault([key("lost", 3)])
    await db
      .updateTable("integrated_account")
      .set({ secrets: seal(lost, id, "x") })
      .execute()
    const rotating = rotateKeys(db, createVault([NEW, OLD]), () => {})
    await expect(rotating).rejects.toThrow(
      `integrated_account.secrets of ${id}: a stored secret was sealed with the key lost`,
    )
  })

  /** Others that wait for this transaction. */
  async function waiters(tx: Db): Promise<number> {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from pg_locks
      where not granted and transactionid = pg_current_xact_id()::xid`.execute(tx)
    return rows[0]?.count ?? 0
  }
})
