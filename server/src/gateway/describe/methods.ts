import { type Connector, writeIn } from "@rollcall/connector-kit"
import {
  getResource,
  listResource,
  model,
  type Operation,
  type ResourceName,
  writeOperationOf,
} from "@rollcall/contract"
import { z } from "zod"
import { notFound } from "../../errors.js"
import { isUnsupported } from "../conditions.js"
import { methodsOf } from "./capabilities.js"

type Query = { resource: ResourceName; method: string; isFull: boolean }

/** What one unified method takes and answers. Mappings are code here, so `response_mapping` names them. */
export function describeResourceMethod(connector: Connector, { resource, method, isFull }: Query): object {
  const operation = operationOf(connector, resource, method)
  const schema = toSchema(model[resource].row)
  return {
    method,
    schema,
    documentation_link: null,
    response_mapping: `built in: ${connector.id} ${resource}`,
    query_schema:
      method === "list" ? withoutLacking(connector, resource, toSchema(operation.query)) : toSchema(operation.query),
    request_body_schema: operation.bodyKind === "json" ? bodySchema(connector, { resource, method, operation }) : null,
    default_query: {},
    default_body: {},
    ...(isFull ? { response_schema: toSchema(operation.answer) } : {}),
  }
}

type Writing = { resource: ResourceName; method: string; operation: Operation }

/** With the fields alone that the HR system can take, as others are refused. */
function bodySchema(connector: Connector, { resource, method, operation }: Writing) {
  const { takes = [], requires = [] } = writeIn(connector.resources[resource]?.writes, method) ?? {}
  const { properties = {}, required = [], ...schema } = inlined(toSchema(operation.body))
  const taken = Object.entries({ ...Object(properties) }).filter(([name]) => takes.includes(name))
  const needed = Array.isArray(required) ? required : []
  return { ...schema, properties: Object.fromEntries(taken), required: [...new Set([...needed, ...requires])] }
}

/** A schema with a name stands among the definitions. */
function inlined({ $ref, $defs, ...schema }: Record<string, unknown>): Record<string, unknown> {
  if (typeof $ref !== "string" || typeof $defs !== "object" || $defs === null) return schema
  const defined = Object.entries($defs).find(([name]) => $ref === `#/$defs/${name}`)
  return typeof defined?.[1] === "object" ? { ...defined[1] } : schema
}

export function operationOf(connector: Connector, resource: ResourceName, method: string): Operation {
  const reads: Partial<Record<string, Operation>> = { list: listResource[resource], get: getResource[resource] }
  const names = methodsOf(connector, resource)
  const found = reads[method] ?? writeOperationOf(resource, method)
  if (found && names.includes(method)) return found
  throw notFound(
    `${resource} have no method ${method.slice(0, 100)}; they have ${names.join(", ")}`,
    "Use one of the methods that the message names.",
  )
}

/** A filter by what the HR system does not have is refused, so it is not described. */
export function isRefused(connector: Connector, resource: ResourceName, name: string): boolean {
  const filter = model[resource].filters[name]
  return (filter && connector.resources[resource]?.views.some((view) => isUnsupported(view, filter))) ?? false
}

function withoutLacking(connector: Connector, resource: ResourceName, schema: Record<string, unknown>) {
  const properties = Object.entries(schema.properties ?? {})
  return {
    ...schema,
    properties: Object.fromEntries(properties.filter(([name]) => !isRefused(connector, resource, name))),
  }
}

export const toSchema = (schema: z.ZodType): Record<string, unknown> =>
  z.toJSONSchema(schema, { unrepresentable: "any", io: "input" })
