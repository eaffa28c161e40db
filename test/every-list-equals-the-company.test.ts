import type { Fault } from "@rollcall/sandbox-factorial"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Connected, startRollcall } from "./rollcall.js"
import { runSync } from "./sync.js"
import { type Resource, type System, systems } from "./systems.js"

const HOSTILE: Fault[] = [
  { kind: "status", status: 429, retryAfterSeconds: 0, probability: 0.04 },
  { kind: "status", status: 500, probability: 0.04 },
  { kind: "html", status: 502, probability: 0.03 },
  { kind: "reset", probability: 0.03 },
  { kind: "truncate", probability: 0.02 },
  { kind: "malformed", probability: 0.02 },
]

/** What each list must hold is what the HR system's own tables say. */
async function expectCompany(rollcall: Connected, resource: Resource, options: { limit?: number; query?: string }) {
  const read = await rollcall.readAll(resource, options)
  const inOrder = (ids: readonly string[]) =>
    rollcall.system.anyOrder.includes(resource) ? ids.toSorted((a, b) => (a < b ? -1 : 1)) : ids
  expect(inOrder(read.map((row) => row.id)), resource).toEqual(inOrder(rollcall.company.ids(resource)))
  return read
}

describe.each(systems)("a quiet $name", (system) => {
  let rollcall: Connected
  beforeAll(async () => {
    rollcall = await startRollcall({ system, sandbox: { size: 12 } })
  })
  afterAll(() => rollcall.close())

  describe.each(system.resources)("%s", (resource) => {
    it.each([1, 7, 50, 500])("read to the end in pages of %i are the company's", async (limit) => {
      const read = await expectCompany(rollcall, resource, { limit })
      expect(read.length).toBeGreaterThan(0)
    })
  })
})

describe.each(systems)("a hostile $name with long ids", (system) => {
  let rollcall: Connected
  beforeAll(async () => {
    rollcall = await startRollcall({ system, sandbox: { size: 16, firstId: "36893488147419100" } })
    rollcall.company.faults.add(...HOSTILE)
  })
  afterAll(() => rollcall.close())

  describe.each(system.resources)("%s", (resource) => {
    it.each([3, 50, 500])("read to the end in pages of %i are still the company's", async (limit) => {
      const read = await expectCompany(rollcall, resource, { limit })
      expect(read.length).toBeGreaterThan(0)
    })
  })

  it("names keep every character", async () => {
    const read = await rollcall.readAll("employees")
    const names = rollcall.company.people().map(({ name }) => name)
    expect(read.map((row) => row.name)).toEqual(names)
    expect(names.some((name) => /[\u0100-\uffff]/.test(name))).toBe(true)
  })
})

const BY_PERSON: readonly Resource[] = ["timeoff_balances", "attendance", "documents"]

/** With trouble of every kind, live and synced. */
async function expectCompanyOf(system: System, { size, probability }: { size: number; probability: number }) {
  const rollcall = await startRollcall({ system, sandbox: { size } })
  try {
    rollcall.company.faults.add(...HOSTILE.map((fault) => ({ ...fault, probability })))
    // What is asked for person by person takes its calls, and says no more of a large company.
    const isTried = (resource: Resource) => size <= 1_000 || !BY_PERSON.includes(resource)
    const resources = system.resources.filter(isTried)
    for (const resource of size > 1_000 ? (["employees"] as const) : resources)
      await expectCompany(rollcall, resource, { limit: 500 })
    expect((await runSync(rollcall, resources)).status).toBe("completed")
    for (const resource of resources) await expectCompany(rollcall, resource, { limit: 500, query: "&source=synced" })
    return await rollcall.readAll("employees", { query: "&source=synced" })
  } finally {
    await rollcall.close()
  }
}

describe.each(systems)("Under trouble, live and synced, $name's lists equal", (system) => {
  it("a company of nobody, with its places and types", async () => {
    expect(await expectCompanyOf(system, { size: 0, probability: 0.02 })).toEqual([])
  })

  it("a company of 120", async () => {
    expect((await expectCompanyOf(system, { size: 120, probability: 0.02 })).length).toBeGreaterThanOrEqual(120)
  })

  // What a size costs is the engine's, which is one: the largest company is tried on one HR system.
  const large = system === systems[0] ? 1_500 : 300
  it(`a company of ${large}`, async () => {
    const people = await expectCompanyOf(system, { size: large, probability: 0.005 })
    expect(people.length).toBeGreaterThanOrEqual(large)
  }, 240_000)
})
