import { type Body, type Controlled, needId } from "@rollcall/sandbox-kit"
import { behaviours } from "./behaviours/index.js"
import { createRow, updateRow } from "./rows/write.js"
import type { CompanySettings, Running } from "./running.js"
import { type Call, type Json, Refusal, type Row } from "./world.js"

/** What the control API shows of the company and can do to it. */
export const controlOf = (running: Running): Controlled => ({
  log: running,
  faults: running.faults,
  clock: running.clock,
  defaultClientId: "sandbox-client",
  describe: () => ({
    company: running.company,
    seed: running.settings.seed,
    size: running.settings.size,
    rows: Object.fromEntries(running.store.tables().map((table) => [table, running.store.all(table).length])),
  }),
  deliveries: () => running.webhooks.deliveries(),
  allowRedirect: (clientId, uri) => running.oauth.allowRedirect(clientId, uri),
  reset: {
    takes: ["seed", "size", "today", "firstId", "locale"],
    run: (body) => running.reset(readSettings(body)),
  },
  actions: Object.fromEntries(Object.entries(ACTIONS).map(([name, act]) => [name, (body) => act(running, body)])),
})

const readSettings = (body: Body): Partial<CompanySettings> => ({
  ...(body.seed === undefined ? {} : { seed: String(body.seed) }),
  ...(body.size === undefined ? {} : { size: Number(body.size) }),
  ...(typeof body.today === "string" ? { today: body.today } : {}),
  ...(body.firstId === undefined ? {} : { firstId: String(body.firstId) }),
  ...(body.locale === "en" || body.locale === "es" ? { locale: body.locale } : {}),
})

/** What happens in a company, as an administrator would do it: through the same rules and events as the API. */
const ACTIONS: Readonly<Record<string, (running: Running, body: Body) => Row>> = {
  hire(running, body) {
    const {
      first_name = "Nova",
      last_name = "Persona",
      starts_on = running.clock.today(),
      job_title = null,
      salary_amount,
      manager_id,
      ...rest
    } = body
    const email =
      body.email ??
      `${slug(first_name)}.${slug(last_name)}.${running.store.all("employees/employees").length}@company.example`
    const given = {
      company_id: running.company.id,
      first_name,
      last_name,
      email,
      contract_starts_on: starts_on,
      contract_effective_on: starts_on,
      ...rest,
    }
    const employee = run(running, "POST employees/employees/create_with_contract", { body: given })
    if (manager_id !== undefined)
      run(running, "PUT employees/employees", { id: employee.id, body: { id: employee.id, manager_id } })
    const version = running.store.where("contracts/contract_versions", { employee_id: employee.id }).at(-1)
    if (version) {
      const pay = salary_amount === undefined ? {} : { salary_amount, salary_frequency: "yearly" }
      run(running, "PUT contracts/contract_versions", { id: version.id, body: { id: version.id, job_title, ...pay } })
    }
    return running.store.find("employees/employees", employee.id) ?? employee
  },
  terminate(running, { employee_id, terminated_on = running.clock.today(), ...rest }) {
    const id = needId("employee_id", employee_id)
    return run(running, "POST employees/employees/terminate", { body: { id, terminated_on, ...rest } })
  },
  unterminate: (running, { employee_id }) =>
    run(running, "POST employees/employees/unterminate", { body: { id: needId("employee_id", employee_id) } }),
  /** A new version of the contract with another salary (minor units) or title, effective today unless said otherwise. */
  raise(running, { employee_id, effective_on = running.clock.today(), ...changes }) {
    const versions = running.store.where("contracts/contract_versions", {
      employee_id: needId("employee_id", employee_id),
    })
    const last = [...versions].sort((a, b) => String(a.effective_on).localeCompare(String(b.effective_on))).at(-1)
    if (!last) throw new Refusal(404, { errors: ["this employee has no contract"] })
    const { id: _, created_at: __, updated_at: ___, ...kept } = last
    return run(running, "POST contracts/contract_versions", { body: { ...kept, effective_on, ...changes } })
  },
  /** To another manager, location, legal entity or team. */
  move(running, { employee_id, team_id, ...changes }) {
    const id = needId("employee_id", employee_id)
    if (team_id !== undefined) run(running, "POST teams/memberships", { body: { employee_id: id, team_id } })
    return run(running, "PUT employees/employees", { id, body: { id, ...changes } })
  },
  "request-leave": (running, body) =>
    run(running, "POST timeoff/leaves", {
      body: { leave_type_id: running.store.all("timeoff/leave_types")[0]?.id ?? null, ...body },
    }),
  "approve-leave": (running, { id }) => run(running, "POST timeoff/leaves/approve", { body: { id: needId("id", id) } }),
  "reject-leave": (running, { id, reason = null }) =>
    run(running, "POST timeoff/leaves/reject", {
      body: { id: needId("id", id), ...(reason === null ? {} : { reason }) },
    }),
  "cancel-leave": (running, { id }) => run(running, "DELETE timeoff/leaves", { id: needId("id", id), body: {} }),
}

const slug = (value: Json) =>
  String(value)
    .normalize("NFD")
    .replace(/[^A-Za-z0-9]/g, "")
    .toLowerCase() || "x"

function run(running: Running, key: string, { id = null, body }: { id?: string | null; body: Body }): Row {
  const call: Call = {
    world: running.world,
    credential: { kind: "api_key", id: "sandbox", employeeId: null, scopes: null },
    id,
    query: {},
    body,
    origin: "",
  }
  const behaviour = behaviours[key]
  const table = key.split(" ")[1] ?? ""
  const result = behaviour ? behaviour(call) : key.startsWith("PUT ") ? updateRow(table, call) : createRow(table, call)
  const [row] = [result].flat()
  if (!row) throw new Error(`${key} answered nothing`)
  return row
}
