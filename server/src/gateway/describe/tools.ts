import { type CatalogueMethod, type Connector, isReading, pathParameters } from "@rollcall/connector-kit"
import { MAX_LIMIT, MODEL_NAME } from "@rollcall/contract"
import { toolName } from "./capabilities.js"
import { type PlainSchema, plainSchema, type Tool } from "./plain-schema.js"
import { describeUnifiedTools } from "./unified-tools.js"

export type ToolsQuery = {
  methods?: string[] | undefined
  tags?: string[] | undefined
  type?: "proxy" | "unified" | "all" | undefined
}

const STANDARD = ["list", "get", "create", "update", "delete"]
const GROUPS = new Map<string, (method: string) => boolean>([
  ["read", (method) => method === "list" || method === "get"],
  ["write", (method) => ["create", "update", "delete"].includes(method)],
  ["custom", (method) => !STANDARD.includes(method)],
])

/** Methods as tools: those of the proxy, unless others are asked for, because Truto's clients call them there. */
export function describeTools(connector: Connector, { methods, tags, type = "proxy" }: ToolsQuery): Tool[] {
  const all = toolsOf(connector)
  const tools = [...(type === "unified" ? [] : all.proxy), ...(type === "proxy" ? [] : all.unified)]
  const isWanted = (name: string) => !methods?.length || methods.some((one) => GROUPS.get(one)?.(name) ?? one === name)
  return tools
    .filter(({ tool, tags: own }) => isWanted(tool.method) && (!tags?.length || own.some((tag) => tags.includes(tag))))
    .map(({ tool }) => tool)
}

type Tagged = { tool: Tool; tags: readonly string[] }
type Described = { proxy: readonly Tagged[]; unified: readonly Tagged[] }

/** Hundreds, which agents ask for again and again: they are told once, and nobody changes them. */
const described = new WeakMap<Connector, Described>()

function toolsOf(connector: Connector): Described {
  const known = described.get(connector)
  if (known) return known
  const unified = describeUnifiedTools(connector).map((tool) => ({ tool, tags: [MODEL_NAME, tool.resource] }))
  const all = { proxy: describeProxyTools(connector), unified }
  described.set(connector, all)
  return all
}

/** Every proxy method. Its tag is the HR system's domain, e.g. `timeoff`. */
const describeProxyTools = (connector: Connector): Tagged[] =>
  [...connector.proxy.values()].flatMap((resource) =>
    resource.methods.map((method) => ({
      tags: [resource.path.split("/")[0] ?? ""],
      tool: {
        resource: resource.name,
        method: method.name,
        name: toolName(connector.id, resource.name, method.name),
        type: "proxy" as const,
        description: method.description,
        ...schemasOf(method),
      },
    })),
  )

/** Clients read `properties` always, and `id` in the query of whatever works on one row. */
export function schemasOf(method: CatalogueMethod): Pick<Tool, "query_schema" | "body_schema" | "required"> {
  const isList = method.answer === "page"
  // Clients call a list by GET, so what it is asked with is in the query.
  const inQuery = isList && method.name === "list" && method.httpMethod !== "GET" ? method.body : undefined
  const inBody = method.httpMethod === "GET" || inQuery !== undefined ? undefined : method.body
  const path = pathParameters(method)
  const query = schemaOf([method.query, inQuery], {
    ...inPath(path),
    ...(isList ? PAGING : {}),
    ...(isReading(method) ? {} : DRY_RUN),
  })
  // A name that stands in the path too would be sent twice.
  const body = without(schemaOf([inBody], {}), path)
  const required = [...(query.required ?? []), ...(body.required ?? []), ...path]
  return { query_schema: query, body_schema: body, required: [...new Set(required)] }
}

const inPath = (names: readonly string[]): Record<string, PlainSchema> =>
  Object.fromEntries(
    names.map((name) => [
      name,
      { type: "string", description: name === "id" ? "Id of the row." : "Stands in the path." },
    ]),
  )

const PAGING: Record<string, PlainSchema> = {
  limit: { type: "integer", minimum: 1, maximum: MAX_LIMIT, description: "Rows on a page." },
  next_cursor: { type: "string", description: "From the page before." },
}

const DRY_RUN: Record<string, PlainSchema> = {
  dry_run: { type: "boolean", description: "True: the call that would be made is answered, and none is made." },
}

/** One object of all of them. */
function schemaOf(parts: readonly CatalogueMethod["query"][], more: Record<string, PlainSchema>): PlainSchema {
  const schemas = parts.flatMap((part) => (part === undefined ? [] : plainSchema({ type: "object", ...part })))
  const properties = Object.assign({}, ...schemas.map((one) => one.properties), more)
  const required = schemas.flatMap((one) => one.required ?? [])
  return { type: "object", properties, ...(required.length > 0 ? { required } : {}) }
}

function without({ required, ...schema }: PlainSchema, names: readonly string[]): PlainSchema {
  const left = Object.entries(schema.properties ?? {}).filter(([name]) => !names.includes(name))
  const needed = required?.filter((name) => !names.includes(name)) ?? []
  return { ...schema, properties: Object.fromEntries(left), ...(needed.length > 0 ? { required: needed } : {}) }
}
