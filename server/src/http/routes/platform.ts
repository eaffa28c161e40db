import {
  ADMIN_LIMIT,
  createEnvironment,
  createEnvironmentIntegration,
  errorDocs,
  getEnvironment,
  getEnvironmentIntegration,
  health,
  listEnvironmentIntegrations,
  listEnvironments,
  metrics,
  openApi,
  ping,
  TEAM_ID,
  updateEnvironment,
  updateEnvironmentIntegration,
} from "@rollcall/contract"
import { z } from "zod"
import { AppError, noRow } from "../../errors.js"
import { isUuid } from "../authenticate.js"
import { errorsAsHtml } from "../error-docs.js"
import { describeApi } from "../open-api/index.js"
import { passingRoute, type Route, route } from "../route.js"

const ENVIRONMENT = { what: "environment", list: "GET /environment" }
const INSTALLED = { what: "installed integration", list: "GET /environment-integration" }

const wanted = z.array(z.string()).optional()

/** Admin lists share their paging; what else they take is lists of text, of which a row has any. */
const adminQuery = z.looseObject({
  limit: z.number().default(ADMIN_LIMIT),
  next_cursor: z.string().optional(),
  id: wanted,
  name: wanted,
  team_id: wanted,
  environment_id: wanted,
  integration_id: wanted,
  "integration.name": wanted,
  is_enabled: z.boolean().optional(),
})
const readAdmin = (query: unknown) => {
  const { limit, next_cursor: cursor, id, ...filters } = adminQuery.parse(query)
  return { limit, cursor, filters: { ...filters, ids: id } }
}
/** A filter that no row of the caller's environment can meet. */
const isElsewhere = ({ environmentId }: { environmentId: string }, environments: string[] | undefined): boolean =>
  environments !== undefined && !environments.includes(environmentId)
type Page<T> = { rows: T[]; nextCursor: string | null }
const toAnswer = <T>(page: Page<T>, limit: number) => ({ result: page.rows, next_cursor: page.nextCursor, limit })

const idOf = (kind: typeof ENVIRONMENT, params: unknown): string => {
  const { id } = z.object({ id: z.string() }).parse(params)
  if (!isUuid(id)) throw noRow({ ...kind, id })
  return id
}

/** It takes a while to make and needs no token, so it is made once for each address. */
const descriptions = new Map<string, Buffer>()
function described(version: string, publicUrl: string): Buffer {
  const made = descriptions.get(publicUrl) ?? Buffer.from(JSON.stringify(describeApi({ version, publicUrl })))
  descriptions.set(publicUrl, made)
  return made
}

export const environmentRoutes: Route[] = [
  route(listEnvironments, async ({ caller, query }, { access }) => {
    const { limit, cursor, filters } = readAdmin(query)
    if (filters.team_id && !filters.team_id.includes(TEAM_ID)) return { result: [], next_cursor: null, limit }
    const { ids, name: names } = filters
    return toAnswer(await access.environments.page(caller, { limit, cursor, ids, names }), limit)
  }),
  route(getEnvironment, async ({ caller, params }, { access }) => {
    const id = idOf(ENVIRONMENT, params)
    const found = await access.environments.get(caller, id)
    if (!found) throw noRow({ ...ENVIRONMENT, id })
    return found
  }),
  route(createEnvironment, async ({ caller, body }, { access, accounts }) => {
    if (caller.kind !== "api_token" || !caller.isDefaultEnvironment) {
      throw new AppError("token.forbidden", "only a token of the default environment may create environments")
    }
    const created = await access.environments.create(body.name)
    await accounts.installed.ensureAll(created.id)
    return created
  }),
  route(updateEnvironment, async ({ caller, params, body }, { access }) => {
    const found = await access.environments.update(caller, params.id, body)
    if (!found) throw noRow({ ...ENVIRONMENT, id: params.id })
    return found
  }),
]

type Flags = { is_enabled?: boolean | undefined; show_in_catalog?: boolean | undefined }
/** Without the keys that were left out. */
const defined = <T extends Flags & { override?: object | undefined }>({
  is_enabled,
  show_in_catalog,
  override,
}: T) => ({
  ...(is_enabled === undefined ? {} : { is_enabled }),
  ...(show_in_catalog === undefined ? {} : { show_in_catalog }),
  ...(override === undefined ? {} : { override: { ...override } }),
})

export const installedRoutes: Route[] = [
  route(listEnvironmentIntegrations, async ({ caller, query }, { accounts }) => {
    const { limit, cursor, filters } = readAdmin(query)
    if (isElsewhere(caller, filters.environment_id)) return { result: [], next_cursor: null, limit }
    const { ids, is_enabled, integration_id, "integration.name": name } = filters
    const integrations =
      integration_id && name ? integration_id.filter((one) => name.includes(one)) : (integration_id ?? name)
    if (integrations?.length === 0) return { result: [], next_cursor: null, limit }
    const page = await accounts.installed.page(caller.environmentId, { limit, cursor, ids, integrations, is_enabled })
    return toAnswer(page, limit)
  }),
  route(getEnvironmentIntegration, async ({ caller, params }, { accounts }) => {
    const id = idOf(INSTALLED, params)
    const found = await accounts.installed.get(caller.environmentId, id)
    if (!found) throw noRow({ ...INSTALLED, id })
    return found
  }),
  route(createEnvironmentIntegration, async ({ caller, body }, { accounts }) => {
    const { integration_id, ...flags } = body
    const there = await accounts.installed.install(caller.environmentId, integration_id)
    return (await accounts.installed.update(caller.environmentId, there.id, defined(flags))) ?? there
  }),
  route(updateEnvironmentIntegration, async ({ caller, params, body }, { accounts }) => {
    const found = await accounts.installed.update(caller.environmentId, params.id, defined(body))
    if (!found) throw noRow({ ...INSTALLED, id: params.id })
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
  {
    ...passingRoute(metrics, async ({ caller }, { metrics: numbers, readLag }) => {
      if (caller.kind !== "api_token" || !caller.isDefaultEnvironment)
        throw new AppError("token.forbidden", "only a token of the default environment may read the server's numbers")
      const body = await numbers.write(await readLag())
      return { status: 200, headers: { "content-type": numbers.contentType }, body }
    }),
    outlastsDatabase: true,
  },
  passingRoute(errorDocs, () => ({
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: errorsAsHtml(),
  })),
  passingRoute(openApi, (_context, { version, publicUrl }) => ({
    status: 200,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: described(version, publicUrl()),
  })),
]
