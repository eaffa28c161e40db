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
  type RemoteQuery,
  rowsById,
  type Table,
  table,
  text,
} from "@rollcall/connector-kit"
import { lists } from "./api.js"
import { customFields } from "./custom-fields.js"
import * as shapes from "./shapes.js"

/** Whole-company answers come in one piece, and take as long as the company is large. */
const PATIENCE_MS = 120_000
export const patient = (call: ReturnType<typeof get>) => ({ ...call, patienceMs: PATIENCE_MS })

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
  id: (row) => {
    const id = idOf(row)
    return id !== undefined && row.deprecated === true ? `${id}:${text(row, "alias") ?? ""}` : id
  },
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

export const company = table({
  name: "company_information",
  page: onePage(),
  rows: shapes.companyRows,
  list: (ask) => get("v1/company_information", ask),
  columns: ["legalName", "displayName", "address", "phone"],
  by: {},
  isSmall: true,
})
