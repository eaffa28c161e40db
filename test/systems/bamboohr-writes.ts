import { expect } from "vitest"
import { type Known, type Writes, worker } from "./write-example.js"

const ADA = "ada"
/** Names that several people have can't be written. */
function boss({ lists }: Known): string {
  const names = (lists.employees ?? []).map(({ name }) => name)
  const isAlone = ({ name }: { name: string }) => names.filter((one) => one === name).length === 1
  return (lists.employees ?? []).find((one) => one.employment_status === "active" && isAlone(one))?.id
}
const group = ({ lists }: Known, type: string, at = 0) =>
  lists.groups?.filter((one) => one.type === type && one.name !== "People Operations")[at]
const place = ({ lists }: Known, name: string) => lists.locations?.find((one) => one.name === name)?.id
const all = (...examples: Writes["examples"]) => examples

const people = all(
  {
    resource: "employees",
    action: "create",
    as: ADA,
    body: (known) => ({
      first_name: "Ada",
      middle_name: "King",
      last_name: "Byron",
      preferred_name: "Addie",
      emails: [{ email: "ada@acme.example" }, { email: "ada@home.example", type: "personal" }],
      phones: [
        { number: "+1 801 555 0001", type: "mobile" },
        { number: "+1 801 555 0002", extension: "7", type: "work" },
      ],
      date_of_birth: "1990-12-10",
      gender: "female",
      nationality: "CA",
      employee_number: "A-1815",
      start_date: "2099-01-05",
      job_title: "Accountant",
      employment: {
        pay_rate: 65_000,
        pay_period: "annually",
        pay_currency: "USD",
        employment_type: "full_time",
        weekly_hours: 40,
      },
      work_location: { id: place(known, "London") },
      home_location: { street_1: "1 Row", city: "London", country: "GB" },
      manager: { id: boss(known) },
      groups: [{ id: group(known, "department").id }, { id: group(known, "team").id }],
      custom_fields: { customShirtsize: "m", customSkills: ["Forklift"], customHasparking: true, customBadgeNumber: 7 },
    }),
    shows: (known) => ({
      first_name: "Ada",
      middle_name: "King",
      name: "Addie Byron",
      emails: [
        { email: "ada@acme.example", type: "work", is_primary: true },
        { email: "ada@home.example", type: "personal", is_primary: false },
      ],
      phones: [
        { number: "+1 801 555 0001", type: "mobile" },
        { number: "+1 801 555 0002", extension: "7", type: "work" },
      ],
      date_of_birth: "1990-12-10",
      gender: "female",
      nationality: "CA",
      employee_number: "A-1815",
      start_date: "2099-01-05",
      employment_status: "pending",
      job_title: "Accountant",
      weekly_hours: 40,
      employments: [{ pay_rate: 65_000, pay_period: "annually", pay_currency: "USD", employment_type: "full_time" }],
      work_location: { id: place(known, "London") },
      home_location: { street_1: "1 Row", city: "London", country: "GB" },
      manager: { id: boss(known) },
      groups: [{ id: group(known, "department").id }, { id: group(known, "team").id }],
      custom_fields: { customShirtsize: "M", customSkills: ["Forklift"], customHasparking: true, customBadgeNumber: 7 },
    }),
  },
  {
    resource: "employees",
    action: "update",
    to: ADA,
    body: () => ({
      first_name: "Augusta",
      preferred_name: null,
      phones: [],
      home_location: { street_1: "2 Row", city: null },
      custom_fields: { customShirtsize: "L", customSkills: null },
    }),
    shows: () => ({
      name: "Augusta Byron",
      phones: [],
      home_location: { street_1: "2 Row", city: null, country: "GB" },
      custom_fields: { customShirtsize: "L", customSkills: null, customHasparking: true },
    }),
  },
  {
    resource: "employments",
    action: "create",
    body: ({ ids }) => ({
      employee: { id: ids[ADA] },
      effective_date: "2099-06-01",
      job_title: "Senior Accountant",
      pay_rate: 70_000,
      employment_type: "part_time",
    }),
    shows: ({ ids }) => ({
      employee: { id: ids[ADA] },
      effective_date: "2099-06-01",
      start_date: "2099-01-05",
      job_title: "Senior Accountant",
      pay_rate: 70_000,
      pay_period: "annually",
      pay_currency: "USD",
      employment_type: "part_time",
    }),
    also: ({ ids }) => [
      {
        resource: "employees",
        id: ids[ADA] ?? "",
        shows: {
          employments: [{ job_title: "Senior Accountant" }, { job_title: "Accountant", end_date: "2099-05-31" }],
        },
      },
    ],
  },
  {
    resource: "employments",
    action: "create",
    body: ({ ids }) => ({ employee: { id: ids[ADA] }, effective_date: "2099-09-01", pay_rate: 72_000.5 }),
    shows: () => ({ effective_date: "2099-09-01", job_title: "Senior Accountant", pay_rate: 72_000.5 }),
  },
  {
    resource: "employees",
    action: "terminate",
    to: ADA,
    body: () => ({ termination_date: "2099-12-31", termination_reason: "relocation", type: "voluntary" }),
    shows: () => ({ termination_date: "2099-12-31", termination_reason: "Relocation" }),
  },
  {
    resource: "employees",
    action: "terminate",
    to: ADA,
    body: () => ({ termination_date: "2099-11-30" }),
    shows: () => ({ termination_date: "2099-11-30" }),
  },
  {
    resource: "employees",
    action: "unterminate",
    to: ADA,
    body: () => ({}),
    shows: () => ({ termination_date: null, termination_reason: null }),
  },
)

const groups = all(
  {
    resource: "groups",
    action: "create",
    as: "night",
    body: () => ({ name: "Night shift", type: "team" }),
    shows: () => ({ name: "Night shift", type: "team" }),
  },
  {
    resource: "groups",
    action: "update",
    to: "night",
    body: () => ({ name: "Late shift" }),
    shows: () => ({ name: "Late shift", type: "team" }),
  },
  ...(["team", "department"] as const).flatMap((type) =>
    all(
      {
        resource: "groups",
        action: "add_members",
        to: type === "team" ? "night" : "another department",
        body: (known) => ({ employees: [{ id: worker(known).id }] }),
        shows: () => ({ type }),
        also: (known) => [
          {
            resource: "employees",
            id: worker(known).id,
            shows: { groups: expect.arrayContaining([expect.objectContaining({ id: idOf(known, type) })]) },
          },
        ],
      },
      {
        resource: "groups",
        action: "remove_members",
        to: type === "team" ? "night" : "another department",
        body: (known) => ({ employees: [{ id: worker(known).id }] }),
        shows: () => ({ type }),
        also: (known) => [
          {
            resource: "employees",
            id: worker(known).id,
            shows: { groups: expect.not.arrayContaining([expect.objectContaining({ id: idOf(known, type) })]) },
          },
        ],
      },
    ),
  ),
)
const idOf = ({ ids }: Known, type: "team" | "department") => ids[type === "team" ? "night" : "another department"]

const locations = all(
  {
    resource: "locations",
    action: "create",
    as: "shed",
    body: () => ({
      name: "Shed",
      street_1: "3 Row",
      city: "Provo",
      state: "utah",
      postal_code: "84601",
      country: "US",
      timezone: "America/Denver",
    }),
    shows: () => ({
      name: "Shed",
      street_1: "3 Row",
      city: "Provo",
      state: "UT",
      postal_code: "84601",
      country: "US",
      timezone: "America/Denver",
      location_type: "office",
    }),
  },
  {
    resource: "locations",
    action: "update",
    to: "shed",
    body: () => ({ street_1: null, state: "TX" }),
    shows: () => ({ name: "Shed", street_1: null, city: "Provo", state: "TX", country: "US" }),
  },
  { resource: "locations", action: "delete", to: "shed", body: () => ({}) },
)

const days = { start_time: "2099-02-02", end_time: "2099-02-03" }
const ask = (known: Known) => ({ employee: { id: worker(known).id }, timeoff_type: "vacation", ...days })

const timeOff = all(
  {
    resource: "timeoff_requests",
    action: "create",
    as: "sea",
    body: (known) => ({ ...ask(known), employee_note: "sea" }),
    shows: (known) => ({ ...days, status: "pending", employee: { id: worker(known).id }, employee_note: "sea" }),
  },
  {
    resource: "timeoff_requests",
    action: "update",
    to: "sea",
    as: "longer",
    body: () => ({ end_time: "2099-02-05" }),
    shows: () => ({ start_time: "2099-02-02", end_time: "2099-02-05", status: "pending", employee_note: "sea" }),
    also: ({ ids }) => [{ resource: "timeoff_requests", id: ids.sea ?? "", shows: { status: "cancelled" } }],
  },
  {
    resource: "timeoff_requests",
    action: "approve",
    to: "longer",
    body: () => ({ approver_note: "have fun" }),
    shows: () => ({ status: "approved", approver_note: "have fun" }),
  },
  {
    resource: "timeoff_requests",
    action: "cancel",
    to: "longer",
    body: () => ({}),
    shows: () => ({ status: "cancelled" }),
  },
  {
    resource: "timeoff_requests",
    action: "create",
    as: "hills",
    body: ask,
    shows: () => ({ status: "pending" }),
  },
  {
    resource: "timeoff_requests",
    action: "reject",
    to: "hills",
    body: () => ({ approver_note: "no" }),
    shows: () => ({ status: "rejected", approver_note: "no" }),
  },
)

export const bamboohrWrites: Writes = {
  examples: [...people, ...groups, ...locations, ...timeOff],
  refused: [
    {
      resource: "employees",
      action: "create",
      body: () => ({ first_name: "B", last_name: "C", job_title: "Jester" }),
      status: 400,
      says: "job_title: must be one of",
    },
    {
      resource: "employees",
      action: "create",
      body: () => ({ first_name: "B", last_name: "C", employee_number: "A-1815" }),
      status: 409,
      says: "employeeNumber",
    },
    {
      resource: "employees",
      action: "terminate",
      to: ADA,
      body: () => ({ termination_date: "2099-12-31", termination_reason: "bored" }),
      status: 400,
      says: "must be one of",
    },
    { resource: "employees", action: "invite", to: ADA, body: () => ({}), status: 405, says: "sends no invitations" },
    { resource: "groups", action: "delete", to: "night", body: () => ({}), status: 405, says: "old rows name them" },
    { resource: "timeoff_requests", action: "delete", to: "hills", body: () => ({}), status: 405, says: "cancel it" },
  ],
}
