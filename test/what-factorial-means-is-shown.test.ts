import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Rollcall, startRollcall } from "./rollcall.js"

let rollcall: Rollcall
beforeAll(async () => {
  // In the company's own time zone.
  rollcall = await startRollcall({ sandbox: { size: 30, today: "2026-11-23" }, sync: { enabled: false } })
})
afterAll(() => rollcall.close())

const rows = (table: string) => rollcall.sandbox.running.store.all(table)
const set = (table: string, id: string, values: any) => rollcall.sandbox.running.store.update(table, id, values)
const get = async (path: string) => (await rollcall.call(`/unified/hris/${path}`)).body
const someone = (): any => rows("employees/employees").find((row) => row.terminated_on === null)

describe("a created time-off request", () => {
  const create = (body: object) =>
    rollcall.call("/unified/hris/timeoff_requests?ACC", {
      method: "POST",
      body: { employee: { id: someone().id }, timeoff_type: String(rows("timeoff/leave_types")[0]?.id), ...body },
    })
  it("is of the company's day, and is answered as a read shows it", async () => {
    const { status, body } = await create({ start_time: "2027-03-14T23:00:00Z", end_time: "2027-03-17T22:30:00Z" })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({ start_time: "2027-03-15", end_time: "2027-03-17", amount: 3 })
    expect(await get(`timeoff_requests/${body.id}?ACC`)).toEqual(body)
  })
  it("of hours has the company's clock", async () => {
    const { body } = await create({ start_time: "2027-07-05T07:00:00Z", end_time: "2027-07-05T09:30:00Z" })
    expect(body).toMatchObject({ start_time: "2027-07-05T09:00:00", end_time: "2027-07-05T11:30:00", amount: 2.5 })
    expect(await get(`timeoff_requests/${body.id}?ACC`)).toEqual(body)
  })
  it("on a day that is none is a 400", async () => {
    const { status, body } = await create({ start_time: "2027-02-30", end_time: "2027-03-02" })
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining("a day that exists")])
  })
})

describe("filters", () => {
  it("find an address whose plus was not encoded", async () => {
    const { id } = someone()
    set("employees/employees", String(id), { login_email: "a+b@x.example" })
    const { result } = await get("employees?ACC&emails=a+b@x.example")
    expect(result.map((row: any) => row.id)).toEqual([id])
  })
  it("find who is away without an end", async () => {
    const [leave] = rows("timeoff/leaves")
    set("timeoff/leaves", String(leave?.id), { start_on: "2026-09-01", finish_on: null, deleted_at: null })
    const { result } = await get("timeoff_requests?ACC&start_time[lte]=2026-11-23&end_time[gte]=2026-11-23&limit=500")
    expect(result.map((row: any) => row.id)).toContain(leave?.id)
  })
  it("take bounds as far away as days go, and refuse days that are none", async () => {
    const all = await get("employees?ACC&limit=500")
    const far = await get("employees?ACC&limit=500&updated_at[gte]=0001-01-01&updated_at[lte]=9999-12-31")
    expect(far.result).toEqual(all.result)
    expect(await get("employees?ACC&start_date[gte]=2026-02-30")).toMatchObject({ statusCode: 400 })
    expect(await get("employees?ACC&employment_status[in]=actve")).toMatchObject({ statusCode: 400 })
  })
})

describe("teams", () => {
  it("of one's own in a team and in the one above it are both shown, and only teams in doubt are asked for", async () => {
    const child = rows("teams/teams").find((team) => team.parent_team_id !== null)
    const parent = String(child?.parent_team_id)
    const inherited = rows("teams/memberships").find((one) => one.team_id === parent && one.direct === false)
    const person = String(inherited?.employee_id)
    const groups = async () => (await get(`employees/${person}?ACC`)).groups.map((one: any) => one.id)
    expect(await groups()).not.toContain(parent)
    const sources = [...(Array.isArray(inherited?.source_team_ids) ? inherited.source_team_ids : []), parent]
    set("teams/memberships", String(inherited?.id), { direct: true, source_team_ids: sources })
    // A write makes lists be read anew.
    await rollcall.call("/proxy/teams-teams?ACC", { method: "POST", body: { name: "Another" } })
    rollcall.sandbox.running.requests = []
    expect(await groups()).toContain(parent)
    const asked = rollcall.sandbox.running.requests.map(({ url }) => decodeURIComponent(url))
    const ofTeams = asked.filter((one) => one.includes("team_ids[]="))
    expect(new Set(ofTeams.map((url) => url.match(/team_ids\[\]=/g)?.length))).toEqual(new Set([1]))
  })
  it("that contain themselves lose nobody", async () => {
    const [team] = rows("teams/teams").filter((one) => one.parent_team_id === null)
    const before = await rollcall.readAll("employees")
    set("teams/teams", String(team?.id), { parent_team_id: team?.id })
    await rollcall.call("/proxy/teams-teams?ACC", { method: "POST", body: { name: "Something else" } })
    const after = await rollcall.readAll("employees")
    expect(after.map((row) => row.groups)).toEqual(before.map((row) => row.groups))
    expect((await get(`groups/${team?.id}?ACC`)).parent_group).toBeNull()
  })
  it("whose lead manages themselves have a lead without a manager", async () => {
    const { id } = someone()
    set("employees/employees", String(id), { manager_id: id })
    expect((await get(`employees/${id}?ACC`)).manager).toBeNull()
  })
})
