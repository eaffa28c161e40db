import {
  ACTIONS,
  createEnvironmentUnifiedModel,
  type EnvironmentUnifiedModel,
  getEnvironmentUnifiedModel,
  getIntegration,
  getIntegrationCapabilities,
  getUnifiedModel,
  type Integration,
  listEnvironmentUnifiedModels,
  listIntegrations,
  listIntegrationTools,
  listUnifiedModels,
  MODEL_NAME,
  model,
  RESOURCES,
  TEAM_ID,
  type UnifiedModel,
  writeModel,
} from "@rollcall/contract"
import { z } from "zod"
import type { IntegrationFacts } from "../../accounts/index.js"
import { BUILT_IN, oneOf, pageOf } from "../one-page.js"
import { type Route, route } from "../route.js"
import { TEAM } from "./directory.js"

const OWN = { team_id: TEAM_ID, version: 1, ...BUILT_IN }

const asIntegration = ({ id, name, category }: IntegrationFacts, environmentId: string): Integration => ({
  id,
  name: id,
  category,
  is_beta: false,
  sharing: "allow",
  can_install: true,
  config: { label: name, logo: null, icon: null },
  installed_environment: [environmentId],
  ...OWN,
})

const hris = (environmentId: string): UnifiedModel => ({
  id: MODEL_NAME,
  name: MODEL_NAME,
  category: MODEL_NAME,
  description: "People, jobs, pay, teams, places and time off of a company, in one shape for every HR system.",
  sharing: "allow",
  resources: Object.fromEntries(
    RESOURCES.map((name) => [
      name,
      {
        description: model[name].description,
        methods: ["list", "get", ...ACTIONS.filter((action) => writeModel(name, action))],
        schema: z.toJSONSchema(model[name].row, { unrepresentable: "any" }),
      },
    ]),
  ),
  scopes: {},
  installed_environment: [environmentId],
  team: { id: TEAM.id, name: TEAM.name },
  ...OWN,
})

export const installedModelId = (environmentId: string): string => `${MODEL_NAME}-${environmentId}`

const installedHris = (environmentId: string): EnvironmentUnifiedModel => ({
  id: installedModelId(environmentId),
  unified_model_id: MODEL_NAME,
  environment_id: environmentId,
  override: {},
  unified_model: { id: MODEL_NAME, name: MODEL_NAME, category: MODEL_NAME },
  ...BUILT_IN,
})

const UNIFIED_MODEL = { what: "unified model", list: "GET /unified-model" }

export const catalogRoutes: Route[] = [
  route(listIntegrations, ({ caller, query }, { integrations }) =>
    pageOf(
      integrations.map((one) => asIntegration(one, caller.environmentId)),
      query,
    ),
  ),
  route(getIntegration, ({ caller, params }, { integrations }) =>
    oneOf(
      integrations.map((one) => asIntegration(one, caller.environmentId)),
      params,
      { what: "integration", list: "GET /integration" },
    ),
  ),
  route(listIntegrationTools, ({ params, query }, { describe }) => describe.tools(params.id, query)),
  route(getIntegrationCapabilities, ({ params, query }, { describe }) => describe.capabilities(params.id, query)),
  route(listUnifiedModels, ({ caller, query }) => pageOf([hris(caller.environmentId)], query)),
  route(getUnifiedModel, ({ caller, params }) => oneOf([hris(caller.environmentId)], params, UNIFIED_MODEL)),
  route(listEnvironmentUnifiedModels, ({ caller, query }) => pageOf([installedHris(caller.environmentId)], query)),
  route(createEnvironmentUnifiedModel, ({ caller, body }) => {
    oneOf([hris(caller.environmentId)], { id: body.unified_model_id }, UNIFIED_MODEL)
    return installedHris(caller.environmentId)
  }),
  route(getEnvironmentUnifiedModel, ({ caller, params }) =>
    oneOf([installedHris(caller.environmentId)], params, {
      what: "installed unified model",
      list: "GET /environment-unified-model",
    }),
  ),
]
