import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Sandbox, startSandbox } from "../index.js"

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ size: 30, today: "2026-11-23" })
})
afterAll(() => sandbox.close())

async function call(path: string, method = "GET", body?: unknown): Promise<{ status: number; body: any }> {
  const answer = await fetch(`${sandbox.url}/api/2026-10-01/resources/${path}`, {
    method,
    headers: { "x-api-key": sandbox.apiKey },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() }
}
const rows = (table: string) => sandbox.running.store.all(table)
const hire = (more: object) =>
  call("employees/employees/create_with_contract", "POST", {
    company_id: sandbox.running.company.id,
    first_name: "Ada",
    last_name: "Byron",
    email: "ada.byron@company.example",
    ...more,
  })

describe("a hire", () => {
  it("has all that was said of the person, the contract and the team", async () => {
    const [team, place] = [rows("teams/teams").at(-1), rows("locations/locations").at(-1)]
    const { status, body } = await hire({
      contract_starts_on: "2026-12-01",
      address_line1: "Calle 1",
      social_security_number: "1234",
      bank_number: "ES00",
      contact_name: "Bea",
      location_id: place?.id,
      team_id: team?.id,
      contracts_maximum_weekly_hours: 3000,
    })
    expect([status, body]).toMatchObject([
      200,
      {
        address_line_1: "Calle 1",
        social_security_number: "1234",
        bank_number: "ES00",
        contact_name: "Bea",
        login_email: "ada.byron@company.example",
        location_id: place?.id,
        seniority_calculation_date: "2026-12-01",
      },
    ])
    const versions = await call(`contracts/contract_versions?employee_ids[]=${body.id}`)
    expect(versions.body.data).toMatchObject([{ effective_on: "2026-12-01", maximum_weekly_hours: 3000 }])
    expect(sandbox.running.store.find("teams/teams", team?.id ?? "")?.employee_ids).toContain(body.id)
  })

  it.each([
    ["of another company", { company_id: "7" }, "company_id"],
    ["with an address that somebody has", {}, "email"],
    ["for a manager who is not there", { email: "b@company.example", manager_id: "7" }, "manager_id"],
    [
      "with a node that is no level",
      { email: "c@company.example", job_catalog_tree_node_uuid: "x" },
      "job_catalog_tree_node_uuid",
    ],
  ])("%s is refused, and nobody is there", async (_name, more, field) => {
    const before = rows("employees/employees").length
    const { status, body } = await hire(more)
    expect([status, Object.keys(body.errors)]).toEqual([422, [field]])
    expect(rows("employees/employees")).toHaveLength(before)
  })
})

describe("a contract version", () => {
  it("that copies the one in force differs from it by what is said", async () => {
    const [person] = rows("contracts/contract_versions").filter((row) => String(row.effective_on) < "2026-11-01")
    const employee_id = String(person?.employee_id)
    const { body } = await call("contracts/reference_contracts?limit=100")
    const current = body.data.find((one: any) => one.employee_id === employee_id)
    const said = { employee_id, effective_on: "2027-03-01", starts_on: current.starts_on, job_title: "Pilot" }
    const copied = await call("contracts/contract_versions", "POST", { ...said, copy_current_contract_version: true })
    const { id: _, created_at: __, updated_at: ___, ...terms } = current
    expect([copied.status, copied.body]).toMatchObject([201, { ...terms, ...said }])
  })
})

describe("a value of the company's own field", () => {
  it("is one of the choices, of somebody who is there", async () => {
    const field = rows("custom_fields/fields").find((row) => row.field_type === "single_choice")
    const [option] = sandbox.running.store.where("custom_fields/options", { field_id: field?.id ?? "" })
    const put = (value: unknown, valuable_id = rows("employees/employees")[0]?.id) =>
      call("custom_fields/values", "POST", { field_id: field?.id, valuable_type: "Employee", valuable_id, value })
    expect((await put(option?.value)).status).toBe(201)
    expect((await put("nonsense")).status).toBe(422)
    expect((await put(option?.value, "7")).status).toBe(404)
  })
})

describe("a location", () => {
  it("is removed when nobody works there", async () => {
    const used = String(rows("employees/employees")[0]?.location_id)
    expect((await call(`locations/locations/${used}`, "DELETE")).body).toEqual({
      errors: { exception: ["location_in_use"] },
    })
    const values = { name: "Shed", country: "es", timezone: "Europe/Madrid", company_id: sandbox.running.company.id }
    const { id } = (await call("locations/locations", "POST", values)).body
    expect((await call(`locations/locations/${id}`, "DELETE")).status).toBe(200)
    expect((await call(`locations/locations/${id}`)).status).toBe(404)
  })
})
