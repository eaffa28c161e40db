import { newTimeoffRequest } from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import { toLeave } from "./leave-request.js"

const TYPES = [
  { id: "1", name: "holiday", translated_name: "Vacaciones", identifier: "holiday" },
  { id: "2", name: "x", translated_name: "Asuntos", identifier: "custom" },
  { id: "3", name: "y", translated_name: "Mudanza", identifier: "custom" },
]
const BODY = { employee: { id: "7" }, start_time: "2026-03-02", end_time: "2026-03-03", timeoff_type: "1" }
/** Four hours ahead of UTC; only what the tests give. */
const toLocal = (moment: string) =>
  moment.endsWith("Z") ? new Date(Date.parse(moment) + 4 * 3_600_000).toISOString().slice(0, 19) : moment
const leave = (more: object = {}) => toLeave({ ...BODY, ...more }, TYPES, { toLocal }).body

describe("a new leave", () => {
  it("has a type that is one and clear", () => {
    expect(leave({ timeoff_type: "vacaciones" })).toMatchObject({ leave_type_id: "1" })
    expect(leave({ timeoff_type: " VACACIONES  " })).toMatchObject({ leave_type_id: "1" })
    expect(leave({ timeoff_type: undefined, reason: { id: "2" } })).toMatchObject({ leave_type_id: "2" })
    expect(leave({ remote_data: { leave_type_id: 9, description: "own" } })).toMatchObject({
      leave_type_id: 9,
      description: "own",
    })
    expect(() => leave({ timeoff_type: "custom" })).toThrow(/several/)
    expect(() => leave({ timeoff_type: "nope" })).toThrow(/^timeoff_type: .*Vacaciones \(1\)/)
    expect(() => leave({ timeoff_type: undefined })).toThrow(/required/)
  })
  it.each([
    [{}, { start_on: "2026-03-02", finish_on: "2026-03-03" }],
    [{ end_time: "2026-03-02" }, { start_on: "2026-03-02", finish_on: "2026-03-02" }],
    [
      { start_time: "2026-03-01T22:00:00Z", end_time: "2026-03-02T20:30:00Z" },
      { start_on: "2026-03-02", finish_on: "2026-03-03" },
    ],
    [
      { start_time: "2026-03-02T09:00:00", end_time: "2026-03-02T12:30:00" },
      { start_on: "2026-03-02", finish_on: "2026-03-02", start_time: "09:00", hours_amount_in_cents: 350 },
    ],
    [
      { start_time: "2026-03-02T22:00", end_time: "2026-03-03T06:00" },
      { start_on: "2026-03-02", finish_on: "2026-03-03", start_time: "22:00", hours_amount_in_cents: 800 },
    ],
    [
      { start_time: "2026-12-31T22:00", end_time: "2027-01-01T06:00" },
      { start_on: "2026-12-31", finish_on: "2027-01-01", hours_amount_in_cents: 800 },
    ],
    [{ end_time: "2026-03-02", units: "hours", amount: 2.5 }, { hours_amount_in_cents: 250 }],
    [{ end_time: "2026-03-02", session: "morning" }, { half_day: "beggining_of_day" }],
    [{ end_time: "2026-03-02", session: "afternoon" }, { half_day: "end_of_day" }],
    [{ employee_note: "moving" }, { description: "moving" }],
  ])("%o is asked for", (more, body) => expect(leave(more)).toMatchObject(body))
  it.each([
    [{ start_time: "2026-03-02T09:00", end_time: "2026-03-05T18:00" }],
    [{ start_time: "2026-03-02T09:00", end_time: "2026-03-03T18:00" }],
    [{ start_time: "2026-03-02T00:00", end_time: "2026-03-02T23:59", units: "days" }],
  ])("%o is of whole days", (more) => expect(leave(more)).not.toHaveProperty("hours_amount_in_cents"))
  it.each([
    [{ end_time: "2026-03-01" }, /before/],
    [{ session: "morning" }, /half a?/],
    [{ units: "hours", amount: 3 }, /less than 24 hours/],
    [{ end_time: "2026-03-02", units: "hours" }, /number of hours/],
    [{ start_time: "2026-03-02T12:00", end_time: "2026-03-02T09:00" }, /^end_time: .*later clock time/],
    [{ end_time: "2026-03-02", units: "hours", amount: 25 }, /^amount: give the number of hours/],
    [{ timeoff_type: undefined, reason: { id: "99" } }, /^reason\.id: 99 is not a type here/],
    [{ timeoff_type: undefined, reason: { id: "custom" } }, /^reason\.id: custom is the name of several types/],
    [{ reason: { id: "99" } }, /^reason\.id: 99 is not a type here/],
    [{ amount: 2 }, /amount: Factorial counts the days itself/],
    [{ units: "days", amount: 2 }, /amount: Factorial counts the days itself/],
    [{ end_time: "2026-03-02", session: "morning", amount: 0.5 }, /amount: Factorial counts the days itself/],
    [{ description: "moving", employee_note: "ill" }, /employee_note: is another text than description/],
  ])("%o is refused", (more, message) => expect(() => leave(more)).toThrow(message))
  it("is refused with an offset when the company's time zone is not known", () => {
    const ask = { ...BODY, start_time: "2027-03-14T23:00:00Z", end_time: "2027-03-15T23:00:00Z" }
    expect(() => toLeave(ask, TYPES, { toLocal: () => undefined })).toThrow(/start_time: has an offset/)
  })
  it("has the hours that pass when clocks are put back", () => {
    const clocks: Record<string, string> = {
      "2027-10-31T00:30:00Z": "2027-10-31T02:30:00",
      "2027-10-31T01:30:00Z": "2027-10-31T02:30:00",
    }
    const ask = { ...BODY, start_time: "2027-10-31T00:30:00Z", end_time: "2027-10-31T01:30:00Z" }
    const { body } = toLeave(ask, TYPES, { toLocal: (given) => clocks[given] })
    expect(body).toMatchObject({ start_on: "2027-10-31", start_time: "02:30", hours_amount_in_cents: 100 })
  })
  it("is refused on a day that has no text where the company is", () => {
    const ask = { ...BODY, start_time: "9999-12-31T23:00:00Z", end_time: "9999-12-31T23:00:00Z" }
    expect(() => toLeave(ask, TYPES, { toLocal })).toThrow(/start_time: is on no day/)
  })
  it.each(["2027-02-30", "2027-02-29", "2027-13-01", "2027-02-28T25:00:00", "2027-02-28T10:00:00+99:00", "soon"])(
    "never begins on %s",
    (start_time) => {
      expect(newTimeoffRequest.safeParse({ ...BODY, start_time }).success).toBe(false)
      expect(newTimeoffRequest.safeParse({ ...BODY, start_time: "2028-02-29" }).success).toBe(true)
    },
  )
})
