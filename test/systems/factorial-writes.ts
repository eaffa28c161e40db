import { expect } from "vitest"
import { type Known, type Writes, worker } from "./write-example.js"

const ADA = "ada"
const boss = (known: Known) => worker(known).manager.id
const team = (known: Known, place: number) => known.lists.groups?.filter((one) => one.parent_group === null)[place]
const place = (known: Known, at: number) => known.lists.locations?.[at]?.id
const all = (...examples: Writes["examples"]) => examples

const people = all(
  {
    resource: "employees",
    action: "create",
    as: ADA,
    body: (known) => ({
      first_name: "Ada",
      last_name: "Byron",
      preferred_name: "Addie",
      emails: [{ email: "ada@acme.example" }, { email: "ada@home.example", type: "personal" }],
      phones: [{ number: "+34 600 000 001" }],
      date_of_birth: "1990-12-10",
      gender: "female",
      nationality: "GB",
      ssn: "28/12345",
      employee_number: "A-1815",
      start_date: "2099-01-05",
      job_title: "Pilot",
      employment: { pay_rate: 41_000.5, pay_period: "annually", weekly_hours: 37.5 },
      company: { id: worker(known).company.id },
      work_location: { id: place(known, 0) },
      home_location: { street_1: "Calle 1", city: "Cádiz", postal_code: "11001", country: "ES" },
      manager: { id: boss(known) },
      groups: [{ id: team(known, 0).id }, { id: team(known, 1).id }],
      custom_fields: { "talla-camiseta": "m", languages: ["English", "Español"], "first-aider": true },
    }),
    shows: (known) => ({
      first_name: "Ada",
      name: "Ada Byron",
      preferred_name: "Addie",
      emails: [
        { email: "ada@acme.example", type: "work", is_primary: true },
        { email: "ada@home.example", type: "personal", is_primary: false },
      ],
      phones: [{ number: "+34 600 000 001" }],
      date_of_birth: "1990-12-10",
      nationality: "GB",
      ssn: "28/12345",
      employee_number: "A-1815",
      start_date: "2099-01-05",
      employment_status: "pending",
      job_title: "Pilot",
      weekly_hours: 37.5,
      employments: [{ pay_rate: 41_000.5, pay_period: "annually", job_title: "Pilot", weekly_hours: 37.5 }],
      company: { id: worker(known).company.id },
      work_location: { id: place(known, 0) },
      home_location: { street_1: "Calle 1", city: "Cádiz", postal_code: "11001", country: "ES" },
      manager: { id: boss(known) },
      groups: [{ id: team(known, 0).id }, { id: team(known, 1).id }],
      custom_fields: { "talla-camiseta": "M", languages: ["English", "Español"], "first-aider": true },
    }),
  },
  {
    resource: "employees",
    action: "update",
    to: ADA,
    body: (known) => ({
      first_name: "Augusta",
      phones: [],
      emails: [{ email: "ada@acme.example" }],
      manager: null,
      work_location: { id: place(known, 1) },
      home_location: { street_1: "Calle 2", postal_code: null },
      custom_fields: { "talla-camiseta": "L", languages: null, "parking-space": "P-7" },
    }),
    shows: (known) => ({
      name: "Augusta Byron",
      phones: [],
      emails: [{ email: "ada@acme.example", type: "work", is_primary: true }],
      manager: null,
      work_location: { id: place(known, 1) },
      home_location: { street_1: "Calle 2", city: "Cádiz", postal_code: null },
      custom_fields: { "talla-camiseta": "L", languages: null, "parking-space": "P-7", "first-aider": true },
    }),
  },
  { resource: "employees", action: "invite", to: ADA, body: () => ({}), shows: () => ({ name: "Augusta Byron" }) },
  {
    resource: "employments",
    action: "create",
    body: ({ ids }) => ({
      employee: { id: ids[ADA] },
      effective_date: "2099-06-01",
      job_title: "Captain",
      pay_rate: 50_000,
    }),
    shows: ({ ids }) => ({
      employee: { id: ids[ADA] },
      effective_date: "2099-06-01",
      start_date: "2099-01-05",
      job_title: "Captain",
      pay_rate: 50_000,
      pay_period: "annually",
      weekly_hours: 37.5,
    }),
    also: ({ ids }) => [
      {
        resource: "employees",
        id: ids[ADA] ?? "",
        shows: { employments: [{ job_title: "Captain" }, { job_title: "Pilot", end_date: "2099-05-31" }] },
      },
    ],
  },
  {
    resource: "employees",
    action: "terminate",
    to: ADA,
    body: () => ({ termination_date: "2099-12-31", termination_reason: "moves away" }),
    shows: () => ({ termination_date: "2099-12-31", termination_reason: "moves away" }),
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
    body: () => ({ name: "Night shift", type: "team", description: "From ten to six" }),
    shows: () => ({ name: "Night shift", type: "team", description: "From ten to six", parent_group: null, leads: [] }),
  },
  {
    resource: "groups",
    action: "update",
    to: "night",
    body: (known) => ({ name: "Late shift", description: null, parent_group: team(known, 2).id }),
    shows: (known) => ({ name: "Late shift", description: null, parent_group: team(known, 2).id }),
  },
  {
    resource: "groups",
    action: "add_members",
    to: "night",
    body: (known) => ({ employees: [{ id: known.ids[ADA] }, { id: worker(known).id }], is_lead: true }),
    shows: (known) => ({ leads: expect.arrayContaining([expect.objectContaining({ id: known.ids[ADA] })]) }),
    also: ({ ids }) => [
      {
        resource: "employees",
        id: ids[ADA] ?? "",
        shows: { groups: expect.arrayContaining([expect.objectContaining({ name: "Late shift" })]) },
      },
    ],
  },
  {
    resource: "groups",
    action: "remove_members",
    to: "night",
    body: (known) => ({ employees: [{ id: known.ids[ADA] }] }),
    shows: (known) => ({ leads: [{ id: worker(known).id }] }),
    also: (known) => [
      {
        resource: "employees",
        id: known.ids[ADA] ?? "",
        shows: { groups: [{ id: team(known, 0).id }, { id: team(known, 1).id }] },
      },
    ],
  },
  { resource: "groups", action: "delete", to: "night", body: () => ({}) },
)

const locations = all(
  {
    resource: "locations",
    action: "create",
    as: "shed",
    body: () => ({
      name: "Shed",
      street_1: "Calle 3",
      city: "Cádiz",
      country: "ES",
      timezone: "Europe/Madrid",
      phone_number: { number: "+34 956 000 000" },
    }),
    shows: () => ({
      name: "Shed",
      street_1: "Calle 3",
      city: "Cádiz",
      country: "ES",
      timezone: "Europe/Madrid",
      phone_number: { number: "+34 956 000 000" },
    }),
  },
  {
    resource: "locations",
    action: "update",
    to: "shed",
    body: () => ({ street_1: "Calle 4", city: null, phone_number: null }),
    shows: () => ({ name: "Shed", street_1: "Calle 4", city: null, phone_number: null, country: "ES" }),
  },
  { resource: "locations", action: "delete", to: "shed", body: () => ({}) },
)

export const factorialWrites: Writes = {
  examples: [...people, ...groups, ...locations],
  refused: [
    {
      resource: "employees",
      action: "create",
      body: () => ({ first_name: "Ada", last_name: "Byron" }),
      status: 400,
      says: "emails",
    },
    {
      resource: "employees",
      action: "create",
      body: () => ({ first_name: "B", last_name: "C", emails: [{ email: "ada@acme.example" }] }),
      status: 422,
      says: "email",
    },
    {
      resource: "employees",
      action: "update",
      to: ADA,
      body: () => ({ middle_name: "King" }),
      status: 400,
      says: "middle_name",
    },
    {
      resource: "employees",
      action: "update",
      to: ADA,
      body: () => ({ custom_fields: { "talla-camiseta": "XXXXL" } }),
      status: 400,
      says: "must be one of",
    },
    {
      resource: "groups",
      action: "delete",
      to: "a legal entity",
      body: () => ({}),
      status: 405,
      says: "delete",
    },
    {
      resource: "locations",
      action: "delete",
      to: "place of somebody",
      body: () => ({}),
      status: 422,
      says: "location_in_use",
    },
  ],
}
