import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Sandbox, startSandbox } from "./index.js"
import { columnsOf, operationsOf } from "./spec/index.js"

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ size: 60, today: "2026-11-23" })
})
afterAll(() => sandbox.close())

const ROOT = "/api/2026-10-01/resources"
type Options = { method?: string; body?: unknown; headers?: Record<string, string> }
async function call(path: string, { method = "GET", body, headers }: Options = {}) {
  const url = path.startsWith("/") ? sandbox.url + path : `${sandbox.url}${ROOT}/${path}`
  const answer = await fetch(url, {
    method,
    headers: headers ?? { "x-api-key": sandbox.apiKey },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return {
    status: answer.status,
    text,
    body: text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text,
    headers: answer.headers,
  }
}
const post = (path: string, body: unknown) => call(path, { method: "POST", body })
const tables = ["employees/employees", "timeoff/leaves", "contracts/contract_versions", "custom_fields/values"]

describe("lists", () => {
  it.each([1, 7, 50, 100])("are read to the end by cursor in pages of %i", async (limit) => {
    for (const table of tables) {
      const ids: string[] = []
      let after = ""
      do {
        const { body } = await call(`${table}?limit=${limit}&include_deleted_leaves=true${after}`)
        ids.push(...body.data.map((row: any) => row.id))
        expect(body.meta.total).toBe(sandbox.running.store.all(table).length)
        after = body.meta.has_next_page ? `&after_id=${encodeURIComponent(body.meta.end_cursor)}` : ""
      } while (after !== "")
      expect(ids).toEqual(sandbox.running.store.all(table).map((row) => row.id))
      if (limit === 1) break
    }
  })
  it("go back by before_id, and by page numbers without cursors", async () => {
    const first = await call("employees/employees?limit=10")
    const second = await call(`employees/employees?limit=10&after_id=${encodeURIComponent(first.body.meta.end_cursor)}`)
    const back = await call(
      `employees/employees?limit=10&before_id=${encodeURIComponent(second.body.meta.start_cursor)}`,
    )
    expect(back.body.data).toEqual(first.body.data)
    const numbered = await call("employees/employees?limit=10&page=2")
    expect(numbered.body.data).toEqual(second.body.data)
    expect(numbered.body.meta).not.toHaveProperty("end_cursor")
  })
  it("refuse foreign cursors, lists without brackets and lines that are too long", async () => {
    expect((await call("employees/employees?after_id=1700")).status).toBe(400)
    expect((await call("employees/employees?ids[0]=1")).status).toBe(400)
    expect((await call("contracts/contract_versions?employee_ids=1")).status).toBe(400)
    expect((await call(`employees/employees?${"ids[]=1234567&".repeat(508)}`)).status).toBe(414)
  })
  it("ignore what they don't know, and a singular name where a list is wanted", async () => {
    const all = (await call("contracts/contract_versions")).body.meta.total
    expect((await call("contracts/contract_versions?employee_id=1&nonsense=2")).body.meta.total).toBe(all)
  })
  it("of shifts come whole", async () => {
    const { body } = await call("attendance/shifts?limit=1")
    expect(body.meta).toMatchObject({ limit: null, paginateable: false, has_next_page: false })
    expect(body.data.length).toBe(body.meta.total)
  })
})

describe("every operation of the reference", () => {
  it("answers lists with rows of exactly the schema's columns", async () => {
    const person = sandbox.running.store.all("employees/employees")[0]?.id ?? ""
    const needed = `employee_ids[]=${person}&employee_id=${person}&start_on=2026-11-01&end_on=2026-11-03&reference_date=2026-11-01&from=2026-01-01&to=2026-12-31`
    let rows = 0
    for (const table of sandbox.running.store.tables()) {
      const operation = operationsOf(table)?.list
      if (!operation) continue
      const plain = await call(table)
      const { status, body } = plain.status === 200 ? plain : await call(`${table}?${needed}`)
      expect(status, table).toBe(200)
      for (const row of body.data) expect(Object.keys(row), table).toEqual(Object.keys(columnsOf(operation.o)))
      rows += body.data.length
    }
    expect(rows).toBeGreaterThan(1_000)
  })
  it("answers writes with a success or a refusal, never with its own failure", async () => {
    for (const table of sandbox.running.store.tables()) {
      for (const [action, operation] of Object.entries(operationsOf(table) ?? {})) {
        if (operation.m === "GET") continue
        const path = operation.m === "POST" ? (action === "create" ? table : `${table}/${action}`) : `${table}/1`
        const bodies = [
          {},
          Object.fromEntries(
            Object.entries(operation.b ?? {}).map(([name, field]) => [
              name,
              field.t === "array" ? [] : field.t === "boolean" ? true : "1",
            ]),
          ),
        ]
        for (const body of bodies) {
          const { status, text } = await call(path, { method: operation.m, body })
          expect(status, `${operation.m} ${path}: ${text.slice(0, 200)}`).toBeLessThan(500)
        }
      }
    }
  })
})

describe("credentials", () => {
  it("are wanted, a key only in its header", async () => {
    expect(await call("teams/teams", { headers: {} })).toMatchObject({ status: 401, body: { errors: null } })
    expect((await call("teams/teams", { headers: { authorization: `Bearer ${sandbox.apiKey}` } })).status).toBe(401)
    const { body } = await call("api_public/credentials")
    expect(body.data[0]).toMatchObject({ employee_id: null, email: null, name: "Marisma" })
  })
})

describe("versions", () => {
  it("before 2026-07-01 have whole numbers as ids, exact past 2^53", async () => {
    const big = await startSandbox({ size: 2, firstId: "18446744073709550" })
    const answer = await fetch(`${big.url}/api/2026-04-01/resources/employees/employees`, {
      headers: { "x-api-key": big.apiKey },
    })
    const text = await answer.text()
    const id = big.running.store.all("employees/employees")[0]?.id
    expect(text).toContain(`"id":${id},`)
    expect(text).not.toContain(`"id":"${id}"`)
    await big.close()
  })
  it("that never were get the oldest one, newer columns left out", async () => {
    const { body } = await call("/api/2019-01-01/resources/teams/teams")
    expect(typeof body.data[0].id).toBe("number")
    expect(body.data[0]).not.toHaveProperty("parent_team_id")
  })
})

describe("people and absences", () => {
  const type = (match: Record<string, any>) => sandbox.running.store.where("timeoff/leave_types", match)[0]?.id
  it("are hired with a contract, terminated and taken back", async () => {
    const company_id = sandbox.running.company.id
    const hired = await post("employees/employees/create_with_contract", {
      company_id,
      first_name: "Ada",
      last_name: "Byron",
      email: "ada@marisma.example",
      contract_starts_on: "2026-12-01",
    })
    expect(hired.status).toBe(200)
    const { body } = await call(`contracts/contract_versions?employee_ids[]=${hired.body.id}`)
    expect(body.data).toMatchObject([{ starts_on: "2026-12-01", working_hours: 4000 }])
    expect(
      (
        await post("employees/employees/create_with_contract", {
          company_id,
          first_name: "A",
          last_name: "B",
          email: "ada@marisma.example",
        })
      ).status,
    ).toBe(422)
    expect(
      (await post("employees/employees/terminate", { id: hired.body.id, terminated_on: "2026-12-31" })).body,
    ).toMatchObject({ is_terminating: true, terminated_on: "2026-12-31" })
    expect((await post("employees/employees/unterminate", { id: hired.body.id })).body.terminated_on).toBeNull()
    expect((await post("employees/employees/terminate", { id: "404", terminated_on: "2026-12-31" })).status).toBe(404)
    expect((await post("employees/employees/terminate", { id: hired.body.id })).body).toEqual({
      errors: { terminated_on: ["can't be blank"] },
    })
  })
  it("are asked for, decided and cancelled", async () => {
    const employee_id = sandbox.running.store.all("employees/employees").at(-1)?.id
    const ask = (more: object) =>
      post("timeoff/leaves", { employee_id, leave_type_id: type({ approval_required: true }), ...more })
    const leave = await ask({ start_on: "2027-03-01", finish_on: "2027-03-02" })
    expect(leave).toMatchObject({ status: 201, body: { approved: null } })
    expect((await ask({ start_on: "2027-03-02" })).status).toBe(422)
    expect((await post("timeoff/leaves/approve", { id: leave.body.id })).body.approved).toBe(true)
    expect((await post("timeoff/leaves/reject", { id: leave.body.id, reason: "busy" })).body).toMatchObject({
      approved: false,
      reason: "busy",
    })
    expect((await call(`timeoff/leaves/${leave.body.id}`, { method: "DELETE" })).body.deleted_at).not.toBeNull()
    expect((await call(`timeoff/leaves?ids[]=${leave.body.id}`)).body.data).toEqual([])
    expect((await call(`timeoff/leaves?ids[]=${leave.body.id}&include_deleted_leaves=true`)).body.data).toHaveLength(1)
    const half = await ask({ start_on: "2027-04-05", finish_on: "2027-04-05", half_day: "beginning_of_day" })
    expect(half.body.half_day).toBe("beggining_of_day")
    const atOnce = await post("timeoff/leaves", {
      employee_id,
      leave_type_id: type({ approval_required: false }),
      start_on: "2027-05-03",
      finish_on: "2027-05-03",
    })
    expect(atOnce.body.approved).toBe(true)
  })
  it("clock in once, and out once", async () => {
    const employee_id = sandbox.running.store.all("employees/employees")[5]?.id
    expect(
      (await post("attendance/shifts/clock_in", { employee_id, now: "2026-11-23T09:00:00+01:00" })).body.clock_in,
    ).toBe("09:00")
    expect((await post("attendance/shifts/clock_in", { employee_id, now: "2026-11-23T09:01:00+01:00" })).status).toBe(
      409,
    )
    expect(
      (await post("attendance/shifts/clock_out", { employee_id, now: "2026-11-23T11:30:00+01:00" })).body.minutes,
    ).toBe(150)
    expect((await post("attendance/shifts/clock_out", { employee_id, now: "2026-11-23T12:00:00+01:00" })).body).toEqual(
      { errors: { exception: ["open_shift"] } },
    )
  })
  it("join teams, and the teams above", async () => {
    const nested = sandbox.running.store.all("teams/teams").find((team) => team.parent_team_id !== null)
    const employee_id = (
      await post("employees/employees/create_with_contract", {
        company_id: sandbox.running.company.id,
        first_name: "Tea",
        last_name: "M",
        email: "tea@marisma.example",
      })
    ).body.id
    await post("teams/memberships", { team_id: nested?.id, employee_id })
    const bulk = (
      await call(
        `teams/memberships?employee_ids[]=${employee_id}&team_ids[]=${nested?.id}&team_ids[]=${nested?.parent_team_id}`,
      )
    ).body.data
    expect(bulk.map((row: any) => [row.team_id, row.direct]).sort()).toEqual(
      [
        [nested?.id, null],
        [nested?.parent_team_id, null],
      ].sort(),
    )
    const told = (await call(`teams/memberships?employee_ids[]=${employee_id}&with_source_attribution=true`)).body.data
    expect(told.find((row: any) => row.team_id === nested?.parent_team_id).direct).toBe(false)
  })
})

describe("trouble", () => {
  it("comes as it was ordered, and no longer", async () => {
    const order = (fault: object) => post("/_sandbox/faults", fault)
    await order({ kind: "status", status: 429, retryAfterSeconds: 7, times: 1, path: "teams" })
    const limited = await call("teams/teams")
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "7"])
    expect((await call("teams/teams")).status).toBe(200)
    await order({ kind: "html", status: 502, times: 1 })
    expect((await call("teams/teams")).text).toContain("<html>")
    await order({ kind: "reset", times: 1 })
    await expect(call("teams/teams")).rejects.toThrow()
    await order({ kind: "truncate", times: 1 })
    await expect(call("teams/teams")).rejects.toThrow()
    expect((await order({ kind: "nonsense" })).status).toBe(400)
    expect((await call("teams/teams")).status).toBe(200)
  })
})

describe("the control API", () => {
  it("hires, raises, moves the clock, logs requests and starts over", async () => {
    const hired = await post("/_sandbox/hire", {
      first_name: "Grace",
      last_name: "Hopper",
      job_title: "Admiral",
      salary_amount: 9_000_000,
    })
    expect(hired.body.full_name).toBe("Grace Hopper")
    const raised = await post("/_sandbox/raise", { employee_id: hired.body.id, salary_amount: 9_500_000 })
    expect(raised.body).toMatchObject({ salary_amount: 9_500_000, job_title: "Admiral" })
    expect((await post("/_sandbox/clock", { now: "2027-01-01T12:00:00Z" })).body.today).toBe("2027-01-01")
    await call("/_sandbox/requests", { method: "DELETE" })
    await call("teams/teams")
    expect((await call("/_sandbox/requests")).body.requests).toMatchObject([{ method: "GET", status: 200 }])
    const again = await post("/_sandbox/reset", { size: 3, seed: "other", today: "2026-11-23" })
    expect(again.body).toMatchObject({ size: 3, today: "2026-11-23" })
    expect((await call("employees/employees")).body.meta.total).toBe(3)
    expect((await post("/_sandbox/reset", { size: -1 })).status).toBe(400)
    expect((await post("/_sandbox/reset", { employees: 3 })).body.errors).toEqual([
      "employees is not known: give seed, size, today, firstId, locale",
    ])
    for (const action of ["terminate", "unterminate", "raise", "move"])
      expect((await post(`/_sandbox/${action}`, { employe_id: 1 })).body.errors, action).toEqual(["give employee_id"])
    for (const action of ["approve-leave", "reject-leave", "cancel-leave"])
      expect((await post(`/_sandbox/${action}`, {})).body.errors, action).toEqual(["give id"])
  })
})
