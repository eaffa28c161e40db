import { isDeepStrictEqual } from "node:util"
import {
  ADMIN_LIMIT,
  bulkDeleteAccounts,
  createAccount,
  createAccountToken,
  deleteAccount,
  getAccount,
  getAccountCapabilities,
  getMe,
  listAccounts,
  listAccountTools,
  putMappingOverride,
  refreshCredentials,
  runPostInstallActions,
  updateAccount,
  updateCredentials,
  updateMe,
} from "@rollcall/contract"
import { AppError, badField } from "../../errors.js"
import { readTimes } from "../read-times.js"
import { assertRight } from "../rights.js"
import { type Route, route } from "../route.js"
import type { Services } from "../services.js"

const notFound = (id: string) =>
  new AppError("account.not_found", `there is no integrated account ${id} in this environment`)

async function findAccount({ accounts }: Services, environmentId: string, id: string) {
  const account = await accounts.find(environmentId, id)
  if (!account) throw notFound(id)
  return account
}

const notSettable = (status: string) =>
  badField(
    "status",
    `follows from what the HR system says, and is ${status}: send active to have it asked again, or context.sync.enabled false to stop syncs`,
  )

export const accountRoutes: Route[] = [
  route(listAccounts, async ({ caller, query }, { accounts, sync }) => {
    const {
      limit = ADMIN_LIMIT,
      next_cursor: cursor,
      created_at,
      updated_at,
      "integration.name": integration,
      environment_id,
      ...plain
    } = query
    if (environment_id && !environment_id.includes(caller.environmentId))
      return { result: [], next_cursor: null, limit }
    const times = { created_at: readTimes("created_at", created_at), updated_at: readTimes("updated_at", updated_at) }
    const page = await accounts.admin.page(caller.environmentId, {
      limit,
      cursor,
      filters: { ...plain, integration, ...times },
    })
    const states = await sync.states(
      caller.environmentId,
      page.rows.map(({ id }) => id),
    )
    const result = page.rows.map((row) => ({ ...row, sync: states[row.id] ?? {} }))
    return { result, next_cursor: page.nextCursor, limit }
  }),
  route(getAccount, async ({ caller, params }, { accounts, sync }) => {
    const account = await accounts.admin.get(caller.environmentId, params.id)
    if (!account) throw notFound(params.id)
    const { [account.id]: state = {} } = await sync.states(caller.environmentId, [account.id])
    return { ...account, sync: state }
  }),
  route(createAccount, ({ caller, body }, { accounts }) =>
    accounts.admin.create(caller.environmentId, {
      tenantId: body.tenant_id,
      environmentIntegrationId: body.environment_integration_id,
      integration: body.integration,
      context: body.context ?? {},
      authenticationMethod: body.authentication_method,
      region: body.region,
      isSandbox: body.is_sandbox,
    }),
  ),
  route(updateAccount, async ({ caller, params, body, httpMethod }, { accounts }) => {
    const { environmentId } = caller
    const { status, ...others } = body
    if (status !== undefined && status !== "active") {
      const before = await accounts.admin.get(environmentId, params.id)
      if (!before) throw notFound(params.id)
      // Clients that send back the whole account change nothing by it.
      if (status !== before.status) throw notSettable(before.status)
    }
    const { unified_model_override: override } = body
    const own = override && (await accounts.admin.get(environmentId, params.id))?.unified_model_override
    if (!isDeepStrictEqual(override, own))
      assertRight(putMappingOverride, caller, { httpMethod, params: {}, query: {} })
    const account = await accounts.admin.update(environmentId, params.id, others)
    if (!account) throw notFound(params.id)
    if (status !== "active" || account.status === "active") return account
    // That it works is the HR system's to say.
    await accounts.link.runPostInstall(environmentId, params.id)
    const checked = await accounts.admin.get(environmentId, params.id)
    if (!checked) throw notFound(params.id)
    return checked
  }),
  route(updateCredentials, async ({ caller, params, body }, { accounts }) => {
    const { context = {}, ...fields } = body
    const account = await accounts.admin.update(caller.environmentId, params.id, { context: { ...fields, ...context } })
    if (!account) throw notFound(params.id)
    return account
  }),
  route(refreshCredentials, async ({ caller, body }, services) => {
    const account = await findAccount(services, caller.environmentId, body.id)
    await services.accounts.refreshNow(caller.environmentId, account.id)
    return { success: true as const }
  }),
  route(runPostInstallActions, async ({ caller, body }, { accounts }) => {
    if (!(await accounts.link.runPostInstall(caller.environmentId, body.id))) throw notFound(body.id)
    return { success: true as const }
  }),
  route(deleteAccount, async ({ caller, params }, { accounts, inbound }) => {
    await inbound.unsubscribe(caller.environmentId, { ids: [params.id] })
    const count = await accounts.admin.remove(caller.environmentId, { ids: [params.id] })
    if (count === 0) throw notFound(params.id)
    return { id: params.id }
  }),
  route(bulkDeleteAccounts, async ({ caller, body }, { accounts, inbound }) => {
    const { ids, tenant_id: tenantId } = body
    if ((ids === undefined) === (tenantId === undefined))
      throw new AppError("request.invalid", "give either ids or tenant_id")
    const which = tenantId === undefined ? { ids: ids ?? [] } : { tenantId }
    await inbound.unsubscribe(caller.environmentId, which)
    await accounts.admin.remove(caller.environmentId, which)
    return { success: true as const }
  }),
  route(createAccountToken, async ({ caller, body }, { access }) => {
    const { integrated_account_id: accountId, scopes, expires_in: seconds } = body
    const made = await access.tokens.createForAccount(caller, { accountId, scopes, seconds })
    if (!made) throw notFound(accountId)
    const { token, expiresAt } = made
    return { integrated_account_token: token, scopes: [...made.scopes], expires_at: expiresAt.toISOString() }
  }),
  route(getMe, async ({ caller, account }, { accounts }) => {
    const own = await accounts.admin.get(caller.environmentId, account.id)
    if (!own) throw notFound(account.id)
    return own
  }),
  route(updateMe, async ({ caller, account, body }, { accounts }) => {
    const own = await accounts.admin.update(caller.environmentId, account.id, { context: body.context })
    if (!own) throw notFound(account.id)
    return own
  }),
  route(listAccountTools, async ({ caller, params, query }, services) => {
    const { integration } = await findAccount(services, caller.environmentId, params.id)
    return {
      result: services.describe.tools(integration, query),
    }
  }),
  route(getAccountCapabilities, async ({ caller, params, query }, services) => {
    const account = await findAccount(services, caller.environmentId, params.id)
    const capabilities = services.describe.capabilities(account.integration, query, account)
    const coverage = await services.sync.coverage(account)
    const unified = capabilities.unified.map((one) => ({ ...one, coverage: coverage[one.resource] }))
    return { ...capabilities, unified }
  }),
]
