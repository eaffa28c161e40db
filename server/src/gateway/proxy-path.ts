import { type CatalogueMethod, pathParameters } from "@rollcall/connector-kit"
import { AppError, badField } from "../errors.js"
import type { ProxyCall, QueryObject, QueryValue } from "./gateway.js"
import { assertPlainPath } from "./plain-path.js"

const MAX_LENGTH = 300

/** `id`: of the row, if the call is about one. */
type Filled = { path: string; id: string | undefined; query: QueryObject }

/**
 * The path of a proxied call, and the query without what stands in the path. `{id}` is the id of the route, or the
 * query's where the route has none; every other name is the query's. A body is passed on untouched, so nothing is taken
 * from it.
 */
export function fillPath(
  method: Pick<CatalogueMethod, "name" | "path">,
  { id, query }: Pick<ProxyCall, "id" | "query">,
): Filled {
  const names = pathParameters(method)
  if (id !== undefined && !names.includes("id")) {
    const message = `${method.name} is not about one row: leave the id out of the path, and call it as POST /proxy/{resource}/${method.name}`
    throw new AppError("request.invalid", message, { isUndone: true })
  }
  const rest = { ...query }
  const values = new Map<string, string>()
  for (const name of names) {
    const given = rest[name]
    values.set(name, name === "id" && id !== undefined ? readId(id) : readValue(name, given))
    // Clients of tools send the id of the route again in the query. Another one there is the HR system's to read.
    if (name !== "id" || id === undefined || given === id) delete rest[name]
  }
  const path = method.path.replace(/\{([^{}]*)\}/g, (_all, name: string) => values.get(name) ?? "")
  const own = names.includes("id") && typeof query.id === "string" ? query.id : undefined
  return { path, id: id ?? own, query: rest }
}

function readId(id: string): string {
  if (id === "") throw new AppError("request.invalid", "the id in the path is empty", { isUndone: true })
  if (id.length > MAX_LENGTH)
    throw new AppError("request.invalid", "the id in the path is too long", { isUndone: true })
  return encode(id, "the id in the path")
}

function readValue(name: string, given: QueryValue | undefined): string {
  if (given === undefined || given === "")
    throw badField(name, `stands in the path of this call and is missing: give it in the query, as ?${name}=...`)
  if (typeof given !== "string") throw badField(name, "stands in the path of this call: give one value")
  if (given.length > MAX_LENGTH) throw badField(name, "stands in the path of this call, and is too long")
  return encode(given, `${name}, which stands in the path,`)
}

function encode(value: string, what: string): string {
  const encoded = encodeURIComponent(value)
  assertPlainPath(encoded, what)
  return encoded
}
