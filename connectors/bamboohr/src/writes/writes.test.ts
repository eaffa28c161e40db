import type { Lookups, Remote, RemoteRequest, Settled, Step } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { fields } from "../testing.js"
import { terminateEmployee, unterminateEmployee } from "./departures.js"
import { createEmployment } from "./employments.js"
import { createGroup, updateGroup } from "./groups.js"
import { createLocation, deleteLocation, updateLocation } from "./locations.js"
import { addMembers, removeMembers } from "./memberships.js"
import { createEmployee, updateEmployee } from "./people.js"
import { cancelRequest, createRequest, rejectRequest, updateRequest } from "./time-off.js"

const context = { today: "2026-06-01", toLocal: (moment: string) => moment }
const requestOf = ({ request }: Step, rows: Lookups = {}): RemoteRequest =>
  typeof request === "function" ? request({}, rows) : request
const settledOf = ({ settled }: Step): Settled => (typeof settled === "function" ? settled({}, {}) : settled)
/** Steps that read a person have the row that they were planned from. */
const shortly = (steps: readonly Step[], lookups: Lookups = {}) =>
  steps.map((step) => {
    const id = step.reads?.({}).person?.value
    const { method, path, body } = requestOf(step, { person: lookups[`of_${id}`] ?? [] })
    return [step.name, `${method} ${path}`, body]
  })

const option = (id: string, list: string | null, name: string, more: object = {}) => ({
  id,
  list,
  name,
  archived: "no",
  fieldId: null,
  ...more,
})
const options = [
  option("11", "jobTitle", "HR Manager"),
  option("12", "jobTitle", "Webmaster", { archived: "yes" }),
  option("21", "department", "Sales", { fieldId: "4" }),
  option("22", "division", "Europe", { fieldId: "1355" }),
  option("23", "teams", "Blue", { fieldId: "4549" }),
  option("24", "teams", "Red, hot", { fieldId: "4549" }),
  option("31", "location", "Berlin"),
  option("41", "employmentHistoryStatus", "Full-Time"),
  option("42", "employmentHistoryStatus", "Part-Time"),
  option("43", "employmentHistoryStatus", "Terminated"),
  option("51", "nationality", "Germany"),
  option("61", null, "Other employment", { fieldId: "4314" }),
  option("71", null, "Resignation (Voluntary)", { fieldId: "4313" }),
  option("72", null, "Termination (Involuntary)", { fieldId: "4313" }),
  option("81", "customShirtsize", "M", { fieldId: "1" }),
  option("82", "customSkills", "First aid", { fieldId: "5" }),
]
const columns = [
  { id: "employmentStatus:4314", fieldId: "4314", alias: "terminationReasonId", table: "employmentStatus" },
  { id: "employmentStatus:4313", fieldId: "4313", alias: "terminationTypeId", table: "employmentStatus" },
]
const countries = [
  { id: "1", name: "United States", isoCode: "US" },
  { id: "5", name: "Germany", isoCode: "DE" },
]
const known: Lookups = { options, columns, countries, fields }

describe("a new employee", () => {
  const plan = (more: object = {}, lookups: Lookups = known) =>
    createEmployee.plan({ body: { first_name: "Ada", last_name: "Byron", ...more } }, lookups, context)

  it("is one call, with names where BambooHR takes no ids", () => {
    const steps = plan(
      {
        start_date: "2026-07-01",
        job_title: "hr manager",
        emails: [{ email: "ada@acme.example" }],
        phones: [{ number: "1", type: "work", extension: "2" }],
        date_of_birth: null,
        gender: "non_binary",
        nationality: "DE",
        home_location: { street_1: "Weg 1", country: "DE", state: null },
        work_location: { id: "31" },
        manager: { id: "8" },
        groups: [{ id: "21" }, { id: "23" }, { id: "24" }],
        employment: {
          pay_rate: 65_000,
          pay_period: "annually",
          pay_currency: "eur",
          employment_type: "part_time",
          weekly_hours: 20,
        },
        custom_fields: {
          customShirtsize: "m",
          customSkills: ["first aid"],
          customHasParking: true,
          2: 7,
          customReturn: null,
        },
        remote_data: { maritalStatus: "Single" },
      },
      { ...known, manager: [{ employeeId: "8", firstName: "Jonathan", preferredName: "Jon", lastName: "Brandt" }] },
    )
    expect(shortly(steps)).toEqual([
      [
        "create_employee",
        "POST v1/employees",
        {
          firstName: "Ada",
          lastName: "Byron",
          hireDate: "2026-07-01",
          jobTitle: "HR Manager",
          workEmail: "ada@acme.example",
          workPhone: "1",
          workPhoneExtension: "2",
          gender: "Non-binary",
          nationality: "Germany",
          address1: "Weg 1",
          country: "Germany",
          location: "Berlin",
          reportsTo: "Jon Brandt",
          department: "Sales",
          teams: ["Blue", "Red, hot"],
          payRate: "65000.00 EUR",
          payPer: "Year",
          payType: "Salary",
          employmentHistoryStatus: "Part-Time",
          standardHoursPerWeek: 20,
          customShirtsize: "M",
          customSkills: ["First aid"],
          customHasParking: "1",
          customBadge: 7,
          maritalStatus: "Single",
        },
      ],
    ])
  })

  it("is known by its address when nothing is answered, and by its name when nobody heard an answer", () => {
    const [step] = plan()
    expect(step?.answered?.({ body: "", headers: { location: "https://x/api/v1/employees/7" } })).toEqual({
      employeeId: "7",
    })
    expect(step?.answered?.({ body: { id: "7", firstName: "Ada" }, headers: {} })).toMatchObject({ employeeId: "7" })
    expect(step?.answered?.({ body: "", headers: {} })).toBeUndefined()
    const settled = settledOf(step as Step)
    expect("isLike" in settled && settled.isLike({ firstName: "Ada", lastName: "Byron" })).toBe(true)
    expect("isLike" in settled && settled.isLike({ firstName: "Ada", lastName: "Byrons" })).toBe(false)
    const addressed = settledOf(plan({ emails: [{ email: "ada@acme.example" }] })[0] as Step)
    const ada = { firstName: "Ada", lastName: "Byron", workEmail: "other@acme.example" }
    expect("isLike" in addressed && addressed.isLike(ada)).toBe(false)
    expect("isLike" in addressed && addressed.isLike({ ...ada, workEmail: "ADA@acme.example" })).toBe(true)
  })

  it.each([
    [{ job_title: "Webmaster" }, "job_title: must be one of HR Manager"],
    [{ nationality: "FR" }, "nationality: has no word"],
    [{ gender: "other" }, "gender"],
    [{ home_location: { country: "FR" } }, "home_location.country"],
    [{ work_location: { id: "21" } }, "work_location"],
    [{ manager: { id: "9" } }, "manager"],
    [{ groups: [{ id: "31" }] }, "groups: has an id of no group"],
    [{ groups: [{ id: "21" }, { id: "21" }] }, "one department"],
    [
      {
        emails: [
          { email: "a@b.c", type: "personal" },
          { email: "d@b.c", type: "personal" },
        ],
      },
      "emails",
    ],
    [{ phones: [{ number: "1", type: "mobile", extension: "2" }] }, "extension"],
    [{ employment: { pay_rate: 1, pay_period: "monthly" } }, "employment.pay_currency: is required"],
    [{ employment: { pay_rate: 1, pay_currency: "EUR" } }, "employment.pay_period: is required"],
    [{ employment: { pay_rate: 1.000_001, pay_currency: "EUR", pay_period: "monthly" } }, "employment.pay_rate"],
    [{ employment: { employment_type: "volunteer" } }, "employment.employment_type: has no word"],
    [{ employment: { end_date: "2027-01-01" } }, "employment.end_date"],
    [{ custom_fields: { customShirtsize: "XXL" } }, "custom_fields.customShirtsize: must be one of M"],
    [{ custom_fields: { customBadge: 1.5 } }, "whole number"],
    [{ custom_fields: { customNothing: 1 } }, "is no field"],
    [{ custom_fields: { 2: 7, customBadge: 8 } }, "is given twice"],
  ])("%o is refused", (more, message) => expect(() => plan(more)).toThrow(message))
})

describe("a changed employee", () => {
  const plan = (body: object) => updateEmployee.plan({ id: "4", row: { employeeId: "4" }, body }, known, context)

  it("has null where something is emptied", () => {
    expect(
      shortly(plan({ preferred_name: null, manager: null, phones: [], work_location: null, job_title: null })),
    ).toEqual([
      [
        "change_employee",
        "POST v1/employees/4",
        {
          preferredName: null,
          jobTitle: null,
          location: null,
          reportsTo: null,
          mobilePhone: null,
          workPhone: null,
          workPhoneExtension: null,
          homePhone: null,
        },
      ],
    ])
    expect(() => plan({ manager: { id: "4" } })).toThrow("manager")
  })

  it("is seen by what it changes in the list, else in the report; what may not be read shows nothing", () => {
    const shows = (body: object, row: Remote) => {
      const settled = settledOf(plan(body)[0] as Step)
      return "shows" in settled && [settled.table.name, settled.shows(row)]
    }
    expect(shows({ job_title: "HR Manager", ssn: "1" }, { jobTitleName: "HR Manager" })).toEqual(["employees", true])
    expect(shows({ job_title: "HR Manager" }, { jobTitleName: "HR" })).toEqual(["employees", false])
    expect(shows({ ssn: "1", custom_fields: { 2: 7 } }, { ssn: "1", custom: { customBadge: "7" } })).toEqual([
      "reports/custom",
      true,
    ])
    expect(shows({ ssn: null }, {})).toEqual(["reports/custom", false])
  })
})

describe("an end of employment", () => {
  const came = { id: "1", date: "2023-03-03", employmentStatus: "Full-Time" }
  const leaves = { id: "2", date: "2026-12-31", employmentStatus: "Terminated", terminationReasonId: "" }
  const plan = (
    body: { termination_date: string; termination_reason?: string; type?: "voluntary" | "dismissed" | "mutual" },
    statuses: Remote[],
  ) => terminateEmployee.plan({ id: "4", row: {}, body }, { ...known, statuses }, context)

  it("is a row of status, with the company's own words", () => {
    const body = { termination_date: "2026-06-30", termination_reason: "other employment", type: "voluntary" } as const
    const row = {
      date: "2026-06-30",
      employmentStatus: "Terminated",
      terminationReasonId: "Other employment",
      terminationTypeId: "Resignation (Voluntary)",
    }
    expect(shortly(plan(body, [came]))).toEqual([["terminate", "POST v1/employees/4/tables/employmentStatus", row]])
    expect(shortly(plan(body, [came, leaves]))).toEqual([
      ["terminate", "POST v1/employees/4/tables/employmentStatus/2", row],
    ])
    expect(plan(body, [came, { id: "3", ...row }])).toEqual([])
    expect(shortly(plan({ ...body, type: "dismissed" }, []))[0]?.[2]).toMatchObject({
      terminationTypeId: "Termination (Involuntary)",
    })
    expect(() => plan({ ...body, termination_reason: "bored" }, [])).toThrow("termination_reason: must be one of Other")
    expect(() => plan({ ...body, type: "mutual" }, [])).toThrow("type: has no word")
  })

  it("is taken back where it is the last that was said", () => {
    const back = (statuses: Remote[]) =>
      shortly(unterminateEmployee.plan({ id: "4", row: {}, body: {} }, { statuses }, context))
    expect(back([came, leaves])).toEqual([
      ["unterminate", "DELETE v1/employees/4/tables/employmentStatus/2", undefined],
    ])
    expect(back([came, leaves, { ...came, id: "3", date: "2027-02-01" }])).toEqual([])
    const unread = { id: "4", row: {}, body: {} }
    expect(() => unterminateEmployee.plan(unread, {}, context)).toThrow("may not read")
  })
})

describe("a new version of a job", () => {
  const jobs = [
    {
      id: "1",
      date: "2025-01-01",
      jobTitle: "HR",
      department: "Sales",
      reportsTo: "Jon Brandt",
      teams: ["Blue"],
      division: "",
    },
  ]
  const pays = [
    {
      id: "2",
      startDate: "2025-01-01",
      rate: { value: "10.00", currency: "CAD" },
      type: "Hourly",
      paidPer: "Hour",
      exempt: "Non-exempt",
    },
  ]
  const plan = (more: object) =>
    createEmployment.plan(
      { body: { employee: { id: "4" }, effective_date: "2026-07-01", ...more } },
      { ...known, jobs, pays },
      context,
    )

  it("is a row in each table that something is said of, which goes on from the one before", () => {
    const steps = plan({
      job_title: "HR Manager",
      pay_rate: 60_000,
      pay_period: "annually",
      employment_type: "full_time",
      remote_data: { comment: "x" },
    })
    expect(shortly(steps)).toEqual([
      [
        "add_job",
        "POST v1/employees/4/tables/jobInfo",
        {
          date: "2026-07-01",
          jobTitle: "HR Manager",
          department: "Sales",
          reportsTo: "Jon Brandt",
          teams: ["Blue"],
          comment: "x",
        },
      ],
      [
        "add_pay",
        "POST v1/employees/4/tables/compensation",
        { startDate: "2026-07-01", rate: "60000.00 CAD", type: "Salary", paidPer: "Year", exempt: "Non-exempt" },
      ],
      [
        "add_status",
        "POST v1/employees/4/tables/employmentStatus",
        { date: "2026-07-01", employmentStatus: "Full-Time" },
      ],
    ])
    const settled = settledOf(steps[0] as Step)
    expect("isLike" in settled && settled.isLike({ date: "2026-07-01", jobTitle: "HR Manager" })).toBe(true)
    expect("isLike" in settled && settled.isLike({ date: "2026-07-01", jobTitle: "HR" })).toBe(false)
  })

  it("of pay alone keeps what the pay is for", () => {
    expect(shortly(plan({ pay_rate: 12.5 }))).toEqual([
      [
        "add_pay",
        "POST v1/employees/4/tables/compensation",
        { startDate: "2026-07-01", rate: "12.50 CAD", type: "Hourly", paidPer: "Hour", exempt: "Non-exempt" },
      ],
    ])
    const settled = settledOf(plan({ pay_rate: 12.5 })[0] as Step)
    const shown = { startDate: "2026-07-01", rate: { value: "12.50", currency: "CAD" }, type: "Hourly" }
    expect("isLike" in settled && settled.isLike(shown)).toBe(true)
    expect("isLike" in settled && settled.isLike({ ...shown, rate: { value: "12.00", currency: "CAD" } })).toBe(false)
    const asked = { employee: { id: "4" }, effective_date: "2026-07-01", pay_rate: 1 }
    expect(() => createEmployment.plan({ body: asked }, known, context)).toThrow("pay_rate: can't be written")
    const { pay_rate: _, ...period } = { ...asked, pay_period: "monthly" as const }
    expect(() => createEmployment.plan({ body: period }, known, context)).toThrow("pay_period: can't be written")
    expect(() => plan({})).toThrow("job_title: is required")
    expect(() => plan({ pay_period: "monthly" })).toThrow("pay_rate: is required")
    expect(() => plan({ employee: { id: "../8" }, pay_rate: 1 })).toThrow("employee.id")
  })
})

describe("groups", () => {
  it("are options of lists", () => {
    const make = createGroup.plan({ body: { name: "Green", type: "team" } }, known, context)
    expect(shortly(make)).toEqual([["create_group", "PUT v1/meta/lists/4549", { options: [{ value: "Green" }] }]])
    expect(make[0]?.answered?.({ body: { options: [{ id: 99, name: "Green" }] }, headers: {} })).toEqual({
      id: 99,
      name: "Green",
    })
    expect(make[0]?.answered?.({ body: "<list/>", headers: {} })).toBeUndefined()
    expect(() => createGroup.plan({ body: { name: "x", type: "class" } }, known, context)).toThrow(
      "type: must be one of",
    )
    const [, , sales] = options
    const rename = (name: string) =>
      shortly(updateGroup.plan({ id: "21", row: sales ?? {}, body: { name } }, {}, context))
    expect(rename("Trade")).toEqual([
      ["rename_group", "PUT v1/meta/lists/4", { options: [{ id: 21, value: "Trade" }] }],
    ])
    expect(rename("Sales")).toEqual([])
  })

  it("have people by what the people say", () => {
    const team = options[4] ?? {}
    const lookups = {
      of_4: [{ id: "4", teams: ["Blue"] }],
      of_5: [{ id: "5", teams: ["Red, hot"] }],
      of_6: [{ id: "6", teams: null }],
    }
    const body = { employees: ["4", "5", "6"].map((id) => ({ id })) }
    expect(shortly(addMembers.plan({ id: "23", row: team, body }, lookups, context), lookups)).toEqual([
      ["add_5", "POST v1/employees/5", { teams: ["Red, hot", "Blue"] }],
      ["add_6", "POST v1/employees/6", { teams: ["Blue"] }],
    ])
    expect(shortly(removeMembers.plan({ id: "23", row: team, body }, lookups, context), lookups)).toEqual([
      ["remove_4", "POST v1/employees/4", { teams: [] }],
    ])
    const sales = options[2] ?? {}
    const held = { of_4: [{ employeeId: "4", departmentId: 21 }], of_5: [{ employeeId: "5", departmentId: null }] }
    const two = { employees: [{ id: "4" }, { id: "5" }] }
    expect(shortly(addMembers.plan({ id: "21", row: sales, body: two }, held, context), held)).toEqual([
      ["add_5", "POST v1/employees/5", { department: "Sales" }],
    ])
    const removal = removeMembers.plan({ id: "21", row: sales, body: two }, held, context)
    expect(shortly(removal, held)).toEqual([["remove_4", "POST v1/employees/4", { department: null }]])
    const moved = { of_4: [{ employeeId: "4", departmentId: 25, departmentName: "Trade" }] }
    expect(shortly(removal, moved)[0]?.[2]).toEqual({ department: "Trade" })
    const none = { of_4: [], of_5: [] }
    expect(() => addMembers.plan({ id: "21", row: sales, body: two }, none, context)).toThrow("4 is nobody here")
  })

  it("are not changed where it may not be read who is in them, and keep the teams of the moment", () => {
    const team = options[4] ?? {}
    const body = { employees: [{ id: "5" }] }
    const plan = (lookups: Lookups) => addMembers.plan({ id: "23", row: team, body }, lookups, context)
    for (const lookups of [{}, { of_5: [{ id: "5" }] }]) expect(() => plan(lookups)).toThrow("may not read")
    const [step] = plan({ of_5: [{ id: "5", teams: [] }] })
    const later = { person: [{ id: "5", teams: ["Red, hot"] }] }
    expect(requestOf(step as Step, later).body).toEqual({ teams: ["Red, hot", "Blue"] })
    expect(() => requestOf(step as Step, {})).toThrow("may not read")
  })
})

describe("a location", () => {
  const provinces = [{ id: 7, iso: "UT", name: "Utah" }]
  const berlin = options[6] ?? {}
  const places = [
    {
      id: "31",
      label: "Berlin",
      archived: false,
      address: {
        address1: "Weg 1",
        city: "Berlin",
        stateId: null,
        countryId: "5",
        timezone: "Europe/Berlin",
        remoteLocation: false,
      },
    },
  ]

  it("has ids of its country and state", () => {
    const body = { name: "Lindon", city: "Lindon", state: "utah", country: "US", timezone: "America/Denver" }
    expect(createLocation.reads?.({ body }, known)).toMatchObject({ provinces: { column: "countryId", value: "1" } })
    const [step] = createLocation.plan({ body }, { ...known, provinces }, context)
    expect(requestOf(step as Step).body).toEqual({
      label: "Lindon",
      archived: false,
      address: {
        address1: null,
        address2: null,
        city: "Lindon",
        stateId: "7",
        zipcode: null,
        countryId: "1",
        timezone: "America/Denver",
        remoteLocation: false,
      },
    })
    expect(() =>
      createLocation.plan({ body: { ...body, state: "Bavaria" } }, { ...known, provinces }, context),
    ).toThrow("state: is no part of the country that BambooHR knows: give one of Utah")
  })

  it("is written whole, with what it had", () => {
    const [step] = updateLocation.plan(
      { id: "31", row: berlin, body: { city: "Potsdam" } },
      { ...known, places },
      context,
    )
    expect(shortly([step as Step])).toMatchObject([
      [
        "change_location",
        "PUT v1/hris/org/locations/31",
        { label: "Berlin", address: { address1: "Weg 1", city: "Potsdam", countryId: "5", remoteLocation: false } },
      ],
    ])
    expect(() => updateLocation.plan({ id: "31", row: berlin, body: { city: "x" } }, known, context)).toThrow(
      "no address",
    )
    expect(shortly(deleteLocation.plan({ id: "31", row: berlin, body: {} }, { places }, context))).toEqual([
      ["delete_location", "DELETE v1/hris/org/locations/31", undefined],
    ])
  })
})

describe("a request for time off", () => {
  const types = [{ id: "77", name: "Vacation", units: "days", defaultHours: [{ name: "default", amount: "8" }] }]
  const row = {
    id: "5",
    employeeId: "4",
    start: "2026-08-03",
    end: "2026-08-04",
    type: { id: "77" },
    status: { status: "requested" },
    dates: { "2026-08-03": "0.5", "2026-08-04": "1" },
    notes: { employee: "sea" },
  }

  it("that is changed is replaced, and keeps what is not said", () => {
    const change = (body: object) =>
      requestOf(updateRequest.plan({ id: "5", row, body }, { types }, context)[0] as Step)
    expect(change({ employee_note: "hills" })).toMatchObject({
      method: "PUT",
      path: "v1/employees/4/time_off/request",
      body: {
        previousRequest: 5,
        timeOffTypeId: 77,
        amount: 1.5,
        dates: [
          { ymd: "2026-08-03", amount: 0.5 },
          { ymd: "2026-08-04", amount: 1 },
        ],
        notes: [{ from: "employee", note: "hills" }],
      },
    })
    expect(change({ end_time: "2026-08-05" })).toMatchObject({
      body: { start: "2026-08-03", end: "2026-08-05", amount: 3, notes: [{ note: "sea" }] },
    })
    const half = { ...row, notes: { employee: "sea\nHalf day: morning." } }
    const [afternoon] = updateRequest.plan(
      { id: "5", row: half, body: { end_time: "2026-08-03", session: "afternoon" } },
      { types },
      context,
    )
    expect(requestOf(afternoon as Step).body).toMatchObject({ notes: [{ note: "sea\nHalf day: afternoon." }] })
    expect(updateRequest.result?.({ replace_request: { id: "6" } })).toBe("6")
  })

  it("is refused by the name of the type that was sent, or by the one to send", () => {
    const change = (body: object) => () => updateRequest.plan({ id: "5", row, body }, { types: [] }, context)
    expect(change({ reason: { id: "9" } })).toThrow(/^reason\.id: 9 is not a type here/)
    expect(change({ timeoff_type: "Moon" })).toThrow(/^timeoff_type: Moon is not a type here/)
    expect(change({ employee_note: "hills" })).toThrow(/^timeoff_type: 77 is not a type here/)
  })

  it("of another type keeps its half day and its amounts", () => {
    const hourly = { id: "78", name: "Sick", units: "hours", defaultHours: [{ name: "default", amount: "8" }] }
    const daily = { id: "79", name: "Study", units: "days" }
    const change = (before: Remote, id: string) =>
      requestOf(
        updateRequest.plan(
          { id: "5", row: before, body: { reason: { id } } },
          { types: [...types, hourly, daily] },
          context,
        )[0] as Step,
      ).body
    const half = {
      ...{ ...row, end: "2026-08-03", amount: { unit: "days", amount: "0.5" }, dates: { "2026-08-03": "0.5" } },
      notes: { employee: "sea\nHalf day: morning." },
    }
    const note = [{ note: "sea\nHalf day: morning." }]
    expect(change(half, "79")).toMatchObject({ timeOffTypeId: 79, amount: 0.5, notes: note })
    expect(change(half, "78")).toMatchObject({ timeOffTypeId: 78, amount: 4, notes: note })
    expect(() => change({ ...half, notes: {} }, "78")).toThrow("units: is required")
    expect(change({ ...half, dates: { "2026-08-03": "1" }, notes: {} }, "78")).toMatchObject({ amount: 8 })
  })

  it("that is over is not changed, and one that was replaced is not decided on", () => {
    const over = (status: string) => ({ id: "5", row: { ...row, status: { status } } })
    for (const status of ["superceded", "superseded", "denied", "declined", "canceled"])
      expect(() => updateRequest.plan({ ...over(status), body: { employee_note: "x" } }, { types }, context)).toThrow(
        "make a new request",
      )
    expect(() => rejectRequest.plan({ ...over("superceded"), body: {} }, {}, context)).toThrow("replaced")
  })

  it("is known again by its amounts and its half day too", () => {
    const asked = { employee: { id: "4" }, start_time: "2026-08-03", end_time: "2026-08-03", timeoff_type: "77" }
    const [step] = createRequest.plan({ body: { ...asked, session: "morning" } }, { types }, context)
    const settled = settledOf(step as Step)
    const shown = { start: "2026-08-03", end: "2026-08-03", type: { id: "77" }, dates: { "2026-08-03": "0.5" } }
    const isLike = (more: object) => "isLike" in settled && settled.isLike({ ...shown, ...more })
    expect(isLike({ notes: { employee: "Half day: morning." } })).toBe(true)
    expect(isLike({ notes: { employee: "Half day: afternoon." } })).toBe(false)
    expect(isLike({ dates: { "2026-08-03": "1" } })).toBe(false)
  })

  it("is decided once", () => {
    const reject = (status: string) =>
      shortly(
        rejectRequest.plan(
          { id: "5", row: { ...row, status: { status } }, body: { approver_note: "no" } },
          {},
          context,
        ),
      )
    expect(reject("requested")).toEqual([
      ["reject", "PUT v1/time_off/requests/5/status", { status: "denied", note: "no" }],
    ])
    expect(reject("declined")).toEqual([])
    expect(shortly(cancelRequest.plan({ id: "5", row, body: {} }, {}, context))).toEqual([
      ["cancel", "PUT v1/time_off/requests/5/status", { status: "canceled" }],
    ])
  })
})
