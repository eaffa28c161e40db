import { RESOURCES } from "@rollcall/contract"
import { type Sandbox, type SandboxOptions, startSandbox } from "@rollcall/sandbox-factorial"
import type { Acts, Company, Lists, Resource, Selector, System } from "../systems.js"
import { factorialWrites } from "./factorial-writes.js"

type Factorial = Company & { sandbox: Sandbox }

const EMPLOYEES = "employees/employees"
const TEAMS = "teams/teams"
const VERSIONS = "contracts/contract_versions"
const NODES = "job_catalog/tree_nodes"

const path = {
  employees: EMPLOYEES,
  employments: VERSIONS,
  employee_compensations: "contracts/compensations",
  fields: "custom_fields/fields",
  groups: TEAMS,
  locations: "locations/locations",
  timeoff_policies: "timeoff/policies",
  timeoff_requests: "timeoff/leaves",
  timeoff_types: "timeoff/leave_types",
  timeoff_balances: "timeoff/allowance_stats",
  companies: "companies/legal_entities",
  job_roles: NODES,
  holidays: "holidays/company_holidays",
  attendance: "attendance/worked_times",
  documents: "documents/documents",
}
const resources = RESOURCES.filter((name): name is keyof typeof path => name in path)

const selectorOf = (table: string): Selector => ({ method: "GET", path: table })
const list: Lists = {
  employees: selectorOf(path.employees),
  employments: selectorOf(path.employments),
  employee_compensations: selectorOf(path.employee_compensations),
  fields: selectorOf(path.fields),
  groups: selectorOf(path.groups),
  locations: selectorOf(path.locations),
  timeoff_policies: selectorOf(path.timeoff_policies),
  timeoff_requests: selectorOf(path.timeoff_requests),
  timeoff_types: selectorOf(path.timeoff_types),
  timeoff_balances: selectorOf(path.timeoff_balances),
  companies: selectorOf(path.companies),
  job_roles: selectorOf(path.job_roles),
  holidays: selectorOf(path.holidays),
  attendance: selectorOf(path.attendance),
  documents: selectorOf(path.documents),
}

/** Every table that a view shows or joins, besides those that are read in part or computed. */
const TABLES = [
  ...Object.values(path).filter(
    (table) => table !== NODES && table !== path.attendance && table !== path.timeoff_balances,
  ),
  "contracts/taxonomies",
  "custom_fields/options",
  "custom_fields/values",
  "documents/folders",
  "finance/cost_centers",
  "teams/memberships",
  "timeoff/allowances",
]

export const pagesOf = (rowCount: number): number => Math.max(1, Math.ceil(rowCount / 100))

/** Pages of the memberships of teams that have teams below: only such a team tells whose membership is their own. */
export function pagesInDoubt(sandbox: Sandbox): number {
  const above = new Set(rows(sandbox, TEAMS).map((team) => team.parent_team_id))
  const members = rows(sandbox, TEAMS).map((team) =>
    above.has(team.id)
      ? pagesOf(rows(sandbox, "teams/memberships").filter((one) => one.team_id === team.id).length)
      : 0,
  )
  return members.reduce((sum, one) => sum + one, 0)
}

function callsForAll(sandbox: Sandbox): number {
  const whole = TABLES.reduce((sum, table) => sum + pagesOf(rows(sandbox, table).length), 0)
  const nodes = ["level", "role", "function"].map((type) => pagesOf(nodesOf(sandbox, type).length))
  const stats = pagesOf(statIds(sandbox).length)
  return nodes.reduce((sum, one) => sum + one, whole + stats + pagesInDoubt(sandbox) + pagesOfDays(sandbox))
}

const nodesOf = (sandbox: Sandbox, type: string) =>
  rows(sandbox, NODES).filter((row) => row.type === `jobcatalog_tree${type}`)

/** Allowances of the policy that each person has today. */
function statIds(sandbox: Sandbox): string[] {
  const today = sandbox.running.clock.today()
  return rows(sandbox, EMPLOYEES).flatMap(({ id }) => {
    const held = sandbox.running.store
      .where("timeoff/policy_assignments", { employee_id: id })
      .filter((one) => String(one.effective_at) <= today)
      .sort((a, b) => (String(a.effective_at) < String(b.effective_at) ? -1 : 1))
      .at(-1)
    const allowances = rows(sandbox, "timeoff/allowances").filter(
      (one) => one.timeoff_policy_id === held?.timeoff_policy_id,
    )
    return allowances.map((allowance) => `${id}-${allowance.id}`)
  })
}

/** Days before today of which worked time is read, and people whose days are asked for together. */
const [DAYS_BACK, PEOPLE_AT_ONCE, WINDOW] = [31, 80, 31]
const DAY_MS = 86_400_000

const firstDay = ({ running }: Sandbox): string =>
  new Date(Date.parse(running.clock.today()) - DAYS_BACK * DAY_MS).toISOString().slice(0, 10)

/** A row for each person and day of a window, whether they worked or not. */
function pagesOfDays(sandbox: Sandbox): number {
  const first = firstDay(sandbox)
  const people = rows(sandbox, EMPLOYEES).filter((row) => String(row.terminated_on ?? "9999") >= first).length
  const numberOf = (day: string) => Math.floor(Date.parse(day) / DAY_MS)
  const days = Array.from({ length: DAYS_BACK + 1 }, (_, index) => Math.floor((numberOf(first) + index) / WINDOW))
  const windows = [...new Set(days)].map((one) => days.filter((other) => other === one).length)
  const chunks = Array.from({ length: Math.ceil(people / PEOPLE_AT_ONCE) }, (_, index) =>
    Math.min(PEOPLE_AT_ONCE, people - index * PEOPLE_AT_ONCE),
  )
  return chunks.flatMap((chunk) => windows.map((window) => pagesOf(chunk * window))).reduce((sum, one) => sum + one, 0)
}

/** Days on which somebody has clocked, as long as they are not too long ago. */
function workedIds(sandbox: Sandbox): string[] {
  const worked = rows(sandbox, "attendance/shifts").filter(
    ({ minutes, date }) => Number(minutes) > 0 && String(date) >= firstDay(sandbox),
  )
  return [...new Set(worked.map((row) => `${row.employee_id}_${row.date}`))]
}

export async function startFactorial(options: SandboxOptions = {}): Promise<Factorial> {
  const sandbox = await startSandbox({ size: 30, ...options })
  const { running } = sandbox
  return {
    sandbox,
    url: sandbox.url,
    env: {
      FACTORIAL_BASE_URL: sandbox.url,
      FACTORIAL_CLIENT_ID: "sandbox-client",
      FACTORIAL_CLIENT_SECRET: "sandbox-secret",
    },
    context: { api_key: sandbox.apiKey },
    name: running.company.legalName,
    typed: { key: { "API key": sandbox.apiKey }, signIn: {} },
    list,
    ids: (resource) => idsIn(sandbox, resource),
    people: () =>
      rows(sandbox, EMPLOYEES).map(({ id, full_name, terminated_on, manager_id }) => ({
        id,
        name: String(full_name),
        isWorking: terminated_on === null,
        managerId: manager_id === null ? null : String(manager_id),
      })),
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
    subscriptions: () => rows(sandbox, "api_public/webhook_subscriptions").length,
    allowRedirect: (uri) => void running.oauth.allowRedirect("sandbox-client", uri),
    close: () => sandbox.close(),
  }
}

const rows = ({ running }: Sandbox, table: string) => running.store.all(table)

function idsIn(sandbox: Sandbox, resource: Resource): string[] {
  const table = resources.find((name) => name === resource)
  if (resource === "timeoff_balances") return statIds(sandbox)
  if (resource === "attendance") return workedIds(sandbox)
  if (resource === "job_roles") return nodesOf(sandbox, "role").map((row) => String(row.uuid))
  const ids = table ? rows(sandbox, path[table]).map((row) => row.id) : []
  if (resource === "groups") {
    const others = (prefix: string, of: string) => rows(sandbox, of).map((row) => `${prefix}${row.id}`)
    return [
      ...ids,
      ...others("cost-center-", "finance/cost_centers"),
      ...others("legal-entity-", "companies/legal_entities"),
    ]
  }
  if (resource !== "employee_compensations") return ids
  const paid = rows(sandbox, VERSIONS).filter((row) => row.salary_amount !== null)
  return [...paid.map((row) => `salary-${row.id}`), ...ids]
}

function actsOf(sandbox: Sandbox): Acts {
  const act = async (action: string, body: object): Promise<any> => {
    const answer = await fetch(`${sandbox.url}/_sandbox/${action}`, { method: "POST", body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${action}: ${await answer.text()}`)
    return answer.json()
  }
  const { store } = sandbox.running
  return {
    async hire({ firstName: first_name, lastName: last_name, startsOn, pay }) {
      const salary = pay === undefined ? {} : { salary_amount: pay * 100 }
      const day = startsOn === undefined ? {} : { starts_on: startsOn }
      return (await act("hire", { first_name, last_name, ...day, ...salary })).id
    },
    terminate: (employee_id, terminated_on) => act("terminate", { employee_id, terminated_on }),
    raise: (employee_id, pay, from) =>
      act("raise", { employee_id, salary_amount: pay * 100, ...(from === undefined ? {} : { effective_on: from }) }),
    async promote(employee_id) {
      await act("raise", { employee_id, job_title: "Pilot" })
      return "Pilot"
    },
    move: (employee_id, manager_id) => act("move", { employee_id, manager_id }),
    async join(employee_id) {
      const isIn = new Set(store.where("teams/memberships", { employee_id }).map((one) => one.team_id))
      const team = store.all(TEAMS).find(({ id }) => !isIn.has(id))
      await act("move", { employee_id, team_id: team?.id })
      return team?.id ?? ""
    },
    async rename(id, first_name) {
      await act("move", { employee_id: id, first_name })
    },
    changePhone: (employee_id, phone_number) => act("move", { employee_id, phone_number }),
    async renameGroup(name) {
      const [membership] = store.all("teams/memberships")
      const id = String(membership?.team_id)
      store.update(TEAMS, id, { name })
      return id
    },
    requestLeave: async (employee_id, { from, to }) =>
      (await act("request-leave", { employee_id, start_on: from, finish_on: to })).id,
    approveLeave: (id) => act("approve-leave", { id }),
    async remove(id) {
      store.remove(EMPLOYEES, id)
    },
  }
}

export const factorial: System = {
  writes: factorialWrites,
  id: "factorial",
  name: "Factorial",
  resources,
  start: startFactorial,
  // One for each kind of event.
  webhooks: { tellOf: ["people", "time off"], isSubscribed: (company) => company.subscriptions() > 30 },
  tellsWhatChanged: true,
  followsToday: ["employees", "employee_compensations"],
  anyOrder: ["attendance"],
  anotherCompany: { company_id: "another" },
  wrongKey: "sentinel-secret-key-4711",
  right: {
    field: "custom_fields",
    takeAway: ({ faults }) => faults.add({ kind: "status", status: 403, path: "custom_fields/" }),
    giveBack: ({ faults }) => faults.clear(),
  },
}
