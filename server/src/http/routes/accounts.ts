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
  updateAccount,
  updateMe,
} from "@rollcall/contract"
import type { Times } from "../../accounts/index.js"
import { AppError } from "../../errors.js"
import { type Route, route } from "../route.js"
import type { Services } from "../services.js"

const notFound = (id: string) => new AppError("not_found", `there is no integrated account ${id} in this environment`)

/** `created_at[gt]=...`, or a bare value for that very moment. */
function readTimes(name: string, given: string | Record<string, string> | undefined): Times[] {
  if (given === undefined) return []
  const entries = typeof given === "string" ? [["eq", given] as const] : Object.entries(given)
  return entries.map(([word, text]) => {
    const operator = ({ eq: "=", gt: ">", gte: ">=", lt: "<", lte: "<=" } as const)[word]
    const at = new Date(text)
    if (operator && !Number.isNaN(at.getTime())) return { operator, at }
    throw new AppError("invalid_request", `${name}: give an ISO 8601 date-time, with eq, gt, gte, lt or lte`)
  })
}

async function findAccount({ accounts }: Services, environmentId: string, id: string) {
  const account = await accounts.find(environmentId, id)
  if (!account) throw notFound(id)
  return account
}

export const accountRoutes: Route[] = [
  route(listAccounts, async ({ caller, query }, { accounts }) => {
    const {
      limit = ADMIN_LIMIT,
      next_cursor: cursor,
      created_at,
      updated_at,
      "integration.name": integration,
      environment_id,
      ...plain
    } = query
    if (environment_id !== undefined && environment_id !== caller.environmentId)
      return { result: [], next_cursor: null, limit }
    const times = { created_at: readTimes("created_at", created_at), updated_at: readTimes("updated_at", updated_at) }
    const page = await accounts.admin.page(caller.environmentId, {
      limit,
      cursor,
      filters: { ...plain, integration, ...times },
    })
    return { result: page.rows, next_cursor: page.nextCursor, limit }
  }),
  route(getAccount, async ({ caller, params }, { accounts }) => {
    const account = await accounts.admin.get(caller.environmentId, params.id)
    if (!account) throw notFound(params.id)
    return account
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
  route(updateAccount, async ({ caller, params, body }, { accounts }) => {
    const account = await accounts.admin.update(caller.environmentId, params.id, body)
    if (!account) throw notFound(params.id)
    return account
  }),
  route(deleteAccount, async ({ caller, params }, { accounts }) => {
    const count = await accounts.admin.remove(caller.environmentId, { ids: [params.id] })
    if (count === 0) throw notFound(params.id)
    return { id: params.id }
  }),
  route(bulkDeleteAccounts, async ({ caller, body }, { accounts }) => {
    const { ids, tenant_id: tenantId } = body
    if ((ids === undefined) === (tenantId === undefined))
      throw new AppError("invalid_request", "give either ids or tenant_id")
    await accounts.admin.remove(caller.environmentId, tenantId === undefined ? { ids: ids ?? [] } : { tenantId })
    return { success: true as const }
  }),
  route(createAccountToken, async ({ caller, body }, { access }) => {
    const token = await access.createAccountToken(caller.environmentId, body.integrated_account_id)
    if (!token) throw notFound(body.integrated_account_id)
    return { integrated_account_token: token }
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
      result: services.describe.tools(integration, { methods: listOf(query.methods), tags: listOf(query.tags) }),
    }
  }),
  route(getAccountCapabilities, async ({ caller, params, query }, services) => {
    const account = await findAccount(services, caller.environmentId, params.id)
    return services.describe.capabilities(account.integration, query, account)
  }),
]

const listOf = (value: unknown): string[] | undefined => (Array.isArray(value) ? value.map(String) : undefined)
