import { z } from "zod"
import { mappingOverride } from "../mapping.js"
import { RESOURCES } from "../model/index.js"
import { get, list } from "./admin.js"
import { byOperationId, operation } from "./operation.js"
import { anyOf, deleted, idParams, moment, text, uuid } from "./shared.js"

const tag = "Mapping overrides"
const wanted = anyOf(text())
const resource = () => z.enum(RESOURCES).meta({ description: "Resource of the unified model." })

/** What Truto keeps of a method; of it what changes answers. */
const config = z.strictObject({
  response_mapping: mappingOverride.shape.response_mapping,
  response_mapping_method: z
    .literal("item", { error: "give item: an expression makes one row of one row" })
    .optional()
    .meta({ description: "An expression is run for each row." }),
  add: mappingOverride.shape.add,
})
export type MethodConfig = z.infer<typeof config>

const METHODS = ["list", "get"] as const
const method = () =>
  z
    .enum(METHODS, { error: "give list or get: both have one mapping here" })
    .meta({ description: "list or get: both have one mapping." })

/** An account's, as Truto keeps them. Each resource has one mapping, so what is said of list and get has to be the same. */
export const unifiedModelOverride = z
  .strictObject({
    hris: z
      .partialRecord(z.enum(RESOURCES), z.strictObject({ list: config.optional(), get: config.optional() }))
      .meta({ maxProperties: RESOURCES.length, description: "By resource and method." })
      .optional(),
  })
  .refine(({ hris = {} }) => Object.values(hris).every(({ list: one, get: other }) => isSame(one, other)), {
    error: "list and get of a resource have one mapping here: give the same for both, or one of them",
  })
export type UnifiedModelOverride = z.infer<typeof unifiedModelOverride>

const isSame = (one: MethodConfig | undefined, other: MethodConfig | undefined): boolean =>
  !one || !other || JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
const sorted = ({ response_mapping = null, add = {} }: MethodConfig) => [response_mapping, Object.entries(add).sort()]

export const environmentMapping = z
  .object({
    id: z.string().meta({ description: "Id of the override." }),
    environment_unified_model_id: z.string().meta({ description: "The unified model as it is installed." }),
    resource_name: resource(),
    integration_name: z.string().meta({ description: "Name of the integration." }),
    method_name: method(),
    config: z
      .object({
        response_mapping: z.string().optional().meta({ description: "JSONata that makes the whole row." }),
        add: z.record(z.string(), z.string()).optional().meta({ description: "Fields with the path of their value." }),
      })
      .meta({ description: "What is changed." }),
    version: z.number().int().meta({ description: "Goes up with each change." }),
    created_at: moment().meta({ description: "When it was made." }),
    updated_at: moment().meta({ description: "When it was changed last." }),
  })
  .meta({ id: "EnvironmentUnifiedModelResourceMethod" })
export type EnvironmentMapping = z.infer<typeof environmentMapping>

const PATH = "/environment-unified-model-resource-method"
export const listEnvironmentMappings = list({
  path: PATH,
  tag,
  row: environmentMapping,
  filters: {
    id: anyOf(uuid()),
    environment_unified_model_id: wanted,
    resource_name: wanted,
    integration_name: wanted,
    method_name: wanted,
  },
})
export const getEnvironmentMapping = get(PATH, tag, environmentMapping)
export const createEnvironmentMapping = operation({
  id: "create_environment_unified_model_resource_method",
  method: "POST",
  path: PATH,
  refusals: ["resource.not_found"],
  scope: "environment",
  tag,
  summary: "Override the mapping of a resource for an integration, as Truto names it.",
  body: z.strictObject({
    environment_unified_model_id: text().min(1).meta({ description: "The unified model as it is installed." }),
    resource_name: resource(),
    integration_name: text(100).min(1).meta({ description: "Name of the integration." }),
    method_name: method(),
    config: config.meta({ description: "What is changed." }),
  }),
  unknownKeys: "refuse",
  answer: environmentMapping,
})
export const updateEnvironmentMapping = operation({
  id: "update_environment_unified_model_resource_method",
  method: "PATCH",
  path: `${PATH}/:id`,
  scope: "environment",
  tag,
  summary: "Change an override: what is given is laid over what is there, and null takes away.",
  params: idParams,
  body: z.strictObject({
    config: config.meta({ description: "What is changed." }),
    version: z
      .number()
      .int()
      .optional()
      .meta({ description: "Refused with a conflict when it is another one by now." }),
  }),
  unknownKeys: "refuse",
  answer: environmentMapping,
})
export const deleteEnvironmentMapping = operation({
  id: "delete_environment_unified_model_resource_method",
  method: "DELETE",
  path: `${PATH}/:id`,
  scope: "environment",
  tag,
  summary: "Take an override away.",
  params: idParams,
  answer: deleted,
})

export const environmentMappingOperations = byOperationId(
  listEnvironmentMappings,
  getEnvironmentMapping,
  createEnvironmentMapping,
  updateEnvironmentMapping,
  deleteEnvironmentMapping,
)
