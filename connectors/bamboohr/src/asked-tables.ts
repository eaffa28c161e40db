/** Lists of BambooHR that are told for days, or for one person at a time. */
import { bareRows, get, idOf, onePage, type Remote, type Table, table, text, windows } from "@rollcall/connector-kit"
import { isDay } from "@rollcall/contract"
import * as shapes from "./shapes.js"
import { employees, patient, segmentOf } from "./tables.js"

const [EVER, LAST] = ["1970-01-01", "2100-12-31"]
/** Holidays, and what is told of one person at a time, are asked for once a day. */
const DAY_HOURS = 24

export const requests = table({
  name: "time_off/requests",
  page: onePage(),
  rows: shapes.inOrder(shapes.requestRows),
  list({ start = EVER, end = LAST, ...ask }) {
    // A window that is asked for may lie outside of the usual one, and has to end after its beginning.
    const [from, to] = start > end ? (end === LAST ? [start, start] : [end, end]) : [start, end]
    return patient(get("v1/time_off/requests", { start: from, end: to, ...ask }))
  },
  columns: ["employeeId", "name", "status", "start", "end", "created", "type", "amount", "dates", "notes"],
  by: {
    id: { parameter: "id", atOnce: 1 },
    employeeId: { parameter: "employeeId", atOnce: 1 },
  },
})

const joined = (...parts: readonly (string | undefined)[]): string | undefined =>
  parts.includes(undefined) ? undefined : parts.join("-")

/** Days on which the company is closed; a holiday of every year has one id. The list has only two weeks unless days are asked for. */
export const holidays = table({
  name: "time_off/whos_out",
  rows: shapes.inOrder(shapes.holidayRows),
  id: (row) => joined(idOf(row), text(row, "start") ?? undefined),
  page: windows({
    parameters: { from: "start", to: "end" },
    every: 366,
    startOf: (row) => text(row, "start"),
  }),
  list: (ask) => patient(get("v1/time_off/whos_out", ask)),
  columns: ["name", "start", "end"],
  by: {},
  days: { parameters: { from: "start", to: "end" }, column: "start", back: 366, ahead: 366, recent: 366 },
  restHours: DAY_HOURS,
  locate(id) {
    const start = id.slice(-10)
    return isDay(start) ? { start, end: start } : undefined
  },
})

const ofPerson = (path: string): Pick<Table, "list" | "page" | "by" | "isEmptyAt404" | "locate" | "restHours"> => ({
  page: onePage(),
  list: ({ employeeId = "-1", ...ask }) => get(`v1/employees/${segmentOf(employeeId)}/${path}`, ask),
  by: {},
  isEmptyAt404: () => true,
  locate: (id) => ({ employeeId: [id.split("-")[0] ?? ""] }),
  restHours: DAY_HOURS,
})
const everybody = { column: "employeeId", parameter: "employeeId", of: employees }
const idsOf = (rows: readonly Remote[]) => rows.flatMap((row) => idOf(row, "employeeId") ?? [])

/**
 * Of everybody: who works there is told by a status that a connection may lose the right to, and that must change nobody's
 * rows. Its rows do not say whose they are.
 */
export const balances = table({
  ...ofPerson("time_off/calculator"),
  name: "time_off/calculator",
  rows: bareRows,
  id: (row) => joined(idOf(row, "employeeId"), idOf(row, "timeOffType")),
  columns: ["employeeId", "timeOffType", "name", "units", "balance", "usedYearToDate"],
  perValue: { ...everybody, values: idsOf },
})

export const files = table({
  ...ofPerson("files/view"),
  name: "employees/files",
  rows: shapes.fileRows,
  id: (row) => joined(idOf(row, "employeeId"), idOf(row)),
  columns: [
    ...["employeeId", "categoryId", "categoryName", "name", "originalFileName", "size", "dateCreated"],
    "shareWithEmployee",
  ],
  perValue: { ...everybody, values: idsOf },
})
