import { randomUUID } from "node:crypto"
import type { IntegratedAccount } from "@rollcall/contract"
import type { Db } from "../db/index.js"
import { type Page, type PageQuery, readAfter, toPage } from "../db/paging.js"
import { assertStorable } from "../db/storable.js"
import { AppError } from "../errors.js"
import type { Vault } from "../vault/index.js"
import { assertCredentials, stampExpiry } from "./credentials.js"
import type { Installed } from "./installed/index.js"
import { assertHost, type IntegrationFacts } from "./integration.js"
import type { Tell } from "./lifecycle.js"
import { type Context, hasSecrets, joinContext, mergeContext, splitContext } from "./secrets.js"
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

export type AccountPatch = {
  tenant_id?: string | undefined
  status?: string | undefined
  authentication_method?: "api_key" | "oauth2" | undefined
  context?: Record<string, unknown> | undefined
  unified_model_override?: Record<string, unknown> | undefined
  integration_override?: Record<string, unknown> | undefined
}

export type AccountAdmin = {
  page(environmentId: string, query: PageQuery & { filters: store.AccountFilters }): Promise<Page<IntegratedAccount>>
  get(environmentId: string, id: string): Promise<IntegratedAccount | undefined>
  create(environmentId: string, values: NewAccount): Promise<IntegratedAccount>
  update(environmentId: string, id: string, patch: AccountPatch): Promise<IntegratedAccount | undefined>
  /** Answers how many went. */
  remove(environmentId: string, which: { ids: readonly string[] } | { tenantId: string }): Promise<number>
}

export type AdminParts = {
  db: Db
  vault: Vault
  installed: Installed
  integrations: readonly IntegrationFacts[]
  now(): Date
  seal(id: string, secret: Context): Buffer
  open(row: store.AccountRow): Context
  tell: Tell
  /** An account changed or went. */
  forget(id: string): void
}

/** Import, change and removal of accounts by the caller. */
export function createAdmin(parts: AdminParts): AccountAdmin {
  const { db, vault, integrations } = parts
  const show = (row: store.AccountRow) => toPublic(row, integrations)
  return {
    async page(environmentId, { limit, cursor, filters }) {
      assertStorable(filters)
      const binding = `accounts ${environmentId}`
      const after = cursor === undefined ? undefined : readAfter(vault, binding, cursor)
      if (cursor !== undefined && !after)
        throw new AppError("invalid_request", "next_cursor is not one of this list: leave it out to start over")
      const rows = await store.listAccounts(db, environmentId, { after, limit: limit + 1, filters })
      const page = toPage(vault, binding, { rows, limit })
      return { ...page, rows: page.rows.map(show) }
    },
    async get(environmentId, id) {
      const row = await store.findAccount(db, environmentId, id)
      return row && show(row)
    },
    create: async (environmentId, values) => show(await insertAccount(parts, environmentId, values)),
    async update(environmentId, id, patch) {
      assertStorable(patch)
      const row = await db.transaction().execute((tx) => patchAccount(parts, { tx, environmentId, id }, patch))
      parts.forget(id)
      return row && show(row)
    },
    async remove(environmentId, which) {
      assertStorable(which)
      const gone = await db.transaction().execute((tx) => deleteAccounts(parts, { tx, environmentId }, which))
      if ("ids" in which) for (const id of which.ids) parts.forget(id)
      else parts.forget("*")
      return gone.length
    },
  }
}

async function insertAccount(parts: AdminParts, environmentId: string, values: NewAccount): Promise<store.AccountRow> {
  const { tenantId: tenant_id, region, context: given } = values
  assertStorable({ tenant_id, region, context: given })
  const installed = await findInstalled(parts, environmentId, values)
  assertOffered(parts, installed.integration_id, values.authenticationMethod)
  assertHost(parts.integrations, installed.integration_id, given)
  const context = stampExpiry(given, parts.now())
  assertCredentials(values.authenticationMethod, context)
  const { open, secret } = splitContext(context)
  const id = randomUUID()
  const row: store.NewAccountRow = {
    id,
    environment_id: environmentId,
    environment_integration_id: installed.id,
    integration: installed.integration_id,
    tenant_id,
    status: "active",
    authentication_method: values.authenticationMethod,
    context: JSON.stringify(open),
    secrets: parts.seal(id, secret),
    is_sandbox: values.isSandbox ?? false,
    region: region ?? "eu",
    activated_at: parts.now(),
  }
  return parts.db.transaction().execute(async (tx) => {
    const inserted = await store.insertAccount(tx, row)
    await parts.tell(tx, inserted, "created", "active")
    return inserted
  })
}

async function deleteAccounts(
  { tell }: AdminParts,
  { tx, environmentId }: { tx: Db; environmentId: string },
  which: Parameters<AccountAdmin["remove"]>[1],
): Promise<store.AccountRow[]> {
  const gone = await store.deleteAccounts(tx, environmentId, which)
  for (const row of gone) await tell(tx, row, "deleted")
  return gone
}

async function findInstalled(parts: AdminParts, environmentId: string, values: NewAccount) {
  const { installed } = parts
  const id = values.environmentIntegrationId
  const isUuid = id !== undefined && /^[0-9a-f-]{36}$/i.test(id)
  const found = isUuid ? await installed.get(environmentId, id) : undefined
  if (found?.is_enabled) return found
  if (found)
    throw new AppError(
      "invalid_request",
      `${found.integration_id} is switched off in this environment: set is_enabled first`,
    )
  if (id !== undefined) {
    const message = "is not an integration installed here: GET /environment-integration lists them"
    throw new AppError("invalid_request", `environment_integration_id ${message}`, {
      failures: [{ path: "environment_integration_id", message }],
    })
  }
  const name = values.integration ?? (parts.integrations.length === 1 ? parts.integrations[0]?.id : undefined)
  if (name === undefined)
    throw new AppError(
      "invalid_request",
      "environment_integration_id is required: GET /environment-integration lists them",
    )
  return installed.install(environmentId, name)
}

function assertOffered(
  { integrations }: AdminParts,
  integration: string,
  method: NewAccount["authenticationMethod"],
): void {
  const auth = integrations.find((one) => one.id === integration)?.auth
  if (auth?.[method]) return
  const offered = Object.keys(auth ?? {}).join(" or ")
  throw new AppError("invalid_request", `authentication_method: ${integration} takes ${offered}`)
}

type Patched = { tx: Db; environmentId: string; id: string }

/** Under a row lock, so that two patches don't lose one another's context. */
async function patchAccount(parts: AdminParts, { tx, environmentId, id }: Patched, patch: AccountPatch) {
  const before = await store.findAccountForUpdate(tx, environmentId, id)
  if (!before) return undefined
  const after = await store.updateAccount(tx, id, changesOf(parts, before, patch))
  const isBack = after.status === "active" && before.status !== "active"
  await parts.tell(tx, after, "updated", ...(isBack ? (["active"] as const) : []))
  return after
}

function changesOf(parts: AdminParts, row: store.AccountRow, patch: AccountPatch): store.AccountChanges {
  const { context, ...rest } = patch
  const method = patch.authentication_method ?? row.authentication_method
  if (patch.authentication_method) assertOffered(parts, row.integration, patch.authentication_method)
  const changes: store.AccountChanges = {
    ...(rest.tenant_id === undefined ? {} : { tenant_id: rest.tenant_id }),
    ...(rest.status === undefined ? {} : { status: rest.status }),
    ...(rest.authentication_method === undefined ? {} : { authentication_method: method }),
    ...(rest.unified_model_override ? { unified_model_override: JSON.stringify(rest.unified_model_override) } : {}),
    ...(rest.integration_override ? { integration_override: JSON.stringify(rest.integration_override) } : {}),
  }
  if (context) assertHost(parts.integrations, row.integration, context)
  const stored = joinContext({ open: row.context, secret: parts.open(row) })
  const merged = context === undefined ? stored : stampExpiry(mergeContext(stored, context), parts.now())
  const { open, secret } = splitContext(merged)
  if (context !== undefined || method !== row.authentication_method) assertCredentials(method, merged)
  if (context === undefined) return changes
  const secrets = hasSecrets(context) ? { secrets: parts.seal(row.id, secret), status: "active", last_error: null } : {}
  return { ...changes, context: JSON.stringify(open), ...secrets }
}
