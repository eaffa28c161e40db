import { z } from "zod"
import { capabilities, capabilitiesQuery, tool, toolsQuery } from "./meta.js"
import { type Operation, operation } from "./operation.js"
import { adminPage, adminPaging, context, deleted, flag, idParams, moment } from "./shared.js"

const stamps = { created_at: moment(), updated_at: moment() }

export const environment = z
  .object({ id: z.string(), name: z.string(), team_id: z.string().nullable(), is_default: z.boolean(), ...stamps })
  .meta({ id: "Environment" })
export type Environment = z.infer<typeof environment>

export const integration = z
  .object({
    id: z.string().meta({ description: "The integration's name." }),
    name: z.string(),
    category: z.string(),
    is_beta: z.boolean(),
    sharing: z.string(),
    can_install: z.boolean(),
    config: z.object({ label: z.string(), logo: z.string().nullable(), icon: z.string().nullable() }),
    installed_environment: z.array(z.string()),
    team_id: z.string().nullable(),
    version: z.number().int(),
    ...stamps,
  })
  .meta({ id: "Integration" })
export type Integration = z.infer<typeof integration>

export const environmentIntegration = z
  .object({
    id: z.string(),
    integration_id: z.string(),
    environment_id: z.string(),
    is_enabled: z.boolean(),
    is_active: z.boolean(),
    show_in_catalog: z.boolean(),
    override: context().meta({ description: "Own OAuth client and settings; secrets are never returned." }),
    integration: z.object({ id: z.string(), name: z.string(), category: z.string() }),
    ...stamps,
  })
  .meta({ id: "EnvironmentIntegration" })
export type EnvironmentIntegration = z.infer<typeof environmentIntegration>

export const unifiedModel = z
  .object({
    id: z.string(),
    name: z.string(),
    category: z.string(),
    description: z.string(),
    sharing: z.string(),
    resources: z.record(z.string(), z.unknown()),
    scopes: z.unknown(),
    team_id: z.string().nullable(),
    version: z.number().int(),
    ...stamps,
  })
  .meta({ id: "UnifiedModel" })
export type UnifiedModel = z.infer<typeof unifiedModel>

export const environmentUnifiedModel = z
  .object({
    id: z.string(),
    unified_model_id: z.string(),
    environment_id: z.string(),
    override: context(),
    unified_model: z.object({ id: z.string(), name: z.string(), category: z.string() }),
    ...stamps,
  })
  .meta({ id: "EnvironmentUnifiedModel" })
export type EnvironmentUnifiedModel = z.infer<typeof environmentUnifiedModel>

export const apiToken = z
  .object({
    id: z.string(),
    name: z.string(),
    environment_id: z.string(),
    created_by: z.string().nullable(),
    expires_at: moment().nullable(),
    last_used_at: moment().nullable(),
    ...stamps,
  })
  .meta({ id: "ApiToken" })
export type ApiToken = z.infer<typeof apiToken>

const ids = z.object({ id: z.string() })
const list = (path: string, tag: string, row: z.ZodType, filters: z.ZodRawShape = {}) =>
  operation({
    id: `list_${path.slice(1).replaceAll("-", "_")}s`,
    method: "GET",
    path,
    scope: "environment",
    tag,
    summary: `List: ${tag.toLowerCase()}.`,
    query: z.strictObject({ ...adminPaging, ...filters }),
    answer: adminPage(row),
  })
const get = (path: string, tag: string, row: z.ZodType) =>
  operation({
    id: `get_${path.slice(1).replaceAll("-", "_")}`,
    method: "GET",
    path: `${path}/:id`,
    scope: "environment",
    tag,
    summary: `Read one: ${tag.toLowerCase()}.`,
    params: ids,
    answer: row,
  })

const text = z.string().optional()
export const listEnvironments = list("/environment", "Environments", environment, { name: text, team_id: text })
export const getEnvironment = get("/environment", "Environments", environment)
/** A new environment starts empty, with an API token of its own that is shown once. */
export const createEnvironment = operation({
  id: "create_environment",
  method: "POST",
  path: "/environment",
  scope: "environment",
  tag: "Environments",
  summary: "Create an isolated environment; answers its first API token once. Only for tokens of the default one.",
  body: z.object({ name: z.string().min(1).max(100) }),
  answer: environment.extend({ api_token: z.string() }),
  isWrite: true,
})
export const updateEnvironment = operation({
  id: "update_environment",
  method: "PATCH",
  path: "/environment/:id",
  scope: "environment",
  tag: "Environments",
  summary: "Rename an environment.",
  params: idParams,
  body: z.object({ name: z.string().min(1).max(100).optional() }),
  answer: environment,
  isWrite: true,
})

export const listApiTokens = list("/api-token", "API tokens", apiToken, { name: text, environment_id: text })
export const getApiToken = get("/api-token", "API tokens", apiToken)
export const createApiToken = operation({
  id: "create_api_token",
  method: "POST",
  path: "/api-token",
  scope: "environment",
  tag: "API tokens",
  summary: "Create an API token; the secret is shown once.",
  body: z.object({
    name: z.string().min(1).max(100),
    environment_id: text,
    expires_at: z.iso.datetime({ offset: true, error: "give an ISO 8601 date-time ahead" }).nullable().optional(),
  }),
  answer: apiToken.extend({ token: z.string() }),
  isWrite: true,
})
export const deleteApiToken = operation({
  id: "delete_api_token",
  method: "DELETE",
  path: "/api-token/:id",
  scope: "environment",
  tag: "API tokens",
  summary: "Revoke an API token.",
  params: idParams,
  answer: deleted,
  isWrite: true,
})

export const listIntegrations = list("/integration", "Integrations", integration, { name: text, sharing: text })
export const getIntegration = get("/integration", "Integrations", integration)
export const listIntegrationTools = operation({
  id: "list_integration_tools",
  method: "GET",
  path: "/integration/:id/tools",
  scope: "environment",
  tag: "Integrations",
  summary: "The integration's methods as tools for an agent.",
  params: ids,
  query: z.looseObject(toolsQuery.shape),
  answer: z.array(tool),
})
export const getIntegrationCapabilities = operation({
  id: "get_integration_capabilities",
  method: "GET",
  path: "/integration/:id/capabilities",
  scope: "environment",
  tag: "Integrations",
  summary: "Every proxy and unified method of the integration.",
  params: ids,
  query: capabilitiesQuery,
  answer: capabilities,
})

const installed = { environment_id: text, integration_id: text, "integration.name": text, is_enabled: flag() }
export const listEnvironmentIntegrations = list(
  "/environment-integration",
  "Installed integrations",
  environmentIntegration,
  installed,
)
export const getEnvironmentIntegration = get(
  "/environment-integration",
  "Installed integrations",
  environmentIntegration,
)
/** Idempotent: installing again answers the installed one. */
export const createEnvironmentIntegration = operation({
  id: "create_environment_integration",
  method: "POST",
  path: "/environment-integration",
  scope: "environment",
  tag: "Installed integrations",
  summary: "Install an integration in the environment.",
  body: z.object({
    integration_id: z.string(),
    is_enabled: z.boolean().optional(),
    show_in_catalog: z.boolean().optional(),
  }),
  answer: environmentIntegration,
  isWrite: true,
})
export const updateEnvironmentIntegration = operation({
  id: "update_environment_integration",
  method: "PATCH",
  path: "/environment-integration/:id",
  scope: "environment",
  tag: "Installed integrations",
  summary: "Change an installed integration; `override` is replaced whole, its secrets are write-only.",
  params: idParams,
  body: z.object({
    is_enabled: z.boolean().optional(),
    show_in_catalog: z.boolean().optional(),
    override: context().optional(),
  }),
  answer: environmentIntegration,
  isWrite: true,
})

export const listUnifiedModels = list("/unified-model", "Unified models", unifiedModel, { name: text, sharing: text })
export const getUnifiedModel = get("/unified-model", "Unified models", unifiedModel)
export const listEnvironmentUnifiedModels = list(
  "/environment-unified-model",
  "Installed unified models",
  environmentUnifiedModel,
  { environment_id: text, unified_model_id: text, "unified_model.name": text },
)
export const getEnvironmentUnifiedModel = get(
  "/environment-unified-model",
  "Installed unified models",
  environmentUnifiedModel,
)

const open = { scope: "public", tag: "Health", method: "GET" } as const
export const ping = operation({
  ...open,
  id: "ping",
  path: "/ping",
  summary: "Answers when the server is up.",
  query: z.looseObject({}),
  answer: z.object({ pong: z.literal(true) }),
})
export const health = operation({
  ...open,
  id: "health",
  path: "/health",
  summary: "200 once requests are served and the database answers.",
  query: z.looseObject({}),
  answer: z.object({ status: z.literal("ok"), version: z.string(), database: z.string() }),
})

export const platformOperations: Operation[] = [
  listEnvironments,
  getEnvironment,
  createEnvironment,
  updateEnvironment,
  listApiTokens,
  getApiToken,
  createApiToken,
  deleteApiToken,
  listIntegrations,
  getIntegration,
  listIntegrationTools,
  getIntegrationCapabilities,
  listEnvironmentIntegrations,
  getEnvironmentIntegration,
  createEnvironmentIntegration,
  updateEnvironmentIntegration,
  listUnifiedModels,
  getUnifiedModel,
  listEnvironmentUnifiedModels,
  getEnvironmentUnifiedModel,
  ping,
  health,
] as Operation[]
