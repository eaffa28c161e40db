import { get, type RemoteRequest } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { balances, files, holidays, requests } from "./asked-tables.js"
import * as shapes from "./shapes.js"
import * as tables from "./tables.js"

const pathOf = ({ path, query }: RemoteRequest) => [path, query]

describe("what is asked", () => {
  it("is the columns that a report is to have, the company's own too, and four hundred at most", () => {
    const own = [
      { id: "4378", name: "Shirt size", type: "list", alias: "customShirtsize" },
      { id: "9", name: "Grant date", type: "date", alias: "customGrantDate" },
      { id: "4152.1", name: "Part", type: "text", alias: "customPart" },
      { id: "-3", name: "Computed", type: "text", alias: "customComputed" },
      { id: "4", name: "Department", type: "list", alias: "department" },
    ]
    const columns = [{ id: "customGrants:9", fieldId: "9", table: "customGrants" }]
    const call = tables.report.list({}, { fields: own, columns })
    expect(call).toMatchObject({
      method: "POST",
      path: "v1/reports/custom",
      reads: true,
      query: { format: "JSON", onlyCurrent: false },
    })
    expect(JSON.stringify(call.body)).toContain('"customShirtsize"]')
    expect(JSON.stringify(call.body)).not.toMatch(/Grant|Part|Computed|"department"|filters/)
    const many = Array.from({ length: 900 }, (_, at) => ({
      id: String(at),
      name: "x",
      type: "text",
      alias: `custom${at}`,
    }))
    expect(tables.report.list({}, { fields: many, columns: [] }).body).toHaveProperty("fields.length", 400)
  })
  it("is people by their ids, and nobody by what is no id", () => {
    const body = tables.report.list({ employeeIds: ["4", "17", "x", "0"] }, {}).body
    expect(body).toHaveProperty("filters", { employeeIds: [4, 17, 0, 0] })
    expect(tables.employees.list({ "filter[ids]": ["4", "../x"] }, {}).query).toMatchObject({
      "filter[ids]": ["4", "0"],
    })
  })
  it("is a table of everybody, or of one person and never of the credential's own", () => {
    const asked = (ids?: string[]) => tables.jobs.list(ids ? { employeeId: ids } : {}, {}).path
    expect([undefined, ["4"], ["0"], ["../5"], [".."], ["x"]].map(asked)).toEqual([
      "v1/employees/all/tables/jobInfo",
      "v1/employees/4/tables/jobInfo",
      ...Array.from({ length: 4 }, () => "v1/employees/-1/tables/jobInfo"),
    ])
  })
  it("takes its time where a whole company is told, and is asked once a day where little changes", () => {
    const whole = [tables.report, tables.jobs, requests, holidays]
    expect(whole.map(({ list }) => list({}, {}).patienceMs)).toEqual(whole.map(() => 120_000))
    expect([holidays, balances, files].map(({ restHours }) => restHours)).toEqual([24, 24, 24])
  })
  it("may be of nobody, or of a table that the company does not have", () => {
    const isEmpty = [tables.jobs, tables.bonuses, tables.employees].map(({ isEmptyAt404 }) => [
      isEmptyAt404?.({ employeeId: ["4"] }) ?? false,
      isEmptyAt404?.({}) ?? false,
    ])
    expect(isEmpty).toEqual([
      [true, false],
      [true, true],
      [false, false],
    ])
  })
  it.each([
    [{}, { start: "1970-01-01", end: "2100-12-31" }],
    [
      { start: "2026-01-01", employeeId: "4" },
      { start: "2026-01-01", end: "2100-12-31", employeeId: "4" },
    ],
    [{ end: "1960-01-01" }, { start: "1960-01-01", end: "1960-01-01" }],
    [{ start: "2200-01-01" }, { start: "2200-01-01", end: "2200-01-01" }],
    [
      { start: "2026-05-01", end: "2026-01-01" },
      { start: "2026-01-01", end: "2026-01-01" },
    ],
  ])("is a window of requests: %j gives %j", (ask, query) =>
    expect(pathOf(requests.list(ask, {}))).toEqual(["v1/time_off/requests", query]),
  )
  it("is who has changed, whom all of these tables share", () => {
    const feeds = [tables.employees, tables.report, tables.jobs, tables.pays, tables.statuses].map(({ changes }) =>
      typeof changes === "object" ? changes : undefined,
    )
    const since = new Date("2026-05-01T10:20:30.400Z")
    for (const feed of feeds)
      expect(feed?.request(since)).toEqual(get("v1/employees/changed", { since: "2026-05-01T10:20:30Z" }))
    expect(feeds.map((feed) => feed?.column)).toEqual(["employeeId", "id", "employeeId", "employeeId", "employeeId"])
    const body = {
      latest: "2026-06-02T13:10:19Z",
      employees: { 4: { id: "4", action: "Updated" }, 121: { id: "121", action: "Deleted" } },
    }
    const [feed] = feeds
    expect(feed?.read(body)).toEqual({ values: ["4", "121"], latest: new Date("2026-06-02T13:10:19Z") })
    expect(feed?.read({ latest: "soon", employees: [] })).toEqual({ values: [] })
    expect([feed?.read({}), feed?.read(null), feed?.read({ employees: 4 })]).toEqual([undefined, undefined, undefined])
  })
})

describe("what is answered", () => {
  it("has no signature in a picture's address, no default picture, and no withheld column", () => {
    const signed = (more: string) => ({
      employeeId: "4",
      photoUrl: `https://images7.bamboohr.com/700001/photos/4-6-4.jpg?Policy=${more}&Signature=x`,
      hireDate: "2023-03-03",
      workEmail: null,
      _restrictedFields: ["workEmail"],
    })
    const unset = { employeeId: "5", photoUrl: "https://resources.bamboohr.com/images/photo_person_160x160.png" }
    expect(shapes.employeeRows({ data: [signed("a"), unset] })).toEqual([
      {
        employeeId: "4",
        photoUrl: "https://images7.bamboohr.com/700001/photos/4-6-4.jpg",
        hireDate: "2023-03-03",
        _restrictedFields: ["workEmail"],
      },
      { employeeId: "5", photoUrl: null },
    ])
    expect(shapes.employeeRows({ data: [signed("b")] })).toEqual(shapes.employeeRows({ data: [signed("a")] }))
  })
  it("is a report with the company's own columns in one, told by its own fields", () => {
    const body = {
      fields: [
        { id: "id", type: "int" },
        { id: "state", type: "state" },
        { id: "customShirtsize", type: "list" },
      ],
      employees: [{ id: "4", state: "", teams: "B, A", customShirtsize: "M" }],
    }
    expect(shapes.reportRows(body)).toEqual([
      { id: "4", state: "", teams: ["A", "B"], custom: { customShirtsize: "M" } },
    ])
    expect(shapes.reportColumns(body)).toEqual(["id", "state", "id", "custom"])
    expect(shapes.reportRows({ employees: { 7: { state: "Utah" } } })).toEqual([{ id: "7", state: "Utah", custom: {} }])
    expect([shapes.reportColumns({}), shapes.reportRows({}), shapes.reportRows("<xml/>")]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
  it("is options with the list that they are of", () => {
    const list = { id: 3443, fieldId: 4, alias: "department", options: [{ id: 18280, archived: "no", name: "People" }] }
    const groups = { id: 1, fieldId: 5, alias: "payGroup", options: [{ name: "Weekly" }] }
    expect(shapes.optionRows([list, groups, { id: 2, fieldId: 6 }])).toEqual([
      { id: "18280", archived: "no", name: "People", list: "department", fieldId: "4" },
      { id: "payGroup:Weekly", name: "Weekly", list: "payGroup", fieldId: "5" },
    ])
  })
  it("is types with the usual hours of a day, and requests with the user who changed them", () => {
    const hours = [{ name: "default", amount: "8" }]
    expect(shapes.typeRows({ timeOffTypes: [{ id: "78" }], defaultHours: hours })).toEqual([
      { id: "78", defaultHours: hours },
    ])
    const request = { id: "1", type: { id: 77 }, status: { lastChangedByUserId: "2385" } }
    expect(shapes.requestRows([request, { id: "2" }])).toEqual([
      { ...request, lastChangedByUserId: "2385" },
      { id: "2", lastChangedByUserId: null },
    ])
  })
})
