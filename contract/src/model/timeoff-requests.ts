import { z } from "zod"
import { readMoment } from "../calendar.js"
import { text as given } from "../outside.js"
import { byEnd, byEnum, byId, byText, byTime, type Filters } from "./filter.js"
import { closed, id, instant, maybe, reference, remoteData, text, UNITS } from "./shared.js"
import { name, noBody, note, oneAtLeast, remoteBody, byId as someId, type WriteModels } from "./write.js"

export const TIMEOFF_STATUSES = ["pending", "approved", "rejected", "cancelled"] as const
export const SESSIONS = ["full", "morning", "afternoon"] as const

export const timeoffRequest = z
  .object({
    id: id(),
    description: text(),
    reason: reference().meta({ description: "The kind of absence, as `type`; kept for compatibility." }),
    employee: reference(),
    approver: text().meta({ description: "Name of the person who approves; see `approver_reference`." }),
    approver_reference: reference(),
    status: closed(TIMEOFF_STATUSES),
    status_source: text(),
    employee_note: text(),
    approver_note: text(),
    units: closed(UNITS),
    units_source: text(),
    amount: maybe(z.number()).meta({ description: "Quantity in `units`." }),
    timeoff_type: text().meta({ description: "Name of the type; see `type`." }),
    type: reference(),
    request_policy_type: text(),
    start_time: text().meta({ description: "Day `YYYY-MM-DD`, or local date-time for an absence of hours." }),
    end_time: text().meta({ description: "Last day, or local date-time; null while open ended." }),
    session: closed(SESSIONS),
    session_source: text(),
    created_at: instant(),
    updated_at: instant(),
    deleted_at: instant(),
    remote_data: remoteData(),
  })
  .meta({ id: "TimeoffRequest" })

export type TimeoffRequest = z.infer<typeof timeoffRequest>

export const timeoffRequestFilters = {
  id: byId("id"),
  "employee[id]": byId("employee", "id"),
  "employee[name]": byText("employee", "name"),
  employee_id: byId("employee", "id"),
  timeoff_type: { ...byText("timeoff_type"), description: "Name or id of the type." },
  "type[id]": byId("type", "id"),
  status: byEnum(TIMEOFF_STATUSES, "status"),
  session: byEnum(SESSIONS, "session"),
  start_time: byTime("start_time"),
  end_time: byEnd("end_time"),
  created_at: byTime("created_at"),
  updated_at: byTime("updated_at"),
} satisfies Filters

const moment = given(50).refine((given) => readMoment(given) !== undefined, {
  error: "give a day that exists (2026-03-02) or a date-time (2026-03-02T09:00:00)",
})

const details = {
  timeoff_type: name().optional().meta({ description: "Id or name of the type." }),
  reason: someId().optional().meta({ description: "The type, by id." }),
  session: z.enum(SESSIONS).optional(),
  units: z.enum(["days", "hours"]).optional(),
  amount: z.number().positive().optional().meta({ description: "Hours, with `units: hours`." }),
  description: note().optional(),
  employee_note: note().optional(),
  remote_data: remoteBody(),
}

export const newTimeoffRequest = z
  .strictObject({ employee: someId(), start_time: moment, end_time: moment, ...details })
  .meta({ id: "NewTimeoffRequest" })

export type NewTimeoffRequest = z.infer<typeof newTimeoffRequest>

export const timeoffRequestChange = oneAtLeast(
  z.strictObject({ start_time: moment.optional(), end_time: moment.optional(), ...details }),
).meta({ id: "TimeoffRequestChange" })

const decision = z
  .strictObject({
    approver_note: note().optional().meta({ description: "What the person who asked is told." }),
    remote_data: remoteBody(),
  })
  .meta({ id: "TimeoffDecision" })

export const timeoffRequestWrites = {
  create: { summary: "Ask for time off.", body: newTimeoffRequest },
  update: { summary: "Change a request for time off.", body: timeoffRequestChange },
  delete: { summary: "Delete a request for time off.", body: noBody },
  approve: { summary: "Approve a request for time off.", body: decision },
  reject: { summary: "Reject a request for time off.", body: decision },
  cancel: { summary: "Cancel a request for time off, whether it is approved or not.", body: decision },
} satisfies WriteModels
