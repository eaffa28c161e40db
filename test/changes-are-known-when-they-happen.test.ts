import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest"
import { type Connected, startRollcall } from "./rollcall.js"
import { readChanges, runSync } from "./sync.js"
import { systems } from "./systems.js"

describe.each(systems)("Of $name,", (system) => {
  let rollcall: Connected
  beforeAll(async () => {
    rollcall = await startRollcall({ system, sandbox: { size: 40 } })
    expect((await runSync(rollcall)).status).toBe("completed")
  })
  afterEach(() => rollcall.company.faults.clear())
  afterAll(() => rollcall.close())

  const people = () => rollcall.company.people()
  const lastSequence = async () => (await readChanges(rollcall)).at(-1)?.sequence ?? 0
  const patchAccount = (context: object) =>
    rollcall.call(`/integrated-account/${rollcall.accountId}`, { method: "PATCH", body: { context } })
  const synced = async (path: string) => (await rollcall.call(`/unified/hris/${path}`)).body

  const dayIn = (timeZone: string) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date())

  /** What the schedule would do: the account is due and its run is waited for. */
  async function runSchedule(): Promise<any> {
    const known = (await rollcall.call("/sync-run?trigger=schedule")).body.result.length
    await patchAccount({ sync: { interval_minutes: 1 } })
    const { database, sync } = rollcall.app
    await database.db.updateTable("sync_account").set({ scheduled_at: null }).execute()
    await sync.startDue()
    return vi.waitFor(
      async () => {
        const { body } = await rollcall.call("/sync-run?trigger=schedule")
        const [run] = body.result
        if (body.result.length <= known || run.status !== "completed") throw new Error(JSON.stringify(run ?? null))
        await patchAccount({ sync: { enabled: false } })
        return run
      },
      { timeout: 60_000, interval: 100 },
    )
  }

  describe("a change in the company", () => {
    it("is a numbered fact with before, after and the fields that differ", async () => {
      const after = await lastSequence()
      const [person, boss] = [people()[4], people()[1]]
      await rollcall.company.does.move(person?.id ?? "", boss?.id ?? "")
      await runSync(rollcall, ["employees"])
      const changes = await readChanges(rollcall, after, "&resource=employees")
      expect(changes.map((one) => [one.event, one.payload.record_id])).toEqual([
        ["record:updated", person?.id],
        ["employee:manager_changed", person?.id],
      ])
      expect(changes[0]).toMatchObject({
        id: expect.any(String),
        sequence: expect.any(Number),
        payload: {
          resource: "hris/employees",
          integrated_account_id: rollcall.accountId,
          before: { manager: { id: person?.managerId } },
          after: { manager: { id: boss?.id, name: boss?.name } },
          changed_fields: expect.arrayContaining(["manager"]),
          effective_date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
          changed_at: expect.any(String),
        },
      })
    })

    it("of a phone number is one fact: contracts and pay of the person are what they were", async () => {
      const after = await lastSequence()
      const id = people()[6]?.id ?? ""
      await rollcall.company.does.changePhone(id, "+1 555 0100")
      expect((await runSync(rollcall)).status).toBe("completed")
      const changes = await readChanges(rollcall, after)
      expect(changes.map(({ event, payload }) => [event, payload.resource, payload.record_id])).toEqual([
        ["record:updated", "hris/employees", id],
      ])
      expect(changes[0]?.payload.changed_fields).toContain("phones")
    })

    it("of a joined row is a change of the row it is joined to", async () => {
      const after = await lastSequence()
      await rollcall.company.does.renameGroup("Renamed")
      await runSync(rollcall, ["employees"])
      const changes = await readChanges(rollcall, after, "&resource=hris/employees")
      expect(changes.length).toBeGreaterThan(0)
      for (const { payload } of changes) expect(payload.changed_fields).toEqual(["groups"])
    })

    it("is read from /changes page by page, by type and account", async () => {
      const all = await readChanges(rollcall)
      expect(all.map((one) => one.sequence)).toEqual(all.map((_one, index) => (all[0]?.sequence ?? 0) + index))
      const { body } = await rollcall.call("/changes?after=0&limit=1")
      expect(body).toMatchObject({ result: [all[0]], next_after: all[0].sequence, has_more: all.length > 1 })
      expect(await readChanges(rollcall, 0, "&event_type=record:deleted,webhook:*")).toEqual([])
      const ofPeople = all.filter(({ event }) => event.startsWith("employee:"))
      expect(await readChanges(rollcall, 0, "&event_type=employee:*")).toEqual(ofPeople)
      expect(ofPeople.length).toBeGreaterThan(0)
      // What can't be matched is refused: an empty answer would lead a reader past all that it meant.
      expect((await rollcall.call("/changes?event_type=record:nothing")).status).toBe(400)
      const nobody = "00000000-0000-4000-8000-000000000000"
      expect((await rollcall.call(`/changes?integrated_account_id=${nobody}`)).status).toBe(404)
      expect((await rollcall.call("/changes?after=x")).status).toBe(400)
      const latest = { result: [], next_after: all.at(-1).sequence, log: all.at(-1).id, has_more: false }
      expect((await rollcall.call("/changes?after=latest")).body).toEqual(latest)
    })

    it("is in updated_since and in the copy of that day", async () => {
      const since = new Date().toISOString()
      const [person] = people()
      const boss = people()[2]
      await rollcall.company.does.move(person?.id ?? "", boss?.id ?? "")
      await runSync(rollcall, ["employees"])
      const { result } = await synced(`employees?ACC&source=synced&updated_since=${since}`)
      expect(result.map((row: any) => row.id)).toContain(person?.id)
      expect((await rollcall.call("/unified/hris/employees?ACC&updated_since=2026-01-01")).status).toBe(400)
      const { db } = rollcall.app.database
      const { time_zone } = await db.selectFrom("sync_account").select("time_zone").executeTakeFirstOrThrow()
      const today = dayIn(time_zone ?? "UTC")
      const now = await synced(`employees/${person?.id}?ACC&as_of=${today}`)
      expect(now).toMatchObject({ manager: { id: boss?.id }, as_of_basis: "recorded" })
    })
  })

  describe("the schedule", () => {
    it("reads only what may have changed, where the HR system can tell", async () => {
      // Nothing else has begun on this day for them.
      const person = people().filter(({ isWorking }) => isWorking)[10]
      const rowsBefore = await rollcall.readAll("employments", { query: `&employee_id=${person?.id}` })
      const after = await lastSequence()
      await rollcall.company.does.raise(person?.id ?? "", 99_000)
      const run = await runSchedule()
      const mode = system.tellsWhatChanged ? "incremental" : "full"
      expect(run.progress.employments).toMatchObject({ mode, status: "done", created: 1 })
      if (system.tellsWhatChanged)
        expect(run.progress.employments.rows).toBeLessThanOrEqual(2 * (rowsBefore.length + 1) + 20)
      expect(run.progress.employees).toMatchObject({ mode, status: "done" })
      const changes = await readChanges(rollcall, after, "&resource=employments&event_type=record:created")
      expect(changes.map(({ payload }) => payload.after)).toEqual([
        expect.objectContaining({ employee: expect.objectContaining({ id: person?.id }), pay_rate: 99_000 }),
      ])
      // The version before it ends now, although the HR system did not touch that row.
      const live = await rollcall.readAll("employments")
      const copy = await rollcall.readAll("employments", { query: "&source=synced" })
      expect(copy).toEqual(live.map(({ remote_data: _, ...row }) => row))
    })
  })

  describe("the clock", () => {
    it("makes changes at the company's midnight without anything new from the HR system", async () => {
      // There are 25 hours between these two zones, so it is never the same day in both.
      const [west, east] = ["Pacific/Pago_Pago", "Pacific/Kiritimati"]
      const [today, tomorrow] = [dayIn(west), dayIn(east)]
      await patchAccount({ sync: { enabled: false, time_zone: west } })
      const { does } = rollcall.company
      const hired = await does.hire({ firstName: "Ada", lastName: "Byron", startsOn: tomorrow, pay: 40_000 })
      // Nothing has been done with them yet.
      const [leaver, promoted] = people()
        .slice(6)
        .filter(({ id, isWorking }) => isWorking && id !== hired)
      await does.terminate(leaver?.id ?? "", today)
      await does.raise(promoted?.id ?? "", 88_000, tomorrow)
      await runSync(rollcall)
      expect(await synced(`employees/${hired}?ACC&source=synced`)).toMatchObject({ employment_status: "pending" })
      const after = await lastSequence()
      // Midnight: the company's day is the next one now.
      await patchAccount({ sync: { interval_minutes: 600, time_zone: east } })
      const { database, sync } = rollcall.app
      const now = new Date(Date.now() - 1_000)
      await database.db.updateTable("sync_account").set({ scheduled_at: now, next_day_at: now }).execute()
      await sync.startDue()
      await vi.waitFor(
        async () => {
          const changes = await readChanges(rollcall, after, "&resource=employees")
          const own = changes.filter(({ payload }) => payload.record_id === hired)
          expect(own.map(({ payload }) => payload)).toMatchObject([
            {
              before: { employment_status: "pending" },
              after: { employment_status: "active" },
              effective_date: tomorrow,
            },
          ])
        },
        { timeout: 60_000, interval: 100 },
      )
      const changes = await readChanges(rollcall, after)
      const left = changes.filter(({ payload }) => payload.record_id === leaver?.id)
      expect(left.map(({ event }) => event)).toEqual(["record:updated", "employee:terminated"])
      expect(left[1].payload).toMatchObject({ effective_date: today, after: { employment_status: "inactive" } })
      await vi.waitFor(
        async () => {
          const raised = (await readChanges(rollcall, after, "&resource=employee_compensations")).filter(
            ({ payload }) => payload.after.employee.id === promoted?.id,
          )
          const toStatus = raised.map(({ payload }) => [payload.after.amount === 88_000, payload.after.status])
          expect(toStatus.sort()).toEqual([
            [false, "inactive"],
            [true, "active"],
          ])
        },
        { timeout: 60_000, interval: 100 },
      )
      const { body } = await rollcall.call("/sync-run?trigger=clock")
      expect(body.result[0].resources).toEqual(system.followsToday)
      await patchAccount({ sync: { enabled: false } })
    })
  })

  describe("before the first sync", () => {
    it("as_of is what effective dates tell", async () => {
      const { result: held, as_of_basis } = await synced("employments?ACC&as_of=2024-06-01&limit=500")
      expect(as_of_basis).toBe("effective_dates")
      expect(held.length).toBeGreaterThan(0)
      for (const row of held) {
        expect(row.effective_date <= "2024-06-01" && (row.end_date ?? "9999") >= "2024-06-01").toBe(true)
      }
      const { result: people } = await synced("employees?ACC&as_of=2024-06-01&limit=500")
      expect(people.length).toBeGreaterThan(0)
      expect(people.map((row: any) => row.id)).toEqual(
        (await rollcall.readAll("employees"))
          .filter((row) => row.start_date <= "2024-06-01" && (row.termination_date ?? "9999") >= "2024-06-01")
          .map((row) => row.id),
      )
      const { as_of_basis: basis } = await synced("groups?ACC&as_of=2024-06-01")
      expect(basis).toBe("first_sync")
      expect((await rollcall.call("/unified/hris/groups?ACC&as_of=2999-01-01")).status).toBe(400)
      expect((await rollcall.call("/unified/hris/groups?ACC&as_of=2024-06-01&source=live")).status).toBe(400)
    })
  })

  describe("what is older than it is kept", () => {
    const DAY_MS = 86_400_000
    const ago = (days: number) => new Date(Date.now() - days * DAY_MS)

    it("is not left out silently, neither by /changes nor by as_of", async () => {
      const { db } = rollcall.app.database
      const all = (await readChanges(rollcall)).map((one) => one.sequence)
      const last = all[4]
      await db
        .updateTable("event")
        .set({ created_at: ago(366) })
        .where("sequence", "<=", last)
        .execute()
      await db
        .updateTable("record_freshness")
        .set({ first_synced_at: ago(400) })
        .execute()
      await db
        .updateTable("record_history")
        .set({ valid_to: ago(370) })
        .execute()
      await rollcall.app.sync.cleanUp()

      const gone = await rollcall.call("/changes?after=0")
      expect(gone.status).toBe(410)
      expect(gone.body.message).toContain(`after=${last},`)
      expect((await rollcall.call(`/changes?after=${last - 1}`)).status).toBe(410)
      const kept = (await readChanges(rollcall, last)).map((one) => one.sequence)
      expect(kept.slice(0, all.length - 5)).toEqual(all.slice(5))

      expect(await db.selectFrom("record_history").select("id").execute()).toEqual([])
      const dayOf = (days: number) => ago(days).toISOString().slice(0, 10)
      for (const days of [380, 450]) {
        const { status, body } = await rollcall.call(`/unified/hris/groups?ACC&as_of=${dayOf(days)}`)
        expect([status, body.message]).toEqual([400, expect.stringContaining("no longer kept")])
      }
      expect((await rollcall.call(`/unified/hris/groups?ACC&as_of=${dayOf(363)}`)).status).toBe(200)
    })
  })
})
