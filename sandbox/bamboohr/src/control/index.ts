/** What the control API shows of the company and can do to it, through the same writes and changes as calls of the API. */
import type { Body, Controlled } from "@rollcall/sandbox-kit"
import type { CompanySettings, Running } from "../running.js"

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
    rows: Object.fromEntries(running.store.tables().map((table) => [table, running.store.all(table).length])),
    behaviour: running.behaviour,
  }),
  deliveries: () => [],
  allowRedirect: (clientId, uri) => running.oauth.allowRedirect(clientId, uri),
  reset: { takes: ["seed", "size", "today"], run: (body) => running.reset(readSettings(body)) },
  actions: {},
})

const readSettings = (body: Body): Partial<CompanySettings> => ({
  ...(body.seed === undefined ? {} : { seed: String(body.seed) }),
  ...(body.size === undefined ? {} : { size: Number(body.size) }),
  ...(typeof body.today === "string" ? { today: body.today } : {}),
})
