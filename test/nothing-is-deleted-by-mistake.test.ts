import type { Fault } from "@rollcall/sandbox-factorial"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { type Rollcall, startRollcall } from "./rollcall.js"
import { readChanges, runSync, waitForRun } from "./sync.js"

let rollcall: Rollcall
beforeAll(async () => {
  rollcall = await startRollcall({ sandbox: { size: 230 } })
  expect((await runSync(rollcall)).status).toBe("completed")
}, 90_000)
afterEach(() => rollcall.sandbox.running.faults.clear())
afterAll(() => rollcall.close())

const store = () => rollcall.sandbox.running.store
const EMPLOYEES = "employees/employees"
const ids = async (resource = "employees") => {
  const { body } = await rollcall.call(`/unified/hris/${resource}?ACC&source=synced&truto_ignore_limit=true`)
  return body.result.map((row: any) => row.id)
}
const deletions = async () => readChanges(rollcall, 0, "&event_type=record:deleted")
const GET = { method: "GET", path: EMPLOYEES } as const

/** What goes wrong, and how the resource's part of the run ends. */
const TROUBLE: [string, Fault, string][] = [
  ["a first page that is empty", { ...GET, kind: "empty_page" }, "held"],
  ["a revoked permission", { ...GET, kind: "status", status: 403 }, "skipped"],
  ["a resource that is not there any more", { ...GET, kind: "status", status: 404 }, "skipped"],
  ["a call that is wrong", { ...GET, kind: "status", status: 400 }, "failed"],
]

describe("no row goes for", () => {
  it.each(TROUBLE)("%s", async (_name, fault, status) => {
    const before = await ids()
    rollcall.sandbox.running.faults.add(fault)
    for (let round = 0; round < 3; round++) {
      const run = await runSync(rollcall, ["employees"])
      expect(run.progress.employees, JSON.stringify(run)).toMatchObject({ status, deleted: 0 })
    }
    expect(await ids()).toEqual(before)
    expect(await deletions()).toEqual([])
    const { body } = await rollcall.call("/unified/hris/employees?ACC&source=synced&limit=1")
    expect(body.last_attempt.result).not.toBe("completed")
  })

  it.each(["empty_page", "status", "truncate", "malformed", "reset"] as const)(
    "%s in the middle of a scan",
    async (kind) => {
      const before = await ids("timeoff_requests")
      expect(before.length).toBeGreaterThan(200)
      // Leaves are read by no join, so the second call is the second page. The kit's tries are used up as well.
      rollcall.sandbox.running.faults.add({ path: "timeoff/leaves", kind, status: 500, after: 1, times: 7 })
      const run = await runSync(rollcall, ["timeoff_requests"])
      expect(run.progress.timeoff_requests.deleted).toBe(0)
      expect(await ids("timeoff_requests")).toEqual(before)
      rollcall.sandbox.running.faults.clear()
      const next = await runSync(rollcall, ["timeoff_requests"])
      expect(next.progress.timeoff_requests).toMatchObject({ status: "done", deleted: 0 })
    },
    90_000,
  )

  it("a refused join in the middle of a scan, which is no event for people either", async () => {
    const [before, after] = [await ids(), (await readChanges(rollcall)).at(-1)?.sequence ?? 0]
    rollcall.sandbox.running.faults.add({ path: "teams/memberships", kind: "status", status: 403, after: 1, times: 1 })
    expect((await runSync(rollcall, ["employees"])).progress.employees).toMatchObject({ status: "done", deleted: 0 })
    expect((await runSync(rollcall, ["employees"])).progress.employees).toMatchObject({ status: "done", deleted: 0 })
    expect(await ids()).toEqual(before)
    const changes = await readChanges(rollcall, after)
    expect(changes.length).toBeGreaterThan(0)
    for (const { event, payload } of changes) {
      expect([event, payload.changed_fields]).toEqual(["record:updated", ["groups"]])
    }
    const query = "&truto_ignore_remote_data=true"
    expect(await rollcall.readAll("employees", { query: "&source=synced" })).toEqual(
      await rollcall.readAll("employees", { query }),
    )
  })

  it("an answer that keeps breaking off", async () => {
    const before = await ids("groups")
    rollcall.sandbox.running.faults.add({ method: "GET", path: "teams/teams", kind: "truncate", times: 8 })
    const run = await runSync(rollcall, ["groups"])
    expect(run.progress.groups).toMatchObject({ deleted: 0 })
    expect(await ids("groups")).toEqual(before)
  }, 90_000)

  it("a list that is empty although it has a few rows only", async () => {
    const before = await ids("locations")
    rollcall.sandbox.running.faults.add({ method: "GET", path: "locations/locations", kind: "empty_page", times: 200 })
    for (let round = 0; round < 3; round++) await runSync(rollcall, ["locations"])
    expect(await ids("locations")).toEqual(before)
  })
})

describe("a row that is gone", () => {
  it("is deleted as soon as a single read denies it, with an event that shows what it was", async () => {
    rollcall.sandbox.running.faults.clear()
    const [gone] = store().all("teams/teams").slice(-1)
    const before = await ids("groups")
    store().remove("teams/teams", gone?.id ?? "")
    const run = await runSync(rollcall, ["groups"])
    expect(run.progress.groups).toMatchObject({ status: "done", deleted: 1 })
    expect(await ids("groups")).toEqual(before.filter((id: string) => id !== gone?.id))
    const [event] = await deletions()
    expect(event.payload).toMatchObject({
      resource: "hris/groups",
      record_id: gone?.id,
      integrated_account_id: rollcall.accountId,
      before: { id: gone?.id, name: gone?.name },
      after: null,
    })
  })

  it("of a list without single reads goes when two complete scans have missed it", async () => {
    const [gone] = store().all("timeoff/leaves").slice(-1)
    store().remove("timeoff/leaves", gone?.id ?? "")
    expect((await runSync(rollcall, ["timeoff_requests"])).progress.timeoff_requests.deleted).toBe(0)
    expect(await ids("timeoff_requests")).toContain(gone?.id)
    expect((await runSync(rollcall, ["timeoff_requests"])).progress.timeoff_requests.deleted).toBe(1)
    expect(await ids("timeoff_requests")).not.toContain(gone?.id)
  })
})

describe("the guard", () => {
  it("holds a deletion of more than a fifth until a person confirms it", async () => {
    const people = store()
      .all(EMPLOYEES)
      .map((row) => row.id)
    const leaving = people.slice(0, 60)
    for (const id of leaving) store().remove(EMPLOYEES, id)
    const first = await runSync(rollcall, ["employees"])
    expect(first.status).toBe("held")
    expect(first.error).toContain("60 of 230 rows")
    const second = await runSync(rollcall, ["employees"])
    expect(second.status).toBe("held")
    expect(await ids()).toEqual(people)
    const older = await rollcall.call(`/sync-run/${first.id}`)
    expect(older.body).toMatchObject({ status: "failed", error: expect.stringContaining("superseded") })
    expect((await rollcall.call(`/sync-run/${first.id}/confirm`, { method: "POST" })).status).toBe(409)

    const confirmed = await rollcall.call(`/sync-run/${second.id}/confirm`, { method: "POST" })
    expect(confirmed.status).toBe(200)
    const done = await waitForRun(rollcall, second.id)
    expect(done).toMatchObject({ status: "completed", progress: { employees: { deleted: 60 } } })
    expect(await ids()).toEqual(people.slice(60))
  })
})

describe("a character that can't be kept", () => {
  it("is replaced in its value; the row is up to date, also where it is joined, and the value is told once", async () => {
    const [odd, good] = store().all("locations/locations")
    const person = store()
      .all(EMPLOYEES)
      .find((row) => row.location_id === odd?.id)
    store().update("locations/locations", odd?.id ?? "", { name: "half \ud800 \0", city: "Porto" })
    store().update("locations/locations", good?.id ?? "", { name: "whole" })
    const run = await runSync(rollcall, ["employees", "locations"])
    expect(run.status).toBe("completed")
    const { employees, locations } = run.progress
    expect(locations).toMatchObject({ status: "done", skipped: 0, updated: 2, deleted: 0 })
    const told = { id: `locations/locations ${odd?.id}`, message: expect.stringContaining("name: ") }
    expect([...employees.replaced_values, ...locations.replaced_values]).toEqual([told])
    const { body } = await rollcall.call(`/unified/hris/locations/${odd?.id}?ACC&source=synced`)
    expect(body).toMatchObject({ name: "half \ufffd \ufffd", city: "Porto", last_attempt: { result: "completed" } })
    const joined = await rollcall.call(`/unified/hris/employees/${person?.id}?ACC&source=synced`)
    expect(joined.body.work_location).toMatchObject({ id: odd?.id, name: "half \ufffd \ufffd", city: "Porto" })
    const again = await runSync(rollcall, ["employees", "locations"])
    expect(again.progress.locations.updated + again.progress.employees.updated).toBe(0)
  })
})
