import {
  bareRows,
  type ChangeFeed,
  cursor,
  get,
  idOf,
  isRemote,
  number,
  objectOf,
  onePage,
  pageNumber,
  postToRead,
  type Remote,
  type RemoteQuery,
  rowsById,
  type Table,
  table,
  text,
  windows,
} from "@rollcall/connector-kit"
import { isDay } from "@rollcall/contract"
import { lists } from "./api.js"
import { customFields } from "./custom-fields.js"
import * as shapes from "./shapes.js"

/** Whole-company answers come in one piece, and take as long as the company is large. */
const PATIENCE_MS = 120_000
const patient = (call: ReturnType<typeof get>) => ({ ...call, patienceMs: PATIENCE_MS })

/** Whoever has changed: any field, and the tables of jobs, pay and status. It tells no more than that. */
function changedPeople(column: string): ChangeFeed {
  return {
    column,
    request: (since) => get("v1/employees/changed", { since: `${since.toISOString().slice(0, 19)}Z` }),
    read(body) {
      const people = isRemote(body) ? body.employees : undefined
      // Nobody is an empty list where others are an object.
      const values = isRemote(people)
        ? Object.keys(people)
        : Array.isArray(people) && people.length === 0
          ? []
          : undefined
      const latest = isRemote(body) ? new Date(text(body, "latest") ?? "") : undefined
      if (values === undefined) return undefined
      return latest && !Number.isNaN(latest.getTime()) ? { values, latest } : { values }
    },
  }
}

/** Ids as numbers, as they are asked for. What is no id asks for nobody. */
const numbersIn = (ids: RemoteQuery[string]): number[] => [ids].flat().map((id) => (isId(id) ? Number(id) : 0))
const isId = (id: RemoteQuery[string]) => /^[1-9]\d{0,14}$/.test(String(id))

const ASKED = [
  ...["middleName", "workEmail", "homeEmail", "mobilePhone", "workPhone", "workPhoneExtension", "homePhone"],
  ...["birthDate", "hireDate", "departmentId", "departmentName", "divisionId", "divisionName"],
  ...["locationId", "locationName", "employmentStatusName", "reportsToId", "reportsToName"],
]

export const employees = table({
  name: "employees",
  rows: shapes.employeeRows,
  page: cursor({
    parameters: { after: "page[after]", before: "page[before]", size: "page[limit]" },
    maxSize: 500,
    read({ body }) {
      const meta = isRemote(body) ? (objectOf(body, "meta") ?? {}) : {}
      const page = objectOf(meta, "page") ?? {}
      return {
        next: text(page, "nextCursor"),
        previous: text(page, "prevCursor"),
        total: number(meta, "total") ?? undefined,
      }
    },
  }),
  list({ fields: more = [], "filter[ids]": ids, ...ask }) {
    const wanted = ids === undefined ? {} : { "filter[ids]": numbersIn(ids).map(String) }
    return get("v1/employees", { ...ask, ...wanted, fields: [...ASKED, ...[more].flat().map(String)] })
  },
  id: "employeeId",
  columns: ["firstName", "lastName", "preferredName", "photoUrl", "jobTitleName", "status", ...ASKED],
  by: { employeeId: "filter[ids]" },
  changes: changedPeople("employeeId"),
})

export const fields = table({
  ...lists,
  rows: shapes.inOrder(bareRows),
  name: "meta/fields",
  list: (ask) => get("v1/meta/fields", ask),
  // An old alias stands beside the new one, with the same id.
  id: (row) => (row.deprecated === true ? `${idOf(row)}:${text(row, "alias")}` : idOf(row)),
  columns: ["name", "type", "alias"],
  by: {},
  isSmall: true,
})

export const columns = table({
  name: "meta/tables",
  page: onePage(),
  rows: shapes.columnRows,
  list: (ask) => get("v1/meta/tables", ask),
  columns: ["fieldId"],
  by: {},
  isSmall: true,
})

/** What the list of employees lacks. */
const REPORTED = [
  ...["employeeNumber", "displayName", "originalHireDate", "terminationDate", "dateOfBirth", "gender", "nationality"],
  ...["address1", "address2", "city", "state", "zipcode", "country", "payGroup", "teams", "standardHoursPerWeek"],
  ...["ssn", "supervisorEId", "lastChanged"],
]
/** More are refused. */
const MOST_FIELDS = 400

export const report = table({
  name: "reports/custom",
  page: onePage(),
  rows: shapes.reportRows,
  granted: shapes.reportColumns,
  references: { fields, columns },
  list({ employeeIds, ...ask }, references) {
    const own = customFields(references.fields ?? [], references.columns ?? [])
    const wanted = [...REPORTED, ...own.flatMap((field) => text(field, "alias") ?? [])]
    const body = {
      title: "Rollcall",
      fields: [...new Set(wanted)].slice(0, MOST_FIELDS),
      ...(employeeIds === undefined ? {} : { filters: { employeeIds: numbersIn(employeeIds) } }),
    }
    return patient(postToRead("v1/reports/custom", body, { format: "JSON", onlyCurrent: false, ...ask }))
  },
  columns: [...REPORTED, "custom"],
  by: { id: "employeeIds" },
  changes: changedPeople("id"),
})

/** A table of history, of everybody or of one person. */
function history(name: string, columns: readonly string[]): Table {
  return table({
    name: `tables/${name}`,
    page: onePage(),
    rows: shapes.inOrder(bareRows),
    list: ({ employeeId, ...ask }) => patient(get(`v1/employees/${segmentOf(employeeId)}/tables/${name}`, ask)),
    columns: ["employeeId", ...columns],
    by: { employeeId: { parameter: "employeeId", atOnce: 1 } },
    // Nobody has this id. For everybody it would be a company that is not there, and no reason to believe that all is gone.
    isEmptyAt404: ({ employeeId }) => employeeId !== undefined,
  })
}

/** `0` would be the credential's own person, and what is no number may be another path. */
export function segmentOf(id: RemoteQuery[string]): string {
  if (id === undefined) return "all"
  const [only] = [id].flat().map(String)
  return only !== undefined && isId(only) ? only : "-1"
}

const jobColumns = ["date", "jobTitle", "department", "division", "location"]
const payColumns = ["startDate", "endDate", "rate", "type", "exempt", "comment", "paidPer", "paySchedule"]
const status = ["date", "employmentStatus"]
const statusColumns = [...status, "terminationReasonId", "terminationTypeId"]

const changes = changedPeople("employeeId")
export const jobs: Table = { ...history("jobInfo", jobColumns), changes, essential: ["date"] }
export const pays: Table = { ...history("compensation", payColumns), changes, essential: ["startDate"] }
/** Without the status itself, somebody who has left can't be told from somebody who came. */
export const statuses: Table = { ...history("employmentStatus", statusColumns), changes, essential: status }
/**
 * Whether a bonus or a commission counts as a change of the person is not known, so these are read whole. A company may
 * have no such table.
 */
const extra = (name: string, columns: readonly string[]): Table => ({
  ...history(name, columns),
  isEmptyAt404: () => true,
})
export const bonuses = extra("bonus", ["bonusDate", "bonusAmount", "bonusComment"])
export const commissions = extra("commission", ["commissionDate", "commissionAmount", "commissionComment"])

export const options = table({
  name: "meta/lists",
  page: onePage(),
  rows: shapes.inOrder(shapes.optionRows),
  list: (ask) => get("v1/meta/lists", { format: "json", ...ask }),
  columns: ["name", "list", "archived", "createdDate"],
  by: {},
  isSmall: true,
})

export const users = table({
  name: "meta/users",
  page: onePage(),
  rows: rowsById("id"),
  list: (ask) => get("v1/meta/users", ask),
  columns: ["employeeId", "firstName", "lastName"],
  by: {},
  isSmall: true,
})

export const places = table({
  name: "org/locations",
  rows: { rows: "data", meta: "meta" },
  page: pageNumber({
    parameters: { page: "page", size: "pageSize" },
    maxSize: 500,
    first: 0,
    read({ body }) {
      const meta = isRemote(body) ? (objectOf(body, "meta") ?? {}) : {}
      return { total: number(meta, "totalItems") ?? undefined }
    },
  }),
  list: (ask) => get("v1/hris/org/locations", { expand: ["state", "country"], ...ask }),
  columns: ["archived", "address"],
  by: {},
  isSmall: true,
})

export const types = table({
  name: "time_off/types",
  page: onePage(),
  rows: shapes.inOrder(shapes.typeRows),
  list: (ask) => get("v1/meta/time_off/types", ask),
  columns: ["name", "units", "color", "icon", "defaultHours"],
  by: {},
  isSmall: true,
})

export const policies = table({
  ...lists,
  rows: shapes.inOrder(bareRows),
  name: "time_off/policies",
  list: (ask) => get("v1/meta/time_off/policies", ask),
  columns: ["name", "type"],
  by: {},
})

const [EVER, LAST] = ["1970-01-01", "2100-12-31"]

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

export const company = table({
  name: "company_information",
  page: onePage(),
  rows: shapes.companyRows,
  list: (ask) => get("v1/company_information", ask),
  columns: ["legalName", "displayName", "address", "phone"],
  by: {},
  isSmall: true,
})

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
  list: (ask) => get("v1/time_off/whos_out", ask),
  columns: ["name", "start", "end"],
  by: {},
  days: { parameters: { from: "start", to: "end" }, column: "start", back: 366, ahead: 366, recent: 366 },
  locate(id) {
    const start = id.slice(-10)
    return isDay(start) ? { start, end: start } : undefined
  },
})

/** What is told of one person at a time is asked for once a day. */
const DAY_HOURS = 24
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

/** Of those who work there: nobody else takes time off. Its rows do not say whose they are. */
export const balances = table({
  ...ofPerson("time_off/calculator"),
  name: "time_off/calculator",
  rows: bareRows,
  id: (row) => joined(idOf(row, "employeeId"), idOf(row, "timeOffType")),
  columns: ["employeeId", "timeOffType", "name", "units", "balance", "usedYearToDate"],
  perValue: { ...everybody, values: (rows) => idsOf(rows.filter((row) => text(row, "status") !== "Inactive")) },
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
