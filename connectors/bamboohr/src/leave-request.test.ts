import { InputProblem } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { toLeave } from "./leave-request.js"

const defaultHours = [
  { name: "Saturday", amount: "0" },
  { name: "default", amount: "8" },
  { name: "Sunday", amount: "0" },
  { name: "Friday", amount: "6.5" },
]
const types = [
  { id: "78", name: "Vacation", units: "hours", defaultHours },
  { id: "77", name: "Bereavement", units: "days", defaultHours },
  { id: "90", name: "Sick", units: "hours", defaultHours },
  { id: "91", name: "sick", units: "days", defaultHours },
]
const context = { toLocal: (moment: string) => (/[+Z]/.test(moment) ? undefined : moment) }
const body = { employee: { id: "4" }, start_time: "2026-06-15", end_time: "2026-06-15", timeoff_type: "Vacation" }

const made = (more: object) => toLeave({ ...body, ...more }, types, context)
const problemOf = (more: object) => {
  try {
    made(more)
  } catch (error) {
    if (error instanceof InputProblem) return `${error.problems[0]?.path}: ${error.problems[0]?.message}`
    throw error
  }
  return "none"
}

describe("a new time-off request", () => {
  it("asks for every day by its own amount, in the unit of its type", () => {
    const days = { start_time: "2026-06-18", end_time: "2026-06-22" }
    expect(made(days)).toEqual({
      method: "PUT",
      path: "v1/employees/4/time_off/request",
      body: {
        status: "requested",
        start: "2026-06-18",
        end: "2026-06-22",
        timeOffTypeId: 78,
        amount: 22.5,
        dates: [
          { ymd: "2026-06-18", amount: 8 },
          { ymd: "2026-06-19", amount: 6.5 },
          { ymd: "2026-06-20", amount: 0 },
          { ymd: "2026-06-21", amount: 0 },
          { ymd: "2026-06-22", amount: 8 },
        ],
      },
    })
    expect(made({ ...days, timeoff_type: "bereavement" }).body).toMatchObject({
      timeOffTypeId: 77,
      amount: 3,
      dates: [{ amount: 1 }, { amount: 1 }, { amount: 0 }, { amount: 0 }, { amount: 1 }],
    })
  })
  it.each([
    [{ session: "morning" }, 4, "Half day: morning."],
    [{ session: "afternoon", timeoff_type: "77", employee_note: "Dentist" }, 0.5, "Dentist\nHalf day: afternoon."],
    [{ units: "hours", amount: 2.5 }, 2.5, undefined],
    [{ start_time: "2026-06-15T09:00", end_time: "2026-06-15T12:30" }, 3.5, "From 09:00 to 12:30."],
    [{ start_time: "2026-06-15T00:00", end_time: "2026-06-15T23:59" }, 8, undefined],
    [{ start_time: "2026-06-15T09:00", end_time: "2026-06-15T12:30", units: "days" }, 8, undefined],
    [{ description: "Away", employee_note: "Away" }, 8, "Away"],
    [{ reason: { id: "77" } }, 1, undefined],
  ])("with %j is of %d, and says %j", (more, amount, note) => {
    expect(made(more).body).toMatchObject({ amount, dates: [{ ymd: "2026-06-15", amount }] })
    const said = JSON.stringify(made(more).body)
    expect(said.includes("notes")).toBe(note !== undefined)
    if (note !== undefined) expect(said).toContain(JSON.stringify([{ from: "employee", note }]))
  })
  it("of a night has the hours of each day", () => {
    const night = { start_time: "2026-06-15T22:00", end_time: "2026-06-16T06:00" }
    const dates = (first: number, second: number) => [
      { ymd: "2026-06-15", amount: first },
      { ymd: "2026-06-16", amount: second },
    ]
    expect(made(night).body).toMatchObject({ amount: 8, dates: dates(2, 6), notes: [{ note: "From 22:00 to 06:00." }] })
    expect(made({ ...night, units: "hours", amount: 1.5 }).body).toMatchObject({ amount: 1.5, dates: dates(1.5, 0) })
  })
  it("gives remote_data the last word", () => {
    const passed = { status: "approved", previousRequest: 12, timeOffTypeId: 77 }
    expect(made({ timeoff_type: undefined, remote_data: passed }).body).toMatchObject({ ...passed, amount: 1 })
  })
  it.each([
    [{ employee: { id: "0" } }, "employee.id: is no id"],
    [{ employee: { id: "4/../5" } }, "employee.id: is no id"],
    [{ end_time: "2026-06-14" }, "end_time: is before start_time"],
    [{ end_time: "2036-06-14" }, "end_time: is more than 1000 days"],
    [{ timeoff_type: undefined }, "timeoff_type: is required: give a name or id of Vacation (78)"],
    [{ timeoff_type: "Moon" }, "timeoff_type: Moon is not a type here"],
    [{ timeoff_type: "SICK" }, "timeoff_type: SICK is the name of several types"],
    [{ timeoff_type: undefined, reason: { id: "99" } }, "reason.id: 99 is not a type here"],
    [{ timeoff_type: undefined, reason: { id: "SICK" } }, "reason.id: SICK is the name of several types"],
    [{ remote_data: { timeOffTypeId: 99 } }, "remote_data.timeOffTypeId: 99 is not a type here"],
    [{ start_time: "2026-06-15T12:00", end_time: "2026-06-15T09:00" }, "end_time: is not later than start_time"],
    [{ session: "morning", end_time: "2026-06-16" }, "session: a half day is of one day"],
    [{ units: "hours" }, "amount: give the number of hours"],
    [{ units: "hours", amount: 25 }, "amount: give the number of hours"],
    [{ units: "hours", amount: 9, end_time: "2026-06-16" }, "units: an absence of hours is of one day"],
    [{ units: "hours", amount: 2, timeoff_type: "77" }, "units: Bereavement is counted in days"],
    [{ amount: 0.5 }, "amount: is a number of hours"],
    [{ units: "days", amount: 2 }, "amount: is a number of hours"],
    [
      { start_time: "2026-06-15T22:00", end_time: "2026-06-16T06:00", timeoff_type: "77" },
      "start_time: Bereavement is counted",
    ],
    [{ start_time: "2026-06-20", end_time: "2026-06-21" }, "start_time: the company works on none of these days"],
    [{ start_time: "2026-06-15T09:00:00Z" }, "start_time: has an offset"],
  ])("with %j is refused, and says what to give", (more, problem) => expect(problemOf(more)).toContain(problem))
})
