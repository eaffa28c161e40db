import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Connected, startRollcall } from "./rollcall.js"
import { readChanges, runSync } from "./sync.js"
import { systems } from "./systems.js"

describe.each(systems)("A right of $name that is taken away", (system) => {
  const { field } = system.right
  let rollcall: Connected
  let after = 0
  beforeAll(async () => {
    rollcall = await startRollcall({ system, sandbox: { size: 30 } })
    expect((await runSync(rollcall)).status).toBe("completed")
    const known = await rollcall.readAll("employees", { query: "&source=synced" })
    expect(known.filter((row) => row[field] !== null && row[field] !== undefined).length).toBeGreaterThan(5)
    after = (await readChanges(rollcall)).at(-1)?.sequence ?? 0
    await system.right.takeAway(rollcall.company)
  })
  afterAll(() => rollcall.close())

  /** What is known of people besides the field. */
  const others = (rows: any[]) => rows.map(({ [field]: _, remote_data: __, updated_at: ___, ...row }) => row)

  it("takes the field away from live rows, and leaves the rest", async () => {
    const own = await startRollcall({ system, sandbox: { size: 30 } })
    const before = await own.readAll("employees")
    await own.close()
    const fresh = await startRollcall({ system, sandbox: { size: 30 } })
    await system.right.takeAway(fresh.company)
    const without = await fresh.readAll("employees")
    await fresh.close()
    for (const row of without) expect(row).not.toHaveProperty(field)
    expect(others(without)).toEqual(others(before))
  })

  it("is no change of anybody's value: nobody is told that it is empty now", async () => {
    const run = await runSync(rollcall)
    expect(run.status).toBe("completed")
    for (const { payload } of await readChanges(rollcall, after)) expect(payload.after?.[field]).not.toBeNull()
    const copy = await rollcall.readAll("employees", { query: "&source=synced" })
    expect(copy.map((row) => row.id)).toEqual(rollcall.company.ids("employees"))
    for (const row of copy) expect(row[field]).not.toBeNull()
  })

  it("and given back is as it was", async () => {
    await system.right.giveBack(rollcall.company)
    expect((await runSync(rollcall)).status).toBe("completed")
    const query = "&truto_ignore_remote_data=true"
    const live = await rollcall.readAll("employees", { query })
    expect(await rollcall.readAll("employees", { query: "&source=synced" })).toEqual(live)
    expect(live.filter((row) => row[field] !== undefined).length).toBe(live.length)
  })
})
