import type { Remote } from "@rollcall/connector-kit"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { timesOf } from "./leave-times.js"

const leave = (more: object): Remote => ({ start_on: "2026-11-25", finish_on: "2026-11-25", ...more })

describe("the times of a leave", () => {
  it.each([
    [{}, "2026-11-25", "2026-11-25"],
    [{ finish_on: null }, "2026-11-25", null],
    [{ finish_on: "9999-12-31" }, "2026-11-25", null],
    [{ finish_on: "2026-11-20" }, "2026-11-25", "2026-11-25"],
    [{ finish_on: "2026-11-31" }, "2026-11-25", null],
    [{ start_on: "2027-02-29" }, null, "2026-11-25"],
    [{ start_time: "22:00", hours_amount_in_cents: 800 }, "2026-11-25T22:00:00", "2026-11-26T06:00:00"],
    [
      { finish_on: "2026-11-26", start_time: "22:00", hours_amount_in_cents: 800 },
      "2026-11-25T22:00:00",
      "2026-11-26T06:00:00",
    ],
    [{ start_time: "22:00", hours_amount_in_cents: 200 }, "2026-11-25T22:00:00", "2026-11-26T00:00:00"],
    [{ start_time: "9:30", hours_amount_in_cents: 150 }, "2026-11-25T09:30:00", "2026-11-25T11:00:00"],
    [{ start_time: "9:30 PM", hours_amount_in_cents: 100 }, "2026-11-25T21:30:00", "2026-11-25T22:30:00"],
    [{ start_time: "12:15 a.m.", hours_amount_in_cents: 100 }, "2026-11-25T00:15:00", "2026-11-25T01:15:00"],
    [{ start_time: "13:15 pm", hours_amount_in_cents: 100 }, "2026-11-25", "2026-11-25"],
    [{ start_time: "10:00", hours_amount_in_cents: 9_000 }, "2026-11-25T10:00:00", "2026-11-29T04:00:00"],
    [{ start_time: "09:30:00", hours_amount_in_cents: 100 }, "2026-11-25T09:30:00", "2026-11-25T10:30:00"],
    [{ start_time: "840", hours_amount_in_cents: 250 }, "2026-11-25T14:00:00", "2026-11-25T16:30:00"],
    [
      { start_time: "2000-01-01T09:30:00.000Z", hours_amount_in_cents: 33 },
      "2026-11-25T09:30:00",
      "2026-11-25T09:50:00",
    ],
    [{ start_time: "25:00", hours_amount_in_cents: 100 }, "2026-11-25", "2026-11-25"],
    [{ start_time: "1440", hours_amount_in_cents: 100 }, "2026-11-25", "2026-11-25"],
    [{ start_time: "22:00", hours_amount_in_cents: -500 }, "2026-11-25T22:00:00", "2026-11-25T22:00:00"],
    [
      { start_on: "2026-12-31", finish_on: "2026-12-31", start_time: "22:00", hours_amount_in_cents: 800 },
      "2026-12-31T22:00:00",
      "2027-01-01T06:00:00",
    ],
    [
      { start_on: "9999-12-31", finish_on: null, start_time: "22:00", hours_amount_in_cents: 800 },
      "9999-12-31T22:00:00",
      "9999-12-31T23:59:00",
    ],
  ])("%o", (row, start_time, end_time) => {
    expect(timesOf(leave(row))).toEqual({ start_time, end_time })
  })
  it("never end before they begin", () => {
    const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
    const dayText = day.map((at) => at.toISOString().slice(0, 10))
    const clock = fc.option(fc.integer({ min: 0, max: 1_439 }).map(String), { nil: null })
    fc.assert(
      fc.property(
        dayText,
        dayText,
        clock,
        fc.integer({ min: 0, max: 2_400 }),
        (start_on, finish_on, start_time, hours) => {
          const times = timesOf({ start_on, finish_on, start_time, hours_amount_in_cents: hours })
          expect(String(times.end_time) >= String(times.start_time)).toBe(true)
        },
      ),
    )
  })
})
