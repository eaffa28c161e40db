import { describe, expect, it } from "vitest"
import { hasDates, rowOn } from "./effective-dates.js"

const job = (effective_date: string, end_date: string | null, job_title: string) => ({
  id: effective_date,
  effective_date,
  end_date,
  job_title,
})

describe("a row on a day before the first sync", () => {
  it("without dates is as it was first recorded", () => {
    expect(hasDates("groups")).toBe(false)
    expect(rowOn("groups", { id: "1" }, "2020-01-01")).toEqual({ id: "1" })
  })
  it.each([
    ["2021-12-31", false],
    ["2022-01-01", true],
    ["2024-06-30", true],
    ["2024-07-01", false],
  ])("on %s holds by its own dates: %s", (day, holds) => {
    const version = { id: "1", effective_date: "2022-01-01", end_date: "2024-06-30" }
    expect(rowOn("employments", version, day) !== undefined).toBe(holds)
    const salary = { id: "1", start_date: "2022-01-01", end_date: "2024-06-30", status: "inactive" }
    expect(rowOn("employee_compensations", salary, day)?.status).toBe(holds ? "active" : undefined)
    const hours = { id: "1", start_time: "2022-01-01T09:00:00", end_time: "2024-06-30T12:00:00" }
    expect(rowOn("timeoff_requests", hours, day) !== undefined).toBe(holds)
  })
  it("that is open holds from its first day on", () => {
    expect(rowOn("timeoff_requests", { id: "1", start_time: "2022-01-01", end_time: null }, "2026-01-01")).toBeDefined()
    expect(rowOn("timeoff_requests", { id: "1", start_time: null, end_time: null }, "2026-01-01")).toBeUndefined()
  })
})

describe("a person on a day", () => {
  const person = {
    id: "1",
    start_date: "2027-03-01",
    termination_date: null,
    employment_status: "pending",
    employments: [
      job("2027-03-01", null, "Chef"),
      job("2021-01-01", "2022-06-30", "Cook"),
      job("2021-01-01", "2021-01-01", "Nobody"),
      job("2019-01-01", "2020-12-31", "Helper"),
    ],
  }
  it.each([
    ["2018-12-31", undefined],
    ["2019-05-05", "Helper"],
    ["2021-01-01", "Cook"],
    ["2022-06-30", "Cook"],
    ["2022-07-01", undefined],
    ["2027-03-01", "Chef"],
  ])("%s has the job of that day: %s", (day, title) => {
    const row = rowOn("employees", person, day)
    expect(row?.job_title).toBe(title)
    expect(row?.employment_status).toBe(title === undefined ? undefined : "active")
  })
  it("who has left was not there afterwards, though a contract is open", () => {
    const left = { ...person, termination_date: "2028-01-01" }
    expect(rowOn("employees", left, "2028-01-01")).toBeDefined()
    expect(rowOn("employees", left, "2028-01-02")).toBeUndefined()
  })
  it("whose contracts can't be read is judged by the days of employment", () => {
    const bare = { id: "1", start_date: "2020-01-01", termination_date: "2021-01-01" }
    expect(rowOn("employees", bare, "2020-06-01")).toMatchObject({ employment_status: "active" })
    expect(rowOn("employees", bare, "2021-01-02")).toBeUndefined()
    expect(rowOn("employees", { id: "2" }, "2021-01-02")).toBeUndefined()
  })
})
