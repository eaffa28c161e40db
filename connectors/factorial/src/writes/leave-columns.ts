import { day, idOf, number, type Remote, text } from "@rollcall/connector-kit"
import { endDay } from "../dates.js"
import { minutesOf } from "../leave-times.js"

/** What says when a leave is. */
export const TIME_COLUMNS = ["start_on", "finish_on", "half_day", "start_time", "hours_amount_in_cents"] as const

/** A value that can be compared, whichever way it is written. Undefined: it is written in a form that is not known. */
function columnOf(row: Remote, name: string): string | number | null | undefined {
  switch (name) {
    case "start_on":
      return day(row, name)
    case "finish_on":
      return endDay(row, name)
    case "hours_amount_in_cents":
      return number(row, name)
    case "half_day":
      return text(row, name)?.replace("beggining", "beginning") ?? null
    case "start_time": {
      const clock = text(row, name) ?? null
      return clock === null ? null : minutesOf(clock)
    }
    default:
      return text(row, name) ?? null
  }
}

/**
 * Whether a leave has these columns. `before` is the leave as it was: a value in a form that is not known is the new one when
 * it is another one. Columns that the row does not have tell nothing.
 */
export function hasAll(row: Remote, columns: Remote, before: Remote): boolean {
  return Object.keys(columns).every((name) => {
    if (!Object.hasOwn(row, name)) return true
    const value = columnOf(row, name)
    return value === undefined ? text(row, name) !== text(before, name) : value === columnOf(columns, name)
  })
}

/**
 * Whether a leave is of the person, the kind and the times that were asked for. What was not asked for is empty, but for the
 * clock time, which an absence of hours may be given.
 */
export function isLeaveOf(row: Remote, sent: Remote): boolean {
  const isAsked = (name: string) => {
    const [value, wanted] = [columnOf(row, name), columnOf(sent, name) ?? null]
    if (name === "start_time" && (value === undefined || wanted === null)) return true
    return (value ?? null) === wanted
  }
  const isOf = (name: string) => idOf(row, name) === idOf(sent, name)
  return isOf("employee_id") && isOf("leave_type_id") && TIME_COLUMNS.every(isAsked)
}
