import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { type Sandbox, startSandbox } from "../index.js"

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ size: 60, today: "2026-11-23" })
})
afterEach(() => sandbox.close())

async function act(action: string, body: unknown = {}) {
  const answer = await fetch(`${sandbox.url}/_sandbox/${action}`, { method: "POST", body: JSON.stringify(body) })
  return { status: answer.status, body: (await answer.json()) as any }
}
async function read(path: string, key = sandbox.apiKey) {
  const headers = { authorization: `Basic ${Buffer.from(`${key}:x`).toString("base64")}`, accept: "application/json" }
  const answer = await fetch(`${sandbox.url}/acme/api/v1/${path}`, { headers })
  return { status: answer.status, body: answer.status === 200 ? ((await answer.json()) as any) : null }
}
const fieldsOf = async (id: string, fields: string, more = "") =>
  (await read(`employees/${id}?fields=${fields}${more}`)).body
const rowsOf = async (id: string, table: string): Promise<any[]> => (await read(`employees/${id}/tables/${table}`)).body
/** Somebody who is at work and has pay and a job. */
const someone = () => {
  const { store } = sandbox.running
  const terminated = store.all("options").find(({ name }) => name === "Terminated")?.id
  const found = store.all("employees").find(({ id, hireDate }) => {
    const left = store.ofEmployee("employmentStatus", id).some((row) => String(row.employmentStatus) === terminated)
    return !left && String(hireDate) < "2026-01-01" && store.ofEmployee("compensation", id).length > 0
  })
  return found?.id ?? ""
}
const seen: unknown[] = []
const listen = () => {
  seen.length = 0
  sandbox.running.changes.listen(({ at: _, ...change }) => seen.push(change))
}

describe("people", () => {
  it("are hired, with the fields that BambooHR has, and told as created", async () => {
    listen()
    const manager = someone()
    const hired = await act("hire", {
      firstName: "Grace",
      lastName: "Hopper",
      jobTitle: "Software Engineer",
      department: "Engineering",
      reportsTo: manager,
      payRate: "90000.00 USD",
      workEmail: "grace@acme.example",
    })
    expect(hired.body).toMatchObject({ firstName: "Grace", status: "Active", hireDate: "2026-11-23" })
    const { id } = hired.body
    expect(
      await fieldsOf(id, "jobTitle,department,supervisorEId,payRate,payPer,employmentHistoryStatus"),
    ).toMatchObject({
      jobTitle: "Software Engineer",
      department: "Engineering",
      supervisorEId: manager,
      payRate: "90000.00 USD",
      payPer: "Year",
      employmentHistoryStatus: "Full-Time",
    })
    expect(seen).toEqual([expect.objectContaining({ action: "Created", employeeId: id })])
  })

  it("leave today or on a day ahead, and come back with the same id", async () => {
    const id = someone()
    const first = await fieldsOf(id, "hireDate")
    const planned = await act("terminate", {
      employeeId: id,
      date: "2026-12-31",
      reason: "Relocation",
      type: "Resignation (Voluntary)",
    })
    expect(planned.body).toMatchObject({ status: "Active", terminationDate: "2026-12-31" })
    expect((await rowsOf(id, "employmentStatus")).at(-1)).toMatchObject({
      date: "2026-12-31",
      employmentStatus: "Terminated",
      terminationReasonId: "Relocation",
    })
    await act("clock", { now: "2027-01-02T12:00:00Z" })
    expect((await fieldsOf(id, "status")).status).toBe("Inactive")
    const back = await act("rehire", { employeeId: id, date: "2027-01-02" })
    expect(back.body).toMatchObject({ id, status: "Active", hireDate: "2027-01-02", terminationDate: null })
    expect((await fieldsOf(id, "originalHireDate")).originalHireDate).toBe(first.hireDate)
    expect((await rowsOf(id, "employmentStatus")).at(-1)).toMatchObject({ terminationReasonId: "" })
  })

  it("get a raise and another job by rows that go on from those that hold", async () => {
    listen()
    const id = someone()
    const [paid, worked] = [await rowsOf(id, "compensation"), await rowsOf(id, "jobInfo")]
    await act("raise", { employeeId: id, payRate: "123456.00 USD", reason: "Promotion" })
    await act("move", { employeeId: id, department: "Finance", location: null, date: "2026-12-01" })
    const pay = await rowsOf(id, "compensation")
    expect(pay).toHaveLength(paid.length + 1)
    expect(pay.at(-1)).toMatchObject({ startDate: "2026-11-23", rate: { value: "123456.00" }, reason: "Promotion" })
    const jobs = await rowsOf(id, "jobInfo")
    expect(jobs).toHaveLength(worked.length + 1)
    expect(jobs.at(-1)).toMatchObject({ date: "2026-12-01", department: "Finance", location: "" })
    expect((await fieldsOf(id, "department")).department).not.toBe("Finance")
    expect((await fieldsOf(id, "department", "&onlyCurrent=false")).department).toBe("Finance")
    expect(seen).toEqual([
      expect.objectContaining({ action: "Updated", changedFields: expect.arrayContaining(["payRate"]) }),
      expect.objectContaining({ action: "Updated", changedFields: [] }),
    ])
  })

  it("are changed and deleted, with the rows that are theirs", async () => {
    const id = someone()
    await act("change", { employeeId: id, fields: { mobilePhone: "+1 555 0100", customShirtsize: "XL" } })
    expect(await fieldsOf(id, "mobilePhone,customShirtsize")).toMatchObject({
      mobilePhone: "+1 555 0100",
      customShirtsize: "XL",
    })
    const row = (
      await act("put-row", { employeeId: id, table: "bonus", bonusDate: "2026-11-01", bonusAmount: "5 USD" })
    ).body
    expect((await rowsOf(id, "bonus")).map((bonus) => bonus.id)).toContain(row.id)
    await act("delete-row", { employeeId: id, table: "bonus", rowId: row.id })
    expect((await rowsOf(id, "bonus")).map((bonus) => bonus.id)).not.toContain(row.id)
    expect((await act("delete-employee", { employeeId: id })).status).toBe(200)
    expect((await read(`employees/${id}`)).status).toBe(404)
  })
})

describe("time off", () => {
  it("is asked for, approved, denied and cancelled", async () => {
    const ask = async () =>
      (await act("request-leave", { employeeId: someone(), start: "2026-12-01", note: "Trip" })).body
    const statusOf = async (id: string) => {
      const { body } = await read(`time_off/requests?start=2026-12-01&end=2026-12-01&id=${id}`)
      return body[0]?.status.status
    }
    for (const [action, status] of [
      ["approve-leave", "approved"],
      ["deny-leave", "denied"],
      ["cancel-leave", "canceled"],
    ] as const) {
      const { id } = await ask()
      expect(await statusOf(id)).toBe("requested")
      expect((await act(action, { id })).status, action).toBe(200)
      expect(await statusOf(id)).toBe(status)
    }
    expect(await act("approve-leave", { id: "1" })).toEqual({
      status: 400,
      body: { errors: ["Time off request not found"] },
    })
    expect((await act("request-leave", { employeeId: "99999" })).status).toBe(400)
  })
})

describe("lists", () => {
  it("have options that are renamed everywhere at once, or archived", async () => {
    await act("rename-option", { list: "department", option: "Engineering", name: "Technology" })
    const { body } = await read("employees/all/tables/jobInfo")
    expect(body.some((row: any) => row.department === "Technology")).toBe(true)
    expect(body.some((row: any) => row.department === "Engineering")).toBe(false)
    await act("archive-option", { list: "department", option: "Technology" })
    const lists = (await read("meta/lists?format=json")).body
    const options = lists.find((list: any) => list.alias === "department").options
    expect(options.find((one: any) => one.name === "Technology").archived).toBe("yes")
    expect((await act("rename-option", { list: "department", option: "x", name: "y" })).body.errors).toEqual([
      "the list department has no option x",
    ])
    expect((await act("rename-option", { list: "department", option: "Sales", name: "Finance" })).status).toBe(400)
  })
})

describe("rights", () => {
  it("are taken from a key and given back", async () => {
    const id = someone()
    await act("permissions", { hiddenFields: ["compensation", "mobilePhone"], hiddenTables: ["jobInfo"] })
    expect(await fieldsOf(id, "firstName,payRate,mobilePhone")).not.toHaveProperty("payRate")
    expect((await read("employees/all/tables/jobInfo")).status).toBe(403)
    await act("permissions", { everything: true, hiddenEmployees: [id], refused: ["reports"] })
    expect((await read("employees/all/tables/jobInfo")).status).toBe(200)
    expect((await read(`employees/${id}`)).status).toBe(404)
    await act("permissions", { everything: true })
    expect(await fieldsOf(id, "payRate")).toHaveProperty("payRate")
  })

  it("that are misspelt are refused, and nothing is changed", async () => {
    const { body, status } = await act("permissions", { hiddenFields: ["payrate"], hidden: [] })
    expect(status).toBe(400)
    expect(body.errors).toEqual([
      expect.stringContaining("hiddenFields has to be a list of fields"),
      expect.stringContaining("hidden is not known: give userId, hiddenFields"),
    ])
    expect((await act("permissions", { key: "nobody" })).status).toBe(400)
  })

  it("end with the key or its user", async () => {
    await act("add-key", { key: "second", hiddenTables: ["bonus"] })
    expect((await read("employees/0", "second")).status).toBe(200)
    await act("delete-key", { key: "second" })
    expect((await read("employees/0", "second")).status).toBe(401)
    const userId = sandbox.running.ownersUserId()
    await act("deactivate-user", { userId })
    expect((await read("employees/0")).status).toBe(401)
    await act("activate-user", { userId })
    expect((await read("employees/0")).status).toBe(200)
  })

  it("of the company itself are switched", async () => {
    expect((await act("behaviour", { sharesDirectory: false })).body).toMatchObject({ sharesDirectory: false })
    expect((await read("employees/directory")).status).toBe(403)
    expect((await act("behaviour", { limitStatus: 500, speed: 1 })).body.errors).toHaveLength(2)
  })
})

describe("what can't be done", () => {
  it.each([
    ["terminate", {}, "give employeeId"],
    ["terminate", { employeeId: "5", date: "soon" }, "The value of employeeStatusDate must be a day, YYYY-MM-DD"],
    [
      "raise",
      { employeeId: "5", payRate: "1.00 USD", reason: "Whim" },
      "The value of payChangeReason must be the name of an option of its list: New Hire, Annual Pay Increase, Promotion, Cost of Living, Equity Adjustment",
    ],
    ["raise", { employeeId: "5", payRate: "lots" }, "The value of payRate must be an amount such as 65000.00 USD"],
    ["move", { employeeId: "99999" }, "Employee not found"],
    ["change", { employeeId: "5", fields: { shoeSize: 4 } }, "There is no field shoeSize"],
    ["hire", { firstName: null }, "Give firstName and lastName"],
    ["delete-row", { employeeId: "5" }, "give table"],
  ])("%s %o is a 400 that says what to do", async (action, body, sentence) => {
    expect(await act(action, body)).toEqual({ status: 400, body: { errors: [sentence] } })
  })

  it("is another company with settings that are none", async () => {
    expect((await act("reset", { size: 5, seed: "other", today: "2026-11-23" })).body).toMatchObject({ size: 5 })
    expect((await act("reset", { employees: 5 })).status).toBe(400)
    expect((await read("employees")).body.meta.total).toBe(5)
  })
})
