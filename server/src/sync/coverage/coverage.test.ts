import fc from "fast-check"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { describeOnBoth } from "../../db/testing.js"
import { startPeople } from "../testing/people.js"
import { type World, worldsOn } from "../testing.js"
import { addChanges, type Change, type Counts, MOST_NAMES } from "./counts.js"
import { countFields } from "./store.js"

const NOTHING: Counts = { rows: 0, fields: new Map() }
const plain = ({ rows, fields }: Counts) => ({ rows, fields: Object.fromEntries(fields) })

describe("The counts of fields", () => {
  const value = fc.constantFrom(undefined, null, "", [], {}, "x", 0, false, ["a"], { id: "1" })
  const row = fc.record({
    id: fc.string(),
    name: value,
    tags: value,
    custom_fields: fc.oneof(value, fc.record({ a: value, b: value })),
  })

  it("are those of the rows that are left, in whatever order rows came, changed and went", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.option(row))), (acts) => {
        const there = new Map<number, Record<string, unknown>>()
        let counts = NOTHING
        for (const [at, after] of acts) {
          const before = there.get(at) ?? null
          counts = addChanges("employees", counts, [{ before, after }])
          if (after) there.set(at, after)
          else there.delete(at)
        }
        const created = [...there.values()].map((after): Change => ({ before: null, after }))
        expect(plain(counts)).toEqual(plain(addChanges("employees", NOTHING, created)))
      }),
    )
  })

  it("tell a field that is there from one with a value, and names of the company's own one by one", () => {
    const rows = [
      { id: "1", name: "A", tags: [], custom_fields: { size: "M", car: null } },
      { id: "2", name: null, custom_fields: { size: "" } },
      { id: "3", name: 0, custom_fields: null },
    ]
    const { fields } = addChanges(
      "employees",
      NOTHING,
      rows.map((after) => ({ before: null, after })),
    )
    expect(Object.fromEntries(fields)).toEqual({
      id: { given: 3, filled: 3 },
      name: { given: 3, filled: 2 },
      tags: { given: 1, filled: 0 },
      custom_fields: { given: 3, filled: 2 },
      "custom_fields.size": { given: 2, filled: 1 },
      "custom_fields.car": { given: 1, filled: 0 },
    })
  })

  it("end at so many names, never at those of the model", () => {
    const names = Object.fromEntries(Array.from({ length: MOST_NAMES + 5 }, (_, at) => [`own_${at}`, 1]))
    const after = { ...names, id: "1", name: "A" }
    const counts = addChanges("employees", NOTHING, [{ before: null, after }])
    expect(counts.fields.size).toBe(MOST_NAMES + 2)
    expect(plain(addChanges("employees", counts, [{ before: after, after: null }]))).toEqual(plain(NOTHING))
  })
})

let people: Awaited<ReturnType<typeof startPeople>>
beforeEach(async () => {
  people = await startPeople(4)
})
afterEach(() => people.close())

describeOnBoth("The coverage of an account", (openDb) => {
  const starts = worldsOn(openDb)
  const start = () => starts({ hr: people.hr })
  const of = async ({ sync, account }: World) => {
    const { employees } = await sync.coverage(account, "employees")
    if (!employees) throw new Error("no coverage")
    return employees
  }
  /** That what was added up is what there is. */
  const expectCounted = async (world: World) => {
    const { rows, fields } = await countFields(world.db, world.place("employees"))
    const coverage = await of(world)
    expect(coverage.rows).toBe(rows)
    for (const [name, { status, filled, absent }] of Object.entries(coverage.fields)) {
      const count = fields.get(name)
      if (count) expect([name, filled, absent]).toEqual([name, count.filled, rows - count.given])
      else expect([name, status]).not.toEqual([name, "available"])
    }
  }

  it("is not known before the first sync, but what the HR system has no field for", async () => {
    const world = await start()
    const { status, rows, fields, measured_at } = await of(world)
    expect([status, rows, measured_at]).toEqual(["unknown", null, null])
    expect(fields.name).toEqual(
      expect.objectContaining({ status: "unknown", reason: "it was not synced yet", fill_rate: null, since: null }),
    )
    expect(fields.pay_group).toEqual(expect.objectContaining({ status: "not_supported" }))
    expect((await world.sync.coverage(world.account)).documents).toMatchObject({ status: "not_supported", rows: null })
  })

  it("says after a sync which fields are there, how full they are, and since when", async () => {
    const world = await start()
    await world.run(["employees"])
    const { status, rows, fields } = await of(world)
    expect([status, rows]).toEqual(["available", 4])
    expect(fields.name).toEqual({
      status: "available",
      reason: null,
      fill_rate: 1,
      filled: 4,
      absent: 0,
      since: expect.any(String),
    })
    expect(fields.pay_group).toMatchObject({ status: "not_supported", fill_rate: null, absent: null })
    await expectCounted(world)
  })

  it("follows rows as they change, come and go, by runs and by hints, and keeps its moment when the status is the same", async () => {
    const world = await start()
    await world.run(["employees"])
    const before = await of(world)
    people.has.people[0] = { ...people.has.people[0], name: "" }
    people.has.people.push({ ...people.has.people[1], id: "77", name: "New" })
    await world.follow({ table: "people", column: "id", values: ["1", "77"] })
    expect((await of(world)).rows).toBe(5)
    await expectCounted(world)
    people.has.people.splice(2, 1)
    await world.run(["employees"])
    await world.run(["employees"])
    await expectCounted(world)
    const after = await of(world)
    expect(after.rows).toBe(4)
    expect(after.fields.name?.since).toBe(before.fields.name?.since)
    const { measured_at } = after
    await world.run(["employees"])
    expect((await of(world)).measured_at).toBe(measured_at)
  })

  it("tells what is withheld, by list and column, until it is back", async () => {
    const world = await start()
    await world.run(["employees"])
    const { since } = (await of(world)).fields.employment_status ?? {}
    await world.pass(60)
    people.has.withheld.add("status")
    people.has.refused.add("jobs")
    await world.run(["employees"])
    const { fields } = await of(world)
    expect(fields.employment_status).toMatchObject({
      status: "not_permitted",
      reason: "the connection may not read people.status",
      fill_rate: null,
    })
    expect(fields.employment_status?.since).not.toBe(since)
    expect(fields.job_title).toMatchObject({ status: "not_permitted", reason: "the connection may not read jobs" })
    expect(fields.name).toMatchObject({ status: "available", fill_rate: 1 })
    people.has.withheld.clear()
    people.has.refused.clear()
    await world.run(["employees"])
    expect((await of(world)).fields.job_title).toMatchObject({ status: "available" })
    await expectCounted(world)
  })

  it("of a resource whose own list is refused is not permitted, with the rows that are kept", async () => {
    const world = await start()
    await world.run(["employees"])
    people.has.refused.add("people")
    await world.run(["employees"])
    const { status, reason, rows, fields } = await of(world)
    expect([status, reason, rows]).toEqual(["not_permitted", "the connection may not read people", 4])
    expect(fields.name).toMatchObject({ status: "not_permitted", fill_rate: 1 })
  })

  it("is of its own account", async () => {
    const [mine, other] = [await start(), await start()]
    await mine.run(["employees"])
    expect((await of(other)).rows).toBeNull()
  })
})
