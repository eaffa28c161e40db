import type { Connector } from "@rollcall/connector-kit"
import { createResource, getResource, listResource, model, type Operation, type ResourceName } from "@rollcall/contract"
import { z } from "zod"
import { AppError } from "../../errors.js"
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
    request_body_schema: operation.bodyKind === "json" ? toSchema(operation.body) : null,
    default_query: {},
    default_body: {},
    ...(isFull ? { response_schema: toSchema(operation.answer) } : {}),
  }
}

export function operationOf(connector: Connector, resource: ResourceName, method: string): Operation {
  const known: Partial<Record<string, Operation>> = {
    list: listResource[resource],
    get: getResource[resource],
    create: createResource[resource],
  }
  const names = methodsOf(connector, resource)
  const found = known[method]
  if (found && names.includes(method)) return found
  throw new AppError(
    "resource.not_found",
    `${resource} have no method ${method.slice(0, 100)}; they have ${names.join(", ")}`,
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
