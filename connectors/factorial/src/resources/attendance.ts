import {
  both,
  day,
  fromDay,
  idOf,
  lookUp,
  number,
  one,
  resource,
  text,
  toDay,
  toList,
  view,
} from "@rollcall/connector-kit"
import { people } from "../tables.js"
import { workedTimes } from "../worked-times.js"

const DAY_TYPES = { workday: "workday", saturday: "saturday", sunday: "sunday", bank_holiday: "holiday" } as const

export const attendance = resource("attendance", {
  days: view({
    from: workedTimes,
    relations: { person: one(people, { id: "employee_id" }, { fields: ["employee"] }) },
    map(row, { person }) {
      const employeeId = idOf(row, "employee_id")
      const dayType = text(row, "day_type")
      return {
        id: idOf(row) ?? "",
        employee: employeeId === undefined ? null : { id: employeeId, name: person && text(person, "full_name") },
        date: day(row, "date"),
        day_type: lookUp(dayType, DAY_TYPES),
        day_type_source: dayType,
        worked_minutes: number(row, "minutes"),
        tracked_minutes: number(row, "tracked_minutes"),
        pending_minutes: number(row, "pending_minutes"),
      }
    },
    push: {
      employee_id: toList("employee_ids[]"),
      "employee[id]": toList("employee_ids[]"),
      date: both(fromDay("start_on"), toDay("end_on")),
    },
  }),
})
