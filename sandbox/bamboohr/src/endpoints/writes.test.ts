import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import type { Change, Sandbox } from "../index.js"
import { type Ask, openCompany } from "../testing/open-company.js"

let sandbox: Sandbox
let ask: Ask
const told: Change[] = []
beforeAll(async () => {
  ;({ sandbox, ask } = await openCompany())
  sandbox.running.changes.listen((change) => void told.push(change))
})
beforeEach(() => void told.splice(0))
afterAll(() => sandbox.close())

const post = (path: string, body: unknown) => ask(`v1/employees${path}`, { method: "POST", body })
const read = async (id: string, fields: string, query = "") =>
  (await ask(`v1/employees/${id}?fields=${fields}${query}`)).json
const changedSince = async (moment: Date) =>
  (await ask(`v1/employees/changed?since=${moment.toISOString().slice(0, 19)}Z`)).json.employees

describe("a new employee", () => {
  it("is answered shortly, with an address, and told", async () => {
    const values = {
      firstName: "Ada",
      lastName: "Byron",
      hireDate: "2026-11-02",
      jobTitle: "Accountant",
      department: "Finance",
    }
    const said = await post("", { ...values, payRate: "60000.00 EUR", employmentHistoryStatus: "Full-Time" })
    const { id } = said.json
    expect([said.status, said.json]).toEqual([201, { id, firstName: "Ada", lastName: "Byron", status: "Active" }])
    expect(said.headers.get("location")).toBe(`https://acme.bamboohr.com/api/v1/employees/${id}`)
    expect(await read(id, "department,payRate,employmentHistoryStatus,state")).toEqual({
      id,
      department: "Finance",
      payRate: "60000.00 EUR",
      employmentHistoryStatus: "Full-Time",
      state: "",
    })
    expect((await ask(`v1/employees/${id}/tables/jobInfo`)).json).toMatchObject([
      { date: "2026-11-02", jobTitle: "Accountant" },
    ])
    expect(told).toMatchObject([{ action: "Created", employeeId: id }])
    expect((await changedSince(new Date("2026-11-23T00:00:00Z")))[id].action).toBe("Inserted")
  })

  it.each([
    ["without a last name", { firstName: "A" }, 400],
    ["with a field that there is not", { firstName: "A", lastName: "B", nonsense: 1 }, 406],
    ["with a number that somebody has", { firstName: "A", lastName: "B", employeeNumber: "1" }, 409],
    ["with a job title that there is not", { firstName: "A", lastName: "B", jobTitle: "Jester" }, 400],
    ["with a day that is none", { firstName: "A", lastName: "B", hireDate: "soon" }, 400],
    ["with an address without a country", { firstName: "A", lastName: "B", city: "Berlin" }, 400],
    ["with a value that is computed", { firstName: "A", lastName: "B", supervisorEId: "4" }, 400],
    ["that is no object", [1], 400],
  ])("%s is refused, and nobody is there", async (_name, body, status) => {
    const before = sandbox.running.store.all("employees").length
    const said = await post("", body)
    expect([said.status, said.text]).toEqual([status, ""])
    expect(sandbox.running.store.all("employees")).toHaveLength(before)
    expect(told).toEqual([])
  })
})

describe("a changed employee", () => {
  it("shows the new values, moves in the feed, and tells what is another now", async () => {
    const said = await post("/8", { mobilePhone: "+1 801 555 0199", customHasparking: "Yes", preferredName: "Max" })
    expect(said.json).toMatchObject({
      id: "8",
      mobilePhone: "+1 801 555 0199",
      customHasparking: "1",
      preferredName: "Max",
    })
    expect(Object.keys(await changedSince(new Date("2026-11-23T00:00:00Z")))).toContain("8")
    expect(told).toMatchObject([{ action: "Updated", employeeId: "8" }])
    expect(told[0]?.changedFields).toEqual(expect.arrayContaining(["mobilePhone", "preferredName", "displayName"]))
  })

  it("gets a row of today for what is kept in tables", async () => {
    const rows = async () => (await ask("v1/employees/6/tables/jobInfo")).json
    const before = await rows()
    await post("/6", { jobTitle: "Sales Manager" })
    await post("/6", { department: "Finance" })
    expect(await rows()).toHaveLength(before.length + 1)
    expect((await rows()).at(-1)).toMatchObject({
      date: "2026-11-23",
      jobTitle: "Sales Manager",
      department: "Finance",
    })
  })

  it("that is unknown is not found", async () => {
    expect((await post("/99999", { city: "x" })).status).toBe(404)
  })
})

describe("a row of a table", () => {
  it("is added, changed and removed, mostly without a word", async () => {
    const values = {
      startDate: "2026-11-01",
      rate: "99000.00 USD",
      type: "Salary",
      paidPer: "Year",
      reason: "Promotion",
    }
    const added = await post("/9/tables/compensation", values)
    expect([added.status, added.text]).toEqual([200, ""])
    const rows = (await ask("v1/employees/9/tables/compensation")).json
    const { id } = rows.at(-1)
    expect(rows.at(-1)).toMatchObject({
      rate: { value: "99000.00", currency: "USD" },
      reason: "Promotion",
      comment: "",
    })
    expect((await read("9", "payRate")).payRate).toBe("99000.00 USD")
    expect(told[0]?.changedFields).toContain("payRate")
    const changed = await ask(`v1_1/employees/9/tables/compensation/${id}`, {
      method: "POST",
      body: { rate: { value: 98000, currency: "CAD" } },
    })
    expect([changed.status, changed.text]).toEqual([200, ""])
    expect((await read("9", "payRate")).payRate).toBe("98000 CAD")
    const removed = await ask(`v1/employees/9/tables/compensation/${id}`, { method: "DELETE" })
    expect(removed.json).toEqual({ success: true })
    expect((await ask("v1/employees/9/tables/compensation")).json).toHaveLength(rows.length - 1)
  })

  it("that is dated ahead shows when it is asked for, and moves the person at once", async () => {
    const before = await read("4", "jobTitle")
    await post("/4/tables/jobInfo", { date: "2027-01-01", jobTitle: "Accountant" })
    expect(await read("4", "jobTitle")).toEqual(before)
    expect((await read("4", "jobTitle", "&onlyCurrent=false")).jobTitle).toBe("Accountant")
    expect(Object.keys(await changedSince(new Date("2026-11-23T00:00:00Z")))).toContain("4")
  })

  it("becomes true on its day", async () => {
    await sandbox.running.clock.move(new Date("2027-01-02T12:00:00Z"))
    expect((await read("4", "jobTitle")).jobTitle).toBe("Accountant")
    await sandbox.running.clock.move(new Date("2026-11-23T12:00:00Z"))
  })

  it("of a bonus is told, and does not move the person in the feed", async () => {
    const id = "16"
    const lastChanged = (await read(id, "lastChanged")).lastChanged
    await post(`/${id}/tables/bonus`, { bonusDate: "2026-11-20", bonusAmount: "500.00 USD", bonusReason: "Referral" })
    expect((await read(id, "lastChanged")).lastChanged).toBe(lastChanged)
    expect(told[0]?.changedFields).toContain("bonusAmount")
  })

  it.each([
    ["without its day", "jobInfo", { jobTitle: "Accountant" }, 400],
    ["with a column that there is not", "jobInfo", { date: "2026-11-01", nonsense: 1 }, 406],
    ["of a table that there is not", "nonsense", { date: "2026-11-01" }, 404],
    ["without the pay schedule that it needs", "compensation", { startDate: "2026-11-01", paidPer: "Pay Period" }, 412],
    ["with an amount that is none", "compensation", { startDate: "2026-11-01", rate: "much" }, 400],
  ])("%s is refused", async (_name, table, body, status) => {
    const said = await post(`/9/tables/${table}`, body)
    expect([said.status, said.text]).toEqual([status, ""])
  })

  it("of somebody else is not found", async () => {
    const [row] = (await ask("v1/employees/4/tables/jobInfo")).json
    expect((await post(`/9/tables/jobInfo/${row.id}`, { jobTitle: "Accountant" })).status).toBe(404)
    expect((await ask(`v1/employees/9/tables/jobInfo/${row.id}`, { method: "DELETE" })).status).toBe(404)
  })
})

describe("a removed employee", () => {
  it("is gone with everything, and stays in the feed", async () => {
    const said = await ask("v1/employees/10", { method: "DELETE" })
    expect([said.status, said.text]).toEqual([204, ""])
    expect((await ask("v1/employees/10")).status).toBe(404)
    for (const table of ["jobInfo", "compensation", "employmentStatus"])
      expect(
        (await ask(`v1/employees/all/tables/${table}`)).json.filter(
          (row: { employeeId: string }) => row.employeeId === "10",
        ),
      ).toEqual([])
    expect((await changedSince(new Date("2026-11-23T00:00:00Z")))["10"].action).toBe("Deleted")
    expect(told).toMatchObject([{ action: "Deleted", employeeId: "10" }])
  })

  it("leaves those who reported to him without a manager, which is a change of theirs", async () => {
    const ids = (await ask("v1/employees?fields=reportsToId")).json.data
      .filter(({ reportsToId }: { reportsToId: string | null }) => reportsToId === "7")
      .map(({ employeeId }: { employeeId: string }) => employeeId)
    expect(ids.length).toBeGreaterThan(3)
    await ask("v1/employees/7", { method: "DELETE" })
    expect(told.at(-1)).toMatchObject({ action: "Deleted", employeeId: "7" })
    const moved = await changedSince(new Date("2026-11-23T00:00:00Z"))
    for (const id of ids) {
      expect(told).toContainEqual(expect.objectContaining({ employeeId: id, action: "Updated" }))
      expect(Object.keys(moved)).toContain(id)
      expect((await read(id, "supervisorEId")).supervisorEId).toBeNull()
    }
  })

  it("does not give its id to the next one", async () => {
    const { id } = (await post("", { firstName: "A", lastName: "B" })).json
    await ask(`v1/employees/${id}`, { method: "DELETE" })
    expect((await post("", { firstName: "C", lastName: "D" })).json.id).toBe(String(Number(id) + 1))
  })
})

describe("a renamed option", () => {
  it("shows in every row at once, and moves nobody", async () => {
    const moved = await changedSince(new Date("2026-11-23T00:00:00Z"))
    const said = await ask("v1/meta/lists/4", {
      method: "PUT",
      body: { options: [{ id: 18250, value: "R & D" }, { value: "Legal" }] },
    })
    expect(said.json.options).toContainEqual(expect.objectContaining({ id: 18250, name: "R & D" }))
    expect((await read("4", "department")).department).toBe("R & D")
    const departments = (await ask("v1/employees/all/tables/jobInfo")).json.map(
      (row: { department: string }) => row.department,
    )
    expect(departments).not.toContain("Engineering")
    expect(await changedSince(new Date("2026-11-23T00:00:00Z"))).toEqual(moved)
  })

  it.each([
    ["of a list that there is not", "v1/meta/lists/999", [{ value: "x" }], 404],
    ["that is not the list's", "v1/meta/lists/4", [{ id: 1, value: "x" }], 404],
    ["with a name that another has", "v1/meta/lists/4", [{ id: 18250, value: "Finance" }], 409],
    ["that can't be changed", "v1/meta/lists/16", [{ id: 18286, value: "x" }], 403],
    ["of locations", "v1/meta/lists/18", [{ value: "x" }], 403],
  ])("%s is refused", async (_name, path, options, status) => {
    const [list] = sandbox.running.store.all("options").filter(({ name }) => name === "Contractor")
    const given = status === 403 && path.endsWith("16") ? [{ id: Number(list?.id), value: "x" }] : options
    expect((await ask(path, { method: "PUT", body: { options: given } })).status).toBe(status)
  })
})
