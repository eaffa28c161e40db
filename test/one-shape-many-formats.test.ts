import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Rollcall, startRollcall } from "./rollcall.js"

let rollcall: Rollcall
beforeAll(async () => {
  rollcall = await startRollcall({ sandbox: { size: 40, today: "2026-11-23" } })
})
afterAll(() => rollcall.close())

const list = "/unified/hris/employees?ACC"
const rows = (table: string) => rollcall.sandbox.running.store.all(table)

describe("formats of a list", () => {
  it("raw is Factorial's page as it came", async () => {
    const { body } = await rollcall.call(`${list}&truto_response_format=raw&limit=3`)
    expect(body.data.map((row: any) => row.id)).toEqual(
      rows("employees/employees")
        .slice(0, 3)
        .map((row) => row.id),
    )
    expect(body.meta.total).toBe(40)
  })
  it("normalized has every key and no remote data", async () => {
    const { body } = await rollcall.call(`${list}&truto_response_format=normalized&limit=1`)
    expect(body.result[0]).toMatchObject({ middle_name: null, pay_group: null })
    expect(body.result[0]).not.toHaveProperty("remote_data")
  })
  it("stream gives the same as unified", async () => {
    for (const query of ["&limit=7", "&truto_key_by=id&limit=500", "&employment_status=active&limit=500"]) {
      const [streamed, plain] = [
        await rollcall.call(`${list}${query}&truto_response_format=stream`),
        await rollcall.call(list + query),
      ]
      expect(streamed.body).toEqual(plain.body)
    }
  })
  it("debug shows the call without the credential", async () => {
    const { body, text } = await rollcall.call(`${list}&truto_response_format=debug&limit=1`)
    expect(body.debug.requestUrl).toContain("/employees/employees?limit=1")
    expect(body.debug.data.data).toHaveLength(1)
    expect(text).not.toContain(rollcall.sandbox.apiKey)
  })
  it("is keyed by a field, without remote data and excluded fields", async () => {
    const { body } = await rollcall.call(
      `${list}&truto_key_by=id&truto_ignore_remote_data=true&truto_exclude_fields[]=emails&truto_exclude_fields[]=name&limit=500`,
    )
    const first = rows("employees/employees")[0]
    expect(Object.keys(body.result)).toHaveLength(40)
    expect(body.result[first?.id ?? ""].first_name).toBe(first?.first_name)
    for (const gone of ["remote_data", "emails", "name"]) expect(body.result[first?.id ?? ""]).not.toHaveProperty(gone)
    expect(body.result_count).toBe(40)
  })
  it("ignores the limit when asked to", async () => {
    const { body } = await rollcall.call(`${list}&limit=2&truto_ignore_limit=true`)
    expect(body.result_count).toBe(40)
    expect(body.next_cursor).toBeNull()
  })
  it("passes remote_query on, and nothing of ours", async () => {
    rollcall.sandbox.running.requests = []
    const { body } = await rollcall.call(`${list}&remote_query[full_text_name]=zzzz`)
    expect(body.result).toEqual([])
    const urls = rollcall.sandbox.running.requests.map(({ url }) => url).join()
    expect(urls).toContain("full_text_name=zzzz")
    expect(urls).not.toMatch(/integrated_account_id|truto_/)
  })
})

describe("going back", () => {
  it("prev_cursor leads through the same pages the other way", async () => {
    const forward: string[][] = []
    let cursor = ""
    let back: string | null = null
    for (let page = 0; page < 6; page++) {
      const { body } = await rollcall.call(`${list}&limit=7&next_cursor=${cursor}`)
      forward.push(body.result.map((row: any) => row.id))
      cursor = body.next_cursor
      back = body.prev_cursor
    }
    expect(cursor).toBeNull()
    const backward: string[][] = []
    while (back) {
      const { body }: { body: any } = await rollcall.call(`${list}&limit=7&next_cursor=${back}`)
      backward.unshift(body.result.map((row: any) => row.id))
      back = body.prev_cursor
    }
    expect(backward).toEqual(forward.slice(0, -1))
  })
  it("works through filters too", async () => {
    const query = `${list}&employment_status=active&limit=5`
    const first = await rollcall.call(query)
    const second = await rollcall.call(`${query}&next_cursor=${first.body.next_cursor}`)
    const again = await rollcall.call(`${query}&next_cursor=${second.body.prev_cursor}`)
    expect(again.body.result.map((row: any) => row.id)).toEqual(first.body.result.map((row: any) => row.id))
  })
})

describe("filters", () => {
  const all = async () => rollcall.readAll("employees")
  const ids = (found: any[]) => found.map((row) => row.id)
  it.each([
    ["employment_status=active", (row: any) => row.employment_status === "active"],
    ["employment_status[in]=inactive,pending", (row: any) => row.employment_status !== "active"],
    ["employment_status[ne]=active", (row: any) => row.employment_status !== "active"],
    ["EMAIL", (row: any) => row.emails.some((one: any) => one.email.startsWith("sergi"))],
    ["MANAGER", (row: any) => row.manager?.id === "BOSS"],
    ["work_location[country]=ES", (row: any) => row.work_location.country === "ES"],
    [
      "groups[type]=team&work_location[country]=es",
      (row: any) => row.groups.length > 0 && row.work_location.country === "ES",
    ],
    [
      "start_date[gte]=2022-01-01&start_date[lt]=2025-01-01",
      (row: any) => row.start_date >= "2022-01-01" && row.start_date < "2025-01-01",
    ],
    ["updated_at[gte]=2026-06-01T00:00:00Z", (row: any) => row.updated_at >= "2026-06-01"],
    ["created_at[gt]=2020-05-05", (row: any) => row.created_at.slice(0, 10) > "2020-05-05"],
  ])("%s keeps what it says, at every page size", async (query, keeps) => {
    const rows = await all()
    const boss = rows.find((row) => row.manager)?.manager.id
    const email = rows[0].emails[0].email
    const text = query
      .replace("EMAIL", `emails=${encodeURIComponent(email.toUpperCase())}`)
      .replace("MANAGER", `manager[id]=${boss}`)
    const wanted = rows.filter((row) =>
      query === "EMAIL"
        ? row.emails.some((one: any) => one.email === email)
        : query === "MANAGER"
          ? row.manager?.id === boss
          : keeps(row),
    )
    expect(wanted.length).toBeGreaterThan(0)
    for (const limit of [1, 3, 500])
      expect(ids(await rollcall.readAll("employees", { limit, query: `&${text}` }))).toEqual(ids(wanted))
  })
  it("on time-off requests agree with the rows", async () => {
    const rows = await rollcall.readAll("timeoff_requests")
    const one = rows[3]
    for (const [query, keeps] of [
      [`employee_id=${one.employee.id}`, (row: any) => row.employee.id === one.employee.id],
      [
        `employee[id]=${one.employee.id}&status=approved`,
        (row: any) => row.employee.id === one.employee.id && row.status === "approved",
      ],
      ["status=APPROVED", (row: any) => row.status === "approved"],
      ["status=pending", (row: any) => row.status === "pending"],
      ["status=cancelled", (row: any) => row.status === "cancelled"],
      ["status=rejected,cancelled", (row: any) => ["rejected", "cancelled"].includes(row.status)],
      [`timeoff_type=${encodeURIComponent(one.timeoff_type)}`, (row: any) => row.timeoff_type === one.timeoff_type],
      [`timeoff_type=${one.type.id}`, (row: any) => row.type.id === one.type.id],
      [`start_time=${one.start_time}`, (row: any) => row.start_time.slice(0, 10) === one.start_time],
      [
        "start_time[gte]=2026-06-01&end_time[lte]=2026-12-31",
        (row: any) =>
          row.start_time >= "2026-06-01" && row.end_time !== null && row.end_time.slice(0, 10) <= "2026-12-31",
      ],
      ["session[in]=morning,afternoon", (row: any) => row.session !== "full"],
    ] as const) {
      const found = await rollcall.readAll("timeoff_requests", { limit: 9, query: `&${query}` })
      expect(ids(found), query).toEqual(ids(rows.filter(keeps)))
      expect(found.length, query).toBeGreaterThan(0)
    }
  })
  it("that the HR system can't answer are refused by name", async () => {
    for (const query of [
      "groups?ACC&created_at[gt]=2020-01-01",
      "locations?ACC&updated_at=2020-01-01",
      "employees?ACC&no_such=1",
      "employees?ACC&manager[no]=1",
    ]) {
      const { status, body } = await rollcall.call(`/unified/hris/${query}`)
      expect(status, query).toBe(400)
      expect(body.message).toContain(/ACC&([^=]+)=/.exec(query)?.[1]?.split("[gt]")[0] ?? "")
    }
  })
})

describe("a cursor", () => {
  it("of another account, list or filter is refused", async () => {
    const { body } = await rollcall.call(`${list}&limit=5`)
    const other = await rollcall.app.accounts.admin.create(rollcall.app.environmentId, {
      tenantId: "o",
      context: { api_key: "other" },
      integration: "factorial",
      authenticationMethod: "api_key",
    })
    const cursor = body.next_cursor
    for (const path of [
      `/unified/hris/employees?integrated_account_id=${other.id}&next_cursor=${cursor}`,
      `/unified/hris/groups?ACC&next_cursor=${cursor}`,
      `${list}&employment_status=active&next_cursor=${cursor}`,
      `${list}&next_cursor=${cursor}x`,
      `${list}&next_cursor=${cursor.slice(2)}`,
    ]) {
      expect((await rollcall.call(path)).status, path).toBe(400)
    }
    expect((await rollcall.call(`${list}&limit=9&next_cursor=${cursor}`)).status).toBe(200)
  })
})
