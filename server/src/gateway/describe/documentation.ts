import type { Connector } from "@rollcall/connector-kit"
import { type Documentation, MODEL_NAME, model, RESOURCES } from "@rollcall/contract"
import { schemasOf } from "./tools.js"

export type DocumentationRow = Omit<Documentation, "created_at" | "updated_at">

/** What connectors and model say of themselves, one text a row: each method's description and schemas, each resource's. */
export const describeAll = (connectors: Iterable<Connector>): DocumentationRow[] => [
  ...RESOURCES.map((resource) =>
    rowOf(
      { entity_id: MODEL_NAME, entity_type: "unified_model", resource, method: null },
      "description",
      model[resource].description,
    ),
  ),
  ...[...connectors].flatMap(describeConnector),
]

const describeConnector = ({ id, proxy }: Connector): DocumentationRow[] =>
  [...proxy.values()].flatMap((resource) =>
    resource.methods.flatMap((method) => {
      const of = { entity_id: id, entity_type: "integration" as const, resource: resource.name, method: method.name }
      const { query_schema, body_schema } = schemasOf(method)
      return [
        rowOf(of, "description", method.description),
        rowOf(of, "query_schema", JSON.stringify(query_schema)),
        ...(method.body === undefined ? [] : [rowOf(of, "body_schema", JSON.stringify(body_schema))]),
      ]
    }),
  )

type Of = Pick<Documentation, "entity_id" | "entity_type" | "resource" | "method">

const rowOf = (of: Of, type: Documentation["type"], content: string): DocumentationRow => ({
  id: [of.entity_id, of.resource, of.method, type].filter((part) => part !== null).join(":"),
  ...of,
  type,
  content,
  integration_name: of.entity_type === "integration" ? of.entity_id : null,
  authentication_method: null,
})
