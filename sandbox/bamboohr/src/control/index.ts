/**
 * What the control API shows of the company and can do to it. It owns no rules: actions go through the same writes and
 * changes as calls of the API, and what those refuse is a 400 with their sentence.
 */
import { type Action, BadOrder, type Body, type Controlled } from "@rollcall/sandbox-kit"
import type { CompanySettings, Running } from "../running.js"
import { Refusal } from "../world.js"
import { addKey, behave, deleteKey, permit, switchUser } from "./access.js"
import { archiveOption, renameOption } from "./lists.js"
import { change, hire, move, putTableRow, raise, rehire, remove, removeTableRow, terminate } from "./people.js"
import { decide, requestLeave } from "./time-off.js"

const ACTIONS: Readonly<Record<string, (running: Running, body: Body) => unknown>> = {
  hire,
  terminate,
  rehire,
  raise,
  move,
  change,
  "delete-employee": remove,
  "put-row": putTableRow,
  "delete-row": removeTableRow,
  "request-leave": requestLeave,
  "approve-leave": decide("approved"),
  "deny-leave": decide("denied"),
  "cancel-leave": decide("canceled"),
  "rename-option": renameOption,
  "archive-option": archiveOption,
  permissions: permit,
  "add-key": addKey,
  "delete-key": deleteKey,
  "deactivate-user": switchUser("disabled"),
  "activate-user": switchUser("enabled"),
  behaviour: behave,
}

export const controlOf = (running: Running): Controlled => ({
  log: running,
  faults: running.faults,
  clock: running.clock,
  defaultClientId: "sandbox-client",
  describe: () => ({
    company: running.company,
    company_domain: running.companyDomain,
    seed: running.settings.seed,
    size: running.settings.size,
    behaviour: running.behaviour,
    keys: Object.fromEntries(running.keys.all()),
    rows: Object.fromEntries(running.store.tables().map((table) => [table, running.store.all(table).length])),
  }),
  deliveries: () => running.webhooks.deliveries(),
  allowRedirect: (clientId, uri) => running.oauth.allowRedirect(clientId, uri),
  reset: { takes: ["seed", "size", "today"], run: (body) => running.reset(readSettings(body)) },
  actions: Object.fromEntries(Object.entries(ACTIONS).map(([name, act]) => [name, sayingWhy(act, running)])),
})

const sayingWhy =
  (act: (running: Running, body: Body) => unknown, running: Running): Action =>
  (body) => {
    try {
      return act(running, body)
    } catch (error) {
      if (error instanceof Refusal) throw new BadOrder([error.message])
      throw error
    }
  }

const readSettings = (body: Body): Partial<CompanySettings> => ({
  ...(body.seed === undefined ? {} : { seed: String(body.seed) }),
  ...(body.size === undefined ? {} : { size: Number(body.size) }),
  ...(typeof body.today === "string" ? { today: body.today } : {}),
})
