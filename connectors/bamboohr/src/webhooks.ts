import {
  get,
  hmacSha256,
  idOf,
  isRemote,
  isSameSecret,
  type List,
  type NewSubscription,
  objectOf,
  onePage,
  type Remote,
  type Table,
  type Touch,
  text,
  type Webhooks,
} from "@rollcall/connector-kit"
import { employees, jobs, pays, report, statuses } from "./tables.js"

const PATH = "v1/webhooks"

/** What a person's change is told of. `terminationDate` may not be watched; leaving shows in the status. */
const MONITORED = [
  ...["firstName", "middleName", "lastName", "preferredName", "employeeNumber", "status", "hireDate"],
  ...["employmentHistoryStatus", "employeeStatusDate", "jobTitle", "department", "division", "location", "reportsTo"],
  ...["payRate", "payType", "payPer", "payRateEffectiveDate", "workEmail", "homeEmail", "workPhone"],
  ...["workPhoneExtension", "mobilePhone", "homePhone", "address1", "address2", "city", "state", "zipcode", "country"],
  ...["dateOfBirth", "gender"],
]

/** Fields that the company lets this credential watch. */
const offered: List = {
  name: `${PATH}/monitor_fields`,
  page: onePage(),
  rows: { rows: "fields", meta: "meta" },
  list: (ask) => get(`${PATH}/monitor_fields`, ask),
}

/** One name that can't be watched refuses all of them. Where nothing is known of them, all are tried. */
function watchable(fields: readonly Remote[]): readonly string[] {
  const names = new Set(fields.flatMap((field) => text(field, "alias") ?? []))
  const found = MONITORED.filter((name) => names.has(name))
  const own = [...names].filter((name) => name.startsWith("custom"))
  return found.length > 0 ? [...found, ...own] : MONITORED
}

/** Deliveries that failed come again for hours, and it is not known whether they are signed anew. */
const LATE_SECONDS = 4 * 3_600
const EARLY_SECONDS = 300

/** The person is in `employeeId`, and was in `id` in the older body. */
const personIn = (row: Remote): string[] => [idOf(row, "employeeId") ?? idOf(row) ?? []].flat()

const ofPerson = (table: Table, column: string): Touch => ({ table, column, values: personIn })
const TOUCHED = [
  ofPerson(employees, "employeeId"),
  ofPerson(report, "id"),
  ...[jobs, pays, statuses].map((table) => ofPerson(table, "employeeId")),
]

/** The older body says what was done in each row. */
const ACTIONS: Readonly<Record<string, string>> = {
  created: "employee.created",
  updated: "employee.updated",
  deleted: "employee.deleted",
}

/**
 * One subscription for all events, which belongs to the credential's user and stops with him. Its key is told once, and
 * signs the body and the time. Deliveries may be doubled, late and out of order.
 */
export const webhooks: Webhooks = {
  eventsOfOne: "all",
  events: Object.values(ACTIONS).map((type) => ({ type, touches: TOUCHED })),
  // Only what is monitored is told, and of history only what is current.
  partlyTold: [employees, report, jobs, pays, statuses],
  list: () => ({
    name: PATH,
    page: onePage(),
    rows: { rows: "webhooks", meta: "meta" },
    list: (ask) => get(PATH, ask),
  }),
  read(row) {
    const [id, targetUrl] = [idOf(row), text(row, "url")]
    return id && targetUrl ? { id, targetUrl } : undefined
  },
  references: { offered },
  subscribe: (wanted) => ({ method: "POST", path: PATH, body: bodyOf(wanted) }),
  replace: (id, wanted) => ({ method: "PUT", path: `${PATH}/${encodeURIComponent(id)}`, body: bodyOf(wanted) }),
  unsubscribe: (id) => ({ method: "DELETE", path: `${PATH}/${encodeURIComponent(id)}` }),
  secretOf: (answer) => text(answer, "privateKey") ?? undefined,
  verify({ header, body, secret, now }) {
    const stamp = header("x-bamboohr-timestamp") ?? ""
    const ageSeconds = now.getTime() / 1_000 - (/^\d{1,12}$/.test(stamp) ? Number(stamp) : Number.NaN)
    const isTimely = ageSeconds <= LATE_SECONDS && ageSeconds >= -EARLY_SECONDS
    const signature = (header("x-bamboohr-signature") ?? "").toLowerCase()
    return secret !== "" && isTimely && isSameSecret(hmacSha256(secret, body, stamp), signature)
  },
  eventOf(body) {
    if (!isRemote(body)) return undefined
    const [first] = rowsIn(body)
    return text(body, "type") ?? ACTIONS[(first && text(first, "action")?.toLowerCase()) ?? ""]
  },
  rowsOf: (body) => (isRemote(body) ? rowsIn(body) : []),
}

function rowsIn(body: Remote): Remote[] {
  const { employees: people } = body
  if (Array.isArray(people)) return people.filter(isRemote)
  const data = objectOf(body, "data")
  return data ? [data] : []
}

const bodyOf = ({ events, targetUrl, references }: NewSubscription) => ({
  name: "Rollcall",
  url: targetUrl,
  format: "json",
  events,
  monitorFields: watchable(references.offered ?? []),
  postFields: {},
  includeCompanyDomain: true,
})
