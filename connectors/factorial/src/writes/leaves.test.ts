import type { Remote, RemoteRequest, Settled, Step } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { approveLeave, cancelLeave, createLeave, deleteLeave, rejectLeave, updateLeave } from "./leaves.js"

const context = { today: "2026-11-23", toLocal: (moment: string) => moment }
const types = [
  { id: "1", name: "holiday", translated_name: "Vacaciones", identifier: "holiday" },
  { id: "2", name: "sick", translated_name: "Enfermedad", identifier: "sick" },
]
const DAYS: Remote = {
  id: "51",
  employee_id: "7",
  leave_type_id: "1",
  start_on: "2026-12-01",
  finish_on: "2026-12-02",
  half_day: null,
  description: null,
  reason: null,
  approved: null,
  start_time: null,
  hours_amount_in_cents: null,
  updated_at: "2026-11-20T10:00:00.000Z",
  deleted_at: null,
}
const ONE_DAY: Remote = { ...DAYS, finish_on: "2026-12-01" }
const HALF: Remote = { ...ONE_DAY, half_day: "beggining_of_day" }
/** Two hours from ten o'clock. */
const HOURS: Remote = { ...ONE_DAY, start_time: "600", hours_amount_in_cents: 200 }

const shortly = (steps: readonly Step[]) =>
  steps.map(({ name, request }) => {
    const { method, path, body } = request as RemoteRequest
    return [name, `${method} ${path}`, body]
  })
const settledOf = ([step]: readonly Step[]): Settled => {
  if (!step || typeof step.settled === "function") throw new Error("a leave is one step, known from the beginning")
  return step.settled
}

describe("a new leave", () => {
  const plan = (body: object) =>
    createLeave.plan(
      { body: { employee: { id: "7" }, timeoff_type: "Vacaciones", ...body } as never },
      { types },
      context,
    )
  const isLike = (body: object, row: Remote) => {
    const settled = settledOf(plan(body))
    return "isLike" in settled && settled.isLike(row)
  }
  const days = { start_time: "2026-12-01", end_time: "2026-12-02" }
  const day = { start_time: "2026-12-01", end_time: "2026-12-01" }
  const half = { ...day, session: "morning" }
  const hours = { start_time: "2026-12-01T10:00:00", end_time: "2026-12-01T12:00:00" }
  const amount = { ...day, units: "hours", amount: 2 }

  it("is one call, and looked for among those of the person and the days", () => {
    const steps = plan({ ...days, employee_note: "moving" })
    expect(shortly(steps)).toEqual([
      [
        "create_leave",
        "POST timeoff/leaves",
        {
          employee_id: "7",
          leave_type_id: "1",
          start_on: "2026-12-01",
          finish_on: "2026-12-02",
          description: "moving",
        },
      ],
    ])
    expect(settledOf(steps)).toMatchObject({
      query: { "employee_ids[]": ["7"], from: "2026-12-01", to: "2026-12-02" },
    })
  })

  it.each([
    ["days", days, DAYS],
    ["half a day", half, HALF],
    ["half a day in the other spelling", half, { ...HALF, half_day: "beginning_of_day" }],
    ["hours", hours, HOURS],
    ["hours in another form", hours, { ...HOURS, start_time: "10:00:00" }],
    ["hours in a form that is not known", hours, { ...HOURS, start_time: "ten" }],
    ["a number of hours", amount, { ...HOURS, start_time: null }],
    ["a number of hours that was given a clock time", amount, HOURS],
  ])("of %s is known by its row", (_name, body, row) => {
    expect(isLike(body, row)).toBe(true)
    expect(isLike(body, { ...row, employee_id: "8" })).toBe(false)
    expect(isLike(body, { ...row, leave_type_id: "2" })).toBe(false)
    expect(isLike(body, { ...row, start_on: "2026-11-30" })).toBe(false)
    expect(isLike(body, { ...row, finish_on: "2026-12-03" })).toBe(false)
    expect(isLike(body, { ...row, deleted_at: "2026-11-23T10:00:00.000Z" })).toBe(false)
  })

  it.each([
    ["a day", day, HALF],
    ["a day", day, HOURS],
    ["half a day", half, ONE_DAY],
    ["half a day", half, { ...HALF, half_day: "end_of_day" }],
    ["hours", hours, ONE_DAY],
    ["hours", hours, { ...HOURS, start_time: "660" }],
    ["hours", hours, { ...HOURS, hours_amount_in_cents: 300 }],
    ["a number of hours", amount, { ...HOURS, hours_amount_in_cents: 100 }],
  ])("of %s is not another one of the same day", (_name, body, row) => expect(isLike(body, row)).toBe(false))
})

describe("a change of a leave", () => {
  const plan = (row: Remote, body: object) =>
    updateLeave.plan({ id: "51", row, body: body as never }, { types }, context)
  const shows = (steps: readonly Step[], row: Remote | undefined) => {
    const settled = settledOf(steps)
    return "shows" in settled && settled.shows(row)
  }
  const sent = (steps: readonly Step[]) => shortly(steps).map(([, , body]) => body)
  const later = { start_time: "2026-12-01T14:00:00", end_time: "2026-12-01T16:00:00" }
  const moved = { id: "51", start_on: "2026-12-01", finish_on: "2026-12-01", half_day: null }

  it("says only what it is about", () => {
    expect(shortly(plan(DAYS, { description: "moving" }))).toEqual([
      ["change_leave", "PUT timeoff/leaves/51", { id: "51", description: "moving" }],
    ])
    expect(sent(plan(HOURS, { timeoff_type: "sick" }))).toEqual([{ id: "51", leave_type_id: "2" }])
    expect(sent(plan(DAYS, { remote_data: { skip_notifications: true } }))).toEqual([
      { id: "51", skip_notifications: true },
    ])
  })

  it("is refused by the name of the type that was sent, or by the one to send", () => {
    expect(() => plan(DAYS, { reason: { id: "99" } })).toThrow(/^reason\.id: 99 is not a type here/)
    expect(() => plan(DAYS, { timeoff_type: "Moon" })).toThrow(/^timeoff_type: Moon is not a type here/)
    const odd = { ...DAYS, leave_type_id: "99" }
    expect(() => plan(odd, { description: "moving" })).toThrow(/^timeoff_type: 99 is not a type here/)
  })

  it("moves hours in time alone, and is seen when they are moved", () => {
    const steps = plan(HOURS, later)
    expect(sent(steps)).toEqual([{ ...moved, start_time: "14:00", hours_amount_in_cents: 200 }])
    expect(shows(steps, HOURS)).toBe(false)
    for (const start_time of ["840", "14:00", "2:00 PM"]) expect(shows(steps, { ...HOURS, start_time })).toBe(true)
    const unread = plan({ ...HOURS, start_time: "ten" }, later)
    expect(shows(unread, { ...HOURS, start_time: "ten" })).toBe(false)
    expect(shows(unread, { ...HOURS, start_time: "two" })).toBe(true)
    expect(shows(steps, undefined)).toBe(false)
  })

  it("goes from days to half a day, to hours and back", () => {
    expect(sent(plan(ONE_DAY, { session: "afternoon" }))).toMatchObject([{ half_day: "end_of_day" }])
    expect(sent(plan(HALF, { session: "full" }))).toMatchObject([{ half_day: null, hours_amount_in_cents: null }])
    expect(sent(plan(ONE_DAY, later))).toMatchObject([{ start_time: "14:00", hours_amount_in_cents: 200 }])
    expect(sent(plan(ONE_DAY, { units: "hours", amount: 3 }))).toMatchObject([{ hours_amount_in_cents: 300 }])
    expect(sent(plan(HOURS, { amount: 3 }))).toMatchObject([{ start_time: "10:00", hours_amount_in_cents: 300 }])
    expect(sent(plan(HOURS, { start_time: "2026-12-01", end_time: "2026-12-02" }))).toEqual([
      { ...moved, finish_on: "2026-12-02", start_time: null, hours_amount_in_cents: null },
    ])
  })

  it.each([
    ["days", DAYS, { start_time: "2026-12-01", end_time: "2026-12-02" }],
    ["half a day", HALF, { session: "morning" }],
    ["half a day in the other spelling", { ...HALF, half_day: "beginning_of_day" }, { session: "morning" }],
    ["hours", HOURS, { start_time: "2026-12-01T10:00:00", end_time: "2026-12-01T12:00:00" }],
    ["hours", HOURS, { amount: 2 }],
    ["a type", DAYS, { timeoff_type: "Vacaciones" }],
    ["a text", { ...DAYS, description: "moving" }, { employee_note: "moving" }],
  ])("to the %s that it has is none", (_name, row, body) => expect(plan(row, body)).toEqual([]))

  it("is sent where the row does not show what it is about", () => {
    const { start_time: _, ...unshown } = HOURS
    expect(plan(unshown, { amount: 2 })).toHaveLength(1)
  })

  it.each([
    ["cancelled", { ...DAYS, deleted_at: "2026-11-23T10:00:00.000Z" }, {}, "id: this request is cancelled"],
    ["open ended", { ...DAYS, finish_on: null }, { session: "full" }, "end_time: it is open ended"],
    ["without a day", { ...DAYS, start_on: null }, {}, "start_time: the HR system says no day"],
    ["of days", DAYS, { amount: 3 }, "amount: Factorial counts the days itself"],
  ])("of one that is %s is refused", (_name, row, body, message) => expect(() => plan(row, body)).toThrow(message))
})

describe("a decision", () => {
  const decide = { approve: approveLeave, reject: rejectLeave }
  const plan = (name: "approve" | "reject", row: Remote, body = {}) =>
    decide[name].plan({ id: "51", row, body }, {}, context)
  const shows = (name: "approve" | "reject", row: Remote | undefined, body = {}) => {
    const settled = settledOf(plan(name, DAYS, body))
    return "shows" in settled && settled.shows(row)
  }

  it("is one call, with the note", () => {
    expect(shortly(plan("approve", DAYS))).toEqual([["approve_leave", "POST timeoff/leaves/approve", { id: "51" }]])
    expect(shortly(plan("reject", DAYS, { approver_note: "no" }))).toEqual([
      ["reject_leave", "POST timeoff/leaves/reject", { id: "51", reason: "no" }],
    ])
  })

  it("that is so already is none", () => {
    expect(plan("approve", { ...DAYS, approved: true })).toEqual([])
    expect(plan("reject", { ...DAYS, approved: false, reason: "no" })).toEqual([])
    expect(plan("reject", { ...DAYS, approved: false, reason: "no" }, { approver_note: "no" })).toEqual([])
    expect(plan("reject", { ...DAYS, approved: false, reason: "no" }, { approver_note: "never" })).toHaveLength(1)
    expect(plan("approve", { ...DAYS, approved: false })).toHaveLength(1)
  })

  it("is seen by what it decides, or by a change of a request that others still decide on", () => {
    const moved = { ...DAYS, updated_at: "2026-11-23T10:00:00.000Z" }
    expect(shows("approve", { ...DAYS, approved: true })).toBe(true)
    expect(shows("approve", moved)).toBe(true)
    expect(shows("approve", DAYS)).toBe(false)
    expect(shows("approve", { ...moved, approved: false })).toBe(false)
    expect(shows("approve", undefined)).toBe(false)
    expect(shows("reject", { ...DAYS, approved: false })).toBe(true)
    expect(shows("reject", { ...DAYS, approved: false, reason: "other" }, { approver_note: "no" })).toBe(false)
  })

  it("on a cancelled request is refused", () => {
    const gone = { ...DAYS, deleted_at: "2026-11-23T10:00:00.000Z" }
    for (const name of ["approve", "reject"] as const) expect(() => plan(name, gone)).toThrow("is cancelled")
  })
})

describe.each([
  ["cancelled", cancelLeave],
  ["deleted", deleteLeave],
])("a leave that is %s", (_name, { plan }) => {
  const gone = { ...DAYS, deleted_at: "2026-11-23T10:00:00.000Z" }

  it("is deleted once, which Factorial keeps with its day", () => {
    const steps = plan({ id: "51", row: DAYS, body: {} }, {}, context)
    expect(shortly(steps)).toEqual([["delete_leave", "DELETE timeoff/leaves/51", undefined]])
    const settled = settledOf(steps)
    const shows = (row: Remote | undefined) => "shows" in settled && settled.shows(row)
    expect([undefined, gone, DAYS].map(shows)).toEqual([true, true, false])
    expect(plan({ id: "51", row: gone, body: {} }, {}, context)).toEqual([])
  })
})
