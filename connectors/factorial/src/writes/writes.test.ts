import type { Lookups, Remote, RemoteRequest, Settled, Step } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { updateEmployee } from "./change-person.js"
import { inviteEmployee, terminateEmployee, unterminateEmployee } from "./departures.js"
import { createEmployment } from "./employments.js"
import { createEmployee } from "./hire.js"
import { createLocation, updateLocation } from "./locations.js"
import { addMembers, removeMembers } from "./memberships.js"
import { createTeam, updateTeam } from "./teams.js"

const context = { today: "2026-11-23", toLocal: (moment: string) => moment }
const answered = { hire: { id: "7" } }
const requestOf = ({ request }: Step, rows: Lookups = {}): RemoteRequest =>
  typeof request === "function" ? request(answered, rows) : request
const settledOf = ({ settled }: Step, rows: Lookups = {}): Settled =>
  typeof settled === "function" ? settled(answered, rows) : settled
const shortly = (steps: readonly Step[], rows: Lookups = {}) =>
  steps.map((step) => {
    const { method, path, body } = requestOf(step, rows)
    return [step.name, `${method} ${path}`, body]
  })

const entities = [{ id: "1", company_id: "9", currency: "EUR" }]
const fields = [
  { id: "31", slug: "shirt", label_text: "Shirt", field_type: "single_choice" },
  { id: "32", slug: "languages", label_text: "Languages", field_type: "multiple_choice" },
  { id: "33", slug: "joined", label_text: "Joined", field_type: "date" },
  { id: "34", slug: "budget", label_text: "Budget", field_type: "money" },
  { id: "35", slug: "first-aider", label_text: "First aider", field_type: "checkbox" },
]
const options = [
  { id: "41", field_id: "31", label: "Large", value: "L" },
  { id: "42", field_id: "32", label: "English", value: "English" },
]
const known: Lookups = { entities, fields, options }

describe("a hire", () => {
  const ADA = { first_name: "Ada", last_name: "Byron", emails: [{ email: "ada@acme.example" }] }
  const plan = (more: object = {}, lookups: Lookups = known) =>
    createEmployee.plan({ body: { ...ADA, ...more } }, lookups, context)

  it("is one call where one says all", () => {
    const steps = plan({
      start_date: "2026-12-01",
      home_location: { street_1: "Calle 1", street_2: null, country: "ES" },
      work_location: { id: "5" },
      manager: { id: "3" },
      groups: [{ id: "11" }],
      date_of_birth: null,
      remote_data: { a3_nom_code: "x" },
    })
    expect(shortly(steps)).toEqual([
      [
        "hire",
        "POST employees/employees/create_with_contract",
        {
          company_id: "9",
          email: "ada@acme.example",
          first_name: "Ada",
          last_name: "Byron",
          address_line1: "Calle 1",
          country: "ES",
          location_id: "5",
          manager_id: "3",
          contract_starts_on: "2026-12-01",
          contract_effective_on: "2026-12-01",
          team_id: "11",
          a3_nom_code: "x",
        },
      ],
    ])
    expect(steps[0]?.touches?.(answered).map(({ table }) => table.name)).toEqual([
      "contracts/contract_versions",
      "teams/memberships",
      "teams/teams",
    ])
  })

  it("goes on with what that call does not take: pay in minor units, hours in hundredths", () => {
    const steps = plan({
      preferred_name: "A",
      emails: [...ADA.emails, { email: "ada@home.example", type: "personal" }],
      job_title: "Pilot",
      employment: {
        pay_rate: 41_000.5,
        pay_period: "annually",
        pay_currency: "EUR",
        weekly_hours: 37.5,
        end_date: "2027-12-31",
      },
      groups: [{ id: "11" }, { id: "12" }],
      custom_fields: { shirt: "large", 33: "2026-01-01" },
    })
    const versions = [{ id: "21", employee_id: "7", effective_on: "2026-12-01" }]
    const [[, , hire], ...rest] = shortly(steps, { versions }) as [[string, string, object], ...unknown[]]
    expect(hire).toMatchObject({ ends_on: "2027-12-31" })
    expect(rest).toEqual([
      [
        "complete_person",
        "PUT employees/employees/7",
        { id: "7", preferred_name: "A", personal_email: "ada@home.example" },
      ],
      [
        "set_terms",
        "PUT contracts/contract_versions/21",
        {
          id: "21",
          job_title: "Pilot",
          salary_amount: 4_100_050,
          salary_frequency: "yearly",
          working_hours: 3750,
          working_hours_frequency: "week",
        },
      ],
      [
        "add_value_of_33",
        "POST custom_fields/values",
        { field_id: "33", valuable_type: "Employee", valuable_id: "7", value: "2026-01-01" },
      ],
      [
        "add_value_of_31",
        "POST custom_fields/values",
        { field_id: "31", valuable_type: "Employee", valuable_id: "7", value: "L" },
      ],
      ["join_12", "POST teams/memberships", { team_id: "12", employee_id: "7" }],
    ])
    expect(createEmployee.result?.(answered)).toBe("7")
  })

  it("is known by the address to sign in with", () => {
    const settled = settledOf(plan()[0] as Step)
    expect(settled).toMatchObject({ query: { updated_at_gteq: "2026-11-21" } })
    expect("isLike" in settled && settled.isLike({ login_email: "ADA@acme.example" })).toBe(true)
    expect("isLike" in settled && settled.isLike({ login_email: "bob@acme.example" })).toBe(false)
    const unseen = { login_email: null, email: null, first_name: "Ada", last_name: "Byron" }
    expect("isLike" in settled && settled.isLike(unseen)).toBe(true)
    expect("isLike" in settled && settled.isLike({ ...unseen, last_name: "Lovelace" })).toBe(false)
    expect("isLike" in settled && settled.isLike({ ...unseen, login_email: "bob@acme.example" })).toBe(false)
  })

  it.each([
    [{ emails: [{ email: "a@home.example", type: "personal" }] }, "emails: is required"],
    [{ emails: [{ email: "a@b.example" }, { email: "c@b.example" }] }, "one address of work"],
    [{ phones: [{ number: "1" }, { number: "2" }] }, "one number"],
    [{ phones: [{ number: "1", extension: "2" }] }, "extension"],
    [{ employment: { employment_type: "part_time" } }, "employment.employment_type"],
    [{ employment: { pay_rate: 1.005, pay_period: "monthly" } }, "employment.pay_rate: has more decimals"],
    [{ employment: { pay_rate: 1 } }, "employment.pay_period: is required: give one of annually"],
    [{ employment: { pay_rate: 1, pay_period: "quarterly" } }, "employment.pay_period"],
    [{ employment: { pay_period: "monthly" } }, "employment.pay_rate: is required"],
    [{ employment: { pay_rate: 1, pay_period: "monthly", pay_currency: "USD" } }, "employment.pay_currency: is EUR"],
    [{ employment: { job_title: "a" }, job_title: "b" }, "employment.job_title"],
    [{ custom_fields: { nonsense: 1 } }, "custom_fields.nonsense: is no field"],
    [{ custom_fields: { shirt: "XXXL" } }, "custom_fields.shirt: must be one of Large"],
    [{ custom_fields: { languages: "English" } }, "list of choices"],
    [{ custom_fields: { joined: "soon" } }, "must be a day"],
    [{ custom_fields: { budget: "much" } }, "must be a number"],
    [{ custom_fields: { "first-aider": "yes" } }, "must be true or false"],
  ])("%o is refused", (more, message) => expect(() => plan(more)).toThrow(message))

  it("needs the legal entity where they pay in several currencies", () => {
    const lookups = { ...known, entities: [...entities, { id: "2", company_id: "9", currency: "gbp" }] }
    const paid = { employment: { pay_rate: 10, pay_period: "hourly" } }
    expect(() => plan(paid, lookups)).toThrow(
      "company: is required with a pay rate: the legal entities here pay in EUR, GBP",
    )
    expect(plan({ ...paid, company: { id: "2" } }, lookups)).toHaveLength(2)
    expect(plan({}, lookups)).toHaveLength(1)
  })
})

describe("a change of a person", () => {
  const row: Remote = { id: "7", login_email: "ada@acme.example", email: null }
  const plan = (body: object, values: readonly Remote[] = []) =>
    updateEmployee.plan({ id: "7", row, body }, { fields, options, values }, context)

  it("is one call for the person, and empties what is null", () => {
    const steps = plan({
      first_name: "Ada",
      phones: [],
      manager: null,
      home_location: { street_1: "Calle 2", state: null },
      emails: [{ email: "ADA@acme.example" }],
    })
    expect(shortly(steps)).toEqual([
      [
        "change_person",
        "PUT employees/employees/7",
        {
          id: "7",
          first_name: "Ada",
          phone_number: null,
          state: null,
          manager_id: null,
          address_line_1: "Calle 2",
          personal_email: null,
        },
      ],
    ])
  })

  it("is seen also where codes are shown in another case than they were sent in, and names are not", () => {
    const settled = settledOf(plan({ first_name: "Ada", nationality: "es" })[0] as Step)
    const shows = (first_name: string, nationality: string) =>
      "shows" in settled && settled.shows({ id: "7", first_name, nationality })
    expect(shows("Ada", "ES")).toBe(true)
    expect(shows("Ada", "FR")).toBe(false)
    expect(shows("ADA", "ES")).toBe(false)
  })

  it("changes the newest value of a field, and empties all of them", () => {
    const values = [
      { id: "51", field_id: "31", valuable_type: "Employee", value: "S", single_choice_value: "S" },
      { id: "52", field_id: "31", valuable_type: "Employee", value: "M", single_choice_value: "M" },
      { id: "53", field_id: "31", valuable_type: "Contracts::ContractVersion", value: "L", single_choice_value: "L" },
    ]
    expect(shortly(plan({ custom_fields: { shirt: "L" } }, values))).toEqual([
      ["set_value_52", "PUT custom_fields/values/52", { id: "52", value: "L" }],
    ])
    expect(shortly(plan({ custom_fields: { shirt: null } }, values)).map(([name]) => name)).toEqual([
      "set_value_52",
      "set_value_51",
    ])
    expect(plan({ custom_fields: { shirt: null, budget: null } })).toEqual([])
    const [step] = plan({ custom_fields: { shirt: "L" } }, values)
    const settled = settledOf(step as Step)
    expect("id" in settled && settled.shows({ single_choice_value: "L" })).toBe(true)
    expect("id" in settled && settled.shows({ single_choice_value: "M" })).toBe(false)
  })

  it.each([
    [{ emails: [{ email: "new@acme.example" }] }, "address of work"],
    [{ work_location: null }, "work_location"],
    [{ manager: { id: "7" } }, "manager"],
  ])("%o is refused", (body, message) => expect(() => plan(body)).toThrow(message))
})

describe("an end of employment", () => {
  const terminate = (row: Remote, body: { termination_date: string; termination_reason?: string }) =>
    terminateEmployee.plan({ id: "7", row, body }, {}, context)

  it("is said with its day, unless it is so already", () => {
    const body = { termination_date: "2026-12-31", termination_reason: "moves" }
    expect(shortly(terminate({ terminated_on: null }, body))).toEqual([
      [
        "terminate",
        "POST employees/employees/terminate",
        { id: "7", terminated_on: "2026-12-31", termination_reason: "moves" },
      ],
    ])
    expect(terminate({ terminated_on: "2026-12-31", termination_reason: "moves" }, body)).toEqual([])
    expect(terminate({ terminated_on: "2026-12-31", termination_reason: null }, body)).toHaveLength(1)
  })

  it("is taken back where there is one", () => {
    const plan = (row: Remote) => unterminateEmployee.plan({ id: "7", row, body: {} }, {}, context)
    expect(shortly(plan({ terminated_on: "2026-12-31" }))).toEqual([
      ["unterminate", "POST employees/employees/unterminate", { id: "7" }],
    ])
    expect(plan({ terminated_on: null })).toEqual([])
  })

  it("an invitation goes to whoever has no access yet", () => {
    const plan = (row: Remote) => inviteEmployee.plan({ id: "7", row, body: {} }, { entities }, context)
    expect(shortly(plan({ active: false }))).toEqual([
      ["invite", "POST employees/employees/invite", { id: "7", company_id: "9" }],
    ])
    expect(plan({ active: true })).toEqual([])
  })
})

describe("a new contract version", () => {
  const base = {
    id: "21",
    employee_id: "7",
    effective_on: "2025-01-01",
    starts_on: "2024-01-01",
    ends_on: null,
    job_title: "Pilot",
    salary_amount: 4_000_000,
    salary_frequency: "yearly",
    salary_currency: "EUR",
    working_hours: 4000,
    working_hours_frequency: "week",
    working_time_percentage_in_cents: 10_000,
  }
  const plan = (more: object, versions: readonly Remote[] = [base]) =>
    createEmployment.plan(
      { body: { employee: { id: "7" }, effective_date: "2026-12-01", ...more } },
      { entities, person: [{ id: "7", legal_entity_id: "1" }], versions },
      context,
    )
  const sent = (steps: readonly Step[]) => requestOf(steps[0] as Step).body

  it("goes on from the one before it", () => {
    expect(sent(plan({ pay_rate: 45_000 }))).toEqual({
      employee_id: "7",
      effective_on: "2026-12-01",
      starts_on: "2024-01-01",
      job_title: "Pilot",
      salary_amount: 4_500_000,
      salary_frequency: "yearly",
      working_hours: 4000,
      working_hours_frequency: "week",
      working_time_percentage_in_cents: 10_000,
      copy_current_contract_version: true,
    })
  })

  it("of fewer hours is a smaller part of a full week", () => {
    expect(sent(plan({ weekly_hours: 20 }))).toMatchObject({
      working_hours: 2000,
      working_time_percentage_in_cents: 5000,
    })
  })

  it("copies the one in force today alone", () => {
    const ahead = { ...base, id: "22", effective_on: "2026-11-30", job_title: "Captain" }
    const said = sent(plan({}, [base, ahead]))
    expect(said).toMatchObject({ job_title: "Captain" })
    expect(said).not.toHaveProperty("copy_current_contract_version")
  })

  it("after a contract that is over begins another one", () => {
    expect(sent(plan({ job_title: "Cook" }, [{ ...base, ends_on: "2026-01-31" }]))).toEqual({
      employee_id: "7",
      effective_on: "2026-12-01",
      starts_on: "2026-12-01",
      job_title: "Cook",
    })
  })

  it.each([
    [{ end_date: "2026-11-30" }, "end_date: is before"],
    [{ pay_period: "monthly" }, "pay_rate: is required"],
    [{ pay_rate: 1, pay_currency: "USD" }, "pay_currency: is EUR here"],
    [{ weekly_hours: 20.123 }, "weekly_hours"],
  ])("%o is refused", (more, message) => expect(() => plan(more)).toThrow(message))
})

describe("teams", () => {
  it("are made, changed and moved", () => {
    const make = createTeam.plan({ body: { name: "Ops", type: "team", parent_group: "3" } }, {}, context)
    expect(shortly(make)).toEqual([["create_team", "POST teams/teams", { name: "Ops", parent_team_id: "3" }]])
    const row = { id: "4", name: "Ops", parent_team_id: "3" }
    const change = (body: object) => shortly(updateTeam.plan({ id: "4", row, body }, {}, context))
    expect(change({ name: "Operations", parent_group: null })).toEqual([
      ["change_team", "PUT teams/teams/4", { id: "4", name: "Operations" }],
      ["move_team", "POST teams/teams/move", { id: "4", destination_parent_team_id: null }],
    ])
    expect(change({ parent_group: "3" })).toEqual([])
    expect(() => change({ type: "cost_center" })).toThrow("type: must be team")
  })

  const of_7 = [{ id: "61", team_id: "4", employee_id: "7", direct: true, lead: false }]
  const of_8 = [{ id: "62 inherited", team_id: "4", employee_id: "8", direct: false, lead: false }]
  const lookups = { of_7, of_8, of_9: [] }
  const people = (...ids: string[]) => ids.map((id) => ({ id }))

  it("take in whoever has no place of their own there", () => {
    const add = (body: { employees: { id: string }[]; is_lead?: boolean }) =>
      shortly(addMembers.plan({ id: "4", row: { id: "4" }, body }, lookups, context))
    expect(add({ employees: people("7", "8", "9", "9") })).toEqual([
      ["add_8", "POST teams/memberships", { team_id: "4", employee_id: "8" }],
      ["add_9", "POST teams/memberships", { team_id: "4", employee_id: "9" }],
    ])
    expect(add({ employees: people("7"), is_lead: true })).toEqual([
      ["change_7", "PUT teams/memberships/61", { id: "61", lead: true }],
    ])
  })

  it("let go whoever has one, and say where the others are", () => {
    const remove = (...ids: string[]) =>
      shortly(removeMembers.plan({ id: "4", row: { id: "4" }, body: { employees: people(...ids) } }, lookups, context))
    expect(remove("7", "9")).toEqual([["remove_7", "DELETE teams/memberships/61", undefined]])
    expect(() => remove("8")).toThrow("8 is in it by a group below it")
  })

  it("are known to have somebody by a row that is not inherited", () => {
    const body = { employees: people("8") }
    const [step] = addMembers.plan({ id: "4", row: { id: "4" }, body }, lookups, context)
    const settled = settledOf(step as Step)
    expect("together" in settled && settled.together(of_8)).toBe(false)
    expect("together" in settled && settled.together([{ ...of_8[0], direct: true }])).toBe(true)
  })
})

describe("a location", () => {
  it("is written in words where it is read in figures", () => {
    const body = { name: "Shed", street_1: "Calle 3", country: "ES", timezone: "Europe/Madrid", city: null }
    expect(shortly(createLocation.plan({ body }, { entities }, context))).toEqual([
      [
        "create_location",
        "POST locations/locations",
        { company_id: "9", name: "Shed", address_line_one: "Calle 3", country: "ES", timezone: "Europe/Madrid" },
      ],
    ])
    const steps = updateLocation.plan(
      { id: "5", row: { id: "5" }, body: { street_1: "Calle 4", city: null } },
      {},
      context,
    )
    expect(shortly(steps)).toEqual([
      ["change_location", "PUT locations/locations/5", { id: "5", address_line_one: "Calle 4", city: null }],
    ])
    const settled = settledOf(steps[0] as Step)
    expect("id" in settled && settled.shows({ id: "5", address_line_1: "Calle 4", city: null })).toBe(true)
  })
})
