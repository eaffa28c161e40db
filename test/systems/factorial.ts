import { RESOURCES } from "@rollcall/contract"
import { type Sandbox, type SandboxOptions, startSandbox } from "@rollcall/sandbox-factorial"
import type { Acts, Company, Lists, Resource, Selector, System } from "../systems.js"

type Factorial = Company & { sandbox: Sandbox }

const EMPLOYEES = "employees/employees"
const TEAMS = "teams/teams"
const VERSIONS = "contracts/contract_versions"

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
}

/** Every table that a view shows or joins, besides those that are read in part. */
const TABLES = [
  ...Object.values(path),
  "companies/legal_entities",
  "contracts/taxonomies",
  "custom_fields/options",
  "custom_fields/values",
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
  const levels = rows(sandbox, "job_catalog/tree_nodes").filter((row) => row.type === "jobcatalog_treelevel")
  const whole = TABLES.reduce((sum, table) => sum + pagesOf(rows(sandbox, table).length), 0)
  return whole + pagesInDoubt(sandbox) + pagesOf(levels.length)
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
  const ids = table ? rows(sandbox, path[table]).map((row) => row.id) : []
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
  id: "factorial",
  name: "Factorial",
  resources,
  start: startFactorial,
  // One for each kind of event.
  webhooks: { tellOf: ["people", "time off"], isSubscribed: (company) => company.subscriptions() > 30 },
  tellsWhatChanged: true,
  followsToday: ["employees", "employee_compensations"],
  anotherCompany: { company_id: "another" },
  wrongKey: "sentinel-secret-key-4711",
  right: {
    field: "custom_fields",
    takeAway: ({ faults }) => faults.add({ kind: "status", status: 403, path: "custom_fields/" }),
    giveBack: ({ faults }) => faults.clear(),
  },
}
