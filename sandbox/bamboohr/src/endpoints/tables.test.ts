import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Sandbox } from "../index.js"
import { type Ask, openCompany } from "../testing/open-company.js"

let sandbox: Sandbox
let ask: Ask
beforeAll(async () => {
  ;({ sandbox, ask } = await openCompany())
})
afterAll(() => sandbox.close())

type Row = Record<string, unknown>

const all = async (table: string): Promise<Row[]> => (await ask(`v1/employees/all/tables/${table}`)).json

describe("a table", () => {
  it("of all holds what those of each one hold, in no order of people", async () => {
    const rows = await all("jobInfo")
    const ids = [...new Set(rows.map(({ employeeId }) => String(employeeId)))]
    expect(ids).not.toEqual([...ids].sort((a, b) => Number(a) - Number(b)))
    for (const id of ids.slice(0, 5))
      expect((await ask(`v1/employees/${id}/tables/jobInfo`)).json).toEqual(rows.filter((row) => row.employeeId === id))
  })

  it("of jobs has names, and empty teams of two kinds", async () => {
    const rows = await all("jobInfo")
    const columns = ["id", "employeeId", "date", "location", "department", "division", "jobTitle", "reportsTo", "teams"]
    expect(Object.keys(rows[0] ?? {})).toEqual(columns)
    for (const empty of [null, []]) expect(rows.map(({ teams }) => teams)).toContainEqual(empty)
    expect(rows.map(({ reportsTo }) => reportsTo)).toContain("")
  })

  it("of pay has money as objects, also empty", async () => {
    const rows = await all("compensation")
    expect(rows[0]?.rate).toEqual({
      value: expect.stringMatching(/^\d+/),
      currency: expect.stringMatching(/^[A-Z]{3}$/),
    })
    expect(rows.map(({ rate }) => (rate as { value: string }).value)).toContain("")
    expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(["Salary", "Hourly", "Contract"]))
  })

  it("of employment names things where a column's name says that it is an id", async () => {
    const left = (await all("employmentStatus")).filter((row) => row.employmentStatus === "Terminated")
    expect(left.map(({ terminationTypeId }) => terminationTypeId)).toContain("Resignation (Voluntary)")
  })

  it("that the company has made itself has its own names of columns", async () => {
    const [row] = await all("customCertifications")
    expect(row).toMatchObject({
      customEffectiveDate3: expect.stringMatching(/^\d{4}/),
      customFee: { currency: expect.any(String) },
    })
  })

  it("comes as XML without a header that asks for JSON", async () => {
    const said = await ask("v1/employees/4/tables/jobInfo", { headers: { accept: "*/*" } })
    expect(said.headers.get("content-type")).toBe("text/xml; charset=UTF-8")
    expect(said.text).toMatch(/<table><row id="\d+" employeeId="4"><field id="date">\d{4}-\d{2}-\d{2}<\/field>/)
  })

  it("that does not exist, or of nobody, is not found", async () => {
    for (const path of ["all/tables/nonsense", "99999/tables/jobInfo"])
      expect((await ask(`v1/employees/${path}`)).status, path).toBe(404)
  })
})

describe("the feed of changes", () => {
  it("tells who changed since a moment, with who was removed, and where to go on", async () => {
    const { latest, employees } = (await ask("v1/employees/changed?since=1970-01-01T00:00:00Z")).json
    expect(Object.keys(employees)).toHaveLength(41)
    expect(employees["3"]).toEqual({ id: "3", action: "Deleted", lastChanged: "2026-10-14T14:22:45Z" })
    const moments = Object.values(employees).map((one) => (one as { lastChanged: string }).lastChanged)
    expect(latest).toBe(moments.sort().at(-1))
    const next = (await ask(`v1/employees/changed?since=${latest}`)).json
    expect(Object.keys(next.employees)).toHaveLength(1)
  })

  it("is of one kind, if asked so", async () => {
    const { employees } = (await ask("v1/employees/changed?since=1970-01-01T00:00:00Z&type=deleted")).json
    expect(Object.keys(employees)).toEqual(["3"])
    expect((await ask("v1/employees/changed?since=1970-01-01T00:00:00Z&type=moved")).status).toBe(400)
  })

  it("needs a moment, with a plus that is encoded", async () => {
    for (const since of ["", "yesterday", "2026-01-01T00:00:00+01:00", "2026-01-01"])
      expect((await ask(`v1/employees/changed?since=${since}`)).status, since).toBe(400)
    expect((await ask("v1/employees/changed?since=2026-01-01T00:00:00%2B01:00")).status).toBe(200)
  })

  it("of a table has all rows of those people, without ids and with money as text", async () => {
    const { table, employees } = (await ask("v1/employees/changed/tables/compensation?since=1970-01-01T00:00:00Z")).json
    expect(table).toBe("compensation")
    const rows = Object.values(employees).flatMap((one) => (one as { rows: Row[] }).rows)
    expect(rows).toHaveLength((await all("compensation")).length)
    for (const row of rows) {
      expect(Object.keys(row)).not.toContain("id")
      expect(row.rate).toMatch(/^(\d+(\.\d+)?)? [A-Z]{3}$/)
    }
  })
})

describe("names of things", () => {
  it("of fields lack some that work, and have some that are never answered", async () => {
    const fields: Row[] = (await ask("v1/meta/fields")).json
    const aliases = fields.map(({ alias }) => alias)
    expect(aliases).not.toContain("supervisorEId")
    expect(
      fields
        .filter(({ alias }) => alias === "payRate")
        .map(({ id }) => id)
        .sort(),
    ).toEqual([19, "19.1"])
    expect(fields.filter(({ deprecated }) => deprecated === true).map(({ alias }) => alias)).toContain("nickname")
    const body = { fields: ["stateCode", "payBand"] }
    const said = await ask("v1/reports/custom", { method: "POST", body })
    expect(said.json.fields.map(({ id }: Row) => id)).toEqual(["stateCode"])
  })

  it("of lists say yes and no, and keep archived options", async () => {
    const lists: Row[] = (await ask("v1/meta/lists?format=json", { headers: { accept: "*/*" } })).json
    const department = lists.find(({ alias }) => alias === "department")
    expect(department).toMatchObject({ fieldId: 4, manageable: "yes", multiple: "no" })
    expect([department?.options].flat().at(-1)).toMatchObject({
      name: "People Operations",
      archived: "yes",
      id: expect.any(Number),
    })
    expect(lists.find(({ alias }) => alias === "location")?.manageable).toBe("no")
    expect(lists.find(({ alias }) => alias === "payGroup")).not.toHaveProperty("id")
  })

  it("of users go by their ids, and 0 is no employee", async () => {
    const users: Record<string, Row> = (await ask("v1/meta/users")).json
    for (const [key, user] of Object.entries(users)) expect(String(user.id)).toBe(key)
    expect(users["2370"]).toMatchObject({ id: 2370, employeeId: 0, status: "enabled" })
    expect(Object.values(users).some((user) => !("lastLogin" in user))).toBe(true)
    const enabled = (await ask("v1/meta/users?status=enabled")).json
    expect(Object.keys(enabled).length).toBeLessThan(Object.keys(users).length)
  })

  it("come as XML, each in its own shape", async () => {
    const xml = async (path: string) => (await ask(path, { headers: { accept: "*/*" } })).text
    expect(await xml("v1/meta/fields")).toContain(
      '<field id="4378" type="list" alias="customShirtsize">Shirt size</field>',
    )
    expect(await xml("v1/meta/users")).toMatch(/<users><user id="2370" employeeId="0"><firstName>Payroll/)
    expect(await xml("v1/meta/lists")).toMatch(/<list fieldId="4" alias="department" .*?<option id="\d+" archived="no"/)
    expect(await xml("v1/meta/tables")).toContain('<table alias="jobInfo"><field id="4047" alias="date" type="date">')
  })

  it("of provinces belong to a country that there is", async () => {
    expect((await ask("v1/meta/provinces/1")).json.options).toContainEqual({
      id: 6,
      label: "UT",
      iso: "UT",
      name: "Utah",
    })
    expect((await ask("v1/meta/provinces/999")).json.error.code).toBe("BadRequest")
  })
})

describe("locations", () => {
  it("are paged from nought, and show what is expanded", async () => {
    const page = (await ask("v1/hris/org/locations?pageSize=3&page=1&expand=state,country")).json
    expect(page.meta).toEqual({ page: 1, pageSize: 3, totalPages: 3, totalItems: 8 })
    expect(Object.keys(page._links)).toEqual(["self", "next", "prev"])
    expect(page.data[0].address.country).toEqual({ id: "5", name: "Germany", isoCode: "DE" })
    expect((await ask("v1/hris/org/locations")).json.data[0].address).not.toHaveProperty("country")
  })

  it("are found by a filter, and refused as a problem", async () => {
    expect((await ask("v1/hris/org/locations?filter=label eq 'London'")).json.meta.totalItems).toBe(1)
    const said = await ask("v1/hris/org/locations?filter=nonsense eq 1")
    expect(said.headers.get("content-type")).toContain("application/problem+json")
    expect([said.status, said.json.status, said.json.code]).toEqual([422, 422, "invalid_filter"])
  })

  it("are made, renamed and removed, and their options with them", async () => {
    const address = { city: "Reno", countryId: "1", stateId: "5", remoteLocation: false }
    const made = await ask("v1/hris/org/locations", { method: "POST", body: { label: "Austin", address } })
    expect(made.json).toMatchObject({ label: "Austin", archived: false, address: { ...address, zipcode: null } })
    const path = `v1/hris/org/locations/${made.json.id}`
    const options = async (): Promise<Row[]> =>
      (await ask("v1/meta/lists")).json.find(({ alias }: Row) => alias === "location").options
    expect(
      (await ask(path, { method: "PUT", body: { label: "Austin II", archived: true, address } })).json.archived,
    ).toBe(true)
    expect((await options()).at(-1)).toMatchObject({ id: Number(made.json.id), name: "Austin II", archived: "yes" })
    expect((await ask(path, { method: "DELETE" })).status).toBe(204)
    expect((await ask(path)).status).toBe(404)
    expect((await options()).map(({ name }) => name)).not.toContain("Austin II")
  })

  it.each([
    ["without a label", { address: { remoteLocation: true } }, 422],
    ["without an address", { label: "Reno" }, 422],
    ["of a country that there is not", { label: "Reno", address: { remoteLocation: false, countryId: "999" } }, 422],
    [
      "of a state of another country",
      { label: "Reno", address: { remoteLocation: false, countryId: "2", stateId: "5" } },
      422,
    ],
    ["with a label that another has", { label: "London", address: { remoteLocation: false } }, 409],
  ])("%s are refused", async (_name, body, status) => {
    const said = await ask("v1/hris/org/locations", { method: "POST", body })
    expect([said.status, said.json.status]).toEqual([status, status])
  })

  it("where somebody is or was are not removed", async () => {
    const used = sandbox.running.store.all("jobInfo")[0]?.location
    expect((await ask(`v1/hris/org/locations/${used}`, { method: "DELETE" })).status).toBe(409)
  })
})

describe("saved reports", () => {
  it("are listed and read by pages, or whole, with ids of fields as keys", async () => {
    expect((await ask("v1/custom-reports")).json.reports).toContainEqual({ id: 7, name: "Pay & perks" })
    const { data, pagination } = (await ask("v1/custom-reports/7?page=2&page_size=25")).json
    expect([data.length, pagination.total_records, pagination.next_page]).toEqual([15, 40, null])
    const whole = (await ask("v1/reports/7")).json
    expect(whole.employees.slice(25)).toEqual(data)
    expect(whole.fields.map(({ id }: Row) => id)).toEqual(["1.0", "2.0", "19.0", "156.0", "4704.0", "4708.0"])
    expect((await ask("v1/custom-reports/99")).status).toBe(404)
    expect((await ask("v1/custom-reports/7?page=0")).json.error.code).toBe("BadRequest")
  })
})
