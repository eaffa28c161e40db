import {
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
  type UnifiedModel,
} from "@rollcall/contract"
import { z } from "zod"
import type { IntegrationFacts } from "../../accounts/index.js"
import { AppError } from "../../errors.js"
import { type Route, route } from "../route.js"

/** What comes with the server itself has no moment of creation but this API's first day. */
const RELEASED = "2026-11-01T00:00:00.000Z"
const BUILT_IN = { team_id: null, version: 1, created_at: RELEASED, updated_at: RELEASED }

const asIntegration = ({ id, name, category }: IntegrationFacts, environmentId: string): Integration => ({
  id,
  name: id,
  category,
  is_beta: false,
  sharing: "allow",
  can_install: true,
  config: { label: name, logo: null, icon: null },
  installed_environment: [environmentId],
  ...BUILT_IN,
})

const hris = (): UnifiedModel => ({
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
        methods: model[name].create ? ["list", "get", "create"] : ["list", "get"],
        schema: z.toJSONSchema(model[name].row, { unrepresentable: "any" }),
      },
    ]),
  ),
  scopes: null,
  ...BUILT_IN,
})

const installedHris = (environmentId: string): EnvironmentUnifiedModel => ({
  id: `${MODEL_NAME}-${environmentId}`,
  unified_model_id: MODEL_NAME,
  environment_id: environmentId,
  override: {},
  unified_model: { id: MODEL_NAME, name: MODEL_NAME, category: MODEL_NAME },
  created_at: RELEASED,
  updated_at: RELEASED,
})

const LIMIT = 5_000
/** Lists of one page: a filter is a list of texts, of which the row's own is one. */
function onePage<T extends object>(rows: readonly T[], query: unknown) {
  const { limit = LIMIT, next_cursor: _, ...filters } = z.looseObject({ limit: z.number().optional() }).parse(query)
  const isWanted = (row: T) =>
    Object.entries(filters).every(
      ([name, wanted]) =>
        !Array.isArray(wanted) || wanted.includes(String(Reflect.get(row, name) ?? valueAt(row, name))),
    )
  return { result: rows.filter(isWanted).slice(0, limit), next_cursor: null, limit }
}
const valueAt = (row: object, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>(
      (value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined),
      row,
    )

function find<T extends { id: string }>(rows: readonly T[], params: unknown, what: string): T {
  const { id } = z.object({ id: z.string() }).parse(params)
  const found = rows.find((row) => row.id === id)
  if (!found)
    throw new AppError(
      "resource.not_found",
      `there is no ${what} ${id.slice(0, 80)}; there is ${rows.map((row) => row.id).join(", ")}`,
    )
  return found
}

export const catalogRoutes: Route[] = [
  route(listIntegrations, ({ caller, query }, { integrations }) =>
    onePage(
      integrations.map((one) => asIntegration(one, caller.environmentId)),
      query,
    ),
  ),
  route(getIntegration, ({ caller, params }, { integrations }) =>
    find(
      integrations.map((one) => asIntegration(one, caller.environmentId)),
      params,
      "integration",
    ),
  ),
  route(listIntegrationTools, ({ params, query }, { describe }) =>
    describe.tools(params.id, { methods: listOf(query.methods), tags: listOf(query.tags) }),
  ),
  route(getIntegrationCapabilities, ({ params, query }, { describe }) => describe.capabilities(params.id, query)),
  route(listUnifiedModels, ({ query }) => onePage([hris()], query)),
  route(getUnifiedModel, ({ params }) => find([hris()], params, "unified model")),
  route(listEnvironmentUnifiedModels, ({ caller, query }) => onePage([installedHris(caller.environmentId)], query)),
  route(getEnvironmentUnifiedModel, ({ caller, params }) =>
    find([installedHris(caller.environmentId)], params, "installed unified model"),
  ),
]

const listOf = (value: unknown): string[] | undefined => (Array.isArray(value) ? value.map(String) : undefined)
