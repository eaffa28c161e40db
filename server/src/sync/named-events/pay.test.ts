import type { EmployeeCompensation } from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import { nameEvents } from "./index.js"
import { ANA, employee, TODAY, version } from "./testing.js"

describe("Pay", () => {
  const pay = (before: object[], after: object[]) =>
    employee({ employments: before }, { employments: after }).map(({ type, effective_date, details }) => {
      expect(type).toBe("compensation:changed")
      const { from, to, until } = details as Record<string, { amount: number } | null>
      return [effective_date, from?.amount ?? null, to?.amount ?? null, until]
    })
  const first = version("2024-01-01", 50_000)
  const raise = version("2026-12-01", 60_000)

  it.each([
    ["a raise that is ahead", [first], [raise, first], [["2026-12-01", 50_000, 60_000, null]]],
    ["a correction in place", [first], [version("2024-01-01", 55_000)], [["2024-01-01", 50_000, 55_000, null]]],
    ["a raise taken back", [raise, first], [first], [["2026-12-01", 60_000, 50_000, null]]],
    [
      "a raise put off",
      [raise, first],
      [version("2027-01-01", 60_000), first],
      [["2026-12-01", 60_000, 50_000, "2026-12-31"]],
    ],
    ["a first salary", [], [first], [["2024-01-01", null, 50_000, null]]],
    ["a salary taken out", [first], [version("2024-01-01", null)], [["2024-01-01", 50_000, null, null]]],
    ["a version with the same pay", [first], [version("2026-12-01", 50_000), first], []],
    ["a version whose pay could not be read", [first], [version("2026-12-01", undefined), first], []],
    [
      "versions listed in another order, of one day too",
      [version("2024-01-01", 55_000, { id: "20" }), raise, version("2024-01-01", 50_000, { id: "3" })],
      [version("2024-01-01", 50_000, { id: "3" }), version("2024-01-01", 55_000, { id: "20" }), raise],
      [],
    ],
    [
      "a raise that somebody who leaves will not see",
      [raise, { ...first, end_date: "2026-11-30" }],
      [{ ...first, end_date: "2026-11-25" }],
      [["2026-12-01", 60_000, null, null]],
    ],
    [
      "the same pay after a term that is prolonged",
      [{ ...first, end_date: "2026-11-30" }],
      [version("2026-12-01", 50_000), { ...first, end_date: "2026-11-30" }],
      [],
    ],
    [
      "a raise after a term that is prolonged",
      [{ ...first, end_date: "2026-11-30" }],
      [raise, { ...first, end_date: "2026-11-30" }],
      [["2026-12-01", 50_000, 60_000, null]],
    ],
    ["a raise entered again", [raise, first], [{ ...raise, id: "other" }, first], []],
  ])("%s", (_, before, after, expected) => {
    expect(pay(before, after)).toEqual(expected)
  })
  it.each([
    ["2028-03-01", "2028-02-29"],
    ["2100-03-01", "2100-02-28"],
    ["2027-01-01", "2026-12-31"],
    ["9999-12-31", "9999-12-30"],
    ["0001-01-01", "0000-12-31"],
    ["0000-01-01", null],
    ["2027-02-30", null],
    ["not a day", null],
  ])("until the day before %s ends on %s", (day, until) => {
    const events = pay([], [version(" ", 50_000), version(day, 60_000)])
    expect(events.map((one) => [one[0], one[3]])).toEqual([
      [" ", until],
      [day, null],
    ])
  })
  it("in another currency or period is another pay; one that is not known is not", () => {
    expect(pay([first], [{ ...first, pay_currency: "USD" }])).toHaveLength(1)
    expect(pay([first], [{ ...first, pay_period: "monthly" }])).toHaveLength(1)
    expect(pay([first], [{ ...first, pay_currency: undefined }])).toEqual([])
  })
  it("says nothing while the versions can't be read, and nothing more when the day comes", () => {
    expect(employee({ employments: undefined }, {})).toEqual([])
    const row = { employments: [version("2026-11-24", 60_000), first] }
    expect(
      nameEvents({ resource: "employees", before: { ...ANA, ...row }, after: { ...ANA, ...row }, today: "2026-11-24" }),
    ).toEqual([])
  })
})

describe("A further pay element", () => {
  const bonus: EmployeeCompensation = {
    id: "5",
    type: "bonus",
    employee: { id: "1", name: "Ana" },
    amount: 1_000,
    currency: "EUR",
    period: "annually",
    start_date: "2026-01-01",
  }
  const compensation = (before: object | null, after: object | null) =>
    nameEvents({
      resource: "employee_compensations",
      before: before && { ...bonus, ...before },
      after: after && { ...bonus, ...after },
      today: TODAY,
    })

  it("appears, changes and goes, with the amount before and after", () => {
    const amounts = { from: null, to: { amount: 1_000, currency: "EUR", period: "annually" } }
    expect(compensation(null, {})).toMatchObject([{ effective_date: "2026-01-01", details: amounts }])
    expect(compensation({}, { amount: 2_000 })).toMatchObject([
      {
        effective_date: "2026-01-01",
        changed_fields: ["amount"],
        details: { from: { amount: 1_000 }, to: { amount: 2_000 } },
      },
    ])
    const past = { start_date: "2025-03-01", end_date: "2025-03-01" }
    expect(compensation(past, null)).toMatchObject([{ effective_date: TODAY, details: { to: null, until: null } }])
  })
  it("says nothing of other fields, of unread amounts, or of what the employee's row tells", () => {
    expect(compensation({}, { status: "inactive", end_date: "2026-12-31" })).toEqual([])
    expect(compensation({}, { amount: undefined })).toEqual([])
    expect(compensation({ type: "salary" }, { type: "salary", amount: 2_000 })).toEqual([])
    expect(compensation(null, { type: "hourly" })).toEqual([])
  })
})
