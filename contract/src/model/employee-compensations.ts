import { z } from "zod"
import { PERIODS } from "./employments.js"
import { byEnd, byEnum, byId, byNumber, byText, byTime, type Filters } from "./filter.js"
import { closed, day, id, instant, maybe, reference, remoteData, text } from "./shared.js"

export const COMPENSATION_TYPES = ["salary", "hourly", "commission", "bonus", "equity"] as const
export const COMPENSATION_STATUSES = ["active", "inactive"] as const

export const employeeCompensation = z
  .object({
    id: id(),
    type: closed(COMPENSATION_TYPES),
    type_source: text(),
    description: text(),
    employee: reference(),
    amount: maybe(z.number()).meta({ description: "Decimal major units of `currency` for one `period`." }),
    currency: text(),
    period: closed(PERIODS),
    period_source: text(),
    payment_frequency: closed(PERIODS),
    payment_frequency_source: text(),
    status: closed(COMPENSATION_STATUSES).meta({ description: "active: it holds on the company's day." }),
    start_date: day(),
    end_date: day(),
    end_reason: text(),
    created_at: instant(),
    updated_at: instant(),
    remote_data: remoteData(),
  })
  .meta({ id: "EmployeeCompensation" })

export type EmployeeCompensation = z.infer<typeof employeeCompensation>

export const employeeCompensationFilters = {
  id: byId("id"),
  "employee[id]": byId("employee", "id"),
  employee_id: byId("employee", "id"),
  type: byEnum(COMPENSATION_TYPES, "type"),
  status: byEnum(COMPENSATION_STATUSES, "status"),
  period: byEnum(PERIODS, "period"),
  currency: byText("currency"),
  amount: byNumber("amount"),
  start_date: byTime("start_date"),
  end_date: byEnd("end_date"),
  created_at: byTime("created_at"),
  updated_at: byTime("updated_at"),
} satisfies Filters
