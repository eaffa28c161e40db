import { delivery, EVENTS, type Operation, operations } from "@rollcall/contract"
import { z } from "zod"

type Schema = Record<string, unknown>

/** The contract as an OpenAPI 3.1 document. */
export function describeApi(version: string): Schema {
  const components: Record<string, Schema> = { Error: ERROR }
  const paths: Record<string, Record<string, Schema>> = {}
  for (const operation of Object.values<Operation>(operations)) {
    const path = operation.path.replace(/:(\w+)/g, "{$1}").replace("*", "{path}")
    const methods =
      operation.method === "ANY" ? ["get", "post", "put", "patch", "delete"] : [operation.method.toLowerCase()]
    for (const method of methods)
      paths[path] = { ...paths[path], [method]: describe(operation, { method, path, components }) }
  }
  return {
    openapi: "3.1.0",
    info: { title: "Rollcall", version, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    security: [{ bearer: [] }],
    paths,
    webhooks: describeEvents(components),
    components: { schemas: components, securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
  }
}

/** What is posted to webhooks: the payload of each event in the envelope that all have. */
function describeEvents(components: Record<string, Schema>): Record<string, Schema> {
  const told = Object.entries(EVENTS).map(([type, { summary, payload }]) => {
    const body = delivery.extend({ event: z.literal(type), event_type: z.literal(type), payload })
    const post = {
      operationId: `event_${type.replace(":", "_")}`,
      tags: ["Events"],
      summary,
      security: [],
      requestBody: { content: json(toSchema(body, components, "output")) },
      responses: { 200: { description: "Any 2xx: it has arrived." } },
    }
    return [type, { post }]
  })
  return Object.fromEntries(told)
}

type Place = { method: string; path: string; components: Record<string, Schema> }

function describe(operation: Operation, { method, path, components }: Place): Schema {
  const isOne = operation.method !== "ANY"
  return {
    operationId: isOne ? operation.id : `${operation.id}_${method}`,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.scope === "public" ? { security: [] } : {}),
    parameters: [...pathParameters(path), ...queryParameters(operation, components)],
    ...(operation.bodyKind !== "none" && method !== "get"
      ? { requestBody: { content: json(toSchema(operation.body, components, "input")) } }
      : {}),
    responses: {
      200: { description: doneOf(operation), content: json(toSchema(operation.answer, components, "output")) },
      default: {
        description: "Refused; says who must act and how.",
        content: json({ $ref: "#/components/schemas/Error" }),
      },
    },
  }
}

const doneOf = ({ bodyKind, unknownKeys }: Operation): string =>
  bodyKind === "json" && unknownKeys === "tell"
    ? "Done. `warnings` names keys of the body that are not known and were left out."
    : "Done."

const json = (schema: Schema) => ({ "application/json": { schema } })

const pathParameters = (path: string): Schema[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string" } }))

/** A parameter as it is once it has been read, which says more than "text"; where that can't be told, as it is given. */
function queryParameters({ query }: Operation, components: Record<string, Schema>): Schema[] {
  const given = propertiesOf(toSchema(query, components, "input"))
  const read = propertiesOf(toSchema(query, components, "output"))
  return Object.keys(given).map((name) => {
    const schema = Object.keys(read[name] ?? {}).length > 0 ? read[name] : given[name]
    return { name, in: "query", style: "deepObject", schema }
  })
}

const propertiesOf = ({ properties }: Schema) => (properties ?? {}) as Record<string, Schema> // a JSON Schema's

/** Rows with a name of their own become components, so that each is written once. */
function toSchema(schema: z.ZodType, components: Record<string, Schema>, io: "input" | "output"): Schema {
  const {
    $schema: _,
    $defs,
    ...own
  } = z.toJSONSchema(schema, { unrepresentable: "any", io, reused: "inline" }) as Schema // plain JSON
  const text = JSON.stringify(own).replaceAll('"#/$defs/', '"#/components/schemas/')
  for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, Schema>)) {
    components[name] ??= JSON.parse(JSON.stringify(definition).replaceAll('"#/$defs/', '"#/components/schemas/'))
  }
  return JSON.parse(text)
}

const text = { type: "string" }
const ERROR: Schema = {
  type: "object",
  required: ["statusCode", "error", "message", "request_id"],
  properties: {
    statusCode: { type: "integer" },
    error: text,
    message: text,
    request_id: text,
    details: {
      type: "object",
      properties: {
        failure_count: { type: "integer" },
        failures: { type: "array", items: { type: "object", properties: { path: text, message: text } } },
      },
    },
    truto_is_remote_error: { type: "boolean" },
    raw_response: {},
    truto_error_insight: { type: "object" },
  },
}
