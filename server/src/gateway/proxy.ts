import { type CatalogueMethod, type CatalogueResource, unexpected } from "@rollcall/connector-kit"
import { AppError } from "../errors.js"
import type { ProxyCall, QueryObject, Reply } from "./gateway.js"
import { passOn } from "./pass-on.js"
import { assertPlainPath } from "./plain-path.js"
import { isAnswer, readProxied } from "./proxy-get.js"
import { type Listing, listProxied, proxiedList } from "./proxy-list.js"
import { asLists } from "./proxy-lists.js"
import { flatten, withoutOurs } from "./query.js"
import type { Reader } from "./reader.js"

/** A call in the HR system's own shapes. A list's rows go out as the bytes they came in. */
export async function callProxy(listing: Listing): Promise<Reply> {
  const { reader } = listing
  const resource = findResource(reader, listing.call.resource)
  const method = findMethod(resource, listing.call)
  const call = { ...listing.call, query: asLists(method, listing.call.query) }
  if (method.httpMethod !== "GET") assertWritable(reader)
  if (method.answer === "page" && method.httpMethod === "GET") {
    return listProxied({ ...listing, call }, proxiedList(reader.api, resource, method))
  }
  const id = readId(call)
  const path = `${reader.api.root}/${method.path.replace("{id}", encodeURIComponent(id))}`
  if (method.name === "get")
    return readProxied(reader, { resource, path, id, query: flatten(withoutOurs(withoutId(call))) })
  const passed = await passOn(reader, { method: method.httpMethod, path, query: withoutId(call), body: call.body })
  // Every other write may answer nothing.
  if (method.name === "create" && !isAnswer(passed))
    throw unexpected("the HR system accepted the call but did not answer the row", {
      request: { method: "POST" },
      body: null,
    })
  return passed.reply
}

/** Resource names are taken with a dash or a slash between domain and resource. */
export function findResource(reader: Pick<Reader, "connector">, name: string): CatalogueResource {
  const { proxy, name: label } = reader.connector
  const found = proxy.get(name) ?? proxy.get(name.replace("/", "-"))
  if (found) return found
  const near = namesNear(name.replace("/", "-"), [...proxy.keys()]).slice(0, 5)
  const hint =
    near.length > 0 ? `did you mean ${near.join(", ")}?` : "GET /integrated-account/{id}/capabilities lists them"
  throw new AppError("not_found", `${label} has no proxy resource ${name.slice(0, 100)}: ${hint}`)
}

/** Names with its last word: first those that go on like it, then those of its domain. */
function namesNear(name: string, names: readonly string[]): string[] {
  const [domain = "", ...words] = name.split("-")
  const word = words.at(-1) ?? domain
  const distance = (one: string) => (one.startsWith(name) ? 0 : one.startsWith(`${domain}-`) ? 1 : 2)
  return word === "" ? [] : names.filter((one) => one.includes(word)).sort((a, b) => distance(a) - distance(b))
}

function findMethod(resource: CatalogueResource, call: ProxyCall): CatalogueMethod {
  const found = resource.methods.find((one) => one.name === call.method)
  if (found) return found
  const names = resource.methods.map((one) => one.name).join(", ")
  throw new AppError("not_found", `${resource.name} has no method ${call.method.slice(0, 100)}; it has ${names}`)
}

function readId(call: ProxyCall): string {
  const id = call.id ?? ""
  if (id.length > 300) throw new AppError("invalid_request", "the id in the path is too long", { isUndone: true })
  assertPlainPath(encodeURIComponent(id), "the id in the path")
  return id
}

/** Clients of tools send the id of the path again in the query. */
function withoutId(call: ProxyCall): QueryObject {
  const { id, ...rest } = call.query
  return id !== undefined && id === call.id ? rest : call.query
}

export function assertWritable(reader: Pick<Reader, "account">): void {
  if (!reader.account.isSandbox) return
  throw new AppError("method_not_allowed", "this is a sandbox account: it can only be read", { isUndone: true })
}
