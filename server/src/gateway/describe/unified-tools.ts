import type { Connector } from "@rollcall/connector-kit"
import { MODEL_NAME, model, RESOURCES, type ResourceName } from "@rollcall/contract"
import { z } from "zod"
import { methodsOf, toolName } from "./capabilities.js"
import { isRefused, operationOf } from "./methods.js"
import { type PlainSchema, plainSchema, type Tool } from "./plain-schema.js"

/** Every method of the unified resources that the connector has, as a tool. The tag of each is the model and its resource. */
export const describeUnifiedTools = (connector: Connector): Tool[] =>
  RESOURCES.filter((name) => connector.resources[name]).flatMap((resource) =>
    methodsOf(connector, resource).map((method) => describeOne(connector, resource, method)),
  )

function describeOne(connector: Connector, resource: ResourceName, method: string): Tool {
  const { query, body, params, bodyKind, summary } = operationOf(connector, resource, method)
  const path = propertiesOf(params)
  const isTold = (name: string) => !HIDDEN.has(name) && !(method === "list" && isRefused(connector, resource, name))
  const parameters = Object.entries(propertiesOf(query)).filter(([name]) => isTold(name))
  const bodySchema = bodyKind === "json" ? plainSchema(z.toJSONSchema(body, { unrepresentable: "any" })) : NOTHING
  const properties = Object.fromEntries(parameters.map(([name, one]) => [name, valuesOf(resource, name, one)]))
  return {
    resource,
    method,
    name: toolName(MODEL_NAME, resource, method),
    type: "unified",
    description: summary,
    query_schema: { type: "object", properties: { ...properties, ...path } },
    body_schema: { ...bodySchema, properties: bodySchema.properties ?? {} },
    required: [...new Set([...Object.keys(path), ...(bodySchema.required ?? [])])],
  }
}

const NOTHING: PlainSchema = { type: "object", properties: {} }

/** The account is the tool's own, and how an answer is written is for programs. */
const HIDDEN: ReadonlySet<string> = new Set([
  "integrated_account_id",
  "remote_query",
  "truto_response_format",
  "truto_ignore_remote_data",
  "truto_ignore_limit",
  "truto_key_by",
  "truto_super_query",
  "truto_skip_api_call",
])

const propertiesOf = (schema: z.ZodType): Record<string, PlainSchema> =>
  plainSchema(z.toJSONSchema(schema, { unrepresentable: "any" })).properties ?? {}

/** A filter of few values says which. */
function valuesOf(resource: ResourceName, name: string, schema: PlainSchema): PlainSchema {
  const values = model[resource].filters[name]?.values
  return schema.type === "string" && values ? { ...schema, enum: [...values] } : schema
}
