import { z } from "zod"
import { byEnum, byId, byNumber, byTime, type Filters } from "./filter.js"
import { closed, day, id, maybe, reference, remoteData, text } from "./shared.js"

export const DAY_TYPES = ["workday", "saturday", "sunday", "holiday"] as const

const minutes = (description: string) => maybe(z.number()).meta({ description })

/** The time that one person has worked on one day. Days without any have no row. */
export const attendance = z
  .object({
    id: id(),
    employee: reference(),
    date: day(),
    day_type: closed(DAY_TYPES),
    day_type_source: text(),
    worked_minutes: minutes("What counts as work."),
    tracked_minutes: minutes("What was clocked."),
    pending_minutes: minutes("What still waits for approval."),
    remote_data: remoteData(),
  })
  .meta({ id: "Attendance" })

export type Attendance = z.infer<typeof attendance>

export const attendanceFilters = {
  id: byId("id"),
  "employee[id]": byId("employee", "id"),
  employee_id: byId("employee", "id"),
  date: byTime("date"),
  day_type: byEnum(DAY_TYPES, "day_type"),
  worked_minutes: byNumber("worked_minutes"),
} satisfies Filters
