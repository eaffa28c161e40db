import { z } from "zod"
import { get, ids, list } from "./admin.js"
import { capabilities, capabilitiesQuery, tool, toolsQuery } from "./meta.js"
import { byOperationId, operation } from "./operation.js"
import {
  environment,
  environmentIntegration,
  environmentUnifiedModel,
  installedOverride,
  integration,
  linkSettings,
  unifiedModel,
} from "./platform-rows.js"
import { anyOf, flag, idParams, openQuery, ownEnvironment, text, uuid } from "./shared.js"

const wanted = anyOf(text())
export const listEnvironments = list({
  path: "/environment",
  tag: "Environments",
  row: environment,
  filters: { id: anyOf(uuid()), name: wanted, team_id: wanted },
})
export const getEnvironment = get("/environment", "Environments", environment)
/** A new environment starts empty, with an API token of its own that is shown once. */
export const createEnvironment = operation({
  id: "create_environment",
  method: "POST",
  path: "/environment",
  scope: "environment",
  tag: "Environments",
  summary: "Create an isolated environment; answers its first API token once. Only for tokens of the default one.",
  access: "all",
  body: z.strictObject({ name: text(100).min(1) }),
  unknownKeys: "refuse",
  answer: environment.extend({ api_token: z.string() }),
})
export const updateEnvironment = operation({
  id: "update_environment",
  method: "PATCH",
  path: "/environment/:id",
  scope: "environment",
  tag: "Environments",
  summary: "Rename an environment, or change how its link page looks; settings left out keep their value.",
  params: idParams,
  body: z.strictObject({ name: text(100).min(1).optional(), link: linkSettings.partial().optional() }),
  unknownKeys: "refuse",
  answer: environment,
})

export const listIntegrations = list({
  path: "/integration",
  tag: "Integrations",
  row: integration,
  filters: { id: wanted, name: wanted, sharing: wanted },
})
export const getIntegration = get("/integration", "Integrations", integration)
export const listIntegrationTools = operation({
  id: "list_integration_tools",
  method: "GET",
  path: "/integration/:id/tools",
  scope: "environment",
  tag: "Integrations",
  summary: "The integration's methods as tools for an agent.",
  params: ids,
  query: openQuery(toolsQuery.shape),
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

const installed = {
  id: anyOf(uuid()),
  environment_id: wanted,
  integration_id: wanted,
  "integration.name": wanted,
  is_enabled: flag(),
}
export const listEnvironmentIntegrations = list({
  path: "/environment-integration",
  tag: "Installed integrations",
  row: environmentIntegration,
  filters: installed,
})
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
  refusals: ["resource.not_found"],
  scope: "environment",
  tag: "Installed integrations",
  summary: "Install an integration in the environment.",
  body: z.strictObject({
    integration_id: text(),
    environment_id: ownEnvironment(),
    is_enabled: z.boolean().optional(),
    show_in_catalog: z.boolean().optional(),
  }),
  answer: environmentIntegration,
})
export const updateEnvironmentIntegration = operation({
  id: "update_environment_integration",
  method: "PATCH",
  path: "/environment-integration/:id",
  scope: "environment",
  tag: "Installed integrations",
  summary: "Change an installed integration; `override` is replaced whole, its secrets are write-only.",
  params: idParams,
  body: z.strictObject({
    is_enabled: z.boolean().optional(),
    show_in_catalog: z.boolean().optional(),
    override: installedOverride.optional(),
  }),
  unknownKeys: "refuse",
  answer: environmentIntegration,
})

export const listUnifiedModels = list({
  path: "/unified-model",
  tag: "Unified models",
  row: unifiedModel,
  filters: { id: wanted, name: wanted, sharing: wanted },
})
export const getUnifiedModel = get("/unified-model", "Unified models", unifiedModel)
export const listEnvironmentUnifiedModels = list({
  path: "/environment-unified-model",
  tag: "Installed unified models",
  row: environmentUnifiedModel,
  filters: { id: wanted, environment_id: wanted, unified_model_id: wanted, "unified_model.name": wanted },
})
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
  summary: "Liveness: answers when the process is up, whatever its database does.",
  query: openQuery({}),
  answer: z.object({ pong: z.literal(true) }),
})
export const openApi = operation({
  ...open,
  id: "openapi",
  path: "/openapi.json",
  summary: "This API as an OpenAPI 3.1 document.",
  query: openQuery({}),
  answer: z.record(z.string(), z.unknown()),
})
export const errorDocs = operation({
  ...open,
  id: "error_docs",
  path: "/docs/errors",
  summary: "Every error code with who must act and what to do, as a page to read.",
  query: openQuery({}),
  mediaTypes: ["text/html"],
  answer: z.string(),
})
export const health = operation({
  ...open,
  id: "health",
  path: "/health",
  summary: "Readiness: 200 when requests are served and the database answers within 2 seconds, else 503.",
  query: openQuery({}),
  answer: z.object({ status: z.literal("ok"), version: z.string(), database: z.string() }),
})

export const metrics = operation({
  id: "metrics",
  method: "GET",
  path: "/metrics",
  scope: "environment",
  tag: "Platform",
  summary: "Numbers for Prometheus: requests, backlog and lag. With a token of the default environment.",
  mediaTypes: ["text/plain"],
  query: openQuery({}),
  answer: z.string(),
})

export const platformOperations = byOperationId(
  listEnvironments,
  getEnvironment,
  createEnvironment,
  updateEnvironment,
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
  metrics,
  openApi,
  errorDocs,
)
