import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Sandbox, startSandbox } from "../index.js"
import { columnsOf, type OperationSpec, operationsOf } from "../spec/index.js"
import type { Json, Row } from "../world.js"

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ size: 60, today: "2026-11-23" })
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
const rows = (table: string): Row[] => sandbox.running.store.all(table)
const first = (table: string): string => rows(table)[0]?.id ?? ""

const CREATES: Readonly<Record<string, string>> = {
  create: "",
  create_with_contract: "/create_with_contract",
  create_manual: "/create_manual",
}
/** They can't be read again. */
const WRITE_ONLY = ["contracts/legal_entity_changes", "marketplace/installations"]

/** What a caller has to send, where the kind of a field does not say it. */
const needed = (table: string): Record<string, Json> => {
  const employee_id = rows("employees/employees").at(-1)?.id ?? ""
  const given: Record<string, Record<string, Json>> = {
    "api_public/webhook_subscriptions": { target_url: "http://127.0.0.1:9/", subscription_type: "teams/team/create" },
    "attendance/shifts": { employee_id, clock_in: "22:30", clock_out: "06:15" },
    "custom_resources/values": {
      employee_id,
      schema_id: first("custom_resources/schemas"),
      field_id: first("custom_fields/fields"),
    },
    "employees/employees": { email: "someone.new@company.example", contract_starts_on: "2026-12-01" },
    "teams/memberships": { employee_id, team_id: rows("teams/teams").at(-1)?.id ?? "" },
    "timeoff/leaves": {
      employee_id,
      leave_type_id: first("timeoff/leave_types"),
      start_on: "2027-06-01",
      finish_on: "2027-06-03",
    },
    "custom_fields/resource_fields": { schema_id: first("custom_resources/schemas") },
  }
  return given[table] ?? {}
}

function bodyFor(table: string, { b = {} }: OperationSpec): Record<string, Json> {
  const sample = rows(table)[0] ?? { id: "" }
  const required = Object.entries(b).filter(([, field]) => field.r === 1)
  const values = required.map(([name, field]): [string, Json] => {
    const there = sample[name]
    if (there !== undefined && there !== null && typeof there !== "object") return [name, there]
    if (field.e) return [name, field.e[0] ?? null]
    if (field.f === "date") return [name, "2027-02-01"]
    if (field.t === "array") return [name, []]
    if (field.t === "boolean") return [name, true]
    if (field.t === "integer" || field.t === "number") return [name, 1]
    return [name, name === "employee_id" ? first("employees/employees") : "1"]
  })
  return { ...Object.fromEntries(values), ...needed(table) }
}

const creates = () =>
  sandbox.running.store
    .tables()
    .flatMap((table) =>
      Object.entries(operationsOf(table) ?? {})
        .filter(([action]) => Object.hasOwn(CREATES, action))
        .map(([action, operation]) => ({ table, path: `${table}${CREATES[action]}`, operation })),
    )
    .filter(({ table }) => !WRITE_ONLY.includes(table))

/** By its id where that can be, else from the list. */
async function readAgain(table: string, id: string): Promise<Row> {
  if (operationsOf(table)?.get) return (await call(`${table}/${id}`)).body
  for (let page = 1; ; page += 1) {
    const { data, meta } = (await call(`${table}?limit=100&page=${page}`)).body
    const found = data.find((row: Row) => row.id === id)
    if (found || !meta.has_next_page) return found
  }
}

describe("what a write answers", () => {
  it("is what a read of the row shows, with no null where the reference has none, after a create", async () => {
    expect(creates().length).toBeGreaterThan(35)
    for (const { table, path, operation } of creates()) {
      const made = await call(path, "POST", bodyFor(table, operation))
      expect([path, made.status, made.body]).toEqual([path, operation.st, expect.any(Object)])
      expect([path, await readAgain(table, made.body.id)]).toEqual([path, made.body])
      const never = Object.entries(columnsOf(operation.o)).filter(([, field]) => field.n !== 1)
      expect([path, never.filter(([name]) => made.body[name] === null).map(([name]) => name)]).toEqual([path, []])
    }
  })

  it("is what a read of the row shows after an update", async () => {
    let updated = 0
    for (const table of sandbox.running.store.tables()) {
      const operation = operationsOf(table)?.update
      const row = rows(table).at(-1)
      if (!operation || !row) continue
      const changed = await call(`${table}/${row.id}`, "PUT", { ...bodyFor(table, operation), id: row.id })
      expect([table, changed.status, changed.body]).toEqual([table, 200, expect.any(Object)])
      expect([table, await readAgain(table, row.id)]).toEqual([table, changed.body])
      updated += 1
    }
    expect(updated).toBeGreaterThan(25)
  })
})

describe("computed fields", () => {
  const someone = () => rows("employees/employees").at(3)?.id

  it("of a leave follow its days, in the answer, the read and the event", async () => {
    const leave_type_id = first("timeoff/leave_types")
    const leave = { employee_id: someone(), leave_type_id, start_on: "2027-06-07", finish_on: "2027-06-09" }
    const made = (await call("timeoff/leaves", "POST", leave)).body
    expect(made.days_taken).toBe(3)
    const longer = (await call(`timeoff/leaves/${made.id}`, "PUT", { id: made.id, finish_on: "2027-06-20" })).body
    expect(longer.days_taken).toBe(14)
    expect(rows("timeoff/leaves").find(({ id }) => id === made.id)?.days_taken).toBe(14)
    const used = (await call(`timeoff/leaves?ids[]=${made.id}&include_duration_by_day=true`)).body.data[0]
    expect(used.days_taken).toBe(10)
    const backwards = await call(`timeoff/leaves/${made.id}`, "PUT", { id: made.id, finish_on: "2027-06-01" })
    expect(backwards.status).toBe(422)
  })

  it("of a leave may not be made to overlap another", async () => {
    const leave_type_id = first("timeoff/leave_types")
    const ask = (start_on: string, finish_on: string) =>
      call("timeoff/leaves", "POST", { employee_id: someone(), leave_type_id, start_on, finish_on })
    const made = (await ask("2027-08-02", "2027-08-03")).body
    await ask("2027-08-10", "2027-08-11")
    const change = (finish_on: string) => call(`timeoff/leaves/${made.id}`, "PUT", { id: made.id, finish_on })
    expect((await change("2027-08-10")).status).toBe(422)
    expect((await change("2027-08-09")).status).toBe(200)
  })

  it("of a shift follow its clock, past midnight too", async () => {
    const shift = { employee_id: someone(), date: "2026-11-02", clock_in: "22:30" }
    const made = (await call("attendance/shifts", "POST", shift)).body
    expect(made).toMatchObject({ minutes: 0, clock_in_with_seconds: "22:30:00", clock_out: null, out_source: null })
    const ended = (await call(`attendance/shifts/${made.id}`, "PUT", { id: made.id, clock_out: "06:15:00" })).body
    expect(ended).toMatchObject({ minutes: 465, clock_in: "22:30", clock_out: "06:15", out_source: "api" })
    expect((await call(`attendance/shifts/${made.id}`, "PUT", { id: made.id, clock_in: "25:00" })).status).toBe(422)
  })

  it("of a shift are nobody's without an employee", async () => {
    expect((await call("attendance/shifts", "POST", { date: "2026-11-02" })).status).toBe(404)
  })
})

describe("teams", () => {
  const attributed = async (teamId: string): Promise<Record<string, string[]>> => {
    const { data } = (await call(`teams/memberships?team_ids[]=${teamId}`)).body
    return Object.fromEntries(data.map((row: any) => [row.employee_id, row.source_team_ids]))
  }
  const make = async (name: string, parent_team_id: string | null = null): Promise<string> =>
    (await call("teams/teams", "POST", { name, ...(parent_team_id === null ? {} : { parent_team_id }) })).body.id
  const join = (team_id: string, employee_id: string | undefined) =>
    call("teams/memberships", "POST", { team_id, employee_id })

  it("that move take their people to the teams above their new place", async () => {
    const [old, next] = [await make("Old"), await make("Next")]
    const middle = await make("Middle", old)
    const low = await make("Low", middle)
    const [ann, bob] = rows("employees/employees").map(({ id }) => id)
    await join(low, ann)
    await join(middle, bob)
    await join(old, bob)
    expect(await attributed(old)).toEqual({ [`${ann}`]: [low], [`${bob}`]: expect.arrayContaining([middle, old]) })
    const moved = (await call("teams/teams/move", "POST", { id: middle, destination_parent_team_id: next })).body
    expect(moved).toMatchObject({ parent_team_id: next, depth: 2 })
    expect(await attributed(old)).toEqual({ [`${bob}`]: [old] })
    expect(await attributed(next)).toEqual({ [`${ann}`]: [low], [`${bob}`]: [middle] })
    expect((await call(`teams/teams/${low}`)).body.depth).toBe(3)
    expect((await call(`teams/teams/${next}`)).body.employee_ids.toSorted()).toEqual([ann, bob].toSorted())
    const circle = await call("teams/teams/move", "POST", { id: next, destination_parent_team_id: low })
    expect(circle.status).toBe(422)
  })

  it("that are deleted leave nobody in them, and the teams below move up", async () => {
    const top = await make("Top")
    const middle = await make("Between", top)
    const low = await make("Bottom", middle)
    const [, , eve, dan] = rows("employees/employees").map(({ id }) => id)
    await join(low, eve)
    await join(middle, dan)
    expect((await call(`teams/teams/${middle}`, "DELETE")).status).toBe(200)
    expect((await call(`teams/memberships?team_ids[]=${middle}`)).body.data).toEqual([])
    expect(await attributed(top)).toEqual({ [`${eve}`]: [low] })
    expect((await call(`teams/teams/${low}`)).body).toMatchObject({ parent_team_id: top, depth: 2 })
  })

  it("keep who is in them by a team below when the direct place ends", async () => {
    const top = await make("Upper")
    const low = await make("Lower", top)
    const ann = rows("employees/employees")[0]?.id
    const direct = (await join(top, ann)).body
    await join(low, ann)
    await call(`teams/memberships/${direct.id}`, "DELETE")
    expect(await attributed(top)).toEqual({ [`${ann}`]: [low] })
  })
})
