import type { Fault } from "@rollcall/sandbox-factorial"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Rollcall, startRollcall } from "./rollcall.js"

/** What Factorial's tables say each list must hold, by id. */
const EXPECTED: Record<string, (rollcall: Rollcall) => string[]> = {
  employees: ids("employees/employees"),
  employments: ids("contracts/contract_versions"),
  employee_compensations: (rollcall) => [
    ...rows(rollcall, "contracts/contract_versions")
      .filter((row) => row.salary_amount !== null)
      .map((row) => `salary-${row.id}`),
    ...ids("contracts/compensations")(rollcall),
  ],
  fields: ids("custom_fields/fields"),
  groups: ids("teams/teams"),
  locations: ids("locations/locations"),
  timeoff_policies: ids("timeoff/policies"),
  timeoff_requests: ids("timeoff/leaves"),
  timeoff_types: ids("timeoff/leave_types"),
}

const rows = ({ sandbox }: Rollcall, table: string) => sandbox.running.store.all(table)
function ids(table: string) {
  return (rollcall: Rollcall) => rows(rollcall, table).map((row) => row.id)
}

const HOSTILE: Fault[] = [
  { kind: "status", status: 429, retryAfterSeconds: 0, probability: 0.04 },
  { kind: "status", status: 500, probability: 0.04 },
  { kind: "html", status: 502, probability: 0.03 },
  { kind: "reset", probability: 0.03 },
  { kind: "truncate", probability: 0.02 },
  { kind: "malformed", probability: 0.02 },
]

describe("a quiet Factorial", () => {
  let rollcall: Rollcall
  beforeAll(async () => {
    rollcall = await startRollcall({ sandbox: { size: 12 } })
  })
  afterAll(() => rollcall.close())

  for (const [resource, expected] of Object.entries(EXPECTED)) {
    it.each([1, 7, 50, 500])(`${resource} read to the end in pages of %i are the company's`, async (limit) => {
      const read = await rollcall.readAll(resource, { limit })
      expect(read.length).toBeGreaterThan(0)
      expect(read.map((row) => row.id)).toEqual(expected(rollcall))
    })
  }
})

describe("a hostile Factorial with ids above 2^53", () => {
  let rollcall: Rollcall
  beforeAll(async () => {
    rollcall = await startRollcall({ sandbox: { size: 16, firstId: "36893488147419100" } })
    rollcall.sandbox.running.faults.add(...HOSTILE)
  })
  afterAll(() => rollcall.close())

  for (const [resource, expected] of Object.entries(EXPECTED)) {
    it.each([1, 7, 50, 500])(`${resource} read to the end in pages of %i are still the company's`, async (limit) => {
      const read = await rollcall.readAll(resource, { limit })
      expect(read.length).toBeGreaterThan(0)
      expect(read.map((row) => row.id)).toEqual(expected(rollcall))
    })
  }

  it("names keep every character", async () => {
    const read = await rollcall.readAll("employees")
    const names = rows(rollcall, "employees/employees").map((row) => row.full_name)
    expect(read.map((row) => row.name)).toEqual(names)
    expect(names.some((name) => /[\u0100-\uffff]/.test(String(name)))).toBe(true)
  })
})

describe("an empty company", () => {
  it("has empty lists of people, and its places and types", async () => {
    const rollcall = await startRollcall({ sandbox: { size: 0 } })
    try {
      for (const [resource, expected] of Object.entries(EXPECTED)) {
        const read = await rollcall.readAll(resource)
        expect(
          read.map((row) => row.id),
          resource,
        ).toEqual(expected(rollcall))
      }
      expect(await rollcall.readAll("employees")).toEqual([])
    } finally {
      await rollcall.close()
    }
  })
})

describe("2,000 people", () => {
  it("are read to the end, under trouble, in pages of 500", async () => {
    const rollcall = await startRollcall({ sandbox: { size: 2_000 } })
    try {
      rollcall.sandbox.running.faults.add(...HOSTILE.map((fault) => ({ ...fault, probability: 0.005 })))
      const read = await rollcall.readAll("employees", { limit: 500 })
      expect(read.map((row) => row.id)).toEqual(EXPECTED.employees?.(rollcall))
    } finally {
      await rollcall.close()
    }
  }, 180_000)
})
