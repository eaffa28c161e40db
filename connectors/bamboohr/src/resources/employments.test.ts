import type { Related, Remote } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { payOf } from "../pay.js"
import { jobs, mapped, pays, person, report, statuses, TODAY, viewOf } from "../testing.js"

describe("pay", () => {
  const row = { rate: "56.00 USD", paidPer: "Hour", paySchedule: "Weekly" }
  it.each([
    [{}, { amount: 56, currency: "USD", period: "hourly", frequency: "weekly" }],
    [
      { rate: { value: "65000.00", currency: "GBP" }, paidPer: "Year" },
      { amount: 65_000, currency: "GBP", period: "annually" },
    ],
    [{ rate: "112000 CAD" }, { amount: 112_000, currency: "CAD" }],
    [{ rate: " USD" }, { amount: null, currency: null }],
    [{ rate: { value: "", currency: "USD" } }, { amount: null, currency: null }],
    [{ rate: null }, { amount: null, currency: null }],
    [{ rate: undefined }, { amount: undefined, currency: undefined }],
    [
      { paidPer: "Pay Period", paySchedule: "Every other week" },
      { period: "biweekly", periodSource: "Pay Period, Every other week" },
    ],
    [
      { paidPer: "Pay Period", paySchedule: "Twice a month" },
      { period: null, frequency: null, frequencySource: "Twice a month" },
    ],
    [{ paidPer: "Quarter" }, { period: "quarterly" }],
    [
      { paidPer: "", paySchedule: "" },
      { period: null, frequency: null },
    ],
  ])("with %j is %j", (more, expected) => expect(payOf({ ...row, ...more })).toMatchObject(expected))
})

describe("an employment", () => {
  it("is a version of the timeline, with the pay and the status in force", () => {
    const view = viewOf("employments", 1)
    const [pay = {}] = pays
    const ended = [
      ...statuses,
      {
        id: "2",
        date: "2025-06-30",
        employmentStatus: "Terminated",
        terminationReasonId: "",
        terminationTypeId: "Resignation (Voluntary)",
      },
    ]
    const facts = { jobs, pays, statuses: ended, person, report }
    expect(mapped(view, pay, facts)).toEqual({
      id: "pay-40211",
      employee: { id: "4", name: "Mara Lind" },
      job_title: "HR Manager",
      pay_rate: 65_000,
      pay_currency: "USD",
      pay_period: "annually",
      pay_period_source: "Year",
      pay_frequency: "biweekly",
      pay_frequency_source: "Every other week",
      pay_group: undefined,
      flsa_status: "Exempt",
      effective_date: "2025-01-01",
      start_date: "2023-03-03",
      end_date: "2025-06-30",
      employment_type: "full_time",
      employment_type_source: "Full-Time",
      end_reason: "Resignation (Voluntary)",
    })
    const current = mapped(view, pay, { jobs, pays, statuses, person, report })
    expect(current).toMatchObject({ pay_group: "Weekly", end_date: null, end_reason: null })
  })
  it("passes over a row of pay that has a job's date, unless jobs may not be seen", () => {
    const view = viewOf("employments", 1)
    const pay = { ...pays[0], startDate: "2023-03-03" }
    expect(mapped(view, pay, { jobs, pays: [pay], statuses })).toBeUndefined()
    expect(mapped(view, pay, { pays: [pay], statuses })).toMatchObject({
      id: "pay-40211",
      job_title: undefined,
      end_date: undefined,
    })
  })
})

describe("a compensation", () => {
  const shown = (row: Remote, more: Related = {}) =>
    mapped(viewOf("employee_compensations"), row, { siblings: pays, statuses, ...more })
  const [pay = {}] = pays
  it("holds from its day to the next one, or to the last day of work", () => {
    const next = { id: "40300", employeeId: "4", startDate: "2026-07-01" }
    const left = [{ id: "9", date: "2026-05-31", employmentStatus: "Terminated" }]
    expect(shown(pay)).toMatchObject({ id: "compensation-40211", type: "salary", status: "active", end_date: null })
    expect(shown(pay, { siblings: [...pays, next] })).toMatchObject({ status: "active", end_date: "2026-06-30" })
    expect(shown(next, { siblings: [...pays, next] })).toMatchObject({ status: "inactive", start_date: "2026-07-01" })
    expect(shown(pay, { statuses: left })).toMatchObject({ status: "inactive", end_date: "2026-05-31" })
    expect(shown({ ...pay, endDate: "2025-12-31" })).toMatchObject({ status: "inactive", end_date: "2025-12-31" })
    expect(shown(pay, { statuses: undefined })).toMatchObject({ status: undefined, end_date: undefined })
  })
  it.each([
    ["Salary", "Year", "salary"],
    ["Hourly", "Hour", "hourly"],
    ["Commission Only", "Year", "commission"],
    ["Contract", "Hour", "hourly"],
    ["Contract", "Year", null],
    ["", "Hour", "hourly"],
    ["", "", null],
  ])("of type %s for each %s is %s", (type, paidPer, expected) =>
    expect(shown({ ...pay, type, paidPer })).toMatchObject({ type: expected, type_source: type || null }),
  )
  it("of a bonus is paid on one day", () => {
    const bonus = { id: "5", employeeId: "4", bonusDate: TODAY, bonusAmount: "500.00 USD", bonusComment: "Well done" }
    expect(mapped(viewOf("employee_compensations", 1), bonus)).toMatchObject({
      ...{ id: "bonus-5", type: "bonus", description: "Well done", amount: 500, currency: "USD", period: "one_time" },
      ...{ status: "active", start_date: TODAY, end_date: TODAY },
    })
  })
})
