import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Sandbox } from "./index.js"
import { type Ask, openCompany } from "./testing/open-company.js"

let sandbox: Sandbox
let ask: Ask
beforeAll(async () => {
  ;({ sandbox, ask } = await openCompany())
})
afterAll(() => sandbox.close())

/** Keys in their order with the types of their values, as `a:text b:{c:number} d:[text]`. */
function shapeOf(value: unknown): string {
  if (value === null) return "null"
  if (Array.isArray(value)) return `[${value.length === 0 ? "" : shapeOf(value[0])}]`
  if (typeof value !== "object") return typeof value === "string" ? "text" : typeof value
  const keys = Object.entries(value).map(([key, one]) => `${/^\d/.test(key) ? "*" : key}:${shapeOf(one)}`)
  return `{${keys.join(" ")}}`
}

type Row = Record<string, unknown>
const first = (rows: Row[], is: (row: Row) => boolean = () => true): Row | undefined => rows.find(is)
const post = async (path: string, body: unknown) => (await ask(path, { method: "POST", body })).json
const ever = "start=1970-01-01&end=2100-12-31"

describe("answers have the keys and types that were seen live", () => {
  it("in the list of employees", async () => {
    const said = (
      await ask("v1/employees?page[limit]=2&fields=workEmail,departmentId,departmentName,hireDate,reportsToId")
    ).json
    expect(shapeOf(said.data[1])).toBe(
      "{employeeId:text firstName:text lastName:text preferredName:null photoUrl:text jobTitleName:text status:text workEmail:text departmentId:text departmentName:text hireDate:text reportsToId:text _restrictedFields:[]}",
    )
    expect(shapeOf({ ...said, data: [] })).toBe(
      "{data:[] meta:{total:number page:{limit:number nextCursor:text prevCursor:null}} _links:{self:{href:text} next:{href:text}}}",
    )
  })

  it("in reports", async () => {
    const body = { title: "x", fields: ["id", "employeeNumber", "hireDate", "department", "payRate", "state"] }
    const said = await post("v1/reports/custom?format=JSON&onlyCurrent=false", body)
    expect(shapeOf(said)).toBe(
      "{title:text fields:[{id:text type:text name:text}] employees:[{id:text employeeNumber:text hireDate:text department:text payRate:text state:text}]}",
    )
  })

  it("in the dataset of employees", async () => {
    const body = { fields: ["eeid", "preferredName", "jobInformationReportsTo", "lastChanged"] }
    expect(shapeOf(await post("v2/datasets/employee/data", body))).toBe(
      "{data:[{fields:{eeid:text preferredName:null jobInformationReportsTo:null lastChanged:text}}] links:[] meta:{page:number pageSize:number totalPages:number totalItems:number}}",
    )
  })

  it.each([
    [
      "jobInfo",
      "{id:text employeeId:text date:text location:text department:text division:text jobTitle:text reportsTo:text teams:null}",
    ],
    [
      "compensation",
      "{id:text employeeId:text startDate:text endDate:text rate:{value:text currency:text} type:text exempt:text reason:text comment:text paidPer:text paySchedule:text overtimeRate:{value:text currency:text}}",
    ],
    [
      "employmentStatus",
      "{id:text employeeId:text date:text employmentStatus:text comment:text terminationReasonId:text terminationTypeId:text terminationRehireId:text acaStatus:text terminationRegrettableId:text}",
    ],
    [
      "bonus",
      "{id:text employeeId:text bonusDate:text bonusAmount:{value:text currency:text} bonusReason:text bonusComment:text}",
    ],
    [
      "commission",
      "{id:text employeeId:text commissionDate:text commissionAmount:{value:text currency:text} commissionComment:text}",
    ],
  ])("in the table %s", async (table, shape) => {
    const rows = (await ask(`v1/employees/all/tables/${table}`)).json
    expect(shapeOf(first(rows, ({ teams = null }) => teams === null))).toBe(shape)
  })

  it("in the feeds of changes", async () => {
    const since = "since=1970-01-01T00:00:00Z"
    const { latest, employees } = (await ask(`v1/employees/changed?${since}`)).json
    expect([shapeOf(latest), shapeOf(employees["4"])]).toEqual(["text", "{id:text action:text lastChanged:text}"])
    const said = (await ask(`v1/employees/changed/tables/jobInfo?${since}`)).json
    expect(shapeOf(said.employees["4"])).toBe(
      "{lastChanged:text rows:[{date:text location:text department:text division:text jobTitle:text reportsTo:text teams:null}]}",
    )
  })

  it("in names of things", async () => {
    expect(shapeOf((await ask("v1/meta/lists?format=json")).json[0])).toBe(
      "{id:number fieldId:number manageable:text multiple:text name:text options:[{id:number archived:text manageable:text createdDate:text archivedDate:null name:text}] alias:text}",
    )
    expect(shapeOf((await ask("v1/meta/users")).json["2371"])).toMatch(
      /^\{id:number employeeId:number firstName:text lastName:text email:text status:text( lastLogin:text)?\}$/,
    )
    const fields: Row[] = (await ask("v1/meta/fields")).json
    const shapes = [4378, "4152.1", -38].map((id) => shapeOf(first(fields, (field) => field.id === id)))
    expect(shapes).toEqual([
      "{id:number name:text type:text alias:text}",
      "{id:text name:text type:text alias:text}",
      "{id:number name:text type:text alias:text}",
    ])
  })

  it("in time off", async () => {
    const rows: Row[] = (await ask(`v1/time_off/requests?${ever}&employeeId=4`)).json
    const told = first(rows, ({ start, end, notes }) => start === end && "manager" in Object(notes))
    expect(shapeOf(told)).toMatch(
      /^\{id:text employeeId:text status:\{lastChanged:text lastChangedByUserId:text status:text\} name:text start:text end:text created:text type:\{id:text name:text icon:text\} amount:\{unit:text amount:text\} actions:\{view:boolean edit:boolean cancel:boolean approve:boolean deny:boolean bypass:boolean\} dates:\{\*:text\} notes:\{(employee:text )?manager:text\}\}$/,
    )
    const { timeOffTypes, defaultHours } = (await ask("v1/meta/time_off/types")).json
    expect(shapeOf(timeOffTypes)).toBe("[{id:text name:text units:text color:text icon:text source:text}]")
    expect(shapeOf(defaultHours)).toBe("[{name:text amount:text}]")
    const body = { status: "requested", start: "2026-12-15", end: "2026-12-15", timeOffTypeId: 78, amount: 8 }
    const made = await ask("v1/employees/5/time_off/request", { method: "PUT", body })
    expect(shapeOf(made.json)).toBe(
      "{id:text employeeId:text start:text end:text created:text status:{lastChanged:text lastChangedByUserId:text status:text} name:text type:{id:text name:text} amount:{unit:text amount:text} notes:[] dates:{*:text} comments:[] approvers:[{userId:text displayName:text employeeId:text photoUrl:text}] actions:{view:boolean edit:boolean cancel:boolean approve:boolean deny:boolean bypass:boolean} policyType:text usedYearToDate:number balanceOnDateOfRequest:number}",
    )
  })
})
