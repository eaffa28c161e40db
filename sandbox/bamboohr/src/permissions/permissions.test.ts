import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { AccessLevel, Sandbox } from "../index.js"
import { type Ask, openCompany } from "../testing/open-company.js"
import { levelOfScopes } from "./index.js"

let sandbox: Sandbox
let ask: Ask
beforeAll(async () => {
  ;({ sandbox, ask } = await openCompany())
})
afterAll(() => sandbox.close())

const KEY = "c000000000000000000000000000000000000000"

/** Another key that sees all but what is named. */
function withLevel(level: Partial<AccessLevel>): (path: string, body?: object) => ReturnType<Ask> {
  sandbox.running.keys.delete(KEY)
  sandbox.running.keys.set(KEY, { userId: "2371", ...level })
  return (path, body) => ask(path, { key: KEY, ...(body && { method: "POST", body }) })
}

const FIELDS = ["id", "firstName", "payRate", "dateOfBirth", "address1"]

describe("hidden fields", () => {
  it("are left out of reports without a word, and out of what the report says that it gives", async () => {
    const asLess = withLevel({ hiddenFields: ["compensation", "dateOfBirth"] })
    const said = await asLess("v1/reports/custom", { fields: FIELDS })
    expect(said.status).toBe(200)
    expect(said.json.fields.map(({ id }: { id: string }) => id)).toEqual(["id", "firstName", "address1"])
    for (const row of said.json.employees) expect(Object.keys(row).sort()).toEqual(["address1", "firstName", "id"])
  })

  it("are named in each row of the list, and empty where the row needs them", async () => {
    const asLess = withLevel({ hiddenFields: ["jobTitle", "6", "department"] })
    const [row] = (await asLess("v1/employees?fields=birthDate,departmentId,departmentName,workEmail")).json.data
    expect(row._restrictedFields).toEqual(["jobTitleName", "birthDate", "departmentId", "departmentName"])
    expect(row.jobTitleName).toBeNull()
    expect(Object.keys(row)).not.toContain("birthDate")
    expect(Object.keys(row)).toContain("workEmail")
  })

  it("drop whoever is filtered or sorted by them", async () => {
    const asLess = withLevel({ hiddenOf: { "4": ["firstName"] } })
    const total = async (query: string) => (await asLess(`v1/employees?${query}`)).json.meta.total
    expect(await total("")).toBe(40)
    expect(await total("sort=firstName")).toBe(39)
    expect(await total("sort=lastName")).toBe(40)
  })

  it("of one person are missing in his row alone", async () => {
    const asLess = withLevel({ hiddenOf: { "4": ["payRate"] } })
    const { fields, employees } = (await asLess("v1/reports/custom", { fields: FIELDS })).json
    expect(fields.map(({ id }: { id: string }) => id)).toContain("payRate")
    expect(employees.filter((row: object) => !("payRate" in row)).map(({ id }: { id: string }) => id)).toEqual(["4"])
  })

  it("are hidden in one employee, in tables, in the directory and in the dataset too", async () => {
    const asLess = withLevel({ hiddenFields: ["department", "supervisor", "workEmail"] })
    expect((await asLess("v1/employees/4?fields=department,firstName")).json).not.toHaveProperty("department")
    expect((await asLess("v1/employees/all/tables/jobInfo")).json[0]).not.toHaveProperty("department")
    const [row] = (await asLess("v1/employees/directory")).json.employees
    expect(row).not.toHaveProperty("workEmail")
    expect(row).not.toHaveProperty("supervisor")
    const fields = ["eeid", "jobInformationDepartment"]
    const data = await asLess("v2/datasets/employee/data", { fields })
    expect(Object.keys(data.json.data[0].fields)).toEqual(["eeid"])
  })

  it("can't be written", async () => {
    const asLess = withLevel({ hiddenFields: ["compensation"] })
    expect((await asLess("v1/employees/4", { payRate: "1.00 USD" })).status).toBe(403)
  })
})

describe("hidden people", () => {
  it("are nowhere, and a read of one is not found", async () => {
    const asLess = withLevel({ hiddenEmployees: ["4", "5"] })
    expect((await asLess("v1/employees")).json.meta.total).toBe(38)
    expect((await asLess("v1/reports/custom", { fields: ["id"] })).json.employees).toHaveLength(38)
    expect((await asLess("v1/employees/4")).status).toBe(404)
    const requests = (await asLess("v1/time_off/requests?start=1970-01-01&end=2100-12-31")).json
    const rows = [...(await asLess("v1/employees/all/tables/jobInfo")).json, ...requests]
    expect(rows.filter(({ employeeId }) => ["4", "5"].includes(employeeId))).toEqual([])
    const { employees } = (await asLess("v1/employees/changed?since=1970-01-01T00:00:00Z")).json
    expect(employees).not.toHaveProperty("4")
  })

  it("can be all who are inactive", async () => {
    const asLess = withLevel({ hidesInactive: true })
    const inactive = (await ask("v1/employees?filter[status]=inactive")).json.meta.total
    expect((await asLess("v1/employees")).json.meta.total).toBe(40 - inactive)
  })
})

describe("what is refused as a whole", () => {
  it("is a table that is hidden", async () => {
    const asLess = withLevel({ hiddenTables: ["bonus"] })
    expect((await asLess("v1/employees/all/tables/bonus")).status).toBe(403)
    expect((await asLess("v1/employees/all/tables/jobInfo")).status).toBe(200)
    const tables = (await asLess("v1/meta/tables")).json.map(({ alias }: { alias: string }) => alias)
    expect(tables).not.toContain("bonus")
  })

  it("is a part of the API, each in its own form", async () => {
    const asLess = withLevel({ refused: ["users", "locations", "employees", "time_off"] })
    const users = await asLess("v1/meta/users")
    expect([users.status, users.text]).toEqual([403, ""])
    expect((await asLess("v1/employees")).json.error.code).toBe("Forbidden")
    const locations = await asLess("v1/hris/org/locations")
    expect([locations.status, locations.json.status]).toEqual([403, 403])
    expect((await asLess("v1/meta/fields")).status).toBe(200)
  })

  it("is every write of a key that only reads", async () => {
    const asLess = withLevel({ refused: ["writes"] })
    expect((await asLess("v1/employees/4", { city: "x" })).status).toBe(403)
    expect((await asLess("v1/reports/custom", { fields: ["id"] })).status).toBe(200)
  })
})

describe("keys", () => {
  it("lose a right from one call to the next, and get it back", async () => {
    const asLess = withLevel({})
    const granted = async () => (await asLess("v1/reports/custom", { fields: FIELDS })).json.fields.length
    expect(await granted()).toBe(5)
    sandbox.running.keys.set(KEY, { hiddenFields: ["payRate"] })
    expect(await granted()).toBe(4)
    sandbox.running.keys.set(KEY, { hiddenFields: [] })
    expect(await granted()).toBe(5)
  })

  it("of a user without an employee have nobody of their own, and are good all the same", async () => {
    const asLess = withLevel({ userId: "2370" })
    expect((await asLess("v1/employees/0")).status).toBe(404)
    expect((await asLess("v1/company_information")).status).toBe(200)
  })

  it("that were taken away are wrong keys", async () => {
    const asLess = withLevel({})
    sandbox.running.keys.delete(KEY)
    expect((await asLess("v1/employees/0")).status).toBe(401)
  })
})

describe("scopes", () => {
  it("open groups of fields and parts of the API", () => {
    const level = levelOfScopes(["employee:job", "report", "field", "time_off"], "2371")
    expect(level.hiddenFields).toContain("compensation")
    expect(level.hiddenFields).not.toContain("job")
    expect(level.refused).toEqual(expect.arrayContaining(["users", "directory", "writes", "webhooks"]))
    expect(level.refused).not.toContain("employees")
    expect(level.refused).not.toContain("reports")
  })

  it("of nothing open nothing", () => {
    expect(levelOfScopes([], null).refused.length).toBeGreaterThan(15)
  })
})
