import { describe, expect, it } from "vitest"
import type { CompanyData, Row } from "../world.js"
import { buildCompany } from "./index.js"

const standard = { seed: "rollcall", size: 60, today: "2026-11-23" }

const rowsOf = (data: CompanyData, table: string): Row[] => data.tables[table] ?? []

describe("a company made from a seed", () => {
  it("is the same to the byte for the same options", () => {
    expect(JSON.stringify(buildCompany(standard))).toBe(JSON.stringify(buildCompany(standard)))
  })

  it("is another one for another seed", () => {
    const names = (seed: string) =>
      rowsOf(buildCompany({ ...standard, seed }), "employees").map(({ firstName, lastName }) => [firstName, lastName])
    expect(names("one")).not.toEqual(names("two"))
  })

  it("moves with the day it is seen on", () => {
    const requests = rowsOf(buildCompany({ ...standard, today: "2024-02-29" }), "timeOffRequests")
    expect(requests.every(({ start }) => String(start) < "2024-09-01")).toBe(true)
    expect(requests.some(({ start }) => String(start) > "2024-02-29")).toBe(true)
  })

  it.each([0, 1, 2, 5, 8, 15, 29, 30, 31, 120])("has exactly the asked number of people: %i", (size) => {
    expect(rowsOf(buildCompany({ ...standard, size }), "employees")).toHaveLength(size)
  })

  it("of nobody still has what a new customer has", () => {
    const data = buildCompany({ ...standard, size: 0 })
    for (const table of ["lists", "options", "locations", "timeOffTypes", "timeOffPolicies", "users"])
      expect(rowsOf(data, table).length, table).toBeGreaterThan(0)
    for (const table of ["jobInfo", "compensation", "employmentStatus", "timeOffRequests", "removedEmployees"])
      expect(rowsOf(data, table), table).toEqual([])
  })

  it("of 5000 people is made whole", () => {
    const data = buildCompany({ ...standard, size: 5_000 })
    expect(new Set(rowsOf(data, "employees").map(({ id }) => id)).size).toBe(5_000)
    expect(rowsOf(data, "jobInfo").length).toBeGreaterThan(5_000)
    expect(rowsOf(data, "timeOffRequests").length).toBeGreaterThan(5_000)
  })

  it("refuses sizes and days that make no sense", () => {
    expect(() => buildCompany({ ...standard, size: -1 })).toThrow("size must be a whole number")
    expect(() => buildCompany({ ...standard, size: 1.5 })).toThrow("size must be a whole number")
    expect(() => buildCompany({ ...standard, today: "2026-02-30" })).toThrow("not a date")
  })
})

const data = buildCompany(standard)
const people = rowsOf(data, "employees")
const idsOf = (table: string): Set<string> => new Set(rowsOf(data, table).map(({ id }) => id))

describe("references of a company", () => {
  it("of rows lead to employees, and of managers too", () => {
    const ids = idsOf("employees")
    const cells = Object.entries(data.tables).flatMap(([table, rows]) =>
      rows.flatMap((row) =>
        ["employeeId", "reportsTo", "custom4714"].map((column) => ({ table, column, id: row[column] })),
      ),
    )
    const named = cells.filter(({ id }) => typeof id === "string")
    expect(named.length).toBeGreaterThan(people.length)
    expect(named.filter(({ id }) => !ids.has(String(id)))).toEqual([])
  })

  it("to options lead to options, whose ids are unique over all lists", () => {
    const options = rowsOf(data, "options")
    const ids = idsOf("options")
    expect(ids.size).toBe(options.length)
    for (const table of ["jobInfo", "employmentStatus", "compensation", "bonus", "customCertifications", "employees"]) {
      const numbers = rowsOf(data, table)
        .flatMap((row) => Object.values(row).flat())
        .filter((id) => typeof id === "number")
      expect(numbers.length, table).toBeGreaterThan(0)
      for (const id of numbers) expect(ids.has(String(id)), `${table}: ${id}`).toBe(true)
    }
  })

  it("of time off lead to types, policies and users", () => {
    const [types, policies, users] = [idsOf("timeOffTypes"), idsOf("timeOffPolicies"), idsOf("users")]
    for (const { typeId, statusChangedBy } of rowsOf(data, "timeOffRequests")) {
      expect(types.has(String(typeId))).toBe(true)
      expect(users.has(String(statusChangedBy))).toBe(true)
    }
    for (const { timeOffPolicyId } of rowsOf(data, "timeOffAssignments"))
      expect(policies.has(String(timeOffPolicyId))).toBe(true)
  })

  it("of locations are their options", () => {
    const options = rowsOf(data, "options").filter(({ list }) => list === "location")
    expect(rowsOf(data, "locations").map(({ id, label }) => [id, label])).toEqual(
      options.map(({ id, name }) => [id, name]),
    )
  })

  it("lead nobody to himself, however far they are followed", () => {
    const managers = new Map<Row["id"], string>()
    for (const { employeeId, reportsTo } of rowsOf(data, "jobInfo"))
      if (typeof reportsTo === "string") managers.set(String(employeeId), reportsTo)
    for (const { id } of people) {
      let above: string | undefined = managers.get(id)
      for (let steps = 0; above !== undefined; steps++) {
        expect(above === id || steps > people.length, id).toBe(false)
        above = managers.get(above)
      }
    }
  })
})

describe("ids of a company", () => {
  it("ascend with gaps, and one below them was removed", () => {
    const ids = people.map(({ id }) => Number(id))
    expect(ids[0]).toBe(4)
    expect(ids).toEqual([...ids].sort((a, b) => a - b))
    expect((ids.at(-1) ?? 0) - 3).toBeGreaterThan(ids.length)
    expect(rowsOf(data, "removedEmployees").map(({ id }) => id)).toEqual(["3"])
  })

  it("of tables are counted by each table, so some are the same", () => {
    expect([...idsOf("holidays")].some((id) => idsOf("timeOffRequests").has(id))).toBe(true)
  })

  it("of employees are numbers of others", () => {
    const ids = idsOf("employees")
    const strangers = people.filter(
      ({ id, employeeNumber }) => ids.has(String(employeeNumber)) && id !== employeeNumber,
    )
    expect(strangers.length).toBeGreaterThan(people.length / 2)
  })
})
