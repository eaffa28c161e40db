import { z } from "zod"
import { EMPLOYMENT_TYPES, employment } from "./employments.js"
import { byEmail, byEnum, byId, byPhone, byText, byTime, type Filters } from "./filter.js"
import { address, closed, day, id, instant, maybe, reference, remoteData, text } from "./shared.js"

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
