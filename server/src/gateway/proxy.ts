import { type CatalogueMethod, type CatalogueResource, isReading, unexpected } from "@rollcall/connector-kit"
import { nearest } from "@rollcall/contract/nearest"
import { AppError, badField, notFound } from "../errors.js"
import type { ProxyCall, Reply } from "./gateway.js"
import { passOn, toWire } from "./pass-on.js"
import { assertNoBody } from "./proxy-body.js"
import { isAnswer, readProxied } from "./proxy-get.js"
import { type Listing, listProxied } from "./proxy-list.js"
import { asLists } from "./proxy-lists.js"
import { fillPath } from "./proxy-path.js"
import { flatten, withoutOurs } from "./query.js"
import type { Reader } from "./reader.js"
import { showSending } from "./show-sending.js"

/** A call in the HR system's own shapes. A list's rows go out as the bytes they came in. */
export async function callProxy(listing: Listing): Promise<Reply> {
  const { reader } = listing
  const resource = findResource(reader, listing.call.resource)
  const method = findMethod(resource, listing.call)
  if (!isReading(method)) assertWritable(reader)
  else if (listing.call.isShown) throw badField("dry_run", `shows what would be written, and ${method.name} only reads`)
  const asked = fillPath(method, { ...listing.call, query: asLists(method, listing.call.query) })
  const call = { ...listing.call, query: asked.query }
  if (method.answer === "page") return listProxied({ ...listing, call }, { resource, method, path: asked.path })
  if (method.httpMethod === "GET") assertNoBody(call.body)
  const path = `${reader.api.root}/${asked.path}`
  const { id } = asked
  if (method.name === "get" && id !== undefined && !isFile(method) && !method.standIns?.includes(id))
    return readProxied(reader, { resource, path, id, query: flatten(withoutOurs(call.query)) })
  const body = method.httpMethod === "GET" ? undefined : call.body
  const sending = { method: method.httpMethod, path, query: call.query, body }
  if (call.isShown) return showSending(`${method.name} ${resource.name}`, toWire(reader.api, sending))
  const passed = await passOn(reader, isReading(method) ? { ...sending, reads: true } : sending)
  // Every other write may answer nothing.
  if (method.name === "create" && ["object", "array"].includes(method.answer) && !isAnswer(passed))
    throw unexpected("the HR system accepted the call but did not answer the row", {
      request: { method: "POST" },
      body: null,
    })
  return passed.reply
}

const isFile = ({ answer }: CatalogueMethod) => answer === "text" || answer === "binary"

/** Resource names are taken with a dash or a slash between domain and resource. */
export function findResource(reader: Pick<Reader, "connector">, name: string): CatalogueResource {
  const { proxy, name: label } = reader.connector
  const found = proxy.get(name) ?? proxy.get(name.replace("/", "-"))
  if (found) return found
  const near = namesNear(name.replace("/", "-"), [...proxy.keys()]).slice(0, 5)
  const hint = near.length > 0 ? `: did you mean ${near.join(", ")}?` : ""
  throw notFound(`${label} has no proxy resource ${name.slice(0, 100)}${hint}`, PROXY_RESOURCES)
}

const PROXY_RESOURCES = "Ask for a proxy resource that GET /integrated-account/{id}/capabilities lists."

/** Names with its last word, first those that go on like it, then those of its domain; else the one spelt most alike. */
function namesNear(name: string, names: readonly string[]): string[] {
  const [domain = "", ...words] = name.split("-")
  const word = words.at(-1) ?? domain
  const distance = (one: string) => (one.startsWith(name) ? 0 : one.startsWith(`${domain}-`) ? 1 : 2)
  const found = word === "" ? [] : names.filter((one) => one.includes(word))
  if (found.length > 0) return found.sort((a, b) => distance(a) - distance(b))
  return [nearest(name, names) ?? []].flat()
}

function findMethod(resource: CatalogueResource, call: ProxyCall): CatalogueMethod {
  const found = resource.methods.find((one) => one.name === call.method)
  if (found) return found
  const names = resource.methods.map((one) => one.name).join(", ")
  const message = `${resource.name} has no method ${call.method.slice(0, 100)}; it has ${names}`
  throw notFound(message, `Use one of the methods that the message names: POST /proxy/${resource.name}/{method}.`)
}

export function assertWritable(reader: Pick<Reader, "account">): void {
  if (!reader.account.isSandbox) return
  throw new AppError("account.read_only", "this is a sandbox account: it can only be read", { isUndone: true })
}
