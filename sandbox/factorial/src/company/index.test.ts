import { describe, expect, it } from "vitest"
import type { CompanyData, Row } from "../world.js"
import { columnsOf, hiddenColumns } from "./columns/index.js"
import { buildCompany } from "./index.js"

const standard = { seed: "rollcall", size: 120, today: "2026-11-23" }

function rowsOf(data: CompanyData, table: string): Row[] {
  return data.tables[table] ?? []
}

describe("a company made from a seed", () => {
  it("is the same to the byte for the same options", () => {
    expect(JSON.stringify(buildCompany(standard))).toBe(JSON.stringify(buildCompany(standard)))
  })

  it("is another one for another seed", () => {
    const names = (seed: string) =>
      rowsOf(buildCompany({ ...standard, seed }), "employees/employees").map((row) => row.full_name)
    expect(names("one")).not.toEqual(names("two"))
  })

  it("moves with the day it is seen on", () => {
    const leaves = rowsOf(buildCompany({ ...standard, today: "2024-02-29" }), "timeoff/leaves")
    expect(leaves.every((row) => String(row.start_on) < "2024-09-01")).toBe(true)
    expect(leaves.some((row) => String(row.start_on) > "2024-02-29")).toBe(true)
  })

  it.each([0, 1, 2, 9, 10, 11, 19, 40, 60, 120])("has exactly the asked number of people: %i", (size) => {
    expect(rowsOf(buildCompany({ ...standard, size }), "employees/employees")).toHaveLength(size)
  })

  it("of nobody still has what a new customer has: entity, location, leave types, policies", () => {
    const data = buildCompany({ ...standard, size: 0 })
    for (const table of [
      "companies/legal_entities",
      "locations/locations",
      "timeoff/leave_types",
      "timeoff/policies",
    ]) {
      expect(rowsOf(data, table).length, table).toBeGreaterThan(0)
    }
    for (const table of ["contracts/contract_versions", "teams/memberships", "timeoff/leaves", "attendance/shifts"]) {
      expect(rowsOf(data, table), table).toEqual([])
    }
  })

  it("of 5000 people is made whole", () => {
    const data = buildCompany({ ...standard, size: 5000 })
    const ids = rowsOf(data, "employees/employees").map((row) => row.id)
    expect(new Set(ids).size).toBe(5000)
    expect(new Set(rowsOf(data, "employees/employees").map((row) => row.login_email)).size).toBeGreaterThan(4998)
    expect(rowsOf(data, "contracts/contract_versions").length).toBeGreaterThan(9000)
  })

  it("refuses sizes, days and first ids that make no sense", () => {
    expect(() => buildCompany({ ...standard, size: -1 })).toThrow("size must be a whole number")
    expect(() => buildCompany({ ...standard, size: 1.5 })).toThrow("size must be a whole number")
    expect(() => buildCompany({ ...standard, today: "2026-02-30" })).toThrow("not a date")
    expect(() => buildCompany({ ...standard, today: "yesterday" })).toThrow("not a date")
    expect(() => buildCompany({ ...standard, firstId: "0x10" })).toThrow("firstId must be")
  })
})

describe("ids of a company", () => {
  it("ascend in every table and are never used twice in one", () => {
    for (const [table, rows] of Object.entries(buildCompany(standard).tables)) {
      for (const [index, row] of rows.entries()) {
        expect(row.id, table).toMatch(/^[1-9]\d*$/)
        const before = rows[index - 1]
        if (before !== undefined) expect(BigInt(before.id) < BigInt(row.id), `${table} ${row.id}`).toBe(true)
      }
    }
  })

  it("beyond 2^53 stay exact", () => {
    const firstId = "18446744073709550"
    const small = buildCompany({ ...standard, firstId: "1" })
    const big = buildCompany({ ...standard, firstId })
    expect(big.company.id).toBe(firstId)
    for (const table of ["employees/employees", "teams/memberships", "timeoff/leaves"]) {
      const shifted = rowsOf(small, table).map((row) => (BigInt(row.id) + BigInt(firstId) - 1n).toString())
      expect(rowsOf(big, table).map((row) => row.id)).toEqual(shifted)
    }
    const managers = new Set(rowsOf(big, "employees/employees").map((row) => row.manager_id))
    expect([...managers].every((id) => id === null || String(id).length === firstId.length)).toBe(true)
  })
})

describe("rows of a company", () => {
  it("carry every column of their table and no other, but for the hidden ones", () => {
    const hidden: Record<string, string> = hiddenColumns
    for (const [table, rows] of Object.entries(buildCompany(standard).tables)) {
      const names = ["id", ...(columnsOf[table] ?? []), ...(hidden[table] === undefined ? [] : [hidden[table]])].sort()
      for (const row of rows) expect(Object.keys(row).sort(), table).toEqual(names)
    }
  })

  it("have as many columns as the live answers", () => {
    const counts = Object.fromEntries(Object.entries(columnsOf).map(([table, names]) => [table, names.length + 1]))
    expect(counts).toMatchObject({
      "employees/employees": 54,
      "contracts/contract_versions": 54,
      "contracts/contract_version_histories": 55,
      "timeoff/leaves": 20,
      "timeoff/leave_types": 23,
      "timeoff/allowances": 36,
      "attendance/shifts": 25,
      "locations/locations": 16,
      "teams/teams": 9,
      "custom_fields/values": 15,
    })
  })

  it("are there in every stored table of the standard company", () => {
    const empty = Object.entries(buildCompany(standard).tables).filter(([, rows]) => rows.length === 0)
    expect(empty.map(([table]) => table)).toEqual(["api_public/webhook_subscriptions"])
  })

  it("were never changed before they were made, nor after today", () => {
    const until = "2026-11-24"
    for (const [table, rows] of Object.entries(buildCompany(standard).tables)) {
      for (const row of rows) {
        const made = row.created_at ?? null
        const changed = row.updated_at ?? null
        if (typeof changed === "string") expect(changed < until, `${table}#${row.id}`).toBe(true)
        if (typeof changed === "string" && typeof made === "string")
          expect(changed >= made, `${table}#${row.id}`).toBe(true)
      }
    }
  })
})
