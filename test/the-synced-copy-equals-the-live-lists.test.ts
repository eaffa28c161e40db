import { model, resourceCoverage } from "@rollcall/contract"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Connected, startRollcall } from "./rollcall.js"
import { readChanges, runSync, writesOf } from "./sync.js"
import { systems } from "./systems.js"

/** The rows of an answer as the bytes they came in. */
const rowsIn = (text: string) => text.slice('{"result":'.length, text.lastIndexOf(',"next_cursor"'))

const byId = (text: string) => Object.fromEntries(JSON.parse(text).result.map((row: any) => [row.id, row]))

describe.each(systems)("The synced copy of $name", (system) => {
  let rollcall: Connected
  beforeAll(async () => {
    rollcall = await startRollcall({
      system,
      sandbox: { size: 130, firstId: "36893488147419100" },
      sync: { enabled: false, remote_data: true },
    })
  })
  afterAll(() => rollcall.close())

  const textOf = async (path: string) => (await rollcall.call(path)).text

  describe("before the first sync", () => {
    it.each(system.resources)("%s of the synced copy are a 409 that says what to do", async (resource) => {
      const { status, body } = await rollcall.call(`/unified/hris/${resource}?ACC&source=synced`)
      expect(status).toBe(409)
      expect(body.message).toContain("POST /sync-run")
    })
  })

  describe("after a sync", () => {
    beforeAll(async () => {
      const run = await runSync(rollcall)
      expect(run.status, JSON.stringify(run)).toBe("completed")
    })

    it.each(system.resources)("%s equal the live list byte for byte", async (resource) => {
      const path = `/unified/hris/${resource}?ACC&truto_ignore_limit=true`
      const [live, synced] = [await textOf(path), await textOf(`${path}&source=synced`)]
      if (system.anyOrder.includes(resource)) expect(byId(synced)).toEqual(byId(live))
      else expect(rowsIn(synced)).toBe(rowsIn(live))
      expect(JSON.parse(live).result.length).toBeGreaterThan(0)
      expect(JSON.parse(synced)).toMatchObject({
        data_as_of: expect.any(String),
        last_attempt: { at: expect.any(String), result: "completed" },
      })
    })

    it.each([
      "employment_status=active",
      "employment_status[ne]=active",
      "employment_status[in]=inactive,pending",
      "start_date[gte]=2024-01-01",
      "job_title[ne]=x&limit=7",
      "gender=FEMALE&limit=500",
      "limit=3",
      "truto_exclude_fields=employments,groups&truto_response_format=normalized",
      "truto_key_by=id",
      "truto_response_format=stream&limit=500",
      "truto_ignore_remote_data=true",
    ])("employees?%s is the same from both", async (query) => {
      const path = `/unified/hris/employees?ACC&${query}`
      expect(rowsIn(await textOf(`${path}&source=synced`))).toBe(rowsIn(await textOf(path)))
    })

    it.each(system.resources)("%s are exported as they are listed, and covered as their rows are", async (resource) => {
      const plain = "truto_ignore_limit=true&truto_ignore_remote_data=true"
      const lines = (await textOf(`/export/${resource}?ACC`)).trimEnd().split("\n")
      expect(`[${lines.join()}]`).toBe(rowsIn(await textOf(`/unified/hris/${resource}?ACC&source=synced&${plain}`)))
      const { body } = await rollcall.call(`/integrated-account/${rollcall.accountId}/coverage?resource=${resource}`)
      const { rows, fields } = resourceCoverage.parse(body.resources[resource])
      expect(rows).toBe(lines.length)
      const read = lines.map((line) => JSON.parse(line))
      for (const name of Object.keys(model[resource].row.shape).filter(
        (one) => !["remote_data", "mapping_errors"].includes(one),
      )) {
        const there = read.filter((row) => name in row).length
        expect([name, fields[name]?.status === "available", fields[name]?.absent ?? rows]).toEqual([
          name,
          there > 0,
          lines.length - there,
        ])
        // Everything is permitted.
        expect([name, fields[name]?.status]).not.toEqual([name, "not_permitted"])
      }
    })

    it("is paged to its end and back without a gap", async () => {
      const live = (await rollcall.readAll("employee_compensations")).map((row) => row.id)
      const forward: string[] = []
      let cursor = ""
      let last = ""
      do {
        const { body } = await rollcall.call(
          `/unified/hris/employee_compensations?ACC&source=synced&limit=37&next_cursor=${cursor}`,
        )
        forward.push(...body.result.map((row: any) => row.id))
        last = body.prev_cursor ?? ""
        cursor = body.next_cursor ?? ""
      } while (cursor !== "")
      expect(forward).toEqual(live)
      const tail = forward.length % 37 || 37
      const { body } = await rollcall.call(
        `/unified/hris/employee_compensations?ACC&source=synced&limit=37&next_cursor=${last}`,
      )
      expect(body.result.map((row: any) => row.id)).toEqual(forward.slice(-37 - tail, -tail))
    })

    it("single rows are the live ones with their age", async () => {
      const [first] = (await rollcall.call("/unified/hris/employees?ACC&limit=1")).body.result
      const { data_as_of, last_attempt, ...row } = (
        await rollcall.call(`/unified/hris/employees/${first.id}?ACC&source=synced`)
      ).body
      expect(row).toEqual((await rollcall.call(`/unified/hris/employees/${first.id}?ACC`)).body)
      expect([data_as_of, last_attempt.result]).toEqual([expect.any(String), "completed"])
      expect((await rollcall.call("/unified/hris/employees/999?ACC&source=synced")).status).toBe(404)
    })

    it("needs no call to the HR system", async () => {
      rollcall.company.requests = []
      for (const resource of system.resources) await rollcall.call(`/unified/hris/${resource}?ACC&source=synced`)
      expect(rollcall.company.requests).toEqual([])
    })

    it("the first sync told nothing, and a second one writes and tells nothing", async () => {
      const isOfRecord = (change: any) => change.payload.record_id !== undefined
      expect((await readChanges(rollcall)).filter(isOfRecord)).toEqual([])
      const before = await writesOf(rollcall)
      expect(before.records.length).toBeGreaterThan(1_000)
      rollcall.company.requests = []
      const since = new Date().toISOString()
      const run = await runSync(rollcall)
      expect(run.status).toBe("completed")
      expect(await writesOf(rollcall)).toEqual(before)
      const calls = Object.values<any>(run.progress).reduce((sum, one) => sum + one.upstream_calls, 0)
      expect(calls).toBe(rollcall.company.requests.length)
      for (const resource of system.resources) {
        expect(run.progress[resource]).toMatchObject({
          status: "done",
          mode: "full",
          created: 0,
          updated: 0,
          deleted: 0,
        })
        const { body } = await rollcall.call(`/unified/hris/${resource}?ACC&source=synced&updated_since=${since}`)
        expect(body.result).toEqual([])
      }
    })
  })
})
