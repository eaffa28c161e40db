import { randomUUID } from "node:crypto"
import type { IntegratedAccount } from "@rollcall/contract"
import type { Db } from "../db/index.js"
import { type At, type Page, type PageQuery, readPage } from "../db/paging.js"
import { assertStorable } from "../db/storable.js"
import { AppError, badField, type Failure } from "../errors.js"
import { assertOwnSmall, readContext, warnOfOwn } from "./context-vault.js"
import { assertCredentials, stampExpiry } from "./credentials.js"
import type { AdminDeps } from "./deps.js"
import { assertHost, assertOffered, factsIn } from "./integration.js"
import { newRun } from "./link/run.js"
import { type AccountPatch, patchAccount } from "./patch.js"
import type { Context } from "./secrets.js"
import { toPublic } from "./show.js"
import * as store from "./store.js"

export type NewAccount = {
  tenantId: string
  environmentIntegrationId?: string | undefined
  integration?: string | undefined
  context: Context
  authenticationMethod: "api_key" | "oauth2"
  region?: string | undefined
  isSandbox?: boolean | undefined
}

/** With what its caller should know, if there is anything. */
type Changed = IntegratedAccount & { warnings?: Failure[] }

export type AccountAdmin = {
  page(environmentId: string, query: PageQuery & { filters: store.AccountFilters }): Promise<Page<IntegratedAccount>>
  get(environmentId: string, id: string): Promise<IntegratedAccount | undefined>
  create(environmentId: string, values: NewAccount): Promise<Changed>
  update(environmentId: string, id: string, patch: AccountPatch): Promise<Changed | undefined>
  /** Answers how many went. */
  remove(environmentId: string, which: { ids: readonly string[] } | { tenantId: string }): Promise<number>
}

/** Import, change and removal of accounts by the caller. */
export function createAdmin(deps: AdminDeps): AccountAdmin {
  const { db, vault, integrations, contexts } = deps
  const show = (row: store.AccountRow) => toPublic(row, integrations, contexts)
  const withWarnings = (row: store.AccountRow, given: Context = {}) => {
    const warnings = warnOfOwn(contexts.fields(row.integration), given)
    return { ...show(row), ...(warnings.length > 0 ? { warnings } : {}) }
  }
  return {
    async page(environmentId, { filters, ...query }) {
      assertStorable(filters)
      const list = (at: At) => store.listAccounts(db, environmentId, { ...at, filters })
      return readPage(vault, { binding: `accounts ${environmentId}`, query, list, show })
    },
    async get(environmentId, id) {
      const row = await store.findAccount(db, environmentId, id)
      return row && show(row)
    },
    create: async (environmentId, values) =>
      withWarnings(await insertAccount(deps, environmentId, values), values.context),
    async update(environmentId, id, patch) {
      assertStorable(patch)
      const row = await patchAccount(deps, { environmentId, id }, patch)
      deps.forget(id)
      return row && withWarnings(row, patch.context)
    },
    async remove(environmentId, which) {
      assertStorable(which)
      const gone = await db.transaction().execute((tx) => deleteAccounts(deps, { tx, environmentId }, which))
      if ("ids" in which) for (const id of which.ids) deps.forget(id)
      else deps.forget("*")
      return gone.length
    },
  }
}

async function insertAccount(deps: AdminDeps, environmentId: string, values: NewAccount): Promise<store.AccountRow> {
  const { tenantId: tenant_id, region, context: given } = values
  assertStorable({ tenant_id, region, context: given })
  const installed = await findInstalled(deps, environmentId, values)
  assertOffered(factsIn(deps.integrations, installed.integration_id), values.authenticationMethod)
  const fields = deps.contexts.fields(installed.integration_id)
  const read = readContext(fields, given)
  assertOwnSmall(fields, given)
  assertHost(deps.integrations, installed.integration_id, given)
  const context = stampExpiry(read, deps.now())
  assertCredentials(fields, values.authenticationMethod, context)
  const id = randomUUID()
  const row: store.NewAccountRow = {
    id,
    environment_id: environmentId,
    environment_integration_id: installed.id,
    integration: installed.integration_id,
    tenant_id,
    // Until the HR system has taken the credential.
    status: "validating",
    authentication_method: values.authenticationMethod,
    ...deps.contexts.close({ id, integration: installed.integration_id }, context),
    last_action_run_result: JSON.stringify(newRun({ link_token_id: null, company: null }, deps.now())),
    is_sandbox: values.isSandbox ?? false,
    region: region ?? "eu",
    activated_at: null,
  }
  return deps.db.transaction().execute(async (tx) => {
    const inserted = await store.insertAccount(tx, row)
    await deps.jobs.send(tx, { queue: "check-connection", data: { environmentId, accountId: id } })
    await deps.emit(tx, inserted, "created")
    return inserted
  })
}

async function deleteAccounts(
  { emit }: AdminDeps,
  { tx, environmentId }: { tx: Db; environmentId: string },
  which: Parameters<AccountAdmin["remove"]>[1],
): Promise<store.AccountRow[]> {
  const gone = await store.deleteAccounts(tx, environmentId, which)
  for (const row of gone) await emit(tx, row, "deleted")
  return gone
}

async function findInstalled(deps: AdminDeps, environmentId: string, values: NewAccount) {
  const { installed } = deps
  const id = values.environmentIntegrationId
  const isUuid = id !== undefined && /^[0-9a-f-]{36}$/i.test(id)
  const found = isUuid ? await installed.get(environmentId, id) : undefined
  if (found) return enabled(found)
  if (id !== undefined) {
    const message = "is not an integration installed here: GET /environment-integration lists them"
    throw badField("environment_integration_id", message)
  }
  const name = values.integration ?? (await onlyOffered(deps, environmentId))
  if (name !== undefined) return enabled(await installed.install(environmentId, name))
  const message =
    "is required where several HR systems are offered, or integration with a name: GET /environment-integration lists them"
  throw badField("environment_integration_id", message)
}

/** The one integration that customers are offered, where there is one. */
async function onlyOffered({ installed, integrations }: AdminDeps, environmentId: string): Promise<string | undefined> {
  const names = integrations.map(({ id }) => id)
  const offered = { limit: names.length, integrations: names, is_enabled: true }
  const { rows } = await installed.page(environmentId, offered)
  const listed = rows.filter((row) => row.show_in_catalog).map((row) => row.integration_id)
  const [only, ...others] = rows.length > 0 ? listed : names
  return others.length === 0 ? only : undefined
}

function enabled<T extends { is_enabled: boolean; integration_id: string }>(found: T): T {
  if (found.is_enabled) return found
  const message = `${found.integration_id} is switched off in this environment: set is_enabled first`
  throw new AppError("request.invalid", message)
}
