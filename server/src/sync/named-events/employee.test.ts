import { describe, expect, it } from "vitest"
import { employee, named, TODAY, version } from "./testing.js"

describe("A person", () => {
  it.each([
    ["works already", { start_date: "2026-11-23" }, "2026-11-23"],
    ["will start", { start_date: "2027-01-01", employment_status: "pending" }, "2027-01-01"],
    ["has no contract yet", { start_date: null }, null],
    ["has a status that could not be read", { employment_status: undefined, start_date: undefined }, null],
  ])("is hired when first seen and %s", (_, row, day) => {
    expect(named(employee(null, { ...row, groups: [] }))).toEqual([["employee:hired", day]])
  })
  it("says nothing when first seen after the last day", () => {
    expect(employee(null, { employment_status: "inactive" })).toEqual([])
  })
  it.each([
    ["who works", {}, TODAY, null],
    ["who has not begun", { employment_status: "pending" }, TODAY, null],
    ["whose state was never known", { employment_status: undefined }, TODAY, null],
    ["whose last day is over", { termination_date: "2026-11-22" }, "2026-11-22", "2026-11-22"],
    ["whose last day was planned", { termination_date: "2027-11-22" }, TODAY, null],
  ])("%s is terminated by being taken away", (_, row, day, lastDay) => {
    expect(employee(row, null)).toEqual([
      {
        type: "employee:terminated",
        effective_date: day,
        changed_fields: ["employment_status"],
        details: { employee: { id: "1", name: "Ana" }, last_day: lastDay, reason: null, is_removed: true },
      },
    ])
  })
  it("is not terminated again when taken away afterwards", () => {
    expect(employee({ employment_status: "inactive" }, null)).toEqual([])
  })
  it("joins the groups that it is hired into", () => {
    expect(named(employee(null, {}))).toEqual([
      ["employee:hired", "2024-01-01"],
      ["employee:group_joined", TODAY],
    ])
  })
  it("is not hired again on the first day", () => {
    expect(employee({ employment_status: "pending" }, {})).toEqual([])
  })
  it("is terminated once: when it is over, not when that is planned, moved or withdrawn", () => {
    const planned = { termination_date: "2026-11-22", termination_reason: "resigned" }
    expect(employee({}, planned)).toEqual([])
    expect(employee(planned, { termination_date: "2026-12-31" })).toEqual([])
    expect(employee(planned, {})).toEqual([])
    const over = { ...planned, employment_status: "inactive" }
    expect(employee(planned, over)).toEqual([
      {
        type: "employee:terminated",
        effective_date: "2026-11-22",
        changed_fields: ["employment_status"],
        details: { employee: { id: "1", name: "Ana" }, last_day: "2026-11-22", reason: "resigned", is_removed: false },
      },
    ])
    expect(employee(over, { ...over, termination_reason: "other" })).toEqual([])
  })
  it("is terminated too when the hire is called off before the first day", () => {
    expect(named(employee({ employment_status: "pending" }, { employment_status: "inactive" }))).toEqual([
      ["employee:terminated", TODAY],
    ])
  })
  it.each([
    ["to a new contract", { employments: [version("2026-12-01", 1, { start_date: "2026-12-01" })] }, "2026-12-01"],
    ["because the termination was a mistake", {}, TODAY],
  ])("is rehired %s", (_, after, day) => {
    const gone = { employment_status: "inactive", termination_date: "2026-10-31", ...after }
    expect(named(employee(gone, after))).toEqual([["employee:rehired", day]])
  })
  it("says nothing of a status that can't be read any more, or turns out to be what was told at the hire", () => {
    expect(employee({ employment_status: "inactive" }, { employment_status: undefined })).toEqual([])
    expect(employee({}, { employment_status: undefined })).toEqual([])
    expect(employee({ employment_status: undefined }, {})).toEqual([])
  })
  it("is terminated when the first status that can be read says so", () => {
    expect(named(employee({ employment_status: undefined }, { employment_status: "inactive" }))).toEqual([
      ["employee:terminated", TODAY],
    ])
  })
  it.each([
    ["manager", "employee:manager_changed", { id: "8", name: "Cy" }],
    ["manager", "employee:manager_changed", null],
    ["work_location", "employee:location_changed", { id: "l2" }],
    ["work_location", "employee:location_changed", null],
  ])("with another %s: %s", (field, type, value) => {
    expect(employee({}, { [field]: value })).toMatchObject([{ type, effective_date: TODAY, changed_fields: [field] }])
    expect(employee({ [field]: value }, {})).toMatchObject([{ type }])
    expect(employee({}, { [field]: undefined })).toEqual([])
  })
  it("keeps manager and place when only their names change", () => {
    expect(employee({}, { manager: { id: "9", name: "Bob" }, work_location: { id: "l1", city: "Porto" } })).toEqual([])
  })
  it("says who the manager was and is", () => {
    expect(employee({}, { manager: { id: "8" } })[0]?.details).toEqual({
      employee: { id: "1", name: "Ana" },
      from: { id: "9", name: "Bo" },
      to: { id: "8", name: null },
    })
  })
  it("leaves and joins one group at a time", () => {
    const groups = [{ id: "g2", name: "Shop" }, { id: "g3" }, { id: "g3" }]
    const events = employee({}, { groups })
    expect(events.map(({ type, details }) => [type, (details.group as { id: string }).id])).toEqual([
      ["employee:group_left", "g1"],
      ["employee:group_joined", "g2"],
      ["employee:group_joined", "g3"],
    ])
    expect(employee({}, { groups: null })).toMatchObject([{ type: "employee:group_left" }])
    expect(employee({}, { groups: undefined })).toEqual([])
    expect(employee({}, { groups: [{ id: "g1", name: "Renamed" }] })).toEqual([])
  })
  it.each([
    [
      "with its first day, when the versions say it",
      [version("2026-11-01", 50_000, { job_title: "Chef" })],
      "2026-11-01",
    ],
    [
      "over several versions",
      [version("2026-11-20", 50_000, { job_title: "Chef" }), version("2026-11-01", 50_000, { job_title: "Chef" })],
      "2026-11-01",
    ],
    [
      "since the day on which it was corrected, in whatever order versions of one day are listed",
      ["8", "12"].map((id) => version("2026-02-01", 50_000, { id, job_title: id === "12" ? "Chef" : "Cook" })),
      "2026-02-01",
    ],
    ["today, when they don't", [], TODAY],
  ])("has another job %s", (_, versions, day) => {
    const row = { job_title: "Chef", employments: [...versions, version("2024-01-01", 50_000)] }
    expect(named(employee({}, row))).toEqual([["employee:job_changed", day]])
  })
})
