import type { Fault } from "@rollcall/sandbox-factorial"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { type Connected, type Rollcall, startRollcall } from "./rollcall.js"
import { readChanges, runSync, waitForRun } from "./sync.js"
import { systems } from "./systems.js"

const SIZE = 110
const idsIn = async (rollcall: Connected, resource: string): Promise<string[]> => {
  const { body } = await rollcall.call(`/unified/hris/${resource}?ACC&source=synced&truto_ignore_limit=true`)
  return body.result.map((row: any) => row.id)
}
const deletionsIn = (rollcall: Connected) => readChanges(rollcall, 0, "&event_type=record:deleted")

describe.each(systems)("Of $name", (system) => {
  let rollcall: Connected
  let people: readonly string[]
  beforeAll(async () => {
    rollcall = await startRollcall({ system, sandbox: { size: SIZE } })
    expect((await runSync(rollcall)).status).toBe("completed")
    people = rollcall.company.ids("employees")
    expect(people.length).toBeGreaterThanOrEqual(SIZE)
  })
  afterEach(() => rollcall.company.faults.clear())
  afterAll(() => rollcall.close())

  /** What a scan makes of each kind of trouble stands in server/src/sync/deletions.test.ts. */
  it.each<[string, Fault, string]>([
    ["a first page that is empty", { kind: "empty_page" }, "held"],
    ["a revoked permission", { kind: "status", status: 403 }, "skipped"],
  ])("no row goes for %s", async (_name, fault, status) => {
    expect(await idsIn(rollcall, "employees")).toEqual(people)
    rollcall.company.faults.add({ ...rollcall.company.list.employees, ...fault })
    const run = await runSync(rollcall, ["employees"])
    expect(run.progress.employees, JSON.stringify(run)).toMatchObject({ status, deleted: 0 })
    expect(await idsIn(rollcall, "employees")).toEqual(people)
    expect(await deletionsIn(rollcall)).toEqual([])
    const { body } = await rollcall.call("/unified/hris/employees?ACC&source=synced&limit=1")
    expect(body.last_attempt.result).toBe({ held: "held", skipped: "forbidden" }[status])
  })

  it("somebody who is gone is deleted, with an event that shows who it was", async () => {
    rollcall.company.faults.clear()
    const gone = rollcall.company.people().at(-1)
    await rollcall.company.does.remove(gone?.id ?? "")
    expect((await runSync(rollcall, ["employees"])).progress.employees).toMatchObject({ status: "done", deleted: 1 })
    people = people.filter((id) => id !== gone?.id)
    expect(await idsIn(rollcall, "employees")).toEqual(people)
    const told = (await deletionsIn(rollcall)).filter(({ payload }) => payload.resource === "hris/employees")
    expect(told.map(({ payload }) => payload)).toMatchObject([
      { record_id: gone?.id, before: { id: gone?.id, name: gone?.name }, after: null },
    ])
  })

  it("a deletion of more than a fifth is held until a person confirms it", async () => {
    // A key goes with the person who made it, who is among the first.
    const leaving = people.slice(40, 70)
    for (const id of leaving) await rollcall.company.does.remove(id)
    const first = await runSync(rollcall, ["employees"])
    expect(first.status).toBe("held")
    expect(first.error).toContain(`30 of ${people.length} rows`)
    const second = await runSync(rollcall, ["employees"])
    expect(second.status).toBe("held")
    expect(await idsIn(rollcall, "employees")).toEqual(people)
    const older = await rollcall.call(`/sync-run/${first.id}`)
    expect(older.body).toMatchObject({ status: "failed", error: expect.stringContaining("superseded") })
    expect((await rollcall.call(`/sync-run/${first.id}/confirm`, { method: "POST" })).status).toBe(409)

    const confirmed = await rollcall.call(`/sync-run/${second.id}/confirm`, { method: "POST" })
    expect(confirmed.status).toBe(200)
    const done = await waitForRun(rollcall, second.id)
    expect(done).toMatchObject({ status: "completed", progress: { employees: { deleted: 30 } } })
    expect(await idsIn(rollcall, "employees")).toEqual(people.filter((id) => !leaving.includes(id)))
  })
})

describe("Of Factorial, where lists are joined and paged by number", () => {
  let rollcall: Rollcall
  beforeAll(async () => {
    rollcall = await startRollcall({ sandbox: { size: SIZE } })
    expect((await runSync(rollcall)).status).toBe("completed")
  })
  afterEach(() => rollcall.sandbox.running.faults.clear())
  afterAll(() => rollcall.close())

  const store = () => rollcall.sandbox.running.store
  const EMPLOYEES = "employees/employees"
  const ids = (resource = "employees") => idsIn(rollcall, resource)
  const deletions = () => deletionsIn(rollcall)

  describe("no row goes for", () => {
    it.each(["empty_page", "truncate"] as const)("%s in the middle of a scan", async (kind) => {
      const before = await ids("timeoff_requests")
      expect(before.length).toBeGreaterThan(100)
      // Leaves are read by no join, so the second call is the second page.
      rollcall.sandbox.running.faults.add({ path: "timeoff/leaves", kind, after: 1, times: 1 })
      const run = await runSync(rollcall, ["timeoff_requests"])
      expect(run.progress.timeoff_requests).toMatchObject({ status: "done", deleted: 0 })
      expect(await ids("timeoff_requests")).toEqual(before)
      expect(await deletions()).toEqual([])
    })

    it("a refused join in the middle of a scan, which is told once for the account and is no change of anybody", async () => {
      const [before, after] = [await ids(), (await readChanges(rollcall)).at(-1)?.sequence ?? 0]
      rollcall.sandbox.running.faults.add({ path: "teams/memberships", kind: "status", status: 403, times: 1 })
      expect((await runSync(rollcall, ["employees"])).progress.employees).toMatchObject({ status: "done", deleted: 0 })
      expect((await runSync(rollcall, ["employees"])).progress.employees).toMatchObject({ status: "done", deleted: 0 })
      expect(await ids()).toEqual(before)
      const told = (await readChanges(rollcall, after)).map(({ event }: any) => event)
      expect(told.filter((event: string) => event !== "integrated_account:forbidden_error")).toEqual([])
      const query = "&truto_ignore_remote_data=true"
      expect(await rollcall.readAll("employees", { query: "&source=synced" })).toEqual(
        await rollcall.readAll("employees", { query }),
      )
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

    it("is shown by nobody any more after one run, however many have gone with it", async () => {
      const people = store().all(EMPLOYEES).slice(0, 40)
      const memberships = "teams/memberships"
      const parent = store().insert("teams/teams", { name: "Parent", employee_ids: people.map(({ id }) => id) })
      const child = store().insert("teams/teams", { name: "Child", parent_team_id: parent.id })
      const join = (employeeId: string, teamId: string, sources: string[]) =>
        store().insert(memberships, {
          employee_id: employeeId,
          team_id: teamId,
          direct: sources.includes(teamId),
          source_team_ids: sources,
        })
      const joined = people.map(({ id }) => join(id, parent.id, [parent.id]))
      const [first] = people
      join(first?.id ?? "", child.id, [child.id])
      await runSync(rollcall, ["employees", "groups"])
      const shown = async () => {
        const { body } = await rollcall.call("/unified/hris/employees?ACC&source=synced&truto_ignore_limit=true")
        const isOne = ({ groups }: any) => groups.some(({ id }: any) => id === parent.id)
        return body.result.filter(isOne).map(({ id }: any) => id)
      }
      expect(await shown()).toEqual(people.map(({ id }) => id))
      // Their own memberships end. One of them is in the team by the one below it.
      for (const { id } of joined) store().remove(memberships, id)
      join(first?.id ?? "", parent.id, [child.id])
      await runSync(rollcall, ["employees"])
      expect(await shown()).toEqual([])
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
})
