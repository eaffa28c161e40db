import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Sandbox } from "../index.js"
import { type Ask, openCompany } from "../testing/open-company.js"

let sandbox: Sandbox
let ask: Ask
beforeAll(async () => {
  ;({ sandbox, ask } = await openCompany())
})
afterAll(() => sandbox.close())

type Row = Record<string, string | null>

const report = (fields: unknown[], more: object = {}, query = "format=JSON&onlyCurrent=false") =>
  ask(`v1/reports/custom?${query}`, { method: "POST", body: { title: "x", fields, ...more } })
const rowsOf = async (...asked: Parameters<typeof report>): Promise<Row[]> => (await report(...asked)).json.employees

describe("a report", () => {
  it("says what it was granted, with types and names, and leaves out the rest", async () => {
    const said = await report(["id", "employeeNumber", "hireDate", "payRate", "nonsense", "state"])
    expect(said.json.fields).toEqual([
      { id: "id", type: "int", name: "EEID" },
      { id: "employeeNumber", type: "employee_number", name: "Employee #" },
      { id: "hireDate", type: "date", name: "Hire Date" },
      { id: "payRate", type: "currency", name: "Pay rate" },
      { id: "state", type: "state", name: "State" },
    ])
    expect(said.json.employees).toHaveLength(40)
    expect(Object.keys(said.json.employees[0]).sort()).toEqual(["employeeNumber", "hireDate", "id", "payRate", "state"])
  })

  it("is refused to who names a charset", async () => {
    const { url, apiKey } = sandbox
    const { status } = await fetch(`${url}/acme/api/v1/reports/custom`, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        authorization: `Basic ${Buffer.from(`${apiKey}:x`).toString("base64")}`,
      },
      body: JSON.stringify({ title: "x", fields: ["id"] }),
    })
    expect(status).toBe(415)
  })

  it("has the id in each row, asked for or not", async () => {
    expect(Object.keys((await rowsOf(["firstName"]))[0] ?? {}).sort()).toEqual(["firstName", "id"])
  })

  it("knows four kinds of empty", async () => {
    const rows = await rowsOf([
      "department",
      "hireDate",
      "terminationDate",
      "payRate",
      "state",
      "employeeNumber",
      "4708",
    ])
    const has = (column: string, value: string | null) => rows.some((row) => row[column] === value)
    expect(has("hireDate", "0000-00-00") && has("terminationDate", "0000-00-00")).toBe(true)
    expect(rows.some(({ payRate }) => /^ [A-Z]{3}$/.test(payRate ?? ""))).toBe(true)
    expect(has("state", "") && has("state", "Utah")).toBe(true)
    expect(has("employeeNumber", null) && has("4708.0", null) && has("4708.0", "Yes")).toBe(true)
  })

  it("names a field that was asked for by its id with a nought", async () => {
    const said = await report([4378, "4720"])
    expect(said.json.fields.map(({ id }: { id: string }) => id)).toEqual(["4378.0", "4720.0"])
    expect(said.json.employees.some((row: Row) => typeof row["4378.0"] === "string")).toBe(true)
  })

  it("shows managers by name, number and id, and only the id is one to go by", async () => {
    const rows = await rowsOf([
      "employeeNumber",
      "supervisor",
      "supervisorId",
      "supervisorEId",
      "lastName",
      "firstName",
    ])
    const byId = new Map(rows.map((row) => [row.id, row]))
    const led = rows.filter(({ supervisorEId }) => supervisorEId !== null)
    expect(led.length).toBeGreaterThan(30)
    for (const row of led) {
      const manager = byId.get(row.supervisorEId ?? "")
      expect(row.supervisorId).toBe(manager?.employeeNumber)
      expect(row.supervisor).toBe(`${manager?.lastName}, ${manager?.firstName}`)
    }
    expect(led.some(({ supervisorId }) => supervisorId === null)).toBe(true)
  })

  it("holds values that are dated ahead only when they are asked for, and always all people", async () => {
    const [now, ahead] = [await rowsOf(["payRate"], {}, "onlyCurrent=true"), await rowsOf(["payRate"])]
    expect(now.map(({ id }) => id)).toEqual(ahead.map(({ id }) => id))
    expect(now.filter(({ payRate }, index) => payRate !== ahead[index]?.payRate).length).toBeGreaterThan(2)
  })

  it("volunteers a column with a third kind of empty day, if only current values are asked for", async () => {
    const [row] = await rowsOf(["firstName"], {}, "onlyCurrent=true")
    expect(row?.terminationDate).toBe("")
    expect(Object.keys((await rowsOf(["firstName"], {}, ""))[0] ?? {})).not.toContain("terminationDate")
  })

  it("is of those whose ids are given, as numbers or text", async () => {
    const rows = await rowsOf(["id"], { filters: { employeeIds: [5, "4", 99999] } })
    expect(rows.map(({ id }) => id)).toEqual(["4", "5"])
  })

  it("is of those who changed since a moment", async () => {
    const all = await rowsOf(["lastChanged"])
    const since = all.map(({ lastChanged }) => lastChanged ?? "").sort()[30] ?? ""
    const rows = await rowsOf(["lastChanged"], { filters: { lastChanged: { value: since, includeNull: "no" } } })
    expect(rows).toHaveLength(10)
    expect(since).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+00:00$/)
  })

  it("comes as XML unless JSON is accepted or named, and as CSV", async () => {
    const body = { title: "A & B", fields: ["firstName", "hireDate"] }
    const asked = { method: "POST", body, headers: { accept: "*/*" } }
    const xml = await ask("v1/reports/custom", asked)
    expect(xml.headers.get("content-type")).toBe("text/xml; charset=UTF-8")
    expect(xml.text).toContain(
      '<report><title>A &amp; B</title><fields><field id="firstName" type="text">First Name</field>',
    )
    expect(xml.text).toMatch(/<employee id="4"><field id="firstName">[^<]+<\/field><field id="hireDate">/)
    expect((await ask("v1/reports/custom?format=json", asked)).json.title).toBe("A & B")
    expect((await ask("v1/reports/custom?format=CSV", asked)).text.split("\r\n")[0]).toBe('"First Name","Hire Date"')
  })

  it.each([
    ["no fields", {}],
    ["an empty list of fields", { fields: [] }],
    ["fields that are no names", { fields: [{}] }],
    ["more than 400 fields", { fields: Array.from({ length: 401 }, (_, index) => `f${index}`) }],
    ["ids that are no list", { fields: ["id"], filters: { employeeIds: 4 } }],
    ["ids that are no numbers", { fields: ["id"], filters: { employeeIds: ["x"] } }],
    ["a moment that is none", { fields: ["id"], filters: { lastChanged: { value: "yesterday" } } }],
    ["no object", "[1]"],
    ["no JSON", "{"],
  ])("with %s is refused", async (_name, body) => {
    const said = await ask("v1/reports/custom", { method: "POST", body })
    expect([said.status, said.text]).toEqual([400, ""])
    expect(said.headers.get("x-bamboohr-error-message")?.length).toBeGreaterThan(10)
  })
})
