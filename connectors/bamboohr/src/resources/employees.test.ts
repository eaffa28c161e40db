import type { Remote } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { employmentStatusOf } from "../employment-status.js"
import { currentTypeOf, employmentTypeOf } from "../employment-type.js"
import { mapped, person, related, report, TODAY, viewOf } from "../testing.js"

describe("an employee", () => {
  it("has what the list and the report say of a person", () => {
    expect(mapped(viewOf("employees"), person, related)).toEqual({
      id: "4",
      employee_number: null,
      first_name: "Mara",
      middle_name: undefined,
      last_name: "Lind",
      name: "Mara Lind",
      preferred_name: null,
      job_title: "HR Manager",
      groups: [
        { id: "18280", name: "Human Resources", type: "department" },
        { id: "91", name: "Blue", type: "team" },
      ],
      emails: [
        { email: "mara@example.test", type: "work", is_primary: true },
        { email: "mara@home.test", type: "personal", is_primary: false },
      ],
      phones: [{ number: "555-1", extension: "12", type: "work" }],
      employments: [expect.objectContaining({ id: "pay-40211" }), expect.objectContaining({ id: "job-38563" })],
      home_location: expect.objectContaining({ city: "Springfield", state: null, country: "US" }),
      work_location: expect.objectContaining({ id: "7", name: "Berlin", city: "Berlin", country: "DE" }),
      manager: { id: "8", name: "Jon Brandt" },
      pay_group: { id: "93", name: "Weekly" },
      gender: "non_binary",
      gender_source: "Non\u2011binary",
      date_of_birth: null,
      nationality: undefined,
      start_date: "2023-03-03",
      termination_date: null,
      termination_reason: null,
      employment_status: "active",
      employment_status_source: "status Active, Full-Time",
      employment_type: "full_time",
      employment_type_source: "Full-Time",
      weekly_hours: 37.5,
      avatar: "https://images7.bamboohr.com/700001/photos/4-6-4.jpg",
      ssn: "XXX-XX-1234",
      custom_fields: {
        customShirtsize: "M",
        customBadge: 7,
        customHasParking: true,
        customSkills: ["a", "b"],
        customReturn: null,
      },
      updated_at: "2026-06-02T13:10:19.000Z",
    })
  })
  it("has a manager by id alone, never by the manager's number, and never himself", () => {
    const managerOf = (row: Remote, more: Remote = {}) =>
      (
        mapped(
          viewOf("employees"),
          { ...person, reportsToName: undefined, ...row },
          { report: { ...report, supervisorEId: undefined, ...more } },
        ) as { manager?: unknown }
      ).manager // what a view gives is unknown here
    expect(managerOf({ reportsToId: 8 })).toEqual({ id: "8", name: undefined })
    expect(managerOf({ reportsToId: undefined }, { supervisorEId: "9", supervisorId: "1" })).toMatchObject({ id: "9" })
    expect(managerOf({ reportsToId: undefined }, { supervisorId: "1" })).toBeUndefined()
    expect(managerOf({ reportsToId: null }, { supervisorEId: null })).toBeNull()
    expect(managerOf({ reportsToId: null }, { supervisorEId: "9" })).toMatchObject({ id: "9" })
    expect(managerOf({ reportsToId: null })).toBeUndefined()
    expect(managerOf({ reportsToId: "4" })).toBeNull()
  })
  it("lacks what the credential may not see, and loses nothing else by it", () => {
    const { ssn: _, originalHireDate: __, terminationDate: ___, ...less } = report
    const row = mapped(viewOf("employees"), person, { ...related, report: less })
    expect(row).toMatchObject({
      ssn: undefined,
      start_date: undefined,
      termination_date: undefined,
      weekly_hours: 37.5,
    })
    const none = { ...related, report: { ...report, custom: {} } }
    expect(mapped(viewOf("employees"), person, none)).toHaveProperty("custom_fields", undefined)
    expect(mapped(viewOf("employees"), person, { ...none, fields: [] })).toHaveProperty("custom_fields", {})
  })
})

describe("the groups of a person", () => {
  const groupsOf = (row: Remote, more: Remote = {}) =>
    mapped(viewOf("employees"), { ...person, ...row }, { ...related, report: { ...report, ...more } })
  it("are all of them, or not known", () => {
    expect(groupsOf({ departmentId: undefined })).toHaveProperty("groups", undefined)
    expect(groupsOf({ divisionId: undefined })).toHaveProperty("groups", undefined)
    expect(groupsOf({}, { teams: undefined })).toHaveProperty("groups", undefined)
    expect(groupsOf({ departmentId: null }, { teams: null })).toHaveProperty("groups", [])
  })
  it("are not known of somebody who is to come while the jobs can't be read", () => {
    const unread = { ...related, jobs: undefined }
    const ahead = { ...person, jobTitleName: null, departmentId: null }
    expect(mapped(viewOf("employees"), ahead, unread)).toHaveProperty("groups", undefined)
  })
})

describe("somebody who is to come", () => {
  it("has the title and the type that are ahead", () => {
    const ahead = { ...person, jobTitleName: null, employmentStatusName: null, hireDate: "2026-09-01" }
    const coming = {
      jobs: [{ id: "1", date: "2026-09-01", jobTitle: "Nurse" }],
      statuses: [{ id: "2", date: "2026-09-01", employmentStatus: "Part-Time" }],
    }
    expect(mapped(viewOf("employees"), ahead, { ...related, ...coming })).toMatchObject({
      ...{ employment_status: "pending", job_title: "Nurse", employment_type: "part_time" },
    })
    const unread = JSON.stringify(mapped(viewOf("employees"), ahead, { report }))
    expect(unread).not.toMatch(/job_title|employment_type/)
  })
})

describe("the status of a person", () => {
  it.each([
    ["Active", "2023-03-03", null, "active"],
    ["Active", "2026-06-02", null, "pending"],
    ["Inactive", "2026-06-02", null, "pending"],
    ["Active", "2026-06-01", null, "active"],
    ["Active", "2023-03-03", "2026-06-01", "active"],
    ["Active", "2023-03-03", "2026-05-31", "inactive"],
    ["Active", "2023-03-03", "2026-12-31", "active"],
    ["Inactive", "2023-03-03", "0000-00-00", "inactive"],
    ["Inactive", "0000-00-00", "", "inactive"],
    ["", "2023-03-03", "", "active"],
    ["", "0000-00-00", "0000-00-00", null],
    ["Active", undefined, undefined, "active"],
    [undefined, "0000-00-00", "", undefined],
  ])("%s, hired %s, left %s is %s", (status, hireDate, terminationDate, expected) =>
    expect(employmentStatusOf({ status, hireDate }, { report: { terminationDate } }, TODAY).employment_status).toBe(
      expected,
    ),
  )
})

describe("where the last day may not be seen, the status", () => {
  it.each([
    [TODAY, "active"],
    ["2020-02-28", "inactive"],
  ])("goes by the row of history that says so: %s is %s", (date, expected) => {
    const facts = { status: "Active", hireDate: "2019-03-03", employmentStatusName: "Terminated" }
    const statuses = [
      { date: "2019-03-03", employmentStatus: "Full-Time" },
      { date, employmentStatus: "Terminated" },
    ]
    expect(employmentStatusOf(facts, { statuses }, TODAY).employment_status).toBe(expected)
  })
  it("is told by words, and its facts are not", () => {
    const facts = { status: "Active", hireDate: "2023-03-03", employmentStatusName: "Terminated" }
    expect(employmentStatusOf(facts, { report: {} }, TODAY)).toEqual({
      employment_status: "inactive",
      employment_status_source: undefined,
    })
    expect(employmentStatusOf({ ...facts, employmentStatusName: "Full-Time" }, { report: {} }, TODAY)).toEqual({
      employment_status: "active",
      employment_status_source: undefined,
    })
  })
})

describe("the employment type", () => {
  it.each([
    ["Full-Time", "full_time"],
    ["Part-Time", "part_time"],
    ["part time (80%)", "part_time"],
    ["Contractor", "contract"],
    ["Fixed-Term Contract", "contract"],
    ["Fixed term", "temporary"],
    ["Temporary", "temporary"],
    ["Seasonal", "temporary"],
    ["Intern", "internship"],
    ["Full-Time Intern", "internship"],
    ["Internship", "internship"],
    ["International assignee", null],
    ["Internal transfer, full time", "full_time"],
    ["Trainee", "trainee"],
    ["Volunteer", "volunteer"],
    ["Per Diem", "per_diem"],
    ["Casual", "per_diem"],
    ["Furloughed", null],
    ["Festanstellung", null],
    [null, null],
    [undefined, undefined],
  ])("of %s is %s", (name, type) => expect(employmentTypeOf(name).employment_type).toBe(type))

  it("of somebody who has left is the one before", () => {
    const left = { employmentStatusName: "Terminated" }
    const history = [
      { id: "2", date: "2026-05-31", employmentStatus: "Terminated" },
      { id: "1", date: "2020-01-01", employmentStatus: "Part-Time" },
    ]
    expect(currentTypeOf(left, history, TODAY)).toEqual({
      employment_type: "part_time",
      employment_type_source: "Part-Time",
    })
    const back = [
      { id: "3", date: "2026-07-01", employmentStatus: "Contractor" },
      { id: "4", date: "2026-09-30", employmentStatus: "Terminated" },
    ]
    expect(currentTypeOf(left, [...history, ...back], TODAY)).toMatchObject({ employment_type: "part_time" })
    expect(currentTypeOf(left, [], TODAY)).toEqual({ employment_type: null, employment_type_source: "Terminated" })
    expect(currentTypeOf(left, undefined, TODAY)).toEqual({})
  })
})
