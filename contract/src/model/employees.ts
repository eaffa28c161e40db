import { z } from "zod"
import { bounded, text as given } from "../outside.js"
import { EMPLOYMENT_TYPES, employment, employmentTerms } from "./employments.js"
import { byEmail, byEnum, byId, byPhone, byText, byTime, type Filters } from "./filter.js"
import { address, closed, day, id, instant, maybe, reference, remoteData, text } from "./shared.js"
import * as body from "./write.js"

export const EMPLOYMENT_STATUSES = ["active", "inactive", "pending"] as const
export const EMAIL_TYPES = ["work", "personal"] as const
export const PHONE_TYPES = ["mobile", "work"] as const
export const GENDERS = ["female", "male", "non_binary", "other"] as const

export const customFieldValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])

export const employee = z
  .object({
    id: id(),
    employee_number: text(),
    company: reference().meta({ description: "The legal entity that employs the person." }),
    first_name: text(),
    middle_name: text(),
    last_name: text(),
    name: text(),
    preferred_name: text(),
    username: text(),
    job_title: text(),
    groups: maybe(z.array(z.object({ id: id(), name: text(), type: text() }))),
    emails: maybe(
      z.array(z.object({ email: z.string(), type: z.enum(EMAIL_TYPES).optional(), is_primary: z.boolean() })),
    ),
    phones: maybe(z.array(z.object({ number: z.string(), extension: text(), type: z.enum(PHONE_TYPES).optional() }))),
    employments: maybe(z.array(employment)),
    home_location: maybe(z.object(address)),
    work_location: maybe(z.object({ id: id(), name: text(), ...address })),
    manager: reference(),
    pay_group: reference(),
    gender: closed(GENDERS),
    gender_source: text(),
    date_of_birth: day(),
    nationality: text().meta({ description: "ISO 3166-1 alpha-2, upper case." }),
    start_date: day().meta({
      description: "First day of the person's employment: of contracts that follow each other without a gap.",
    }),
    termination_date: day().meta({ description: "Last day of employment, also when it is ahead." }),
    termination_reason: text(),
    employment_status: closed(EMPLOYMENT_STATUSES),
    employment_status_source: text().meta({ description: "The facts the status was derived from." }),
    employment_type: closed(EMPLOYMENT_TYPES),
    employment_type_source: text(),
    weekly_hours: maybe(z.number()),
    avatar: text(),
    tags: maybe(z.array(z.string())),
    ssn: text(),
    custom_fields: maybe(z.record(z.string(), customFieldValue)).meta({
      description: "Values of the company's own fields, keyed by the `name` of the `fields` resource.",
    }),
    created_at: instant(),
    updated_at: instant(),
    remote_data: remoteData(),
  })
  .meta({ id: "Employee" })

export type Employee = z.infer<typeof employee>

export const employeeFilters = {
  id: byId("id"),
  employee_number: byId("employee_number"),
  employment_status: byEnum(EMPLOYMENT_STATUSES, "employment_status"),
  employment_type: byEnum(EMPLOYMENT_TYPES, "employment_type"),
  first_name: byText("first_name"),
  last_name: byText("last_name"),
  name: byText("name"),
  job_title: byText("job_title"),
  emails: byEmail("emails", "email"),
  "emails[email]": byEmail("emails", "email"),
  phones: byPhone("phones", "number"),
  "phones[number]": byPhone("phones", "number"),
  gender: byEnum(GENDERS, "gender"),
  "manager[id]": byId("manager", "id"),
  "manager[name]": byText("manager", "name"),
  "groups[id]": byId("groups", "id"),
  "groups[name]": byText("groups", "name"),
  "groups[type]": byText("groups", "type"),
  "company[id]": byId("company", "id"),
  "work_location[id]": byId("work_location", "id"),
  "work_location[name]": byText("work_location", "name"),
  "work_location[country]": byText("work_location", "country"),
  start_date: byTime("start_date"),
  termination_date: byTime("termination_date"),
  date_of_birth: byTime("date_of_birth"),
  created_at: byTime("created_at"),
  updated_at: byTime("updated_at"),
} satisfies Filters

const email = z.strictObject({
  email: given(320).regex(/^[^@\s]+@[^@\s]+$/, { error: "give an e-mail address" }),
  type: z.enum(EMAIL_TYPES).optional(),
})
const phone = z.strictObject({
  number: given(50).min(1),
  extension: given(20).optional(),
  type: z.enum(PHONE_TYPES).optional(),
})
const customValue = z.union([given(10_000), z.number(), z.boolean(), z.array(given(1_000)).max(200), z.null()])

/** What is known of a person; a create can't empty anything, so null is only for changes. */
const person = {
  first_name: body.name().optional(),
  last_name: body.name().optional(),
  middle_name: body.emptied(given()),
  preferred_name: body.emptied(given()),
  employee_number: body.emptied(given()),
  job_title: body.emptied(given()),
  emails: z.array(email).max(10).optional(),
  phones: z.array(phone).max(10).optional(),
  date_of_birth: body.emptied(body.day()),
  gender: z.enum(GENDERS).optional(),
  nationality: body.addressBody.country,
  ssn: body.emptied(given()),
  home_location: z.strictObject(body.addressBody).optional(),
  work_location: body.emptied(body.byId()),
  company: body.byId().optional().meta({ description: "The legal entity that employs the person." }),
  manager: body.emptied(body.byId()),
  custom_fields: bounded(z.record(given(), customValue))
    .optional()
    .meta({ description: "Values of the company's own fields, by the `name` or `id` of the `fields` resource." }),
  remote_data: body.remoteBody(),
}

export const newEmployee = z
  .strictObject({
    ...person,
    first_name: body.name(),
    last_name: body.name(),
    start_date: body.day().optional().meta({ description: "First day of work." }),
    groups: z.array(body.byId()).max(20).optional(),
    employment: z
      .strictObject(employmentTerms)
      .optional()
      .meta({ description: "The terms of the first contract; `start_date` is its first day." }),
  })
  .meta({ id: "NewEmployee" })

export const employeeChange = body.oneAtLeast(z.strictObject(person)).meta({ id: "EmployeeChange" })

export const TERMINATION_TYPES = [
  "voluntary",
  "dismissed",
  "redundancy",
  "end_of_contract",
  "retirement",
  "mutual",
] as const

export const termination = z
  .strictObject({
    termination_date: body.day().meta({ description: "Last day of employment." }),
    type: z.enum(TERMINATION_TYPES).optional(),
    termination_reason: given(1_000).optional(),
    remote_data: body.remoteBody(),
  })
  .meta({ id: "Termination" })

export const employeeWrites = {
  create: { summary: "Add a person, with a first contract where its terms are given.", body: newEmployee },
  update: {
    summary: "Change what is known of a person, also values of the company's own fields.",
    body: employeeChange,
  },
  terminate: { summary: "End a person's employment.", body: termination },
  unterminate: { summary: "Take the end of a person's employment back.", body: body.noBody },
  invite: { summary: "Invite a person to use the HR system.", body: body.noBody },
} satisfies body.WriteModels
