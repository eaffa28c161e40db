import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Connected, startRollcall } from "./rollcall.js"
import { systems } from "./systems.js"

describe.each(systems)("Of $name", (system) => {
  let rollcall: Connected
  beforeAll(async () => {
    rollcall = await startRollcall({ system, sandbox: { size: 12 } })
  })
  afterAll(() => rollcall.close())

  const first = async (resource: string, query = "") =>
    (await rollcall.call(`/unified/hris/${resource}?ACC&limit=1${query}`)).body.result?.[0]

  it("a document is downloaded under its name", async () => {
    const { id, name } = await first("documents")
    const { status, headers, text } = await rollcall.call(`/unified/hris/documents/${id}/download?ACC`)
    expect([status, text.slice(0, 8)]).toEqual([200, "%PDF-1.4"])
    expect(headers["content-disposition"]).toContain("attachment")
    expect(decodeURIComponent(String(headers["content-disposition"]))).toContain(name)
    expect(headers["content-security-policy"]).toContain("sandbox")
  })

  it("a document that is not there is a 404, and what is no id a 400", async () => {
    const download = async (id: string) => (await rollcall.call(`/unified/hris/documents/${id}/download?ACC`)).status
    expect([await download("999"), await download("%24")]).toEqual([404, 400])
  })

  it.each(["timeoff_balances", "holidays", "documents"])("one row of %s is the listed one", async (resource) => {
    const row = await first(resource)
    expect((await rollcall.call(`/unified/hris/${resource}/${row.id}?ACC`)).body).toEqual(row)
    expect((await rollcall.call(`/unified/hris/${resource}/999-999?ACC`)).status).toBe(404)
  })

  it.each(["attendance", "timeoff_balances", "holidays", "documents"])(
    "a filter by id costs the calls of one row of %s, whatever the day is",
    async (resource) => {
      const row = await first(resource)
      // Not every HR system has attendance.
      if (row === undefined) return
      const ask = async (query: string) => {
        rollcall.company.requests = []
        const { result } = (await rollcall.call(`/unified/hris/${resource}?ACC&${query}`)).body
        return { rows: result, calls: rollcall.company.requests.length }
      }
      const one = await ask(`id=${row.id}`)
      expect(one.rows).toEqual([row])
      expect(one.calls).toBeLessThan(5)
      expect((await ask(`id[in]=${row.id},999-999`)).rows).toEqual([row])
      expect((await ask("id=999-999")).rows).toEqual([])
    },
  )

  it("rows of one person are asked for alone", async () => {
    const { employee } = await first("timeoff_balances")
    rollcall.company.requests = []
    const { result } = (await rollcall.call(`/unified/hris/timeoff_balances?ACC&employee_id=${employee.id}`)).body
    expect(new Set(result.map((row: any) => row.employee.id))).toEqual(new Set([employee.id]))
    expect(rollcall.company.requests.length).toBeLessThan(8)
  })

  it("days that are asked for are read, and a last day long ago needs a first one", async () => {
    const { date } = await first("holidays")
    const on = async (query: string) => rollcall.call(`/unified/hris/holidays?ACC&${query}`)
    const { result } = (await on(`date=${date}`)).body
    expect(new Set(result.map((row: any) => row.date))).toEqual(new Set([date]))
    expect((await on("date[gte]=1999-01-01&date[lte]=1999-12-31")).body.result).toEqual([])
    // Where holidays can only be asked for by days, how far back is meant has to be said.
    expect((await on("date[lte]=1999-12-31")).status).toBe(system.anyOrder.includes("holidays") ? 400 : 200)
  })

  it("days of remote_query that are none are a 400 that names them", async () => {
    const [list, name] = system.anyOrder.includes("holidays") ? ["holidays", "start"] : ["attendance", "start_on"]
    for (const day of ["soon", "2026-02-30", "zzz"]) {
      const { status, body } = await rollcall.call(`/unified/hris/${list}?ACC&remote_query[${name}]=${day}`)
      expect([status, body.code, body.message]).toEqual([400, "request.invalid", expect.stringContaining(day)])
    }
  })
})
