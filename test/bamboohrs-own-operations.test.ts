import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Connected, startRollcall } from "./rollcall.js"
import { bamboohr } from "./systems/bamboohr.js"

let rollcall: Connected
beforeAll(async () => {
  rollcall = await startRollcall({ system: bamboohr, sandbox: { size: 40, today: "2026-11-23" } })
})
afterAll(() => rollcall.close())

const ask = (path: string, method: "GET" | "POST" | "PATCH" | "DELETE" = "GET", body?: unknown) =>
  rollcall.call(path, { method, ...(body === undefined ? {} : { body }) })
/** Ids of a list, page by page. */
async function readAll(path: string, column: string, limit = 7, post?: unknown): Promise<string[]> {
  const ids: string[] = []
  let cursor = ""
  do {
    const answer = await ask(`${path}&limit=${limit}&next_cursor=${cursor}`, post ? "POST" : "GET", post)
    expect(answer.status, `${path} ${answer.text.slice(0, 200)}`).toBe(200)
    ids.push(...answer.body.result.map((row: any) => String(row[column] ?? row.fields?.[column])))
    cursor = answer.body.next_cursor ?? ""
  } while (cursor !== "")
  return ids
}
const unique = (ids: readonly string[]) => [...new Set(ids)].sort()

describe("BambooHR's own lists", () => {
  it("have everybody, each once, whichever way they are paged", async () => {
    const all = rollcall.company.people().map(({ id }) => id)
    const everybody = await readAll("/proxy/employees?ACC", "employeeId")
    expect(everybody).toHaveLength(all.length)
    expect(unique(everybody)).toEqual(unique(all))
    const rows = await readAll("/proxy/report-rows/list?ACC&onlyCurrent=false", "id", 9, { fields: ["id", "hireDate"] })
    expect(unique(rows)).toEqual(unique(all))
    expect(await readAll("/proxy/report-rows?ACC&onlyCurrent=false&fields=id,hireDate", "id", 9)).toEqual(rows)
    const set = { fields: ["eeid", "firstName"] }
    expect(unique(await readAll("/proxy/dataset-rows/list?ACC&datasetName=employee", "eeid", 11, set))).toEqual(
      unique(all),
    )
  })

  it("are answered as rows whatever shape they come in", async () => {
    for (const [path, column] of [
      ["users", "id"],
      ["time-off-types", "id"],
      ["locations", "id"],
      ["fields", "id"],
      ["lists", "id"],
      ["datasets", "name"],
      ["dataset-fields?datasetName=employee", "name"],
      ["employee-directory", "id"],
      ["employee-tables?employeeId=all&table=jobInfo", "id"],
      ["time-off-requests?start=2020-01-01&end=2030-12-31", "id"],
      ["webhook-monitor-fields", "id"],
    ] as const) {
      const [name, query = ""] = path.split("?")
      const answer = await ask(`/proxy/${name}?ACC&${query}&limit=500`)
      expect(answer.status, `${path} ${answer.text.slice(0, 300)}`).toBe(200)
      expect(answer.body.result.length, path).toBeGreaterThan(0)
      const ids = await readAll(`/proxy/${name}?ACC&${query}`, column, 20)
      expect(ids.slice(0, answer.body.result.length), path).toEqual(
        answer.body.result.map((row: any) => String(row[column])),
      )
    }
  })

  it("are refused by the name of what is missing in their path", async () => {
    const { status, body } = await ask("/proxy/employee-tables?ACC&employeeId=4")
    expect([status, body.message]).toEqual([400, expect.stringContaining("table")])
  })
})

describe("BambooHR's own writes", () => {
  it("change a table row through its path, and answer null where BambooHR answers nothing", async () => {
    const [id = ""] = rollcall.company.people().map((one) => one.id)
    const at = `ACC&employeeId=${id}&table=jobInfo`
    const { result } = (await ask("/proxy/lists?ACC&limit=500")).body
    const titles = result
      .find((one: any) => one.alias === "jobTitle")
      .options.filter((one: any) => one.archived === "no")
    const [first, second] = titles.map((one: any) => one.name)
    const row = { date: "2026-11-01", jobTitle: first }
    const made = await ask(`/proxy/employee-tables?${at}`, "POST", row)
    expect([made.status, made.body, made.text]).toEqual([200, null, "null"])
    const { body } = await ask(`/proxy/employee-tables?${at}`)
    const mine = body.result.find((one: any) => one.date === "2026-11-01")
    const changed = await ask(`/proxy/employee-tables/${mine.id}?${at}`, "PATCH", { ...row, jobTitle: second })
    expect([changed.status, changed.text]).toEqual([200, "null"])
    const after = (await ask(`/proxy/employee-tables?${at}`)).body.result.find((one: any) => one.id === mine.id)
    expect(after.jobTitle).toBe(second)
    expect((await ask(`/proxy/employee-tables/${mine.id}?${at}`, "DELETE")).status).toBe(200)
    expect((await ask(`/proxy/employee-tables?${at}`)).body.result.some((one: any) => one.id === mine.id)).toBe(false)
  })

  it("ask for time off and cancel it", async () => {
    const [id = ""] = rollcall.company.people().map((one) => one.id)
    const [type] = (await ask("/proxy/time-off-types?ACC")).body.result
    const wanted = {
      status: "requested",
      start: "2026-12-01",
      end: "2026-12-01",
      timeOffTypeId: Number(type.id),
      amount: 1,
    }
    const made = await ask(`/proxy/time-off-requests?ACC&employeeId=${id}`, "POST", wanted)
    expect([made.status, made.body.employeeId], made.text).toEqual([201, id])
    const ended = await ask(`/proxy/time-off-requests/status?ACC&id=${made.body.id}`, "POST", { status: "canceled" })
    expect([ended.status, ended.text]).toEqual([200, "null"])
    const { body } = await ask(`/proxy/time-off-requests?ACC&start=2026-12-01&end=2026-12-01&id=${made.body.id}`)
    expect(body.result.map((one: any) => one.status.status)).toEqual(["canceled"])
  })

  it("delete a webhook and answer BambooHR's sentence as text", async () => {
    const webhook = {
      ...{ name: "x", url: "https://example.test/h", format: "json", events: ["employee.updated"] },
      monitorFields: ["firstName"],
    }
    const made = await ask("/proxy/webhooks?ACC", "POST", webhook)
    expect(made.status, made.text).toBe(201)
    const gone = await ask(`/proxy/webhooks/${made.body.id}?ACC`, "DELETE")
    expect([gone.status, gone.headers["content-type"]]).toEqual([200, expect.stringContaining("text/plain")])
    expect(gone.headers["content-disposition"]).toBe("attachment")
    expect(gone.text).toMatch(/\w/)
  })
})

it("a picture comes as it is, and an employee by the id that stands for one's own", async () => {
  const mine = await ask("/proxy/employees/0?ACC&fields=firstName")
  expect([mine.status, mine.body.id]).toEqual([200, expect.stringMatching(/^[1-9]/)])
  const people = (await ask("/proxy/employees?ACC&limit=500")).body.result
  const { employeeId } = people.find((one: any) => /\/photos\//.test(one.photoUrl))
  const path = `/proxy/employee-photos/read?ACC&employeeId=${employeeId}&size=small`
  const { status, headers } = await ask(path, "POST", {})
  expect([status, headers["content-type"], headers["content-disposition"]]).toEqual([200, "image/jpeg", "attachment"])
})

it("every operation is a tool whose name and parameters an agent can use", async () => {
  const { result: body } = (await ask(`/integrated-account/${rollcall.accountId}/tools`)).body
  expect(body).toHaveLength(207)
  expect(new Set(body.map((tool: any) => tool.name)).size).toBe(207)
  const names = body.flatMap((tool: any) => [
    tool.name,
    ...Object.keys(tool.query_schema.properties),
    ...Object.keys(tool.body_schema.properties),
  ])
  expect(names.filter((name: string) => !/^[a-zA-Z0-9_-]{1,64}$/.test(name))).toEqual([])
  const table = body.find((tool: any) => tool.name === "list_all_bamboohr_employee_tables")
  expect(table.required).toEqual(["employeeId", "table"])
})

it("any version of the API is reached by a custom call, below the root or from the host", async () => {
  const [id = ""] = rollcall.company.people().map((one) => one.id)
  for (const path of [
    `v1/employees/${id}/tables/jobInfo`,
    `api/v1_1/employees/${id}/time_off/policies`,
    "v1_2/datasets",
  ]) {
    const { status, body, text } = await ask(`/custom/${path}?ACC`)
    expect([status, body?.next_cursor], `${path} ${text.slice(0, 300)}`).toEqual([200, null])
  }
})
