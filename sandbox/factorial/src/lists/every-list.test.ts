import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Sandbox, startSandbox } from "../index.js"
import { operationsOf } from "../spec/index.js"

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ size: 30, today: "2026-11-23", firstId: "18446744073709550" })
})
afterAll(() => sandbox.close())

const COMPUTED = ["timeoff/allowance_stats", "contracts/reference_contracts", "timeoff/french_leave_day_counts"]
/** They come whole, or have no cursors. */
const WITHOUT = ["attendance/shifts", "attendance/worked_times"]
const listed = () =>
  [...new Set([...sandbox.running.store.tables(), ...COMPUTED])].filter((table) => operationsOf(table)?.list)

async function read(table: string, query: Record<string, string>, version = "2026-10-01") {
  const needed = { from: "2026-01-01", to: "2026-12-31", include_deleted_leaves: "true" }
  const url = `${sandbox.url}/api/${version}/resources/${table}?${new URLSearchParams({ ...needed, ...query })}`
  const answer = await fetch(url, { headers: { "x-api-key": sandbox.apiKey } })
  return { status: answer.status, text: await answer.text() }
}

/** By page numbers, which know nothing of cursors. */
async function readWhole(table: string): Promise<string[]> {
  const rows: unknown[] = []
  for (let page = 1; ; page += 1) {
    const { data, meta } = JSON.parse((await read(table, { page: String(page) })).text)
    rows.push(...data)
    if (!meta.has_next_page) return rows.map((row) => JSON.stringify(row))
  }
}

describe("every list", () => {
  it("takes its own cursors, and is read to its end by them", async () => {
    const walked: string[] = []
    for (const table of listed().filter((one) => !WITHOUT.includes(one))) {
      const { total } = JSON.parse((await read(table, {})).text).meta
      const limit = String(Math.min(100, Math.max(1, Math.ceil(total / 4))))
      const rows: string[] = []
      let meta = { has_next_page: true, end_cursor: "" }
      while (meta.has_next_page) {
        const after = meta.end_cursor === "" ? {} : { after_id: meta.end_cursor }
        const { status, text } = await read(table, { limit, ...after })
        expect([table, status]).toEqual([table, 200])
        const page = JSON.parse(text)
        rows.push(...page.data.map((row: unknown) => JSON.stringify(row)))
        meta = page.meta
      }
      const whole = await readWhole(table)
      expect([table, rows.length, rows]).toEqual([table, total, whole])
      walked.push(table)
    }
    expect(walked).toEqual(expect.arrayContaining(COMPUTED))
  })

  it("is JSON in every version, with text that looks like an id kept as text", async () => {
    for (const version of ["2025-10-01", "2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"]) {
      for (const table of listed().filter((one) => one !== "attendance/worked_times")) {
        const { text } = await read(table, {}, version)
        expect(() => JSON.parse(text), `${table} in ${version}`).not.toThrow()
      }
    }
    const codes = JSON.parse((await read("payroll_employees/identifiers", {}, "2026-04-01")).text).data
    expect(codes.map((row: any) => typeof row.tax_id)).not.toContain("number")
    expect(codes.map((row: any) => typeof row.employee_id)).not.toContain("string")
  })
})
