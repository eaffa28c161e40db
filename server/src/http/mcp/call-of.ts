import {
  getResource,
  isResourceName,
  listResource,
  type Operation,
  operations,
  writeOperationOf,
} from "@rollcall/contract"
import { badField } from "../../errors.js"
import type { Tool } from "../../gateway/describe/index.js"
import type { InnerCall } from "../within/index.js"

type Given = Readonly<Record<string, unknown>>
type Known = Pick<Tool, "resource" | "method" | "type">

/** The operation that a tool is. */
export function operationOf({ resource, method, type }: Known): Operation {
  const found = type === "unified" ? unifiedOperation(resource, method) : PROXY[method]
  return found ?? operations.proxy_method
}

const PROXY: Readonly<Record<string, Operation>> = {
  list: operations.proxy_list,
  get: operations.proxy_get,
  create: operations.proxy_create,
  update: operations.proxy_update,
  delete: operations.proxy_delete,
}

function unifiedOperation(resource: string, method: string): Operation | undefined {
  if (!isResourceName(resource)) return undefined
  if (method === "list") return listResource[resource]
  return method === "get" ? getResource[resource] : writeOperationOf(resource, method)
}

export const isReading = (tool: Known): boolean => operationOf(tool).method === "GET"

/** Rows of a list, unless more are asked for: what an agent reads fills its context. */
export const FIRST_LIMIT = 20

/** Arguments that are ours and not the operation's. */
export const OWN = { key: "idempotency_key", remote: "include_remote_data" } as const

/**
 * What a body and the query both name is, in the tool's one flat list of arguments, `body_` and its name for the body. So is
 * what has the name of an argument of ours.
 */
export const bodyNameOf = ({ query_schema }: Pick<Tool, "query_schema">, name: string): string =>
  Object.hasOwn(query_schema.properties ?? {}, name) || RESERVED.has(name) ? `body_${name}` : name

const RESERVED: ReadonlySet<string> = new Set(Object.values(OWN))

/** The call of the API that a call of the tool is. Throws `request.invalid` for an id that is missing. */
export function callOf(tool: Tool, given: Given): InnerCall {
  const operation = operationOf(tool)
  const { [OWN.key]: key, [OWN.remote]: _remote, ...args } = given
  const inPath = new Set<string>()
  const path = operation.path.replace(/:(\w+)/g, (_, name: string) => {
    if (tool.type === "proxy" && name !== "id")
      return encodeURIComponent(name === "method" ? tool.method : tool.resource)
    inPath.add(name)
    return encodeURIComponent(idIn(args, name))
  })
  const { query, body } = divide(
    tool,
    Object.entries(args).filter(([name]) => !inPath.has(name)),
  )
  return {
    method: operation.method,
    path,
    query: tool.method === "list" ? { limit: FIRST_LIMIT, ...query } : query,
    // What deletes has nothing to say.
    body: isReading(tool) || (operation.method === "DELETE" && Object.keys(body).length === 0) ? undefined : body,
    key: isReading(tool) ? undefined : readKey(key),
  }
}

function readKey(given: unknown): string | undefined {
  if (given === undefined || (typeof given === "string" && given !== "")) return given
  throw badField(OWN.key, "give a text of your own")
}

function idIn(args: Given, name: string): string {
  const value = args[name]
  if ((typeof value === "string" && value !== "") || typeof value === "number") return String(value)
  throw badField(name, "is required")
}

/** What is not known goes where it is refused by name: a read has only a query, a write takes fields in its body. */
function divide(tool: Tool, args: readonly [string, unknown][]): { query: Given; body: Given } {
  const names = new Map(Object.keys(tool.body_schema.properties ?? {}).map((name) => [bodyNameOf(tool, name), name]))
  const isOfQuery = (name: string) =>
    Object.hasOwn(tool.query_schema.properties ?? {}, name) || (isReading(tool) && !names.has(name))
  const inBody = args.filter(([name]) => !isOfQuery(name)).map(([name, value]) => [names.get(name) ?? name, value])
  return { query: Object.fromEntries(args.filter(([name]) => isOfQuery(name))), body: Object.fromEntries(inBody) }
}
