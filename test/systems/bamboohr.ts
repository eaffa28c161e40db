import { RESOURCES } from "@rollcall/contract"
import { type Sandbox, startSandbox } from "@rollcall/sandbox-bamboohr"
import type { Acts, Company, CompanyOptions, Lists, Person, Resource, Selector, System } from "../systems.js"
import { bamboohrWrites } from "./bamboohr-writes.js"

type Row = ReturnType<Sandbox["running"]["store"]["all"]>[number]
/** What of a company is computed and not kept. */
type Known = { fieldIds: readonly string[] }

/** Those who come back have a row of another status after it. */
const TERMINATED = "Terminated"

async function startBamboo({ firstId: _, ...options }: CompanyOptions): Promise<Company & { sandbox: Sandbox }> {
  const sandbox = await startSandbox({ size: 30, ...options })
  const { running, url, apiKey, companyDomain } = sandbox
  const known = { fieldIds: await readFieldIds(sandbox) }
  return {
    sandbox,
    url,
    env: {
      BAMBOOHR_BASE_URL: `${url}/{company_domain}`,
      BAMBOOHR_CLIENT_ID: "sandbox-client",
      BAMBOOHR_CLIENT_SECRET: "sandbox-secret",
    },
    context: { api_key: apiKey, company_domain: companyDomain },
    name: running.company.displayName,
    typed: {
      key: { "Company domain": `https://${companyDomain}.bamboohr.com/home`, "API key": apiKey },
      signIn: { "Company domain": companyDomain },
    },
    list,
    ids: (resource) => idsIn(sandbox, resource, known),
    people: () => rows(sandbox, "employees").map((row) => personOf(sandbox, row)),
    does: actsOf(sandbox),
    faults: running.faults,
    get requests() {
      return running.requests
    },
    set requests(requests) {
      running.requests = requests
    },
    inFlight: () => running.inFlight,
    callsForAll: () => callsForAll(sandbox),
    subscriptions: () => rows(sandbox, "webhooks").length,
    allowRedirect: (uri) => void running.oauth.allowRedirect("sandbox-client", uri),
    close: () => sandbox.close(),
  }
}

const selectorOf = (path: string, method = "GET"): Selector => ({ method, path })
const list: Lists = {
  employees: { ...selectorOf("/v1/employees"), reads: "list" },
  employments: selectorOf("/tables/jobInfo"),
  employee_compensations: selectorOf("/tables/compensation"),
  fields: selectorOf("/v1/meta/fields"),
  groups: selectorOf("/v1/meta/lists"),
  locations: selectorOf("/v1/meta/lists"),
  timeoff_policies: selectorOf("/v1/meta/time_off/policies"),
  timeoff_requests: selectorOf("/v1/time_off/requests"),
  timeoff_types: selectorOf("/v1/meta/time_off/types"),
  timeoff_balances: selectorOf("/time_off/calculator"),
  companies: selectorOf("/v1/company_information"),
  job_roles: selectorOf("/v1/meta/lists"),
  holidays: selectorOf("/v1/time_off/whos_out"),
  documents: selectorOf("/files/view"),
}

const rows = ({ running }: Sandbox, table: string): readonly Row[] => running.store.all(table)

/** Lists that come in one piece, locations too, and three windows of holidays. */
const WHOLE = 15 + 3

/** The list of employees in pages, balances and files for one person at a time, and everything else in one piece. */
function callsForAll(sandbox: Sandbox): number {
  const people = rows(sandbox, "employees")
  return Math.max(1, Math.ceil(people.length / 500)) + 2 * people.length + WHOLE
}

async function read({ url, apiKey, companyDomain }: Sandbox, path: string): Promise<any> {
  const authorization = `Basic ${Buffer.from(`${apiKey}:x`).toString("base64")}`
  const answer = await fetch(`${url}/${companyDomain}/api/${path}`, {
    headers: { authorization, accept: "application/json" },
  })
  return answer.json()
}

/** The company's own fields of people. Columns of its own tables look the same. */
async function readFieldIds(sandbox: Sandbox): Promise<string[]> {
  const [fields, tables] = [await read(sandbox, "v1/meta/fields"), await read(sandbox, "v1/meta/tables")]
  const ofTables = tables.flatMap((table: any) => table.fields.map(({ id }: any) => String(id)))
  return fields
    .filter(({ alias, id }: any) => alias?.startsWith("custom") && /^\d+$/.test(id) && !ofTables.includes(String(id)))
    .map(({ id }: any) => String(id))
    .sort((one: string, other: string) => Number(one) - Number(other))
}

function idsIn(sandbox: Sandbox, resource: Resource, { fieldIds }: Known): readonly string[] {
  const idsOf = (table: string, prefix = "", isIn: (row: Row) => boolean = () => true) =>
    rows(sandbox, table)
      .filter(isIn)
      .map(({ id }) => prefix + id)
  switch (resource) {
    case "employees":
      return idsOf("employees")
    case "employments":
      return employmentIds(sandbox)
    case "employee_compensations":
      return [
        ...idsOf("compensation", "compensation-"),
        ...idsOf("bonus", "bonus-"),
        ...idsOf("commission", "commission-"),
      ]
    case "fields":
      return fieldIds
    case "groups":
      return idsOf("options", "", (row) => ["department", "division", "teams"].includes(String(row.list)))
    case "locations":
      return idsOf("options", "", (row) => row.list === "location")
    case "timeoff_policies":
      return idsOf("timeOffPolicies")
    case "timeoff_requests":
      return idsOf("timeOffRequests")
    case "timeoff_types":
      return idsOf("timeOffTypes", "", (row) => row.isRetired !== true)
    case "timeoff_balances":
      return rows(sandbox, "timeOffAssignments").map((row) => `${row.employeeId}-${row.timeOffTypeId}`)
    case "companies":
      return ["company"]
    case "job_roles":
      return idsOf("options", "", (row) => row.list === "jobTitle")
    case "holidays":
      return rows(sandbox, "holidays").map((row) => `${row.id}-${row.start}`)
    case "documents":
      return rows(sandbox, "files").map((row) => `${row.employeeId}-${row.id}`)
    default:
      return []
  }
}

/** A version begins on each day of a row, of the greatest table that has one of that day, while the person works there. */
function employmentIds(sandbox: Sandbox): string[] {
  const taken = new Set<string>()
  return HISTORY.flatMap(([table, prefix]) => {
    // Of several rows of one day the last one holds.
    const last = new Map(rows(sandbox, table).map((row) => [`${row.employeeId} ${dayOf(table, row)}`, row]))
    const begun = [...last].filter(([key, row]) => !taken.has(key) && isBegin(sandbox, table, row))
    for (const [key] of begun) taken.add(key)
    return begun.map(([, { id }]) => `${prefix}${id}`)
  })
}

const HISTORY = [
  ["jobInfo", "job-"],
  ["compensation", "pay-"],
  ["employmentStatus", "status-"],
] as const

function isBegin(sandbox: Sandbox, table: string, row: Row): boolean {
  const [person, date] = [String(row.employeeId), dayOf(table, row)]
  const isLeaving = statusName(sandbox, row) === TERMINATED
  return !isLeaving && date >= (days(sandbox, "jobInfo", person)[0] ?? "") && isAtWork(sandbox, person, date)
}

const dayOf = (table: string, row: Row): string => String(row[table === "compensation" ? "startDate" : "date"])
const ofPerson = ({ running }: Sandbox, table: string, id: string) => running.store.ofEmployee(table, id)
const days = (sandbox: Sandbox, table: string, id: string): string[] =>
  ofPerson(sandbox, table, id)
    .map((row) => dayOf(table, row))
    .sort()

const optionName = ({ running }: Sandbox, id: unknown): string | undefined =>
  typeof id === "number" ? String(running.store.find("options", String(id))?.name) : undefined
const statusName = (sandbox: Sandbox, row: Row | undefined) => optionName(sandbox, row?.employmentStatus)

/** The last day of work counts. */
function isAtWork(sandbox: Sandbox, id: string, date: string): boolean {
  const until = (isIn: (day: string) => boolean) =>
    statusName(sandbox, latest(ofPerson(sandbox, "employmentStatus", id).filter((row) => isIn(String(row.date)))))
  if (until((day) => day <= date) !== TERMINATED) return true
  return days(sandbox, "employmentStatus", id).includes(date) && until((day) => day < date) !== TERMINATED
}

/** Of several rows of one day the last one holds. */
const latest = (found: readonly Row[]): Row | undefined =>
  found.reduce<Row | undefined>((last, row) => (last && String(last.date) > String(row.date) ? last : row), undefined)

function personOf(sandbox: Sandbox, row: Row): Person {
  const statuses = ofPerson(sandbox, "employmentStatus", row.id)
  const manager = heldJob(sandbox, row.id)?.reportsTo
  return {
    id: row.id,
    name: [row.preferredName ?? row.firstName, row.lastName].filter((part) => part !== null).join(" "),
    isWorking: statusName(sandbox, latest(statuses)) !== TERMINATED,
    managerId: typeof manager === "string" ? manager : null,
  }
}

/** As of today. */
const heldJob = (sandbox: Sandbox, id: string): Row | undefined =>
  latest(ofPerson(sandbox, "jobInfo", id).filter(({ date }) => String(date) <= sandbox.running.clock.today()))

function actsOf(sandbox: Sandbox): Acts {
  const act = async (action: string, body: object): Promise<any> => {
    const answer = await fetch(`${sandbox.url}/_sandbox/${action}`, { method: "POST", body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${action}: ${await answer.text()}`)
    return answer.json()
  }
  const from = (day: string | undefined) => (day === undefined ? {} : { date: day })
  return {
    async hire({ firstName, lastName, startsOn, pay }) {
      const day = startsOn === undefined ? {} : { hireDate: startsOn }
      return (await act("hire", { firstName, lastName, ...day, ...(pay === undefined ? {} : { payRate: pay }) })).id
    },
    terminate: (employeeId, date) => act("terminate", { employeeId, date }),
    raise: (employeeId, payRate, day) => act("raise", { employeeId, payRate, ...from(day) }),
    async promote(employeeId) {
      const isNew = (row: Row) => row.list === "jobTitle" && Number(row.id) !== heldJob(sandbox, employeeId)?.jobTitle
      const jobTitle = String(rows(sandbox, "options").find((row) => isNew(row) && !row.isArchived)?.name)
      await act("move", { employeeId, jobTitle })
      return jobTitle
    },
    move: (employeeId, managerId) => act("move", { employeeId, managerId }),
    async join(employeeId) {
      const isNew = (row: Row) =>
        row.list === "department" && Number(row.id) !== heldJob(sandbox, employeeId)?.department && !row.isArchived
      const group = rows(sandbox, "options").find(isNew)
      await act("move", { employeeId, department: String(group?.name) })
      return group?.id ?? ""
    },
    rename: (employeeId, firstName) => act("change", { employeeId, firstName }),
    changePhone: (employeeId, mobilePhone) => act("change", { employeeId, mobilePhone }),
    async renameGroup(name) {
      const [person] = rows(sandbox, "employees").filter(({ id }) => heldJob(sandbox, id)?.department !== null)
      const option = String(heldJob(sandbox, person?.id ?? "")?.department)
      await act("rename-option", { list: "department", option, name })
      return option
    },
    requestLeave: async (employeeId, { from: start, to: end }) =>
      (await act("request-leave", { employeeId, start, end })).id,
    approveLeave: (id) => act("approve-leave", { id }),
    remove: (employeeId) => act("delete-employee", { employeeId }),
  }
}

export const bamboohr: System = {
  writes: bamboohrWrites,
  id: "bamboohr",
  name: "BambooHR",
  resources: RESOURCES.filter((name) => name in list),
  start: startBamboo,
  tellsWhatChanged: true,
  anyOrder: ["timeoff_balances", "holidays", "documents"],
  followsToday: ["employees", "employments", "employee_compensations"],
  anotherCompany: { company_domain: "another" },
  wrongKey: "5e17111e15ec2e7000000000000000000000a711",
  // Of time off it tells nothing.
  webhooks: { tellOf: ["people"], isSubscribed: (company) => company.subscriptions() > 0 },
  right: {
    field: "date_of_birth",
    takeAway: (company) => hide(company, ["dateOfBirth"]),
    giveBack: (company) => hide(company, []),
  },
}

async function hide(company: Company, hiddenFields: readonly string[]): Promise<void> {
  const body = JSON.stringify({ hiddenFields })
  const answer = await fetch(`${company.url}/_sandbox/permissions`, { method: "POST", body })
  if (!answer.ok) throw new Error(await answer.text())
}
