import { type Sandbox, startSandbox } from "@rollcall/sandbox-bamboohr"
import type { Acts, Company, CompanyOptions, Person, Resource, Selector, System } from "../systems.js"

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
const list: Record<Resource, Selector> = {
  employees: { ...selectorOf("/v1/employees"), reads: "list" },
  employments: selectorOf("/tables/jobInfo"),
  employee_compensations: selectorOf("/tables/compensation"),
  fields: selectorOf("/v1/meta/fields"),
  groups: selectorOf("/v1/meta/lists"),
  locations: selectorOf("/v1/meta/lists"),
  timeoff_policies: selectorOf("/v1/meta/time_off/policies"),
  timeoff_requests: selectorOf("/v1/time_off/requests"),
  timeoff_types: selectorOf("/v1/meta/time_off/types"),
}

const rows = ({ running }: Sandbox, table: string): readonly Row[] => running.store.all(table)

/** The list of employees in pages, and everything else in one piece, locations too. */
const callsForAll = (sandbox: Sandbox): number => Math.max(1, Math.ceil(rows(sandbox, "employees").length / 500)) + 14

async function send({ url, apiKey, companyDomain }: Sandbox, call: string, body?: object): Promise<any> {
  const [method = "GET", path] = call.split(" ")
  const answer = await fetch(`${url}/${companyDomain}/api/${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${apiKey}:x`).toString("base64")}`,
      accept: "application/json",
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  const said = answer.headers.get("x-bamboohr-error-message") ?? text
  if (!answer.ok) throw new Error(`${call}: ${answer.status} ${said}`)
  return { location: answer.headers.get("location"), body: text === "" ? undefined : JSON.parse(text) }
}

/** The company's own fields of people. Columns of its own tables look the same. */
async function readFieldIds(sandbox: Sandbox): Promise<string[]> {
  const [fields, tables] = [
    (await send(sandbox, "GET v1/meta/fields")).body,
    (await send(sandbox, "GET v1/meta/tables")).body,
  ]
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
  const today = sandbox.running.clock.today()
  const held = (table: string) => latest(ofPerson(sandbox, table, row.id).filter((one) => String(one.date) <= today))
  const manager = held("jobInfo")?.reportsTo
  return {
    id: row.id,
    name: [row.preferredName ?? row.firstName, row.lastName].filter((part) => part !== null).join(" "),
    isWorking:
      !days(sandbox, "employmentStatus", row.id).length ||
      statusName(sandbox, latest(ofPerson(sandbox, "employmentStatus", row.id))) !== TERMINATED,
    managerId: typeof manager === "string" ? manager : null,
  }
}

function actsOf(sandbox: Sandbox): Acts {
  const { store, clock } = sandbox.running
  const post = (call: string, body: object) => send(sandbox, `POST ${call}`, body)
  const addRow = (id: string, table: string, row: object) => post(`v1/employees/${id}/tables/${table}`, row)
  const payFrom = (startDate: string, pay: number) => ({
    startDate,
    rate: { value: String(pay), currency: "USD" },
    type: "Salary",
    exempt: "Exempt",
    paidPer: "Year",
  })
  /** A row of the table that goes on from the one that holds. */
  const goOn = (id: string, table: string, date: string, change: object) => {
    const held = latest(ofPerson(sandbox, table, id).filter((row) => String(row.date) <= date))
    const { id: _, employeeId: __, ...kept } = held ?? { id: "", employeeId: "" }
    const named = Object.entries(kept).map(([name, value]) => [name, optionName(sandbox, value) ?? value])
    return addRow(id, table, { ...Object.fromEntries(named), date, ...change })
  }
  return {
    async hire({ firstName, lastName, startsOn = clock.today(), pay }) {
      const made = await post("v1/employees", { firstName, lastName, hireDate: startsOn })
      const id = String(made.location).split("/").at(-1) ?? ""
      await addRow(id, "employmentStatus", { date: startsOn, employmentStatus: "Full-Time" })
      if (pay !== undefined) await addRow(id, "compensation", payFrom(startsOn, pay))
      return id
    },
    terminate: (id, date) => addRow(id, "employmentStatus", { date, employmentStatus: TERMINATED }),
    raise: (id, pay, from = clock.today()) => addRow(id, "compensation", payFrom(from, pay)),
    promote: (id, jobTitle) => goOn(id, "jobInfo", clock.today(), { jobTitle }),
    move: (id, reportsTo) => goOn(id, "jobInfo", clock.today(), { reportsTo }),
    async join(id) {
      const held = latest(ofPerson(sandbox, "jobInfo", id).filter((row) => String(row.date) <= clock.today()))
      const isOther = (row: Row) => row.list === "department" && Number(row.id) !== held?.department && !row.isArchived
      const group = rows(sandbox, "options").find(isOther)
      await goOn(id, "jobInfo", clock.today(), { department: String(group?.name) })
      return group?.id ?? ""
    },
    async rename(id, firstName) {
      await post(`v1/employees/${id}`, { firstName })
    },
    async renameGroup(name) {
      const used = latest(
        rows(sandbox, "jobInfo").filter((row) => row.department !== null && String(row.date) <= clock.today()),
      )
      const id = String(used?.department)
      store.update("options", id, { name })
      return id
    },
    async requestLeave(id, { from, to }) {
      const [type] = rows(sandbox, "timeOffTypes")
      const body = { status: "requested", start: from, end: to, timeOffTypeId: Number(type?.id), amount: 1 }
      const made = await send(sandbox, `PUT v1/employees/${id}/time_off/request`, body)
      return String(made.location).split("/").at(-1) ?? ""
    },
    async approveLeave(id) {
      await send(sandbox, `PUT v1/time_off/requests/${id}/status`, { status: "approved" })
    },
    async remove(id) {
      await send(sandbox, `DELETE v1/employees/${id}`)
    },
  }
}

export const bamboohr: System = {
  id: "bamboohr",
  name: "BambooHR",
  start: startBamboo,
  followsToday: ["employees", "employments", "employee_compensations"],
  anotherCompany: { company_domain: "another" },
  wrongKey: "5e17111e15ec2e7000000000000000000000a711",
  // Of time off it tells nothing.
  webhooks: { tellOf: ["people"], isSubscribed: (company) => company.subscriptions() > 0 },
  right: {
    field: "date_of_birth",
    takeAway: (company) => hide(company, ["birthDate", "dateOfBirth"]),
    giveBack: (company) => hide(company, []),
  },
}

function hide(company: Company, hiddenFields: readonly string[]): void {
  if (!isBamboo(company)) throw new Error("this right is BambooHR's")
  const { running, apiKey } = company.sandbox
  running.keys.set(apiKey, { userId: running.ownersUserId(), hiddenFields })
}

const isBamboo = (company: Company): company is Company & { sandbox: Sandbox } =>
  "sandbox" in company && company.context.company_domain !== undefined
