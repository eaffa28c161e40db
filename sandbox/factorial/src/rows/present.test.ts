import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Sandbox, startSandbox } from "../index.js"

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ size: 20, today: "2026-11-23" })
})
afterAll(() => sandbox.close())

const ROOT = "/api/2026-10-01/resources"
async function call(path: string, body?: object): Promise<{ status: number; body: any }> {
  const answer = await fetch(`${sandbox.url}${path.startsWith("/") ? "" : `${ROOT}/`}${path}`, {
    headers: { "x-api-key": sandbox.apiKey },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() }
}
const all = (table: string) => sandbox.running.store.all(table)

describe("as the original was seen to do it", () => {
  it("durations of a leave are objects, and only there when they are asked for", async () => {
    const leave = {
      employee_id: all("employees/employees").at(-1)?.id,
      leave_type_id: all("timeoff/leave_types")[0]?.id,
      start_on: "2027-05-07",
      finish_on: "2027-05-10",
    }
    const { id } = (await call("timeoff/leaves", leave)).body
    const read = async (query: string) => (await call(`timeoff/leaves?ids[]=${id}${query}`)).body.data[0]
    expect(await read("")).toMatchObject({ duration_attributes: null, duration_by_day_attributes: null, days_taken: 4 })
    expect((await read("&include_duration=true")).duration_attributes).toEqual({ days: 2, hours: 16 })
    const { days_taken, duration_by_day_attributes } = await read("&include_duration_by_day=true")
    expect(days_taken).toBe(2)
    expect(duration_by_day_attributes.used_units_by_day).toEqual({
      days: { "2027-05-07": 1, "2027-05-08": 0, "2027-05-09": 0, "2027-05-10": 1 },
      hours: { "2027-05-07": 8, "2027-05-08": 0, "2027-05-09": 0, "2027-05-10": 8 },
    })
  })

  it("the team of one read says where its rows come from, up to a thousand of them, and never which are direct", async () => {
    const team = all("teams/teams").find((one) => one.parent_team_id === null)
    const read = async () => (await call(`teams/memberships?team_ids[]=${team?.id}`)).body.data
    const [row] = await read()
    expect(row.direct).toBeNull()
    expect(row.source_team_ids).not.toEqual([])
    const crowd = Array.from({ length: 1_001 }, (_, index) => String(index))
    sandbox.running.store.update("teams/teams", team?.id ?? "", { employee_ids: crowd })
    expect((await read())[0].source_team_ids).toEqual([])
  })

  it("the challenge of a subscription is not shown again, and is sent all the same", async () => {
    const made = await call("api_public/webhook_subscriptions", {
      company_id: "1",
      subscription_type: "teams/team/create",
      target_url: "http://127.0.0.1:9/",
      challenge: "secret",
    })
    expect(made.body.challenge).toBeNull()
    expect((await call("api_public/webhook_subscriptions")).body.data[0].challenge).toBeNull()
    expect(all("api_public/webhook_subscriptions")[0]?.challenge).toBe("secret")
  })

  it("generations before dated versions are gone", async () => {
    expect((await call("/api/v2/resources/employees/employees")).status).toBe(404)
    expect((await call("/api/v1/employees")).status).toBe(404)
  })

  it("leave types of a person need a day", async () => {
    const person = all("employees/employees")[0]?.id
    expect((await call(`timeoff/leave_types?employee_id=${person}`)).status).toBe(422)
    expect((await call(`timeoff/leave_types?employee_id=${person}&reference_date=2026-11-01`)).status).toBe(200)
  })
})
