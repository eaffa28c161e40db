import { connect } from "node:net"
import { RESOURCES } from "@rollcall/contract"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Rollcall, startRollcall, untilChecked } from "./rollcall.js"

/** What clients of Truto's API really send (rules R1 to R22 of its SDKs, as far as they concern this server). */
let rollcall: Rollcall
beforeAll(async () => {
  rollcall = await startRollcall({ sandbox: { size: 40, today: "2026-11-23" } })
})
afterAll(() => rollcall.close())

const list = "/unified/hris/employees?ACC"
const ids = ({ body }: { body: any }) => body.result.map((row: any) => row.id)

describe("requests", () => {
  it("R1 an empty next_cursor is the first page", async () => {
    expect(ids(await rollcall.call(`${list}&next_cursor=`))).toHaveLength(40)
    expect(ids(await rollcall.call("/proxy/teams-teams?ACC&next_cursor=&limit=2"))).toHaveLength(2)
  })
  it("R2 a trailing question mark means nothing", async () => {
    expect((await rollcall.call("/ping?")).body).toEqual({ pong: true })
    expect((await rollcall.call("/integrated-account?")).status).toBe(200)
  })
  it("R3 repeated leading slashes are one", async () => {
    expect((await rollcall.call(`//unified/hris/employees?ACC`)).status).toBe(200)
    expect((await rollcall.call("///integrated-account")).status).toBe(200)
  })
  it("R4 a JSON body is read whatever its content type", async () => {
    for (const type of ["text/plain;charset=UTF-8", "application/octet-stream", "application/x-www-form-urlencoded"]) {
      const { status } = await rollcall.call("/integrated-account/token", {
        method: "POST",
        headers: { "content-type": type },
        body: { integrated_account_id: rollcall.accountId },
      })
      expect(status, type).toBe(200)
    }
  })
  it("R5 an empty body with a JSON content type is fine, on POST and DELETE", async () => {
    const headers = { "content-type": "application/json" }
    const made = await rollcall.call("/api-token", { method: "POST", body: { name: "gone soon" } })
    expect((await rollcall.call(`/api-token/${made.body.id}`, { method: "DELETE", headers, body: "" })).status).toBe(
      200,
    )
    expect((await rollcall.call("/integrated-account/token", { method: "POST", headers, body: "" })).status).toBe(400)
  })
  it("R13 brackets come encoded or not, lists with and without numbers, spaces as plus", async () => {
    const [first, second] = ids(await rollcall.call(list))
    for (const query of [
      `ids%5B%5D=${first}&ids%5B%5D=${second}`,
      `ids[0]=${first}&ids[1]=${second}`,
      `ids[]=${first}&ids[]=${second}`,
    ]) {
      expect(ids(await rollcall.call(`/proxy/employees-employees?ACC&${query}`)), query).toEqual([first, second])
    }
    const row = (await rollcall.call(list)).body.result[0]
    const name = encodeURIComponent(row.name).replaceAll("%20", "+")
    expect(ids(await rollcall.call(`${list}&name=${name}`))).toEqual([row.id])
  })
  it("R14 encoded and raw ids are the same", async () => {
    const [first] = ids(await rollcall.call(list))
    expect(
      (await rollcall.call(`/unified/hris/employees/${[...first].map((digit) => `%3${digit}`).join("")}?ACC`)).body.id,
    ).toBe(first)
  })
  it("R15 an id sent again in the query is no filter", async () => {
    const [first] = ids(await rollcall.call(list))
    expect((await rollcall.call(`/proxy/employees-employees/${first}?ACC&id=${first}`)).body.id).toBe(first)
    expect((await rollcall.call(`/unified/hris/employees/${first}?ACC&id=${first}`)).body.id).toBe(first)
  })
  it("R20 unknown body keys do not fail", async () => {
    const { status } = await rollcall.call("/environment-integration", {
      method: "POST",
      body: { integration_id: "factorial", is_enabled: true, surprise: 1 },
    })
    expect(status).toBe(200)
  })
})

describe("answers", () => {
  it("R6 are JSON by content type, errors too", async () => {
    for (const path of [
      list,
      "/nothing",
      "/unified/hris/employees",
      "/proxy/teams-teams?ACC",
      "/custom/teams/teams?ACC",
    ]) {
      expect((await rollcall.call(path)).headers["content-type"], path).toContain("json")
    }
  })
  it("R7 of lists have result and next_cursor", async () => {
    for (const path of [
      list,
      "/proxy/teams-teams?ACC",
      "/integrated-account",
      "/integration",
      "/environment",
      "/api-token",
      "/unified-model",
      "/environment-unified-model",
      "/environment-integration",
    ]) {
      const { body } = await rollcall.call(path)
      expect(Array.isArray(body.result), path).toBe(true)
      expect(body, path).toHaveProperty("next_cursor")
    }
  })
  it("R8 that are empty have no next cursor", async () => {
    const { body } = await rollcall.call(`${list}&limit=1&name=nobody`)
    expect(body).toMatchObject({ result: [], next_cursor: null, result_count: 0 })
  })
  it("R12 of deletes have the id", async () => {
    const made = await rollcall.call("/integrated-account", {
      method: "POST",
      body: { tenant_id: "x", integration: "factorial", authentication_method: "api_key", context: { api_key: "k" } },
    })
    expect((await rollcall.call(`/integrated-account/${made.body.id}`, { method: "DELETE" })).body).toEqual({
      id: made.body.id,
    })
  })
  it("R15 R16 of tools have properties, required and the id", async () => {
    const { body } = await rollcall.call(
      `/integrated-account/${rollcall.accountId}/tools?methods=read,update&tags=timeoff`,
    )
    expect(new Set(body.result.map((tool: any) => tool.method))).toEqual(new Set(["list", "get", "update"]))
    for (const tool of body.result) {
      expect(tool).toMatchObject({ query_schema: { properties: {} }, body_schema: { properties: {} } })
      expect(Array.isArray(tool.required)).toBe(true)
      if (tool.method !== "list") expect(tool.query_schema.properties).toHaveProperty("id")
    }
  })
  it("capabilities list every proxy operation", async () => {
    const { body } = await rollcall.call(`/integrated-account/${rollcall.accountId}/capabilities`)
    expect(body.proxy.flatMap((one: any) => one.methods)).toHaveLength(615)
    expect(body.unified).toHaveLength(RESOURCES.length)
    expect(body.account).toMatchObject({ id: rollcall.accountId, status: "active" })
  })
  it("R19 have the standard reason phrase", async () => {
    const { port } = new URL(rollcall.url)
    const line = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), "127.0.0.1", () =>
        socket.write("GET /integrated-account HTTP/1.1\r\nhost: x\r\n\r\n"),
      )
      socket.once("data", (chunk) => {
        resolve(chunk.toString().split("\r\n")[0] ?? "")
        socket.destroy()
      })
    })
    expect(line).toBe("HTTP/1.1 401 Unauthorized")
  })
})

describe("the proxy", () => {
  it("creates, updates by PATCH, calls actions and deletes in Factorial's own shapes", async () => {
    const made = await rollcall.call("/proxy/teams-teams?ACC", { method: "POST", body: { name: "Crew" } })
    expect(made).toMatchObject({ status: 201, body: { name: "Crew" } })
    const id = made.body.id
    expect(
      (await rollcall.call(`/proxy/teams/teams/${id}?ACC`, { method: "PATCH", body: { name: "Crew 2" } })).body.name,
    ).toBe("Crew 2")
    const [parent] = rollcall.sandbox.running.store.all("teams/teams").map((row) => row.id)
    expect(
      (
        await rollcall.call("/proxy/teams-teams/move?ACC", {
          method: "POST",
          body: { id, destination_parent_team_id: parent },
        })
      ).body.parent_team_id,
    ).toBe(parent)
    expect((await rollcall.call(`/proxy/teams-teams/${id}?ACC`, { method: "DELETE" })).body.id).toBe(id)
    expect((await rollcall.call(`/proxy/teams-teams/${id}?ACC`)).status).toBe(404)
  })
  it("pages a list to its end and back, and numbered ones too", async () => {
    const read: string[] = []
    let cursor = ""
    do {
      const { body } = await rollcall.call(`/proxy/contracts-contract_versions?ACC&limit=4&next_cursor=${cursor}`)
      read.push(...ids({ body }))
      cursor = body.next_cursor ?? ""
    } while (cursor)
    expect(read).toEqual(rollcall.sandbox.running.store.all("contracts/contract_versions").map((row) => row.id))
    const many = await rollcall.call("/proxy/timeoff-leaves?ACC&limit=500&include_deleted_leaves=true")
    expect(ids(many)).toEqual(
      rollcall.sandbox.running.store
        .all("timeoff/leaves")
        .slice(0, 500)
        .map((row) => row.id),
    )
    const [person] = ids(await rollcall.call(list))
    const times = await rollcall.call(
      `/proxy/attendance-worked_times?ACC&employee_ids[]=${person}&start_on=2026-01-01&end_on=2026-07-31&limit=100`,
    )
    expect(times.body.result_count).toBe(100)
    const next = await rollcall.call(
      `/proxy/attendance-worked_times?ACC&employee_ids[]=${person}&start_on=2026-01-01&end_on=2026-07-31&limit=100&next_cursor=${times.body.next_cursor}`,
    )
    expect(next.body.result[0].id).not.toBe(times.body.result[0].id)
  })
  it("passes Factorial's refusal on, with what it said", async () => {
    const { status, body } = await rollcall.call("/proxy/teams-teams?ACC", { method: "POST", body: {} })
    expect(status).toBe(422)
    expect(body).toMatchObject({
      truto_is_remote_error: true,
      message: "name: can't be blank",
      raw_response: { errors: { name: ["can't be blank"] } },
    })
  })
})

describe("a time-off request", () => {
  const create = (body: object) => rollcall.call("/unified/hris/timeoff_requests?ACC", { method: "POST", body })
  it("is created by the type's name or id, for days, half a day and hours", async () => {
    const endless = new Set(
      (await rollcall.readAll("timeoff_requests")).filter((row) => row.end_time === null).map((row) => row.employee.id),
    )
    const employees = (await rollcall.call(`${list}&employment_status=active`)).body.result
    const employee = employees.find((row: any) => !endless.has(row.id))
    const types = (await rollcall.call("/unified/hris/timeoff_types?ACC")).body.result
    const holiday = types.find((one: any) => one.kind === "holiday")
    const days = await create({
      employee: { id: employee.id },
      start_time: "2027-06-07",
      end_time: "2027-06-09",
      timeoff_type: holiday.name.toUpperCase(),
      employee_note: "Sea",
    })
    expect(days).toMatchObject({
      status: 200,
      body: {
        status: "pending",
        type: { id: holiday.id },
        employee: { id: employee.id },
        start_time: "2027-06-07",
        end_time: "2027-06-09",
        employee_note: "Sea",
      },
    })
    expect((await rollcall.call(`/unified/hris/timeoff_requests/${days.body.id}?ACC`)).body).toMatchObject({
      id: days.body.id,
      amount: 3,
      units: "days",
    })
    const half = await create({
      employee: { id: employee.id },
      start_time: "2027-06-14",
      end_time: "2027-06-14",
      reason: { id: holiday.id },
      session: "morning",
    })
    expect(half.body).toMatchObject({ session: "morning" })
    expect((await rollcall.call(`/unified/hris/timeoff_requests/${half.body.id}?ACC`)).body.amount).toBe(0.5)
    const hours = await create({
      employee: { id: employee.id },
      start_time: "2027-06-21T14:00:00",
      end_time: "2027-06-21T16:30:00",
      timeoff_type: holiday.id,
    })
    expect(hours.body).toMatchObject({
      units: "hours",
      amount: 2.5,
      start_time: "2027-06-21T14:00:00",
      end_time: "2027-06-21T16:30:00",
    })
  })
  it.each([
    [{ start_time: "2027-01-01", end_time: "2027-01-01", timeoff_type: "1" }, "employee"],
    [{ employee: { id: "1" }, start_time: "x", end_time: "2027-01-01", timeoff_type: "1" }, "start_time"],
    [{ employee: { id: "1" }, start_time: "2027-01-02", end_time: "2027-01-01", timeoff_type: "1" }, "end_time"],
    [{ employee: { id: "1" }, start_time: "2027-01-01", end_time: "2027-01-01" }, "timeoff_type"],
    [{ employee: { id: "1" }, start_time: "2027-01-01", end_time: "2027-01-01", timeoff_type: "Nope" }, "Holidays"],
  ])("that is wrong is a 400 that says how", async (body, said) => {
    const answer = await create(body)
    expect(answer.status).toBe(400)
    expect(answer.body.message).toContain(said)
  })
  it("that Factorial refuses shows why", async () => {
    const answer = await create({
      employee: { id: "404404" },
      start_time: "2027-01-01",
      end_time: "2027-01-01",
      timeoff_type: "Holidays",
    })
    expect(answer).toMatchObject({ status: 422, body: { truto_is_remote_error: true } })
  })
})

describe("an imported OAuth connection", () => {
  it("is refreshed once for 32 calls on an expired token, and goes on", async () => {
    const { oauth } = rollcall.sandbox.running
    const pair = oauth.issue({ kind: "company_token", employeeId: null, scopes: null })
    const made = await rollcall.call("/integrated-account", {
      method: "POST",
      body: {
        tenant_id: "oauth",
        integration: "factorial",
        authentication_method: "oauth2",
        context: { oauth: { token: pair } },
      },
    })
    expect(made.status).toBe(200)
    expect(made.text).not.toContain(pair.refresh_token)
    await untilChecked(rollcall.app, made.body.id)
    const path = `/unified/hris/locations?integrated_account_id=${made.body.id}`
    expect((await rollcall.call(path)).status).toBe(200)
    oauth.expireAll()
    const before = oauth.refreshes
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, index) => rollcall.call(`${path}&limit=${index + 1}`)),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(oauth.refreshes - before).toBe(1)
    oauth.revokeAll()
    expect((await rollcall.call(path)).status).toBe(401)
    expect((await rollcall.call(`/integrated-account/${made.body.id}`)).body.status).toBe("needs_reauth")
  })
})
