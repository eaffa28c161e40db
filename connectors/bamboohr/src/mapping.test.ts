import type { NamedView, Related, Remote } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { dataTypeOf } from "./custom-fields.js"
import { employmentStatusOf } from "./employment-status.js"
import { currentTypeOf, employmentTypeOf } from "./employment-type.js"
import { bamboohr } from "./index.js"
import { payOf } from "./pay.js"

const TODAY = "2026-06-01"

function viewOf(resource: keyof typeof bamboohr.resources, at = 0): NamedView {
  const found = bamboohr.resources[resource]?.views[at]
  if (!found) throw new Error(`no view ${at} of ${resource}`)
  return found
}
const mapped = (view: NamedView, row: Remote, related: Related = {}) => view.map(row, related, { today: TODAY })

const person: Remote = {
  employeeId: "4",
  firstName: "Mara",
  lastName: "Lind",
  preferredName: null,
  photoUrl: "https://images7.bamboohr.com/700001/photos/4-6-4.jpg",
  jobTitleName: "HR Manager",
  status: "Active",
  workEmail: "mara@example.test",
  homeEmail: "mara@home.test",
  workPhone: "555-1",
  workPhoneExtension: "12",
  mobilePhone: null,
  departmentId: 18280,
  departmentName: "Human Resources",
  divisionId: null,
  divisionName: null,
  locationId: "7",
  locationName: "Berlin",
  employmentStatusName: "Full-Time",
  hireDate: "2023-03-03",
  reportsToId: "8",
  reportsToName: "Jon Brandt",
}
const report: Remote = {
  id: "4",
  employeeNumber: null,
  displayName: "Mara Lind",
  originalHireDate: "0000-00-00",
  terminationDate: "",
  dateOfBirth: "0000-00-00",
  gender: "Non\u2011binary",
  nationality: "German",
  address1: null,
  city: "Springfield",
  state: "",
  country: "United States",
  payGroup: "Weekly",
  teams: ["Blue"],
  standardHoursPerWeek: "37.5",
  ssn: "XXX-XX-1234",
  supervisorEId: "8",
  lastChanged: "2026-06-02T13:10:19+00:00",
  custom: {
    customShirtsize: "M",
    customBadge: "7",
    customHasParking: "Yes",
    customSkills: "b, a",
    customReturn: "0000-00-00",
  },
}
const fields = [
  { id: "1", name: "Shirt size", type: "list", alias: "customShirtsize" },
  { id: "2", name: "Badge", type: "int", alias: "customBadge" },
  { id: "3", name: "Parking", type: "checkbox", alias: "customHasParking" },
  { id: "5", name: "Skills", type: "multilist", alias: "customSkills" },
  { id: "6", name: "Return", type: "date", alias: "customReturn" },
  { id: "7", name: "Hidden", type: "text", alias: "customHidden" },
]
const statuses = [{ id: "27284", employeeId: "4", date: "2023-03-03", employmentStatus: "Full-Time" }]
const jobs = [{ id: "38563", employeeId: "4", date: "2023-03-03", jobTitle: "HR Manager" }]
const pays = [
  {
    id: "40211",
    employeeId: "4",
    startDate: "2025-01-01",
    rate: { value: "65000.00", currency: "USD" },
    type: "Salary",
    exempt: "Exempt",
    comment: "",
    paidPer: "Year",
    paySchedule: "Every other week",
  },
]
const related: Related = {
  ...{ report, jobs, pays, statuses, fields, columns: [] },
  places: [{ id: "70", label: "Berlin", archived: false, address: { city: "Berlin", country: { isoCode: "de" } } }],
  teams: [
    { id: "91", name: "Blue", list: "teams", archived: "no" },
    { id: "92", name: "Blue", list: "location" },
  ],
  payGroups: [{ id: "93", name: "Weekly", list: "payGroup" }],
}

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
    expect(managerOf({ reportsToId: null })).toBeNull()
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
    expect(employmentStatusOf({ status, hireDate }, { terminationDate }, TODAY).employment_status).toBe(expected),
  )
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
    expect(currentTypeOf(left, history)).toEqual({ employment_type: "part_time", employment_type_source: "Part-Time" })
    expect(currentTypeOf(left, [])).toEqual({ employment_type: null, employment_type_source: "Terminated" })
    expect(currentTypeOf(left, undefined)).toEqual({})
  })
})

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
      updated_at: "2026-06-02T13:10:19.000Z",
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

describe("a time-off request", () => {
  const request = {
    id: "1659",
    employeeId: "12",
    status: { lastChanged: "2026-05-11", lastChangedByUserId: "2385", status: "approved" },
    name: "Ines Wolf",
    start: "2026-04-10",
    end: "2026-04-13",
    created: "2026-05-11",
    type: { id: "77", name: "Bereavement", icon: "time-off-luggage" },
    amount: { unit: "days", amount: "2" },
    dates: { "2026-04-10": "1", "2026-04-11": "0", "2026-04-13": "1" },
    notes: { manager: "ok" },
  }
  const shown = (more: object, facts: Related = {}) =>
    mapped(viewOf("timeoff_requests"), { ...request, ...more }, facts)
  it("has its type, its person, its days and who decided on it", () => {
    const decider = { id: "2385", employeeId: 61, firstName: "Jon", lastName: "Brandt" }
    expect(shown({}, { decider, types: [] })).toEqual({
      id: "1659",
      reason: { id: "77", name: "Bereavement" },
      type: { id: "77", name: "Bereavement" },
      timeoff_type: "Bereavement",
      employee: { id: "12", name: "Ines Wolf" },
      approver: "Jon Brandt",
      approver_reference: { id: "61", name: "Jon Brandt" },
      status: "approved",
      status_source: "approved",
      employee_note: null,
      approver_note: "ok",
      units: "days",
      units_source: "days",
      amount: 2,
      start_time: "2026-04-10",
      end_time: "2026-04-13",
      session: "full",
      session_source: "2 days",
      created_at: "2026-05-11T00:00:00.000Z",
    })
    expect(shown({}, { decider: { ...decider, employeeId: 0 } })).toMatchObject({ approver_reference: null })
    expect(shown({ status: { status: "requested" } }, { decider })).not.toHaveProperty("approver")
  })
  it.each([
    ["requested", "pending"],
    ["denied", "rejected"],
    ["declined", "rejected"],
    ["canceled", "cancelled"],
    ["cancelled", "cancelled"],
    ["superceded", "cancelled"],
    ["superseded", "cancelled"],
    ["odd", null],
  ])("%s is %s", (status, expected) => expect(shown({ status: { status } })).toMatchObject({ status: expected }))

  const hours = { unit: "hours", amount: "8" }
  const types = [
    {
      id: "78",
      defaultHours: [
        { name: "default", amount: "8" },
        { name: "Friday", amount: "6" },
      ],
    },
  ]
  it.each([
    [{ dates: { "2026-04-10": "0.5" } }, null],
    [{ dates: { "2026-04-09": "8", "2026-04-10": "6" }, amount: hours }, "full"],
    [{ dates: { "2026-04-09": "8", "2026-04-10": "8" }, amount: hours }, null],
    [{ dates: { "2026-04-06": "40", "2026-04-07": "0" }, amount: hours }, null],
    [{ dates: {} }, null],
    [{ dates: [] }, undefined],
  ])("with %j has the session %s", (more, session) =>
    expect(JSON.parse(JSON.stringify(shown(more, { types }))).session).toBe(session),
  )

  it.each([{}, []])("has no notes in %j", (notes) =>
    expect(shown({ notes })).toMatchObject({ employee_note: null, approver_note: null }),
  )
})

describe("a type of time off", () => {
  it.each([
    ["Vacation", "palm-trees", "holiday"],
    ["Sick", "band-aid", "sick"],
    ["Krankheit", "band-aid", "sick"],
    ["Parental Leave", "time-off-calendar", "parental"],
    ["Bereavement", "time-off-luggage", "compassionate"],
    ["Comp/In Lieu Time", "time-off-calendar", "overtime_compensation"],
    ["Company Holiday", "time-off-calendar", "holiday"],
    ["Jury duty", "time-off-calendar", "other"],
  ])("%s with %s is %s", (name, icon, kind) =>
    expect(mapped(viewOf("timeoff_types"), { id: "1", name, icon, units: "hours", color: "6a6a6a" })).toMatchObject({
      ...{ kind, kind_source: name, unit: "hours", color: "#6a6a6a", is_active: true },
    }),
  )
})

describe("lists of the company", () => {
  it("give groups, places and fields", () => {
    const option = { id: "18280", name: "People", list: "department", createdDate: "2025-12-18T19:22:20+00:00" }
    expect(mapped(viewOf("groups"), option)).toMatchObject({
      type: "department",
      created_at: "2025-12-18T19:22:20.000Z",
    })
    expect(viewOf("groups").where?.({ ...option, list: "jobTitle" })).toBe(false)
    const place = { ...option, list: "location", name: "Home" }
    expect(mapped(viewOf("locations"), place, { places: undefined })).toEqual({
      ...{ id: "18280", name: "Home", created_at: "2025-12-18T19:22:20.000Z" },
    })
    const address = { city: "Oslo", country: { name: "Norway" }, timezone: "Europe/Oslo", remoteLocation: true }
    expect(mapped(viewOf("locations"), place, { places: [{ id: "1", label: "Home", address }] })).toMatchObject({
      ...{ city: "Oslo", country: "NO", timezone: "Europe/Oslo", location_type: "remote", state: null },
    })
    const [field = {}] = fields
    const options = [
      { id: "12", name: "L", archived: "yes" },
      { id: "9", name: "M", archived: "no" },
    ]
    expect(mapped(viewOf("fields"), field, { options, columns: [] })).toMatchObject({
      ...{
        id: "1",
        name: "customShirtsize",
        label: "Shirt size",
        data_type: "single_choice",
        data_type_source: "list",
      },
      options: [
        { id: "9", label: "M", value: "M", is_active: true },
        { id: "12", label: "L", value: "L", is_active: false },
      ],
    })
    expect(mapped(viewOf("fields"), field, { options, columns: [{ fieldId: "1" }] })).toBeUndefined()
    const kept = [
      field,
      { ...field, id: "4.1" },
      { ...field, id: "-4" },
      { ...field, alias: "department" },
      { ...field, type: "" },
    ]
    expect(kept.map((one) => viewOf("fields").where?.(one))).toEqual([true, false, false, false, false])
    expect(dataTypeOf({ type: "employee" })).toBe("text")
  })
})
