import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Sandbox } from "./index.js"
import { differences } from "./testing/conform.js"
import { type Ask, openCompany } from "./testing/open-company.js"

let sandbox: Sandbox
let ask: Ask
beforeAll(async () => {
  ;({ sandbox, ask } = await openCompany())
})
afterAll(() => sandbox.close())

const report = { title: "x", fields: ["id", "firstName", "payRate", "hireDate", "4708"] }
const rows = { fields: ["eeid", "firstName", "compensationPayRate", "customField4704"] }

/** Operation, a call of it, and what is seen live to be different from the description. */
const CALLS: [string, string, { body?: unknown; live?: string[] }?][] = [
  ["GET v1/company_information", "v1/company_information"],
  ["GET v1/employees", "v1/employees?fields=workEmail,departmentId,hireDate,reportsToId,birthDate"],
  ["GET v1/employees/changed", "v1/employees/changed?since=1970-01-01T00:00:00Z"],
  ["GET v1/employees/changed/tables/{table}", "v1/employees/changed/tables/jobInfo?since=1970-01-01T00:00:00Z"],
  ["GET v1/employees/directory", "v1/employees/directory"],
  ["GET v1/employees/{employeeId}/time_off/calculator", "v1/employees/4/time_off/calculator?end=2026-12-31"],
  ["GET v1/employees/{employeeId}/time_off/policies", "v1/employees/4/time_off/policies"],
  ["GET v1_1/employees/{employeeId}/time_off/policies", "v1_1/employees/4/time_off/policies"],
  ["GET v1/employees/{id}", "v1/employees/4?fields=firstName,lastName"],
  ["GET v1/employees/{id}/files/view", "v1/employees/4/files/view"],
  ["GET v1/employees/{id}/tables/{table}", "v1/employees/all/tables/jobInfo"],
  ["GET v1/hris/org/locations", "v1/hris/org/locations?expand=state,country"],
  ["GET v1/meta/countries/options", "v1/meta/countries/options"],
  ["GET v1/meta/fields", "v1/meta/fields"],
  ["GET v1/meta/lists", "v1/meta/lists", { live: ["[].fieldId: integer, not string"] }],
  ["GET v1/meta/provinces/{countryId}", "v1/meta/provinces/1"],
  ["GET v1/meta/tables", "v1/meta/tables"],
  [
    "GET v1/meta/time_off/policies",
    "v1/meta/time_off/policies",
    { live: ["[].id: string, not integer", "[].timeOffTypeId: string, not integer"] },
  ],
  ["GET v1/meta/time_off/types", "v1/meta/time_off/types", { live: [".timeOffTypes[].id: string, not integer"] }],
  ["GET v1/meta/timezones", "v1/meta/timezones"],
  ["GET v1/meta/users", "v1/meta/users"],
  ["POST v1/reports/custom", "v1/reports/custom", { body: report, live: [".employees[].*: null, not string"] }],
  [
    "GET v1/time_off/requests",
    "v1/time_off/requests?start=1970-01-01&end=2100-12-31",
    {
      live: [
        "[].amount.amount: string, not number",
        "[].dates.*: string, not number",
        "[].employeeId: string, not integer",
        "[].id: string, not integer",
        "[].notes: array, not object",
        "[].status.lastChangedByUserId: string, not integer",
        "[].type.id: string, not integer",
      ],
    },
  ],
  ["GET v1/time_off/whos_out", "v1/time_off/whos_out"],
  ["GET v1/hris/org/locations/{id}", "v1/hris/org/locations/18369?expand=state,country"],
  ["GET v1/reports/{id}", "v1/reports/4", { live: [".employees[].*: null, not string"] }],
  ["GET v1_2/datasets", "v1_2/datasets"],
  ["GET v1_2/datasets/{datasetName}/fields", "v1_2/datasets/employee/fields"],
  [
    "POST v1_2/datasets/{datasetName}/field-options",
    "v1_2/datasets/employee/field-options",
    { body: { fields: ["teams"] } },
  ],
  [
    "POST v2/datasets/{datasetName}/data",
    "v2/datasets/employee/data",
    { body: rows, live: [".data[].fields.*: null, not string", ".links: array, not object"] },
  ],
]

describe("answers are as the vendor describes them, but for what is seen live", () => {
  it.each(CALLS)("%s", async (operation, path, { body, live = [] } = {}) => {
    const said = await ask(path, body === undefined ? {} : { method: "POST", body })
    expect(said.status).toBe(200)
    expect(differences(operation, said.json)).toEqual(live)
  })
})
