import {
  ADMIN_LIMIT,
  createEnvironmentMapping,
  deleteEnvironmentMapping,
  deleteMappingOverride,
  type EnvironmentMapping,
  getEnvironmentMapping,
  getMappingOverride,
  isSameValue,
  listEnvironmentMappings,
  listMappingOverrides,
  type MappingError,
  type MappingOverride,
  type MappingOverrideRow,
  type MethodConfig,
  previewMappingOverride,
  putMappingOverride,
  updateEnvironmentMapping,
} from "@rollcall/contract"
import { AppError, badField, noRow } from "../../errors.js"
import type { PreviewRow } from "../../gateway/index.js"
import type { Saved } from "../../overrides/index.js"
import { isUuid } from "../authenticate.js"
import { assertRight } from "../rights.js"
import { type Route, route } from "../route.js"
import type { Services } from "../services.js"
import { installedModelId } from "./catalog.js"

const noOverride = (id: string) => noRow({ what: "mapping override", id, list: "GET /mapping-override" })

async function findOverride({ overrides }: Services, environmentId: string, id: string): Promise<MappingOverrideRow> {
  const found = isUuid(id) ? await overrides.get(environmentId, id) : undefined
  if (!found) throw noOverride(id)
  return found
}

const effectsOf = ({ sync }: Services, { before, after, warnings }: Omit<Saved, "row">) => ({
  rereads: sync.rereads(before, after),
  warnings,
})

const overrideIn = ({ add, response_mapping }: MappingOverride): MappingOverride => ({ add, response_mapping })

const ownRoutes: Route[] = [
  route(listMappingOverrides, async ({ caller, query }, { overrides }) => {
    const { limit = ADMIN_LIMIT, next_cursor: cursor, id, integration, integrated_account_id, resource } = query
    const filters = { ids: id, integrations: integration, accountIds: integrated_account_id, resources: resource }
    const page = await overrides.page(caller.environmentId, { limit, cursor, filters })
    return { result: page.rows, next_cursor: page.nextCursor, limit }
  }),
  route(getMappingOverride, ({ caller, params }, services) => findOverride(services, caller.environmentId, params.id)),
  route(putMappingOverride, async ({ caller, body }, services) => {
    const { integration, integrated_account_id: accountId, resource, version } = body
    const given = { integration, accountId, resource, version, ...overrideIn(body) }
    const { row, ...saved } = await services.overrides.put(caller.environmentId, given)
    return { ...row, ...effectsOf(services, saved) }
  }),
  route(deleteMappingOverride, async ({ caller, params }, { overrides }) => {
    if (!(await overrides.remove(caller.environmentId, params.id))) throw noOverride(params.id)
    return { id: params.id }
  }),
  route(previewMappingOverride, async ({ caller, body, life, httpMethod }, services) => {
    const { integrated_account_id: id, scope = "account", resource, limit = 5, ids } = body
    // Its answer has rows of people.
    const reading = { access: { verb: "read", of: resource }, method: "GET" } as const
    assertRight(reading, caller, { httpMethod, params: {}, query: {} })
    const account = await services.accounts.find(caller.environmentId, id, { isFresh: true })
    if (!account) throw new AppError("account.not_found", `there is no integrated account ${id} in this environment`)
    const tried = await services.overrides.tryOn(account, { scope, resource, override: overrideIn(body) })
    const call = { account, tried: tried.account, resource, life, ids, limit: ids?.length ?? limit }
    const rows = (await services.gateway.preview(call)).map(compare)
    return {
      rows,
      failed: rows.filter(({ mapping_errors }) => mapping_errors.length > 0).length,
      ...effectsOf(services, { before: tried.before, after: tried.after, warnings: tried.warnings }),
    }
  }),
]

const ERRORS = "mapping_errors"

function compare({ id, before, after }: PreviewRow) {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  const changed = [...names].filter((name) => name !== ERRORS && !isSameValue(before?.[name], after?.[name]))
  const errors = (after?.[ERRORS] ?? []) as MappingError[] // as overrides write them
  return { id, before, after, changed_fields: changed, mapping_errors: errors }
}

/** Truto's: one row for each method, of which ours have one mapping. */

function asMethod(row: MappingOverrideRow, environmentId: string, method: "list" | "get" = "list"): EnvironmentMapping {
  const paths = Object.entries(row.add).flatMap(([field, path]) => (path === null ? [] : [[field, path] as const]))
  return {
    id: row.id,
    environment_unified_model_id: installedModelId(environmentId),
    resource_name: row.resource,
    integration_name: row.integration,
    method_name: method,
    config: {
      ...(row.response_mapping === null ? {} : { response_mapping: row.response_mapping }),
      ...(paths.length > 0 ? { add: Object.fromEntries(paths) } : {}),
    },
    version: row.version,
    created_at: row.created_at,
    updated_at: row.updated_at,
  }
}

const noMapping = (id: string) =>
  noRow({ what: "mapping of an environment", id, list: "GET /environment-unified-model-resource-method" })

async function findMethod({ overrides }: Services, environmentId: string, id: string): Promise<MappingOverrideRow> {
  const found = isUuid(id) ? await overrides.get(environmentId, id) : undefined
  if (!found || found.integrated_account_id !== null) throw noMapping(id)
  return found
}

/** What is given is laid over what is there; null takes away. */
function laidOver({ add, response_mapping }: MappingOverrideRow, config: MethodConfig): MappingOverride {
  const all = Object.entries({ ...add, ...config.add }).filter(([, path]) => path !== null)
  const source = config.response_mapping === undefined ? response_mapping : config.response_mapping
  return { add: Object.fromEntries(all), ...(source === null ? {} : { response_mapping: source }) }
}

const trutoRoutes: Route[] = [
  route(listEnvironmentMappings, async ({ caller, query }, { overrides }) => {
    const { limit = ADMIN_LIMIT, next_cursor: cursor, id, integration_name, resource_name, ...more } = query
    const { environment_unified_model_id: models, method_name: methods } = more
    const isOther = models && !models.includes(installedModelId(caller.environmentId))
    const method = methods ? (["list", "get"] as const).find((one) => methods.includes(one)) : "list"
    if (isOther || !method) return { result: [], next_cursor: null, limit }
    const filters = { ids: id, integrations: integration_name, resources: resource_name, isOfEnvironment: true }
    const page = await overrides.page(caller.environmentId, { limit, cursor, filters })
    const result = page.rows.map((row) => asMethod(row, caller.environmentId, method))
    return { result, next_cursor: page.nextCursor, limit }
  }),
  route(getEnvironmentMapping, async ({ caller, params }, services) =>
    asMethod(await findMethod(services, caller.environmentId, params.id), caller.environmentId),
  ),
  route(createEnvironmentMapping, async ({ caller, body }, services) => {
    const { environmentId } = caller
    if (body.environment_unified_model_id !== installedModelId(environmentId))
      throw badField(
        "environment_unified_model_id",
        `give ${installedModelId(environmentId)}, which is the one of this environment`,
      )
    const filters = {
      integrations: [body.integration_name],
      resources: [body.resource_name],
      isOfEnvironment: true,
    }
    const [known] = (await services.overrides.page(environmentId, { limit: 1, filters })).rows
    const override = overrideIn(body.config)
    // The second of two methods with one mapping.
    if (known && isSameValue(asMethod(known, environmentId).config, configOf(override)))
      return asMethod(known, environmentId, body.method_name)
    if (known)
      throw new AppError(
        "resource.conflict",
        `${body.resource_name} have another mapping already: list and get have one here; change it with PATCH ${known.id}`,
      )
    const given = { integration: body.integration_name, resource: body.resource_name, ...override }
    const { row } = await services.overrides.put(environmentId, given)
    return asMethod(row, environmentId, body.method_name)
  }),
  route(updateEnvironmentMapping, async ({ caller, params, body }, services) => {
    const { environmentId } = caller
    const known = await findMethod(services, environmentId, params.id)
    const { integration, resource } = known
    // Of two who change it at once one is told.
    const version = body.version ?? known.version
    const { row } = await services.overrides.put(environmentId, {
      ...{ integration, resource, version },
      ...laidOver(known, body.config),
    })
    return asMethod(row, environmentId)
  }),
  route(deleteEnvironmentMapping, async ({ caller, params }, services) => {
    await findMethod(services, caller.environmentId, params.id)
    if (!(await services.overrides.remove(caller.environmentId, params.id))) throw noMapping(params.id)
    return { id: params.id }
  }),
]

const configOf = ({ add = {}, response_mapping }: MappingOverride) => ({
  ...(response_mapping ? { response_mapping } : {}),
  ...(Object.keys(add).length > 0 ? { add } : {}),
})

export const mappingRoutes: Route[] = [...ownRoutes, ...trutoRoutes]
