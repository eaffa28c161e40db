import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Rollcall, startRollcall } from "./rollcall.js"
import { runSync } from "./sync.js"
import { pagesInDoubt, pagesOf } from "./systems/factorial.js"
import { systems } from "./systems.js"

describe.each(systems)("A first sync of $name", (system) => {
  it("makes no more than 1.05 times the calls that its tables need", async () => {
    const connected = await startRollcall({ system, sandbox: { size: 240 } })
    try {
      connected.company.requests = []
      const run = await runSync(connected)
      expect(run.status).toBe("completed")
      const calls = Object.values<any>(run.progress).reduce((sum, one) => sum + one.upstream_calls, 0)
      expect(connected.company.requests).toHaveLength(calls)
      expect(calls).toBeLessThanOrEqual(1.05 * connected.company.callsForAll())
      expect(calls).toBeGreaterThan(system.resources.length)
    } finally {
      await connected.close()
    }
  })
})

describe("One page of Factorial's", () => {
  const SIZE = 120
  let rollcall: Rollcall
  beforeAll(async () => {
    rollcall = await startRollcall({ sandbox: { size: SIZE } })
  })
  afterAll(() => rollcall.close())
  beforeEach(() => {
    rollcall.sandbox.running.requests = []
  })

  const asked = () =>
    rollcall.sandbox.running.requests.map(({ url }) => url.split("?")[0]?.split("/resources/")[1] ?? url)
  const count = (table: string) => asked().filter((one) => one === table).length
  const rows = (table: string) => rollcall.sandbox.running.store.all(table)

  /** Rows of a table that belong to the first hundred employees. */
  function joined(table: string): number {
    const first = new Set(
      rows("employees/employees")
        .slice(0, 100)
        .map((row) => row.id),
    )
    return rows(table).filter((row) => first.has(String(row.employee_id ?? row.valuable_id))).length
  }

  const page = "/unified/hris/employees?ACC&limit=100"
  const BY_EMPLOYEE = ["contracts/contract_versions", "teams/memberships", "custom_fields/values"]

  describe("100 unified employees with all joins", () => {
    it("asks for the pages the joined rows fill, and 4 small lists and the teams in doubt when cold, 1 page when warm", async () => {
      await rollcall.call(page)
      const ofTeams = (table: string) => (table === "teams/memberships" ? pagesInDoubt(rollcall.sandbox) : 0)
      for (const table of BY_EMPLOYEE) expect(count(table), table).toBe(pagesOf(joined(table)) + ofTeams(table))
      const ofRows = BY_EMPLOYEE.reduce((sum, table) => sum + pagesOf(joined(table)), 0)
      const lists = [
        "locations/locations",
        "companies/legal_entities",
        "teams/teams",
        "custom_fields/fields",
        "job_catalog/tree_nodes",
      ]
      const levels = rows("job_catalog/tree_nodes").filter((row) => row.type === "jobcatalog_treelevel")
      for (const table of lists)
        expect(count(table), table).toBe(pagesOf(table.endsWith("nodes") ? levels.length : rows(table).length))
      const needed = new Set(rows("contracts/contract_versions").map((row) => row.job_catalog_tree_node_uuid)).size
      const beyondNeed = asked().length - ofRows - pagesInDoubt(rollcall.sandbox) - (lists.length - 1) - pagesOf(needed)
      expect(beyondNeed).toBeLessThanOrEqual(4)

      rollcall.sandbox.running.requests = []
      await rollcall.call(page)
      expect(asked().filter((one) => !BY_EMPLOYEE.includes(one))).toEqual(["employees/employees"])
      expect(asked().length).toBe(1 + ofRows)
    })

    it("does not ask for a join whose fields the caller excluded", async () => {
      const without =
        "custom_fields,groups,manager,work_location,company,employments,job_title,start_date,termination_date,employment_status,employment_status_source,employment_type,employment_type_source,weekly_hours"
      const { body } = await rollcall.call(`${page}&truto_exclude_fields=${without}`)
      expect(asked()).toEqual(["employees/employees"])
      expect(Object.keys(body.result[0])).not.toContain("custom_fields")
    })

    it("still asks for what a filter needs, whatever is excluded", async () => {
      const { body } = await rollcall.call(`${page}&truto_exclude_fields=employment_status&employment_status=pending`)
      expect(body.result.length).toBeGreaterThan(0)
      expect(body.result[0].employment_status).toBeUndefined()
    })

    it("is read once for callers who ask for the same at the same moment", async () => {
      rollcall.sandbox.running.faults.add({ kind: "latency", latencyMs: 1_500 })
      const answers = await Promise.all(Array.from({ length: 10 }, () => rollcall.call(page)))
      rollcall.sandbox.running.faults.clear()
      expect(new Set(answers.map(({ body }) => JSON.stringify(body.result))).size).toBe(1)
      expect(count("employees/employees")).toBe(1)
      const customValues = "custom_fields/values"
      expect(count(customValues)).toBe(pagesOf(joined(customValues)))
    })

    it("is at most 5 round trips deep, 2 of them for large nested teams, also when nothing is known yet", async () => {
      const cold = await startRollcall({ sandbox: { size: SIZE } })
      const latencyMs = 1_200
      cold.sandbox.running.faults.add({ kind: "latency", latencyMs })
      await cold.call(page)
      const ended = cold.sandbox.running.requests.map(({ at }) => Date.parse(at)).sort((a, b) => a - b)
      await cold.close()
      // Every call takes the same time, so those of one round end together: a gap between ends begins a new round.
      const gaps = ended.slice(1).map((end, index) => end - (ended[index] ?? 0))
      const rounds = 1 + gaps.filter((gap) => gap > latencyMs * 0.6).length
      expect(rounds).toBeGreaterThan(1)
      expect(rounds).toBeLessThanOrEqual(5)
    })
  })
})
