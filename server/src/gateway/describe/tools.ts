import { type CatalogueMethod, type Connector, pathParameters } from "@rollcall/connector-kit"
import { MAX_LIMIT } from "@rollcall/contract"
import { toolName } from "./capabilities.js"

export type Tool = {
  resource: string
  method: string
  name: string
  description: string
  query_schema: Readonly<Record<string, unknown>>
  body_schema: Readonly<Record<string, unknown>>
  required: string[]
}
export type ToolsQuery = { methods?: string[] | undefined; tags?: string[] | undefined }

const STANDARD = ["list", "get", "create", "update", "delete"]
const GROUPS = new Map<string, (method: string) => boolean>([
  ["read", (method) => method === "list" || method === "get"],
  ["write", (method) => ["create", "update", "delete"].includes(method)],
  ["custom", (method) => !STANDARD.includes(method)],
])

/** Every proxy method as a tool. `tags` are the HR system's domains, e.g. `timeoff`. */
export function describeTools(connector: Connector, { methods, tags }: ToolsQuery): Tool[] {
  const isWanted = (name: string) => !methods?.length || methods.some((one) => GROUPS.get(one)?.(name) ?? one === name)
  return [...connector.proxy.values()]
    .filter((resource) => !tags?.length || tags.includes(resource.path.split("/")[0] ?? ""))
    .flatMap((resource) =>
      resource.methods
        .filter((method) => isWanted(method.name))
        .map((method) => ({
          resource: resource.name,
          method: method.name,
          name: toolName(connector.id, resource.name, method.name),
          description: method.description,
          ...schemasOf(method),
        })),
    )
}

const OBJECT = { type: "object", properties: {} }

/** Clients read `properties` always, and `id` in the query of whatever works on one row. */
function schemasOf(method: CatalogueMethod): Pick<Tool, "query_schema" | "body_schema" | "required"> {
  const isList = method.answer === "page"
  // Clients call a list by GET, so what it is asked with is in the query.
  const inQuery = isList && method.name === "list" && method.httpMethod !== "GET" ? method.body : undefined
  const inBody = method.httpMethod === "GET" || inQuery !== undefined ? undefined : method.body
  const path = pathParameters(method)
  const query = withProperties(merge(method.query, inQuery), { ...inPath(path), ...(isList ? PAGING : {}) })
  const body = withProperties(inBody, {})
  const required = [...requiredOf(method.query), ...requiredOf(method.body), ...path]
  return { query_schema: query, body_schema: body, required: [...new Set(required)] }
}

const propertiesOf = (schema: CatalogueMethod["query"]): Readonly<Record<string, unknown>> => {
  const own = schema?.properties
  return typeof own === "object" && own !== null ? Object.fromEntries(Object.entries(own)) : {}
}

function merge(query: CatalogueMethod["query"], body: CatalogueMethod["body"]): CatalogueMethod["query"] {
  if (body === undefined) return query
  const properties = { ...propertiesOf(query), ...propertiesOf(body) }
  const required = [...requiredOf(query), ...requiredOf(body)]
  return { type: "object", properties, ...(required.length > 0 ? { required } : {}) }
}

const inPath = (names: readonly string[]) =>
  Object.fromEntries(
    names.map((name) => [name, name === "id" ? ID : { type: "string", description: "Stands in the path." }]),
  )

/** Agent APIs take no brackets in a name; the proxy reads `ids` as `ids[]`. */
const plainName = (name: string): string => name.replace(/\[\]$/, "")

const ID = { type: "string", description: "Id of the row." }
const PAGING = {
  limit: { type: "integer", minimum: 1, maximum: MAX_LIMIT, description: "Rows on a page." },
  next_cursor: { type: "string", description: "From the page before." },
}

function withProperties(schema: CatalogueMethod["query"], more: Readonly<Record<string, unknown>>) {
  const properties = Object.entries(propertiesOf(schema))
  return {
    ...OBJECT,
    ...schema,
    properties: { ...Object.fromEntries(properties.map(([name, one]) => [plainName(name), one])), ...more },
    ...(Array.isArray(schema?.required) ? { required: requiredOf(schema) } : {}),
  }
}

function requiredOf(schema: CatalogueMethod["query"]): string[] {
  const required = schema?.required
  return Array.isArray(required) ? required.map((name) => plainName(String(name))) : []
}
