import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { callFactorial, dayFromNow, happen } from "./recipe.js"
import { noonZone, type Rollcall, startRollcall } from "./rollcall.js"
import { readChanges, runSync } from "./sync.js"
import { factorial } from "./systems/factorial.js"

const [YESTERDAY, TODAY, SOON] = [dayFromNow(-1), dayFromNow(0), dayFromNow(20)]
/** Days of a week that comes, so that what is taken off are working days. */
const weekDay = (index: number) => dayFromNow(20 + ((8 - new Date(`${SOON}T00:00:00Z`).getUTCDay()) % 7) + index)
const [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, NEXT_MONDAY] = [0, 1, 2, 3, 4, 7].map(weekDay)

let rollcall: Rollcall
let changes: any[]
const received: any[] = []
async function receive(request: IncomingMessage, response: ServerResponse) {
  received.push(JSON.parse(await text(request)))
  response.end()
}
const subscriber = createServer((request, response) => void receive(request, response))
/** Ids of what the tables below speak of. */
const ids: Record<string, string> = {}

const does = (action: string, body: object) => happen(rollcall, action, body)
const keysOf = ({ payload }: any) =>
  [Object.keys(payload), Object.keys(payload.details ?? {})].map((keys) => keys.sort())
const store = () => rollcall.sandbox.running.store
const readAll = async () => expect((await runSync(rollcall)).status).toBe("completed")

beforeAll(async () => {
  rollcall = await startRollcall({
    sandbox: { size: 14, today: TODAY },
    sync: { enabled: false, time_zone: noonZone("UTC") },
  })
  await prepareCompany()
  await readAll()
  const mark = (await readChanges(rollcall)).at(-1)?.sequence
  await new Promise<void>((resolve) => subscriber.listen(0, "127.0.0.1", resolve))
  const target_url = `http://127.0.0.1:${(subscriber.address() as AddressInfo).port}/`
  await rollcall.call("/webhook", { method: "POST", body: { target_url } })
  await makeHistory()
  await readAll()
  for (const [resource, { table }] of Object.entries(TABLES)) store().remove(table, ids[`copy of ${resource}`] ?? "")
  await readAll()
  await readAll()
  changes = await readChanges(rollcall, mark)
}, 120_000)
afterAll(async () => {
  await rollcall.close()
  subscriber.close()
})

async function prepareCompany(): Promise<void> {
  for (const name of ["Boss", "Mover", "Fired", "Back", "Joiner", "Leaver", "Cook", "Earner", "Away"])
    ids[name] = (
      await does("hire", { first_name: name, last_name: "Doe", starts_on: "2024-01-01", salary_amount: 5e6 })
    ).id
  await does("terminate", { employee_id: ids.Back, terminated_on: YESTERDAY })
  ids.team = (await callFactorial(rollcall, "POST teams/teams", { name: "Crew" })).id
  await does("move", { employee_id: ids.Leaver, team_id: ids.team })
  ids.place = String(store().all("locations/locations").at(-1)?.id)
  ids.membership = String(store().all("teams/memberships").at(-1)?.id)
  ids.holiday = String(
    store()
      .all("timeoff/leave_types")
      .find((one) => one.name === "holiday")?.id,
  )
  for (const [index, name] of ["approved", "rejected", "cancelled", "changed"].entries())
    ids[name] = await ask(weekDay(index))
}

const ask = async (start_on: string): Promise<string> =>
  (await does("request-leave", { employee_id: ids.Away, leave_type_id: ids.holiday, start_on, finish_on: start_on })).id

async function makeHistory(): Promise<void> {
  ids.Hired = (await does("hire", { first_name: "Hired", last_name: "Doe", starts_on: SOON })).id
  await does("terminate", { employee_id: ids.Fired, terminated_on: YESTERDAY, termination_reason: "resigned" })
  await does("unterminate", { employee_id: ids.Back })
  await does("move", { employee_id: ids.Mover, manager_id: ids.Boss, location_id: ids.place })
  await does("move", { employee_id: ids.Joiner, team_id: ids.team })
  await callFactorial(rollcall, `DELETE teams/memberships/${ids.membership}`)
  await does("raise", { employee_id: ids.Cook, job_title: "Chef", effective_on: YESTERDAY })
  await does("raise", { employee_id: ids.Earner, salary_amount: 6e6, effective_on: SOON })
  ids.requested = await ask(weekDay(7))
  await does("approve-leave", { id: ids.approved })
  await does("reject-leave", { id: ids.rejected })
  await does("cancel-leave", { id: ids.cancelled })
  await callFactorial(rollcall, `PUT timeoff/leaves/${ids.changed}`, { id: ids.changed, finish_on: FRIDAY })
  for (const [resource, { table, patch }] of Object.entries(TABLES)) {
    const row = store().all(table)[0]
    if (!row) throw new Error(`${table} is empty`)
    ids[`copy of ${resource}`] = store().insert(table, { ...row, id: null }).id
    ids[`row of ${resource}`] = store().update(table, row.id, patch)?.id ?? ""
  }
}

const pay = (amount: number) => ({ amount, currency: "EUR", period: "annually" })
const person = (name: string) => ({ id: ids[name], name: `${name} Doe` })
type Told = [event: string, record: string, day: string | undefined, fields: string[], details: () => object]

describe("What happens to people is told with before, after, fields, day and number", () => {
  it.each<Told>([
    ["employee:hired", "Hired", SOON, ["employment_status", "start_date"], () => ({ employment_status: "pending" })],
    [
      "employee:terminated",
      "Fired",
      YESTERDAY,
      ["employment_status"],
      () => ({ last_day: YESTERDAY, reason: "resigned" }),
    ],
    ["employee:rehired", "Back", TODAY, ["employment_status"], () => ({ last_day_before: YESTERDAY })],
    ["employee:manager_changed", "Mover", TODAY, ["manager"], () => ({ from: null, to: person("Boss") })],
    ["employee:location_changed", "Mover", TODAY, ["work_location"], () => ({ to: { id: ids.place } })],
    ["employee:group_joined", "Joiner", TODAY, ["groups"], () => ({ group: { id: ids.team, name: "Crew" } })],
    ["employee:group_left", "Leaver", TODAY, ["groups"], () => ({ group: { id: ids.team, name: "Crew" } })],
    ["employee:job_changed", "Cook", YESTERDAY, ["job_title"], () => ({ from: null, to: "Chef" })],
    ["compensation:changed", "Earner", SOON, ["employments"], () => ({ from: pay(50_000), to: pay(60_000) })],
    ["timeoff_request:requested", "requested", NEXT_MONDAY, ["status"], () => ({ from: null, to: "pending" })],
    ["timeoff_request:approved", "approved", MONDAY, ["status"], () => ({ from: "pending", to: "approved" })],
    ["timeoff_request:rejected", "rejected", TUESDAY, ["status"], () => ({ from: "pending", to: "rejected" })],
    ["timeoff_request:cancelled", "cancelled", WEDNESDAY, ["status"], () => ({ from: "pending", to: "cancelled" })],
    ["timeoff_request:changed", "changed", THURSDAY, ["end_time", "amount"], () => ({ end_time: FRIDAY })],
  ])("%s", (event, record, effective_date, fields, details) => {
    const isNew = event.endsWith(":hired") || event.endsWith(":requested")
    const found = changes.filter((one) => one.event === event && one.payload.record_id === ids[record])
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({
      sequence: expect.any(Number),
      payload: {
        integrated_account_id: rollcall.accountId,
        before: isNew ? null : { id: ids[record] },
        after: { id: ids[record] },
        effective_date,
        details: { employee: person(event.startsWith("timeoff") ? "Away" : record), ...details() },
      },
    })
    expect(found[0].payload.changed_fields).toEqual(fields)
  })
})

/** What each list is made of, and a column that is seen in it. */
const TABLES: Record<string, { table: string; patch: Record<string, string> }> = {
  employees: { table: "employees/employees", patch: { first_name: "Another" } },
  employments: { table: "contracts/contract_versions", patch: { job_title: "Another" } },
  employee_compensations: { table: "contracts/compensations", patch: { description: "Another" } },
  fields: { table: "custom_fields/fields", patch: { label_text: "Another" } },
  groups: { table: "teams/teams", patch: { name: "Another" } },
  locations: { table: "locations/locations", patch: { name: "Another" } },
  timeoff_policies: { table: "timeoff/policies", patch: { name: "Another" } },
  timeoff_requests: { table: "timeoff/leaves", patch: { description: "Another" } },
  timeoff_types: { table: "timeoff/leave_types", patch: { translated_name: "Another" } },
  companies: { table: "companies/legal_entities", patch: { legal_name: "Another" } },
  holidays: { table: "holidays/company_holidays", patch: { summary: "Another" } },
  documents: { table: "documents/documents", patch: { filename: "Another" } },
}

describe("What happens to rows is told as record:created, record:updated and record:deleted", () => {
  it("of every resource", () => {
    const computed = ["timeoff_balances", "job_roles", "attendance"]
    expect(Object.keys(TABLES)).toEqual(factorial.resources.filter((name) => !computed.includes(name)))
  })

  it.each(Object.keys(TABLES))("%s", (resource) => {
    const [copy, row] = [ids[`copy of ${resource}`], ids[`row of ${resource}`]]
    const told = (event: string, id: string | undefined) =>
      changes.find(
        ({ event: type, payload }) =>
          type === event && payload.resource === `hris/${resource}` && payload.record_id === id,
      )
    const always = { integrated_account_id: rollcall.accountId, effective_date: TODAY, changed_at: expect.any(String) }
    const created = told("record:created", copy)
    expect(created?.payload).toMatchObject({ ...always, before: null, after: { id: copy } })
    expect(created?.payload.changed_fields).toEqual(expect.arrayContaining(["id"]))
    const updated = told("record:updated", row)
    expect(updated?.payload).toMatchObject({ ...always, before: { id: row }, after: { id: row } })
    expect(updated?.payload.changed_fields.length).toBeGreaterThan(0)
    for (const name of updated?.payload.changed_fields ?? [])
      expect(updated?.payload.before[name], name).not.toEqual(updated?.payload.after[name])
    expect(told("record:deleted", copy)?.payload).toMatchObject({ ...always, before: { id: copy }, after: null })
  })
})

it("Webhook and GET /changes tell the same, in the same order", async () => {
  await expect.poll(() => received.length, { timeout: 60_000 }).toBe(changes.length)
  const told = received.map(({ sequence, id, event, payload, created_at }) => ({
    sequence,
    id,
    event,
    payload,
    created_at,
  }))
  expect(told).toEqual(changes)
  expect(changes.map((one) => one.sequence)).toEqual(changes.map((_, index) => changes[0].sequence + index))
})

it("A test event has every key of a real one", async () => {
  const { id } = (await rollcall.call("/webhook")).body.result[0]
  const first = new Map(changes.toReversed().map((one) => [one.event, one]))
  expect(first.size).toBe(17)
  for (const [event_type, real] of first) {
    const sent = await rollcall.call("/webhook/test", { method: "POST", body: { id, event_type } })
    expect(sent.status).toBe(200)
    expect([event_type, keysOf(received.at(-1))]).toEqual([event_type, keysOf(real)])
  }
})
