import {
  ADMIN_LIMIT,
  createApiToken,
  createEnvironment,
  createEnvironmentIntegration,
  deleteApiToken,
  getApiToken,
  getEnvironment,
  getEnvironmentIntegration,
  health,
  listApiTokens,
  listEnvironmentIntegrations,
  listEnvironments,
  metrics,
  openApi,
  ping,
  updateEnvironment,
  updateEnvironmentIntegration,
} from "@rollcall/contract"
import { z } from "zod"
import { AppError } from "../../errors.js"
import { isUuid } from "../authenticate.js"
import { describeApi } from "../open-api.js"
import { passingRoute, type Route, route } from "../route.js"

const notFound = (what: string, id: string) => new AppError("not_found", `there is no ${what} ${id.slice(0, 80)} here`)

/** Admin lists share their paging; what else they take is text. */
const adminQuery = z.looseObject({
  limit: z.number().default(ADMIN_LIMIT),
  next_cursor: z.string().optional(),
  name: z.string().optional(),
  environment_id: z.string().optional(),
  integration_id: z.string().optional(),
  "integration.name": z.string().optional(),
  is_enabled: z.boolean().optional(),
})
const readAdmin = (query: unknown) => {
  const { limit, next_cursor: cursor, ...filters } = adminQuery.parse(query)
  return { limit, cursor, filters }
}
type Page<T> = { rows: T[]; nextCursor: string | null }
const toAnswer = <T>(page: Page<T>, limit: number) => ({ result: page.rows, next_cursor: page.nextCursor, limit })

const idOf = (what: string, params: unknown): string => {
  const { id } = z.object({ id: z.string() }).parse(params)
  if (!isUuid(id)) throw notFound(what, id)
  return id
}

export const environmentRoutes: Route[] = [
  route(listEnvironments, async ({ caller, query }, { access }) => {
    const { limit, cursor, filters } = readAdmin(query)
    return toAnswer(await access.environments.page(caller, { limit, cursor, name: filters.name }), limit)
  }),
  route(getEnvironment, async ({ caller, params }, { access }) => {
    const id = idOf("environment", params)
    const found = await access.environments.get(caller, id)
    if (!found) throw notFound("environment", id)
    return found
  }),
  route(createEnvironment, async ({ caller, body }, { access, accounts }) => {
    if (caller.kind !== "api_token" || !caller.isDefaultEnvironment) {
      throw new AppError("forbidden", "only a token of the default environment may create environments")
    }
    const created = await access.environments.create(body.name)
    await accounts.installed.ensureAll(created.id)
    return created
  }),
  route(updateEnvironment, async ({ caller, params, body }, { access }) => {
    const found = await access.environments.update(caller, params.id, body)
    if (!found) throw notFound("environment", params.id)
    return found
  }),
]

export const apiTokenRoutes: Route[] = [
  route(listApiTokens, async ({ caller, query }, { access }) => {
    const { limit, cursor, filters } = readAdmin(query)
    if (filters.environment_id !== undefined && filters.environment_id !== caller.environmentId)
      return { result: [], next_cursor: null, limit }
    return toAnswer(await access.tokens.page(caller.environmentId, { limit, cursor, name: filters.name }), limit)
  }),
  route(getApiToken, async ({ caller, params }, { access }) => {
    const id = idOf("API token", params)
    const found = await access.tokens.get(caller.environmentId, id)
    if (!found) throw notFound("API token", id)
    return found
  }),
  route(createApiToken, async ({ caller, body }, { access, clock }) => {
    if (body.environment_id !== undefined && body.environment_id !== caller.environmentId) {
      throw new AppError(
        "forbidden",
        "environment_id: a token can only be made for the environment that asks: leave it out",
      )
    }
    const expiresAt = body.expires_at ? new Date(body.expires_at) : null
    if (expiresAt && expiresAt <= clock.now())
      throw new AppError("invalid_request", "expires_at: give a date-time ahead")
    return access.tokens.create(caller.environmentId, { name: body.name, expiresAt })
  }),
  route(deleteApiToken, async ({ caller, params }, { access }) => {
    if (!(await access.tokens.remove(caller.environmentId, params.id))) throw notFound("API token", params.id)
    return { id: params.id }
  }),
]

export const installedRoutes: Route[] = [
  route(listEnvironmentIntegrations, async ({ caller, query }, { accounts }) => {
    const { limit, cursor, filters } = readAdmin(query)
    const integration = filters.integration_id ?? filters["integration.name"]
    if (filters.environment_id !== undefined && filters.environment_id !== caller.environmentId)
      return { result: [], next_cursor: null, limit }
    return toAnswer(
      await accounts.installed.page(caller.environmentId, {
        limit,
        cursor,
        integration,
        is_enabled: filters.is_enabled,
      }),
      limit,
    )
  }),
  route(getEnvironmentIntegration, async ({ caller, params }, { accounts }) => {
    const id = idOf("installed integration", params)
    const found = await accounts.installed.get(caller.environmentId, id)
    if (!found) throw notFound("installed integration", id)
    return found
  }),
  route(createEnvironmentIntegration, ({ caller, body }, { accounts }) =>
    accounts.installed.install(caller.environmentId, body.integration_id),
  ),
  route(updateEnvironmentIntegration, async ({ caller, params, body }, { accounts }) => {
    const { is_enabled, show_in_catalog, override } = body
    const patch = {
      ...(is_enabled === undefined ? {} : { is_enabled }),
      ...(show_in_catalog === undefined ? {} : { show_in_catalog }),
      ...(override === undefined ? {} : { override }),
    }
    const found = await accounts.installed.update(caller.environmentId, params.id, patch)
    if (!found) throw notFound("installed integration", params.id)
    return found
  }),
]

export const openRoutes: Route[] = [
  route(ping, () => ({ pong: true as const })),
  route(health, async (_context, { checkDatabase, version }) => ({
    status: "ok" as const,
    version,
    database: await checkDatabase(),
  })),
  passingRoute(metrics, async ({ caller }, { metrics: numbers, readLag }) => {
    if (caller.kind !== "api_token" || !caller.isDefaultEnvironment)
      throw new AppError("forbidden", "only a token of the default environment may read the server's numbers")
    return { status: 200, headers: { "content-type": numbers.contentType }, body: await numbers.write(await readLag()) }
  }),
  route(openApi, (_context, { version }) => describeApi(version)),
]
