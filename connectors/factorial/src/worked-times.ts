import {
  type Days,
  day,
  get,
  idOf,
  isRemote,
  number,
  pageNumber,
  type Remote,
  table,
  text,
  windows,
} from "@rollcall/connector-kit"
import { addDays, isDay } from "@rollcall/contract"
import { endDay, laterOf } from "./dates.js"
import { people } from "./tables.js"

const [FIRST, LAST] = ["start_on", "end_on"]

/** There is a row for every day of everybody who is asked for; most say that there was no work. */
function workedDays(body: unknown): unknown {
  const rows: unknown = isRemote(body) ? body.data : undefined
  const isWorked = (row: unknown) =>
    !isRemote(row) || ["minutes", "tracked_minutes", "pending_minutes"].some((column) => number(row, column) !== 0)
  return Array.isArray(rows) ? rows.filter(isWorked) : rows
}

/**
 * An end may be entered when it is past, and until then there was work. Who had left before these days, and was not changed
 * since, has none in them. The day of a change is in UTC, which may be the day before.
 */
function mayHaveWorked(row: Remote, days: Days | undefined): boolean {
  const { first = "" } = days ?? {}
  const end = endDay(row, "terminated_on")
  const changed = day(row, "updated_at")
  return !end || !changed || laterOf(end, addDays(changed, 1) ?? changed) >= first
}

/** Computed, so it has neither cursors nor news, and it must be told whose days are wanted. */
export const workedTimes = table({
  name: "attendance/worked_times",
  list: (ask) => get("attendance/worked_times", ask),
  rows: workedDays,
  page: windows({
    parameters: { from: FIRST, to: LAST },
    every: 31,
    startOf: (row) => text(row, "date"),
    page: pageNumber({
      parameters: { page: "page", size: "limit" },
      maxSize: 100,
      read: ({ body }) => ({
        hasMore: isRemote(body) && isRemote(body.meta) && body.meta.has_next_page === true,
      }),
    }),
  }),
  columns: ["employee_id", "date", "day_type", "minutes", "tracked_minutes", "pending_minutes"],
  by: {},
  days: { parameters: { from: FIRST, to: LAST }, column: "date", back: 31, ahead: 0, recent: 7 },
  perValue: {
    column: "employee_id",
    parameter: "employee_ids[]",
    of: people,
    atOnce: 80,
    values: (rows, days) => rows.filter((row) => mayHaveWorked(row, days)).flatMap((row) => idOf(row) ?? []),
  },
  restHours: 3,
  locate(id) {
    const [person = "", date = "", ...rest] = id.split("_")
    if (person === "" || !isDay(date) || rest.length > 0) return undefined
    return { "employee_ids[]": [person], [FIRST]: date, [LAST]: date }
  },
})
