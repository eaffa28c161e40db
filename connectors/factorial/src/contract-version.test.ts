import type { Remote } from "@rollcall/connector-kit"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { endOf, shownVersion, sortVersions, stintOf, toEmployment, versionOn } from "./contract-version.js"
import { employmentStatusOf } from "./employment-status.js"
import { employeeCompensations } from "./resources/employee-compensations.js"
import { employees } from "./resources/employees.js"

const TODAY = "2026-11-23"
const version = (id: string, more: object = {}): Remote => ({
  id,
  employee_id: "1",
  effective_on: "2025-01-01",
  starts_on: "2024-01-01",
  ...more,
})

describe("contract versions", () => {
  const past = version("9", { effective_on: "2024-01-01" })
  const now = version("2", { effective_on: "2026-01-01" })
  const ahead = version("3", { effective_on: "2026-12-01" })
  it("are told apart by date, whatever their ids", () => {
    const sorted = sortVersions([ahead, past, now])
    expect(sorted.map((one) => one.id)).toEqual(["9", "2", "3"])
    expect(versionOn(sorted, TODAY)).toBe(now)
    expect(versionOn(sorted, "2026-12-01")).toBe(ahead)
    expect(shownVersion([ahead], TODAY)).toBe(ahead)
  })
  it("end at the contract's end or the day before the next one", () => {
    expect(endOf(past, [past, now, ahead])).toBe("2025-12-31")
    expect(endOf(ahead, [past, now, ahead])).toBeNull()
    expect(endOf(version("2", { effective_on: "2026-01-01", ends_on: "2026-06-30" }), [past, now, ahead])).toBe(
      "2026-06-30",
    )
    expect(endOf(ahead, undefined)).toBeUndefined()
  })
  it("are open when the end is one that only forms have", () => {
    const open = version("1", { ends_on: "9999-12-31" })
    expect(endOf(open, [open])).toBeNull()
    expect(versionOn([open], TODAY)).toBe(open)
    expect(stintOf(open, [open])).toEqual({ start: "2024-01-01", end: null })
  })
  it("of one day are ordered, the last one holds, and the other one doesn't end before it began", () => {
    const [first, second] = [version("8"), version("12")]
    const sorted = sortVersions([second, first])
    expect(sorted).toEqual([first, second])
    expect(versionOn(sorted, TODAY)).toBe(second)
    expect(endOf(first, sorted)).toBe("2025-01-01")
    const [salaries] = employeeCompensations.views
    const statusOf = (row: Remote) =>
      salaries?.map({ ...row, salary_amount: 1 }, { siblings: sorted }, { today: "2025-01-01" })?.status
    expect([statusOf(first), statusOf(second)]).toEqual(["inactive", "active"])
  })
  it("that a list says twice are one", () => {
    const doubled = [past, now, { ...now }, ahead, ahead]
    expect(sortVersions(doubled)).toHaveLength(3)
    expect(endOf(now, doubled)).toBe("2026-11-30")
  })
  it("whose contract ended before they would begin never hold", () => {
    const never = version("4", { effective_on: "2026-06-01", ends_on: "2026-05-31" })
    const last = version("3", { effective_on: "2025-01-01", ends_on: "2026-05-31" })
    expect(versionOn([last, never], "2026-06-01")).toBeUndefined()
    expect(shownVersion([last, never], TODAY)).toBe(last)
    expect(endOf(never, [last, never])).toBe("2026-06-01")
  })
  it("that never hold end no other one, so what holds today is open", () => {
    const never = version("4", { effective_on: "2026-06-01", ends_on: "2026-05-31" })
    const last = version("3", { effective_on: "2026-01-01" })
    expect(endOf(last, [last, never])).toBeNull()
    expect(endOf(never, [last, never])).toBe("2026-06-01")
    const [salaries] = employeeCompensations.views
    const salary = salaries?.map({ ...last, salary_amount: 1 }, { siblings: [last, never] }, { today: TODAY })
    expect([salary?.status, salary?.end_date]).toEqual(["active", null])
  })
  it("hold from their first day, also when their contract is said to begin later", () => {
    const [first, second] = [version("1", { starts_on: "2030-01-01" }), version("2", { effective_on: "2026-01-01" })]
    const { start_date, end_date } = toEmployment(first, { ...FACTS, siblings: [first, second] })
    expect([start_date, end_date]).toEqual(["2025-01-01", "2025-12-31"])
  })
  it("that begin on no day are still the person's, before all others", () => {
    const [people] = employees.views
    const undated = version("1", { effective_on: "soon", starts_on: null, job_title: "Baker" })
    const later = version("2", { job_title: "Cook" })
    const show = (...versions: Remote[]) => {
      const row = people?.map({ id: "1", terminated_on: null }, { versions }, { today: TODAY })
      return [row?.job_title, row?.employments?.map((one) => one.id)]
    }
    expect(show(undated)).toEqual(["Baker", ["1"]])
    expect(show(undated, later)).toEqual(["Cook", ["2", "1"]])
  })
  it.each(["2026-02-30", "2026-13-01", "0000-00-00", "soon"])("begin on no day that is none (%s)", (effective_on) => {
    expect(toEmployment(version("1", { effective_on }), FACTS).effective_date).toBe("2024-01-01")
    expect(sortVersions([version("1", { effective_on, starts_on: effective_on })])).toEqual([])
  })
  it("take the title from the catalogue when they have none, and say nothing when it can't be read", () => {
    const row = version("1", { job_title: null, job_catalog_tree_node_uuid: "jobcatalog_treelevel-17" })
    expect(toEmployment(row, { ...FACTS, nodes: [{ uuid: "jobcatalog_treelevel-17", name: "Baker" }] }).job_title).toBe(
      "Baker",
    )
    expect(toEmployment(row, { ...FACTS, nodes: undefined }).job_title).toBeUndefined()
    expect(toEmployment(version("1", { job_title: null }), { ...FACTS, nodes: undefined }).job_title).toBeNull()
  })
})

const FACTS = { siblings: [], nodes: [] }

describe("whatever the versions", () => {
  const day = fc
    .integer({ min: 0, max: 400 })
    .map((days) => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10))
  const versions = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 30 }).map(String),
      employee_id: fc.constant("1"),
      effective_on: day,
      starts_on: fc.option(day, { nil: null }),
      ends_on: fc.option(day, { nil: null }),
    }),
    { selector: ({ id }) => id, maxLength: 6 },
  )
  it("none ends before it begins, and at most one holds on a day", () => {
    fc.assert(
      fc.property(versions, day, (rows, at) => {
        const [salaries] = employeeCompensations.views
        const shown = rows.map((row) => salaries?.map({ ...row, salary_amount: 1 }, { siblings: rows }, { today: at }))
        expect(shown).not.toContain(undefined)
        for (const one of shown) {
          if (one?.end_date && one.start_date) expect(one.end_date >= one.start_date).toBe(true)
        }
        expect(shown.filter((one) => one?.status === "active").length).toBeLessThanOrEqual(1)
      }),
    )
  })
  it("status and dates of a person agree, and their order is no difference", () => {
    fc.assert(
      fc.property(versions, day, (rows, today) => {
        const map = (given: readonly Remote[]) =>
          employees.views[0]?.map({ id: "1", terminated_on: null }, { versions: given }, { today })
        const person = map(rows)
        expect(JSON.stringify(map(rows.toReversed()))).toBe(JSON.stringify(person))
        const { start_date, termination_date, employment_status } = person ?? {}
        if (start_date && termination_date) expect(termination_date >= start_date).toBe(true)
        expect(employment_status).toMatch(/active|pending/)
        if (employment_status === "pending") expect(String(start_date) > today).toBe(true)
      }),
    )
  })
})

describe("between two contracts", () => {
  const rows = [
    version("1", {
      effective_on: "2019-01-01",
      starts_on: "2019-01-01",
      ends_on: "2022-06-30",
      job_title: "Cook",
      working_hours: 4000,
      working_hours_frequency: "week",
    }),
    version("2", {
      effective_on: "2027-03-01",
      starts_on: "2027-03-01",
      job_title: "Chef",
      working_hours: 2000,
      working_hours_frequency: "week",
    }),
  ]
  const map = (terminated_on: string | null, today = TODAY) =>
    employees.views[0]?.map({ id: "1", terminated_on }, { versions: rows }, { today })
  it("a person is pending, with title, type and dates of the contract ahead", () => {
    expect(map(null)).toMatchObject({
      employment_status: "pending",
      employment_status_source: "starts_on 2027-03-01",
      job_title: "Chef",
      employment_type: "part_time",
      weekly_hours: 20,
      start_date: "2027-03-01",
      termination_date: null,
    })
  })
  it("one who is told as terminated is shown in the job they left", () => {
    expect(map("2022-06-30")).toMatchObject({
      employment_status: "inactive",
      job_title: "Cook",
      employment_type: "full_time",
      start_date: "2019-01-01",
      termination_date: "2022-06-30",
    })
  })
  it("one whose hire is called off before the first day never starts", () => {
    expect(map("2027-02-14")).toMatchObject({ start_date: null, termination_date: "2027-02-14" })
    expect(map("2027-03-01")).toMatchObject({ start_date: "2027-03-01", termination_date: "2027-03-01" })
  })
  it("the days of either are its own", () => {
    expect(map(null, "2020-05-05")).toMatchObject({
      employment_status: "active",
      start_date: "2019-01-01",
      termination_date: "2022-06-30",
    })
    expect(map(null, "2027-03-01")).toMatchObject({ employment_status: "active", start_date: "2027-03-01" })
  })
  it("without a day between them the first one's start counts", () => {
    const renewed = [
      version("1", { effective_on: "2024-01-01", ends_on: "2026-12-31" }),
      version("2", { effective_on: "2027-01-01", starts_on: "2027-01-01" }),
    ]
    expect(
      employees.views[0]?.map({ id: "1", terminated_on: null }, { versions: renewed }, { today: TODAY }),
    ).toMatchObject({ employment_status: "active", start_date: "2024-01-01", termination_date: null })
  })
})

describe("status", () => {
  it.each([
    ["inactive", { terminated_on: "2026-11-22", active: true }, []],
    ["active", { terminated_on: "2026-11-23" }, []],
    ["active", { terminated_on: "2027-01-31", is_terminating: true }, []],
    ["active", { terminated_on: "9999-12-31" }, []],
    ["active", { terminated_on: "2026-02-30" }, []],
    ["active", { terminated_on: null, active: false }, [version("1")]],
    ["active", { terminated_on: null }, [version("1", { ends_on: "2025-06-30" })]],
    [
      "pending",
      { terminated_on: null, active: true },
      [version("1", { starts_on: "2026-12-01", effective_on: "2026-12-01" })],
    ],
    [
      "active",
      { terminated_on: null },
      [
        version("1", { starts_on: "2020-01-01" }),
        version("2", { starts_on: "2026-12-01", effective_on: "2026-12-01" }),
      ],
    ],
    ["active", { terminated_on: null }, undefined],
    [undefined, {}, []],
  ] as const)("is %s for %o", (status, row, versions) => {
    expect(employmentStatusOf(row, versions, TODAY).employment_status).toBe(status)
  })
})
