import type { Remote } from "@rollcall/connector-kit"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { api } from "./api.js"
import { catalogue } from "./catalogue.js"
import { emailsOf } from "./contact.js"
import { toEmployment } from "./contract-version.js"
import { toMajorUnits } from "./money.js"
import { employeeCompensations } from "./resources/employee-compensations.js"
import { timeoffRequests } from "./resources/timeoff-requests.js"
import { employmentTypeOf, weeklyHoursOf } from "./working-time.js"

const TODAY = "2026-11-23"
const version = (id: string, more: object = {}): Remote => ({
  id,
  employee_id: "1",
  effective_on: "2025-01-01",
  starts_on: "2024-01-01",
  ...more,
})

describe("money", () => {
  it("is the closest number to the exact amount, always", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 13 }),
        (minor) => Math.round((toMajorUnits(minor, "EUR") ?? 0) * 100) === minor,
      ),
    )
  })
  it("has the version's currency, or the legal entity's", () => {
    const facts = {
      siblings: [],
      person: { id: "1", legal_entity_id: "5" },
      entity: { id: "5", currency: "gbp" },
      nodes: [],
    }
    const paid = version("1", { salary_amount: 100, salary_frequency: "monthly" })
    expect(toEmployment(paid, facts)).toMatchObject({ pay_currency: "GBP", pay_rate: 1, pay_period: "monthly" })
    expect(toEmployment({ ...paid, salary_currency: "USD" }, facts).pay_currency).toBe("USD")
    expect(toEmployment(paid, { ...facts, entity: undefined }).pay_currency).toBeUndefined()
    expect(toEmployment(paid, { ...facts, person: undefined }).pay_currency).toBeUndefined()
    expect(toEmployment(paid, { ...facts, entity: null }).pay_currency).toBeNull()
    expect(toEmployment({ ...paid, salary_frequency: "lunar" }, facts)).toMatchObject({
      pay_period: null,
      pay_period_source: "lunar",
    })
  })
  it("of a bare version is no compensation", () => {
    const [salaries] = employeeCompensations.views
    expect(salaries?.where?.(version("1", { salary_amount: null }))).toBe(false)
    expect(salaries?.where?.(version("1", { salary_amount: 0 }))).toBe(true)
  })
})

describe("working time", () => {
  it.each([
    [{ working_hours: 4000, working_hours_frequency: "week" }, 40],
    [{ working_hours: 800, working_hours_frequency: "day", working_week_days: "monday,tuesday,tuesday,friday" }, 24],
    [{ working_hours: 16_000, working_hours_frequency: "month" }, 36.92],
    [{ working_hours: 208_000, working_hours_frequency: "year" }, 40],
    [{ working_hours: 182_700, working_hours_frequency: "year" }, 35.13],
    [{ working_hours: 800, working_hours_frequency: "day", working_week_days: null }, null],
    [{ working_hours: 4000, working_hours_frequency: "weekly" }, null],
    [{ working_hours: null, working_hours_frequency: "week" }, null],
    [{}, undefined],
  ])("%o is %s hours a week", (row, hours) => expect(weeklyHoursOf(row)).toBe(hours))

  const fields = (label: string) => ({
    version_data: {
      country_data: {
        country: "es",
        fields: [{ name: "contract_type", field_name: "Tipo", value_label: label, value_id: "1" }],
      },
    },
  })
  it.each([
    [{ working_hours: 4000, working_hours_frequency: "week", working_time_percentage_in_cents: null }, "full_time"],
    [{ working_hours: 2000, working_hours_frequency: "week", working_time_percentage_in_cents: null }, "part_time"],
    [{ working_time_percentage_in_cents: 5000 }, "part_time"],
    [{ working_time_percentage_in_cents: 10_000 }, "full_time"],
    [{ ends_on: "2027-01-01", working_hours: 4000, working_hours_frequency: "week" }, "full_time"],
    [{ ends_on: "2027-01-01", working_hours: 2000, working_hours_frequency: "week" }, "part_time"],
    [{ working_hours: 208_000, working_hours_frequency: "year" }, "full_time"],
    [{ working_hours: 104_000, working_hours_frequency: "year" }, "part_time"],
    [{ ...fields("Indefinido"), working_hours: 4000, working_hours_frequency: "week" }, "full_time"],
    [{ ...fields("Temporal") }, "temporary"],
    [{ ...fields("Prácticas") }, "internship"],
    [{ ...fields("Formación y aprendizaje") }, "trainee"],
    [{}, null],
  ])("%o is %s", (row, type) => expect(employmentTypeOf(row).employment_type).toBe(type))
})

describe("contact", () => {
  it("takes the login for work, and says nothing of an address that may be private", () => {
    expect(
      emailsOf({ login_email: "a@work.example", email: "a@mail.example", personal_email: "A@mail.example" }),
    ).toEqual([
      { email: "a@work.example", type: "work", is_primary: true },
      { email: "a@mail.example", type: "personal", is_primary: false },
    ])
    expect(emailsOf({ login_email: "a@w.example", email: "b@m.example" })[1]).toEqual({
      email: "b@m.example",
      is_primary: false,
    })
    expect(emailsOf({ login_email: null, email: "b@w.example" })).toEqual([
      { email: "b@w.example", type: "work", is_primary: true },
    ])
    expect(emailsOf({ login_email: null, email: null })).toEqual([])
  })
})

describe("leaves", () => {
  const [leaves] = timeoffRequests.views
  const map = (row: object) =>
    leaves?.map(
      {
        id: "1",
        employee_id: "2",
        start_on: "2026-03-02",
        finish_on: "2026-03-02",
        approved: null,
        half_day: null,
        deleted_at: null,
        ...row,
      },
      {},
      { today: TODAY },
    )
  it.each([
    [{}, { status: "pending", status_source: "undecided" }],
    [{ approved: true }, { status: "approved", status_source: "approved true" }],
    [{ approved: false }, { status: "rejected" }],
    [{ approved: true, deleted_at: "2026-01-01T00:00:00Z" }, { status: "cancelled" }],
    [
      { half_day: "beggining_of_day", days_taken: 1 },
      { session: "morning", amount: 0.5 },
    ],
    [{ half_day: "beginning_of_day" }, { session: "morning" }],
    [{ half_day: "end_of_day" }, { session: "afternoon" }],
    [{ days_taken: 3.5 }, { units: "days", amount: 3.5 }],
    [
      { hours_amount_in_cents: 250, start_time: "840" },
      { units: "hours", amount: 2.5, start_time: "2026-03-02T14:00:00", end_time: "2026-03-02T16:30:00" },
    ],
    [{ hours_amount_in_cents: 100, start_time: "09:30" }, { start_time: "2026-03-02T09:30:00" }],
    [{ hours_amount_in_cents: 100, start_time: "2000-01-01T09:30:00.000Z" }, { start_time: "2026-03-02T09:30:00" }],
    [{ finish_on: null }, { end_time: null }],
  ])("%o map to %o", (row, unified) => expect(map(row)).toMatchObject(unified))
})

describe("the API", () => {
  it("writes lists with brackets and reads both kinds of pages", () => {
    expect(api.writeQuery({ "ids[]": ["1", "2"], only_active: true, none: undefined })).toBe(
      "ids%5B%5D=1&ids%5B%5D=2&only_active=true",
    )
    const { page } = api.lists
    const read = (meta: unknown, position = {}) =>
      page.read({ body: { meta }, headers: {}, count: 1 }, { position, size: 20, query: {} })
    const onward = read({ has_next_page: true, end_cursor: "MTc=", total: 3 })
    expect(onward).toMatchObject({ next: { after: "MTc=" }, previous: null, total: 3 })
    expect(page.ask({ position: { after: "MTc=" }, size: 20, query: {} })).toEqual({ limit: 20, after_id: "MTc=" })
    const counted = read({ has_next_page: true, has_previous_page: true }, { page: 2, size: 50 })
    expect(counted).toMatchObject({ next: { page: 3, size: 50 }, previous: { page: 1, size: 50 } })
    expect(page.ask({ position: counted.next ?? {}, size: 20, query: {} })).toEqual({ limit: 50, page: 3 })
    expect(read(null)).toMatchObject({ next: null, previous: null })
  })
  it.each([
    [{ errors: { exception: ["open_shift"] } }, "open_shift"],
    [{ errors: { errors: ["Forbidden by X"] } }, "Forbidden by X"],
    [{ errors: ["gone"] }, "gone"],
    [{ errors: { name: ["is blank"] } }, "name: is blank"],
    [{ message: "m" }, "m"],
    [{ errors: { base: [], name: null, code: 7 } }, "code: 7"],
    [{ errors: { base: [], name: null } }, undefined],
    [{ errors: null }, undefined],
    ["<html>", undefined],
  ])("finds the sentence in %o", (body, message) => expect(api.readErrorMessage({ headers: {}, body })).toBe(message))
  it("covers every operation of the reference in its catalogue", () => {
    expect(catalogue.size).toBe(176)
    expect([...catalogue.values()].reduce((sum, one) => sum + one.methods.length, 0)).toBe(615)
    expect(catalogue.get("timeoff-leaves")?.methods.map((one) => one.name)).toEqual(
      expect.arrayContaining(["list", "get", "create", "update", "delete", "approve", "reject"]),
    )
  })
})
