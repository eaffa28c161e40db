import { expect, it } from "vitest"
import { describeOnBoth, insertEnvironment } from "../db/testing.js"
import { createChanges, type NewEvent } from "./index.js"

const event = (type: string): NewEvent => ({ type, accountId: null, payload: { type } })

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
    const rows = await changes.read(environment, { after: 0, limit: 1000 })
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
    await changes.append(db, other, [event("c")])
    expect((await changes.read(mine, { after: 1, limit: 10 })).map((row) => row.type)).toEqual(["b"])
    expect((await changes.read(other, { after: 0, limit: 10, types: ["c"] })).map((row) => row.sequence)).toEqual([1])
  })
})
