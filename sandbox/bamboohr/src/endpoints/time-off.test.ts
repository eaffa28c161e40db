import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Sandbox } from "../index.js"
import { type Ask, openCompany } from "../testing/open-company.js"

let sandbox: Sandbox
let ask: Ask
beforeAll(async () => {
  ;({ sandbox, ask } = await openCompany())
})
afterAll(() => sandbox.close())

const EVER = "start=1970-01-01&end=2100-12-31"

type Request = {
  id: string
  employeeId: string
  start: string
  end: string
  status: { status: string }
  notes: object
  type: { id: string }
  dates: Record<string, string>
}

const requests = async (query = EVER): Promise<Request[]> => (await ask(`v1/time_off/requests?${query}`)).json
const put = (path: string, body: unknown) => ask(path, { method: "PUT", body })
const create = (body: object, id = "4") =>
  put(`v1/employees/${id}/time_off/request`, { status: "requested", timeOffTypeId: "78", ...body })

describe("the list of requests", () => {
  it("needs both days", async () => {
    for (const query of ["", "start=2026-01-01", "end=2026-01-01", "start=2026-01-01&end=2026-02-30"]) {
      const said = await ask(`v1/time_off/requests?${query}`)
      expect([said.status, said.text], query).toEqual([400, ""])
      expect(said.headers.get("x-bamboohr-error-message")).toContain("YYYY-MM-DD")
    }
  })

  it("holds whatever overlaps the window", async () => {
    const found = await requests("start=2026-12-01&end=2026-12-31")
    expect(found).toEqual((await requests()).filter(({ start, end }) => start <= "2026-12-31" && end >= "2026-12-01"))
    expect(found.length).toBeGreaterThan(0)
  })

  it("is in no order, has days and text, and notes that are empty in two ways", async () => {
    const all = await requests()
    const starts = all.map(({ start }) => start)
    expect(starts).not.toEqual([...starts].sort())
    expect(all[0]).toMatchObject({
      id: expect.any(String),
      employeeId: expect.any(String),
      created: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      status: { lastChanged: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/), lastChangedByUserId: "2371" },
      type: { id: expect.any(String), name: expect.any(String), icon: expect.any(String) },
      amount: { unit: expect.stringMatching(/^(hours|days)$/), amount: expect.any(String) },
    })
    const empty = all.map(({ notes }) => notes).filter((notes) => Object.keys(notes).length === 0)
    expect(empty).toContainEqual([])
    expect(empty).toContainEqual({})
  })

  it("is narrowed by person, type, status and id", async () => {
    const all = await requests()
    expect(await requests(`${EVER}&employeeId=4`)).toEqual(all.filter(({ employeeId }) => employeeId === "4"))
    expect(await requests(`${EVER}&employeeId=0`)).toEqual([])
    expect(await requests(`${EVER}&type=77,79`)).toEqual(all.filter(({ type }) => ["77", "79"].includes(type.id)))
    expect(await requests(`${EVER}&status=superceded,denied`)).toEqual(
      all.filter(({ status }) => ["superceded", "denied"].includes(status.status)),
    )
    expect(await requests(`${EVER}&id=1500`)).toHaveLength(1)
    expect((await requests(`${EVER}&action=approve`)).every(({ status }) => status.status === "requested")).toBe(true)
  })

  it("names types that are not listed any more", async () => {
    const listed = (await ask("v1/meta/time_off/types")).json.timeOffTypes.map(({ id }: { id: string }) => id)
    expect((await requests()).some(({ type }) => !listed.includes(type.id))).toBe(true)
  })

  it("comes as XML", async () => {
    const { text } = await ask(`v1/time_off/requests?${EVER}`, { headers: { accept: "*/*" } })
    expect(text).toMatch(
      /<requests><request id="\d+" employeeId="\d+"><status lastChanged="[\d-]+" lastChangedByUserId="2371">/,
    )
  })
})

describe("a new request", () => {
  it("without days carries its whole amount on the first one, and is answered in another shape", async () => {
    const said = await create({ start: "2026-12-15", end: "2026-12-16", amount: 16 })
    expect(said.status).toBe(201)
    expect(said.headers.get("location")).toBe(`https://acme.bamboohr.com/api/v1/time_off/requests/${said.json.id}`)
    expect(said.json).toMatchObject({
      employeeId: "4",
      dates: { "2026-12-15": "16", "2026-12-16": "0" },
      amount: { unit: "hours", amount: "16" },
      notes: [],
      comments: [],
      status: { status: "requested", lastChanged: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) },
      usedYearToDate: expect.any(Number),
      balanceOnDateOfRequest: expect.any(Number),
    })
  })

  it("with days and notes keeps them, and the days beat the amount", async () => {
    const dates = [
      { ymd: "2026-12-18", amount: 4 },
      { ymd: "2026-12-21", amount: "8" },
    ]
    const notes = [{ from: "employee", note: "Moving" }]
    const said = await create({ start: "2026-12-18", end: "2026-12-21", amount: 99, dates, notes }, "5")
    expect(said.json.approvers).toMatchObject([{ employeeId: "4" }])
    const [listed] = await requests(`${EVER}&id=${said.json.id}`)
    expect(listed).toMatchObject({
      dates: { "2026-12-18": "4", "2026-12-21": "8" },
      amount: { amount: "12" },
      notes: { employee: "Moving" },
    })
  })

  it("that takes the place of another one leaves it as superceded", async () => {
    const first = (await create({ start: "2027-01-04", end: "2027-01-04", amount: 8 })).json.id
    await create({ start: "2027-01-05", end: "2027-01-05", amount: 8, previousRequest: first })
    expect((await requests(`${EVER}&id=${first}`))[0]?.status.status).toBe("superceded")
  })

  it("is decided without a word", async () => {
    const { id } = (await create({ start: "2027-02-01", end: "2027-02-01", amount: 8 })).json
    const said = await put(`v1/time_off/requests/${id}/status`, { status: "denied", note: "Too busy" })
    expect([said.status, said.text]).toEqual([200, ""])
    expect((await requests(`${EVER}&id=${id}`))[0]).toMatchObject({
      status: { status: "denied" },
      notes: { manager: "Too busy" },
    })
    expect((await put(`v1/time_off/requests/${id}/status`, { status: "lost" })).status).toBe(400)
    expect((await put("v1/time_off/requests/99/status", { status: "denied" })).status).toBe(404)
  })

  it.each([
    ["of an unknown type", { timeOffTypeId: 999 }],
    ["of a type that is not listed any more", { timeOffTypeId: 83 }],
    ["with a status of its own", { status: "maybe" }],
    ["that ends before it starts", { end: "2026-01-01" }],
    ["without an amount", { amount: undefined }],
    ["with a negative amount", { amount: -1 }],
    ["with a day outside", { dates: [{ ymd: "2028-01-01", amount: 8 }] }],
    ["with a day that is none", { start: "2026-02-30" }],
    ["with a note of nobody", { notes: [{ note: "x" }] }],
  ])("%s is refused", async (_name, more) => {
    expect((await create({ start: "2027-03-01", end: "2027-03-02", amount: 8, ...more })).status).toBe(400)
  })

  it("of nobody is not found", async () => {
    expect((await create({ start: "2027-03-01", end: "2027-03-01", amount: 8 }, "99999")).status).toBe(404)
  })
})

describe("what is around requests", () => {
  it("are types with a colour or none, and hours of the days of a week", async () => {
    const { timeOffTypes, defaultHours } = (await ask("v1/meta/time_off/types")).json
    expect(timeOffTypes).toContainEqual(expect.objectContaining({ id: "78", units: "hours", color: null }))
    expect(timeOffTypes).toContainEqual(expect.objectContaining({ id: "77", units: "days", color: "6a6a6a" }))
    expect(defaultHours).toContainEqual({ name: "default", amount: "8" })
  })

  it("are policies, of which the first version shows only what accrues", async () => {
    const [first, second] = [
      await ask("v1/employees/4/time_off/policies"),
      await ask("v1_1/employees/4/time_off/policies"),
    ]
    expect(first.json.length).toBeGreaterThan(0)
    expect(second.json.length).toBeGreaterThan(first.json.length)
    const given = await put("v1_1/employees/4/time_off/policies", [
      { timeOffPolicyId: 65, accrualStartDate: "2026-01-01" },
    ])
    expect(given.json).toContainEqual({ timeOffPolicyId: 65, timeOffTypeId: 82, accrualStartDate: "2026-01-01" })
    expect((await put("v1/employees/4/time_off/policies", [{ timeOffPolicyId: 1 }])).status).toBe(400)
  })

  it("are balances as text, less what was approved", async () => {
    const balance = async () => {
      const rows = (await ask("v1/employees/6/time_off/calculator?end=2027-12-31")).json
      return Number(rows.find(({ timeOffType }: { timeOffType: string }) => timeOffType === "78").balance)
    }
    const before = await balance()
    await create({ status: "approved", start: "2027-05-03", end: "2027-05-03", amount: 8 }, "6")
    expect(await balance()).toBe(before - 8)
    expect((await ask("v1/employees/6/time_off/calculator?end=soon")).status).toBe(400)
  })

  it("are balances that can be adjusted, and time that was used elsewhere", async () => {
    const balance = async () => {
      const rows = (await ask("v1/employees/7/time_off/calculator?end=2027-12-31")).json
      return Number(rows.find(({ timeOffType }: { timeOffType: string }) => timeOffType === "79").balance)
    }
    const before = await balance()
    const body = { date: "2026-11-01", timeOffTypeId: 79, amount: 12 }
    const adjusted = await put("v1/employees/7/time_off/balance_adjustment", body)
    expect([adjusted.status, adjusted.text]).toEqual([201, ""])
    expect(await balance()).toBe(before + 12)
    expect((await put("v1/employees/7/time_off/history", { ...body, eventType: "used", amount: 4 })).status).toBe(201)
    expect(await balance()).toBe(before + 8)
    const { id } = (
      await create({ status: "approved", timeOffTypeId: 79, start: "2026-12-01", end: "2026-12-01", amount: 8 }, "7")
    ).json
    const used = { date: "2026-12-01", timeOffRequestId: id }
    expect((await put("v1/employees/7/time_off/history", used)).status).toBe(201)
    expect((await put("v1/employees/7/time_off/history", used)).status).toBe(409)
    expect(await balance()).toBe(before)
    for (const wrong of [
      { ...body, amount: "much" },
      { ...body, date: "soon" },
      { ...body, timeOffTypeId: 1 },
    ])
      expect((await put("v1/employees/7/time_off/balance_adjustment", wrong)).status).toBe(400)
  })

  it("are those who are out, and holidays, whose numbers are not told apart", async () => {
    const rows = (await ask("v1/time_off/whos_out?start=2026-11-23&end=2027-06-01")).json
    const ids = (type: string) =>
      rows.filter((row: { type: string }) => row.type === type).map(({ id }: { id: number }) => id)
    expect(ids("holiday").length).toBe(3)
    expect(ids("timeOff").length).toBeGreaterThan(3)
    expect(rows.find(({ type }: { type: string }) => type === "holiday")).not.toHaveProperty("employeeId")
  })
})
