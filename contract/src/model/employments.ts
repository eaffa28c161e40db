import { z } from "zod"
import { byEnd, byEnum, byId, byNumber, byText, byTime, type Filters } from "./filter.js"
import { closed, day, id, instant, maybe, reference, remoteData, text } from "./shared.js"
import { byId as byIdBody, day as dayBody, name, remoteBody, type WriteModels } from "./write.js"

export const EMPLOYMENT_TYPES = [
  "full_time",
  "part_time",
  "contract",
  "internship",
  "temporary",
  "trainee",
  "volunteer",
  "per_diem",
] as const

export const PERIODS = [
  "hourly",
  "daily",
  "weekly",
  "biweekly",
  "monthly",
  "quarterly",
  "annually",
  "fixed",
  "one_time",
] as const

export const employment = z
  .object({
    id: id(),
    employee: reference(),
    job_title: text(),
    pay_rate: maybe(z.number()).meta({ description: "Decimal major units of `pay_currency` for one `pay_period`." }),
    pay_period: closed(PERIODS),
    pay_period_source: text(),
    pay_frequency: closed(PERIODS),
    pay_frequency_source: text(),
    pay_currency: text(),
    pay_group: text(),
    flsa_status: text(),
    effective_date: day().meta({ description: "First day on which this version of the job holds." }),
    end_date: day().meta({ description: "Last day: the contract's end, or the day before the next version." }),
    start_date: day().meta({ description: "First day of the contract that this version belongs to." }),
    employment_type: closed(EMPLOYMENT_TYPES),
    employment_type_source: text(),
    weekly_hours: maybe(z.number()),
    end_reason: text(),
    created_at: instant(),
    updated_at: instant(),
    remote_data: remoteData(),
  })
  .meta({ id: "Employment" })

export type Employment = z.infer<typeof employment>

export const employmentFilters = {
  id: byId("id"),
  "employee[id]": byId("employee", "id"),
  employee_id: byId("employee", "id"),
  job_title: byText("job_title"),
  employment_type: byEnum(EMPLOYMENT_TYPES, "employment_type"),
  pay_currency: byText("pay_currency"),
  pay_rate: byNumber("pay_rate"),
  effective_date: byTime("effective_date"),
  start_date: byTime("start_date"),
  end_date: byEnd("end_date"),
  created_at: byTime("created_at"),
  updated_at: byTime("updated_at"),
} satisfies Filters

/** What a version of a job says. */
export const employmentTerms = {
  job_title: name().optional(),
  pay_rate: z.number().min(0).max(1e12).optional().meta({ description: "Decimal major units for one `pay_period`." }),
  pay_period: z.enum(PERIODS).optional(),
  pay_currency: name().max(3).optional().meta({ description: "ISO 4217 code." }),
  employment_type: z.enum(EMPLOYMENT_TYPES).optional(),
  weekly_hours: z.number().min(0).max(168).optional(),
  end_date: dayBody().optional().meta({ description: "Last day of the contract." }),
}

export const newEmployment = z
  .strictObject({
    employee: byIdBody(),
    effective_date: dayBody().meta({ description: "First day on which this version of the job holds." }),
    ...employmentTerms,
    remote_data: remoteBody(),
  })
  .meta({ id: "NewEmployment" })

export const employmentWrites = {
  create: { summary: "Make a new version of a person's job, which holds from a day on.", body: newEmployment },
} satisfies WriteModels
